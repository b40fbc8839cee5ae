/**
 * Every station to every target: what no network of so few chains can do, and
 * so a bound for what an association can give.
 *
 * @module
 */

import type { AssociationMethod } from "./method.ts";

/** All stations; feasible only where the capacity is the number of targets. */
export const allStations: AssociationMethod = {
  name: "all stations",
  associate: ({ numBaseStations, numTargets }) =>
    new Array<number>(numTargets).fill(2 ** numBaseStations - 1),
};
