/**
 * The numbers that the errata of paper A quote.
 *
 * @module
 */

import { compareOptimum } from "../beam_selection/optimum_comparison.ts";
import {
  REWARD_SETTINGS,
  type RewardSettings,
} from "../beam_selection/reward_shaping.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import { ablation } from "../experiments/beam_ablation.ts";
import {
  detectionCdf,
  type DetectionCdfCondition,
  type DetectionCdfResult,
} from "../experiments/beam_fig02_detection_cdf.ts";
import { swarmConstants } from "../experiments/beam_pso_constants.ts";
import { tuning } from "../experiments/beam_tuning.ts";
import {
  UNEQUAL_NOISE_DETECTORS,
  unequalNoise,
  type UnequalNoiseDetector,
} from "../experiments/beam_unequal_noise.ts";
import { baselineSteps } from "./learner_predictions.ts";
import { difference, perSeed, type Statistic, stored } from "./statistic.ts";

/** Steps of a variant of the agent more than the reference, at 20 dBm. */
export function variantCost(variant: string): Statistic {
  const steps = (name: string) =>
    stored(
      ablation,
      { variant: name, transmitPowerDbm: 20 },
      ({ meanSteps }) => meanSteps,
    );
  return difference(steps(variant), steps("reference"));
}

/** A share of the beams or targets at 20 dBm [%]. */
export function beamsAt20(
  condition: Partial<DetectionCdfCondition>,
  name: Exclude<keyof DetectionCdfResult, "cumulativeShares">,
): Statistic {
  return stored(
    detectionCdf,
    {
      transmitPowerDbm: 20,
      feedback: "plug-in",
      codebook: "dft",
      ...condition,
    },
    (result) => 100 * result[name],
  );
}

/** Detections with noise powers over 10 dB. */
export function detectionsAt10Db(detector: UnequalNoiseDetector): Statistic {
  return stored(
    unequalNoise,
    { noiseSpreadDb: 10 },
    ({ detectionShares }) =>
      detectionShares[UNEQUAL_NOISE_DETECTORS.indexOf(detector)],
  );
}

/** Mean steps of a swarm with these constants, at 20 dBm. */
export function swarmSteps(inertia: number, attraction: number): Statistic {
  return stored(
    swarmConstants,
    { inertia, attraction, transmitPowerDbm: 20 },
    ({ meanSteps }) => meanSteps,
  );
}

/** Mean steps of what was tried on the tuning seeds, at 30 dBm. */
export function tuningSteps(variant: string): Statistic {
  return stored(
    tuning,
    { variant, transmitPowerDbm: 30 },
    ({ meanSteps }) => meanSteps,
  );
}

/** In how many states what is best with a shaping is best without it. */
export function keptStates(changes: Partial<RewardSettings>): string {
  const { numKept, numStates } = compareOptimum(beamScenario(), {
    ...REWARD_SETTINGS,
    ...changes,
  });
  return `${numKept} of ${numStates}`;
}

/** Constants with which the printed potential does harm. */
export const HIGH_AND_FLAT = { potentialHeight: 200, potentialSteepness: 1 };

/** Minibatches in so many passes over 200 random episodes at 20 dBm. */
export function minibatches(numPasses: number): Statistic {
  return perSeed(
    [baselineSteps("random", 20)],
    (steps) => numPasses * 200 * (steps - 1) / 64,
  );
}
