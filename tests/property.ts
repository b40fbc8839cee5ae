/**
 * Property tests that draw the same cases on every run.
 *
 * @module
 */

import fc from "fast-check";

/** Asserts a property on cases drawn from a fixed seed. */
export function checkProperty<T>(
  property: fc.IProperty<T>,
  numRuns = 200,
): void {
  fc.assert(property, { seed: 20261121, numRuns });
}
