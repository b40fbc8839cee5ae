/**
 * One target's echo out of many: what a base station receives, less the echoes
 * that it can predict of all other targets (an addition to paper B, whose
 * eq. (2) has all targets' echoes in every sample and whose Sec. 2.2 estimates
 * each target as if alone).
 *
 * Where each target is, is predicted within an error; how strong its echo is
 * only on average, as the phase of alpha is unknown. So each echo is a random
 * gain times a known response h, plus, to first order, two more random gains
 * times how h changes by one standard deviation in range and in cosine. All
 * gains together are estimated with the least mean square error (MMSE), the own
 * target's among them so that they don't claim its echo, and the others'
 * estimated echoes are subtracted.
 *
 * @module
 */

import {
  kindError,
  requireArray,
  requireAsMany,
  requireInteger,
  requireNonNegative,
} from "../core/check.ts";
import {
  type ComplexArray,
  complexZeros,
  requireFiniteArray,
} from "../core/complex_array.ts";
import { choleskyFactor, solveFactored } from "../core/hermitian.ts";
import { addEchoInto, type EchoPart } from "../channel/ofdm_echo.ts";
import { type OfdmRadar, requireOfdmRadar } from "../channel/ofdm_radar.ts";
import {
  type OfdmTransmission,
  requireReceived,
  requireTransmission,
  selectStream,
} from "../channel/ofdm_transmission.ts";
import { requireSightLine, type SightLine } from "../channel/sight_line.ts";

/** What is known of a target's echo before it is heard. */
export interface PredictedEcho extends SightLine {
  /** The expected |alpha|^2, as of `echoPowerGain`. */
  readonly gainPower: number;
  /** The standard deviation of the predicted range [m]; 0 where exact. */
  readonly rangeSigmaM: number;
  /** The standard deviation of the predicted cosine; 0 where exact. */
  readonly cosineSigma: number;
}

/** The most targets whose echoes are predicted. */
const MAX_PREDICTIONS = 128;

/** An echo weaker than this share of the noise would be estimated as nothing. */
const NEGLIGIBLE_ENERGY = 0.01;

/** One response with its random gain: a part of a target's echo. */
interface Component {
  readonly target: number;
  /** What all chains receive for a gain of one standard deviation. */
  readonly whole: ComplexArray;
  /** For a chain's own target: what it receives of other chains' symbols. */
  readonly foreign: ComplexArray | undefined;
}

/**
 * The echo of each chain's own target, with the predicted echoes of all other
 * targets subtracted, and what its own echoes of the other chains' symbols.
 *
 * @param radar the base station's radar
 * @param transmission what it sent
 * @param received v, shape [chains K L], as of `receiveEchoes`
 * @param predictions of all targets, at most 128
 * @param targets the prediction that each chain's beams follow, shape [chains]
 * @returns the echo for each chain without its symbols, each of shape [K L]
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 */
export function separateEchoes(
  radar: OfdmRadar,
  transmission: OfdmTransmission,
  received: ComplexArray,
  predictions: readonly PredictedEcho[],
  targets: readonly number[],
): ComplexArray[] {
  const action = "separate echoes";
  requireOfdmRadar(action, radar);
  requireTransmission(action, radar, transmission);
  requireReceived(action, transmission, received);
  requirePredictions(action, predictions);
  const { streams } = transmission;
  requireAsMany(action, { targets }, { streams });
  for (const target of targets) {
    requireInteger(action, { target }, 0, predictions.length - 1);
  }
  const components = predictions.flatMap((prediction, target) =>
    componentsOf(radar, transmission, prediction, target, targets)
  );
  const gains = estimateGains(radar, received, components);
  return targets.map((target, chain) => {
    const rest = {
      re: Float64Array.from(received.re),
      im: Float64Array.from(received.im),
    };
    for (const [c, component] of components.entries()) {
      const isOwn = component.target === target;
      const response = isOwn ? component.foreign! : component.whole;
      subtractInto(rest, response, gains.re[c], gains.im[c]);
    }
    return selectStream(radar, transmission, rest, chain);
  });
}

