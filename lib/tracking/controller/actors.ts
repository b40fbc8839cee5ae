/**
 * The two actors: the paper's, one network for all predicted coordinates (Sec.
 * 3.2), and one that scores each pair of a station and a target by itself, with
 * the same weights.
 *
 * @module
 */

import { rangeError, requireInteger } from "../../core/check.ts";
import type { RandomStream } from "../../core/random_stream.ts";
import { MultilayerPerceptron } from "../../nn/mlp.ts";
import type { AssociationProblem } from "../association/problem.ts";
import type { TrackingScenario } from "../scenario.ts";
import { maxTargets, requireTrackingScenario } from "../scenario_domain.ts";
import type { LinkActor } from "./link_actor.ts";
import {
  COVARIANCE_FEATURES,
  COVARIANCE_STATE,
  CovarianceFeatures,
  covarianceStateInto,
} from "./pair_features.ts";
import {
  PLACE_FEATURES,
  PLACE_STATE,
  PlaceFeatures,
  requirePlaces,
} from "./place_features.ts";

/** What an actor sees of a block. */
export const ACTOR_STATES = [
  "coordinates",
  "pairs, places",
  "pairs, covariance",
] as const;

/**
 * What an actor sees of a block.
 *
 * - `"coordinates"`: the predicted coordinates of all targets and the free
 *   chains of all stations, as in the paper. It serves one number of targets,
 *   in one order.
 * - `"pairs, places"`: of each pair what predicted places say, as ranges and
 *   directions.
 * - `"pairs, covariance"`: of each pair what the link would gain, which the
 *   covariance of the track says.
 */
export type ActorState = (typeof ACTOR_STATES)[number];

/** What an actor looks like. */
export interface ActorSettings {
  /** What it sees. */
  readonly state: ActorState;
  /** The widths of its hidden layers. */
  readonly hiddenSizes: readonly number[];
  /** Choices of a gradient step, for which there must be room. */
  readonly choicesPerStep: number;
}

/** The widths of the hidden layers of each actor; the paper gives none. */
export const ACTOR_HIDDEN_SIZES: Readonly<
  Record<ActorState, readonly number[]>
> = {
  "coordinates": [128, 128],
  "pairs, places": [32, 32],
  "pairs, covariance": [32],
};

/**
 * Makes an actor with fresh weights.
 *
 * @param scenario the setting
 * @param settings what it sees, and its layers
 * @param numTargets I of the actor of coordinates; the others serve any
 * @param rng the stream that the weights are drawn from
 * @throws {RangeError} where a setting breaks its rule
 */
export function createActor(
  scenario: TrackingScenario,
  { state, hiddenSizes, choicesPerStep }: ActorSettings,
  numTargets: number,
  rng: RandomStream,
): LinkActor {
  const action = "create an actor";
  requireTrackingScenario(action, scenario);
  const most = maxTargets(scenario);
  requireInteger(action, { numTargets }, 1, most);
  const numStations = scenario.baseStations.length;
  const open = (inputSize: number, outputSize: number, rows: number) =>
    new MultilayerPerceptron(
      { inputSize, hiddenSizes, headSizes: [outputSize] },
      { maxBatchSize: Math.min(65536, rows * choicesPerStep) },
      rng,
    );
  const name = `actor of ${state}`;
  if (state === "coordinates") {
    const numLinks = numStations * numTargets;
    const stateSize = 2 * numTargets;
    return {
      name,
      network: open(stateSize + numStations, numLinks + 1, 1),
      layout: "output a link",
      numTargets,
      canStop: true,
      stateSize,
      stateInto: (out, problem) => coordinatesInto(out, scenario, problem),
      rowsInto: (rows, _, problem, { freeChains }) => {
        coordinatesInto(rows, scenario, problem);
        for (let station = 0; station < numStations; station++) {
          rows[stateSize + station] = freeChains[station] / problem.capacity;
        }
      },
    };
  }
  // A row for every link, and one for the stop.
  const numRows = numStations * most + 1;
  const pair = { name, layout: "row a link", canStop: true } as const;
  if (state === "pairs, covariance") {
    const features = new CovarianceFeatures();
    return {
      ...pair,
      network: open(COVARIANCE_FEATURES, 1, numRows),
      stateSize: COVARIANCE_STATE,
      stateInto: covarianceStateInto,
      rowsInto: (...rows) => features.rowsInto(...rows),
    };
  }
  if (state === "pairs, places") {
    const features = new PlaceFeatures(scenario.baseStations);
    return {
      ...pair,
      network: open(PLACE_FEATURES, 1, numRows),
      stateSize: PLACE_STATE,
      stateInto: (out, problem) => features.stateInto(out, problem),
      rowsInto: (...rows) => features.rowsInto(...rows),
    };
  }
  throw rangeError(action, "state", ACTOR_STATES.join(" or "), state);
}

/** The predicted coordinates of all targets, from -1 to 1 in the area. */
export function coordinatesInto(
  out: Float32Array,
  { areaLengthM, areaWidthM }: TrackingScenario,
  problem: AssociationProblem,
): void {
  const predictedM = requirePlaces(problem);
  for (let target = 0; target < problem.numTargets; target++) {
    out[2 * target] = 2 * predictedM[2 * target] / areaLengthM - 1;
    out[2 * target + 1] = 2 * predictedM[2 * target + 1] / areaWidthM - 1;
  }
}
