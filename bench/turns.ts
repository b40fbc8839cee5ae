/**
 * Contenders that take turns in short blocks: a ratio is taken within a turn,
 * so that other work on the machine slows both of its sides.
 *
 * @module
 */

/** One thing that is timed: gives the time a step of one block. */
export interface Contender {
  readonly name: string;
  readonly time: () => number | Promise<number>;
}

/** A row for each contender; its ratio is to the first one of the same turn. */
export async function timeInTurns(
  contenders: readonly Contender[],
  numTurns: number,
): Promise<string[][]> {
  const turns: number[][] = [];
  for (let turn = 0; turn < numTurns; turn++) {
    const times: number[] = [];
    for (const { time } of contenders) times.push(await time());
    turns.push(times);
  }
  return contenders.map(({ name }, i) => [
    name,
    ...quantiles(turns.map((times) => times[i])),
    ...quantiles(turns.map((times) => times[i] / times[0])),
  ]);
}

/** What stands above the rows of `timeInTurns`. */
export const TURNS_HEADER: readonly string[] = [
  "what",
  "median",
  "5 %",
  "95 %",
  "ratio",
  "5 %",
  "95 %",
];

/** The median, and the quantiles of 5 and 95 %. */
export function quantiles(values: readonly number[]): string[] {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0.05, 0.95].map((share) => {
    const value = sorted[Math.round(share * (sorted.length - 1))];
    return value < 100 ? value.toPrecision(3) : value.toFixed(0);
  });
}
