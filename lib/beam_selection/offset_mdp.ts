/**
 * Beam selection with nothing hidden: a finite Markov decision process on which
 * Proposition 1 can be shown exactly.
 *
 * The state of paper A's Sec. III-A is not Markov, as the target's direction
 * and strength are hidden from it. Here they are seen: a state is the offset of
 * the beam from the target's beam and the level of the echo; the target stands
 * still.
 *
 * @module
 */

import { rangeError } from "../core/check.ts";
import { relativeBeamGain } from "../channel/codebook.ts";
import {
  detectionProbability,
  detectionThreshold,
} from "../detection/likelihood_ratio_test.ts";
import type { FiniteMdp } from "../rl/value_iteration.ts";
import { BEAM_ACTIONS } from "./environment.ts";
import { cyclicIndex } from "./state_encoding.ts";
import { type RewardSettings, shapedReward } from "./reward_shaping.ts";
import type { BeamScenario } from "./scenario.ts";

/**
 * What is added to the reward: the paper's shaping, or a bonus for each P_D
 * reached, which is no difference of potentials.
 */
export type RewardBonus = "shaping" | "detection bonus";

/** The process, and the detection probabilities of its states. */
export interface OffsetMdp extends FiniteMdp {
  /** P_D of each state, level by level and offset by offset. */
  readonly detectionProbabilities: Float64Array;
  /** Whether each state is one of success, where an episode is over. */
  readonly isSuccess: readonly boolean[];
}

/** The target's sine stands this far beside its beam, in beams. */
const PLACE_BESIDE_BEAM = 0.2;

/**
 * The process for a scenario and levels of the echo.
 *
 * @param scenario the setting; its codebook must be the DFT one
 * @param peakNoncentralities the non-centrality at a beam's peak, by level
 * @param reward the constants of the reward
 * @param bonus what is added to the reward
 * @throws {RangeError} where the codebook is not the DFT one
 */
export function createOffsetMdp(
  scenario: BeamScenario,
  peakNoncentralities: readonly number[],
  reward: RewardSettings,
  bonus: RewardBonus = "shaping",
): OffsetMdp {
  if (scenario.codebook !== "dft") {
    throw rangeError(
      "make the process of offsets",
      "the codebook",
      "dft, whose beams are alike",
      scenario.codebook,
    );
  }
  const { numBeams, requiredDetectionProbability } = scenario;
  const detectionProbabilities = computeDetectionProbabilities(
    scenario,
    peakNoncentralities,
  );
  const isSuccess = Array.from(
    detectionProbabilities,
    (value) => value >= requiredDetectionProbability,
  );
  return {
    numStates: detectionProbabilities.length,
    numActions: BEAM_ACTIONS.length,
    detectionProbabilities,
    isSuccess,
    outcomes: (state, action) => {
      const level = Math.floor(state / numBeams);
      const offset = cyclicIndex(
        (state % numBeams) + BEAM_ACTIONS[action],
        numBeams,
      );
      const nextState = level * numBeams + offset;
      const [before, after] = [state, nextState]
        .map((index) => detectionProbabilities[index]);
      const isTerminal = isSuccess[nextState];
      return [{
        nextState,
        probability: 1,
        isTerminal,
        reward: bonus === "shaping"
          ? shapedReward(before, after, isTerminal, reward)
          : shapedReward(before, after, isTerminal, {
            ...reward,
            shaping: "none",
          }) + reward.potentialHeight * after,
      }];
    },
  };
}

function computeDetectionProbabilities(
  scenario: BeamScenario,
  peakNoncentralities: readonly number[],
): Float64Array {
  const { numBeams, numAntennas, receivers, falseAlarmProbability } = scenario;
  const threshold = detectionThreshold(falseAlarmProbability, receivers.length);
  return Float64Array.from(
    { length: peakNoncentralities.length * numBeams },
    (_, state) => {
      const offset = (state % numBeams) - PLACE_BESIDE_BEAM;
      const gain = relativeBeamGain(numAntennas, 2 * offset / numBeams);
      const peak = peakNoncentralities[Math.floor(state / numBeams)];
      // The plug-in reading of the feedback.
      return detectionProbability(
        peak * gain + 2 * receivers.length,
        threshold,
        receivers.length,
      );
    },
  );
}
