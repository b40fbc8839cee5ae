/**
 * The committed pictures, with what there is to say of each.
 *
 * @module
 */

import { join } from "node:path";
import { FIGURE_PLANS } from "../experiments/figure_plans.ts";
import { drawingName } from "../figures/mod.ts";
import type { NotebookFacts } from "../pages/facts.ts";
import { notebookOf } from "../pages/words.ts";
import { type ImageSize, pngSize } from "./site_cells.ts";
import { textOfHtml } from "./site_html.ts";

/** A picture of the gallery. */
export interface GalleryEntry {
  readonly id: string;
  /** Where the picture is shown from. */
  readonly path: string;
  /** The same picture as SVG, where there is one. */
  readonly svgPath?: string;
  readonly size?: ImageSize;
  /** The text in place of the picture. */
  readonly alternative: string;
  /** What it shows, in a line. */
  readonly title: string;
  /** The paper, figure and section. */
  readonly source: string;
  /** The name of the notebook that shows it, where there is one. */
  readonly notebook?: string;
}

/**
 * Reads the pictures of a folder.
 *
 * @param folder where they are; folders in it are left alone
 * @param files gets the pictures' bytes, by their path in the site
 * @param notebooks the notebooks that may show them
 * @returns the pictures in the order of the papers, those of no experiment last
 */
export async function collectFigures(
  folder: string,
  files: Map<string, string | Uint8Array>,
  notebooks: readonly NotebookFacts[],
): Promise<GalleryEntry[]> {
  const names = (await Array.fromAsync(Deno.readDir(folder)))
    .filter(({ isFile, name }) => isFile && /\.(png|svg)$/.test(name))
    .map(({ name }) => name)
    .sort();
  for (const name of names) {
    files.set(`figures/${name}`, await Deno.readFile(join(folder, name)));
  }
  const found = new Set(names.map((name) => name.slice(0, -4)));
  const known = FIGURE_PLANS.map(({ id }) => id).filter((id) => found.has(id));
  return [...new Set([...known, ...found])].map((id) => {
    const shown = notebookOf({ id }, { notebooks, drawingName });
    const entry = describe(id, files);
    return shown === undefined ? entry : { ...entry, notebook: shown.name };
  });
}

/** Shows the PNG where there is one, as its letters need no font. */
function describe(
  id: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): GalleryEntry {
  const png = files.get(`figures/${id}.png`);
  const svg = files.get(`figures/${id}.svg`);
  const svgPath = svg === undefined ? {} : { svgPath: `figures/${id}.svg` };
  const { title = id, source = "" } =
    FIGURE_PLANS.find((plan) => plan.id === id) ?? {};
  return {
    id,
    path: `figures/${id}.${png === undefined ? "svg" : "png"}`,
    ...svgPath,
    ...(png instanceof Uint8Array && { size: halve(pngSize(png)) }),
    alternative: svg instanceof Uint8Array ? labelOf(svg) : title,
    title,
    source,
  };
}

/** The figures are drawn with two pixels for each pixel of the page. */
function halve({ width, height }: ImageSize): ImageSize {
  return { width: Math.round(width / 2), height: Math.round(height / 2) };
}

/** The description that the drawing carries for those who can't see it. */
function labelOf(svg: Uint8Array): string {
  const start = new TextDecoder().decode(svg.subarray(0, 4096));
  return textOfHtml(/ aria-label="([^"]*)"/.exec(start)?.[1] ?? "");
}
