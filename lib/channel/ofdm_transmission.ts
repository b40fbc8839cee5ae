/**
 * What a base station sends in a tracking phase, and how it takes its own
 * symbols off what it receives (paper B, Sec. 2.1).
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requireInteger,
  requireObject,
  shapeError,
} from "../core/check.ts";
import {
  type ComplexArray,
  complexZeros,
  MAX_ARRAY_LENGTH,
  requireComplexArray,
  requireFiniteArray,
} from "../core/complex_array.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import { type BeamPair, requireBeamPairs } from "./beam_pair.ts";
import { MAX_CHAINS, type OfdmRadar, requireOfdmRadar } from "./ofdm_radar.ts";

/** What a base station sends in a tracking phase. */
export interface OfdmTransmission {
  /** The beam pair of each chain in each symbol, shape [chains, K]. */
  readonly streams: readonly (readonly BeamPair[])[];
  /** The symbols s, each of modulus 1, shape [chains K L]. */
  readonly symbols: ComplexArray;
}

/**
 * Random data symbols of four phases for the chains that are in use.
 *
 * @param radar the base station's radar
 * @param streams the beam pair of each chain in each symbol, shape [chains, K],
 *   at most N_RF chains
 * @param rng the stream that the symbols are drawn from
 * @returns the beams with their symbols
 * @throws {RangeError} where there are more chains than the radar has, or a
 *   value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function sampleTransmission(
  radar: OfdmRadar,
  streams: readonly (readonly BeamPair[])[],
  rng: RandomStream,
): OfdmTransmission {
  const action = "sample a transmission";
  requireOfdmRadar(action, radar);
  requireStreams(action, radar, streams);
  requireStream(action, rng);
  const symbols = complexZeros(countSamples(radar, streams));
  for (let i = 0; i < symbols.re.length; i++) {
    // Two fair bits of one draw.
    const quarter = Math.floor(4 * rng.uniform());
    symbols.re[i] = quarter % 2 === 0 ? Math.SQRT1_2 : -Math.SQRT1_2;
    symbols.im[i] = quarter < 2 ? Math.SQRT1_2 : -Math.SQRT1_2;
  }
  return { streams, symbols };
}

/**
 * What one chain received with its own symbols taken off, v s^*: for a target
 * with gain alpha, sqrt(P) alpha g_k(u) e^{j 2 pi nu k T_0}
 * e^{-j 2 pi l Delta f tau} on symbol k and sub-carrier l, with noise of the
 * power that it had.
 *
 * @param radar the base station's radar
 * @param transmission what it sent
 * @param received v, shape [chains K L]
 * @param chain the chain's index, from 0
 * @returns the echo, shape [K L]
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 */
export function selectStream(
  radar: OfdmRadar,
  transmission: OfdmTransmission,
  received: ComplexArray,
  chain: number,
): ComplexArray {
  const action = "select a stream";
  requireOfdmRadar(action, radar);
  requireTransmission(action, radar, transmission);
  requireReceived(action, transmission, received);
  const { streams, symbols } = transmission;
  requireInteger(action, { chain }, 0, streams.length - 1);
  const length = symbols.re.length / streams.length;
  const start = chain * length;
  const echo = complexZeros(length);
  for (let i = 0; i < length; i++) {
    const [re, im] = [received.re[start + i], received.im[start + i]];
    const [sRe, sIm] = [symbols.re[start + i], symbols.im[start + i]];
    echo.re[i] = re * sRe + im * sIm;
    echo.im[i] = im * sRe - re * sIm;
  }
  requireFiniteArray(action, "each sample", echo);
  return echo;
}

function countSamples(
  { numSubcarriers }: OfdmRadar,
  streams: OfdmTransmission["streams"],
): number {
  return streams.length * streams[0].length * numSubcarriers;
}

function requireStreams(
  action: string,
  radar: OfdmRadar,
  streams: OfdmTransmission["streams"],
): void {
  requireArray(action, { streams });
  const most = Math.min(radar.numChains, MAX_CHAINS);
  requireInteger(action, { "the number of streams": streams.length }, 1, most);
  for (const pairs of streams) {
    requireBeamPairs(action, pairs, radar.numBeams);
    if (pairs.length !== streams[0].length) {
      const rule = `have a beam pair for each of the ${
        streams[0].length
      } symbols`;
      throw shapeError(action, "each stream", rule, pairs.length);
    }
  }
  const numSamples = countSamples(radar, streams);
  if (numSamples > MAX_ARRAY_LENGTH) {
    const rule = `at most ${MAX_ARRAY_LENGTH}`;
    throw rangeError(action, "the number of samples", rule, numSamples);
  }
}

/** Throws unless the value is what `sampleTransmission` gives for the radar. */
export function requireTransmission(
  action: string,
  radar: OfdmRadar,
  transmission: OfdmTransmission,
): void {
  requireObject(action, { transmission });
  const { streams, symbols } = transmission;
  requireStreams(action, radar, streams);
  requireComplexArray(action, "symbols", symbols);
  const numSamples = countSamples(radar, streams);
  if (symbols.re.length !== numSamples) {
    const rule = `be as many as the ${numSamples} samples of the streams`;
    throw shapeError(action, "symbols", rule, symbols.re.length);
  }
}

/** Throws unless the array has a sample for each of a transmission's. */
export function requireReceived(
  action: string,
  { symbols }: OfdmTransmission,
  received: ComplexArray,
): void {
  requireComplexArray(action, "received", received);
  if (received.re.length !== symbols.re.length) {
    const rule = `be as many as the ${symbols.re.length} symbols`;
    throw shapeError(action, "received", rule, received.re.length);
  }
}
