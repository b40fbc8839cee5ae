/**
 * The claims of paper A on joint detection (Sec. II).
 *
 * @module
 */

import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import {
  detectionProbability,
  detectionThreshold,
} from "../detection/likelihood_ratio_test.ts";
import { marcumQ } from "../detection/marcum_q.ts";
import { powerSumSurvival } from "../detection/quadratic_form.ts";
import { unnormalizedPowerSum } from "../detection/unequal_noise.ts";
import {
  AUDIT_NONCENTRALITIES,
  cfarAudit,
  FALSE_ALARM_PROBABILITIES,
} from "../experiments/beam_cfar_audit.ts";
import { matchedFilterPath } from "../experiments/beam_matched_filter.ts";
import {
  spreadReceivers,
  SUM_GRID,
  UNEQUAL_NOISE_DETECTORS,
  unequalNoise,
  type UnequalNoiseDetector,
} from "../experiments/beam_unequal_noise.ts";
import type { Claim } from "./claim.ts";
import { computed, difference, stored } from "./statistic.ts";

const { numAntennas, falseAlarmProbability, receivers } = BEAM_SCENARIO;

const noisePowerKept: Claim = {
  id: "beam_eq05_noise_power",
  source: "A, eqs. (5) to (7)",
  says: "the noise after the matched filter has the power of that before",
  kind: "statement",
  reading: "Eq. (7) uses the same noise power for the filtered snapshot as " +
    "eq. (2) for the samples. Noise power after over before the filter of " +
    "eq. (5), at waveform level.",
  predictions: [127, 31, 509, 2039].map((numSamples) => ({
    measures: `noise ratio, ${numSamples} samples`,
    statistic: stored(
      matchedFilterPath,
      { numSamples, streams: "orthogonal" },
      ({ noiseRatio }) => noiseRatio,
    ),
    expected: { within: [0.9, 1.1] },
  })),
  because: {
    "false as stated": "an average over L samples divides the noise by L, " +
      "which the paper's formulas leave out: a convention, once it is said",
  },
};

const falseAlarmRate: Claim = {
  id: "beam_eq16_false_alarm_rate",
  source: "A, eqs. (15) to (19)",
  says: "the chi-squared threshold gives the false-alarm rate asked for",
  kind: "statement",
  reading: "The statistic of eq. (15) against the quantile of eq. (19), as " +
    "both are printed, on raw snapshots of noise.",
  predictions: FALSE_ALARM_PROBABILITIES.toReversed().map((probability) => ({
    measures: `false alarms had over asked for, at ${probability}`,
    statistic: stored(
      cfarAudit,
      {
        falseAlarmProbability: probability,
        threshold: "literal",
        noncentrality: 0,
      },
      ({ alarmRate }) => alarmRate / probability,
    ),
    expected: { within: [0.9, 1.1] },
  })),
  because: {
    "false as stated": "it is twice the statistic that is chi-squared, so " +
      "alarms are rarer than asked for by orders of magnitude",
  },
};

const constantRate: Claim = {
  id: "beam_eq18_constant_rate",
  source: "A, eq. (18)",
  says: "the false-alarm rate is constant, whatever the target and the beam",
  kind: "finding",
  reading: "Each seed has a target and a beam of its own. Alarms of the " +
    "printed detector on noise over what its threshold gives in theory.",
  predictions: FALSE_ALARM_PROBABILITIES.toReversed().map((probability) => ({
    measures: `false alarms over theory, at ${probability}`,
    statistic: stored(
      cfarAudit,
      {
        falseAlarmProbability: probability,
        threshold: "literal",
        noncentrality: 0,
      },
      ({ alarmRate }) =>
        alarmRate /
        detectionProbability(
          0,
          2 * detectionThreshold(probability, receivers.length),
          receivers.length,
        ),
    ),
    expected: { within: [0.85, 1.15] },
  })),
  because: {
    "reproduced": "the rate depends on the threshold and the number of " +
      "receivers alone, though it is not the rate asked for",
  },
};

/** Eq. (24) with the non-centrality of eq. (21), both as they are printed. */
function printedDetectionProbability(noncentrality: number): number {
  return detectionProbability(
    noncentrality / 2,
    detectionThreshold(falseAlarmProbability, receivers.length),
    receivers.length,
  );
}

