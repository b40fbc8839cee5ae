/**
 * Generalized advantage estimation (Schulman et al., "High-dimensional
 * continuous control using generalized advantage estimation", 2016).
 *
 * @module
 */
import { requireWithin, shapeError } from "../core/check.ts";

/** How advantages are estimated. */
export interface AdvantageSettings {
  /** gamma, from 0 to 1. */
  readonly discountFactor: number;
  /** lambda, from 0 to 1: 0 trusts the critic, 1 the rewards. */
  readonly traceDecay: number;
}

/** The steps of one or more episodes, one after the other. */
export interface ValuedSteps {
  /** r_t, the reward after the action of each step. */
  readonly rewards: ArrayLike<number>;
  /** V(s_t), what the critic expects at each step. */
  readonly values: ArrayLike<number>;
  /** 1 at the last step of an episode, behind which nothing is worth anything. */
  readonly ends: ArrayLike<number>;
}

/**
 * A_t = delta_t + gamma lambda A_{t+1}, with
 * delta_t = r_t + gamma V(s_{t+1}) - V(s_t); at an episode's last step the
 * value of what follows and its advantage are 0. A_t + V(s_t) is what the
 * critic learns.
 *
 * @param out where the advantages are written, a number a step
 * @param steps the steps; the last one ends an episode
 * @param settings gamma and lambda
 * @throws {RangeError} where a setting breaks its rule
 * @throws {TypeError} where there are not as many of each
 */
export function generalizedAdvantagesInto(
  out: Float64Array,
  { rewards, values, ends }: ValuedSteps,
  { discountFactor, traceDecay }: AdvantageSettings,
): void {
  const action = "estimate advantages";
  requireWithin(action, { discountFactor, traceDecay }, 0, 1);
  for (const [name, list] of Object.entries({ rewards, values, ends })) {
    if (list.length !== out.length) {
      const rule = `be as many as the ${out.length} advantages`;
      throw shapeError(action, name, rule, list.length);
    }
  }
  let nextValue = 0;
  let nextAdvantage = 0;
  for (let t = out.length - 1; t >= 0; t--) {
    if (ends[t] !== 0) nextValue = nextAdvantage = 0;
    const error = rewards[t] + discountFactor * nextValue - values[t];
    nextAdvantage = error + discountFactor * traceDecay * nextAdvantage;
    nextValue = values[t];
    out[t] = nextAdvantage;
  }
}
