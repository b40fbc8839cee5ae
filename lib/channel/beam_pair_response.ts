/**
 * What a target in a direction returns over a beam pair (paper B, Sec. 2.1):
 * g(u) = (f^H a_R(u)) (a_T^H(u) w) for the steering vectors
 * a(u) = [1, e^{j pi u}, ..., e^{j pi (N-1) u}]^T, u = cos(theta), and the
 * unit-norm beams w = a_T(u_w) / sqrt(N_T), f = a_R(u_f) / sqrt(N_R).
 *
 * Both factors are Dirichlet kernels: up to a phase,
 *
 *     a^H(u) w = sin(pi N x / 2) / (sqrt(N) sin(pi x / 2)),   x = u - u_w.
 *
 * The phase is the same for all directions but for one common to all pairs,
 * which the unknown gain alpha takes in. So the responses of K pairs are K real
 * functions of u, and all that they say of the angle is in those.
 *
 * @module
 */

import { requireWithin } from "../core/check.ts";
import type { Complex } from "../core/complex_array.ts";
import {
  beamCosine,
  type BeamPair,
  MAX_BEAM_PAIRS,
  requireBeamPairs,
} from "./beam_pair.ts";
import { type OfdmRadar, requireOfdmRadar } from "./ofdm_radar.ts";

/** Beyond this too few digits of the last element's phase would be left. */
const MAX_COSINE = 1e6;

/** An amplitude and how it changes with the cosine. */
export interface BeamAmplitude {
  /** The amplitude. */
  readonly value: number;
  /** Its derivative by u. */
  readonly slope: number;
}

/** Sums over beam pairs, of which the bounds are made. */
export interface BeamPairMoments {
  /** G, the sum of r_k^2. */
  readonly power: number;
  /** The sum of r_k r'_k, half the derivative of G. */
  readonly crossPower: number;
  /** The sum of r'_k^2. */
  readonly slopePower: number;
}

/**
 * The amplitude of a unit-norm beam, sin(pi N x / 2) / (sqrt(N) sin(pi x / 2)):
 * sqrt(N) at its peak.
 *
 * @param numAntennas the number of elements N, at least 2
 * @param cosineOffset x, the direction's cosine less the beam's
 */
export function beamAmplitude(
  numAntennas: number,
  cosineOffset: number,
): BeamAmplitude {
  // The kernel has period 2 up to its sign, which N - 1 turns may flip.
  const numPeriods = Math.round(cosineOffset / 2);
  const half = Math.PI * (cosineOffset / 2 - numPeriods);
  const isFlipped = ((numAntennas - 1) * numPeriods) % 2 !== 0;
  const scale = (isFlipped ? -1 : 1) / Math.sqrt(numAntennas);
  const n2 = numAntennas * numAntennas;
  if (Math.abs(numAntennas * half) < 1e-3) {
    // So close to the peak the quotient loses its digits; the series does not.
    const square = half * half;
    const quartic = (3 * n2 * n2 - 10 * n2 + 7) / 360;
    return {
      value: scale * numAntennas *
        (1 - (n2 - 1) / 6 * square + quartic * square * square),
      slope: scale * numAntennas * Math.PI / 2 * half *
        (-(n2 - 1) / 3 + 4 * quartic * square),
    };
  }
  const sine = Math.sin(half);
  const cosine = Math.cos(half);
  // e^{j N half} by squaring, which costs less than two trigonometric calls.
  let [re, im] = [1, 0];
  let [powerRe, powerIm] = [cosine, sine];
  for (let bits = numAntennas; bits > 0; bits >>= 1) {
    if (bits % 2 === 1) {
      const product = re * powerRe - im * powerIm;
      im = re * powerIm + im * powerRe;
      re = product;
    }
    const square = powerRe * powerRe - powerIm * powerIm;
    powerIm *= 2 * powerRe;
    powerRe = square;
  }
  const ratio = im / sine;
  const slope = (numAntennas * re - ratio * cosine) / sine;
  return { value: scale * ratio, slope: scale * Math.PI / 2 * slope };
}

/**
 * The response of a beam pair without its phase: r(u), with g(u) equal to
 * r(u) times a phase.
 */
export function beamPairAmplitude(
  radar: OfdmRadar,
  { transmitBeam, receiveBeam }: BeamPair,
  angleCosine: number,
): BeamAmplitude {
  const { numBeams } = radar;
  const transmit = beamAmplitude(
    radar.numTransmitAntennas,
    angleCosine - beamCosine(transmitBeam, numBeams),
  );
  const receive = beamAmplitude(
    radar.numReceiveAntennas,
    angleCosine - beamCosine(receiveBeam, numBeams),
  );
  return {
    value: transmit.value * receive.value,
    slope: transmit.value * receive.slope + transmit.slope * receive.value,
  };
}

