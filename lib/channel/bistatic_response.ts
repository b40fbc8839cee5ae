/**
 * The echo path from the transmitter over the target to a receiver (paper A,
 * Sec. II-A).
 *
 * @module
 */

import { requireNonNegative } from "../core/check.ts";
import {
  add,
  type Complex,
  type ComplexArray,
  requireComplexArray,
  scale,
  transposeProduct,
} from "../core/complex_array.ts";
import type { RandomStream } from "../core/random_stream.ts";
import { sampleComplexGaussian } from "./noise.ts";

/**
 * The reflected signal vector eta_n = H_n w = a(phi_n) a^T(phi_0) w (paper A,
 * eqs. (4) to (6)): what a unit reflection sends to receiver n.
 *
 * @param receiveSteering a(phi_n), shape [M]
 * @param transmitSteering a(phi_0), shape [M]
 * @param beam the transmit beam w, shape [M]
 * @returns eta_n, shape [M]
 * @throws {TypeError} where the transmit vectors differ in length
 */
export function bistaticResponse(
  receiveSteering: ComplexArray,
  transmitSteering: ComplexArray,
  beam: ComplexArray,
): ComplexArray {
  return scale(receiveSteering, transposeProduct(transmitSteering, beam));
}

/**
 * The radar cross sections alpha_n ~ CN(0, variance) of the target over the
 * paths to each receiver (paper A, Sec. II-A). The paper gives no variance;
 * the scenario chooses 1.
 *
 * @param numReceivers the number of receivers N
 * @param variance the mean squared modulus sigma_alpha^2
 * @param rng the stream to draw from
 * @returns alpha_n, shape [N]
 */
export function sampleRadarCrossSection(
  numReceivers: number,
  variance: number,
  rng: RandomStream,
): ComplexArray {
  return sampleComplexGaussian(numReceivers, variance, rng);
}

/**
 * A snapshot after the matched filter, y_n = gamma_n eta_n + noise (paper A,
 * eqs. (5) and (6)).
 *
 * @param reflection the reflection coefficient gamma_n; 0 is hypothesis H0
 * @param response eta_n, shape [M]
 * @param noisePower the noise power sigma^2 of each element [mW]
 * @param rng the stream that the noise is drawn from
 * @returns y_n, shape [M]
 * @throws {TypeError} where the response is not a complex array
 * @throws {RangeError} where the noise power is negative or not finite
 */
export function sampleSnapshot(
  reflection: Complex,
  response: ComplexArray,
  noisePower: number,
  rng: RandomStream,
): ComplexArray {
  const action = "sample a snapshot";
  requireNonNegative(action, { noisePower });
  requireComplexArray(action, "response", response);
  return add(
    scale(response, reflection),
    sampleComplexGaussian(response.re.length, noisePower, rng),
  );
}
