/**
 * The networks of paper B (Fig. 2) and what they cost, from the shapes that the
 * code has.
 *
 * @module
 */

import { type NetworkCost, networkCost } from "../nn/complexity.ts";
import {
  describePerceptron,
  type NetworkDescription,
} from "../nn/network_description.ts";
import {
  ACTOR_HIDDEN_SIZES,
  type ActorState,
  createActor,
} from "../tracking/controller/actors.ts";
import { createBeamHead } from "../tracking/controller/beam_head.ts";
import { BEAM_HEAD_SETTINGS } from "../tracking/controller/train_beam_head.ts";
import { literalShape } from "../tracking/extractor/literal_extractor.ts";
import { extractorCost } from "../tracking/extractor/network_cost.ts";
import type { NetworkShape } from "../tracking/extractor/network_shape.ts";
import { EXTRACTOR_SHAPE } from "../tracking/extractor/train_extractor.ts";
import { TRACKING_SCENARIO, trackingScenario } from "../tracking/scenario.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import type { Experiment } from "./experiment.ts";

/** The networks, in the order in which they are drawn. */
export const TRACK_NETWORKS = [
  "extractor as printed",
  "extractor",
  "actor of coordinates",
  "actor of pairs",
  "beam head",
] as const;

/** One of the networks. */
export type TrackNetworkName = (typeof TRACK_NETWORKS)[number];

/** A network. */
export type TrackNetworkCondition = {
  /** Which. */
  readonly network: TrackNetworkName;
};

/** What a network looks like, and what it costs. */
export type TrackNetworkResult = {
  /** Weights and biases. */
  readonly numParameters: number;
  /** Multiply-adds of one block with `NUM_DRAWN_TARGETS` targets. */
  readonly multiplyAdds: number;
  /** The shape of a graph network; null of a perceptron. */
  readonly shape: Readonly<Record<string, number>> | null;
  /** A perceptron; null of a graph network. */
  readonly description: NetworkDescription | null;
};

/** The targets of the drawn networks: the paper's most. */
export const NUM_DRAWN_TARGETS = 8;

/** The networks and what they cost. */
export const trackNetworks: Experiment<
  TrackNetworkCondition,
  null,
  TrackNetworkResult
> = {
  id: "track_fig02_networks",
  title: "The networks of the tracker, and what they cost",
  source: "paper B, Fig. 2, Secs. 3.1 and 3.2",
  revision: 1,
  conditions: TRACK_NETWORKS.map((network) => ({ network })),
  seeds: [1],
  budgets: { smoke: null, paper: null },
  measure({ network }, _, open) {
    switch (network) {
      case "extractor as printed":
        return describeGraphNetwork(literalShape(NUM_DRAWN_TARGETS));
      case "extractor":
        return describeGraphNetwork(EXTRACTOR_SHAPE);
      case "actor of coordinates":
        return describeActor("coordinates", open);
      case "actor of pairs":
        return describeActor("pairs, covariance", open);
      case "beam head":
        return describeBeamHead(open);
    }
  },
};

function describeGraphNetwork(shape: NetworkShape): TrackNetworkResult {
  const { numParameters, spatial, temporal } = extractorCost(shape, {
    numStations: TRACKING_SCENARIO.baseStations.length,
    numTargets: NUM_DRAWN_TARGETS,
    numMeasurements: numLinks(),
  });
  return {
    numParameters,
    multiplyAdds: spatial + temporal,
    shape: { ...shape },
    description: null,
  };
}

/** Every chain in use. */
function numLinks(): number {
  return TRACKING_SCENARIO.baseStations.length * TRACKING_SCENARIO.numChains;
}

function describeActor(
  state: ActorState,
  open: StreamOpener,
): TrackNetworkResult {
  const { network } = createActor(
    trackingScenario(),
    { state, hiddenSizes: ACTOR_HIDDEN_SIZES[state], choicesPerStep: 1 },
    NUM_DRAWN_TARGETS,
    open("initial weights"),
  );
  const isPaper = state === "coordinates";
  const numStations = TRACKING_SCENARIO.baseStations.length;
  const description = describePerceptron(network.shape, {
    inputs: isPaper
      ? [
        { name: "predicted places", size: 2 * NUM_DRAWN_TARGETS, part: "" },
        { name: "free chains v", size: numStations, part: "" },
      ]
      : [{
        name: "a link's features",
        size: network.shape.inputSize,
        part: "",
      }],
    heads: [isPaper ? "scores" : "its score"],
  });
  // Each of the J links is chosen from those that are open; here from all.
  const passes = numLinks() * (isPaper ? 1 : numStations * NUM_DRAWN_TARGETS);
  return perceptronResult(description, passes);
}

function describeBeamHead(open: StreamOpener): TrackNetworkResult {
  const { hiddenSizes } = BEAM_HEAD_SETTINGS;
  const head = createBeamHead(
    trackingScenario(),
    hiddenSizes,
    1,
    open("initial weights"),
  );
  const description = describePerceptron(head.shape, {
    inputs: [
      { name: "station p_m", size: 2, part: "" },
      { name: "predicted u_i", size: 2, part: "" },
    ],
    heads: ["transmit", "receive"],
  });
  return perceptronResult(description, numLinks());
}

function perceptronResult(
  description: NetworkDescription,
  numPasses: number,
): TrackNetworkResult {
  const { numParameters, multiplyAdds }: NetworkCost = networkCost(description);
  return {
    numParameters,
    multiplyAdds: numPasses * multiplyAdds,
    shape: null,
    description,
  };
}
