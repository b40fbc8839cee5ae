/**
 * The incomplete gamma function, as far as the chi-squared tails start from it.
 *
 * With a = half the degrees of freedom and y = half the threshold, the central
 * survival function is the regularized upper incomplete gamma function Q(a, y)
 * (NIST DLMF 8.2.4). It is returned in units of the Poisson-like weight
 *
 *     t(a, y) = y^a e^(-y) / gamma(a + 1)
 *
 * so that a caller deep in a tail can sum numbers of ordinary size and put the
 * tiny factor on at the very end. Arguments are trusted: the public functions of
 * the neighbouring modules check them.
 *
 * @module
 */

/** Iterations after which a loop ends whatever happens; about 100 are ever used. */
const MAX_ITERATIONS = 1000;

/** Above this y the continued fraction is quick; below it, for a < 1, the series. */
const SMALL_Y = 1.5;

/**
 * Taylor coefficients of 1 / gamma(1 + z) without the leading 1 (Abramowitz and
 * Stegun 6.1.34, recomputed with mpmath 1.3 at 40 digits).
 */
const RECIPROCAL_GAMMA: readonly number[] = [
  0.5772156649015328606,
  -0.6558780715202538811,
  -0.04200263503409523553,
  0.1665386113822914895,
  -0.04219773455554433675,
  -0.009621971527876973562,
  0.007218943246663099542,
  -0.001165167591859065112,
  -0.0002152416741149509728,
  0.0001280502823881161862,
  -2.013485478078823866e-5,
  -1.250493482142670657e-6,
  1.133027231981695882e-6,
  -2.056338416977607103e-7,
  6.116095104481415818e-9,
  5.00200764446922293e-9,
  -1.181274570487020145e-9,
  1.04342671169110051e-10,
  7.782263439905071254e-12,
  -3.696805618642205708e-12,
  5.100370287454475979e-13,
  -2.058326053566506783e-14,
  -5.348122539423017982e-15,
  1.22677862823826079e-15,
  -1.18125930169745877e-16,
  1.186692254751600333e-18,
];

/** gamma(1 + i/2) at index i: every integer number of degrees of freedom to 128. */
const GAMMA_OF_HALVES = Float64Array.from(
  { length: 129 },
  (_, index) => gammaByRecurrence(index / 2),
);

/**
 * gamma(1 + a), for 0 <= a <= 100.
 *
 * @param a half the degrees of freedom, 0 <= a <= 100
 * @returns gamma(1 + a), within about 1e-15 relative for a below 32
 */
export function gammaOfOnePlus(a: number): number {
  const index = 2 * a;
  return index <= 128 && index === Math.floor(index)
    ? GAMMA_OF_HALVES[index]
    : gammaByRecurrence(a);
}

/**
 * The regularized upper incomplete gamma function in units of its weight,
 * Q(a, y) / t(a, y): all terms are positive, so it is exact to rounding.
 *
 * An integer a has a finite sum (DLMF 8.4.8); else Legendre's continued fraction
 * (DLMF 8.9.2) by the modified Lentz method; for a < 1 and y < 1.5, where that is
 * slow, the series about y = 0.
 *
 * @param a half the degrees of freedom, 0 < a <= 100
 * @param y half the threshold, y > a, or any y > 0 if a < 1
 * @returns Q(a, y) / t(a, y)
 */
export function upperGammaInWeights(a: number, y: number): number {
  if (a === Math.floor(a)) return upperFiniteSum(a, y);
  if (a < 1 && y < SMALL_Y) {
    return upperNearZero(a, y) * gammaOfOnePlus(a) * Math.exp(y) / y ** a;
  }
  return upperContinuedFraction(a, y);
}

/** a/y + a(a-1)/y^2 + ... + a!/y^a. */
function upperFiniteSum(a: number, y: number): number {
  const reciprocal = 1 / y;
  let term = 1;
  let sum = 0;
  for (let factor = a; factor > 0; factor--) {
    term *= factor * reciprocal;
    sum += term;
  }
  return sum;
}

function upperContinuedFraction(a: number, y: number): number {
  let b = y + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < MAX_ITERATIONS; i++) {
    const numerator = i * (a - i);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 2e-16) break;
  }
  return a * fraction;
}

/**
 * Q(a, y) for 0 < a < 1 and small y: one minus the series of P(a, y), with the
 * leading 1 removed by hand since Q is of the order of a when a is tiny.
 */
function upperNearZero(a: number, y: number): number {
  const excess = reciprocalGammaExcess(a);
  let power = 1;
  let sum = 0;
  for (let n = 1; n < MAX_ITERATIONS; n++) {
    power *= -y / n;
    sum += power / (a + n);
    if (Math.abs(power) < 1e-17 * Math.abs(sum)) break;
  }
  return -Math.expm1(a * Math.log(y)) -
    y ** a * a * (excess + (1 + a * excess) * sum);
}

/** (1 / gamma(1 + z) - 1) / z for 0 <= z <= 1. */
function reciprocalGammaExcess(z: number): number {
  let sum = 0;
  for (let n = RECIPROCAL_GAMMA.length - 1; n >= 0; n--) {
    sum = sum * z + RECIPROCAL_GAMMA[n];
  }
  return sum;
}

function gammaByRecurrence(a: number): number {
  const whole = Math.floor(a);
  const fraction = a - whole;
  let gamma = 1 / (1 + fraction * reciprocalGammaExcess(fraction));
  for (let i = 1; i <= whole; i++) gamma *= fraction + i;
  return gamma;
}
