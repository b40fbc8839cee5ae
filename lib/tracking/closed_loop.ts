/**
 * The closed loop of paper B (Sec. 2.2), block by block: predict every track,
 * associate targets with stations, point beams where the targets are predicted,
 * measure, update. What a track gets to see depends on what it believed.
 *
 * Any filter goes with any association. All see the same episodes and starts;
 * where the same station measures the same target in the same block, also the
 * same noise.
 *
 * @module
 */

import { rangeError, requireInteger, shapeError } from "../core/check.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import { associationCost } from "./association/association_cost.ts";
import type { AssociationMethod } from "./association/method.ts";
import type {
  AssociationProblem,
  CapacityRule,
  CoverageRule,
} from "./association/problem.ts";
import { openBlockMeasurer } from "./block_measurement.ts";
import type { TrackFilter } from "./filters/track_filter.ts";
import {
  type BeamPicker,
  createTrackingNetwork,
  openLinkTable,
  rateLinksInto,
} from "./link_table.ts";
import { MEASUREMENT_LEVELS, type MeasurementLevel } from "./measured_block.ts";
import { positionInformation, type StationMeasurement } from "./measurement.ts";
import { MeasurementGate, type MissingRates } from "./missing_measurements.ts";
import { type Episode, positionOf, sampleEpisode } from "./motion.ts";
import type { PositionBelief } from "./position_belief.ts";
import type { TrackingScenario } from "./scenario.ts";
import {
  fillAssociationInto,
  openAssociationTable,
  PRIOR_COVARIANCES,
  type PriorCovariance,
} from "./track_association.ts";
import { beginTracks, type GroupFilter } from "./track_group.ts";
import { sampleTrackStarts, type TrackStart } from "./track_start.ts";

/** Who tracks, and how. */
export interface Tracker {
  /** The setting. */
  readonly scenario: TrackingScenario;
  /** How a target is followed, or all targets together. */
  readonly filter: TrackFilter | GroupFilter;
  /** How stations and targets are associated. */
  readonly association: AssociationMethod;
  /** What an association's cost takes for a track's covariance: its own. */
  readonly priorCovariance?: PriorCovariance;
  /** Whether every chain must be in use; "at most", unless given. */
  readonly capacityRule?: CapacityRule;
  /** Whether every target must have a station; "required", unless given. */
  readonly coverageRule?: CoverageRule;
  /**
   * Targets a station; its chains, unless given. More than its chains breaks
   * constraint (5c) and gives a bound.
   */
  readonly capacity?: number;
  /** An association is kept for so many blocks; 1, unless given. */
  readonly associationPeriodBlocks?: number;
  /** How the stations measure: the closed form, unless given. */
  readonly measurementLevel?: MeasurementLevel;
  /** How often measurements get lost on their way; never, unless given. */
  readonly missing?: MissingRates;
  /** Picks the beams of a link: those nearest to the prediction, unless given. */
  readonly beams?: BeamPicker;
}

/** What happened in a block; read within the call, as arrays are used again. */
export interface TrackedBlock {
  /** The truth. */
  readonly episode: Episode;
  /** Which block. */
  readonly block: number;
  /** The predictions, shape [I]. */
  readonly predicted: readonly PositionBelief[];
  /** The association as it was put. */
  readonly problem: AssociationProblem;
  /** The stations of each target, a bitmask each, shape [I]. */
  readonly subsets: readonly number[];
  /** The measurements of each target, shape [I]. */
  readonly measurements: readonly (readonly StationMeasurement[])[];
  /** The estimates, shape [I]. */
  readonly updated: readonly PositionBelief[];
}

/** What became of an episode. */
export interface TrackedEpisode {
  /** The truth. */
  readonly episode: Episode;
  /** The estimates after each block's measurements, shape [Q, I, 2] [m]. */
  readonly estimatesM: Float64Array;
  /** The stations of each target, a bitmask each, shape [Q, I]. */
  readonly subsets: Int32Array;
  /** The cost of each block's association, shape [Q] [m^2]. */
  readonly costsM2: Float64Array;
  /** How many measurements each target had, shape [Q, I]. */
  readonly numMeasured: Int32Array;
  /**
   * What they told of the true place, about x and x, x and y, y and y, shape
   * [Q, I, 3] [1/m^2].
   */
  readonly information: Float64Array;
}

/**
 * Draws an episode and tracks it.
 *
 * @param tracker who tracks
 * @param numTargets I, from 1 to M N_RF
 * @param open opens the episode's streams
 * @param observe is told of every block, where given
 * @throws {RangeError} where a setting breaks its rule, or an association names
 *   what the capacity forbids
 * @throws {TypeError} where an association names sets for other than I targets
 */
export function runClosedLoop(
  tracker: Tracker,
  numTargets: number,
  open: StreamOpener,
  observe?: (block: TrackedBlock) => void,
): TrackedEpisode {
  const episode = sampleEpisode(tracker.scenario, numTargets, open);
  const starts = sampleTrackStarts(tracker.scenario, episode, open);
  return trackEpisode(tracker, episode, starts, open, observe);
}

