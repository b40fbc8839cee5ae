/**
 * The Cramer-Rao bounds of range and angle from K beam pairs and L sub-carriers
 * (for the echoes of paper B, Sec. 2.1; the paper gives none).
 *
 * Sample (k, l) of the echo is alpha r_k(u) e^{-j kappa d l} for a complex gain
 * alpha that is unknown, real beam amplitudes r_k and kappa = 4 pi Delta f / c,
 * with l counted from the middle of the band. With rho = |alpha|^2 over the
 * noise power, the Fisher information that is left of the unknown gain is
 *
 *     range:   2 rho G kappa^2 sum_l l^2,             G = sum_k r_k^2,
 *     cosine:  2 rho L [sum_k r'_k^2 - (sum_k r_k r'_k)^2 / G],
 *
 * and nothing couples the two, because sum_l l = 0. Nor does an unknown Doppler
 * phase a symbol couple with the cosine, as it turns the samples by 90 degrees
 * to r'_k, which is real.
 *
 * The angle is in how the r_k change *against each other*. Beams that are tied,
 * each transmit beam with itself as receive beam, have r_k = D_k^2; in the
 * middle of a beam its own D has slope 0 and all other D are 0, so nothing
 * changes and the information on the angle is zero. A pair of two different
 * beams has D_1 D_2 there, which is 0 with a slope.
 *
 * @module
 */

import {
  requireFinite,
  requireNonNegative,
  requirePositive,
} from "../core/check.ts";
import type { BeamPair } from "../channel/beam_pair.ts";
import { beamPairMoments } from "../channel/beam_pair_response.ts";
import {
  type OfdmRadar,
  rangePhasePerSubcarrier,
  requireOfdmRadar,
} from "../channel/ofdm_radar.ts";

/** What an echo can tell, whatever is made of it. */
export interface EchoInformation {
  /** S = rho L G: the energy of the echo over the noise power. */
  readonly energy: number;
  /** The Fisher information on the range [1/m^2]. */
  readonly rangeInformation: number;
  /** The Fisher information on the cosine. */
  readonly cosineInformation: number;
}

/** The least standard deviations of unbiased estimates. */
export interface CramerRaoBound {
  /** That of the range [m]. */
  readonly rangeSigmaM: number;
  /** That of the cosine. */
  readonly cosineSigma: number;
}

/**
 * The energy of an echo over K beam pairs and L sub-carriers, and the Fisher
 * information on range and cosine that is left of the unknown gain.
 *
 * @param radar the base station's radar
 * @param pairs the beam pairs, shape [K]
 * @param angleCosine u = cos(theta) of the target, usually in [-1, 1]
 * @param gainPower |alpha|^2, as of `echoPowerGain`, at least 0
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function echoInformation(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  angleCosine: number,
  gainPower: number,
): EchoInformation {
  const action = "compute an echo's information";
  const { power, crossPower, slopePower } = beamPairMoments(
    radar,
    pairs,
    angleCosine,
  );
  if (!(Number.isFinite(gainPower) && gainPower >= 0)) {
    requireNonNegative(action, { gainPower });
  }
  const perPair = gainPower * radar.streamPowerMw / radar.noisePowerMw *
    radar.numSubcarriers;
  const energy = perPair * power;
  const common = power > 0 ? crossPower * crossPower / power : 0;
  const information = {
    energy,
    rangeInformation: 2 * energy * rangeCurvature(radar),
    cosineInformation: 2 * perPair * Math.max(0, slopePower - common),
  };
  if (!(information.rangeInformation + information.cosineInformation < 1e300)) {
    requireNonNegative(action, { ...information });
  }
  return information;
}

/**
 * The Cramer-Rao bounds of range and cosine; that of the angle itself is the
 * cosine's over sin(theta).
 *
 * @param radar the base station's radar
 * @param pairs the beam pairs, shape [K]
 * @param angleCosine u = cos(theta) of the target, usually in [-1, 1]
 * @param gainPower |alpha|^2, as of `echoPowerGain`, positive
 * @throws {RangeError} where the echo tells nothing of the range or the cosine,
 *   or a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function cramerRaoBound(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  angleCosine: number,
  gainPower: number,
): CramerRaoBound {
  const { rangeInformation, cosineInformation } = echoInformation(
    radar,
    pairs,
    angleCosine,
    gainPower,
  );
  requirePositive("bound the errors", { rangeInformation, cosineInformation });
  return {
    rangeSigmaM: 1 / Math.sqrt(rangeInformation),
    cosineSigma: 1 / Math.sqrt(cosineInformation),
  };
}

/**
 * How sharply a range can be told at unit energy [1/m^2]: the mean square of
 * the phase that a sub-carrier turns by for each metre, kappa^2 (L^2 - 1) / 12.
 *
 * @param radar the base station's radar
 * @throws {RangeError} where a constant breaks its rule
 * @throws {TypeError} where the radar is not an object
 */
export function rangeCurvature(radar: OfdmRadar): number {
  const action = "compute a range curvature";
  requireOfdmRadar(action, radar);
  const phaseRad = rangePhasePerSubcarrier(radar);
  const { numSubcarriers } = radar;
  const curvature = phaseRad * phaseRad *
    (numSubcarriers * numSubcarriers - 1) / 12;
  if (!(curvature < Infinity)) {
    requireFinite(action, { "the curvature": curvature });
  }
  return curvature;
}
