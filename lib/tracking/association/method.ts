/**
 * What an association method is: anything that names a set of stations for each
 * target. To add one of your own, write an object of the type
 * `AssociationMethod`; `associationCost` checks and scores what it names.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import type { AssociationProblem } from "./problem.ts";

/** A way to associate targets with base stations. */
export interface AssociationMethod {
  /** What it is called in tables and figures. */
  readonly name: string;
  /**
   * Names the stations of each target, a bitmask each.
   *
   * @param problem the block
   * @param rng the method's own random numbers
   */
  associate(
    problem: AssociationProblem,
    rng: RandomStream,
  ): readonly number[];
}
