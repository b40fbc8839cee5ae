/**
 * The loss of double Q-learning in plain float64 loops: the oracle of the
 * learner's gradients.
 *
 * @module
 */
import type { DuelingKind } from "../../lib/rl/dueling_head.ts";
import type { DuelingQNetwork } from "../../lib/rl/dueling_q_network.ts";
import { ReplayBuffer } from "../../lib/rl/replay_buffer.ts";
import type { TransitionBatch } from "../../lib/rl/transition_batch.ts";
import type { RandomStream } from "../../lib/core/random_stream.ts";
import {
  type Arrays,
  naiveForward,
  sampleRows,
} from "../nn/naive_perceptron.ts";

/** Two hidden layers, as the networks here have. */
const NUM_HIDDEN = 2;

/** Gives the Q-values of states, eq. (34), from weights as exported. */
export function naiveQValues(
  weights: Arrays,
  dueling: DuelingKind,
  states: readonly (readonly number[])[],
): number[][] {
  return naiveForward(weights, NUM_HIDDEN, states).map((heads) => {
    if (dueling === "none") return heads;
    const [value, ...advantages] = heads;
    const baseline = dueling === "max"
      ? Math.max(...advantages)
      : mean(advantages);
    return advantages.map((advantage) => value + advantage - baseline);
  });
}

/** What a loss is computed from, beside the weights. */
export interface LossSettings {
  readonly dueling: DuelingKind;
  readonly target: "double" | "literal";
  readonly discountFactor: number;
  readonly conservativeWeight: number;
}

/** V_t of every transition of a batch, eq. (35). */
export function naiveTargets(
  weights: Arrays,
  targetWeights: Arrays,
  batch: TransitionBatch,
  { dueling, target, discountFactor }: LossSettings,
): number[] {
  const nextStates = statesOf(batch.nextStates.values, batch);
  const chosenBy = target === "double" ? weights : targetWeights;
  const choosing = naiveQValues(chosenBy, dueling, nextStates);
  const valuing = naiveQValues(targetWeights, dueling, nextStates);
  return choosing.map((qValues, n) => {
    const action = qValues.indexOf(Math.max(...qValues));
    const nextValue = batch.bootstraps[n] * valuing[n][action];
    return batch.rewards[n] + discountFactor * nextValue;
  });
}

/** The loss (45) of a batch, its two terms apart; the targets are constants. */
export function naiveLoss(
  weights: Arrays,
  targets: readonly number[],
  batch: TransitionBatch,
  { dueling, conservativeWeight }: LossSettings,
): { loss: number; penalty: number; total: number } {
  const states = statesOf(batch.states.values, batch);
  const qValues = naiveQValues(weights, dueling, states);
  const chosen = qValues.map((row, n) => row[batch.actions[n]]);
  const loss = mean(chosen.map((q, n) => (targets[n] - q) ** 2));
  const penalty = mean(
    qValues.map((row, n) =>
      Math.log(row.reduce((sum, q) => sum + Math.exp(q), 0)) - chosen[n]
    ),
  );
  return { loss, penalty, total: loss + conservativeWeight * penalty };
}

/** A buffer of random transitions. */
export function fillReplay(
  shape: { stateSize: number; numActions: number },
  numTransitions: number,
  rng: RandomStream,
): ReplayBuffer {
  const replay = new ReplayBuffer({ ...shape, capacity: numTransitions });
  for (let i = 0; i < numTransitions; i++) {
    const [state, nextState] = sampleRows(2, shape.stateSize, rng);
    const action = rng.integer(shape.numActions);
    const reward = rng.gaussian();
    replay.push(state, action, reward, nextState, rng.uniform() < 0.8);
  }
  return replay;
}

/** Moves all weights of a network a little, biases too, off every kink. */
export function shakeWeights(network: DuelingQNetwork, rng: RandomStream) {
  network.importWeights(
    network.exportWeights().map((array) =>
      array.map((value) => value + 0.1 * rng.gaussian())
    ),
  );
}

function statesOf(
  values: Float32Array,
  { size, states: { numColumns } }: TransitionBatch,
): number[][] {
  return Array.from(
    { length: size },
    (_, n) => [...values.slice(n * numColumns, (n + 1) * numColumns)],
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
