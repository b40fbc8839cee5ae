/**
 * What is known of a target when its track begins. The paper does not say how
 * tracks begin; here each starts from a place and a heading that are off by
 * Gaussian errors, of known deviations.
 *
 * @module
 */

import { requireFinite, requirePositive } from "../core/check.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import { type Position, requirePosition } from "../channel/geometry.ts";
import type { Episode } from "./motion.ts";
import { positionOf } from "./motion.ts";
import type { TrackingScenario } from "./scenario.ts";
import { requireTrackingScenario } from "./scenario_domain.ts";

/** What is known of a target in block 0, before it is measured. */
export interface TrackStart {
  /** Where it is believed to be. */
  readonly position: Position;
  /** The deviation of that, on each axis [m]. */
  readonly positionSigmaM: number;
  /** Where it is believed to go [rad]. */
  readonly headingRad: number;
  /** The deviation of that [rad]. */
  readonly headingSigmaRad: number;
}

/**
 * Draws what is known of each target of an episode at its beginning.
 *
 * @param scenario the setting
 * @param episode the truth
 * @param open opens the streams "start of target 0", ...
 * @returns the starts, shape [I]
 * @throws {RangeError} where a constant of the scenario breaks its rule
 */
export function sampleTrackStarts(
  scenario: TrackingScenario,
  episode: Episode,
  open: StreamOpener,
): TrackStart[] {
  requireTrackingScenario("sample track starts", scenario);
  const positionSigmaM = scenario.initialPositionSigmaM;
  const headingSigmaRad = scenario.initialHeadingSigmaDeg * Math.PI / 180;
  return Array.from({ length: episode.numTargets }, (_, target) => {
    const rng = open(`start of target ${target}`);
    const { xM, yM } = positionOf(episode, 0, target);
    return {
      position: {
        xM: xM + positionSigmaM * rng.gaussian(),
        yM: yM + positionSigmaM * rng.gaussian(),
      },
      positionSigmaM,
      headingRad: episode.headingsRad[target] +
        headingSigmaRad * rng.gaussian(),
      headingSigmaRad,
    };
  });
}

/** Throws unless the start has finite values and positive deviations. */
export function requireTrackStart(action: string, start: TrackStart): void {
  const { position, positionSigmaM, headingRad, headingSigmaRad } = start;
  requirePosition(action, "the start's position", position);
  requirePositive(action, { positionSigmaM, headingSigmaRad });
  requireFinite(action, { headingRad });
}
