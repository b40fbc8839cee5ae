/**
 * Range and angle of a target from the echo of its K beam pairs on L
 * sub-carriers, by the two classical methods that paper B names (Sec. 2.2):
 * maximum likelihood (Stoica and Sharman, 1990) and MUSIC (Schmidt, 1986).
 *
 * Both know the array only through cos(theta): a target and its mirror image in
 * the array's axis are one. Neither models the Doppler phase. It turns the
 * samples at right angles to the responses' slopes, so it moves the cosine only
 * in second order: for 0.105 rad a symbol and 2 x 2 beams by less than 1.5e-4
 * between the beams, and by less than 8e-4 up to 1.25 spacings from their
 * middle.
 *
 * @module
 */

import {
  requireInteger,
  requireNonNegative,
  requireObject,
  requirePositive,
  requireWithin,
  shapeError,
} from "../core/check.ts";
import {
  type ComplexArray,
  complexZeros,
  requireComplexArray,
  requireFiniteArray,
} from "../core/complex_array.ts";
import { type BeamPair, requireBeamPairs } from "../channel/beam_pair.ts";
import { beamPairPhaseRad } from "../channel/beam_pair_response.ts";
import {
  type OfdmRadar,
  rangePhasePerSubcarrier,
  requireOfdmRadar,
  unambiguousRangeM,
} from "../channel/ofdm_radar.ts";
import { rangeCurvature } from "./cramer_rao_bound.ts";
import {
  cosineSigmaInSector,
  type Measurement,
  type SearchArea,
} from "./measurement.ts";
import {
  evaluatePlace,
  type Looks,
  type Place,
  searchRangeAngle,
} from "./range_angle_search.ts";
import { dominantSubspace } from "./signal_subspace.ts";

/** An estimate, and how much of the noise's power it explains. */
export interface RangeAngleEstimate extends Measurement {
  /** Lambda, to be held against a detection threshold. */
  readonly statistic: number;
}

/**
 * The maximum-likelihood estimate of range and cosine: the highest point of the
 * periodogram over both, refined by Gauss-Newton steps.
 *
 * The standard deviations are the Cramer-Rao bounds at the energy that the
 * echo turned out to have.
 *
 * @param radar the base station's radar
 * @param pairs the beam pairs, one a symbol, shape [K]
 * @param echo the chain's samples without their symbols, shape [K L], as of
 *   `selectStream` or `separateEchoes`
 * @param area where to look; its range at most c / (2 Delta f)
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 */
export function estimateByMaximumLikelihood(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  echo: ComplexArray,
  area: SearchArea,
): RangeAngleEstimate {
  requireSearch("estimate by maximum likelihood", radar, pairs, echo, area);
  const looks = alignPairs(radar, pairs, echo);
  const place = searchRangeAngle(radar, pairs, looks, area);
  return describe(radar, pairs, area, place);
}

/**
 * The estimate of range and cosine by MUSIC with smoothing over the
 * sub-carriers: the place whose response is closest to the dominant subspace of
 * the covariance of shifted sub-arrays, forward and backward.
 *
 * The sub-arrays have two thirds of the band's width, and as few elements in it
 * as leave the area without ambiguity.
 *
 * @param radar the base station's radar
 * @param pairs the beam pairs, one a symbol, shape [K]
 * @param echo the chain's samples without their symbols, shape [K L]
 * @param area where to look; its range at most c / (2 Delta f)
 * @param numSources the dimension of the signal subspace, from 1 to 8
 * @throws {RangeError} where a value breaks its rule, or the sub-arrays hold
 *   more than 2^20 numbers together
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 */
export function estimateByMusic(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  echo: ComplexArray,
  area: SearchArea,
  numSources: number,
): RangeAngleEstimate {
  const action = "estimate by MUSIC";
  requireSearch(action, radar, pairs, echo, area);
  requireInteger(action, { numSources }, 1, 8);
  const looks = alignPairs(radar, pairs, echo);
  const stride = Math.max(
    1,
    Math.floor(unambiguousRangeM(radar) / (1.1 * area.maxRangeM)),
  );
  const subspace = dominantSubspace(
    looks,
    pairs.length,
    Math.min(stride, Math.ceil(radar.numSubcarriers / 8)),
    numSources,
  );
  const found = searchRangeAngle(radar, pairs, subspace, area);
  // What the place explains of the samples themselves is the test statistic.
  const place = evaluatePlace(radar, pairs, looks, area, found);
  return describe(radar, pairs, area, place);
}

/** The samples over the noise's amplitude, the pairs' own phases taken off. */
function alignPairs(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  echo: ComplexArray,
): Looks {
  const numElements = radar.numSubcarriers;
  const { re, im } = complexZeros(echo.re.length);
  const scale = 1 / Math.sqrt(radar.noisePowerMw);
  for (const [k, pair] of pairs.entries()) {
    const phaseRad = beamPairPhaseRad(radar, pair);
    const turnRe = scale * Math.cos(phaseRad);
    const turnIm = -scale * Math.sin(phaseRad);
    for (let i = k * numElements; i < (k + 1) * numElements; i++) {
      re[i] = echo.re[i] * turnRe - echo.im[i] * turnIm;
      im[i] = echo.re[i] * turnIm + echo.im[i] * turnRe;
    }
  }
  requireFiniteArray("compare an echo with the noise", "each sample", {
    re,
    im,
  });
  const phasePerMetreRad = rangePhasePerSubcarrier(radar);
  return { re, im, numLooks: 1, numElements, phasePerMetreRad };
}

function describe(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  area: SearchArea,
  { rangeM, angleCosine, power, cosineCurvature }: Place,
): RangeAngleEstimate {
  requireNonNegative("estimate a target", { "the statistic": power });
  const information = 2 * power * cosineCurvature;
  return {
    rangeM,
    angleCosine,
    rangeSigmaM: Math.min(
      1 / Math.sqrt(2 * power * rangeCurvature(radar)),
      area.maxRangeM / Math.sqrt(12),
    ),
    cosineSigma: cosineSigmaInSector(radar, pairs, area, information),
    statistic: power,
  };
}

function requireSearch(
  action: string,
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  echo: ComplexArray,
  area: SearchArea,
): void {
  requireOfdmRadar(action, radar);
  requireBeamPairs(action, pairs, radar.numBeams);
  requireComplexArray(action, "echo", echo);
  const numSamples = pairs.length * radar.numSubcarriers;
  if (echo.re.length !== numSamples) {
    const rule = `have ${numSamples} samples, pairs times sub-carriers`;
    throw shapeError(action, "echo", rule, echo.re.length);
  }
  requireArea(action, radar, area);
}

/** Throws unless the value is an area that the radar can search. */
export function requireArea(
  action: string,
  radar: OfdmRadar,
  area: SearchArea,
): void {
  requireObject(action, { area });
  const { maxRangeM, sectorMarginBeams } = area;
  requirePositive(action, { maxRangeM });
  requireWithin(action, { maxRangeM }, 0, unambiguousRangeM(radar));
  requireWithin(action, { sectorMarginBeams }, 0, radar.numBeams);
}
