/**
 * Notebook files: read, checked and written in the one form that Jupyter's own
 * tools write, so that saving in JupyterLab leaves no difference behind. In
 * memory every text is one string; in the file it is an array of lines.
 *
 * @module
 */

import { basename, join } from "node:path";
import { matchName, UsageError } from "./command.ts";

/** What a cell shows, by media type; `metadata` is by media type as well. */
export interface RichContent {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

/** One output of a code cell, as nbformat 4 names its fields. */
export type CellOutput =
  | { output_type: "stream"; name: string; text: string }
  | { output_type: "display_data" } & RichContent
  | { output_type: "execute_result"; execution_count: number | null }
    & RichContent
  | {
    output_type: "error";
    ename: string;
    evalue: string;
    traceback: string[];
  };

/** A cell with code, its outputs and the number that Jupyter shows for it. */
export interface CodeCell {
  cell_type: "code";
  id: string;
  metadata: Record<string, unknown>;
  source: string;
  execution_count: number | null;
  outputs: CellOutput[];
}

/** A cell with text. */
export interface TextCell {
  cell_type: "markdown" | "raw";
  id: string;
  metadata: Record<string, unknown>;
  source: string;
}

/** A notebook of nbformat 4.5. */
export interface Notebook {
  cells: (CodeCell | TextCell)[];
  metadata: Record<string, unknown>;
  nbformat: 4;
  nbformat_minor: number;
}

/**
 * The notebooks of a folder, or those named.
 *
 * @param folder where the notebooks are
 * @param names names or their unambiguous beginnings; none means all
 * @returns paths, in the order of the names in the folder
 * @throws {UsageError} where a name fits no notebook, or more than one
 */
export async function chooseNotebooks(
  folder: string,
  names: readonly string[] = [],
): Promise<string[]> {
  const found = (await Array.fromAsync(Deno.readDir(folder)))
    .filter((entry) => entry.isFile && entry.name.endsWith(".ipynb"))
    .map((entry) => basename(entry.name, ".ipynb"))
    .sort();
  const chosen = names.map((name) =>
    matchName("notebook", basename(name, ".ipynb"), found)
  );
  return found
    .filter((name) => names.length === 0 || chosen.includes(name))
    .map((name) => join(folder, `${name}.ipynb`));
}

/**
 * Reads a notebook file.
 *
 * @param path the file
 * @throws {UsageError} where there is no such file, or it is not a notebook
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError(`Cannot read ${path} as there is no such file`);
  }
  return parseNotebook(text, path);
}

/**
 * Reads a notebook from its text. One older than nbformat 4.5 gets cell ids.
 *
 * @param text the file's text
 * @param path the file's name, for the message
 * @throws {UsageError} where the text is not a notebook
 */
export function parseNotebook(text: string, path: string): Notebook {
  const refuse = (reason: string) =>
    new UsageError(`Cannot read ${path} as it is not a notebook: ${reason}`);
  let raw: Record<string, unknown>;
  try {
    raw = JSON.parse(text);
  } catch {
    throw refuse("it is not valid JSON");
  }
  if (!isRecord(raw)) throw refuse("it is not a JSON object");
  if (raw.nbformat !== 4) {
    throw refuse(`nbformat must be 4: current value is ${raw.nbformat}`);
  }
  if (!Array.isArray(raw.cells)) throw refuse("it has no array of cells");
  const cells = raw.cells.map((cell, index) => {
    const fault = cellFault(cell);
    if (fault !== undefined) throw refuse(`cell ${index + 1} ${fault}`);
    return mapTexts(cell, joinLines) as CodeCell | TextCell;
  });
  giveIds(cells);
  return {
    ...raw,
    cells,
    metadata: isRecord(raw.metadata) ? raw.metadata : {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** The text of a notebook file: the same notebook gives the same bytes. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => mapTexts(cell, splitLines));
  return JSON.stringify(sortKeys({ ...notebook, cells }), null, 1) + "\n";
}

/** A code cell with the number that a run from the top gives it. */
export interface NumberedCell {
  readonly number: number;
  readonly cell: CodeCell;
}

/** The code cells that hold code, numbered as Jupyter numbers them: [1], [2]. */
export function numberedCodeCells(notebook: Notebook): NumberedCell[] {
  return notebook.cells
    .filter((cell) => cell.cell_type === "code")
    .filter((cell) => cell.source.trim() !== "")
    .map((cell, index) => ({ number: index + 1, cell }));
}

/** Whether a cell shows what no two runs share: timings, say. */
export function isVolatile({ metadata }: CodeCell): boolean {
  return Array.isArray(metadata.tags) && metadata.tags.includes("volatile");
}

function cellFault(cell: unknown): string | undefined {
  if (!isRecord(cell)) return "is not an object";
  if (!["code", "markdown", "raw"].includes(cell.cell_type as string)) {
    return `has the unknown type ${JSON.stringify(cell.cell_type)}`;
  }
  if (!isText(cell.source)) return "has no source";
  if (!isRecord(cell.metadata)) return "has no metadata";
  if (cell.cell_type !== "code") return undefined;
  const outputs = cell.outputs;
  return Array.isArray(outputs) && outputs.every(isOutput)
    ? undefined
    : "has no array of outputs";
}

function isOutput(output: unknown): boolean {
  if (!isRecord(output)) return false;
  switch (output.output_type) {
    case "stream":
      return isText(output.text);
    case "display_data":
    case "execute_result":
      return isRecord(output.data);
    case "error":
      return Array.isArray(output.traceback);
    default:
      return false;
  }
}

type TextMap = (text: unknown) => unknown;

/** The cell with every text that nbformat stores as lines put through `map`. */
function mapTexts(cell: unknown, map: TextMap): unknown {
  const { source, outputs, ...rest } = cell as Record<string, unknown>;
  const mapped = { ...rest, source: map(source) };
  if (!Array.isArray(outputs)) return mapped;
  return {
    ...mapped,
    outputs: outputs.map((output) => mapOutput(output, map)),
  };
}

function mapOutput(output: Record<string, unknown>, map: TextMap): unknown {
  if ("text" in output) return { ...output, text: map(output.text) };
  if (!isRecord(output.data)) return output;
  const data = Object.entries(output.data).map((
    [type, value],
  ) => [type, isStoredAsLines(type) ? map(value) : value]);
  return { ...output, data: Object.fromEntries(data) };
}

function isStoredAsLines(mediaType: string): boolean {
  return mediaType.startsWith("text/") || mediaType === "image/svg+xml" ||
    mediaType === "application/javascript";
}

function joinLines(text: unknown): unknown {
  return Array.isArray(text) ? text.join("") : text;
}

function splitLines(text: unknown): unknown {
  if (typeof text !== "string") return text;
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function giveIds(cells: (CodeCell | TextCell)[]): void {
  const taken = new Set(cells.map((cell) => cell.id));
  cells.forEach((cell, index) => {
    if (typeof cell.id === "string") return;
    let id = `cell-${index + 1}`;
    while (taken.has(id)) id += "-new";
    taken.add(id);
    cell.id = id;
  });
}

/** Sorted as Jupyter sorts when it saves. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value).sort().map((key) => [key, sortKeys(value[key])]),
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string" ||
    Array.isArray(value) && value.every((line) => typeof line === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
