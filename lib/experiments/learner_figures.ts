/**
 * The figures of paper A's twins and of the agents that learn offline: each
 * shows a part of the learners' rows, some with rows of other experiments.
 *
 * @module
 */

import { TWIN_RECIPES } from "../beam_selection/twins/mod.ts";
import { baselines } from "./beam_baselines.ts";
import { TRANSMIT_POWERS_DBM } from "./beam_fig02_detection_cdf.ts";
import { convergence } from "./beam_fig06_convergence.ts";
import { learners } from "./beam_learners.ts";
import type { Experiment } from "./experiment.ts";
import { everyRowOf, type FigurePlan, type PlanPart } from "./figure_plan.ts";
import {
  BEST_METHOD,
  COMPARED_POWERS_DBM,
  conditionOf,
  type LearnerCondition,
  MIXED_METHOD,
  PAPER_METHODS,
  PICKED_METHOD,
} from "./learner_conditions.ts";

const TWIN_NAMES: readonly string[] = TWIN_RECIPES.map(({ name }) => name);

/** The powers of the paper's Fig. 5 and Table II [dBm]. */
export const TWIN_POWERS_DBM: readonly number[] = [15, 20, 25, 30];

/** The rows of some of the learners' conditions. */
function learnersWhere(
  includes: (condition: LearnerCondition) => boolean,
): PlanPart {
  return {
    experiment: learners as unknown as Experiment,
    includes: (condition) => includes(condition as LearnerCondition),
  };
}

/** Rules beside agents: what an agent that learnt nothing is worth. */
function rulesAt(
  powersDbm: readonly number[],
  rules: readonly string[],
): PlanPart {
  return {
    experiment: baselines as unknown as Experiment,
    includes: ({ method, transmitPowerDbm }) =>
      rules.includes(String(method)) &&
      powersDbm.includes(Number(transmitPowerDbm)),
  };
}

/** Whether a condition differs from the paper's setting in its power alone. */
function isAtPower(
  condition: LearnerCondition,
  powersDbm: readonly number[],
): boolean {
  const { method, transmitPowerDbm } = condition;
  const plain = conditionOf(method, { transmitPowerDbm });
  return powersDbm.includes(transmitPowerDbm) &&
    JSON.stringify(condition) === JSON.stringify(plain);
}

/** The figures. */
export const LEARNER_FIGURES: readonly FigurePlan[] = [
  {
    id: "beam_fig05_twin_losses",
    title: "The losses of the paper's twin, and what they prove",
    source: "paper A, Fig. 5, Sec. V-B",
    parts: [
      learnersWhere((condition) =>
        ["one-step cGAN", "offline DRL"].includes(condition.method) &&
        isAtPower(condition, TWIN_POWERS_DBM)
      ),
      rulesAt(TWIN_POWERS_DBM, ["random"]),
    ],
  },
  {
    id: "beam_tab2_twin_distance",
    title: "Table II: three distances that can't see the condition",
    source: "paper A, Table II, Sec. V-B",
    parts: [
      learnersWhere((condition) =>
        condition.method === "one-step cGAN" &&
        isAtPower(condition, TWIN_POWERS_DBM)
      ),
    ],
  },
  {
    id: "beam_twin_audit",
    title: "Why Table II can be met by a twin that teaches nothing",
    source: "what paper A lacks, Sec. V-B",
    parts: [
      learnersWhere((condition) =>
        [...TWIN_NAMES, "online DRL"].includes(condition.method) &&
        isAtPower(condition, [20])
      ),
      rulesAt([20], ["random", "constant stride"]),
    ],
  },
  {
    id: "beam_fig06_convergence",
    title: "Return and steps while the agents learn",
    source: "paper A, Fig. 6, Sec. V-C",
    parts: [
      everyRowOf(convergence as unknown as Experiment),
      learnersWhere((condition) => isAtPower(condition, [20])),
    ],
  },
  {
    id: "beam_fig08_power_convergence",
    title: "Agents in a twin while they learn, power by power",
    source: "paper A, Fig. 8, Sec. V-D",
    parts: [
      learnersWhere((condition) =>
        ["one-step cGAN", BEST_METHOD].includes(condition.method) &&
        isAtPower(condition, TRANSMIT_POWERS_DBM)
      ),
    ],
  },
  {
    id: "beam_fig09_power",
    title: "Steps by transmit power",
    source: "paper A, Fig. 9, Sec. V-D",
    parts: [
      learnersWhere((condition) =>
        [...PAPER_METHODS, BEST_METHOD].includes(condition.method) &&
        isAtPower(condition, TRANSMIT_POWERS_DBM)
      ),
      everyRowOf(baselines as unknown as Experiment),
    ],
  },
  {
    id: "beam_fig10_cfar",
    title: "Steps by false-alarm rate",
    source: "paper A, Fig. 10, Sec. V-E",
    parts: [
      learnersWhere((condition) => {
        const { method, falseAlarmProbability } = condition;
        const plain = conditionOf(method, { falseAlarmProbability });
        return [...PAPER_METHODS, BEST_METHOD].includes(method) &&
          JSON.stringify(condition) === JSON.stringify(plain);
      }),
    ],
  },
  {
    id: "beam_fig11_velocity",
    title: "Steps by the target's speed",
    source: "paper A, Fig. 11, Sec. V-F",
    parts: [
      learnersWhere((condition) => {
        const { method, speed } = condition;
        const plain = conditionOf(method, { speed });
        return [...PAPER_METHODS, BEST_METHOD].includes(method) &&
          JSON.stringify(condition) === JSON.stringify(plain);
      }),
    ],
  },
  {
    id: "beam_twins",
    title: "All learners at three powers",
    source: "paper A, Sec. V, and what it lacks",
    parts: [
      learnersWhere((condition) => isAtPower(condition, COMPARED_POWERS_DBM)),
    ],
  },
  {
    id: "beam_interactions",
    title: "Steps against beams spent on the real system",
    source: "paper A, Sec. V-C: the saving of 80 %",
    parts: [
      learnersWhere((condition) => {
        const { method, realEpisodes } = condition;
        const plain = conditionOf(method, { realEpisodes });
        return [
          "online DRL",
          "offline DRL",
          "offline, symmetric",
          BEST_METHOD,
          MIXED_METHOD,
          PICKED_METHOD,
        ].includes(method) &&
          JSON.stringify(condition) === JSON.stringify(plain);
      }),
    ],
  },
  {
    id: "beam_transfer",
    title: "Agents at powers and speeds that they were not trained at",
    source: "what paper A lacks, Sec. V-D and V-F",
    parts: [
      learnersWhere((condition) =>
        [...PAPER_METHODS, BEST_METHOD].includes(condition.method) &&
        isAtPower(condition, COMPARED_POWERS_DBM)
      ),
    ],
  },
];