/**
 * Tracks the targets of an episode.
 *
 * @param tracker who tracks
 * @param episode the truth
 * @param starts what is known of the targets at the beginning, shape [I]
 * @param open opens the streams of noise, of the association and of filters
 * @param observe is told of every block, where given
 * @throws as `runClosedLoop`
 */
export function trackEpisode(
  tracker: Tracker,
  episode: Episode,
  starts: readonly TrackStart[],
  open: StreamOpener,
  observe?: (block: TrackedBlock) => void,
): TrackedEpisode {
  const action = "track an episode";
  requireTracker(action, tracker, episode, starts);
  const { scenario, filter, association } = tracker;
  const { numBlocks, numTargets } = episode;
  const network = createTrackingNetwork(scenario, tracker.beams);
  const links = openLinkTable(scenario, numTargets);
  const table = openAssociationTable(
    scenario,
    numTargets,
    tracker.capacity ?? scenario.numChains,
    tracker.capacityRule ?? "at most",
    tracker.coverageRule ?? "required",
  );
  const prior = tracker.priorCovariance ?? "track";
  const level = tracker.measurementLevel ?? "surrogate";
  const measure = openBlockMeasurer(network, level, episode, open);
  const { missing } = tracker;
  const gates = missing &&
    starts.map((_, target) =>
      new MeasurementGate(missing, open(`missing of target ${target}`))
    );
  const rng = open("association");
  const tracks = beginTracks(filter, starts, open);
  const tracked = openTrackedEpisode(episode);
  const { problem } = table;
  const period = tracker.associationPeriodBlocks ?? 1;
  let subsets: readonly number[] = [];
  for (let block = 0; block < numBlocks; block++) {
    if (block > 0) tracks.predict();
    const predicted = tracks.beliefs();
    rateLinksInto(links, network, predicted);
    fillAssociationInto(table, scenario, links, predicted, prior);
    if (block % period === 0) subsets = association.associate(problem, rng);
    tracked.costsM2[block] = associationCost(problem, subsets);
    const measured = { episode, block, predicted, subsets };
    const measurements = measure(measured)
      .map((ofTarget, target) => gates?.[target].pass(ofTarget) ?? ofTarget);
    tracks.update(measurements);
    const updated = tracks.beliefs();
    recordBlock(tracked, scenario, block, subsets, measurements, updated);
    observe?.({ ...measured, problem, measurements, updated });
  }
  return tracked;
}

/** Room for what becomes of an episode. */
function openTrackedEpisode(episode: Episode): TrackedEpisode {
  const count = episode.numBlocks * episode.numTargets;
  return {
    episode,
    estimatesM: new Float64Array(2 * count),
    subsets: new Int32Array(count),
    costsM2: new Float64Array(episode.numBlocks),
    numMeasured: new Int32Array(count),
    information: new Float64Array(3 * count),
  };
}

function recordBlock(
  { episode, estimatesM, subsets, numMeasured, information }: TrackedEpisode,
  { baseStations }: TrackingScenario,
  block: number,
  named: readonly number[],
  measurements: readonly (readonly StationMeasurement[])[],
  updated: readonly PositionBelief[],
): void {
  for (let target = 0; target < named.length; target++) {
    const at = block * named.length + target;
    const truth = positionOf(episode, block, target);
    estimatesM[2 * at] = updated[target].xM;
    estimatesM[2 * at + 1] = updated[target].yM;
    subsets[at] = named[target];
    numMeasured[at] = measurements[target].length;
    for (const measurement of measurements[target]) {
      const from = baseStations[measurement.station];
      const { xx, xy, yy } = positionInformation(from, truth, measurement);
      information[3 * at] += xx;
      information[3 * at + 1] += xy;
      information[3 * at + 2] += yy;
    }
  }
}

function requireTracker(
  action: string,
  {
    measurementLevel,
    priorCovariance,
    capacity,
    associationPeriodBlocks,
  }: Tracker,
  { numTargets }: Episode,
  starts: readonly TrackStart[],
): void {
  if (capacity !== undefined) requireInteger(action, { capacity }, 1);
  if (associationPeriodBlocks !== undefined) {
    requireInteger(action, { associationPeriodBlocks }, 1);
  }
  if (
    measurementLevel !== undefined &&
    !MEASUREMENT_LEVELS.includes(measurementLevel)
  ) {
    const rule = MEASUREMENT_LEVELS.join(" or ");
    throw rangeError(action, "measurementLevel", rule, measurementLevel);
  }
  if (
    priorCovariance !== undefined &&
    !PRIOR_COVARIANCES.includes(priorCovariance)
  ) {
    const rule = PRIOR_COVARIANCES.join(" or ");
    throw rangeError(action, "priorCovariance", rule, priorCovariance);
  }
  if (starts.length !== numTargets) {
    const rule = `be as many as the ${numTargets} targets`;
    throw shapeError(action, "starts", rule, starts.length);
  }
}
