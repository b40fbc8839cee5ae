/**
 * The response of a uniform linear array (paper A, Sec. II-A).
 *
 * @module
 */

import { requireFinite, requireInteger, requireWithin } from "../core/check.ts";
import {
  type ComplexArray,
  complexZeros,
  MAX_ARRAY_LENGTH,
} from "../core/complex_array.ts";

/** Beyond this too few digits of the last element's phase would be left. */
const MAX_ANGLE_SINE = 1e6;

/**
 * The steering vector of a uniform linear array with half-wavelength spacing,
 * a(phi) = [1, e^{j pi sin phi}, ..., e^{j (M-1) pi sin phi}]^T (paper A,
 * eq. (3)).
 *
 * Only the sine of the angle enters: an angle and its mirror image behind the
 * array have the same vector.
 *
 * @param numAntennas the number of elements M, from 1 to 2^20
 * @param angleRad the angle of arrival or departure from broadside [rad]
 * @returns the vector, shape [M]
 * @throws {RangeError} where an argument breaks its rule
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { steeringVector } from "@isac/bench";
 *
 * const vector = steeringVector(2, Math.PI / 6);
 * assert.ok(Math.abs(vector.im[1] - 1) < 1e-15);
 * ```
 */
export function steeringVector(
  numAntennas: number,
  angleRad: number,
): ComplexArray {
  requireFinite("compute a steering vector", { angleRad });
  return steeringVectorOfSine(numAntennas, Math.sin(angleRad));
}

/**
 * The steering vector given by the sine of its angle.
 *
 * @param numAntennas the number of elements M, from 1 to 2^20
 * @param angleSine sin(phi), usually in [-1, 1], at most 1e6 in modulus; the
 *   vector has period 2 in it
 * @returns the vector, shape [M]
 * @throws {RangeError} where an argument breaks its rule
 */
export function steeringVectorOfSine(
  numAntennas: number,
  angleSine: number,
): ComplexArray {
  const action = "compute a steering vector";
  requireInteger(action, { numAntennas }, 1, MAX_ARRAY_LENGTH);
  requireWithin(action, { angleSine }, -MAX_ANGLE_SINE, MAX_ANGLE_SINE);
  const vector = complexZeros(numAntennas);
  for (let m = 0; m < numAntennas; m++) {
    const phaseRad = Math.PI * m * angleSine;
    vector.re[m] = Math.cos(phaseRad);
    vector.im[m] = Math.sin(phaseRad);
  }
  return vector;
}
