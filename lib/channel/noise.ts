/**
 * Thermal noise: its power, and samples of it.
 *
 * @module
 */

import {
  requireFinite,
  requireNonNegative,
  requirePositive,
} from "../core/check.ts";
import { type ComplexArray, complexZeros } from "../core/complex_array.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";

/** The power density of thermal noise at 290 K [dBm/Hz]. */
const THERMAL_NOISE_DENSITY_DBM_PER_HZ = -174;

/**
 * The noise power of a receiver, sigma^2 = -174 + n_f + 10 log10(B) (paper A,
 * Sec. V-A).
 *
 * @param bandwidthHz the bandwidth B [Hz], positive
 * @param noiseFigureDb the noise figure n_f [dB]
 * @returns the noise power [dBm]
 * @throws {RangeError} where an argument breaks its rule
 */
export function noisePowerDbm(
  bandwidthHz: number,
  noiseFigureDb: number,
): number {
  requirePositive("compute the noise power", { bandwidthHz });
  requireFinite("compute the noise power", { noiseFigureDb });
  return THERMAL_NOISE_DENSITY_DBM_PER_HZ + noiseFigureDb +
    10 * Math.log10(bandwidthHz);
}

/**
 * Samples of circularly symmetric complex Gaussian noise, CN(0, variance I):
 * the real and the imaginary part have half the variance each.
 *
 * @param length the number of samples, from 0 to 2^20
 * @param variance the mean squared modulus of a sample
 * @param rng the stream to draw from: two normal draws a sample
 * @returns the samples, shape [length]
 * @throws {RangeError} where an argument breaks its rule
 * @throws {TypeError} where rng is not a random stream
 */
export function sampleComplexGaussian(
  length: number,
  variance: number,
  rng: RandomStream,
): ComplexArray {
  const action = "sample complex Gaussian noise";
  requireNonNegative(action, { variance });
  requireStream(action, rng);
  const samples = complexZeros(length);
  const deviation = Math.sqrt(variance / 2);
  for (let i = 0; i < length; i++) {
    samples.re[i] = deviation * rng.gaussian();
    samples.im[i] = deviation * rng.gaussian();
  }
  return samples;
}
