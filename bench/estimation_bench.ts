/**
 * Times a base station's measurement of a target, from samples and in closed
 * form, with K = 4 beam pairs on L = 132 sub-carriers:
 *
 *     deno run bench/estimation_bench.ts
 *
 * The median of the runs with the 5th and the 95th percentile. Before each run a
 * reference loop is timed, a hundred thousand additions of which each needs the
 * one before, and a ratio is taken within a run: other work on the machine then
 * slows both of its sides, and the ratio says more about another machine than
 * the microseconds do.
 *
 * @module
 */

import { quantile } from "simple-statistics";
import { range } from "../lib/core/range.ts";
import { formatTable } from "../lib/core/text.ts";
import { openStream } from "../lib/core/random_stream.ts";
import { nearestBeamPairs } from "../lib/channel/beam_pair.ts";
import { receiveEchoes, sampleEchoGain } from "../lib/channel/ofdm_echo.ts";
import { echoPowerGain } from "../lib/channel/ofdm_radar.ts";
import {
  sampleTransmission,
  selectStream,
} from "../lib/channel/ofdm_transmission.ts";
import { echoDetectionProbability } from "../lib/estimation/echo_detection.ts";
import {
  measurementQuality,
  sampleMeasurement,
} from "../lib/estimation/measurement_surrogate.ts";
import {
  estimateByMaximumLikelihood,
  estimateByMusic,
} from "../lib/estimation/range_angle_estimators.ts";
import { measureTargets } from "../lib/estimation/signal_measurement.ts";
import {
  ESTIMATION_RADAR,
  SEARCH_AREA,
  SURROGATE_SETTINGS,
} from "../lib/experiments/track_estimation.ts";

const radar = ESTIMATION_RADAR;
const settings = { ...SEARCH_AREA, ...SURROGATE_SETTINGS };
const rng = openStream(1, "bench");
const NUM_RUNS = 200;
const NUM_ADDITIONS = 1e5;
let sink = 0;

/** A run: what a call took, and that over the reference loop. */
interface Run {
  readonly microseconds: number;
  readonly ratio: number;
}

/** The runs, after as many to warm up. */
function time(callsPerRun: number, call: (i: number) => number): Run[] {
  const runs = range(0, 2 * NUM_RUNS).map(() => {
    const reference = microsecondsOf(() => {
      let sum = 0;
      for (let i = 0; i < NUM_ADDITIONS; i++) sum += 0.1;
      sink += sum;
    });
    const microseconds = microsecondsOf(() => {
      for (let i = 0; i < callsPerRun; i++) sink += call(i);
    }) / callsPerRun;
    return { microseconds, ratio: microseconds / reference };
  });
  return runs.slice(NUM_RUNS);
}

function microsecondsOf(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) * 1000;
}

function row(name: string, runs: readonly Run[]): string[] {
  const columns = (["microseconds", "ratio"] as const).flatMap((key) =>
    [0.5, 0.05, 0.95].map((q) =>
      quantile(runs.map((run) => run[key]), q).toPrecision(3)
    )
  );
  return [name, ...columns];
}

/** Two tracked targets among six, 60 m away and farther. */
const targets = range(0, 6).map((i) => {
  const rangeM = 60 + 15 * i;
  const gain = sampleEchoGain(radar, rangeM, 1, rng);
  return { rangeM, angleCosine: 0.8 - 0.3 * i, radialSpeedMps: 5, gain };
});
const predictions = targets.map(({ gain: _, ...line }) => ({
  ...line,
  gainPower: echoPowerGain(radar, line.rangeM, 1),
  rangeSigmaM: 0.3,
  cosineSigma: 0.3 / line.rangeM,
}));
const streams = predictions.slice(0, 2).map(({ angleCosine }) =>
  nearestBeamPairs(angleCosine, radar.numBeams, 2)
);
const alone = [streams[0]];

function receive(of: typeof streams, numTargets: number) {
  const transmission = sampleTransmission(radar, of, rng);
  const echoing = targets.slice(0, numTargets);
  const received = receiveEchoes(radar, transmission, echoing, rng);
  return { transmission, received };
}

const { transmission, received } = receive(alone, 1);
const echo = selectStream(radar, transmission, received, 0);
const crowd = receive(streams, 6);
const [pairs] = streams;
const measured = (i: number) => ({
  rangeM: 60 + (i % 64),
  angleCosine: 0.8,
  crossSectionM2: 1,
});

const header = ["median", "5 %", "95 %", "ratio", "5 %", "95 %"];
console.log(formatTable(["microseconds a call", ...header], [
  row(
    "surrogate: deviations and P_D",
    time(
      2000,
      (i) =>
        measurementQuality(radar, pairs, measured(i), settings).rangeSigmaM,
    ),
  ),
  row(
    "surrogate: a sample",
    time(
      2000,
      (i) =>
        sampleMeasurement(radar, pairs, measured(i), settings, rng)?.rangeM ??
          0,
    ),
  ),
  row(
    "P_D alone",
    time(
      2000,
      (i) => echoDetectionProbability(i % 64, settings.detectionThreshold),
    ),
  ),
  row(
    "4 beam pairs selected",
    time(2000, (i) => nearestBeamPairs(i / 2000, radar.numBeams, 2).length),
  ),
  row(
    "echo of one target generated",
    time(10, () => receive(alone, 1).received.re[0]),
  ),
  row(
    "maximum likelihood",
    time(
      10,
      () => estimateByMaximumLikelihood(radar, pairs, echo, settings).rangeM,
    ),
  ),
  row(
    "MUSIC",
    time(10, () => estimateByMusic(radar, pairs, echo, settings, 1).rangeM),
  ),
  row(
    "echoes of 6 targets on 2 chains generated",
    time(5, () => receive(streams, 6).received.re[0]),
  ),
  row(
    "2 of 6 targets measured, the others cancelled",
    time(5, () =>
      measureTargets(
        radar,
        crowd.transmission,
        crowd.received,
        predictions,
        [0, 1],
        settings,
      ).length),
  ),
]));

if (Number.isNaN(sink)) throw new Error("a result was not a number");
