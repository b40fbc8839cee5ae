/**
 * From waveforms to a snapshot (paper A, eqs. (1) to (5)), sample by sample:
 * what the matched filter leaves of the echo, of the communication streams and
 * of the noise.
 *
 * @module
 */

import {
  add,
  type Complex,
  type ComplexArray,
  scale,
  squaredNorm,
} from "../core/complex_array.ts";
import { range } from "../core/range.ts";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import { bistaticResponse } from "../channel/bistatic_response.ts";
import { beamformingVector } from "../channel/codebook.ts";
import {
  type EchoPath,
  makeOrthogonal,
  matchedFilter,
  receiveEcho,
  sampleDataStream,
  transmitSignal,
  zadoffChuSequence,
} from "../channel/matched_filter.ts";
import { steeringVectorOfSine } from "../channel/steering_vector.ts";
import type { Experiment } from "./experiment.ts";

/** The length of a block and what is assumed of the communication streams. */
export type MatchedFilterCondition = {
  /** The number of samples L of a block: bandwidth times duration. */
  readonly numSamples: number;
  /** Orthogonal to the radar waveform, as below eq. (5), or merely random. */
  readonly streams: "orthogonal" | "random";
};

/** What comes out of the filter. */
export type MatchedFilterResult = {
  /** Noise power after the filter over that before it. */
  readonly noiseRatio: number;
  /** Power of what the streams leave over the power of the echo. */
  readonly leakageRatio: number;
  /** |output|, relative to the noise-free peak, delay by delay. */
  readonly profile: readonly number[];
};

/** The block length whose output is stored delay by delay. */
export const PROFILE_LENGTH = 127;

/** The true delay of the echo [samples]. */
export const TRUE_DELAY_SAMPLES = 40;

const NUM_ANTENNAS = 16;
const NUM_STREAMS = 4;
/** Per antenna and sample, against an echo of power 1 a sample at its peak. */
const NOISE_POWER = 4;

/** The matched filter at waveform level. */
export const matchedFilterPath: Experiment<
  MatchedFilterCondition,
  { readonly numBlocks: number },
  MatchedFilterResult
> = {
  id: "beam_matched_filter",
  title: "From waveforms to a snapshot: the matched filter",
  source: "paper A, Sec. II-A, eqs. (1) to (5)",
  revision: 1,
  conditions: [31, 127, 509, 2039].flatMap((numSamples) => [
    { numSamples, streams: "orthogonal" as const },
    { numSamples, streams: "random" as const },
  ]),
  seeds: range(1, 11),
  budgets: { smoke: { numBlocks: 5 }, paper: { numBlocks: 40 } },
  measure({ numSamples, streams }, { numBlocks }, open) {
    const waveform = zadoffChuSequence(numSamples);
    const beam = beamformingVector(NUM_ANTENNAS, BEAM_SINE);
    const radar = { beam, waveform };
    const expected = scale(
      bistaticResponse(PATH.receiveSteering, PATH.transmitSteering, beam),
      PATH.reflection,
    );
    const dataRng = open("data");
    const noiseRng = open("noise");
    const [silent, loud] = [0, 1].map((amplitude) => ({
      ...PATH,
      reflection: scaleComplex(PATH.reflection, amplitude),
    }));
    let noisePower = 0;
    let leakage = 0;
    let profile: number[] = [];
    for (let block = 0; block < numBlocks; block++) {
      const data = sampleStreams(numSamples, streams, waveform, dataRng);
      const signal = transmitSignal([...data, radar]);
      const filtered = (path: EchoPath, power: number, delaySamples: number) =>
        matchedFilter(
          receiveEcho(signal, path, power, noiseRng),
          waveform,
          delaySamples,
        );
      const delay = TRUE_DELAY_SAMPLES;
      noisePower += squaredNorm(filtered(silent, NOISE_POWER, delay));
      const error = add(
        filtered(loud, 0, delay),
        scale(expected, { re: -1, im: 0 }),
      );
      leakage += squaredNorm(error);
      if (block === 0 && numSamples === PROFILE_LENGTH) {
        profile = computeProfile(signal, waveform, expected, open);
      }
    }
    const energy = squaredNorm(expected);
    return {
      noiseRatio: noisePower / (numBlocks * NUM_ANTENNAS * NOISE_POWER),
      leakageRatio: leakage / (numBlocks * energy),
      profile,
    };
  },
};

const BEAM_SINE = 0.3;
const PATH: EchoPath = {
  reflection: { re: 0.8, im: 0.6 },
  receiveSteering: steeringVectorOfSine(NUM_ANTENNAS, -0.5),
  transmitSteering: steeringVectorOfSine(NUM_ANTENNAS, BEAM_SINE),
  delaySamples: TRUE_DELAY_SAMPLES,
};

/** Streams for users in other directions, on beams of the same power. */
function sampleStreams(
  numSamples: number,
  kind: MatchedFilterCondition["streams"],
  waveform: ComplexArray,
  rng: RandomStream,
) {
  return range(0, NUM_STREAMS).map((k) => {
    const stream = sampleDataStream(numSamples, rng);
    return {
      // Beams between the orthogonal ones, so that each reaches the target.
      beam: beamformingVector(NUM_ANTENNAS, BEAM_SINE + (2 * k + 3) / 16),
      waveform: kind === "orthogonal"
        ? makeOrthogonal(stream, waveform)
        : stream,
    };
  });
}

function computeProfile(
  signal: readonly ComplexArray[],
  waveform: ComplexArray,
  expected: ComplexArray,
  open: StreamOpener,
): number[] {
  const echo = receiveEcho(signal, PATH, NOISE_POWER, open("profile noise"));
  const peak = Math.sqrt(squaredNorm(expected));
  return range(0, waveform.re.length).map((delay) =>
    Math.sqrt(squaredNorm(matchedFilter(echo, waveform, delay))) / peak
  );
}

function scaleComplex({ re, im }: Complex, factor: number): Complex {
  return { re: re * factor, im: im * factor };
}
