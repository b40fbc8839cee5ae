/**
 * What an actor is: a network that scores the links which may come next, and
 * the numbers that it and the critic see. To add one of your own, write an
 * object of the type `LinkActor`; `controllerAssociation` then associates by it
 * and `trainController` trains it.
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import type { MultilayerPerceptron } from "../../nn/mlp.ts";
import {
  type AssociationProblem,
  hasEnoughChains,
} from "../association/problem.ts";
import {
  infeasibleError,
  requireSizes,
} from "../association/problem_checks.ts";
import type { PartialAssociation } from "./partial_association.ts";

/** How an actor's network scores links. */
export const SCORE_LAYOUTS = ["row a link", "output a link"] as const;

/**
 * How an actor's network scores links.
 *
 * - `"row a link"`: it gets a row for each link that may come next, and gives
 *   one score a row; the same weights serve any number of targets.
 * - `"output a link"`: it gets one row and scores all M I links, at m I + i, as
 *   the paper's; with a stop, that comes last.
 */
export type ScoreLayout = (typeof SCORE_LAYOUTS)[number];

/** The link that stands for the end of an association. */
export const STOP: number = -1;

/** A network that scores links. */
export interface LinkActor {
  /** What it is called in tables and figures. */
  readonly name: string;
  /** The network. */
  readonly network: MultilayerPerceptron;
  /** How it scores links. */
  readonly layout: ScoreLayout;
  /** The number of targets that it can serve; any, unless given. */
  readonly numTargets?: number;
  /** Whether it can score the end of an association too. */
  readonly canStop: boolean;
  /** Numbers in a state as the critic sees it. */
  readonly stateSize: number;
  /** Writes the state of a block, before any link is chosen. */
  stateInto(out: Float32Array, problem: AssociationProblem): void;
  /**
   * Writes what the network is to see.
   *
   * @param rows the network's inputs, [rows, numbers]
   * @param rowStride from one row to the next
   * @param problem the block
   * @param partial the links that are chosen
   * @param links that may come next, m I + i each, and `STOP`; a row is
   *   written for each of them, or one row in all
   */
  rowsInto(
    rows: Float32Array,
    rowStride: number,
    problem: AssociationProblem,
    partial: PartialAssociation,
    links: readonly number[],
  ): void;
}

/** Throws unless an actor can serve the problem, and anybody can. */
export function requireServed(
  action: string,
  { name, numTargets }: LinkActor,
  problem: AssociationProblem,
): void {
  requireSizes(action, problem);
  if (numTargets !== undefined && problem.numTargets !== numTargets) {
    const rule = `the ${numTargets} that ${name} was made for`;
    throw rangeError(action, "numTargets", rule, problem.numTargets);
  }
  if (!hasEnoughChains(problem)) throw infeasibleError(action);
}
