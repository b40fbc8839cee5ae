/**
 * The beam head's part of the paper's first phase of training (Sec. 3.3): the
 * cross-entropy of the beam nearest to the truth, given where the tracker
 * predicts the target.
 *
 * @module
 */

import {
  rangeError,
  requireInteger,
  requirePositive,
} from "../../core/check.ts";
import type { StreamOpener } from "../../core/random_stream.ts";
import type { MultilayerPerceptron } from "../../nn/mlp.ts";
import {
  maskedSoftmaxInto,
  scoreGradientInto,
} from "../../rl/masked_softmax.ts";
import { runClosedLoop, type Tracker } from "../closed_loop.ts";
import { positionOf } from "../motion.ts";
import { beamInputInto, createBeamHead, nearestBeam } from "./beam_head.ts";

/** How a beam head is trained. */
export interface BeamHeadSettings {
  /** The widths of the hidden layers. */
  readonly hiddenSizes: readonly number[];
  /** Episodes that the tracker plays for the examples. */
  readonly numEpisodes: number;
  /** Targets of each. */
  readonly numTargets: number;
  /** Gradient steps. */
  readonly numSteps: number;
  /** Examples of a gradient step. */
  readonly batchSize: number;
  /** The learning rate at first; it falls to 0 linearly. */
  readonly learningRate: number;
}

/** The paper gives none; tried on the tuning seed 1001. */
export const BEAM_HEAD_SETTINGS: BeamHeadSettings = {
  hiddenSizes: [64, 64],
  numEpisodes: 60,
  numTargets: 8,
  numSteps: 6000,
  batchSize: 256,
  learningRate: 3e-3,
};

/** A trained head and the way there. */
export interface TrainedBeamHead {
  /** The network. */
  readonly head: MultilayerPerceptron;
  /** The mean cross-entropy of each tenth of the training [nats]. */
  readonly losses: readonly number[];
}

/** Examples: what the head sees, and the beam that it should name. */
export interface BeamExamples {
  /** [examples, 4]. */
  readonly inputs: Float32Array;
  /** [examples]. */
  readonly beams: Uint16Array;
}

/**
 * Trains a head on what a tracker predicts, of every station and target.
 *
 * @param settings how
 * @param tracker who tracks
 * @param open opens the streams of the training
 * @throws {RangeError} where a setting breaks its rule, or training diverges
 */
export function trainBeamHead(
  settings: BeamHeadSettings,
  tracker: Tracker,
  open: StreamOpener,
): TrainedBeamHead {
  const action = "train a beam head";
  const { numSteps, batchSize, learningRate } = settings;
  requireInteger(action, { numSteps }, 10);
  requireInteger(action, { batchSize }, 1, 65536);
  requirePositive(action, { learningRate });
  const { scenario } = tracker;
  const examples = collectBeamExamples(settings, tracker, open);
  const head = createBeamHead(
    scenario,
    settings.hiddenSizes,
    batchSize,
    open("beam head"),
  );
  const rng = open("minibatches of beams");
  const losses = new Array<number>(10).fill(0);
  const { numBeams } = scenario;
  const numExamples = examples.beams.length;
  const chosen = new Int32Array(batchSize);
  for (let step = 0; step < numSteps; step++) {
    for (let n = 0; n < batchSize; n++) chosen[n] = rng.integer(numExamples);
    const loss = differentiate(head, examples, chosen, numBeams);
    if (!Number.isFinite(loss)) {
      throw rangeError(action, "the loss", "finite", loss);
    }
    head.backward(batchSize);
    head.adamStep(learningRate * (1 - step / numSteps));
    const tenth = Math.floor(10 * step / numSteps);
    losses[tenth] += loss / Math.ceil(numSteps / 10);
  }
  return { head, losses };
}

/** What a tracker predicts of every station and target, block by block. */
export function collectBeamExamples(
  { numEpisodes, numTargets }: Pick<
    BeamHeadSettings,
    "numEpisodes" | "numTargets"
  >,
  tracker: Tracker,
  open: StreamOpener,
): BeamExamples {
  requireInteger("collect beam examples", { numEpisodes }, 1);
  const { scenario } = tracker;
  const numStations = scenario.baseStations.length;
  const count = numEpisodes * scenario.numBlocks * numTargets * numStations;
  const inputs = new Float32Array(4 * count);
  const beams = new Uint16Array(count);
  let at = 0;
  for (let episode = 0; episode < numEpisodes; episode++) {
    runClosedLoop(
      tracker,
      numTargets,
      (label) => open(`beams ${episode}/${label}`),
      (block) => {
        for (let target = 0; target < numTargets; target++) {
          const truth = positionOf(block.episode, block.block, target);
          const place = block.predicted[target];
          for (let station = 0; station < numStations; station++) {
            beamInputInto(inputs, 4 * at, scenario, station, place);
            beams[at] = nearestBeam(scenario, station, truth);
            at++;
          }
        }
      },
    );
  }
  return { inputs, beams };
}

/** The cross-entropy of both softmaxes, its gradient where backward starts. */
function differentiate(
  head: MultilayerPerceptron,
  { inputs, beams }: BeamExamples,
  chosen: Int32Array,
  numBeams: number,
): number {
  const { inputs: rows, outputs, outputGradients } = head;
  for (let n = 0; n < chosen.length; n++) {
    const from = 4 * chosen[n];
    rows.values.set(inputs.subarray(from, from + 4), n * rows.rowStride);
  }
  head.forward(chosen.length);
  const p = new Float64Array(numBeams);
  const gradient = new Float64Array(numBeams);
  let loss = 0;
  for (let n = 0; n < chosen.length; n++) {
    const beam = beams[chosen[n]];
    for (let side = 0; side < 2; side++) {
      const first = n * outputs.rowStride + side * numBeams;
      maskedSoftmaxInto(p, outputs.values, null, first);
      loss -= Math.log(p[beam]) / (2 * chosen.length);
      scoreGradientInto(gradient, p, beam, -1 / chosen.length, 0);
      outputGradients.values.set(gradient, first);
    }
  }
  return loss;
}
