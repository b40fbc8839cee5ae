/**
 * The fewest beams that any policy with steps of at most 5 could need: a true
 * lower bound for those, which none can reach without knowing the target. A
 * policy that may jump to any beam, as a swarm does, is not bound by it.
 *
 * @module
 */

import type { StreamOpener } from "../../core/random_stream.ts";
import { requiredNoncentrality } from "../sensing_link.ts";
import { type BeamEnvironment, MAX_BEAM_STEP } from "../environment.ts";
import { cyclicIndex } from "../state_encoding.ts";

/** What is possible in an episode. */
export interface EpisodeBound {
  /** The fewest steps to success with steps of at most 5; the cut's T if none. */
  readonly numSteps: number;
  /** Whether that many steps lead to success. */
  readonly isSuccess: boolean;
  /** Whether any beam at all succeeds when the episode begins. */
  readonly isFeasible: boolean;
}

/**
 * The bound of one episode, by looking ahead at the target's whole track: the
 * first block at which some successful beam is within reach.
 *
 * After t steps of 1 to 5 every beam within 5 t of the first can have been
 * reached, except the first itself after a single step. The bound is that of
 * the plug-in feedback, which has no noise of its own.
 *
 * @param environment the world; the episode is played in it
 * @param open the streams of the episode
 * @returns the bound
 */
export function oracleBound(
  environment: BeamEnvironment,
  open: StreamOpener,
): EpisodeBound {
  const { scenario, maxSteps } = environment.settings;
  const required = requiredNoncentrality(scenario);
  const first = environment.reset(open);
  const start = first.observation.beam;
  let isFeasible = false;
  for (let step = 1; step <= maxSteps; step++) {
    const noncentralities = environment.revealNoncentralities();
    if (step === 1) {
      isFeasible = noncentralities.some((value) => value >= required);
    }
    const reach = (step - 1) * MAX_BEAM_STEP;
    const isSuccess = noncentralities.some((value, beam) =>
      value >= required &&
      distanceAround(start, beam, environment.numBeams) <= reach &&
      !(step === 2 && beam === start)
    );
    if (isSuccess) return { numSteps: step, isSuccess: true, isFeasible };
    if (step < maxSteps) environment.tryBeam(start);
  }
  return { numSteps: maxSteps, isSuccess: false, isFeasible };
}

/** The distance of two beams on the circle of indices. */
export function distanceAround(a: number, b: number, numBeams: number): number {
  const forward = cyclicIndex(b - a, numBeams);
  return Math.min(forward, numBeams - forward);
}
