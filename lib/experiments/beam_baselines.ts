/**
 * What can be had without learning: the baselines of paper A (Sec. V-C), those
 * that it lacks, and the bounds, all on the same episodes.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { BeamEnvironment, MAX_STEPS } from "../beam_selection/environment.ts";
import {
  evaluateOracle,
  evaluatePolicy,
  type PolicyScore,
  scoreOutcomes,
} from "../beam_selection/evaluate.ts";
import { BASELINE_POLICIES } from "../beam_selection/policies/mod.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import { TRANSMIT_POWERS_DBM } from "./beam_fig02_detection_cdf.ts";
import type { Experiment } from "./experiment.ts";

/** Who picks the beams, and at what power. */
export type BaselineCondition = {
  /** The policy, or "oracle" for the bound. */
  readonly method: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** The bound and the policies, the bound first. */
export const BASELINE_METHODS: readonly string[] = [
  "oracle",
  ...Object.keys(BASELINE_POLICIES),
];

/** The evaluation of everything that does not learn. */
export const baselines: Experiment<
  BaselineCondition,
  { readonly numEpisodes: number },
  PolicyScore
> = {
  id: "beam_baselines",
  title: "Beam selection without learning: baselines, references, bound",
  source: "paper A, Sec. V-C, and what it lacks",
  revision: 1,
  conditions: TRANSMIT_POWERS_DBM.flatMap((transmitPowerDbm) =>
    BASELINE_METHODS.map((method) => ({ method, transmitPowerDbm }))
  ),
  seeds: range(1, 11),
  budgets: { smoke: { numEpisodes: 20 }, paper: { numEpisodes: 500 } },
  measure({ method, transmitPowerDbm }, { numEpisodes }, open) {
    const scenario = beamScenario({ transmitPowerDbm });
    const environment = new BeamEnvironment({
      scenario,
      feedback: "plug-in",
      flag: "direction",
      maxSteps: MAX_STEPS,
    });
    const bounds = evaluateOracle(environment, numEpisodes, open);
    if (method === "oracle") return scoreOutcomes(bounds, bounds);
    const policy = BASELINE_POLICIES[method](scenario);
    return evaluatePolicy(environment, policy, bounds, open);
  },
};