/**
 * The phase of a pair's response that is the same for all directions [rad]:
 * g(u) = r(u) exp(j (phase + pi (N_R - N_T) u / 2)).
 */
export function beamPairPhaseRad(
  radar: OfdmRadar,
  { transmitBeam, receiveBeam }: BeamPair,
): number {
  const { numTransmitAntennas, numReceiveAntennas, numBeams } = radar;
  return Math.PI / 2 *
    ((numTransmitAntennas - 1) * beamCosine(transmitBeam, numBeams) -
      (numReceiveAntennas - 1) * beamCosine(receiveBeam, numBeams));
}

/**
 * The response g(u) of a beam pair, phase included.
 *
 * @param radar the base station's radar
 * @param pair the beam pair
 * @param angleCosine u = cos(theta), usually in [-1, 1]
 * @returns g(u); |g|^2 is N_T N_R where both beams point at u
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function beamPairResponse(
  radar: OfdmRadar,
  pair: BeamPair,
  angleCosine: number,
): Complex {
  const action = "compute a beam pair's response";
  requireOfdmRadar(action, radar);
  requireBeamPairs(action, [pair], radar.numBeams);
  requireWithin(action, { angleCosine }, -MAX_COSINE, MAX_COSINE);
  const { numTransmitAntennas, numReceiveAntennas } = radar;
  const { value } = beamPairAmplitude(radar, pair, angleCosine);
  const phaseRad = beamPairPhaseRad(radar, pair) +
    Math.PI / 2 * (numReceiveAntennas - numTransmitAntennas) * angleCosine;
  return { re: value * Math.cos(phaseRad), im: value * Math.sin(phaseRad) };
}

/**
 * The sums over beam pairs of their squared amplitudes, of those times their
 * slopes, and of their squared slopes.
 *
 * @param radar the base station's radar
 * @param pairs the beam pairs, shape [K]
 * @param angleCosine u = cos(theta), usually in [-1, 1]
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function beamPairMoments(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  angleCosine: number,
): BeamPairMoments {
  const action = "add up beam pairs";
  requireOfdmRadar(action, radar);
  requireBeamPairs(action, pairs, radar.numBeams);
  if (
    !(Number.isFinite(angleCosine) && Math.abs(angleCosine) <= MAX_COSINE)
  ) {
    requireWithin(action, { angleCosine }, -MAX_COSINE, MAX_COSINE);
  }
  const { numBeams, numTransmitAntennas, numReceiveAntennas } = radar;
  const transmitBeams = SCRATCH[0];
  const receiveBeams = SCRATCH[
    numReceiveAntennas === numTransmitAntennas ? 0 : 1
  ];
  transmitBeams.count = 0;
  receiveBeams.count = 0;
  let power = 0;
  let crossPower = 0;
  let slopePower = 0;
  for (let k = 0; k < pairs.length; k++) {
    const { transmitBeam, receiveBeam } = pairs[k];
    const t = transmitBeams.find(transmitBeam) ??
      transmitBeams.add(
        transmitBeam,
        numTransmitAntennas,
        angleCosine - beamCosine(transmitBeam, numBeams),
      );
    const r = receiveBeams.find(receiveBeam) ??
      receiveBeams.add(
        receiveBeam,
        numReceiveAntennas,
        angleCosine - beamCosine(receiveBeam, numBeams),
      );
    const value = transmitBeams.value[t] * receiveBeams.value[r];
    const slope = transmitBeams.value[t] * receiveBeams.slope[r] +
      transmitBeams.slope[t] * receiveBeams.value[r];
    power += value * value;
    crossPower += value * slope;
    slopePower += slope * slope;
  }
  return { power, crossPower, slopePower };
}

/** Pairs share their beams: each beam's amplitude is computed once a call. */
class BeamScratch {
  count = 0;
  readonly #beam = new Int32Array(2 * MAX_BEAM_PAIRS);
  readonly value = new Float64Array(2 * MAX_BEAM_PAIRS);
  readonly slope = new Float64Array(2 * MAX_BEAM_PAIRS);

  find(beam: number): number | undefined {
    for (let i = 0; i < this.count; i++) {
      if (this.#beam[i] === beam) return i;
    }
    return undefined;
  }

  add(beam: number, numAntennas: number, offset: number): number {
    const { value, slope } = beamAmplitude(numAntennas, offset);
    this.#beam[this.count] = beam;
    this.value[this.count] = value;
    this.slope[this.count] = slope;
    return this.count++;
  }
}

/** Reused by every call, for one array and, where it differs, for the other. */
const SCRATCH = [new BeamScratch(), new BeamScratch()];