const detectionFormula: Claim = {
  id: "beam_eq24_detection_probability",
  source: "A, eqs. (20) to (24)",
  says: "P_D follows from a non-central chi-squared law of the statistic",
  kind: "statement",
  reading: "Detections of the printed detector on raw snapshots, less P_D by " +
    "the printed formula, for echoes whose strength is known.",
  predictions: [45, ...AUDIT_NONCENTRALITIES.filter((value) => value !== 45)]
    .map((noncentrality) => ({
      measures: `P_D simulated less printed, non-centrality ${noncentrality}`,
      statistic: stored(
        cfarAudit,
        { falseAlarmProbability, threshold: "literal", noncentrality },
        ({ alarmRate }) =>
          alarmRate - printedDetectionProbability(noncentrality),
      ),
      expected: { within: [-0.02, 0.02] },
    })),
  because: {
    "false as stated": "the kind of law is right, but for twice the " +
      "statistic and twice the non-centrality",
  },
};

/** Q over P_D for one receiver, with an order of the Marcum function. */
function marcumRatio(order: number): number {
  const noncentrality = 20;
  const threshold = detectionThreshold(falseAlarmProbability, 1);
  return marcumQ(order, Math.sqrt(noncentrality), Math.sqrt(threshold)) /
    detectionProbability(noncentrality, threshold, 1);
}

const marcum: Claim = {
  id: "beam_remark1_marcum",
  source: "A, Remark 1",
  says: "with one receiver P_D is a generalized Marcum Q function",
  kind: "finding",
  reading: "The order of the function is written M, which is also the number " +
    "of antennas. Q over P_D for one receiver and a non-centrality of 20, " +
    "with orders 1 and M.",
  predictions: [1, numAntennas].map((order) => ({
    measures: `Q of order ${order} over P_D`,
    statistic: computed(() => marcumRatio(order)),
    expected: { within: [1 - 1e-9, 1 + 1e-9] },
  })),
  because: {
    "reproduced in part": "it is, and of order 1; an order M, the number of " +
      "antennas elsewhere in the paper, would be wrong",
  },
};

/** The largest difference of the sum's law from the one of eq. (25). */
function distanceFromPrintedLaw(
  noiseSpreadDb: number,
  survival: readonly number[],
): number {
  const receivers = spreadReceivers(noiseSpreadDb);
  const printed = unnormalizedPowerSum(receivers, "literal");
  return Math.max(
    ...SUM_GRID.map((point, i) =>
      Math.abs(survival[i] - powerSumSurvival(printed, point))
    ),
  );
}

const characteristic: Claim = {
  id: "beam_remark2_characteristic",
  source: "A, Remark 2, eq. (25)",
  says: "with unequal noise the statistic has a given characteristic function",
  kind: "statement",
  reading: "The largest distance between the distribution of the simulated " +
    "sum and the one that belongs to eq. (25), for noise powers that span so " +
    "many decibels.",
  predictions: [10, 0, 3, 6, 15, 20].map((noiseSpreadDb) => ({
    measures: `distance of the distributions, ${noiseSpreadDb} dB`,
    statistic: stored(
      unequalNoise,
      { noiseSpreadDb },
      ({ sumSurvival }) => distanceFromPrintedLaw(noiseSpreadDb, sumSurvival),
    ),
    expected: { below: 0.03 },
  })),
  because: {
    "false as stated": "the function has 2j for j, and belongs to a sum " +
      "without weights, not to the paper's likelihood ratio",
  },
};

function detectionShare(noiseSpreadDb: number, detector: UnequalNoiseDetector) {
  return stored(
    unequalNoise,
    { noiseSpreadDb },
    ({ detectionShares }) =>
      detectionShares[UNEQUAL_NOISE_DETECTORS.indexOf(detector)],
  );
}

const slightChange: Claim = {
  id: "beam_remark2_slight_change",
  source: "A, Remark 2",
  says: "unequal noise changes the detection probability only slightly",
  kind: "finding",
  reading: "The remark says so of the expression; held against the value. " +
    "Detections that the sum of eq. (25) loses to the likelihood ratio, each " +
    "with its right threshold; slight is at most 0.05.",
  predictions: [10, 3, 6, 15, 20].map((noiseSpreadDb) => ({
    measures: `P_D lost, ${noiseSpreadDb} dB`,
    statistic: difference(
      detectionShare(noiseSpreadDb, "likelihood ratio"),
      detectionShare(noiseSpreadDb, "sum, corrected (25)"),
    ),
    expected: { within: [-0.05, 0.05] },
  })),
  because: {
    "not reproduced": "the sum that eq. (25) describes drowns in its loudest " +
      "receiver; the likelihood ratio needs no new expression at all",
  },
};

/** The claims on detection. */
export const DETECTION_CLAIMS: readonly Claim[] = [
  noisePowerKept,
  falseAlarmRate,
  constantRate,
  detectionFormula,
  marcum,
  characteristic,
  slightChange,
];
