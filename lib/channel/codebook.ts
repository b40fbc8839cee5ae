/**
 * Codebooks of transmit beams for a uniform linear array.
 *
 * Paper A calls its codebook a DFT codebook (Sec. II-C) and also says that it
 * divides the azimuth range evenly (Sec. V-A). For an array that sees only the
 * sine of the azimuth these are two codebooks; both stand here.
 *
 * @module
 */

import { rangeError, requireFinite, requireInteger } from "../core/check.ts";
import {
  type ComplexArray,
  MAX_ARRAY_LENGTH,
  scale,
} from "../core/complex_array.ts";
import { steeringVectorOfSine } from "./steering_vector.ts";

/** The most numbers that all beams of a codebook may hold: 256 MB. */
const MAX_CODEBOOK_NUMBERS = 2 ** 24;

/** How a codebook lays its beams. */
export type CodebookKind = "dft" | "uniform-azimuth";

/** The kinds of codebook, the one this package uses by default first. */
export const CODEBOOK_KINDS: readonly CodebookKind[] = [
  "dft",
  "uniform-azimuth",
];

/**
 * The sines at which the beams of a codebook point.
 *
 * - `"dft"`: 2k/M wrapped to [-1, 1): evenly laid in the sine, orthogonal, and
 *   cyclic in the index k.
 * - `"uniform-azimuth"`: sin(2 pi k/K): evenly laid in the azimuth. Each beam
 *   has a duplicate: the one that points at its mirror image or, along the
 *   array, the other way. There are gaps around broadside, where the sine moves
 *   fastest.
 *
 * @param kind which codebook
 * @param numBeams the number of beams K, from 1 to 2^20
 * @returns sin(phi) of each beam, shape [K], each in [-1, 1]
 * @throws {RangeError} where an argument breaks its rule
 */
export function beamSines(kind: CodebookKind, numBeams: number): Float64Array {
  requireInteger("lay out a codebook", { numBeams }, 1, MAX_ARRAY_LENGTH);
  if (!CODEBOOK_KINDS.includes(kind)) {
    throw rangeError(
      "lay out a codebook",
      "kind",
      CODEBOOK_KINDS.join(" or "),
      kind,
    );
  }
  const sines = new Float64Array(numBeams);
  for (let k = 0; k < numBeams; k++) {
    sines[k] = kind === "dft"
      ? (2 * k < numBeams ? 2 * k / numBeams : 2 * k / numBeams - 2)
      : Math.sin(2 * Math.PI * k / numBeams);
  }
  return sines;
}

/**
 * The unit-norm beam w that steers an array to a sine: w = conj(a)/sqrt(M), so
 * that |a^T w|^2 = M in that direction.
 *
 * @param numAntennas the number of elements M, from 1 to 2^20
 * @param angleSine the sine of the direction, as for `steeringVectorOfSine`
 * @returns the beamforming vector, shape [M]
 * @throws {RangeError} where an argument breaks its rule
 */
export function beamformingVector(
  numAntennas: number,
  angleSine: number,
): ComplexArray {
  requireFinite("compute a beamforming vector", { angleSine });
  const conjugate = steeringVectorOfSine(numAntennas, -angleSine);
  return scale(conjugate, { re: 1 / Math.sqrt(numAntennas), im: 0 });
}

/**
 * The beams of a codebook as vectors.
 *
 * @param kind which codebook
 * @param numAntennas the number of elements M
 * @param numBeams the number of beams K; the paper has K = M. K M is at most
 *   2^24
 * @returns K unit-norm vectors, each of shape [M]
 * @throws {RangeError} where an argument breaks its rule
 */
export function createCodebook(
  kind: CodebookKind,
  numAntennas: number,
  numBeams: number = numAntennas,
): ComplexArray[] {
  const action = "create a codebook";
  requireInteger(action, { numAntennas }, 1, MAX_ARRAY_LENGTH);
  const maxBeams = Math.floor(MAX_CODEBOOK_NUMBERS / numAntennas);
  requireInteger(
    action,
    { numBeams },
    1,
    Math.min(maxBeams, MAX_ARRAY_LENGTH),
  );
  return Array.from(
    beamSines(kind, numBeams),
    (sine) => beamformingVector(numAntennas, sine),
  );
}

/**
 * The array gain |a^T w|^2 / M of a beam in a direction, relative to its peak:
 * the Fejer kernel [sin(pi M d/2) / (M sin(pi d/2))]^2, where d is the
 * direction's sine less the beam's.
 *
 * @param numAntennas the number of elements M, from 1 to 2^20
 * @param sineOffset sin(phi) of the direction less that of the beam
 * @returns the relative gain, in [0, 1]
 * @throws {RangeError} where an argument breaks its rule
 */
export function relativeBeamGain(
  numAntennas: number,
  sineOffset: number,
): number {
  // Tens of millions of calls a figure: the checks cost only bad arguments.
  if (
    !(Number.isInteger(numAntennas) && numAntennas >= 1 &&
      numAntennas <= MAX_ARRAY_LENGTH && Number.isFinite(sineOffset))
  ) {
    requireInteger("compute a beam gain", { numAntennas }, 1, MAX_ARRAY_LENGTH);
    requireFinite("compute a beam gain", { sineOffset });
  }
  // The kernel has period 2 in the offset. So close to the peak the kernel is
  // 1 to the last bit, while its quotient loses its digits.
  const wrapped = sineOffset - 2 * Math.round(sineOffset / 2);
  if (Math.abs(numAntennas * wrapped) < 1e-9) return 1;
  const amplitude = Math.sin(Math.PI * numAntennas * wrapped / 2) /
    (numAntennas * Math.sin(Math.PI * wrapped / 2));
  return amplitude * amplitude;
}
