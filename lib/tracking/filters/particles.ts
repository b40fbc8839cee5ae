/**
 * The particles of a particle filter: drawn, moved, weighed, resampled.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import { choleskyInto } from "../../core/small_matrix.ts";
import { MIN_RANGE_M, type StationMeasurement } from "../measurement.ts";
import {
  foldedY,
  isMirrored,
  type PositionBelief,
} from "../position_belief.ts";
import type { TrackingScenario } from "../scenario.ts";
import type { TrackStart } from "../track_start.ts";

/** How far resampled particles are moved, in deviations of all of them. */
const JITTER = 0.3;

/** Keeps the covariance of particles that are all alike positive definite. */
const MIN_VARIANCE = 1e-12;

/** Particles: places, headings and weights that sum to 1, [N] each. */
export interface Particles {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly headingRad: Float64Array;
  readonly weight: Float64Array;
}

/** Room for so many particles. */
export function openParticles(numParticles: number): Particles {
  return {
    xM: new Float64Array(numParticles),
    yM: new Float64Array(numParticles),
    headingRad: new Float64Array(numParticles),
    weight: new Float64Array(numParticles),
  };
}

/** Draws particles from what is known at the start of a track. */
export function scatterInto(
  { xM, yM, headingRad, weight }: Particles,
  start: TrackStart,
  rng: RandomStream,
): void {
  for (let i = 0; i < weight.length; i++) {
    xM[i] = start.position.xM + start.positionSigmaM * rng.gaussian();
    yM[i] = start.position.yM + start.positionSigmaM * rng.gaussian();
    headingRad[i] = start.headingRad + start.headingSigmaRad * rng.gaussian();
    weight[i] = 1 / weight.length;
  }
}

/** A step of every particle, folded back into the area, and a turn. */
export function moveInto(
  { xM, yM, headingRad }: Particles,
  { speedMps, blockDurationS, maxTurnDeg, areaWidthM }: TrackingScenario,
  rng: RandomStream,
): void {
  const stepM = speedMps * blockDurationS;
  const maxTurnRad = maxTurnDeg * Math.PI / 180;
  for (let i = 0; i < xM.length; i++) {
    xM[i] += stepM * Math.cos(headingRad[i]);
    const northM = yM[i] + stepM * Math.sin(headingRad[i]);
    yM[i] = foldedY(northM, areaWidthM);
    if (isMirrored(northM, areaWidthM)) headingRad[i] = -headingRad[i];
    headingRad[i] += maxTurnRad * (2 * rng.uniform() - 1);
  }
}

/** The logarithms of the measurements' densities, less what all share. */
export function logDensitiesInto(
  out: Float64Array,
  { xM, yM }: Particles,
  { baseStations }: TrackingScenario,
  measurements: readonly StationMeasurement[],
): void {
  out.fill(0);
  for (const measurement of measurements) {
    const { rangeM, cosine, rangeSigmaM, cosineSigma } = measurement;
    const from = baseStations[measurement.station];
    for (let i = 0; i < out.length; i++) {
      const eastM = xM[i] - from.xM;
      const northM = yM[i] - from.yM;
      const awayM = Math.max(
        Math.sqrt(eastM * eastM + northM * northM),
        MIN_RANGE_M,
      );
      const rangeError = (rangeM - awayM) / rangeSigmaM;
      const cosineError = (cosine - eastM / awayM) / cosineSigma;
      out[i] -= 0.5 * (rangeError * rangeError + cosineError * cosineError);
    }
  }
}

/** The weights times the densities to the power of a stage, summing to 1. */
export function weighInto(
  out: Float64Array,
  weight: Float64Array,
  logDensity: Float64Array,
  stage: number,
): void {
  // Of particles that count at all: the sum must not vanish.
  let largest = -Infinity;
  for (let i = 0; i < out.length; i++) {
    if (weight[i] > 0) largest = Math.max(largest, logDensity[i]);
  }
  let total = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = weight[i] > 0
      ? weight[i] * Math.exp(stage * (logDensity[i] - largest))
      : 0;
    total += out[i];
  }
  for (let i = 0; i < out.length; i++) out[i] /= total;
}

/** How many equal weights would be as good: 1 / sum w^2. */
export function effectiveNumber(weight: Float64Array): number {
  let sum = 0;
  for (const value of weight) sum += value * value;
  return 1 / sum;
}

/** Systematic resampling: one draw, and a particle every N-th of the weight. */
export function resampleInto(
  out: Particles,
  from: Particles,
  rng: RandomStream,
): void {
  const count = from.weight.length;
  const offset = rng.uniform();
  let k = 0;
  let cumulated = from.weight[0];
  for (let i = 0; i < count; i++) {
    const level = (i + offset) / count;
    while (cumulated < level && k < count - 1) cumulated += from.weight[++k];
    out.xM[i] = from.xM[k];
    out.yM[i] = from.yM[k];
    out.headingRad[i] = from.headingRad[k];
    out.weight[i] = 1 / count;
  }
}

/**
 * Moves particles of equal weight apart by Gaussian steps with a share of
 * their covariance, after it was shrunk by that share towards their mean.
 */
export function jitterInto(
  { xM, yM, headingRad }: Particles,
  rng: RandomStream,
): void {
  const axes = [xM, yM, headingRad];
  const count = xM.length;
  const means = axes.map((axis) => {
    let sum = 0;
    for (const value of axis) sum += value;
    return sum / count;
  });
  const factor = new Float64Array(9);
  for (let j = 0; j < 3; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = j === k ? MIN_VARIANCE * count : 0;
      for (let i = 0; i < count; i++) {
        sum += (axes[j][i] - means[j]) * (axes[k][i] - means[k]);
      }
      factor[3 * j + k] = sum / count;
    }
  }
  choleskyInto(factor, factor, 3);
  const shrink = Math.sqrt(1 - JITTER * JITTER);
  const steps = new Float64Array(3);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 3; k++) steps[k] = JITTER * rng.gaussian();
    for (let j = 0; j < 3; j++) {
      let step = 0;
      for (let k = 0; k <= j; k++) step += factor[3 * j + k] * steps[k];
      axes[j][i] = means[j] + shrink * (axes[j][i] - means[j]) + step;
    }
  }
}

/** The mean and covariance of the particles' places. */
export function momentsOf({ xM, yM, weight }: Particles): PositionBelief {
  let [meanXM, meanYM] = [0, 0];
  for (let i = 0; i < weight.length; i++) {
    meanXM += weight[i] * xM[i];
    meanYM += weight[i] * yM[i];
  }
  let [varianceXM2, covarianceXYM2, varianceYM2] = [0, 0, 0];
  for (let i = 0; i < weight.length; i++) {
    const eastM = xM[i] - meanXM;
    const northM = yM[i] - meanYM;
    varianceXM2 += weight[i] * eastM * eastM;
    covarianceXYM2 += weight[i] * eastM * northM;
    varianceYM2 += weight[i] * northM * northM;
  }
  return { xM: meanXM, yM: meanYM, varianceXM2, covarianceXYM2, varianceYM2 };
}
