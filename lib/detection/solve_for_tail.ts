/**
 * Solves a monotone tail probability for its argument, however small the
 * probability is.
 *
 * @module
 */

/** Bracketing and solving end by then; together they take 14 steps on average. */
const MAX_STEPS = 300;
/** Stands for the logarithm of 0, so that the solver can interpolate from it. */
const LARGE_LOG = 1e4;

/** What solveForTail looks for, and where from. */
export interface TailTarget {
  /** The value that the tail should have, 0 < probability <= 0.5. */
  readonly probability: number;
  /** Whether the tail rises with its argument. */
  readonly rising: boolean;
  /** An argument of the right size, above 0. */
  readonly guess: number;
  /** About how far from the guess the answer is, relatively. */
  readonly spread: number;
}

/**
 * Solves tail(x) = probability for x > 0, where tail is monotone.
 *
 * The unknown is log(x / guess), and what must vanish is log(tail / probability):
 * both so that a tail of 1e-290 is as easy as one of 0.1. A bracket is widened
 * by doubling, then narrowed by Chandrupatla's method (Advances in Engineering
 * Software 28, 1997): inverse quadratic interpolation where it is safe, else
 * bisection, so never slower than bisection.
 *
 * @param tail the function, trusted to be monotone from x = 0 to Infinity
 * @param target the value wanted and where to start
 * @returns x, to the rounding of tail; a root below every double as one below 1e-322
 */
export function solveForTail(
  tail: (x: number) => number,
  target: TailTarget,
): number {
  const { probability, rising, guess, spread } = target;
  const sign = rising ? 1 : -1;
  const residual = (shift: number) => {
    const log = Math.log(tail(guess * Math.exp(shift)) / probability);
    return sign * Math.max(-LARGE_LOG, Math.min(LARGE_LOG, log));
  };

  let a = 0;
  let residualAtA = residual(a);
  const direction = residualAtA < 0 ? 1 : -1;
  let b = a;
  let residualAtB = residualAtA;
  let width = Math.min(spread, 1);
  for (let i = 0; i < MAX_STEPS && residualAtB * direction < 0; i++) {
    a = b;
    residualAtA = residualAtB;
    b += direction * width;
    residualAtB = residual(b);
    width *= 2;
    if (Math.abs(b) > 3000) break;
  }
  return guess *
    Math.exp(narrowBracket(residual, a, residualAtA, b, residualAtB));
}

function narrowBracket(
  residual: (shift: number) => number,
  start: number,
  residualAtStart: number,
  end: number,
  residualAtEnd: number,
): number {
  let [a, atA, b, atB] = [end, residualAtEnd, start, residualAtStart];
  let fraction = 0.5;
  for (let i = 0; i < MAX_STEPS; i++) {
    const trial = a + fraction * (b - a);
    const atTrial = residual(trial);
    let [c, atC] = [a, atA];
    if (Math.sign(atTrial) !== Math.sign(atA)) {
      [c, b, atC, atB] = [b, a, atB, atA];
    }
    [a, atA] = [trial, atTrial];
    const [best, atBest] = Math.abs(atA) < Math.abs(atB) ? [a, atA] : [b, atB];
    const tolerance = 1e-17 + 2.3e-16 * Math.abs(best);
    const smallest = tolerance / Math.abs(b - a);
    if (atBest === 0 || smallest > 0.5) return best;
    fraction = Math.max(
      smallest,
      Math.min(
        1 - smallest,
        interpolatedFraction(a, atA, b, atB, c, atC),
      ),
    );
  }
  return a;
}

/** Where from a towards b the residual vanishes; one half if that is not safe. */
function interpolatedFraction(
  a: number,
  atA: number,
  b: number,
  atB: number,
  c: number,
  atC: number,
): number {
  const xi = (a - b) / (c - b);
  const phi = (atA - atB) / (atC - atB);
  if (!(phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi)) return 0.5;
  return atA / (atB - atA) * atC / (atB - atC) +
    (c - a) / (b - a) * atA / (atC - atA) * atB / (atC - atB);
}
