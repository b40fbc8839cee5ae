/**
 * Times the filters: a prediction, an update with one and a half measurements
 * on average and two looks at the belief, for each target and block of 60
 * episodes of 100 blocks and eight targets.
 *
 *     deno run bench/tracking_filters_bench.ts
 *
 * The median of the runs, with the least and the most, and the median over that
 * of a reference loop in the same run: ten million additions of which each needs
 * the one before.
 *
 * @module
 */

import { quantile } from "simple-statistics";
import { range } from "../lib/core/range.ts";
import { formatTable } from "../lib/core/text.ts";
import { openStream } from "../lib/core/random_stream.ts";
import {
  particleFilter,
  positionOf,
  sampleEpisode,
  sampleMeasurement,
  sampleTrackStarts,
  type StationMeasurement,
  TRACK_FILTERS,
  type TrackFilter,
  trackingScenario,
  type TrackStart,
} from "../lib/tracking/mod.ts";

const NUM_RUNS = 7;
const NUM_EPISODES = 60;
const NUM_TARGETS = 8;
const scenario = trackingScenario();
const NOISE = { rangeSigmaM: 0.2, cosineSigma: 0.003 };

interface Recorded {
  readonly starts: TrackStart[];
  /** What is measured of a target in a block, [I][Q]. */
  readonly measurements: StationMeasurement[][][];
}

/** An episode whose targets are measured by one station and two in turn. */
function record(seed: number): Recorded {
  const open = (label: string) => openStream(seed, label);
  const episode = sampleEpisode(scenario, NUM_TARGETS, open);
  const rng = open("noise");
  return {
    starts: sampleTrackStarts(scenario, episode, open),
    measurements: range(0, NUM_TARGETS).map((target) =>
      range(0, scenario.numBlocks).map((block) =>
        range(0, 1 + block % 2).map((k) =>
          sampleMeasurement(
            scenario,
            (target + block + 3 * k) % 6,
            positionOf(episode, block, target),
            NOISE,
            rng,
          )
        )
      )
    ),
  };
}

let sink = 0;

/** Milliseconds for all tracks of all episodes. */
function timeFilter(filter: TrackFilter, episodes: Recorded[]): number {
  const start = performance.now();
  episodes.forEach(({ starts, measurements }, seed) => {
    starts.forEach((start, target) => {
      const rng = openStream(seed, `filter of target ${target}`);
      const track = filter.begin(start, rng);
      measurements[target].forEach((measured, block) => {
        if (block > 0) track.predict();
        sink += track.belief().varianceXM2;
        track.update(measured);
        sink += track.belief().xM;
      });
    });
  });
  return performance.now() - start;
}

function timeEpisodes(): number {
  const start = performance.now();
  for (const seed of range(0, NUM_EPISODES)) {
    const open = (label: string) => openStream(seed, label);
    sink += sampleEpisode(scenario, NUM_TARGETS, open).positionsM[0];
  }
  return performance.now() - start;
}

const NUM_ADDITIONS = 1e7;

function timeReference(): number {
  const start = performance.now();
  let sum = 0;
  for (let i = 0; i < NUM_ADDITIONS; i++) sum += 0.1;
  sink += sum;
  return performance.now() - start;
}

function row(name: string, valuesMs: number[], numSteps: number): string[] {
  const milliseconds = [0.5, 0, 1].map((q) => quantile(valuesMs, q));
  const referenceMs = quantile(range(0, NUM_RUNS).map(timeReference), 0.5);
  const microseconds = milliseconds[0] * 1000 / numSteps;
  return [
    name,
    ...milliseconds.map((value) => value.toFixed(1)),
    microseconds.toFixed(2),
    (milliseconds[0] / referenceMs).toPrecision(3),
  ];
}

const episodes = range(0, NUM_EPISODES).map(record);
const numSteps = NUM_EPISODES * NUM_TARGETS * scenario.numBlocks;
console.log(formatTable(
  [
    "60 episodes of 8 targets (ms)",
    "median",
    "least",
    "most",
    "µs a step",
    "ratio",
  ],
  [
    row("paths", range(0, NUM_RUNS).map(timeEpisodes), numSteps),
    ...Object.entries(TRACK_FILTERS)
      .filter(([name]) => name !== "particle filter")
      .map(([name, create]) =>
        row(
          name,
          range(0, NUM_RUNS).map(() => timeFilter(create(scenario), episodes)),
          numSteps,
        )
      ),
    row(
      "particle filter, 1 episode",
      range(0, 3).map(() =>
        timeFilter(particleFilter(scenario), episodes.slice(0, 1))
      ),
      numSteps / NUM_EPISODES,
    ),
  ],
));
if (!Number.isFinite(sink)) throw new Error("a belief is not finite");