/** The response where it is predicted, and its change by the errors. */
function componentsOf(
  radar: OfdmRadar,
  transmission: OfdmTransmission,
  prediction: PredictedEcho,
  target: number,
  ownTargets: readonly number[],
): Component[] {
  const { rangeM, angleCosine, rangeSigmaM, cosineSigma } = prediction;
  const response = (
    part: EchoPart,
    terms: readonly (readonly [Partial<SightLine>, number])[],
  ) => {
    const sum = complexZeros(transmission.symbols.re.length);
    for (const [place, weight] of terms) {
      const re = weight * Math.sqrt(prediction.gainPower);
      const echo = { ...prediction, ...place, gain: { re, im: 0 } };
      addEchoInto(sum, radar, transmission, echo, part);
    }
    return sum;
  };
  const alternatives = [
    [[{}, 1]],
    [
      [{ rangeM: rangeM + rangeSigmaM }, 0.5],
      [{ rangeM: rangeM - rangeSigmaM }, -0.5],
    ],
    [
      [{ angleCosine: angleCosine + cosineSigma }, 0.5],
      [{ angleCosine: angleCosine - cosineSigma }, -0.5],
    ],
  ] as const;
  return alternatives.flatMap((terms) => {
    const whole = response("whole", terms);
    const isNegligible = energyOf(whole) <
      NEGLIGIBLE_ENERGY * radar.noisePowerMw;
    if (isNegligible) return [];
    const foreign = ownTargets.includes(target)
      ? response("of other chains", terms)
      : undefined;
    return [{ target, whole, foreign }];
  });
}

/** The gains' estimates of least mean square error, for gains of variance 1. */
function estimateGains(
  radar: OfdmRadar,
  received: ComplexArray,
  components: readonly Component[],
): ComplexArray {
  const count = components.length;
  if (count === 0) return complexZeros(0);
  const matrix = complexZeros(count * count);
  const right = complexZeros(count);
  for (let i = 0; i < count; i++) {
    const { whole } = components[i];
    for (let j = 0; j <= i; j++) {
      const { re, im } = product(whole, components[j].whole);
      matrix.re[i * count + j] = re;
      matrix.im[i * count + j] = im;
    }
    matrix.re[i * count + i] += radar.noisePowerMw;
    const { re, im } = product(whole, received);
    right.re[i] = re;
    right.im[i] = im;
  }
  requireFiniteArray("estimate echoes", "each product", matrix);
  requireFiniteArray("estimate echoes", "each product", right);
  return solveFactored(choleskyFactor(matrix, count), right);
}

/** a^H b. */
function product(
  a: ComplexArray,
  b: ComplexArray,
): { re: number; im: number } {
  let re = 0;
  let im = 0;
  for (let i = 0; i < a.re.length; i++) {
    re += a.re[i] * b.re[i] + a.im[i] * b.im[i];
    im += a.re[i] * b.im[i] - a.im[i] * b.re[i];
  }
  return { re, im };
}

function energyOf(array: ComplexArray): number {
  return product(array, array).re;
}

function subtractInto(
  out: ComplexArray,
  response: ComplexArray,
  gainRe: number,
  gainIm: number,
): void {
  for (let i = 0; i < out.re.length; i++) {
    out.re[i] -= gainRe * response.re[i] - gainIm * response.im[i];
    out.im[i] -= gainRe * response.im[i] + gainIm * response.re[i];
  }
}

function requirePredictions(
  action: string,
  predictions: readonly PredictedEcho[],
): void {
  requireArray(action, { predictions });
  requireInteger(
    action,
    { "the number of predictions": predictions.length },
    1,
    MAX_PREDICTIONS,
  );
  for (const prediction of predictions) {
    if (typeof prediction !== "object" || prediction === null) {
      throw kindError(action, "each prediction", "an object", prediction);
    }
    requireSightLine(action, prediction);
    const { gainPower, rangeSigmaM, cosineSigma } = prediction;
    requireNonNegative(action, { gainPower, rangeSigmaM, cosineSigma });
  }
}
