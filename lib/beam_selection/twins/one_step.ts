/**
 * The paper's own twin (Sec. IV-A): a conditional GAN that draws the next P_D
 * from u_t, the beam now, the next beam, P_D and the flag. It has no target: no
 * draw remembers the one before, beyond what u_t says.
 *
 * @module
 */

import type { RandomStream, StreamOpener } from "../../core/random_stream.ts";
import {
  ConditionalGan,
  type ConditionalSamples,
  GAN_SETTINGS,
  type GanSettings,
} from "../../twin/conditional_gan.ts";
import type { FrozenGenerator } from "../../twin/frozen_generator.ts";
import {
  type EpisodeData,
  recordedObservations,
  requireEpisodeData,
} from "../recorded_episodes.ts";
import { type BeamObservation, StateEncoder } from "../state_encoding.ts";
import type { BeamTwin, BuiltTwin, TwinRecipe } from "./twin.ts";

/** How the one-step twin is made, beside the GAN's own settings. */
export interface OneStepSettings
  extends Partial<Omit<GanSettings, "conditionSize">> {
  /**
   * What an epoch is: Table I has 100 of them. "pass": a pass over the data.
   * "minibatch": one minibatch, as the loops of Algorithm 1 are printed.
   */
  readonly epoch: "pass" | "minibatch";
}

/** Epochs of the training (Table I). */
export const NUM_TWIN_EPOCHS = 100;

/** The twin as the paper has it: the discriminator sees P_D alone. */
export const oneStepTwin: TwinRecipe = oneStepRecipe(
  "one-step cGAN",
  "The paper's: the next P_D from u_t, judged without looking at u_t.",
  { epoch: "pass" },
);

/** The same with a discriminator that sees u_t. */
export const conditionalOneStepTwin: TwinRecipe = oneStepRecipe(
  "one-step cGAN, conditional D",
  "The next P_D from u_t, judged together with u_t.",
  { epoch: "pass", discriminator: "conditional" },
);

/** A one-step twin under a name. */
export function oneStepRecipe(
  name: string,
  description: string,
  settings: OneStepSettings,
): TwinRecipe {
  return {
    name,
    description,
    build: (data, _scenario, open, effort) =>
      buildOneStep(name, settings, data, open, effort),
  };
}

function buildOneStep(
  name: string,
  { epoch, ...changes }: OneStepSettings,
  data: EpisodeData,
  open: StreamOpener,
  effort: number,
): BuiltTwin {
  requireEpisodeData(`build the twin ${name}`, data);
  const encoder = new ConditionEncoder(data.numBeams);
  const samples = encodeTransitions(data, encoder);
  const gan = new ConditionalGan(
    { ...GAN_SETTINGS, ...changes, conditionSize: encoder.size },
    (label) => open(`GAN ${label}`),
  );
  const rng = open("GAN training");
  const discriminator: number[] = [];
  const generator: number[] = [];
  const numEpochs = Math.ceil(effort * NUM_TWIN_EPOCHS);
  for (let e = 0; e < numEpochs; e++) {
    const part = epoch === "pass"
      ? samples
      : drawSamples(samples, gan.settings, rng);
    const losses = gan.trainEpoch(part, rng);
    discriminator.push(Number(losses.discriminator.toFixed(4)));
    generator.push(Number(losses.generator.toFixed(4)));
  }
  const frozen = gan.freeze(samples, rng);
  return {
    twin: createTwin(name, data, encoder, frozen),
    losses: { discriminator, generator },
    networks: { generator: frozen.network },
  };
}

/** u_t as numbers: both beams embedded, P_D and the flag as the agent's. */
class ConditionEncoder {
  readonly size: number;
  readonly #encoder: StateEncoder;
  readonly #state: Float32Array;
  readonly #next: Float32Array;

  constructor(numBeams: number) {
    this.#encoder = new StateEncoder(numBeams);
    this.#state = new Float32Array(this.#encoder.inputSize);
    this.#next = new Float32Array(this.#encoder.inputSize);
    // The next beam's P_D and flag are what is asked for.
    this.size = 2 * this.#encoder.inputSize - 2;
  }

  writeInto(
    out: Float32Array,
    at: number,
    before: BeamObservation,
    beam: number,
  ): void {
    this.#encoder.encodeInto(this.#state, before);
    this.#encoder.encodeInto(this.#next, {
      beam,
      detectionProbability: 0,
      flag: 0,
    });
    out.set(this.#state, at);
    out.set(this.#next.subarray(0, -2), at + this.#state.length);
  }
}

function encodeTransitions(
  data: EpisodeData,
  encoder: ConditionEncoder,
): ConditionalSamples {
  const pairs = data.episodes.flatMap((episode) => {
    const observations = recordedObservations(episode, data);
    return observations.slice(1).map((next, t) => [observations[t], next]);
  });
  const conditions = new Float32Array(pairs.length * encoder.size);
  pairs.forEach(([before, { beam }], n) =>
    encoder.writeInto(conditions, n * encoder.size, before, beam)
  );
  const values = Float32Array.from(
    pairs,
    ([, { detectionProbability }]) => detectionProbability,
  );
  return { conditions, values };
}

/** As many samples as a minibatch, drawn with replacement. */
function drawSamples(
  { conditions, values }: ConditionalSamples,
  { batchSize, conditionSize }: GanSettings,
  rng: RandomStream,
): ConditionalSamples {
  const rows = Array.from(
    { length: batchSize },
    () => rng.integer(values.length),
  );
  const drawn = new Float32Array(batchSize * conditionSize);
  rows.forEach((row, n) =>
    drawn.set(
      conditions.subarray(row * conditionSize, (row + 1) * conditionSize),
      n * conditionSize,
    )
  );
  return {
    conditions: drawn,
    values: Float32Array.from(rows, (row) => values[row]),
  };
}

function createTwin(
  name: string,
  { episodes }: EpisodeData,
  encoder: ConditionEncoder,
  generator: FrozenGenerator,
): BeamTwin {
  const predict: BeamTwin["predict"] = (before, beam, rng) => {
    encoder.writeInto(generator.condition, 0, before, beam);
    return generator.generate(rng);
  };
  return {
    name,
    predict,
    begin: (rng) => (beam, before) =>
      // u_t needs a state before: the first is one that was recorded.
      before === undefined
        ? episodes[rng.integer(episodes.length)].detectionProbabilities[0]
        : predict(before, beam, rng),
  };
}
