/**
 * The echoes of an OFDM signal on its own sub-carriers and symbols (paper B,
 * Sec. 2.1): the channel of eq. (1) and what the base station receives by
 * eq. (2), all targets' echoes at once.
 *
 * In symbol k each chain sends its symbols over one beam and listens over
 * another. The own symbols are known: `selectStream` takes them off again,
 * which leaves the echo of the chain's own beam and, noise-like, that of the
 * other chains' symbols.
 *
 * The phase of an echo turns by 2 pi nu T_0 a symbol, for nu = -2 v / lambda of
 * a target that recedes with v. Within a symbol the target counts as at rest,
 * as in eq. (1): for 28 GHz, 120 kHz and 10 m/s the sub-carriers that this
 * leaves out leak into each other 31 dB below the echo.
 *
 * @module
 */

import { requireArray, requireFinite } from "../core/check.ts";
import {
  type Complex,
  type ComplexArray,
  complexZeros,
  requireComplex,
  requireFiniteArray,
} from "../core/complex_array.ts";
import { choleskyFactor } from "../core/hermitian.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import { beamCosine, type BeamPair } from "./beam_pair.ts";
import { beamAmplitude } from "./beam_pair_response.ts";
import { sampleComplexGaussian } from "./noise.ts";
import {
  echoPowerGain,
  type OfdmRadar,
  rangePhasePerSubcarrier,
  requireOfdmRadar,
} from "./ofdm_radar.ts";
import {
  type OfdmTransmission,
  requireTransmission,
} from "./ofdm_transmission.ts";
import { requireSightLine, type SightLine } from "./sight_line.ts";

/** A target as one base station's signal sees it in one block. */
export interface EchoTarget extends SightLine {
  /** The complex channel gain alpha, in amplitude. */
  readonly gain: Complex;
}

/** Which of the chains' symbols an echo is made of: all, or those of others. */
export type EchoPart = "whole" | "of other chains";

/**
 * A complex channel gain of the power that the radar equation gives and a phase
 * that is uniform, as nobody knows a distance to a fraction of the wavelength.
 *
 * @param radar the base station's radar
 * @param rangeM the distance of the target [m], positive
 * @param crossSectionM2 the radar cross section [m^2], positive
 * @param rng the stream that the phase is drawn from
 * @returns alpha
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function sampleEchoGain(
  radar: OfdmRadar,
  rangeM: number,
  crossSectionM2: number,
  rng: RandomStream,
): Complex {
  const amplitude = Math.sqrt(echoPowerGain(radar, rangeM, crossSectionM2));
  requireStream("sample an echo's gain", rng);
  const phaseRad = 2 * Math.PI * rng.uniform();
  return {
    re: amplitude * Math.cos(phaseRad),
    im: amplitude * Math.sin(phaseRad),
  };
}

/**
 * What a base station receives of its transmission (paper B, eqs. (1) and (2)):
 * the echoes of all targets, and noise CN(0, sigma^2) at each antenna, which
 * chains that listen over the same beam have in common.
 *
 * Sub-carriers count from the middle of the band and symbols from 0, which only
 * turns the phase of alpha.
 *
 * @param radar the base station's radar
 * @param transmission what it sends
 * @param targets all targets that echo, also those of other base stations
 * @param rng the stream that the noise is drawn from
 * @returns v, shape [chains K L]
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 */
export function receiveEchoes(
  radar: OfdmRadar,
  transmission: OfdmTransmission,
  targets: readonly EchoTarget[],
  rng: RandomStream,
): ComplexArray {
  const action = "receive echoes";
  requireOfdmRadar(action, radar);
  requireTransmission(action, radar, transmission);
  requireArray(action, { targets });
  requireStream(action, rng);
  const received = sampleNoise(radar, transmission.streams, rng);
  for (let i = 0; i < targets.length; i++) {
    requireEchoTarget(action, targets[i]);
    addEchoInto(received, radar, transmission, targets[i], "whole");
  }
  requireFiniteArray(action, "each sample", received);
  return received;
}

/**
 * Adds the echo of one target to what is there: eq. (2) without its noise.
 *
 * @param out shape [chains K L]
 * @param part all of it, or what each chain hears of the other chains' symbols
 */
export function addEchoInto(
  out: ComplexArray,
  radar: OfdmRadar,
  { streams, symbols }: OfdmTransmission,
  target: EchoTarget,
  part: EchoPart,
): void {
  const { numSubcarriers } = radar;
  const numSymbols = streams[0].length;
  for (let k = 0; k < numSymbols; k++) {
    const atSymbol = symbolGain(radar, target, k);
    for (let n = 0; n < streams.length; n++) {
      const received = multiply(
        atSymbol,
        receiveGain(radar, streams[n][k], target),
      );
      for (let m = 0; m < streams.length; m++) {
        if (m === n && part !== "whole") continue;
        addDelayedInto(
          out,
          (n * numSymbols + k) * numSubcarriers,
          symbols,
          (m * numSymbols + k) * numSubcarriers,
          radar,
          target.rangeM,
          multiply(received, transmitGain(radar, streams[m][k], target)),
        );
      }
    }
  }
}

