/**
 * The tails of the non-central chi-squared distribution from the inversion
 * integral of its moment generating function, on a circle through the saddle
 * point, by 15 nodes of the midpoint rule.
 *
 * It is a different formula, not an approximation: the rule converges
 * exponentially (Trefethen and Weideman, SIAM Review 56, 2014), and the pole
 * beside the path is put in exactly.
 *
 * @module
 */

/** Spacing and number of the nodes: exp(-6.09^2) and the aliasing are below 1e-16. */
const STEP = 0.42;
const NUM_NODES = 15;
const NODE = Float64Array.from(
  { length: NUM_NODES },
  (_, i) => (i + 0.5) * STEP,
);
const NODE_WEIGHT = NODE.map((node) => Math.exp(-node * node) * STEP / Math.PI);
/** Beyond this distance the pole's share is below rounding. */
const POLE_IS_FAR = 3.5;

/**
 * The smaller tail from the inversion integral of the moment generating function,
 *
 *     e^E / (2 pi) * integral of  e^(z (cos f - 1) + i k (sin f - f)) / (1 - v e^(-i f))  df
 *
 * over the circle w = e^(i f), where 1 - 2 s = u w, u = (k + z) / (2 y) is the
 * saddle point, v = 1 / u the pole (s = 0), and e^E the Chernoff bound. The
 * variable t = sqrt(2 z) sin(f / 2) makes the peak exactly e^(-t^2), so the
 * weights are a table. What the midpoint rule misses is the residue at the pole,
 * at the distance sqrt(2 z) |u - 1| / (2 sqrt(u)) from the path.
 *
 * @param order k, 0 < k <= 5e5
 * @param mean m, the Poisson mean
 * @param y half the threshold
 * @param excess y - m - k, which the caller may know with less rounding
 * @param sharpnessSquared z^2 = k^2 + 4 m y, at least 3600
 * @returns the smaller of the two tails
 */
export function smallerTailByIntegral(
  order: number,
  mean: number,
  y: number,
  excess: number,
  sharpnessSquared: number,
): number {
  if (sharpnessSquared === Infinity) return 0;
  const z = Math.sqrt(sharpnessSquared);
  const u = (order + z) / (2 * y);
  const slack = 2 * y - order;
  const tilt = slack > 0 ? -2 * excess / (slack + z) : (z - slack) / (2 * y);
  const exponent = tilt > 1
    ? order - mean - y + 2 * mean / u - order * Math.log(u)
    : order * minusLog1p(tilt, u) - y * tilt * tilt;
  if (!(exponent > -750)) return 0;

  const v = 1 / u;
  const gap = tilt / u;
  const gapSquared = gap * gap;
  const scale = 1 / (2 * z);
  const rootScale = Math.sqrt(scale);
  let sum = 0;
  for (let i = 0; i < NUM_NODES; i++) {
    const sine = NODE[i] * rootScale;
    const sineSquared = sine * sine;
    const phase = order * sine * sineSquared * phasePolynomial(sineSquared);
    const phaseSquared = phase * phase;
    let cosPhase;
    let sinPhase;
    if (phaseSquared < 0.5) {
      cosPhase = smallCosine(phaseSquared);
      sinPhase = phase * smallSineRatio(phaseSquared);
    } else {
      cosPhase = Math.cos(phase);
      sinPhase = Math.sin(phase);
    }
    const cosine = Math.sqrt(1 - sineSquared);
    const step = 2 * v * sineSquared;
    sum += NODE_WEIGHT[i] *
      (cosPhase * (gap + step) + 2 * v * sine * cosine * sinPhase) /
      ((gapSquared + 2 * step) * cosine);
  }
  const integral = Math.exp(exponent) * 2 * rootScale * sum;
  const poleDistance = Math.sqrt(0.5 * z * v) * Math.abs(tilt);
  const residue = poleDistance > POLE_IS_FAR
    ? 0
    : 1 / (1 + Math.exp(2 * Math.PI / STEP * poleDistance));
  return (excess > 0 ? -integral : integral) + residue;
}

/** (sin f - f) / sin^3(f / 2) as a series in q = sin^2(f / 2), for q < 0.32. */
function phasePolynomial(q: number): number {
  let sum = -88179 / 3276800;
  sum = -46189 / 1507328 + q * sum;
  sum = -12155 / 344064 + q * sum;
  sum = -6435 / 155648 + q * sum;
  sum = -429 / 8704 + q * sum;
  sum = -77 / 1280 + q * sum;
  sum = -63 / 832 + q * sum;
  sum = -35 / 352 + q * sum;
  sum = -5 / 36 + q * sum;
  sum = -3 / 14 + q * sum;
  sum = -2 / 5 + q * sum;
  return -4 / 3 + q * sum;
}

/** cos(x) by its series in x^2, for x^2 < 0.5, in place of the slower Math.cos. */
function smallCosine(square: number): number {
  let sum = -1 / 87178291200;
  sum = 1 / 479001600 + square * sum;
  sum = -1 / 3628800 + square * sum;
  sum = 1 / 40320 + square * sum;
  sum = -1 / 720 + square * sum;
  sum = 1 / 24 + square * sum;
  sum = -1 / 2 + square * sum;
  return 1 + square * sum;
}

/** sin(x) / x by its series in x^2, for x^2 < 0.5. */
function smallSineRatio(square: number): number {
  let sum = -1 / 1307674368000;
  sum = 1 / 6227020800 + square * sum;
  sum = -1 / 39916800 + square * sum;
  sum = 1 / 362880 + square * sum;
  sum = -1 / 5040 + square * sum;
  sum = 1 / 120 + square * sum;
  sum = -1 / 6 + square * sum;
  return 1 + square * sum;
}

/** x - log(1 + x) without cancellation, for -1 < x <= 1, given 1 + x too. */
function minusLog1p(x: number, onePlusX: number): number {
  if (Math.abs(x) > 0.3) return x - Math.log(onePlusX);
  const ratio = x / (2 + x);
  const square = ratio * ratio;
  let series = 0;
  for (let n = 25; n >= 3; n -= 2) series = series * square + 1 / n;
  return ratio * (x - 2 * square * series);
}
