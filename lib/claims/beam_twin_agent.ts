/**
 * The claims of paper A on its twin-assisted agent as it learns (Fig. 6), and
 * on the 80 % of the interactions that it saves.
 *
 * @module
 */

import type { Claim } from "./claim.ts";
import {
  baselineSteps,
  converged,
  LEARNERS,
  slower,
  TWIN,
  TWIN_WITHOUT,
} from "./learner_predictions.ts";
import {
  realBeamsOf,
  realEpisodesOf,
  stepsDuring,
  stepsOf,
} from "./learner_rows.ts";
import { computed, difference, perSeed, ratio } from "./statistic.ts";

const allConverge: Claim = {
  id: "beam_fig06_all_converge",
  source: "A, Fig. 6",
  says: "all agents converge within 1,000 episodes",
  kind: "finding",
  reading: "Greedy steps on the real world: the last fifth of the training " +
    "less the fifth before, over the steps at the beginning; converged is " +
    "within 0.1.",
  predictions: LEARNERS.map((agent) => converged(agent, {}, agent)),
};

const learnersBeatBaselines: Claim = {
  id: "beam_fig06_agents_beat_baselines",
  source: "A, Fig. 6",
  says: "every agent needs fewer beams than the sweep and the swarm",
  kind: "finding",
  reading:
    "Beams of the swarm and of the sweep with an early stop less those " +
    "of each trained agent, the same episodes, 20 dBm.",
  predictions: LEARNERS.toReversed().flatMap((agent) =>
    ["PSO", "sweep, early stop"].map((method) => ({
      measures: `beams more by ${method} than by ${agent}`,
      statistic: difference(baselineSteps(method, 20), stepsOf(agent)),
      expected: { above: 0 },
    }))
  ),
};

const twinHelps: Claim = {
  id: "beam_fig06_twin_helps",
  source: "A, Fig. 6",
  says: "the twin makes offline learning much better",
  kind: "finding",
  reading: "Beams of an offline agent from the same 200 episodes less those " +
    "of the twin's agent with the penalty; the offline agent without it, and " +
    "with it, as the paper leaves open which it is.",
  predictions: [slower("offline DRL", TWIN), slower("offline DRL, CQL", TWIN)],
};

const penaltyHelps: Claim = {
  id: "beam_fig06_penalty_crucial",
  source: "A, Fig. 6",
  says: "without the conservative penalty the twin's agent is the worst",
  kind: "finding",
  reading: "Beams of the twin's agent without the penalty less those of each " +
    "other agent.",
  predictions: LEARNERS.filter((agent) => agent !== TWIN_WITHOUT).toReversed()
    .map((agent) => slower(TWIN_WITHOUT, agent)),
};

const behindEarly: Claim = {
  id: "beam_fig06_behind_early",
  source: "A, Fig. 6",
  says: "early in the training the twin's agent is behind the online one",
  kind: "finding",
  reading: "Greedy steps on the real world over the first hundred episodes.",
  predictions: [{
    measures: "beams more by the twin's agent, episodes 1 to 100",
    statistic: difference(
      stepsDuring(TWIN, 0, 0.1),
      stepsDuring("online DRL", 0, 0.1),
    ),
    expected: { above: 0 },
  }],
};

const aheadLater: Claim = {
  id: "beam_fig06_ahead_by_360",
  source: "A, Fig. 6",
  says: "from about episode 360 on the twin's agent is ahead of the online one",
  kind: "finding",
  reading:
    "Greedy steps on the real world: of the online agent less those of " +
    "the twin's, in the hundred episodes after the 360th and in the last two " +
    "hundred.",
  predictions: ([["360 to 460", 0.36, 0.46], ["800 to 1000", 0.8, 1]] as const)
    .map(([name, from, to]) => ({
      measures: `beams more by the online agent, episodes ${name}`,
      statistic: difference(
        stepsDuring("online DRL", from, to),
        stepsDuring(TWIN, from, to),
      ),
      expected: { above: 0 },
    })),
};

const saving: Claim = {
  id: "beam_sec5_saving_80_percent",
  source: "A, Sec. V-C, abstract",
  says: "four fifths of the interactions are saved, with comparable results",
  kind: "finding",
  reading: "The paper counts episodes, 200 for 1,000; what costs the real " +
    "system is a beam. The share saved in either, and steps of the twin's " +
    "agent over those of the online one; comparable is at most a tenth more.",
  predictions: [
    {
      measures: "share of real beams saved",
      statistic: perSeed(
        [realBeamsOf(TWIN), realBeamsOf("online DRL")],
        (spent, online) => 1 - spent / online,
      ),
      expected: { within: [0.8, 1] },
    },
    {
      measures: "share of real episodes saved",
      statistic: computed(() =>
        1 - realEpisodesOf(TWIN) / realEpisodesOf("online DRL")
      ),
      expected: { within: [0.8, 1] },
    },
    {
      measures: "steps over those of the online agent",
      statistic: ratio(stepsOf(TWIN), stepsOf("online DRL")),
      expected: { below: 1.1 },
    },
  ],
};

/** The claims on the twin's agent as it learns. */
export const TWIN_AGENT_CLAIMS: readonly Claim[] = [
  allConverge,
  learnersBeatBaselines,
  twinHelps,
  penaltyHelps,
  behindEarly,
  aheadLater,
  saving,
];
