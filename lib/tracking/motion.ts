/**
 * The targets' motion: a constant speed and a heading that walks at random
 * (paper B, Sec. 4). A target stands still within a block.
 *
 * The paper does not say what happens at the area's edge. Here a whole path
 * that comes too near to the edge or to a station is drawn again.
 *
 * @module
 */

import { rangeError, requireInteger } from "../core/check.ts";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import type { Position } from "../channel/geometry.ts";
import type { TrackingScenario } from "./scenario.ts";
import { maxTargets, requireTrackingScenario } from "./scenario_domain.ts";

/** More rejected paths in a row than this mean that there is no room. */
const MAX_ATTEMPTS = 100_000;

/** Where all targets truly are in each block of an episode. */
export interface Episode {
  /** Blocks, Q. */
  readonly numBlocks: number;
  /** Targets, I. */
  readonly numTargets: number;
  /** The places, x and y, shape [Q, I, 2] [m]. */
  readonly positionsM: Float64Array;
  /** Where each target goes from there, shape [Q, I] [rad]. */
  readonly headingsRad: Float64Array;
}

/**
 * Draws the paths of an episode:
 *
 * u_{q+1} = u_q + v (cos beta_q, sin beta_q) Delta T, beta_{q+1} = beta_q +
 * Delta beta, with a uniform turn Delta beta (paper B, Sec. 4).
 *
 * First places and headings are uniform. Each target has a stream of its own:
 * the first four of eight targets are the four targets of the same seed.
 *
 * @param scenario the setting
 * @param numTargets I, from 1 to M N_RF
 * @param open opens the streams "motion of target 0", ...
 * @returns the true places and headings
 * @throws {RangeError} where a number breaks its rule, or no path of 100,000
 *   keeps clear of the edge and the stations
 * @throws {TypeError} where a constant is of the wrong kind
 */
export function sampleEpisode(
  scenario: TrackingScenario,
  numTargets: number,
  open: StreamOpener,
): Episode {
  const action = "sample an episode";
  requireTrackingScenario(action, scenario);
  requireInteger(action, { numTargets }, 1, maxTargets(scenario));
  const { numBlocks } = scenario;
  const episode = {
    numBlocks,
    numTargets,
    positionsM: new Float64Array(numBlocks * numTargets * 2),
    headingsRad: new Float64Array(numBlocks * numTargets),
  };
  for (let target = 0; target < numTargets; target++) {
    const rng = open(`motion of target ${target}`);
    let attempts = 0;
    while (!samplePathInto(episode, target, scenario, rng)) {
      if (++attempts < MAX_ATTEMPTS) continue;
      const rule = "clear of the edge and the stations once in 100,000 draws";
      throw rangeError(action, "a path", rule, "never");
    }
  }
  return episode;
}

/** Where a target of an episode truly is in a block. */
export function positionOf(
  { numTargets, positionsM }: Episode,
  block: number,
  target: number,
): Position {
  const at = 2 * (block * numTargets + target);
  return { xM: positionsM[at], yM: positionsM[at + 1] };
}

/** Draws a path; false where it left the free area, and is to be redrawn. */
function samplePathInto(
  { numBlocks, numTargets, positionsM, headingsRad }: Episode,
  target: number,
  scenario: TrackingScenario,
  rng: RandomStream,
): boolean {
  const { areaLengthM, areaWidthM, edgeMarginM } = scenario;
  const stepM = scenario.speedMps * scenario.blockDurationS;
  const maxTurnRad = scenario.maxTurnDeg * Math.PI / 180;
  let xM = edgeMarginM + (areaLengthM - 2 * edgeMarginM) * rng.uniform();
  let yM = edgeMarginM + (areaWidthM - 2 * edgeMarginM) * rng.uniform();
  let headingRad = 2 * Math.PI * rng.uniform();
  for (let block = 0; block < numBlocks; block++) {
    if (!isFree(scenario, xM, yM)) return false;
    const at = block * numTargets + target;
    positionsM[2 * at] = xM;
    positionsM[2 * at + 1] = yM;
    headingsRad[at] = headingRad;
    xM += stepM * Math.cos(headingRad);
    yM += stepM * Math.sin(headingRad);
    headingRad += maxTurnRad * (2 * rng.uniform() - 1);
  }
  return true;
}

function isFree(scenario: TrackingScenario, xM: number, yM: number): boolean {
  const { areaLengthM, areaWidthM, edgeMarginM, stationClearanceM } = scenario;
  const isInside = xM >= edgeMarginM && xM <= areaLengthM - edgeMarginM &&
    yM >= edgeMarginM && yM <= areaWidthM - edgeMarginM;
  if (!isInside) return false;
  for (const station of scenario.baseStations) {
    if (Math.hypot(xM - station.xM, yM - station.yM) < stationClearanceM) {
      return false;
    }
  }
  return true;
}
