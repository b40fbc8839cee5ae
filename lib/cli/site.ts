/**
 * `deno task site`: writes the notebooks with their stored outputs as plain
 * HTML, to be read on a phone, from a disk or from any server.
 *
 * @module
 */

import { basename, dirname, join, posix, relative, resolve } from "node:path";
import { FIGURES_FOLDER, PROJECT_FOLDER } from "../experiments/folders.ts";
import { parseFlags, runCommand, UsageError } from "./command.ts";
import { prepareFolder } from "./folder.ts";
import type { NotebookFacts } from "../pages/facts.ts";
import { notebookFacts } from "./notebook_facts.ts";
import { chooseNotebooks, readNotebook } from "./notebook_file.ts";
import { renderCells } from "./site_cells.ts";
import { collectFigures } from "./site_gallery.ts";
import { type PageRules, plainInline, renderInline } from "./site_markdown.ts";
import { indexPage, type NotebookEntry, notebookPage } from "./site_page.ts";
import style from "./site_style.css" with { type: "text" };

const HELP = `deno task site [flags]

Writes the notebooks, with the outputs that are stored in them, as plain HTML
pages that need neither a server nor scripts nor a network: open index.html.
The same notebooks and figures give the same bytes. Other files that are in the
folder stay as they are.

  --out dir   where the pages go (site)
  --help      print this`;

const FLAGS = {
  out: { type: "string", default: join(PROJECT_FOLDER, "site") },
  help: { type: "boolean", default: false },
} as const;

/** Where the notebooks and the pictures are. */
export interface SiteSources {
  readonly notebooks: string;
  readonly figures: string;
}

const SOURCES: SiteSources = {
  notebooks: join(PROJECT_FOLDER, "notebooks"),
  figures: FIGURES_FOLDER,
};

/** The files of the site, by their path in its folder. */
export type SiteFiles = ReadonlyMap<string, string | Uint8Array>;

/** The command; returns its exit code. */
export async function site(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags(args, FLAGS);
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length > 0 || values.out === "") {
    throw new UsageError(
      "Cannot write the site as it has one setting, --out dir: current " +
        `arguments are ${JSON.stringify(args)}`,
    );
  }
  const folder = resolve(values.out);
  prepareFolder(folder);
  const files = await buildSite(SOURCES);
  for (const [path, content] of files) writeFile(join(folder, path), content);
  const shown = relative(PROJECT_FOLDER, folder) || ".";
  console.log(`site: ${files.size} files; open ${join(shown, "index.html")}`);
  return 0;
}

/**
 * All files of the site.
 *
 * @throws {UsageError} where a notebook can't be read, or a formula in one
 */
export async function buildSite(sources: SiteSources): Promise<SiteFiles> {
  const files = new Map<string, string | Uint8Array>([["style.css", style]]);
  const paths = await chooseNotebooks(sources.notebooks);
  const names = paths.map((path) => basename(path, ".ipynb"));
  const notebooks = await Promise.all(paths.map(readNotebook));
  const facts = notebooks.map((notebook, i) =>
    notebookFacts(notebook, names[i])
  );
  const gallery = await collectFigures(sources.figures, files, facts);
  const targets = new Map(
    [...files.keys()].map((path) => [`../${path}`, path]),
  );
  for (const name of names) targets.set(`${name}.ipynb`, `${name}.html`);
  const pages = notebooks.map((notebook, i) => {
    const rules = pageRules(paths[i], targets);
    const cells = renderCells(notebook, names[i], rules);
    return { cells, entry: describe(facts[i], rules) };
  });
  const entries = pages.map(({ entry }) => entry);
  pages.forEach(({ cells, entry }, index) => {
    for (const [path, bytes] of cells.images) files.set(path, bytes);
    files.set(
      `${entry.name}.html`,
      notebookPage(entry, cells.html, entries[index - 1], entries[index + 1]),
    );
  });
  return files.set("index.html", indexPage(entries, gallery));
}

/** What the other pages say of a notebook, as they show it. */
function describe(
  { name, title, question }: NotebookFacts,
  rules: PageRules,
): NotebookEntry {
  return {
    name,
    title: plainInline(title),
    titleHtml: renderInline(title, rules),
    questionHtml: renderInline(question, rules),
  };
}

/** Where the links of a page lead, and how its headings are called. */
function pageRules(
  origin: string,
  targets: ReadonlyMap<string, string>,
): PageRules {
  const taken = new Map<string, number>();
  const resolveLocal = (address: string) => {
    const [path, fragment] = address.split("#", 2);
    const target = targets.get(posix.normalize(path));
    if (target === undefined || fragment === undefined) return target;
    return `${target}#${fragment}`;
  };
  return {
    origin,
    resolveImage: resolveLocal,
    resolveLink: (address) =>
      /^(https?:\/\/|mailto:|#)/.test(address)
        ? address
        : resolveLocal(address),
    headingId: (text) => {
      // As Jupyter does it, so that a link to a heading works in both.
      const id = text.trim().replace(/\s/g, "-");
      const count = (taken.get(id) ?? 0) + 1;
      taken.set(id, count);
      return count === 1 ? id : `${id}-${count}`;
    },
  };
}

function writeFile(path: string, content: string | Uint8Array): void {
  Deno.mkdirSync(dirname(path), { recursive: true });
  if (typeof content === "string") Deno.writeTextFileSync(path, content);
  else Deno.writeFileSync(path, content);
}

if (import.meta.main) await runCommand(site);
