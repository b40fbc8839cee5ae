/**
 * Which beams a base station sends and listens with (paper B, Secs. 2.1 and
 * 3.2). A target gets K pairs of a transmit and a receive beam, one a symbol.
 *
 * The paper selects the Top-K beams of either codebook and does not say how
 * they pair. Here both readings stand: each of some transmit beams with each of
 * some receive beams (`nearestBeamPairs`), and each beam with itself
 * (`tiedBeamPairs`), which loses the angle of a target in the middle of a beam:
 * see lib/estimation/cramer_rao_bound.ts.
 *
 * @module
 */

import {
  kindError,
  rangeError,
  requireArray,
  requireFinite,
  requireInteger,
  requireNonNegative,
  requireWithin,
} from "../core/check.ts";
import { range } from "../core/range.ts";
import { MAX_RADAR_ANTENNAS } from "./ofdm_radar.ts";

/** The most beam pairs of a target: symbols of a tracking phase. */
export const MAX_BEAM_PAIRS = 256;

/** A transmit and a receive beam that are used in the same symbol. */
export interface BeamPair {
  /** The transmit beam's index in the codebook, from 0. */
  readonly transmitBeam: number;
  /** The receive beam's index in the codebook, from 0. */
  readonly receiveBeam: number;
}

/** An interval of cosines in which beam pairs can place a target. */
export interface BeamSector {
  /** The middle of the interval. */
  readonly middleCosine: number;
  /** Half of its width. */
  readonly halfWidth: number;
}

/**
 * The cosine at which a beam of the DFT codebook points,
 * u_b = -1 + (2 b - 1) / B for b = 1, ..., B: evenly laid, none at the ends.
 *
 * @param beam the beam's index b - 1, from 0
 * @param numBeams the number of beams B, from 2 to 4096
 * @returns u_b, strictly between -1 and 1
 * @throws {RangeError} where an argument breaks its rule
 */
export function beamCosine(beam: number, numBeams: number): number {
  // Stands in hot loops: the checks cost only bad arguments.
  if (
    !(Number.isInteger(numBeams) && numBeams >= 2 &&
      numBeams <= MAX_RADAR_ANTENNAS && Number.isInteger(beam) && beam >= 0 &&
      beam < numBeams)
  ) {
    const action = "point a beam";
    requireInteger(action, { numBeams }, 2, MAX_RADAR_ANTENNAS);
    requireInteger(action, { beam }, 0, numBeams - 1);
  }
  return -1 + (2 * beam + 1) / numBeams;
}

/**
 * The pairs of each of the transmit beams nearest to a direction with each of
 * the nearest receive beams: K = width^2 pairs, the receive beam changing
 * faster.
 *
 * @param angleCosine u = cos(theta) of the direction, in [-1, 1]
 * @param numBeams the number of beams B of either codebook, from 2 to 4096
 * @param width how many beams of either, from 1 to 16, at most B
 * @returns the pairs, shape [width^2]
 * @throws {RangeError} where an argument breaks its rule
 */
export function nearestBeamPairs(
  angleCosine: number,
  numBeams: number,
  width: number,
): BeamPair[] {
  const first = firstNearestBeam(angleCosine, numBeams, width);
  const pairs: BeamPair[] = [];
  for (let t = first; t < first + width; t++) {
    for (let r = first; r < first + width; r++) {
      pairs.push({ transmitBeam: t, receiveBeam: r });
    }
  }
  return pairs;
}

/**
 * The beams nearest to a direction, each paired with itself.
 *
 * @param angleCosine u = cos(theta) of the direction, in [-1, 1]
 * @param numBeams the number of beams B of either codebook, from 2 to 4096
 * @param numPairs the number of pairs K, from 1 to 16, at most B
 * @returns the pairs, shape [K]
 * @throws {RangeError} where an argument breaks its rule
 */
export function tiedBeamPairs(
  angleCosine: number,
  numBeams: number,
  numPairs: number,
): BeamPair[] {
  const first = firstNearestBeam(angleCosine, numBeams, numPairs);
  return range(first, first + numPairs)
    .map((beam) => ({ transmitBeam: beam, receiveBeam: beam }));
}

/** The most beams of either codebook that are paired for one target. */
const MAX_WIDTH = 16;

/** Of beams in a row; at the codebook's ends they stay in it. */
function firstNearestBeam(
  angleCosine: number,
  numBeams: number,
  count: number,
): number {
  const action = "select beams";
  requireWithin(action, { angleCosine }, -1, 1);
  requireInteger(action, { numBeams }, 2, MAX_RADAR_ANTENNAS);
  const most = Math.min(MAX_WIDTH, numBeams);
  requireInteger(action, { "the number of beams": count }, 1, most);
  const place = (angleCosine + 1) * numBeams / 2 - 0.5;
  const first = Math.round(place - (count - 1) / 2);
  return Math.max(0, Math.min(numBeams - count, first));
}

/**
 * Where beam pairs can place a target: from a margin before the first of their
 * beams to a margin behind the last.
 *
 * @param pairs the beam pairs, shape [K]
 * @param numBeams the number of beams B of either codebook, from 2 to 4096
 * @param marginBeams the margin in beam spacings 2/B, at least 0; below 1 the
 *   main lobe of an outermost beam reaches the sector's end
 * @returns the sector, which may reach beyond -1 and 1
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function beamSector(
  pairs: readonly BeamPair[],
  numBeams: number,
  marginBeams: number,
): BeamSector {
  const action = "lay out a sector";
  requireBeamPairs(action, pairs, numBeams);
  if (!(Number.isFinite(marginBeams) && marginBeams >= 0)) {
    requireNonNegative(action, { marginBeams });
  }
  let first = Infinity;
  let last = -Infinity;
  for (let k = 0; k < pairs.length; k++) {
    const { transmitBeam, receiveBeam } = pairs[k];
    first = Math.min(first, transmitBeam, receiveBeam);
    last = Math.max(last, transmitBeam, receiveBeam);
  }
  const halfWidth = (last - first + 2 * marginBeams) / numBeams;
  if (!(halfWidth < Infinity)) {
    requireFinite(action, { "half of the width": halfWidth });
  }
  return { middleCosine: -1 + (first + last + 1) / numBeams, halfWidth };
}

/** Throws unless the value is a list of pairs of beams of the codebook. */
export function requireBeamPairs(
  action: string,
  pairs: readonly BeamPair[],
  numBeams: number,
): void {
  if (!Array.isArray(pairs)) requireArray(action, { pairs });
  if (
    !(Number.isInteger(numBeams) && numBeams >= 2 &&
      numBeams <= MAX_RADAR_ANTENNAS)
  ) {
    requireInteger(action, { numBeams }, 2, MAX_RADAR_ANTENNAS);
  }
  if (!(pairs.length >= 1 && pairs.length <= MAX_BEAM_PAIRS)) {
    const rule = `from 1 to ${MAX_BEAM_PAIRS}`;
    throw rangeError(action, "the number of pairs", rule, pairs.length);
  }
  for (let k = 0; k < pairs.length; k++) {
    const pair = pairs[k];
    if (isBeam(pair?.transmitBeam) && isBeam(pair.receiveBeam)) continue;
    if (typeof pair !== "object" || pair === null) {
      throw kindError(action, "each pair", "an object", pair);
    }
    const { transmitBeam, receiveBeam } = pair;
    requireInteger(action, { transmitBeam, receiveBeam }, 0, numBeams - 1);
  }

  function isBeam(beam: number | undefined): boolean {
    return Number.isInteger(beam) && beam! >= 0 && beam! < numBeams;
  }
}
