/**
 * The training of the extractor as printed (paper B, Sec. 3.3): the mean squared
 * error of places, over windows of recorded episodes. It has no recursion to be
 * trained along, as nothing that it takes depends on what it gave.
 *
 * @module
 */
import {
  requireInteger,
  requirePositive,
  shapeError,
} from "../../core/check.ts";
import type { RandomStream, StreamOpener } from "../../core/random_stream.ts";
import { cosineRate } from "../../nn/cosine_rate.ts";
import type { TrackingScenario } from "../scenario.ts";
import { DynamicGraphNetwork } from "./dynamic_graph_network.ts";
import {
  extractLiterally,
  literalShape,
  requireLiteralNetwork,
} from "./literal_extractor.ts";
import {
  placeOf,
  type RecordedTrack,
  requireTracks,
} from "./recorded_tracks.ts";

/** A window of an episode, all of whose targets are estimated together. */
export interface EpisodeWindow {
  /** The tracks of the episode, shape [I]. */
  readonly episode: readonly RecordedTrack[];
  /** The block that is estimated; the one after it is predicted. */
  readonly block: number;
}

/** The squared errors of windows, a mean over windows and targets. */
export interface LiteralLoss {
  /** Of the estimate [m^2]. */
  readonly estimateM2: number;
  /** Of the prediction [m^2]. */
  readonly predictionM2: number;
}

/**
 * Draws windows of episodes with the same number of targets.
 *
 * @param episodes at least one, of two blocks or more each
 * @param numWindows how many windows
 * @param rng the stream of episodes and blocks
 */
export function sampleEpisodeWindows(
  episodes: readonly (readonly RecordedTrack[])[],
  numWindows: number,
  rng: RandomStream,
): EpisodeWindow[] {
  return Array.from({ length: numWindows }, () => {
    const episode = episodes[rng.integer(episodes.length)];
    return { episode, block: rng.integer(episode[0].measurements.length - 1) };
  });
}

/**
 * The mean squared error over windows and its gradients with respect to the
 * parameters, which are those in units of half the area.
 *
 * @param scenario the setting
 * @param network of `literalShape`
 * @param windows what it learns from, at least one
 * @throws {RangeError} where the network has another shape
 * @throws {TypeError} where an episode has other than its number of targets
 */
export function literalLoss(
  scenario: TrackingScenario,
  network: DynamicGraphNetwork,
  windows: readonly EpisodeWindow[],
): LiteralLoss {
  requireWindows("compute the loss of places", network, windows);
  const { tape, parameters, shape } = network;
  const { windowLength, targetsPerToken } = shape;
  tape.reset(true);
  parameters.clearGradients();
  const rows = new Int32Array(windows.length * windowLength);
  const valid = windows.map(({ block }) => Math.min(block + 1, windowLength));
  let token = 0;
  const measurements = windows.flatMap(({ episode, block }, n) => {
    const blocks = Array.from(
      { length: valid[n] },
      (_, k) => block + 1 - valid[n] + k,
    );
    return blocks.flatMap((at, k) => {
      rows[n * windowLength + windowLength - valid[n] + k] = token++;
      return episode.map((track) => track.measurements[at]);
    });
  });
  const { now, next } = extractLiterally(
    scenario,
    network,
    measurements,
    rows,
    valid,
  );
  const sums = { estimateM2: 0, predictionM2: 0 };
  const share = 1 / (windows.length * targetsPerToken);
  const parts = [
    { output: now, ahead: 0, name: "estimateM2" },
    { output: next, ahead: 1, name: "predictionM2" },
  ] as const;
  const units = [scenario.areaLengthM / 2, scenario.areaWidthM / 2];
  for (const { output, ahead, name } of parts) {
    const values = tape.valuesOf(output);
    const gradients = tape.gradientsOf(output);
    windows.forEach(({ episode, block }, n) =>
      episode.forEach((track, target) =>
        placeOf(track, block + ahead).forEach((truthM, axis) => {
          const at = n * output.rowStride + 2 * target + axis;
          const error = values[at] + 1 - truthM / units[axis];
          sums[name] += share * (units[axis] * error) ** 2;
          gradients[at] += 2 * share * error;
        })
      )
    );
  }
  tape.backward();
  return sums;
}

/** How the paper's extractor is trained. */
export interface LiteralTraining {
  /** Gradient steps. */
  readonly numSteps: number;
  /** Windows a step. */
  readonly numWindows: number;
}

/** The learning rate at first; it falls to 0 along a cosine. */
const LEARNING_RATE = 1e-3;
/** The longest gradient that is taken as it is. */
const MAX_GRADIENT_NORM = 1;

/**
 * Trains the paper's extractor on recorded episodes.
 *
 * @param scenario the setting
 * @param targetsPerToken targets a network takes at once
 * @param episodes recorded, each of so many targets
 * @param training how long
 * @param open opens the streams "network" and "windows"
 * @returns the network, and the errors over the last tenth of the steps
 * @throws {RangeError} where a number breaks its rule, or training diverges
 * @throws {TypeError} where there is no episode, or one has other than so many
 *   targets or less than two blocks
 */
export function trainLiteral(
  scenario: TrackingScenario,
  targetsPerToken: number,
  episodes: readonly (readonly RecordedTrack[])[],
  { numSteps, numWindows }: LiteralTraining,
  open: StreamOpener,
): LiteralLoss & { readonly network: DynamicGraphNetwork } {
  const action = "train the paper's extractor";
  requireInteger(action, { numSteps, numWindows }, 1);
  requireTracks(action, episodes.flat(), 2);
  const shape = literalShape(targetsPerToken);
  episodes.forEach((episode) => requireTargets(action, episode, shape));
  const network = new DynamicGraphNetwork(shape, open("network"));
  const { parameters } = network;
  const windows = open("windows");
  const numLast = Math.ceil(numSteps / 10);
  const sums = { estimateM2: 0, predictionM2: 0 };
  for (let step = 0; step < numSteps; step++) {
    const sampled = sampleEpisodeWindows(episodes, numWindows, windows);
    const loss = literalLoss(scenario, network, sampled);
    parameters.clipGradients(MAX_GRADIENT_NORM);
    parameters.adamStep(cosineRate(LEARNING_RATE, step, numSteps));
    if (step < numSteps - numLast) continue;
    sums.estimateM2 += loss.estimateM2 / numLast;
    sums.predictionM2 += loss.predictionM2 / numLast;
  }
  return { network, ...sums };
}

function requireWindows(
  action: string,
  network: DynamicGraphNetwork,
  windows: readonly EpisodeWindow[],
): void {
  requireLiteralNetwork(action, network);
  requirePositive(action, { "the number of windows": windows.length });
  for (const { episode, block } of windows) {
    requireTargets(action, episode, network.shape);
    const numBlocks = episode[0].measurements.length;
    requireInteger(action, { block }, 0, numBlocks - 2);
  }
}

function requireTargets(
  action: string,
  episode: readonly RecordedTrack[],
  { targetsPerToken }: { readonly targetsPerToken: number },
): void {
  if (episode.length === targetsPerToken) return;
  const rule = `be ${targetsPerToken} targets`;
  throw shapeError(action, "each episode", rule, episode.length);
}
