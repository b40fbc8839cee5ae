/**
 * What the two ways to pair beams leave of a target's angle, by the Cramer-Rao
 * bound.
 *
 * @module
 */

import {
  beamCosine,
  nearestBeamPairs,
  tiedBeamPairs,
} from "../channel/beam_pair.ts";
import { cramerRaoBound } from "../estimation/cramer_rao_bound.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import { createStationRadar } from "../tracking/station_radar.ts";

/**
 * The cosine's bound with tied pairs over that with as many crossed ones, for a
 * target near the middle of a beam near broadside.
 *
 * @param offsetBeams how far from the beam's middle [beam spacings]
 */
export function tiedOverCrossed(offsetBeams: number): number {
  const { numBeams, beamsPerSide } = TRACKING_SCENARIO;
  const radar = createStationRadar(TRACKING_SCENARIO);
  const cosine = beamCosine(numBeams / 2, numBeams) +
    2 * offsetBeams / numBeams;
  const [tied, crossed] = [
    tiedBeamPairs(cosine, numBeams, beamsPerSide ** 2),
    nearestBeamPairs(cosine, numBeams, beamsPerSide),
    // The ratio is the same whatever the echo's power.
  ].map((pairs) => cramerRaoBound(radar, pairs, cosine, 1).cosineSigma);
  return tied / crossed;
}
