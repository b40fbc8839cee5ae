/**
 * The extractor as printed (paper B, Sec. 3.1) as a filter of the closed loop.
 *
 * @module
 */
import { requirePositive } from "../../core/check.ts";
import type { StationMeasurement } from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import type { GroupFilter, TrackGroup } from "../track_group.ts";
import type { DynamicGraphNetwork } from "./dynamic_graph_network.ts";
import {
  extractLiterally,
  requireLiteralNetwork,
  requireTokens,
} from "./literal_extractor.ts";

/**
 * The paper's extractor as a filter of the closed loop. It has no covariance;
 * what it states is the mean square of its errors in training.
 *
 * @param name what it is called in tables and figures
 * @param scenario the setting
 * @param network of `literalShape`, for as many targets as are tracked or for
 *   a part of them that they can be divided into
 * @param predictionM2 the mean squared error of its predictions [m^2]
 * @returns the filter; it throws a TypeError where it is to begin tracks that
 *   can't be divided so
 * @throws {RangeError} where the network has another shape, or the mean squared
 *   error is not positive
 */
export function literalFilter(
  name: string,
  scenario: TrackingScenario,
  network: DynamicGraphNetwork,
  predictionM2: number,
): GroupFilter {
  const action = "make a filter";
  requireLiteralNetwork(action, network);
  requirePositive(action, { predictionM2 });
  const { windowLength, targetsPerToken } = network.shape;
  const variance = {
    varianceXM2: predictionM2 / 2,
    covarianceXYM2: 0,
    varianceYM2: predictionM2 / 2,
  };
  return {
    name,
    beginGroup(starts): TrackGroup {
      requireTokens("begin tracks", starts.length, network.shape);
      const seen: (readonly (readonly StationMeasurement[])[])[] = [];
      const numTokens = starts.length / targetsPerToken;
      let beliefs = starts.map(({ position }) => ({
        ...position,
        ...variance,
      }));
      let predictions = beliefs;
      return {
        beliefs: () => beliefs,
        predict: () => beliefs = predictions,
        update: (measurements) => {
          seen.push(measurements);
          if (seen.length > windowLength) seen.shift();
          network.tape.reset(false);
          const { now, next } = extractLiterally(
            scenario,
            network,
            seen.flat(),
            windowRows(seen.length, windowLength, numTokens),
            new Array<number>(numTokens).fill(seen.length),
          );
          [beliefs, predictions] = [now, next].map((output) => {
            const values = network.tape.valuesOf(output);
            return starts.map((_, target) => {
              const token = Math.floor(target / targetsPerToken);
              const at = token * output.rowStride +
                2 * (target % targetsPerToken);
              return { ...placeInArea(scenario, values, at), ...variance };
            });
          });
        },
      };
    },
  };
}

/** The rows of each token's window; the blocks stand one after another. */
function windowRows(
  numBlocks: number,
  windowLength: number,
  numTokens: number,
): Int32Array {
  const rows = new Int32Array(numTokens * windowLength);
  for (let token = 0; token < numTokens; token++) {
    for (let k = 0; k < numBlocks; k++) {
      rows[(token + 1) * windowLength - numBlocks + k] = k * numTokens + token;
    }
  }
  return rows;
}

/** The place that two outputs name; outside of the area, the nearest inside. */
function placeInArea(
  { areaLengthM, areaWidthM }: TrackingScenario,
  values: Float32Array,
  at: number,
): { xM: number; yM: number } {
  const within = (output: number, lengthM: number) =>
    Math.max(0, Math.min(lengthM, (output + 1) * lengthM / 2));
  return {
    xM: within(values[at], areaLengthM),
    yM: within(values[at + 1], areaWidthM),
  };
}
