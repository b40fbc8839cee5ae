/**
 * The list of all experiments.
 *
 * @module
 */

import { scenarioMap } from "./beam_fig01_scenario.ts";
import { detectionCdf } from "./beam_fig02_detection_cdf.ts";
import type { Experiment } from "./experiment.ts";

export * from "./beam_fig01_scenario.ts";
export * from "./beam_fig02_detection_cdf.ts";
export * from "./experiment.ts";

/** All experiments, in the order of the papers. */
export const EXPERIMENTS: readonly Experiment[] = [
  scenarioMap,
  detectionCdf,
];

/**
 * The experiment with an id.
 *
 * @throws {RangeError} where there is none
 */
export function findExperiment(id: string): Experiment {
  const found = EXPERIMENTS.find((experiment) => experiment.id === id);
  if (found === undefined) {
    throw new RangeError(`Cannot find the experiment ${JSON.stringify(id)}`);
  }
  return found;
}
