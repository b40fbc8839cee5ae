/**
 * Echoes of one target for the tests of its estimators.
 *
 * @module
 */

import type { ComplexArray } from "../../lib/core/complex_array.ts";
import type { RandomStream } from "../../lib/core/random_stream.ts";
import type { BeamPair } from "../../lib/channel/beam_pair.ts";
import { receiveEchoes, sampleEchoGain } from "../../lib/channel/ofdm_echo.ts";
import type { OfdmRadar } from "../../lib/channel/ofdm_radar.ts";
import {
  sampleTransmission,
  selectStream,
} from "../../lib/channel/ofdm_transmission.ts";

/** The area that the tests search: 330 m, 1.25 spacings from 2 beams' middle. */
export const AREA = { maxRangeM: 330, sectorMarginBeams: 0.75 };

/** The echo of a target of 1 m^2, alone, without its symbols: shape [K L]. */
export function sampleEcho(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  target: {
    readonly rangeM: number;
    readonly angleCosine: number;
    readonly radialSpeedMps?: number;
  },
  rng: RandomStream,
): ComplexArray {
  const transmission = sampleTransmission(radar, [pairs], rng);
  const gain = sampleEchoGain(radar, target.rangeM, 1, rng);
  const echoing = { radialSpeedMps: 0, ...target, gain };
  const received = receiveEchoes(radar, transmission, [echoing], rng);
  return selectStream(radar, transmission, received, 0);
}

/** Noise without an echo, shape [K L]. */
export function sampleSilence(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  rng: RandomStream,
): ComplexArray {
  const transmission = sampleTransmission(radar, [pairs], rng);
  const received = receiveEchoes(radar, transmission, [], rng);
  return selectStream(radar, transmission, received, 0);
}

/** The root of the mean square. */
export function rootMeanSquare(values: readonly number[]): number {
  return Math.hypot(...values) / Math.sqrt(values.length);
}
