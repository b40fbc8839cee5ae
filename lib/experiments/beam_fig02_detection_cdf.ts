/**
 * How the detection probability is distributed over the beams of the codebook
 * (paper A, Fig. 2): most beams fail and a few succeed, which makes the reward
 * of eq. (28) sparse.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { sampleRadarCrossSection } from "../channel/bistatic_response.ts";
import type { CodebookKind } from "../channel/codebook.ts";
import {
  detectionProbability,
  detectionThreshold,
} from "../detection/likelihood_ratio_test.ts";
import { cumulativeShares } from "../stats/empirical_distribution.ts";
import { samplePosition } from "../beam_selection/motion.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import {
  beamNoncentralities,
  type Feedback,
  feedbackDetectionProbability,
  FEEDBACKS,
} from "../beam_selection/sensing_link.ts";
import type { Experiment } from "./experiment.ts";

/** A transmit power, a reading of the feedback and one of the codebook. */
export type DetectionCdfCondition = {
  /** [dBm] */
  readonly transmitPowerDbm: number;
  /** What the receivers know of the reflection. */
  readonly feedback: Feedback;
  /** How the beams are laid. */
  readonly codebook: CodebookKind;
};

/** What is known of the beams at one condition. */
export type DetectionCdfResult = {
  /** The share of beams with P_D at most `DETECTION_GRID[i]`. */
  readonly cumulativeShares: readonly number[];
  /** The share of beams whose fed-back P_D reaches the goal. */
  readonly successShare: number;
  /** The share of targets that at least one such beam sees. */
  readonly feasibleShare: number;
  /** Of the declared successes, the share whose true P_D misses the goal. */
  readonly falseSuccessShare: number;
};

/** The detection probabilities at which the distribution is stored. */
export const DETECTION_GRID: readonly number[] = range(0, 101)
  .map((i) => i / 100);

/** The transmit powers of paper A's figures [dBm]. */
export const TRANSMIT_POWERS_DBM: readonly number[] = [10, 15, 20, 25, 30];

/** The distribution of P_D over the beams. */
export const detectionCdf: Experiment<
  DetectionCdfCondition,
  { readonly numTargets: number },
  DetectionCdfResult
> = {
  id: "beam_fig02_detection_cdf",
  title: "Distribution of the detection probability over the beams",
  source: "paper A, Fig. 2, Sec. III-B",
  revision: 1,
  conditions: TRANSMIT_POWERS_DBM.flatMap((transmitPowerDbm) => [
    ...FEEDBACKS.map((feedback) => ({
      transmitPowerDbm,
      feedback,
      codebook: "dft" as const,
    })),
    { transmitPowerDbm, feedback: "plug-in", codebook: "uniform-azimuth" },
  ]),
  seeds: range(1, 11),
  budgets: { smoke: { numTargets: 40 }, paper: { numTargets: 2000 } },
  measure({ transmitPowerDbm, feedback, codebook }, { numTargets }, open) {
    const scenario = beamScenario({ transmitPowerDbm, codebook });
    const goal = scenario.requiredDetectionProbability;
    const numReceivers = scenario.receivers.length;
    const threshold = detectionThreshold(
      scenario.falseAlarmProbability,
      numReceivers,
    );
    const targetRng = open("target");
    const crossSectionRng = open("radar cross section");
    const noiseRng = open("snapshot noise");
    const reported: number[] = [];
    let numFeasible = 0;
    let numFalseSuccesses = 0;
    for (let i = 0; i < numTargets; i++) {
      const noncentralities = beamNoncentralities(
        scenario,
        samplePosition(scenario, targetRng),
        sampleRadarCrossSection(
          numReceivers,
          scenario.radarCrossSectionVariance,
          crossSectionRng,
        ),
      );
      const fedBack = Array.from(
        noncentralities,
        (noncentrality) =>
          feedbackDetectionProbability(
            feedback,
            noncentrality,
            threshold,
            numReceivers,
            noiseRng,
          ),
      );
      reported.push(...fedBack);
      if (fedBack.some((probability) => probability >= goal)) numFeasible++;
      numFalseSuccesses += fedBack.filter((probability, beam) =>
        probability >= goal &&
        detectionProbability(noncentralities[beam], threshold, numReceivers) <
          goal
      ).length;
    }
    const numSuccesses = reported.filter((value) => value >= goal).length;
    return {
      cumulativeShares: cumulativeShares(reported, DETECTION_GRID),
      successShare: numSuccesses / reported.length,
      feasibleShare: numFeasible / numTargets,
      falseSuccessShare: numFalseSuccesses / Math.max(1, numSuccesses),
    };
  },
};
