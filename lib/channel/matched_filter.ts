/**
 * The path from the transmitted waveforms to one snapshot a receiver, sample by
 * sample (paper A, eqs. (1) to (5)): communication streams and the radar
 * waveform leave together, the echo comes back late and noisy, and a matched
 * filter keeps of it what is like the radar waveform.
 *
 * Time is a block of L samples that repeats, so a delay is a rotation.
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requireInteger,
  requireNonNegative,
  requireObject,
  requirePositive,
  shapeError,
} from "../core/check.ts";
import {
  add,
  type Complex,
  type ComplexArray,
  complexZeros,
  innerProduct,
  requireComplex,
  requireComplexArray,
  scale,
  squaredNorm,
} from "../core/complex_array.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import { sampleComplexGaussian } from "./noise.ts";

/**
 * A Zadoff-Chu sequence, exp(-j pi r t (t + 1) / L): of modulus 1 everywhere,
 * and orthogonal to itself at every delay but zero, which makes it a good radar
 * waveform.
 *
 * @param numSamples the length L, odd
 * @param root the root r, without a common divisor with L
 * @returns the sequence, shape [L]
 * @throws {RangeError} where an argument breaks its rule
 */
export function zadoffChuSequence(
  numSamples: number,
  root = 1,
): ComplexArray {
  const action = "make a Zadoff-Chu sequence";
  requireInteger(action, { numSamples }, 1, 2 ** 20);
  requireInteger(action, { root }, 1, 2 ** 20);
  if (numSamples % 2 === 0) {
    throw rangeError(action, "numSamples", "odd", numSamples);
  }
  if (greatestCommonDivisor(numSamples, root) > 1) {
    const rule = `without a common divisor with ${numSamples}`;
    throw rangeError(action, "root", rule, root);
  }
  const sequence = complexZeros(numSamples);
  for (let t = 0; t < numSamples; t++) {
    // The phase has period 2 L in its numerator, which keeps it exact.
    const turns = (root * ((t * (t + 1)) % (2 * numSamples))) %
      (2 * numSamples);
    sequence.re[t] = Math.cos(Math.PI * turns / numSamples);
    sequence.im[t] = -Math.sin(Math.PI * turns / numSamples);
  }
  return sequence;
}

/**
 * A stream of random data symbols of four phases, each of modulus 1.
 *
 * @param numSamples the length L, from 1 to 2^20
 * @param rng the stream that the symbols are drawn from
 * @returns the symbols, shape [L]
 * @throws {RangeError} where the length breaks its rule
 * @throws {TypeError} where rng is not a random stream
 */
export function sampleDataStream(
  numSamples: number,
  rng: RandomStream,
): ComplexArray {
  const action = "sample a data stream";
  requireInteger(action, { numSamples }, 1, 2 ** 20);
  requireStream(action, rng);
  const symbols = complexZeros(numSamples);
  for (let t = 0; t < numSamples; t++) {
    symbols.re[t] = rng.uniform() < 0.5 ? -Math.SQRT1_2 : Math.SQRT1_2;
    symbols.im[t] = rng.uniform() < 0.5 ? -Math.SQRT1_2 : Math.SQRT1_2;
  }
  return symbols;
}

/**
 * A stream without the part of it that is like a waveform: what paper A assumes
 * of every communication stream below eq. (5).
 *
 * @param stream s_c, shape [L]
 * @param waveform s_r, shape [L], not all zero
 * @returns s_c - s_r (s_r^H s_c) / ||s_r||^2, shape [L]
 * @throws {RangeError} where the waveform is zero, or a number is not finite
 * @throws {TypeError} where they are not arrays of one length
 */
export function makeOrthogonal(
  stream: ComplexArray,
  waveform: ComplexArray,
): ComplexArray {
  const { re, im } = innerProduct(waveform, stream);
  const energy = squaredNorm(waveform);
  requirePositive("make a stream orthogonal", {
    "the waveform's energy": energy,
  });
  return add(stream, scale(waveform, { re: -re / energy, im: -im / energy }));
}

/** A waveform and the beam that it leaves on. */
export interface Transmission {
  /** The beamforming vector, shape [M]. */
  readonly beam: ComplexArray;
  /** The waveform, shape [L]. */
  readonly waveform: ComplexArray;
}

/**
 * The transmitted signal x(t) = sum_k f_k s_k(t) + w s_r(t) (paper A, eq. (1)).
 *
 * @param transmissions the streams and the radar waveform, each on its beam
 * @returns M arrays of shape [L], one an antenna
 * @throws {RangeError} where there is nothing to transmit, or a number is not
 *   finite
 * @throws {TypeError} where a transmission is not one, or the shapes differ
 */
