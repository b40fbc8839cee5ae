/**
 * Filters along fixed associations and noise: what the tests of filters run.
 *
 * @module
 */

import { openStream, type RandomStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import type { Position } from "../../lib/channel/geometry.ts";
import type { Track, TrackFilter } from "../../lib/tracking/filters/mod.ts";
import {
  type MeasurementNoise,
  rangeTo,
  sampleMeasurement,
  type StationMeasurement,
} from "../../lib/tracking/measurement.ts";
import { positionOf, sampleEpisode } from "../../lib/tracking/motion.ts";
import type { PositionBelief } from "../../lib/tracking/position_belief.ts";
import type { TrackingScenario } from "../../lib/tracking/scenario.ts";
import { sampleTrackStarts } from "../../lib/tracking/track_start.ts";

/** What a track went through in a block. */
export interface OpenLoopStep {
  readonly block: number;
  readonly truth: Position;
  readonly predicted: PositionBelief;
  readonly measurements: readonly StationMeasurement[];
  readonly updated: PositionBelief;
}

export const NOISE: MeasurementNoise = {
  rangeSigmaM: 0.2,
  cosineSigma: 0.003,
};

/** The stations nearest to a place, the nearest first. */
export function nearestStations(
  { baseStations }: TrackingScenario,
  place: Position,
  count: number,
): number[] {
  return range(0, baseStations.length)
    .sort((a, b) =>
      rangeTo(baseStations[a], place) - rangeTo(baseStations[b], place)
    )
    .slice(0, count);
}

/** Follows the targets of an episode, each measured by its nearest stations. */
export function trackOpenLoop(
  scenario: TrackingScenario,
  filter: TrackFilter,
  seed: number,
  numTargets: number,
  numStations = 2,
): OpenLoopStep[][] {
  const open = (label: string) => openStream(seed, label);
  const episode = sampleEpisode(scenario, numTargets, open);
  const starts = sampleTrackStarts(scenario, episode, open);
  return starts.map((start, target) =>
    followPath(
      scenario,
      filter.begin(start, open(`filter of target ${target}`)),
      range(0, episode.numBlocks).map((block) =>
        positionOf(episode, block, target)
      ),
      (truth) => nearestStations(scenario, truth, numStations),
      open(`noise of target ${target}`),
    )
  );
}

/** Follows a path, measured by the stations that are named. */
export function followPath(
  scenario: TrackingScenario,
  track: Track,
  path: readonly Position[],
  stationsOf: (truth: Position) => readonly number[],
  rng: RandomStream,
): OpenLoopStep[] {
  return path.map((truth, block) => {
    if (block > 0) track.predict();
    const predicted = track.belief();
    const measurements = stationsOf(truth).map((station) =>
      sampleMeasurement(scenario, station, truth, NOISE, rng)
    );
    track.update(measurements);
    return { block, truth, predicted, measurements, updated: track.belief() };
  });
}

/** The root mean squared error of the estimates of some steps [m]. */
export function rmseOf(steps: readonly OpenLoopStep[]): number {
  const sum = steps.reduce(
    (sum, { truth, updated }) =>
      sum + (updated.xM - truth.xM) ** 2 + (updated.yM - truth.yM) ** 2,
    0,
  );
  return Math.sqrt(sum / steps.length);
}
