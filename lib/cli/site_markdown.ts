/**
 * The Markdown of the notebooks as HTML, with the parser that JupyterLab uses.
 * Formulas become MathML, which browsers draw without scripts or fonts of ours.
 *
 * @module
 */

import hljs from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";
import { Marked } from "marked";
import temml from "temml";
import { UsageError } from "./command.ts";
import {
  cleanHtml,
  type CleanRules,
  escapeHtml,
  textOfHtml,
} from "./site_html.ts";

hljs.registerLanguage("typescript", typescript);

/** What a page knows about its links, pictures and headings. */
export interface PageRules
  extends Pick<CleanRules, "headingId" | "resolveImage" | "resolveLink"> {
  /** Which file the Markdown is from, for the message about a fault. */
  readonly origin: string;
}

const MARKED = new Marked({
  renderer: {
    code: ({ text, lang }) =>
      `<pre><code>${
        /^(ts|typescript|js|javascript)$/.test(lang ?? "")
          ? highlightCode(text)
          : escapeHtml(text)
      }</code></pre>\n`,
  },
});

/**
 * Code comes first, so that a dollar sign in it begins no formula; nor does one
 * in a link's address, or one that is escaped. A single dollar sign begins a formula only where
 * no space follows, and ends it only where no digit does: prices are prices.
 */
const CODE_OR_FORMULA = new RegExp(
  [
    /^ {0,3}(?<fence>`{3,}|~{3,})[\s\S]*?^ {0,3}\k<fence>/,
    /(?<!`)(?<ticks>`+)(?!`)[\s\S]*?(?<!`)\k<ticks>(?!`)/,
    /\]\([^()\s]+/,
    /\\[\s\S]/,
    /\$\$(?<display>[\s\S]+?)\$\$/,
    /\$(?![\s$])(?<inline>(?:\\[\s\S]|[^$\\`])+?)(?<!\s)\$(?!\d)/,
  ].map(({ source }) => source).join("|"),
  "gm",
);

// Characters for private use: no text has them, once they are taken out of it.
const OPEN = "\uE000";
const CLOSE = "\uE001";
const PLACE = /\uE000(\d+)\uE001/g;

interface Formula {
  readonly source: string;
  readonly tex: string;
  readonly isDisplay: boolean;
}

/** TypeScript with its words marked by classes; everything is escaped. */
export function highlightCode(code: string): string {
  return hljs.highlight(code, { language: "typescript" }).value;
}

/**
 * Markdown as safe HTML.
 *
 * @param markdown the text
 * @param rules where its links lead
 * @throws {UsageError} where a formula can't be read
 */
export function renderMarkdown(markdown: string, rules: PageRules): string {
  const { text, formulas } = setFormulasAside(markdown);
  return restore(MARKED.parse(text, { async: false }), formulas, rules);
}

/** The same for text within a line: no paragraph around it. */
export function renderInline(markdown: string, rules: PageRules): string {
  const { text, formulas } = setFormulasAside(markdown);
  return restore(MARKED.parseInline(text, { async: false }), formulas, rules);
}

/** Markdown within a line as plain text; formulas stay in TeX. */
export function plainInline(markdown: string): string {
  const { text, formulas } = setFormulasAside(markdown);
  const html = MARKED.parseInline(text, { async: false });
  return textOfHtml(html)
    .replace(PLACE, (_, index) => formulas[Number(index)].tex);
}

/**
 * Takes the formulas out before the Markdown is read, as Jupyter does: the
 * underlines, bars and backslashes in them mean nothing to Markdown.
 */
function setFormulasAside(markdown: string) {
  const formulas: Formula[] = [];
  const text = markdown.replace(/[\uE000\uE001]/g, "").replace(
    CODE_OR_FORMULA,
    (source, ...rest) => {
      const { display, inline } = rest.at(-1) as Record<string, string>;
      const tex = display ?? inline;
      if (tex === undefined || /\n\s*\n/.test(tex)) return source;
      formulas.push({ source, tex, isDisplay: display !== undefined });
      return `${OPEN}${formulas.length - 1}${CLOSE}`;
    },
  );
  return { text, formulas };
}

function restore(
  html: string,
  formulas: readonly Formula[],
  rules: PageRules,
): string {
  const replace = (text: string, write: (formula: Formula) => string) =>
    text.replace(PLACE, (_, index) => write(formulas[Number(index)]));
  return cleanHtml(html, {
    resolveImage: rules.resolveImage,
    resolveLink: rules.resolveLink,
    renderText: (text) =>
      replace(
        escapeHtml(text),
        (formula) => renderFormula(formula, rules.origin),
      ),
    plainText: (text) => replace(text, ({ source }) => source),
    headingId: (text) => rules.headingId(replace(text, ({ source }) => source)),
  });
}

function renderFormula(
  { source, tex, isDisplay }: Formula,
  origin: string,
): string {
  let math: string;
  try {
    math = temml.renderToString(tex, {
      displayMode: isDisplay,
      throwOnError: true,
      trust: false,
    });
  } catch (error) {
    // What follows the position draws the place with several lines.
    const [reason] = (error as Error).message.trim().split(" at position");
    throw new UsageError(
      `Cannot read the formula ${source} in ${origin}: ${reason}`,
    );
  }
  // A wide formula scrolls in its own box, as a wide table does.
  return isDisplay ? `<span class="wide">${math}</span>` : math;
}
