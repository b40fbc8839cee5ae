/**
 * The claims of paper A on the shaping of the reward (Sec. III-B, Proposition
 * 1, the b2 study of Sec. V-C).
 *
 * @module
 */

import { compareOptimum } from "../beam_selection/optimum_comparison.ts";
import {
  REWARD_SETTINGS,
  type RewardSettings,
} from "../beam_selection/reward_shaping.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import { shapingStudy } from "../experiments/beam_shaping.ts";
import { atEachPower, type Claim } from "./claim.ts";
import { computed, difference, type Statistic, stored } from "./statistic.ts";

/** The share of states in which what is best with shaping is best without. */
function keptShare(changes: Partial<RewardSettings>): number {
  const { numKept, numStates } = compareOptimum(beamScenario(), {
    ...REWARD_SETTINGS,
    ...changes,
  });
  return numKept / numStates;
}

const ownPotential: Claim = {
  id: "beam_prop1_own_constants",
  source: "A, Prop. 1",
  says: "the shaping keeps the best policy, with the paper's constants",
  kind: "statement",
  reading: "In a process with nothing hidden, solved exactly: the share of " +
    "states in which what is best with shaping is also best without it.",
  predictions: [{
    measures: "share of states, b1 = 1, b2 = 5",
    statistic: computed(() => keptShare({})),
    expected: { within: [1, 1] },
  }],
  because: {
    "reproduced": "the potential does not end at zero, but differs among " +
      "states of success by less than a step costs; it only breaks ties",
  },
};

const anyPotential: Claim = {
  id: "beam_prop1_any_constants",
  source: "A, Prop. 1",
  says: "the shaping keeps the best policy, whatever the constants",
  kind: "statement",
  reading: "As before, with a high and flat potential, as eq. (30) prints it " +
    "and with the condition of Ng, Harada and Russell (1999) that it be zero " +
    "where an episode ends.",
  predictions: [
    { shaping: "literal" as const, name: "as printed" },
    { shaping: "zero-terminal" as const, name: "zero at the end" },
  ].map(({ shaping, name }) => ({
    measures: `share of states, b1 = 200, b2 = 1, ${name}`,
    statistic: computed(() =>
      keptShare({ shaping, potentialHeight: 200, potentialSteepness: 1 })
    ),
    expected: { within: [1, 1] },
  })),
  because: {
    "false as stated":
      "without a zero at the end the potential pays more for " +
      "a better last beam than the steps to it cost; with it, it holds",
  },
};

function shapingSteps(
  potentialSteepness: number,
  transmitPowerDbm: number,
  name: "meanSteps" | "trainingSteps" = "meanSteps",
): Statistic {
  return stored(
    shapingStudy,
    { potentialSteepness, transmitPowerDbm },
    (result) => result[name],
  );
}

const shapingHelps: Claim = {
  id: "beam_sec3_shaping_speeds_up",
  source: "A, Sec. III-B",
  says: "shaping the reward makes the agent learn faster",
  kind: "finding",
  reading:
    "Beams spent on 1,000 episodes of training, and beams needed after " +
    "them: without shaping less with it, the same seeds. Faster is more " +
    "than 0.",
  predictions: [
    ...atEachPower(
      "training beams saved by shaping",
      (power) =>
        difference(
          shapingSteps(0, power, "trainingSteps"),
          shapingSteps(5, power, "trainingSteps"),
        ),
      { above: 0 },
    ),
    ...atEachPower(
      "beams saved after training",
      (power) => difference(shapingSteps(0, power), shapingSteps(5, power)),
      { above: 0 },
    ),
  ],
  because: {
    "not reproduced": "a reward of -1 a step is a dense hint already, and an " +
      "agent without shaping learns as fast, as far as ten seeds can tell",
  },
};

/** The claim that a steepness is worse than the paper's. */
function steepnessClaim(
  id: string,
  steepness: number,
  says: string,
): Claim {
  return {
    id,
    source: "A, Sec. V-C, b2 study",
    says,
    kind: "finding",
    reading: `No values are printed. Beams needed after training with b2 = ` +
      `${steepness} less those with b2 = 5, the same seeds; worse is more ` +
      `than 0.`,
    predictions: atEachPower(
      `beams more than with b2 = 5`,
      (power) =>
        difference(shapingSteps(steepness, power), shapingSteps(5, power)),
      { above: 0 },
    ),
    because: {
      "not reproduced": "between 1 and 50 the steepness makes no difference " +
        "that ten seeds can show; two beams at 20 dBm would have been seen",
    },
  };
}

const smallSteepness = steepnessClaim(
  "beam_b2_small",
  1,
  "a small steepness b2 of the shaping keeps the agent from learning",
);

const largeSteepness = steepnessClaim(
  "beam_b2_large",
  50,
  "a large steepness b2 of the shaping leads to early, poor choices",
);

/** The claims on the shaping of the reward. */
export const SHAPING_CLAIMS: readonly Claim[] = [
  ownPotential,
  anyPotential,
  shapingHelps,
  smallSteepness,
  largeSteepness,
];
