/**
 * What measuring a figure took, scaled to two cores and to all of its runs.
 *
 * @module
 */

import { join } from "node:path";
import { PROJECT_FOLDER } from "../experiments/folders.ts";
import {
  type FigureCost,
  type FigureCosts,
  formatCosts,
  parseCosts,
} from "../pages/minutes.ts";

/** Where the costs are stored. */
export const COSTS_PATH: string = join(PROJECT_FOLDER, "data", "minutes.json");

/** The machine that minutes are given for. */
const NUM_CORES = 2;

const BYTES_PER_MB = 1e6;

/** A figure whose rows were all measured at once. */
export interface MeasuredFigure {
  /** Processor time of all threads, from the first run to the picture [s]. */
  readonly coreSeconds: number;
  readonly numRuns: number;
  readonly numSeeds: number;
  /** How many runs the figure has with all of its seeds. */
  readonly numAllRuns: number;
  readonly peakBytes: number;
}

/**
 * The cost of a figure, from what was seen. It is the processor's time, which
 * other work on the machine hardly changes.
 */
export function scaleCost(
  { coreSeconds, numRuns, numSeeds, numAllRuns, peakBytes }: MeasuredFigure,
): FigureCost {
  const allCoreSeconds = coreSeconds * numAllRuns / numRuns;
  return {
    minutes: allCoreSeconds / Math.min(NUM_CORES, numAllRuns) / 60,
    seeds: numSeeds,
    memoryMb: Math.ceil(peakBytes / BYTES_PER_MB / 10) * 10,
  };
}

/**
 * The costs that are stored; none where the file does not exist.
 *
 * @throws {RangeError} where it holds something else
 */
export function readCosts(): FigureCosts {
  try {
    return parseCosts(Deno.readTextFileSync(COSTS_PATH));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}

/** Stores costs; those of other figures stay as they are. */
export function storeCosts(costs: FigureCosts): void {
  Deno.writeTextFileSync(COSTS_PATH, formatCosts({ ...readCosts(), ...costs }));
}
