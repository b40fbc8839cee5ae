/**
 * What a base station reports of a target in a block (paper B, Sec. 2.2):
 * range and angle, the angle as its cosine u, which stays Gaussian where the
 * angle itself does not, along the array.
 *
 * @module
 */

import type { OfdmRadar } from "../channel/ofdm_radar.ts";
import { type BeamPair, beamSector } from "../channel/beam_pair.ts";

/** A measured range and angle. */
export interface Measurement {
  /** The range [m]. */
  readonly rangeM: number;
  /**
   * u = cos(theta). By its error it may lie a little outside of [-1, 1]. A
   * target and its mirror image in the array's axis have the same u.
   */
  readonly angleCosine: number;
  /** The standard deviation of the range [m]. */
  readonly rangeSigmaM: number;
  /** The standard deviation of the cosine. */
  readonly cosineSigma: number;
}

/** Where a target is looked for. */
export interface SearchArea {
  /** The largest range [m]; the smallest is 0. */
  readonly maxRangeM: number;
  /**
   * How far beyond the middles of the outermost beams, in beam spacings 2/B;
   * a target farther out is one that the beams missed.
   */
  readonly sectorMarginBeams: number;
}

/**
 * The standard deviation of a cosine that is known to lie in the beams' sector,
 * from the information on it: none leaves that of a uniform distribution.
 */
export function cosineSigmaInSector(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  { sectorMarginBeams }: SearchArea,
  cosineInformation: number,
): number {
  const { halfWidth } = beamSector(pairs, radar.numBeams, sectorMarginBeams);
  return Math.min(1 / Math.sqrt(cosineInformation), halfWidth / Math.sqrt(3));
}
