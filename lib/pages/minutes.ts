/**
 * What it takes to measure a figure's rows afresh, as it was seen once.
 *
 * @module
 */

import { rangeError } from "../core/check.ts";

/** What measuring a figure took. */
export interface FigureCost {
  /** On two cores, for all of its seeds [min]. */
  readonly minutes: number;
  /** How many of the seeds were measured; the minutes are scaled to all. */
  readonly seeds: number;
  /** The largest resident memory that was seen after a row [MB]. */
  readonly memoryMb?: number;
}

/** The costs that are known, by figure. */
export type FigureCosts = Readonly<Record<string, FigureCost>>;

/**
 * Reads the stored costs.
 *
 * @param text JSON, as `formatCosts` writes it
 * @throws {RangeError} where it is not that
 */
export function parseCosts(text: string): FigureCosts {
  const refuse = (rule: string, value: unknown) =>
    rangeError("read the minutes", "data/minutes.json", rule, value);
  let costs: unknown;
  try {
    costs = JSON.parse(text);
  } catch (error) {
    throw refuse("JSON", (error as Error).message);
  }
  for (const [id, cost] of Object.entries(costs as FigureCosts)) {
    const { minutes, seeds, memoryMb = 1 } = cost ?? {};
    if (![minutes, seeds, memoryMb].every((number) => number > 0)) {
      throw refuse("numbers above 0 for each figure", id);
    }
  }
  return costs as FigureCosts;
}

/** The costs as the text that is stored: a figure a line, sorted. */
export function formatCosts(costs: FigureCosts): string {
  const lines = Object.keys(costs).sort().map((id) => {
    const { minutes, seeds, memoryMb } = costs[id];
    const cost = { minutes: Number(minutes.toPrecision(2)), seeds, memoryMb };
    return `  ${JSON.stringify(id)}: ${JSON.stringify(cost)}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

/**
 * What figures take one after the other; what they share is counted again, so
 * it is the most that they take.
 *
 * @param ids the figures
 * @param costs what is known
 * @returns undefined where one is not known
 */
export function addCosts(
  ids: readonly string[],
  costs: FigureCosts,
): FigureCost | undefined {
  const known = ids.map((id) => costs[id]);
  if (known.length === 0 || known.includes(undefined as never)) {
    return undefined;
  }
  const memory = known.map(({ memoryMb }) => memoryMb ?? 0);
  return {
    minutes: known.reduce((sum, { minutes }) => sum + minutes, 0),
    seeds: Math.min(...known.map(({ seeds }) => seeds)),
    ...(Math.max(...memory) > 0 && { memoryMb: Math.max(...memory) }),
  };
}

/** Minutes as a page gives them: "below 1", "13", or that nobody measured. */
export function formatMinutes(cost: FigureCost | undefined): string {
  if (cost === undefined) return "not measured";
  return cost.minutes < 1 ? "below 1" : String(Math.round(cost.minutes));
}
