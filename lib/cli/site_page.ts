/**
 * The pages of the static edition: the frame that all have, a notebook's page,
 * and the first page.
 *
 * @module
 */

import { renderImage } from "./site_cells.ts";
import type { GalleryEntry } from "./site_gallery.ts";
import { escapeHtml } from "./site_html.ts";

/** What the first page says the project is. */
const SENTENCE =
  "Two papers on integrated sensing and communication (ISAC), rebuilt so that " +
  "every figure and table can be run again, step by step.";

const PROJECT = "isac-bench";

/**
 * No script runs and nothing is loaded from elsewhere, whatever the text holds.
 * Where the page is a file, not every browser counts its folder as 'self'.
 * MathML carries styles in its elements.
 */
const SECURITY_POLICY = "default-src 'none'; img-src 'self' file:; " +
  "style-src 'self' file: 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A notebook as the other pages name it. */
export interface NotebookEntry {
  /** The file's name without its ending. */
  readonly name: string;
  /** Its first heading, as text. */
  readonly title: string;
  /** Its first heading, as HTML. */
  readonly titleHtml: string;
  /** Its question, as HTML. */
  readonly questionHtml: string;
}

/** The page of a notebook, with ways to the one before and the one after. */
export function notebookPage(
  entry: NotebookEntry,
  cells: string,
  before: NotebookEntry | undefined,
  after: NotebookEntry | undefined,
): string {
  const file = escapeHtml(`${entry.name}.ipynb`);
  const steps = stepsHtml(before, after);
  return page(`${entry.title} - ${PROJECT}`, {
    header: `<p class="site"><a href="index.html">${PROJECT}</a></p>\n${steps}`,
    main: [
      ...(cells.includes("<h1") ? [] : [`<h1>${entry.titleHtml}</h1>`]),
      cells,
      '<p class="note">This page shows the notebook ' +
      `<code>notebooks/${file}</code> with the outputs that are stored in it. ` +
      `To run it: <code>deno task lab ${file}</code>; ` +
      '<a href="index.html#How-to-run">how</a>.</p>',
    ].join("\n"),
    footer: steps,
  });
}

/** The first page: the notebooks, and all pictures. */
export function indexPage(
  notebooks: readonly NotebookEntry[],
  gallery: readonly GalleryEntry[],
): string {
  const items = notebooks.map(({ name, titleHtml, questionHtml }) =>
    `<li>${escapeHtml(name.split("_")[0])} <a href="${
      escapeHtml(name)
    }.html">${titleHtml}</a><p>${questionHtml}</p></li>`
  );
  return page(PROJECT, {
    header: "",
    main: [
      `<h1>${PROJECT}</h1>`,
      `<p>${SENTENCE}</p>`,
      '<p><a href="#Notebooks">Notebooks</a> · <a href="#Figures">Figures</a> · ' +
      '<a href="#How-to-run">How to run</a></p>',
      '<h2 id="Notebooks">Notebooks</h2>',
      `<ul class="notebooks">\n${items.join("\n")}\n</ul>`,
      '<h2 id="Figures">Figures</h2>',
      galleryList(gallery),
      `<div class="gallery">\n${gallery.map(figureHtml).join("\n")}\n</div>`,
      HOW_TO_RUN,
    ].join("\n"),
    footer: "",
  });
}

const HOW_TO_RUN = `<h2 id="How-to-run">How to run the notebooks</h2>
<p>These pages show what is stored; they run nothing. In a copy of the project,
with <a href="https://deno.com">Deno</a> installed:</p>
<ul>
<li><code>deno task lab</code> opens them in JupyterLab, if that is
installed;</li>
<li><code>deno task notebooks</code> runs them and compares what they show, and
needs no Python;</li>
<li><code>deno task figures</code> draws the figures from the stored rows;</li>
<li><code>deno task site</code> writes these pages.</li>
</ul>
<p>On a machine with Node and without Deno, write <code>npx -y deno task</code>
in place of <code>deno task</code>.</p>`;

/** All figures by name, as the pictures themselves make a long page. */
function galleryList(gallery: readonly GalleryEntry[]): string {
  const items = gallery.map(({ id, title, source }) =>
    `<li><a href="#${escapeHtml(id)}">${escapeHtml(title)}</a>${
      source === "" ? "" : ` <span class="note">${escapeHtml(source)}</span>`
    }</li>`
  );
  return `<details><summary>${gallery.length} figures by name</summary>
<ul>\n${items.join("\n")}\n</ul></details>`;
}

function figureHtml(
  { id, path, svgPath, size, alternative, title, source, notebook }:
    GalleryEntry,
): string {
  const link = (address: string, text: string) =>
    `<a href="${escapeHtml(address)}">${text}</a>`;
  const ways = [
    ...(notebook === undefined ? [] : [link(`${notebook}.html`, "notebook")]),
    ...(svgPath === undefined ? [] : [link(svgPath, "SVG")]),
  ];
  const caption = [
    `<strong>${escapeHtml(title)}</strong>`,
    ...(source === "" ? [] : [escapeHtml(source)]),
    ...ways,
  ].join(" · ");
  return `<figure id="${escapeHtml(id)}">
${renderImage(path, alternative, size)}
<figcaption>${caption}</figcaption>
</figure>`;
}

function stepsHtml(
  before: NotebookEntry | undefined,
  after: NotebookEntry | undefined,
): string {
  const step = (entry: NotebookEntry | undefined, rel: string, arrow: string) =>
    entry === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${escapeHtml(entry.name)}.html">${arrow} ${
        escapeHtml(entry.title)
      }</a>`;
  return `<nav class="steps" aria-label="Notebooks">
${step(before, "prev", "Previous:")}
${step(after, "next", "Next:")}
</nav>`;
}

interface PageParts {
  readonly header: string;
  readonly main: string;
  readonly footer: string;
}

function page(title: string, { header, main, footer }: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<header>
${header}
</header>
<main>
${main}
</main>
<footer>
${footer}
</footer>
</body>
</html>
`;
}
