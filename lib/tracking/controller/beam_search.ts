/**
 * Benchmark III's search over beams (paper B, Sec. 4): of each link the beams
 * with which it is expected to leave the least squared error. With the best
 * association of the table that these give, all is searched that there is: an
 * association's cost is a sum over targets, so that the exact solver names the
 * same as going through all of them.
 *
 * A link's beams are chosen as if it were the target's only one. They are sets
 * as the head names them: so many transmit beams, each with each of as many
 * receive beams.
 *
 * @module
 */

import type { BeamPair } from "../../channel/beam_pair.ts";
import { requireInteger } from "../../core/check.ts";
import { range } from "../../core/range.ts";
import { measurementQuality } from "../../estimation/measurement_surrogate.ts";
import { solveAssociation } from "../association/exact.ts";
import {
  type BeamPicker,
  cosineAt,
  createTrackingNetwork,
  nearestBeams,
  openLinkTable,
  rateLinksInto,
  type TrackingNetwork,
} from "../link_table.ts";
import { positionInformation, rangeTo } from "../measurement.ts";
import type { PositionBelief } from "../position_belief.ts";
import type { TrackingScenario } from "../scenario.ts";
import {
  fillAssociationInto,
  openAssociationTable,
} from "../track_association.ts";
import { nearestBeam } from "./beam_head.ts";

/** What is searched. */
export interface BeamSearchSettings {
  /** How many beams about the predicted direction are candidates a side. */
  readonly numCandidates: number;
  /**
   * Where the target may be: "mean" takes its predicted place for certain;
   * "spread" three directions that stand for the prediction's variance, and a
   * direction outside of the beams' sector tells nothing.
   */
  readonly belief: "mean" | "spread";
}

/** Four candidates a side, so 36 sets a link, over the prediction's spread. */
export const BEAM_SEARCH_SETTINGS: BeamSearchSettings = {
  numCandidates: 4,
  belief: "spread",
};

/** Gauss and Hermite's three points, in deviations, and their weights. */
const SPREAD = [[0, 2 / 3], [Math.sqrt(3), 1 / 6], [-Math.sqrt(3), 1 / 6]];
const MEAN = [[0, 1]];

/**
 * Picks the beams with the least expected squared error of the link alone,
 * tr [(P^-1 + E[P_D J])^-1]; of equals those nearest to the predicted direction.
 *
 * @param scenario the setting
 * @param settings the candidates
 * @throws {RangeError} where there are fewer candidates than beams a side
 */
export function searchedBeams(
  scenario: TrackingScenario,
  settings: BeamSearchSettings = BEAM_SEARCH_SETTINGS,
): BeamPicker {
  const { numBeams, beamsPerSide } = scenario;
  const { numCandidates, belief } = settings;
  const action = "search beams";
  requireInteger(action, { numCandidates }, beamsPerSide, numBeams);
  const network = createTrackingNetwork(scenario);
  const nearest = nearestBeams(scenario);
  const choices = subsetsOf(numCandidates, beamsPerSide);
  const points = belief === "spread" ? SPREAD : MEAN;
  return (station, place) => {
    const first = firstCandidate(scenario, station, place, numCandidates);
    let best = nearest(station, place);
    let least = traceWith(network, station, place, best, points);
    for (const transmit of choices) {
      for (const receive of choices) {
        const pairs = transmit.flatMap((t) =>
          receive.map((r): BeamPair => ({
            transmitBeam: first + t,
            receiveBeam: first + r,
          }))
        );
        const trace = traceWith(network, station, place, pairs, points);
        if (trace < least * (1 - 1e-9)) {
          least = trace;
          best = pairs;
        }
      }
    }
    return best;
  };
}

/** The first of so many beams about a direction that stay in the codebook. */
function firstCandidate(
  scenario: TrackingScenario,
  station: number,
  place: PositionBelief,
  numCandidates: number,
): number {
  const cosine = cosineAt(scenario.baseStations[station], place);
  const beam = nearestBeam(scenario, station, place);
  const isAbove = cosine > -1 + (2 * beam + 1) / scenario.numBeams;
  const before = Math.floor((numCandidates - (isAbove ? 1 : 0)) / 2);
  const last = scenario.numBeams - numCandidates;
  return Math.max(0, Math.min(last, beam - before));
}

/** What the target is expected to be left with after this link alone [m^2]. */
function traceWith(
  { scenario, radar, surrogate }: TrackingNetwork,
  station: number,
  place: PositionBelief,
  pairs: readonly BeamPair[],
  points: readonly (readonly number[])[],
): number {
  const from = scenario.baseStations[station];
  const rangeM = rangeTo(from, place);
  const { varianceXM2, covarianceXYM2, varianceYM2 } = place;
  const determinant = varianceXM2 * varianceYM2 - covarianceXYM2 ** 2;
  let xx = varianceYM2 / determinant;
  let xy = -covarianceXYM2 / determinant;
  let yy = varianceXM2 / determinant;
  const east = (place.xM - from.xM) / rangeM;
  const north = (place.yM - from.yM) / rangeM;
  // u changes by -north / d with a step across the line of sight.
  const acrossM2 = north * north * varianceXM2 -
    2 * east * north * covarianceXYM2 + east * east * varianceYM2;
  const cosineSigma = Math.abs(north) * Math.sqrt(acrossM2) / rangeM;
  for (const [deviations, weight] of points) {
    const angleCosine = east + deviations * cosineSigma;
    const quality = measurementQuality(radar, pairs, {
      rangeM: Math.max(rangeM, scenario.stationClearanceM),
      angleCosine: Math.max(-1, Math.min(1, angleCosine)),
      crossSectionM2: scenario.radarCrossSectionM2,
    }, surrogate);
    if (!quality.isInSector) continue;
    const share = weight * quality.detectionProbability;
    const told = positionInformation(from, place, quality);
    xx += share * told.xx;
    xy += share * told.xy;
    yy += share * told.yy;
  }
  return (xx + yy) / (xx * yy - xy * xy);
}

/** All sets of so many of the first numbers, ascending. */
function subsetsOf(count: number, size: number): number[][] {
  if (size === 0) return [[]];
  return range(size - 1, count).flatMap((last) =>
    subsetsOf(last, size - 1).map((rest) => [...rest, last])
  );
}

/**
 * The least expected squared error of a block with some beams: that of the best
 * association of the table that they give [m^2].
 *
 * @param scenario the setting
 * @param beams picks the beams
 * @param predicted the predictions, shape [I]
 */
export function leastCostWith(
  scenario: TrackingScenario,
  beams: BeamPicker,
  predicted: readonly PositionBelief[],
): number {
  const network = createTrackingNetwork(scenario, beams);
  const links = openLinkTable(scenario, predicted.length);
  const { numChains } = scenario;
  const numTargets = predicted.length;
  const table = openAssociationTable(
    scenario,
    numTargets,
    numChains,
    "at most",
  );
  rateLinksInto(links, network, predicted);
  fillAssociationInto(table, scenario, links, predicted, "track");
  return solveAssociation(table.problem).totalCost;
}
