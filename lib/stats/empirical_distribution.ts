/**
 * The empirical distribution function of a sample.
 *
 * @module
 */

/**
 * The share of a sample at or below each point of a grid.
 *
 * @param sample the values, at least one
 * @param grid the points, ascending
 * @returns a share in [0, 1] for each point
 */
export function cumulativeShares(
  sample: readonly number[],
  grid: readonly number[],
): number[] {
  const sorted = Float64Array.from(sample).sort();
  let count = 0;
  return grid.map((point) => {
    while (count < sorted.length && sorted[count] <= point) count++;
    return count / sorted.length;
  });
}
