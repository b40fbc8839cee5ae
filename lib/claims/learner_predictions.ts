/**
 * The predictions that the claims on learners share.
 *
 * @module
 */

import { baselines } from "../experiments/beam_baselines.ts";
import type { Prediction } from "./claim.ts";
import {
  type Circumstances,
  type PaperAgent,
  stepsDuring,
  stepsOf,
} from "./learner_rows.ts";
import { difference, perSeed, type Statistic, stored } from "./statistic.ts";

/** The paper's own method. */
export const TWIN: PaperAgent = "DT-DRL, CQL";

/** The same without the conservative penalty. */
export const TWIN_WITHOUT: PaperAgent = "DT-DRL, no CQL";

/** The learners of Fig. 6. */
export const LEARNERS: readonly PaperAgent[] = [
  "online DRL",
  "offline DRL",
  TWIN,
  TWIN_WITHOUT,
];

/** A prediction that the one needs more beams than the other. */
export function slower(
  one: PaperAgent,
  other: PaperAgent,
  circumstances: Circumstances = {},
  where = "",
): Prediction {
  return {
    measures: `beams more by ${one} than by ${other}${where}`,
    statistic: difference(
      stepsOf(one, circumstances),
      stepsOf(other, circumstances),
    ),
    expected: { above: 0 },
  };
}

/** A prediction that greedy steps change little in the last fifth. */
export function converged(
  agent: PaperAgent,
  circumstances: Circumstances,
  name: string,
): Prediction {
  return {
    measures: `change in the last fifth, ${name}`,
    statistic: perSeed(
      ([[0, 0.1], [0.6, 0.8], [0.8, 1]] as const).map(([from, to]) =>
        stepsDuring(agent, from, to, circumstances)
      ),
      (first, fourth, last) => (last - fourth) / first,
    ),
    expected: { within: [-0.1, 0.1] },
  };
}

/** Mean steps of a method that does not learn. */
export function baselineSteps(
  method: string,
  transmitPowerDbm: number,
): Statistic {
  return stored(
    baselines,
    { method, transmitPowerDbm },
    ({ meanSteps }) => meanSteps,
  );
}
