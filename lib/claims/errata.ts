/**
 * What a paper prints wrongly, in two ways, or not at all: the literal reading,
 * the one that is used here, and what the difference was measured to be.
 *
 * @module
 */

import type { Statistic } from "./statistic.ts";

/** What a reading was measured to change, and where from that is known. */
export interface Effect {
  /** What the sentence quotes, from stored rows; none if computed or unknown. */
  readonly statistics: readonly Statistic[];
  /** The sentence, with each number and its interval as text. */
  readonly say: (...numbers: readonly string[]) => string;
}

/** A place of the paper with two readings. */
export interface Erratum {
  /** As in the list: "A1". */
  readonly id: string;
  /** Where in the paper. */
  readonly place: string;
  /** What it is about. */
  readonly title: string;
  /** What the paper prints. */
  readonly literal: string;
  /** What is right, or chosen here. */
  readonly corrected: string;
  /** What came of the difference. */
  readonly effects: readonly Effect[];
}

/**
 * An effect from stored rows.
 *
 * @param statistics the numbers that it quotes
 * @param say the sentence, given each number and its interval as text
 */
export function measured(
  statistics: readonly Statistic[],
  say: Effect["say"],
): Effect {
  return { statistics, say };
}

/** An effect that follows from formulas, in a sentence made when it is asked. */
export function computedEffect(say: () => string): Effect {
  return { statistics: [], say };
}

/** An effect that needs no number. */
export function said(text: string): Effect {
  return computedEffect(() => text);
}

/** An effect that nobody measured. */
export function notMeasured(why: string): Effect {
  return said(`Not measured: ${why}.`);
}
