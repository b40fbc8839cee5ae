/**
 * Benchmark II of paper B: a network that names all links at once, as it has
 * learnt from the best associations (Sec. 4, "learn to optimize").
 *
 * Each link is a probability of its own, and those above one half are taken.
 * Nothing in that keeps to the constraints. Where they are broken the answer is
 * repaired: the links are gone through from the likeliest on, and each is taken
 * that the look-ahead mask leaves open, until every chain is in use.
 *
 * @module
 */

import type { AssociationMethod } from "../association/method.ts";
import {
  type AssociationProblem,
  usableCapacity,
} from "../association/problem.ts";
import { type LinkActor, requireServed } from "./link_actor.ts";
import { PartialAssociation } from "./partial_association.ts";

/**
 * The association that an actor names at once, before any link is chosen.
 *
 * @param actor scores links; a score is the logit of its probability
 * @param onNamed told of every block whether what was named is feasible
 * @throws {RangeError} in use, where a problem has other than the actor's number
 *   of targets, or nothing is feasible
 */
export function imitatedAssociation(
  actor: LinkActor,
  onNamed?: (isFeasible: boolean) => void,
): AssociationMethod {
  const partial = new PartialAssociation();
  let logits = new Float64Array(0);
  return {
    name: `imitation, ${actor.name}`,
    associate: (problem) => {
      requireServed("imitate an association", actor, problem);
      const numLinks = problem.numBaseStations * problem.numTargets;
      if (logits.length !== numLinks) logits = new Float64Array(numLinks);
      scoreLinksInto(logits, actor, problem, partial);
      const named = nameLinks(problem, logits);
      const isFeasible = keepsConstraints(problem, named);
      onNamed?.(isFeasible);
      if (isFeasible) return named;
      return takeLikeliest(problem, logits, partial);
    },
  };
}

/** The scores of all links of a block, at m I + i, before any is chosen. */
export function scoreLinksInto(
  out: Float64Array,
  { network, layout, rowsInto }: LinkActor,
  problem: AssociationProblem,
  partial: PartialAssociation,
): void {
  const { inputs, outputs } = network;
  const links = Array.from(out, (_, link) => link);
  partial.begin(problem);
  rowsInto(inputs.values, inputs.rowStride, problem, partial, links);
  const isRowed = layout === "row a link";
  network.forward(isRowed ? links.length : 1);
  const stride = isRowed ? outputs.rowStride : 1;
  for (const link of links) out[link] = outputs.values[link * stride];
}

/** The links whose probability is above one half, as sets of stations. */
function nameLinks(
  { numTargets }: AssociationProblem,
  logits: Float64Array,
): number[] {
  const subsets = new Array<number>(numTargets).fill(0);
  for (let link = 0; link < logits.length; link++) {
    if (logits[link] <= 0) continue;
    const station = Math.floor(link / numTargets);
    subsets[link - station * numTargets] |= 1 << station;
  }
  return subsets;
}

function keepsConstraints(
  problem: AssociationProblem,
  subsets: readonly number[],
): boolean {
  const { numBaseStations, capacityRule } = problem;
  const capacity = usableCapacity(problem);
  if (subsets.includes(0)) return false;
  for (let station = 0; station < numBaseStations; station++) {
    let numServed = 0;
    for (const subset of subsets) numServed += (subset >> station) & 1;
    if (numServed > capacity) return false;
    if (capacityRule === "exactly" && numServed < capacity) return false;
  }
  return true;
}

/** The likeliest links that the look-ahead mask leaves open. */
function takeLikeliest(
  problem: AssociationProblem,
  logits: Float64Array,
  partial: PartialAssociation,
): number[] {
  const { numTargets } = problem;
  const order = Array.from(logits, (_, link) => link)
    .sort((a, b) => logits[b] - logits[a] || a - b);
  partial.begin(problem);
  // Once is enough, as what is masked out stays so: a full station does, and
  // where only targets without a station may be served, the chains end with
  // these.
  for (const link of order) {
    const station = Math.floor(link / numTargets);
    const target = link - station * numTargets;
    if (partial.isOpen(station, target, "look-ahead")) {
      partial.add(station, target);
    }
  }
  return Array.from(partial.subsets);
}
