/**
 * What the threshold of paper A really does (Sec. II-B): the false-alarm rate
 * that it gives, and what the two literal errors, of the threshold and of the
 * non-centrality, each cost in detection probability.
 *
 * The paper's threshold is the quantile that belongs to 2 Lambda, held against
 * Lambda: as a threshold of 2 Lambda it is twice too high.
 *
 * @module
 */

import type { ComplexArray } from "../core/complex_array.ts";
import { squaredNorm } from "../core/complex_array.ts";
import { range } from "../core/range.ts";
import type { RandomStream } from "../core/random_stream.ts";
import {
  bistaticResponse,
  sampleSnapshot,
} from "../channel/bistatic_response.ts";
import { broadsideSine } from "../channel/geometry.ts";
import { steeringVectorOfSine } from "../channel/steering_vector.ts";
import { estimateFalseAlarmRate } from "../detection/importance_sampling.ts";
import {
  detectionThreshold,
  likelihoodRatioStatistic,
} from "../detection/likelihood_ratio_test.ts";
import { samplePosition } from "../beam_selection/motion.ts";
import { BEAM_SCENARIO, scenarioCodebook } from "../beam_selection/scenario.ts";
import type { Experiment } from "./experiment.ts";

/** A detector, and what it is tried on. */
export type CfarAuditCondition = {
  /** The false-alarm probability asked for. */
  readonly falseAlarmProbability: number;
  /** Which statistic the quantile is held against: 2 Lambda, or Lambda. */
  readonly threshold: "exact" | "literal";
  /** The true non-centrality of 2 Lambda; 0 is noise alone. */
  readonly noncentrality: number;
};

/** How often the detector raised an alarm. */
export type CfarAuditResult = {
  /** The share of trials, or its importance-sampling estimate for noise. */
  readonly alarmRate: number;
  /** Its standard error within the seed. */
  readonly standardError: number;
};

/** The false-alarm probabilities of the paper's Fig. 10. */
export const FALSE_ALARM_PROBABILITIES: readonly number[] = [
  1e-1,
  1e-2,
  1e-3,
  1e-4,
];

/** The echo strengths at which P_D is simulated. */
export const AUDIT_NONCENTRALITIES: readonly number[] = [10, 20, 30, 45, 65];

/** The audit of the constant false-alarm rate. */
export const cfarAudit: Experiment<
  CfarAuditCondition,
  { readonly numTrials: number },
  CfarAuditResult
> = {
  id: "beam_cfar_audit",
  title: "What the detection threshold really does",
  source: "paper A, Sec. II-B, eqs. (15) to (24)",
  revision: 1,
  conditions: (["exact", "literal"] as const).flatMap((threshold) => [
    ...FALSE_ALARM_PROBABILITIES.map((falseAlarmProbability) => ({
      falseAlarmProbability,
      threshold,
      noncentrality: 0,
    })),
    ...AUDIT_NONCENTRALITIES.map((noncentrality) => ({
      falseAlarmProbability: BEAM_SCENARIO.falseAlarmProbability,
      threshold,
      noncentrality,
    })),
  ]),
  seeds: range(1, 11),
  budgets: { smoke: { numTrials: 200 }, paper: { numTrials: 5000 } },
  measure(condition, { numTrials }, open) {
    const responses = sampleResponses(open("target"));
    const quantile = detectionThreshold(
      condition.falseAlarmProbability,
      responses.length,
    );
    const threshold = condition.threshold === "exact" ? quantile : 2 * quantile;
    const rng = open("snapshot noise");
    if (condition.noncentrality === 0) {
      const { estimate, standardError } = estimateFalseAlarmRate(
        responses,
        threshold,
        numTrials,
        rng,
      );
      return { alarmRate: estimate, standardError };
    }
    return simulateDetection(
      responses,
      condition.noncentrality,
      threshold,
      numTrials,
      rng,
    );
  },
};

/** eta_n of a random target under the beam that serves it best. */
function sampleResponses(rng: RandomStream): ComplexArray[] {
  const { numAntennas, transmitter, receivers } = BEAM_SCENARIO;
  const target = samplePosition(BEAM_SCENARIO, rng);
  const steering = (place: typeof transmitter) =>
    steeringVectorOfSine(numAntennas, broadsideSine(place, target));
  const towards = steering(transmitter);
  const candidates = scenarioCodebook(BEAM_SCENARIO).map((beam) =>
    receivers.map((receiver) =>
      bistaticResponse(steering(receiver), towards, beam)
    )
  );
  return candidates.reduce((best, responses) =>
    squaredNorm(responses[0]) > squaredNorm(best[0]) ? responses : best
  );
}

/** Raw snapshots of an echo whose strength is shared by the receivers. */
function simulateDetection(
  responses: readonly ComplexArray[],
  noncentrality: number,
  threshold: number,
  numTrials: number,
  rng: RandomStream,
): CfarAuditResult {
  const share = noncentrality / responses.length;
  let numAlarms = 0;
  for (let trial = 0; trial < numTrials; trial++) {
    const snapshots = responses.map((response) => {
      // 2 |gamma|^2 ||eta||^2 / sigma^2 is this receiver's share, at sigma 1.
      const re = Math.sqrt(share / (2 * squaredNorm(response)));
      return sampleSnapshot({ re, im: 0 }, response, 1, rng);
    });
    const statistic = likelihoodRatioStatistic(snapshots, responses, 1);
    if (2 * statistic > threshold) numAlarms++;
  }
  const alarmRate = numAlarms / numTrials;
  return {
    alarmRate,
    standardError: Math.sqrt(alarmRate * (1 - alarmRate) / numTrials),
  };
}
