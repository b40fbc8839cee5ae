/**
 * SYMBOLS.md: the papers' notation and our names.
 *
 * @module
 */

import { markdownTable } from "./markdown.ts";
import { BEAM_SYMBOLS, type SymbolLine, TRACK_SYMBOLS } from "./symbols.ts";

const HEADER = `# Symbols

The papers' notation, as plain text, and what it is called here. A constant is a
field of its setting: \`BEAM_SCENARIO.numAntennas\`; whatever else stands here is
imported from the module that the last column names. The unit is the last word
of a name; none means linear or without a unit.

This page is written by \`deno task pages\`; a test fails where a name does not
exist.
`;

/** The page as Markdown. */
export function writeSymbolsPage(): string {
  return [
    HEADER,
    "## Paper A\n",
    `${tabulate(BEAM_SYMBOLS)}\n`,
    "## Paper B\n",
    `${tabulate(TRACK_SYMBOLS)}\n`,
  ].join("\n");
}

function tabulate(lines: readonly SymbolLine[]): string {
  return markdownTable(
    ["paper", "meaning", "where", "here", "in"].map((title) => ({ title })),
    lines.map(({ symbol, meaning, source, name, from }) => [
      `\`${symbol}\``,
      // As text, brackets after a link would be read as one.
      meaning.replaceAll("*", "\\*"),
      source,
      `\`${name}\``,
      `\`${from}\``,
    ]),
  );
}
