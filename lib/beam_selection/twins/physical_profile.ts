/**
 * The P_D of all beams for a target of the simulator, and what can be foretold
 * from many such profiles.
 *
 * @module
 */

import { clippedLogit } from "../../core/logistic.ts";
import { openStream, type RandomStream } from "../../core/random_stream.ts";
import { BeamEnvironment } from "../environment.ts";
import type { EpisodeRules } from "../recorded_episodes.ts";
import type { BeamScenario } from "../scenario.ts";
import type { BeamObservation } from "../state_encoding.ts";
import type { BeamTwin } from "./twin.ts";

/** Profiles that `predict` weighs against each other. */
const NUM_PROFILES = 2000;

/** The deviation of the logit of P_D that the weights reckon with. */
const DEVIATION = 0.1;

/** P_D is clipped to this range before its logit is taken. */
const LOGIT_RANGE = [1e-6, 1 - 1e-6] as const;

/** The simulator of a setting, by the rules of the recorded episodes. */
export function createSimulator(
  { flag, maxSteps }: EpisodeRules,
  scenario: BeamScenario,
): BeamEnvironment {
  return new BeamEnvironment({
    scenario,
    feedback: "plug-in",
    flag,
    maxSteps,
  });
}

/**
 * The P_D of every beam for a new target, as it stands at first.
 *
 * @param environment the simulator; an episode is begun in it
 * @param rng draws the target
 * @returns shape [numBeams]
 */
export function sampleProfile(
  environment: BeamEnvironment,
  rng: RandomStream,
): Float64Array {
  const seed = rng.integer(2 ** 31);
  environment.begin((label) => openStream(seed, label), 0);
  return environment.revealDetectionProbabilities();
}

/**
 * Foretells the next P_D from the last state: the profiles of many targets are
 * weighed by how well they give what was seen, and one of them answers.
 *
 * @param environment the simulator
 * @param rng draws the targets
 */
export function profilePredictor(
  environment: BeamEnvironment,
  rng: RandomStream,
): BeamTwin["predict"] {
  let profiles: Float64Array[] = [];
  let logits: Float64Array[] = [];
  const cumulated = new Float64Array(NUM_PROFILES);
  let weighed: Pick<BeamObservation, "beam" | "detectionProbability"> | null =
    null;
  const weigh = ({ beam, detectionProbability }: BeamObservation) => {
    const seen = clippedLogit(detectionProbability, LOGIT_RANGE);
    let sum = 0;
    for (let i = 0; i < NUM_PROFILES; i++) {
      const error = (logits[i][beam] - seen) / DEVIATION;
      sum += Math.exp(-error * error / 2) + 1e-12;
      cumulated[i] = sum;
    }
    weighed = { beam, detectionProbability };
  };
  return (before, beam, drawRng) => {
    // Made when they are first asked for: an agent's training needs none.
    if (profiles.length === 0) {
      profiles = Array.from(
        { length: NUM_PROFILES },
        () => sampleProfile(environment, rng),
      );
      logits = profiles.map((profile) =>
        profile.map((p) => clippedLogit(p, LOGIT_RANGE))
      );
    }
    // Whoever scores a twin asks for many draws of one state.
    if (
      weighed?.beam !== before.beam ||
      weighed.detectionProbability !== before.detectionProbability
    ) weigh(before);
    const u = drawRng.uniform() * cumulated[NUM_PROFILES - 1];
    return profiles[cumulated.findIndex((value) => value > u)][beam];
  };
}