export function transmitSignal(
  transmissions: readonly Transmission[],
): ComplexArray[] {
  const action = "transmit";
  requireArray(action, { transmissions });
  const count = transmissions.length;
  requireInteger(action, { "the number of transmissions": count }, 1);
  for (const transmission of transmissions) {
    requireObject(action, { "each transmission": transmission });
    const { beam } = transmission;
    requireComplexArray(action, "each beam", beam);
    const numAntennas = transmissions[0].beam.re.length;
    if (beam.re.length === numAntennas) continue;
    const rule = `have the length of the first, ${numAntennas}`;
    throw shapeError(action, "each beam", rule, beam.re.length);
  }
  return Array.from(transmissions[0].beam.re, (_, antenna) =>
    transmissions
      .map(({ beam, waveform }) => {
        const weight = { re: beam.re[antenna], im: beam.im[antenna] };
        return scale(waveform, weight);
      })
      .reduce(add));
}

/** The way of an echo from the transmitter over the target to a receiver. */
export interface EchoPath {
  /** gamma_n. */
  readonly reflection: Complex;
  /** a(phi_n), shape [M]. */
  readonly receiveSteering: ComplexArray;
  /** a(phi_0), shape [M]. */
  readonly transmitSteering: ComplexArray;
  /** tau_n in samples, a whole number of at least 0. */
  readonly delaySamples: number;
}

/**
 * The signal at a receiver, y_n(t) = gamma_n a(phi_n) a^T(phi_0) x(t - tau_n) +
 * noise (paper A, eqs. (2) and (4)).
 *
 * @param signal x, M arrays of shape [L]
 * @param path the way of the echo
 * @param noisePower sigma^2 of each antenna and sample, before any filter
 * @param rng the stream that the noise is drawn from
 * @returns y_n, M arrays of shape [L]
 * @throws {RangeError} where an argument breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 */
export function receiveEcho(
  signal: readonly ComplexArray[],
  path: EchoPath,
  noisePower: number,
  rng: RandomStream,
): ComplexArray[] {
  const action = "receive an echo";
  requireArray(action, { signal });
  requireInteger(action, { "the number of antennas": signal.length }, 1);
  requireEchoPath(action, path);
  const { transmitSteering, receiveSteering, reflection } = path;
  requireNonNegative(action, { noisePower });
  if (signal.length !== transmitSteering.re.length) {
    const rule =
      `have an array for each of the ${transmitSteering.re.length} ` +
      "elements of the transmit steering vector";
    throw shapeError(action, "signal", rule, signal.length);
  }
  const { re, im } = transmitSteering;
  const towardsTarget = Array.from(
    signal,
    (samples, m) => scale(samples, { re: re[m], im: im[m] }),
  ).reduce(add);
  const echo = scale(delay(towardsTarget, path.delaySamples), reflection);
  return Array.from(receiveSteering.re, (re, m) =>
    add(
      scale(echo, { re, im: receiveSteering.im[m] }),
      sampleComplexGaussian(echo.re.length, noisePower, rng),
    ));
}

/**
 * The output of the matched filter at a delay, (1/L) sum_t y_n(t)
 * s_r^*(t - tau) (paper A, eq. (5)). For a waveform of power 1 and streams
 * orthogonal to it, at the true delay, it is gamma_n H_n w plus noise of power
 * sigma^2 / L: the filter lowers the noise by the number of samples.
 *
 * @param echo y_n, M arrays of shape [L]
 * @param waveform s_r, shape [L]
 * @param delaySamples tau, a whole number of samples
 * @returns the snapshot, shape [M]
 * @throws {RangeError} where the waveform is empty, the delay is not a whole
 *   number, or a product is not finite
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 */
export function matchedFilter(
  echo: readonly ComplexArray[],
  waveform: ComplexArray,
  delaySamples: number,
): ComplexArray {
  requireArray("filter an echo", { echo });
  const delayed = delay(waveform, delaySamples);
  const numSamples = waveform.re.length;
  const snapshot = complexZeros(echo.length);
  for (const [m, samples] of echo.entries()) {
    const { re, im } = innerProduct(delayed, samples);
    snapshot.re[m] = re / numSamples;
    snapshot.im[m] = im / numSamples;
  }
  return snapshot;
}

function requireEchoPath(action: string, path: EchoPath): void {
  requireObject(action, { path });
  requireComplexArray(action, "transmitSteering", path.transmitSteering);
  requireComplexArray(action, "receiveSteering", path.receiveSteering);
  requireComplex(action, "the reflection", path.reflection);
}

/** The block rotated: what left at sample t arrives at t + delay. */
function delay(samples: ComplexArray, delaySamples: number): ComplexArray {
  const action = "delay a waveform";
  requireComplexArray(action, "the waveform", samples);
  const numSamples = samples.re.length;
  requireInteger(action, { "the number of samples": numSamples }, 1);
  requireInteger(action, { delaySamples }, 0);
  const shift = delaySamples % numSamples;
  const delayed = complexZeros(numSamples);
  for (let t = 0; t < numSamples; t++) {
    const arrival = (t + shift) % numSamples;
    delayed.re[arrival] = samples.re[t];
    delayed.im[arrival] = samples.im[t];
  }
  return delayed;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
