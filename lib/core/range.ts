/**
 * Whole numbers in a row.
 *
 * @module
 */

/** The whole numbers from start up to, but without, end. */
export function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
}
