/**
 * Interacting multiple models: constant-velocity filters of different
 * accelerations side by side, whose states are mixed before each block by how
 * likely each has become (Blom and Bar-Shalom, 1988).
 *
 * The paper's headings walk by independent turns, so that no block is calmer
 * than another for longer than that block: models with a memory have little to
 * find here. This filter shows how little.
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requirePositive,
  requireProbability,
} from "../../core/check.ts";
import type { PositionBelief } from "../position_belief.ts";
import type { TrackingScenario } from "../scenario.ts";
import { requireTrackingScenario } from "../scenario_domain.ts";
import type { TrackStart } from "../track_start.ts";
import { constantVelocityMotion } from "./constant_velocity_filter.ts";
import { takeMeasurementsInto } from "./extended_update.ts";
import { foldStateInto, type GaussianState } from "./gaussian_state.ts";
import { beginState, type GaussianMotion } from "./gaussian_track.ts";
import type { Track, TrackFilter } from "./track_filter.ts";

/** The settings of the interacting models. */
export interface InteractingModelsOptions {
  /** A model each: the deviation of its acceleration [m/s^2]. */
  readonly accelerationSigmasMps2?: readonly number[];
  /** That a model stays the true one for another block; the others share. */
  readonly stayProbability?: number;
}

/**
 * The filter of interacting constant-velocity models, equally likely at first.
 *
 * @param scenario the setting
 * @param options the models, 3 and 20 m/s^2 unless given: nearly straight, and
 *   twice the paper's turns; how long each stays, 0.9 unless given
 * @throws {RangeError} where a constant or an option breaks its rule
 * @throws {TypeError} where the models are no array
 */
export function interactingModelsFilter(
  scenario: TrackingScenario,
  { accelerationSigmasMps2 = [3, 20], stayProbability = 0.9 }:
    InteractingModelsOptions = {},
): TrackFilter {
  const action = "create a filter of interacting models";
  requireTrackingScenario(action, scenario);
  requireArray(action, { accelerationSigmasMps2 });
  if (accelerationSigmasMps2.length < 2) {
    const count = accelerationSigmasMps2.length;
    throw rangeError(action, "the number of models", "at least 2", count);
  }
  for (const sigma of accelerationSigmasMps2) {
    requirePositive(action, { "each of accelerationSigmasMps2": sigma });
  }
  requireProbability(action, { stayProbability });
  const motions = accelerationSigmasMps2.map((sigma) =>
    constantVelocityMotion(scenario, sigma)
  );
  return {
    name: `IMM, velocity (${accelerationSigmasMps2.join(", ")} m/s²)`,
    begin: (start) => beginTrack(scenario, motions, stayProbability, start),
  };
}

function beginTrack(
  scenario: TrackingScenario,
  motions: readonly GaussianMotion[],
  stayProbability: number,
  start: TrackStart,
): Track {
  const { areaWidthM } = scenario;
  const count = motions.length;
  const states = motions.map((motion) => beginState(motion, start));
  const mixed = motions.map((motion) => beginState(motion, start));
  const probabilities = new Float64Array(count).fill(1 / count);
  const shares = new Float64Array(count);
  const logDensities = new Float64Array(count);
  const switchProbability = (1 - stayProbability) / (count - 1);
  const foldAll = () => {
    states.forEach((state, k) =>
      foldStateInto(state, motions[k].northward, areaWidthM)
    );
  };
  return {
    belief: () => mixedBelief(states, probabilities),
    predict: () => {
      const before = Float64Array.from(probabilities);
      for (let to = 0; to < count; to++) {
        let total = 0;
        for (let from = 0; from < count; from++) {
          const passes = from === to ? stayProbability : switchProbability;
          shares[from] = passes * before[from];
          total += shares[from];
        }
        probabilities[to] = total;
        for (let from = 0; from < count; from++) shares[from] /= total;
        mixInto(mixed[to], states, shares);
      }
      states.forEach((state, k) => {
        state.mean.set(mixed[k].mean);
        state.covariance.set(mixed[k].covariance);
        motions[k].predictInto(state);
      });
      foldAll();
    },
    update: (measurements) => {
      if (measurements.length === 0) return;
      states.forEach((state, k) => {
        logDensities[k] = takeMeasurementsInto(state, scenario, measurements);
      });
      weighInto(probabilities, logDensities);
      foldAll();
    },
  };
}

/** The mean and covariance of a mixture of states, with shares that sum to 1. */
function mixInto(
  { size, mean, covariance }: GaussianState,
  states: readonly GaussianState[],
  shares: Float64Array,
): void {
  mean.fill(0);
  covariance.fill(0);
  for (let k = 0; k < states.length; k++) {
    for (let i = 0; i < size; i++) mean[i] += shares[k] * states[k].mean[i];
  }
  for (let k = 0; k < states.length; k++) {
    const { mean: center, covariance: spread } = states[k];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        covariance[i * size + j] += shares[k] *
          (spread[i * size + j] +
            (center[i] - mean[i]) * (center[j] - mean[j]));
      }
    }
  }
}

/** Multiplies probabilities with densities, of which the largest counts as 1. */
function weighInto(
  probabilities: Float64Array,
  logDensities: Float64Array,
): void {
  let largest = -Infinity;
  for (const logDensity of logDensities) {
    largest = Math.max(largest, logDensity);
  }
  let total = 0;
  for (let k = 0; k < probabilities.length; k++) {
    // A model is never quite ruled out: its probability could not come back.
    const density = Math.max(Math.exp(logDensities[k] - largest), 1e-12);
    probabilities[k] *= density;
    total += probabilities[k];
  }
  for (let k = 0; k < probabilities.length; k++) probabilities[k] /= total;
}

function mixedBelief(
  states: readonly GaussianState[],
  probabilities: Float64Array,
): PositionBelief {
  let [xM, yM, varianceXM2, covarianceXYM2, varianceYM2] = [0, 0, 0, 0, 0];
  states.forEach(({ mean }, k) => {
    xM += probabilities[k] * mean[0];
    yM += probabilities[k] * mean[1];
  });
  states.forEach(({ size, mean, covariance }, k) => {
    const [eastM, northM] = [mean[0] - xM, mean[1] - yM];
    const share = probabilities[k];
    varianceXM2 += share * (covariance[0] + eastM * eastM);
    covarianceXYM2 += share * (covariance[1] + eastM * northM);
    varianceYM2 += share * (covariance[size + 1] + northM * northM);
  });
  return { xM, yM, varianceXM2, covarianceXYM2, varianceYM2 };
}