/** Adds L symbols times a gain, delayed by the way to a range and back. */
function addDelayedInto(
  out: ComplexArray,
  to: number,
  symbols: ComplexArray,
  from: number,
  radar: OfdmRadar,
  rangeM: number,
  gain: Complex,
): void {
  const { numSubcarriers } = radar;
  const turnRad = -rangePhasePerSubcarrier(radar) * rangeM;
  const turnRe = Math.cos(turnRad);
  const turnIm = Math.sin(turnRad);
  const firstRad = -turnRad * (numSubcarriers - 1) / 2;
  let { re, im } = multiply(gain, {
    re: Math.cos(firstRad),
    im: Math.sin(firstRad),
  });
  for (let l = 0; l < numSubcarriers; l++) {
    const sRe = symbols.re[from + l];
    const sIm = symbols.im[from + l];
    out.re[to + l] += re * sRe - im * sIm;
    out.im[to + l] += re * sIm + im * sRe;
    const nextRe = re * turnRe - im * turnIm;
    im = re * turnIm + im * turnRe;
    re = nextRe;
  }
}

/** sqrt(P) alpha e^{j 2 pi nu k T_0}. */
function symbolGain(
  radar: OfdmRadar,
  { gain, radialSpeedMps }: EchoTarget,
  symbol: number,
): Complex {
  const phaseRad = symbol * dopplerPhaseRad(radar, radialSpeedMps);
  const amplitude = Math.sqrt(radar.streamPowerMw);
  return multiply(gain, {
    re: amplitude * Math.cos(phaseRad),
    im: amplitude * Math.sin(phaseRad),
  });
}

/**
 * How far the phase of an echo turns from one symbol to the next,
 * 2 pi nu T_0 = -4 pi v T_0 / lambda [rad].
 *
 * @param radar the base station's radar
 * @param radialSpeedMps how fast the target recedes, v [m/s]
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where the radar is not an object
 */
export function dopplerPhaseRad(
  radar: OfdmRadar,
  radialSpeedMps: number,
): number {
  const action = "compute a Doppler phase";
  requireOfdmRadar(action, radar);
  requireFinite(action, { radialSpeedMps });
  const phaseRad = -4 * Math.PI * radialSpeedMps * radar.symbolDurationS /
    radar.wavelengthM;
  requireFinite(action, { "the phase": phaseRad });
  return phaseRad;
}

/** a_T^H(u) w. */
function transmitGain(
  { numTransmitAntennas, numBeams }: OfdmRadar,
  { transmitBeam }: BeamPair,
  { angleCosine }: EchoTarget,
): Complex {
  const offset = angleCosine - beamCosine(transmitBeam, numBeams);
  return arrayGain(numTransmitAntennas, offset, -1);
}

/** f^H a_R(u). */
function receiveGain(
  { numReceiveAntennas, numBeams }: OfdmRadar,
  { receiveBeam }: BeamPair,
  { angleCosine }: EchoTarget,
): Complex {
  const offset = angleCosine - beamCosine(receiveBeam, numBeams);
  return arrayGain(numReceiveAntennas, offset, 1);
}

/** The sum of e^{j sign pi n x} over the elements n, over sqrt(N). */
function arrayGain(numAntennas: number, offset: number, sign: number): Complex {
  const { value } = beamAmplitude(numAntennas, offset);
  const phaseRad = sign * Math.PI / 2 * (numAntennas - 1) * offset;
  return { re: value * Math.cos(phaseRad), im: value * Math.sin(phaseRad) };
}

function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** F^H n: white from sample to sample, but not from chain to chain. */
function sampleNoise(
  radar: OfdmRadar,
  streams: OfdmTransmission["streams"],
  rng: RandomStream,
): ComplexArray {
  const { numSubcarriers, noisePowerMw } = radar;
  const numChains = streams.length;
  const numSymbols = streams[0].length;
  const length = numChains * numSymbols * numSubcarriers;
  const noise = sampleComplexGaussian(length, noisePowerMw, rng);
  if (numChains === 1) return noise;
  const stride = numSymbols * numSubcarriers;
  for (let k = 0; k < numSymbols; k++) {
    const factor = choleskyFactor(
      receiveBeamProducts(radar, streams.map((pairs) => pairs[k].receiveBeam)),
      numChains,
    );
    const start = k * numSubcarriers;
    // From the last chain to the first, as each reads only those before it.
    for (let n = numChains - 1; n >= 0; n--) {
      for (let i = start; i < start + numSubcarriers; i++) {
        let re = 0;
        let im = 0;
        for (let m = 0; m <= n; m++) {
          const cRe = factor.re[n * numChains + m];
          const cIm = factor.im[n * numChains + m];
          const wRe = noise.re[m * stride + i];
          const wIm = noise.im[m * stride + i];
          re += cRe * wRe - cIm * wIm;
          im += cRe * wIm + cIm * wRe;
        }
        noise.re[n * stride + i] = re;
        noise.im[n * stride + i] = im;
      }
    }
  }
  return noise;
}

/** The matrix of f_n^H f_m: the chains' share in each other's noise. */
function receiveBeamProducts(
  { numReceiveAntennas, numBeams }: OfdmRadar,
  beams: readonly number[],
): ComplexArray {
  const products = complexZeros(beams.length * beams.length);
  for (const [n, beam] of beams.entries()) {
    for (const [m, other] of beams.entries()) {
      const offset = beamCosine(other, numBeams) - beamCosine(beam, numBeams);
      const { re, im } = arrayGain(numReceiveAntennas, offset, 1);
      const at = n * beams.length + m;
      products.re[at] = re / Math.sqrt(numReceiveAntennas);
      products.im[at] = im / Math.sqrt(numReceiveAntennas);
    }
  }
  return products;
}

function requireEchoTarget(action: string, target: EchoTarget): void {
  requireSightLine(action, target);
  requireComplex(action, "a target's gain", target.gain);
}
