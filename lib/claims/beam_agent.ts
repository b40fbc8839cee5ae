/**
 * The claims of paper A on the agent: its state, its network (Sec. III, Table
 * I), and what it then does (Fig. 7).
 *
 * @module
 */

import { BEAM_ACTIONS } from "../beam_selection/environment.ts";
import { PROBED_STATES } from "../beam_selection/policy_probe.ts";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { feedbackFlag } from "../beam_selection/state_encoding.ts";
import { detectionThreshold } from "../detection/likelihood_ratio_test.ts";
import { noncentralityForSurvival } from "../detection/noncentral_chi_squared.ts";
import { ablation } from "../experiments/beam_ablation.ts";
import { baselines } from "../experiments/beam_baselines.ts";
import { convergence } from "../experiments/beam_fig06_convergence.ts";
import { PUBLISHED_EPISODE } from "../experiments/beam_fig07_episode.ts";
import { tuning } from "../experiments/beam_tuning.ts";
import { atEachPower, type Claim } from "./claim.ts";
import { computed, difference, type Statistic, stored } from "./statistic.ts";

function tuningSteps(variant: string, transmitPowerDbm: number): Statistic {
  return stored(
    tuning,
    { variant, transmitPowerDbm },
    ({ meanSteps }) => meanSteps,
  );
}

const markovState: Claim = {
  id: "beam_sec3_markov_state",
  source: "A, Sec. III-A",
  says: "beam, P_D and flag are a state with the Markov property",
  kind: "statement",
  reading: "If they were, what came before could be of no use. Beams that an " +
    "agent saves by remembering its last four states, all else alike, on the " +
    "tuning seeds; no use is at most 0.3 beams.",
  predictions: atEachPower(
    "beams saved by a memory of four",
    (power) =>
      difference(
        tuningSteps("rate 3e-3 (online DRL)", power),
        tuningSteps("memory of 4", power),
      ),
    { below: 0.3 },
  ),
  because: {
    "false as stated": "the place and the strength of the target are hidden, " +
      "and the beams that failed before say where it is not",
  },
};

/** The share of rises and falls, by steps to either side, told as the text has it. */
function flagAgreement(): number {
  const cases = [[0.1, 0.2], [0.2, 0.1]].flatMap(([before, after]) =>
    [-3, 3].map((step) =>
      feedbackFlag(before, after, step, "direction") ===
        feedbackFlag(before, after, step, "effect")
    )
  );
  return cases.filter((agrees) => agrees).length / cases.length;
}

const flagMeaning: Claim = {
  id: "beam_eq27_flag_meaning",
  source: "A, eq. (27)",
  says: "the flag is 1 where the last step raised P_D and -1 where it did not",
  kind: "statement",
  reading: "Eq. (27) for a rise and a fall of P_D after a step to either " +
    "side: the share of the four cases in which it says what the text says.",
  predictions: [{
    measures: "share of cases in which formula and text agree",
    statistic: computed(flagAgreement),
    expected: { within: [1, 1] },
  }],
  because: {
    "false as stated": "the formula multiplies by the step, so it says which " +
      "way P_D rises; with the text's flag an agent needs twice the beams",
  },
};

const constantBonus: Claim = {
  id: "beam_eq28_constant_bonus",
  source: "A, eq. (28)",
  says: "the reward of success is the same for every policy",
  kind: "statement",
  reading:
    "Only an episode that ends in success has it, and Algorithm 1 cuts " +
    "an episode after 64 beams. Share of successes of the trained online " +
    "agent less that of random steps, the same episodes.",
  predictions: atEachPower(
    "successes more than by random steps",
    (transmitPowerDbm) =>
      difference(
        stored(
          convergence,
          { method: "online DRL", transmitPowerDbm },
          ({ successRate }) => successRate,
        ),
        stored(
          baselines,
          { method: "random", transmitPowerDbm },
          ({ successRate }) => successRate,
        ),
      ),
    { within: [-0.01, 0.01] },
  ),
  because: {
    "false as stated": "episodes are cut after 64 beams, and a policy that " +
      "finds the target more often has the reward more often",
  },
};

function ablationSteps(variant: string, transmitPowerDbm: number): Statistic {
  return stored(
    ablation,
    { variant, transmitPowerDbm },
    ({ meanSteps }) => meanSteps,
  );
}

const duelingHelps: Claim = {
  id: "beam_eq34_dueling_helps",
  source: "A, eq. (34)",
  says: "splitting value and advantage makes learning more efficient",
  kind: "finding",
  reading: "Beams needed after 1,000 episodes by an agent without the " +
    "dueling head less those of the reference, the same seeds.",
  predictions: atEachPower(
    "beams saved by the dueling head",
    (power) =>
      difference(
        ablationSteps("dueling: none", power),
        ablationSteps("reference", power),
      ),
    { above: 0 },
  ),
  because: {
    "not reproduced": "an agent without the dueling head is as good, as far " +
      "as ten seeds can tell",
  },
};

const doubleHelps: Claim = {
  id: "beam_eq35_double_q_helps",
  source: "A, eq. (35)",
  says: "double Q-learning helps against values that are too high",
  kind: "finding",
  reading: "Eq. (35) prints plain Q-learning and the text says double. Beams " +
    "needed by the printed target less those of the double one.",
  predictions: atEachPower(
    "beams saved by double Q-learning",
    (power) =>
      difference(
        ablationSteps("target: as printed (35)", power),
        ablationSteps("reference", power),
      ),
    { above: 0 },
  ),
  because: {
    "not reproduced": "the printed target, which is plain Q-learning, does " +
      "as well, as far as ten seeds can tell",
  },
};

