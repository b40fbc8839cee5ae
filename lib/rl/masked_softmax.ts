/**
 * A distribution over actions of which some are masked out: the softmax over
 * the scores of the others, draws from it, and its gradients.
 *
 * @module
 */
import { rangeError, shapeError } from "../core/check.ts";
import type { RandomStream } from "../core/random_stream.ts";

/**
 * p_k = e^(s_k) / sum e^(s_l) over the actions that are permitted, 0 elsewhere.
 *
 * @param out where it is written, a number an action
 * @param scores s, of which `out.length` are read from `first` on
 * @param mask 1 where an action is permitted; all are, unless given
 * @param stride from one score to the next
 * @throws {RangeError} where no action is permitted, or a score is not finite
 */
export function maskedSoftmaxInto(
  out: Float64Array,
  scores: ArrayLike<number>,
  mask: ArrayLike<number> | null = null,
  first = 0,
  stride = 1,
): void {
  let largest = -Infinity;
  for (let k = 0; k < out.length; k++) {
    if (mask !== null && mask[k] === 0) continue;
    const score = scores[first + k * stride];
    if (!Number.isFinite(score)) {
      throw rangeError("weigh actions", "each score", "finite", score);
    }
    if (score > largest) largest = score;
  }
  if (largest === -Infinity) {
    const name = "the number of permitted actions";
    throw rangeError("weigh actions", name, "at least 1", 0);
  }
  let sum = 0;
  for (let k = 0; k < out.length; k++) {
    const isPermitted = mask === null || mask[k] !== 0;
    out[k] = isPermitted ? Math.exp(scores[first + k * stride] - largest) : 0;
    sum += out[k];
  }
  for (let k = 0; k < out.length; k++) out[k] /= sum;
}

/**
 * Draws an action from a distribution, with one uniform number.
 *
 * @param probabilities of each action, summing to 1
 * @param rng the stream of the draw
 */
export function sampleAction(
  probabilities: ArrayLike<number>,
  rng: RandomStream,
): number {
  let left = rng.uniform();
  let drawn = 0;
  // Rounding can leave something over: the last possible action then takes it.
  for (let k = 0; k < probabilities.length && left >= 0; k++) {
    if (probabilities[k] === 0) continue;
    drawn = k;
    left -= probabilities[k];
  }
  return drawn;
}

/** The action of the largest probability; of equals, the first. */
export function likeliestAction(probabilities: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < probabilities.length; k++) {
    if (probabilities[k] > probabilities[best]) best = k;
  }
  return best;
}

/** The entropy of a distribution, -sum p log p [nats]. */
export function entropyOf(probabilities: ArrayLike<number>): number {
  let entropy = 0;
  for (let k = 0; k < probabilities.length; k++) {
    const p = probabilities[k];
    if (p > 0) entropy -= p * Math.log(p);
  }
  return entropy;
}

/**
 * The gradient of u log p_a + w H with respect to the scores, where H is the
 * entropy: u (1[k = a] - p_k) - w p_k (log p_k + H).
 *
 * @param out where it is written, 0 for actions that are masked out
 * @param probabilities p, as of `maskedSoftmaxInto`
 * @param action a
 * @param logWeight u
 * @param entropyWeight w
 * @throws {TypeError} where the arrays are not as long
 */
export function scoreGradientInto(
  out: Float64Array,
  probabilities: Float64Array,
  action: number,
  logWeight: number,
  entropyWeight: number,
): void {
  if (out.length !== probabilities.length) {
    const rule = `be as long as the ${probabilities.length} probabilities`;
    throw shapeError("differentiate", "out", rule, out.length);
  }
  const entropy = entropyWeight === 0 ? 0 : entropyOf(probabilities);
  for (let k = 0; k < out.length; k++) {
    const p = probabilities[k];
    out[k] = -logWeight * p;
    if (p > 0 && entropyWeight !== 0) {
      out[k] -= entropyWeight * p * (Math.log(p) + entropy);
    }
  }
  out[action] += logWeight;
}
