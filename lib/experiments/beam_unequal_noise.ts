/**
 * Receivers with different noise powers (paper A, Remark 2): the statistic that
 * the remark describes, its distribution as printed and as it is, the true
 * likelihood ratio, and the detection probability that the wrong one loses.
 *
 * @module
 */

import { mean } from "simple-statistics";
import { decibelToLinear } from "../core/decibel.ts";
import { range } from "../core/range.ts";
import type { RandomStream } from "../core/random_stream.ts";
import { sampleSnapshot } from "../channel/bistatic_response.ts";
import { steeringVectorOfSine } from "../channel/steering_vector.ts";
import { detectionThreshold } from "../detection/likelihood_ratio_test.ts";
import { upperPowerSumQuantile } from "../detection/quadratic_form.ts";
import {
  type NoisyReceiver,
  unequalNoiseStatistic,
  unnormalizedPowerSum,
  unnormalizedStatistic,
} from "../detection/unequal_noise.ts";
import type { Experiment } from "./experiment.ts";

/** How far apart the noise powers are. */
export type UnequalNoiseCondition = {
  /** The loudest over the quietest receiver's noise power [dB]. */
  readonly noiseSpreadDb: number;
};

/** A detector: a statistic and the way to its threshold. */
export type UnequalNoiseDetector =
  | "likelihood ratio"
  | "sum, corrected (25)"
  | "sum, printed (25)"
  | "sum, equal noise assumed";

/** The detectors that are compared. */
export const UNEQUAL_NOISE_DETECTORS: readonly UnequalNoiseDetector[] = [
  "likelihood ratio",
  "sum, corrected (25)",
  "sum, printed (25)",
  "sum, equal noise assumed",
];

/** How often each detector raised an alarm, and how the sum is distributed. */
export type UnequalNoiseResult = {
  /** On noise alone, in the order of `UNEQUAL_NOISE_DETECTORS`. */
  readonly falseAlarmShares: readonly number[];
  /** On echoes, in the same order. */
  readonly detectionShares: readonly number[];
  /** The share of un-normalised sums of echoes above `SUM_GRID[i]`. */
  readonly sumSurvival: readonly number[];
};

/** The false-alarm probability that all detectors are set to. */
export const UNEQUAL_NOISE_FALSE_ALARM = 1e-3;

/** Where the distribution of the un-normalised sum is stored. */
export const SUM_GRID: readonly number[] = range(0, 81).map((i) => 4 * i);

const NUM_RECEIVERS = 4;
const NUM_ANTENNAS = 8;
/** Gives the likelihood ratio a P_D of 0.9 where all noise powers are 1. */
const ECHO_NONCENTRALITY = 32.987;

/** Remark 2, in three forms. */
export const unequalNoise: Experiment<
  UnequalNoiseCondition,
  { readonly numTrials: number },
  UnequalNoiseResult
> = {
  id: "beam_unequal_noise",
  title: "Receivers with unequal noise",
  source: "paper A, Remark 2, eq. (25)",
  revision: 1,
  conditions: [0, 3, 6, 10, 15, 20].map((noiseSpreadDb) => ({ noiseSpreadDb })),
  seeds: range(1, 11),
  budgets: { smoke: { numTrials: 1000 }, paper: { numTrials: 20_000 } },
  measure({ noiseSpreadDb }, { numTrials }, open) {
    const receivers = spreadReceivers(noiseSpreadDb);
    const thresholds = computeThresholds(receivers);
    const noise = sampleStatistics(
      receivers.map((receiver) => ({ ...receiver, reflectionPower: 0 })),
      numTrials,
      open("noise alone"),
    );
    const echoes = sampleStatistics(receivers, numTrials, open("echoes"));
    const shares = ({ doubledRatios, sums }: Statistics) =>
      thresholds.map((threshold, i) =>
        shareAbove(i === 0 ? doubledRatios : sums, threshold)
      );
    return {
      falseAlarmShares: shares(noise),
      detectionShares: shares(echoes),
      sumSurvival: SUM_GRID.map((point) => shareAbove(echoes.sums, point)),
    };
  },
};

/**
 * Four receivers with the same response energy and reflection, whose noise
 * powers lie evenly in decibels around 1.
 */
export function spreadReceivers(noiseSpreadDb: number): NoisyReceiver[] {
  const responseEnergy = NUM_ANTENNAS;
  return range(0, NUM_RECEIVERS).map((n) => ({
    responseEnergy,
    noisePower: decibelToLinear(
      noiseSpreadDb * (n / (NUM_RECEIVERS - 1) - 0.5),
    ),
    reflectionPower: ECHO_NONCENTRALITY / (2 * NUM_RECEIVERS * responseEnergy),
  }));
}

/**
 * Each detector's threshold, in the order of `UNEQUAL_NOISE_DETECTORS`: that of
 * the first is for the doubled likelihood ratio, the others are for the sum.
 */
export function computeThresholds(
  receivers: readonly NoisyReceiver[],
): number[] {
  const silent = receivers.map((receiver) => ({
    ...receiver,
    reflectionPower: 0,
  }));
  const noisePower = mean(receivers.map((receiver) => receiver.noisePower));
  const alike = silent.map((receiver) => ({ ...receiver, noisePower }));
  const quantile = (sum: ReturnType<typeof unnormalizedPowerSum>) =>
    upperPowerSumQuantile(sum, UNEQUAL_NOISE_FALSE_ALARM);
  return [
    detectionThreshold(UNEQUAL_NOISE_FALSE_ALARM, receivers.length),
    quantile(unnormalizedPowerSum(silent)),
    quantile(unnormalizedPowerSum(silent, "literal")),
    quantile(unnormalizedPowerSum(alike)),
  ];
}

interface Statistics {
  readonly doubledRatios: readonly number[];
  readonly sums: readonly number[];
}

function sampleStatistics(
  receivers: readonly NoisyReceiver[],
  numTrials: number,
  rng: RandomStream,
): Statistics {
  const responses = receivers.map((_, n) =>
    steeringVectorOfSine(NUM_ANTENNAS, 0.2 * n)
  );
  const noisePowers = receivers.map(({ noisePower }) => noisePower);
  const doubledRatios: number[] = [];
  const sums: number[] = [];
  for (let trial = 0; trial < numTrials; trial++) {
    const snapshots = receivers.map(({ reflectionPower, noisePower }, n) =>
      sampleSnapshot(
        { re: Math.sqrt(reflectionPower), im: 0 },
        responses[n],
        noisePower,
        rng,
      )
    );
    doubledRatios.push(
      2 * unequalNoiseStatistic(snapshots, responses, noisePowers),
    );
    sums.push(unnormalizedStatistic(snapshots, responses));
  }
  return { doubledRatios, sums };
}

function shareAbove(values: readonly number[], threshold: number): number {
  return values.filter((value) => value > threshold).length / values.length;
}
