/**
 * The dominant subspace of the covariance of shifted sub-arrays: the signal
 * part of MUSIC (Schmidt, 1986) where there is a single snapshot.
 *
 * Shifts of a sub-array over the sub-carriers see the same range and angle with
 * another phase, so their covariance has one large eigenvalue a target. Seen
 * backward and conjugated they do again, as the pairs' amplitudes are real.
 *
 * @module
 */

import { type ComplexArray, complexZeros } from "../core/complex_array.ts";
import type { Looks } from "./range_angle_search.ts";

/**
 * The width of a sub-array over that of the band. A wide one tells the range of
 * one target best (the range's error is 1.06 times the bound; 1.3 times at two
 * thirds); what it leaves for shifts tells several apart.
 */
const SUBARRAY_SHARE = 0.9;
const MAX_ITERATIONS = 40;
/** The squared sine of the angle between iterates at which they agree. */
const AGREEMENT = 1e-8;

/**
 * The eigenvectors of the largest eigenvalues, each as a look at the target.
 *
 * @param look one look, shape [K, L]
 * @param numPairs the number of beam pairs K
 * @param stride sub-carriers from one element of a sub-array to the next
 * @param numSources how many eigenvectors
 * @returns the eigenvectors of unit norm, shape [sources, K, M]
 */
export function dominantSubspace(
  look: Looks,
  numPairs: number,
  stride: number,
  numSources: number,
): Looks {
  const numSubcarriers = look.numElements;
  const numElements = Math.max(
    2,
    Math.round(SUBARRAY_SHARE * numSubcarriers / stride),
  );
  const snapshots = shiftedSubarrays(look, numPairs, stride, numElements);
  const size = numPairs * numElements;
  const count = Math.min(numSources, snapshots.re.length / size);
  const vectors = iterateSubspace(snapshots, size, count);
  return {
    ...vectors,
    numLooks: count,
    numElements,
    phasePerMetreRad: look.phasePerMetreRad * stride,
  };
}

/** Forward and backward sub-arrays, shape [snapshots, K, M]. */
function shiftedSubarrays(
  { re, im, numElements: numSubcarriers }: Looks,
  numPairs: number,
  stride: number,
  numElements: number,
): ComplexArray {
  const numShifts = numSubcarriers - (numElements - 1) * stride;
  const size = numPairs * numElements;
  const snapshots = complexZeros(2 * numShifts * size);
  for (let shift = 0; shift < numShifts; shift++) {
    for (let k = 0; k < numPairs; k++) {
      const to = shift * size + k * numElements;
      const back = to + numShifts * size;
      for (let m = 0; m < numElements; m++) {
        const forward = k * numSubcarriers + shift + m * stride;
        const backward = (k + 1) * numSubcarriers - 1 - shift - m * stride;
        snapshots.re[to + m] = re[forward];
        snapshots.im[to + m] = im[forward];
        snapshots.re[back + m] = re[backward];
        snapshots.im[back + m] = -im[backward];
      }
    }
  }
  return snapshots;
}

/** Orthogonal iteration on X X^H without ever forming it. */
function iterateSubspace(
  snapshots: ComplexArray,
  size: number,
  count: number,
): ComplexArray {
  const numSnapshots = snapshots.re.length / size;
  let vectors = complexZeros(count * size);
  for (let p = 0; p < count; p++) {
    const from = Math.floor(p * numSnapshots / count) * size;
    vectors.re.set(snapshots.re.subarray(from, from + size), p * size);
    vectors.im.set(snapshots.im.subarray(from, from + size), p * size);
  }
  orthonormalize(vectors, size, count);
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const next = multiplyByCovariance(snapshots, vectors, size, count);
    orthonormalize(next, size, count);
    const isDone = disagreement(vectors, next, size, count) < AGREEMENT;
    vectors = next;
    if (isDone) break;
  }
  return vectors;
}

function multiplyByCovariance(
  { re, im }: ComplexArray,
  vectors: ComplexArray,
  size: number,
  count: number,
): ComplexArray {
  const product = complexZeros(count * size);
  for (let start = 0; start < re.length; start += size) {
    for (let p = 0; p < count; p++) {
      const at = p * size;
      let sumRe = 0;
      let sumIm = 0;
      for (let i = 0; i < size; i++) {
        const a = re[start + i];
        const b = im[start + i];
        sumRe += a * vectors.re[at + i] + b * vectors.im[at + i];
        sumIm += a * vectors.im[at + i] - b * vectors.re[at + i];
      }
      for (let i = 0; i < size; i++) {
        const a = re[start + i];
        const b = im[start + i];
        product.re[at + i] += a * sumRe - b * sumIm;
        product.im[at + i] += a * sumIm + b * sumRe;
      }
    }
  }
  return product;
}

/** Gram and Schmidt's way; what is left of nothing is nothing. */
function orthonormalize(
  { re, im }: ComplexArray,
  size: number,
  count: number,
): void {
  for (let p = 0; p < count; p++) {
    for (let q = 0; q < p; q++) {
      const [productRe, productIm] = product(p, q);
      for (let i = 0; i < size; i++) {
        const a = re[q * size + i];
        const b = im[q * size + i];
        re[p * size + i] -= a * productRe - b * productIm;
        im[p * size + i] -= a * productIm + b * productRe;
      }
    }
    const [power] = product(p, p);
    const scale = power > 0 ? 1 / Math.sqrt(power) : 0;
    for (let i = p * size; i < (p + 1) * size; i++) {
      re[i] *= scale;
      im[i] *= scale;
    }
  }

  /** v_q^H v_p. */
  function product(p: number, q: number): [number, number] {
    let [sumRe, sumIm] = [0, 0];
    for (let i = 0; i < size; i++) {
      const a = re[q * size + i];
      const b = im[q * size + i];
      const c = re[p * size + i];
      const d = im[p * size + i];
      sumRe += a * c + b * d;
      sumIm += a * d - b * c;
    }
    return [sumRe, sumIm];
  }
}

/** The share of the new vectors' power that the old do not span. */
function disagreement(
  before: ComplexArray,
  after: ComplexArray,
  size: number,
  count: number,
): number {
  let spanned = 0;
  for (let p = 0; p < count; p++) {
    for (let q = 0; q < count; q++) {
      let [re, im] = [0, 0];
      for (let i = 0; i < size; i++) {
        const a = before.re[q * size + i];
        const b = before.im[q * size + i];
        const c = after.re[p * size + i];
        const d = after.im[p * size + i];
        re += a * c + b * d;
        im += a * d - b * c;
      }
      spanned += re * re + im * im;
    }
  }
  return 1 - spanned / count;
}
