/**
 * The networks of paper A (Fig. 3) and what they cost (Sec. IV-C), from the
 * shapes that the code has.
 *
 * @module
 */

import type { StreamOpener } from "../core/random_stream.ts";
import { type NetworkCost, networkCost } from "../nn/complexity.ts";
import type {
  DescribedInput,
  NetworkDescription,
} from "../nn/network_description.ts";
import { BEAM_ACTIONS } from "../beam_selection/environment.ts";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { StateEncoder } from "../beam_selection/state_encoding.ts";
import { TRAINING_SETTINGS } from "../beam_selection/train.ts";
import { DuelingQNetwork } from "../rl/dueling_q_network.ts";
import { describeQNetwork } from "../rl/q_network_description.ts";
import type { Experiment } from "./experiment.ts";
import {
  describeCondition,
  describeDiscriminator,
  describeGenerator,
} from "./twin_shapes.ts";
import { GAN_SETTINGS } from "../twin/conditional_gan.ts";

/** The networks, in the order in which they are drawn. */
export const NETWORKS = [
  "dueling Q-network",
  "generator",
  "discriminator",
  "conditional discriminator",
] as const;

/** One of the networks. */
export type NetworkName = (typeof NETWORKS)[number];

/** A network. */
export type NetworkCondition = {
  /** Which. */
  readonly network: NetworkName;
};

/** What a network looks like, and what it costs. */
export type NetworkResult = {
  /** What it looks like. */
  readonly description: NetworkDescription;
  /** Its parameters, and the operations of its passes. */
  readonly cost: NetworkCost;
  /** Samples in a gradient step. */
  readonly batchSize: number;
  /**
   * Operations of a gradient step: all passes of all networks that it needs,
   * and Adam.
   */
  readonly gradientStep: number;
};

/** The networks and what they cost. */
export const networkShapes: Experiment<NetworkCondition, null, NetworkResult> =
  {
    id: "beam_fig03_networks",
    title: "The networks, layer by layer, and what they cost",
    source: "paper A, Fig. 3, Sec. III-C, IV-A and IV-C",
    revision: 2,
    conditions: NETWORKS.map((network) => ({ network })),
    seeds: [1],
    budgets: { smoke: null, paper: null },
    measure({ network }, _, open) {
      const description = describeNetwork(network, open);
      return {
        description,
        cost: networkCost(description),
        ...stepCost(network, description),
      };
    },
  };

function describeNetwork(
  network: NetworkName,
  open: StreamOpener,
): NetworkDescription {
  const condition = describeCondition(TRAINING_SETTINGS.encoding);
  switch (network) {
    case "dueling Q-network":
      return describeAgent(open);
    case "generator":
      return describeGenerator(GAN_SETTINGS, condition);
    case "discriminator":
      return describeDiscriminator(GAN_SETTINGS, []);
    case "conditional discriminator":
      return describeDiscriminator(GAN_SETTINGS, condition);
  }
}

/** The network as the agent's training makes it, and its state's parts. */
function describeAgent(open: StreamOpener): NetworkDescription {
  const { encoding, dueling } = TRAINING_SETTINGS;
  const encoder = new StateEncoder(BEAM_SCENARIO.numBeams, encoding);
  const network = new DuelingQNetwork(
    {
      stateSize: encoder.inputSize,
      numActions: BEAM_ACTIONS.length,
      dueling,
    },
    open("initial weights"),
  );
  const inputs: DescribedInput[] = [
    { name: "embedding of μ_t", size: encoding.embeddingSize, part: "s_t" },
    { name: "P_D^t", size: 1, part: "s_t" },
    { name: "flag f_g^t", size: 1, part: "s_t" },
  ];
  return describeQNetwork(network, inputs);
}

/**
 * The agent's step: the trained network sees the states and the next states,
 * the target network the next states. A discriminator's step: as many drawn
 * samples as real ones. The generator's step: through the conditional
 * discriminator, whose parameters stay.
 */
function stepCost(
  network: NetworkName,
  description: NetworkDescription,
): Pick<NetworkResult, "batchSize" | "gradientStep"> {
  const cost = networkCost(description);
  if (network === "dueling Q-network") {
    const { batchSize } = TRAINING_SETTINGS;
    const passes = 3 * cost.forward + cost.backward;
    return { batchSize, gradientStep: batchSize * passes + cost.adamStep };
  }
  const condition = describeCondition(TRAINING_SETTINGS.encoding);
  const { batchSize } = GAN_SETTINGS;
  if (network === "generator") {
    const judge = networkCost(describeDiscriminator(GAN_SETTINGS, condition));
    const passes = cost.trainingForward + judge.trainingForward +
      judge.backwardToInput + cost.backward;
    return { batchSize, gradientStep: batchSize * passes + cost.adamStep };
  }
  const drawing = networkCost(describeGenerator(GAN_SETTINGS, condition));
  const passes = drawing.trainingForward +
    2 * (cost.trainingForward + cost.backward);
  return { batchSize, gradientStep: batchSize * passes + cost.adamStep };
}
