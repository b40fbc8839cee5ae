/**
 * Picking an agent in a twin. Of agents that were trained alike, some fail by
 * chance: a twin shows which, at no cost to the real system, where an agent that
 * trains online would pay for each trial.
 *
 * @module
 */

import { requireInteger } from "../core/check.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import { range } from "../core/range.ts";
import { meanStepsOver } from "./evaluate.ts";
import { learnedPolicy, type TrainedAgent } from "./train.ts";
import type { TwinWorld } from "./twins/twin.ts";

/** How many agents there are, and how they are judged. */
export interface PickingSettings {
  /** The agents that are trained. */
  readonly numAgents: number;
  /** The twin's episodes that each is judged by: the same ones. */
  readonly numJudged: number;
}

/**
 * Trains agents and keeps the one that needs the fewest steps in the twin.
 *
 * @param twin where they are judged
 * @param settings how many, and by how many episodes
 * @param open the streams of the seed; each agent has its own
 * @param train trains an agent under its streams
 * @throws {RangeError} where a setting is no positive integer
 */
export function pickInTwin(
  twin: TwinWorld,
  { numAgents, numJudged }: PickingSettings,
  open: StreamOpener,
  train: (open: StreamOpener) => TrainedAgent,
): TrainedAgent {
  requireInteger("pick an agent", { numAgents }, 1, 1000);
  requireInteger("pick an agent", { numJudged }, 1, 1e6);
  const agents = range(0, numAgents).map((k) =>
    train((label) => open(`agent ${k}/${label}`))
  );
  const steps = agents.map(({ network, encoder }) =>
    meanStepsOver(
      twin,
      learnedPolicy("judged", network, encoder),
      numJudged,
      (n) => (label) => open(`judged ${n}/${label}`),
      twin.requiredDetectionProbability,
    )
  );
  return agents[steps.indexOf(Math.min(...steps))];
}
