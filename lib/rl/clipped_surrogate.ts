/**
 * The clipped surrogate objective of proximal policy optimisation (Schulman et
 * al., "Proximal policy optimization algorithms", 2017, eq. (7)), which paper B
 * trains its controller with (Sec. 3.3).
 *
 * @module
 */

/** The objective of one action, and how it changes with the policy. */
export interface SurrogateTerm {
  /** min(r A, clip(r, 1 - epsilon, 1 + epsilon) A): what is maximised. */
  readonly objective: number;
  /** Its derivative with respect to the logarithm of the probability. */
  readonly logGradient: number;
  /** Whether the clipping holds it: the derivative is then 0. */
  readonly isClipped: boolean;
}

/**
 * The objective of one action with the ratio r of its probability now to that
 * with which it was drawn.
 *
 * @param logRatio log r
 * @param advantage A
 * @param clipRange epsilon
 */
export function clippedSurrogate(
  logRatio: number,
  advantage: number,
  clipRange: number,
): SurrogateTerm {
  const ratio = Math.exp(logRatio);
  const isClipped = advantage >= 0
    ? ratio > 1 + clipRange
    : ratio < 1 - clipRange;
  if (isClipped) {
    const bound = advantage >= 0 ? 1 + clipRange : 1 - clipRange;
    return { objective: bound * advantage, logGradient: 0, isClipped };
  }
  const objective = ratio * advantage;
  return { objective, logGradient: objective, isClipped };
}
