/**
 * The parameters of paper A's Table I, as printed and as used here.
 *
 * @module
 */

import {
  NUM_TRAINING_EPISODES,
  TRAINING_SETTINGS,
} from "../beam_selection/train.ts";
import { CONSERVATIVE_WEIGHT } from "../beam_selection/train.ts";
import { MAX_STEPS } from "../beam_selection/environment.ts";
import { NUM_TWIN_EPOCHS } from "../beam_selection/twins/mod.ts";
import { GAN_SETTINGS } from "../twin/conditional_gan.ts";
import { DEFAULT_ADAM } from "../nn/adam.ts";
import type { Experiment } from "./experiment.ts";

/** A parameter as the paper prints it, and its value here. */
export type ParameterLine = {
  /** "twin" or "agent". */
  readonly task: string;
  /** What it is. */
  readonly name: string;
  /** As Table I prints it. */
  readonly printed: string;
  /** As it is used here. */
  readonly used: string;
  /** Why, where the two differ; empty where they do not. */
  readonly reason: string;
};

/** Table I. */
export const parameters: Experiment<
  Record<never, never>,
  null,
  { readonly lines: readonly ParameterLine[] }
> = {
  id: "beam_tab1_parameters",
  title: "Table I: the parameters of twin and agent, printed and used",
  source: "paper A, Table I",
  revision: 1,
  conditions: [{}],
  seeds: [1],
  budgets: { smoke: null, paper: null },
  measure: () => ({ lines: [...twinLines(), ...agentLines()] }),
};

function twinLines(): ParameterLine[] {
  const { adam, batchSize, learningRate, discriminatorSteps } = GAN_SETTINGS;
  const { generatorSizes, discriminatorSizes, noiseSize } = GAN_SETTINGS;
  const line = (
    name: string,
    printed: string,
    used: string,
    reason = "",
  ) => ({ task: "twin", name, printed, used, reason });
  return [
    line("minibatch", "64", String(batchSize)),
    line(
      "epochs, discriminator steps in each",
      "100, 1",
      `${NUM_TWIN_EPOCHS}, ${discriminatorSteps}`,
      "an epoch is a pass over the data; as Algorithm 1 is printed it is one " +
        "minibatch",
    ),
    line("Adam", "(0.5, 0.999)", `(${adam.beta1}, ${adam.beta2})`),
    line("learning rate", "2e-4", exponential(learningRate)),
    line(
      "layers of G, of D",
      "3, 3",
      `${generatorSizes.length + 1}, ${discriminatorSizes.length + 1}`,
    ),
    line("numbers of the noise z", "", String(noiseSize), "not given"),
  ];
}

function agentLines(): ParameterLine[] {
  const { batchSize, learningRate, replayCapacity, targetCopyInterval } =
    TRAINING_SETTINGS;
  const line = (
    name: string,
    printed: string,
    used: string,
    reason = "",
  ) => ({ task: "agent", name, printed, used, reason });
  const { base, decay, everyEpisodes } = learningRate;
  return [
    line("minibatch", "16", String(batchSize)),
    line("episodes E", "1000", String(NUM_TRAINING_EPISODES)),
    line("longest episode T", "64", String(MAX_STEPS)),
    line("target copied every C steps", "200", String(targetCopyInterval)),
    line(
      "Adam",
      "(0.9, 0.999)",
      `(${DEFAULT_ADAM.beta1}, ${DEFAULT_ADAM.beta2})`,
    ),
    line(
      "learning rate in episode e",
      "1e-4 · 0.9^e",
      `${exponential(base)} · ${decay}^⌊e/${everyEpisodes}⌋`,
      "as printed it is 2.7e-9 after 100 episodes",
    ),
    line("layers", "3", "3"),
    line("conservative weight", "0.1", String(CONSERVATIVE_WEIGHT)),
    line("replay capacity", "5e4", exponential(replayCapacity)),
  ];
}

function exponential(value: number): string {
  return value.toExponential().replace("e+", "e");
}