const printedRate: Claim = {
  id: "beam_tab1_learning_rate",
  source: "A, Table I",
  says: "agents learn with a rate that falls by a tenth each episode",
  kind: "finding",
  reading: "Learnt is what needs fewer beams than the swarm. Beams of the " +
    "swarm less those of an agent trained with the printed rate, on the same " +
    "episodes.",
  predictions: atEachPower(
    "beams saved against the swarm",
    (transmitPowerDbm) =>
      difference(
        stored(
          baselines,
          { method: "PSO", transmitPowerDbm },
          ({ meanSteps }) => meanSteps,
        ),
        ablationSteps("rate: as printed, 1e-4 · 0.9^e", transmitPowerDbm),
      ),
    { above: 0 },
  ),
  because: {
    "not reproduced": "the rate is 3e-9 after a hundred episodes, and the " +
      "agent stays about as good as random steps",
  },
};

const latency: Claim = {
  id: "beam_eq37_latency",
  source: "A, eq. (37)",
  says: "a decision of the trained agent takes negligible time",
  kind: "finding",
  reading: "No time is named that would not be negligible, and stored rows " +
    "hold no times, as these differ from run to run. The README has one.",
  predictions: [],
  because: {
    "not testable": "the paper names no time to hold a measurement against",
  },
};

const printedFeedback: Claim = {
  id: "beam_fig07_estimated_feedback",
  source: "A, Fig. 7",
  says: "the P_D that is fed back comes from estimated reflections",
  kind: "finding",
  reading: "Known reflections give P_D = 0.001 far from the target; the mean " +
    "power of an estimate adds 2N = 8 to the non-centrality. The smallest of " +
    "the six that belong to the P_D printed with Fig. 7.",
  predictions: [{
    measures: "smallest non-centrality behind the printed P_D",
    statistic: computed(() => {
      const numReceivers = BEAM_SCENARIO.receivers.length;
      const threshold = detectionThreshold(
        BEAM_SCENARIO.falseAlarmProbability,
        numReceivers,
      );
      return Math.min(
        ...PUBLISHED_EPISODE.map(([, detectionProbability]) =>
          noncentralityForSurvival(
            detectionProbability,
            threshold,
            2 * numReceivers,
          )
        ),
      );
    }),
    expected: { above: 8 },
  }],
  because: {
    "reproduced": "all six printed values lie above the floor that the mean " +
      "power of an estimate has, and none near that of a known reflection",
  },
};

/** A number from what the online agents do in which state, at 20 dBm. */
function ofActions(
  value: (counts: readonly (readonly number[])[]) => number,
): Statistic {
  return stored(
    convergence,
    { method: "online DRL", transmitPowerDbm: 20 },
    ({ actionCounts }) => value(actionCounts),
  );
}

/** Of all steps after a change of P_D, the share in the flag's direction. */
function shareAlongFlag(counts: readonly (readonly number[])[]): number {
  let numAlong = 0;
  let total = 0;
  for (const [kind, { name }] of PROBED_STATES.entries()) {
    const flag = Number(name.split(" ").at(-1));
    if (flag === 0) continue;
    for (const [i, action] of BEAM_ACTIONS.entries()) {
      total += counts[kind][i];
      if (Math.sign(action) === flag) numAlong += counts[kind][i];
    }
  }
  return numAlong / total;
}

/** The mean length of the steps in the kinds of states of a range of P_D. */
function meanStepLength(
  counts: readonly (readonly number[])[],
  range: string,
): number {
  let sum = 0;
  let total = 0;
  for (const [kind, { name }] of PROBED_STATES.entries()) {
    if (!name.startsWith(range)) continue;
    for (const [i, action] of BEAM_ACTIONS.entries()) {
      sum += Math.abs(action) * counts[kind][i];
      total += counts[kind][i];
    }
  }
  return sum / total;
}

const refinement: Claim = {
  id: "beam_fig07_refinement",
  source: "A, Fig. 7",
  says: "the agent strides on while P_D rises, turns back, shortens its steps",
  kind: "finding",
  reading: "What the trained online agents do at 20 dBm: the share of steps " +
    "to the side on which P_D rose, and how much shorter the steps are where " +
    "P_D is above 0.3 than below 0.1.",
  predictions: [
    {
      measures: "share of steps to the side on which P_D rose",
      statistic: ofActions(shareAlongFlag),
      expected: { above: 0.9 },
    },
    {
      measures: "beams by which steps are shorter near the target",
      statistic: ofActions((counts) =>
        meanStepLength(counts, "P_D < 0.1") -
        meanStepLength(counts, "above 0.3")
      ),
      expected: { above: 1 },
    },
  ],
  because: {
    "reproduced": "the agents follow the direction in which P_D rose nearly " +
      "always, and their steps near the target are less than half as long",
  },
};

/** The claims on the agent. */
export const AGENT_CLAIMS: readonly Claim[] = [
  markovState,
  flagMeaning,
  constantBonus,
  duelingHelps,
  doubleHelps,
  printedRate,
  latency,
  printedFeedback,
  refinement,
];
