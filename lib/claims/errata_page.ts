/**
 * ERRATA.md, from the list and the stored rows.
 *
 * @module
 */

import { mean } from "simple-statistics";
import { openStream } from "../core/random_stream.ts";
import { wrapText } from "../core/text.ts";
import { bootstrapInterval } from "../stats/bootstrap.ts";
import type { Effect, Erratum } from "./errata.ts";
import { formatEstimate } from "./judge.ts";
import type { Statistic, StoredRows } from "./statistic.ts";

const HEADER = `# Errata of papers A and B

What the papers print wrongly, in two ways that exclude each other, or not at
all: A1 and so on of paper A, B1 and so on of paper B. Each entry has the
literal reading, what is right or was chosen here, and what the difference was
measured to be: from stored rows, named in brackets, or from the formulas.
Numbers are means over seeds with 95 % bootstrap intervals.

This page is written by \`deno task errata\`; a test fails where it is not what
the rows give. What the papers claim of their results is in \`deno task claims\`.
`;

/** The experiments that errata quote. */
export function experimentsOfErrata(errata: readonly Erratum[]): string[] {
  const names = errata.flatMap(({ effects }) => effects)
    .flatMap(experimentsOfEffect);
  return [...new Set(names)];
}

/** A place with two readings, in words and numbers. */
export interface ErratumLine {
  /** As in the list: "A1". */
  readonly id: string;
  /** What it is about. */
  readonly title: string;
  /** Where in the paper. */
  readonly where: string;
  /** What the paper prints. */
  readonly literal: string;
  /** What is right, or chosen here. */
  readonly corrected: string;
  /** What the difference was measured to be, with its intervals. */
  readonly effect: string;
}

/** An erratum with the numbers that the rows give. */
export function describeErratum(
  { id, title, place, literal, corrected, effects }: Erratum,
  rows: StoredRows,
): ErratumLine {
  const effect = effects.map((effect, i) =>
    writeEffect(effect, `${id}/${i}`, rows)
  ).join(" ");
  return { id, title, where: place, literal, corrected, effect };
}

/** The page as Markdown. */
export function writeErrataPage(
  errata: readonly Erratum[],
  rows: StoredRows,
): string {
  return [HEADER, ...errata.map((erratum) => writeErratum(erratum, rows))]
    .join("\n");
}

function writeErratum(erratum: Erratum, rows: StoredRows): string {
  const { id, title } = erratum;
  const { where, literal, corrected, effect } = describeErratum(erratum, rows);
  const items = [
    ["Where", `${where}.`],
    ["Literal", literal],
    ["Corrected", corrected],
    ["Measured effect", effect],
  ].map(([name, text]) => wrapText(`- **${name}.** ${text}`, 80, "  "));
  return `## ${id}. ${title}\n\n${items.join("\n")}\n`;
}

function writeEffect(
  effect: Effect,
  label: string,
  rows: StoredRows,
): string {
  const experiments = experimentsOfEffect(effect);
  if (experiments.length === 0) return effect.say();
  const source = experiments.map((id) => `\`${id}\``).join(", ");
  const numbers = effect.statistics.map((statistic, i) =>
    estimate(statistic, `${label}/${i}`, rows)
  );
  const known = numbers.filter((number) => number !== undefined);
  return known.length < numbers.length
    ? `Not measured yet: the rows are not stored (${source}).`
    : effect.say(...known).replace(/\.$/, ` (${source}).`);
}

/** The mean over seeds with its interval, as text. */
function estimate(
  statistic: Statistic,
  label: string,
  rows: StoredRows,
): string | undefined {
  const numbers = [...statistic.numbers(rows)]
    .sort(([a], [b]) => a - b)
    .map(([, number]) => number);
  if (numbers.length === 0) return undefined;
  return formatEstimate({
    ...bootstrapInterval(numbers, openStream(0, `errata/${label}`), {
      statistic: mean,
    }),
    numSeeds: numbers.length,
  });
}

function experimentsOfEffect({ statistics }: Effect): string[] {
  const names = statistics.flatMap(({ reads }) => reads)
    .map((name) => name.split("/")[0]);
  return [...new Set(names)];
}
