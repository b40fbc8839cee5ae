/**
 * Training of Benchmark II: the best associations of a tracker's blocks are the
 * labels, and each link's cross-entropy the loss.
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requireInteger,
  requirePositive,
} from "../../core/check.ts";
import { logistic } from "../../core/logistic.ts";
import type { RandomStream, StreamOpener } from "../../core/random_stream.ts";
import type { MultilayerPerceptron } from "../../nn/mlp.ts";
import { exactAssociation } from "../association/exact.ts";
import { runClosedLoop, type Tracker } from "../closed_loop.ts";
import { ACTOR_HIDDEN_SIZES, type ActorState, createActor } from "./actors.ts";
import type { LinkActor } from "./link_actor.ts";
import { PartialAssociation } from "./partial_association.ts";

/** How an imitator is trained. */
export interface ImitationSettings {
  /** What it sees. */
  readonly state: ActorState;
  /** The widths of its hidden layers; those of its state, unless given. */
  readonly hiddenSizes?: readonly number[];
  /** The numbers of targets of the episodes, taken in turn. */
  readonly targetCounts: readonly number[];
  /** Episodes that the tracker plays for the labels. */
  readonly numEpisodes: number;
  /** Gradient steps. */
  readonly numSteps: number;
  /** Blocks of a gradient step. */
  readonly blocksPerStep: number;
  /** The learning rate at first; it falls to 0 linearly. */
  readonly learningRate: number;
}

/** The imitator of pairs; the paper gives no numbers. */
export const IMITATION_SETTINGS: ImitationSettings = {
  state: "pairs, covariance",
  targetCounts: [4, 6, 8],
  numEpisodes: 90,
  numSteps: 3000,
  blocksPerStep: 32,
  learningRate: 3e-3,
};

/** A trained imitator. */
export interface TrainedImitator {
  /** Scores links. */
  readonly actor: LinkActor;
  /** The mean cross-entropy of a link in each tenth of the training [nats]. */
  readonly losses: readonly number[];
}

/** What is imitated: what the network sees of a block, and the best links. */
interface Example {
  readonly rows: Float32Array;
  readonly labels: Uint8Array;
}

/**
 * Trains an imitator on the blocks that a tracker comes by with the best
 * association.
 *
 * @param settings how
 * @param tracker who tracks; its association plays no part
 * @param open opens the streams of the training
 * @throws {RangeError} where a setting breaks its rule, or training diverges
 */
export function trainImitator(
  settings: ImitationSettings,
  tracker: Omit<Tracker, "association">,
  open: StreamOpener,
): TrainedImitator {
  const action = "train an imitator";
  const { state, targetCounts, numSteps, blocksPerStep } = settings;
  requireArray(action, { targetCounts });
  requireInteger(action, { numSteps }, 10);
  requireInteger(action, { blocksPerStep }, 1, 1000);
  requirePositive(action, { learningRate: settings.learningRate });
  const actor = createActor(
    tracker.scenario,
    {
      state,
      hiddenSizes: settings.hiddenSizes ?? ACTOR_HIDDEN_SIZES[state],
      choicesPerStep: blocksPerStep,
    },
    Math.max(...targetCounts),
    open("imitator"),
  );
  const examples = collectExamples(settings, actor, tracker, open);
  const rng = open("minibatches of blocks");
  const losses = new Array<number>(10).fill(0);
  const scorer = new LinkScorer(actor);
  for (let step = 0; step < numSteps; step++) {
    const loss = scorer.improve(
      drawExamples(examples, blocksPerStep, rng),
      settings.learningRate * (1 - step / numSteps),
    );
    if (!Number.isFinite(loss)) {
      throw rangeError(action, "the loss", "finite", loss);
    }
    losses[Math.floor(10 * step / numSteps)] += loss / Math.ceil(numSteps / 10);
  }
  return { actor, losses };
}

function drawExamples(
  examples: readonly Example[],
  count: number,
  rng: RandomStream,
): Example[] {
  return Array.from(
    { length: count },
    () => examples[rng.integer(examples.length)],
  );
}

/** What an actor sees of a tracker's blocks, and their best associations. */
function collectExamples(
  { targetCounts, numEpisodes }: ImitationSettings,
  actor: LinkActor,
  tracker: Omit<Tracker, "association">,
  open: StreamOpener,
): Example[] {
  requireInteger("collect associations", { numEpisodes }, 1);
  const { inputSize } = actor.network.shape;
  const partial = new PartialAssociation();
  const examples: Example[] = [];
  for (let episode = 0; episode < numEpisodes; episode++) {
    runClosedLoop(
      { ...tracker, association: exactAssociation },
      targetCounts[episode % targetCounts.length],
      (label) => open(`labels ${episode}/${label}`),
      ({ problem, subsets }) => {
        const { numTargets, numBaseStations } = problem;
        const labels = Uint8Array.from(
          { length: numBaseStations * numTargets },
          (_, link) =>
            (subsets[link % numTargets] >> Math.floor(link / numTargets)) & 1,
        );
        const numRows = actor.layout === "row a link" ? labels.length : 1;
        const rows = new Float32Array(numRows * inputSize);
        const links = Array.from(labels, (_, link) => link);
        partial.begin(problem);
        actor.rowsInto(rows, inputSize, problem, partial, links);
        examples.push({ rows, labels });
      },
    );
  }
  return examples;
}

/** A network that scores links, in training. */
class LinkScorer {
  readonly #network: MultilayerPerceptron;
  readonly #isRowed: boolean;

  constructor({ network, layout }: LinkActor) {
    this.#network = network;
    this.#isRowed = layout === "row a link";
  }

  /** A gradient step; gives the mean cross-entropy of a link before it. */
  improve(examples: readonly Example[], learningRate: number): number {
    const { inputs, outputs, outputGradients, shape } = this.#network;
    const { inputSize } = shape;
    let numRows = 0;
    let numLinks = 0;
    for (const { rows, labels } of examples) {
      numLinks += labels.length;
      for (let from = 0; from < rows.length; from += inputSize) {
        const row = rows.subarray(from, from + inputSize);
        inputs.values.set(row, numRows * inputs.rowStride);
        numRows++;
      }
    }
    this.#network.forward(numRows);
    // Of the outputs some, as the stop, stand for no link.
    outputGradients.values.fill(0, 0, numRows * outputGradients.rowStride);
    let loss = 0;
    let row = 0;
    for (const { rows, labels } of examples) {
      const stride = this.#isRowed ? outputs.rowStride : 1;
      for (let link = 0; link < labels.length; link++) {
        const at = row * outputs.rowStride + link * stride;
        const logit = outputs.values[at];
        // -log p of the label, without a logarithm of 0.
        const size = Math.abs(logit);
        const isWrong = (logit > 0) !== (labels[link] === 1);
        loss += (Math.log1p(Math.exp(-size)) + (isWrong ? size : 0)) / numLinks;
        outputGradients.values[at] = (logistic(logit) - labels[link]) /
          numLinks;
      }
      row += rows.length / inputSize;
    }
    this.#network.backward(numRows);
    this.#network.adamStep(learningRate);
    return loss;
  }
}
