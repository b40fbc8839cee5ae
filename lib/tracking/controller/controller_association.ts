/**
 * The auto-regressive policy (paper B, eq. (11)): J = M N_RF times in a block
 * the actor scores the links that may come next, and one of them is chosen.
 *
 * The paper says that the likeliest link is taken, and that links are sampled,
 * of the same step (Sec. 3.2). Here the likeliest is taken in use, and links are
 * sampled in training.
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import type { RandomStream } from "../../core/random_stream.ts";
import {
  likeliestAction,
  maskedSoftmaxInto,
  sampleAction,
} from "../../rl/masked_softmax.ts";
import type { Rollout } from "../../rl/rollout.ts";
import type { AssociationMethod } from "../association/method.ts";
import type { AssociationProblem } from "../association/problem.ts";
import { type LinkActor, requireServed, STOP } from "./link_actor.ts";
import {
  CONTROLLER_MASKS,
  type ControllerMask,
  PartialAssociation,
} from "./partial_association.ts";

/** How an actor's scores become an association. */
export interface ControllerOptions {
  /** Which links are masked out; "look-ahead", unless given. */
  readonly mask?: ControllerMask;
  /** Whether it may end before every chain is in use; not, unless given. */
  readonly mayStop?: boolean;
  /** Whether links are sampled; the likeliest is taken, unless given. */
  readonly isSampled?: boolean;
  /** Where the choices are stored, to learn from. */
  readonly rollout?: Rollout;
}

/**
 * The association that an actor chooses, link by link.
 *
 * With the paper's mask a target may be left without a station: the tracker
 * then needs `coverageRule: "not required"`. Sets that are forbidden by an
 * infinite cost are not masked out.
 *
 * @param actor scores links
 * @param options the look-ahead, without a stop, greedily, unless given
 * @throws {RangeError} where an option breaks its rule; in use, where a problem
 *   has other than the actor's number of targets or nothing is feasible
 */
export function controllerAssociation(
  actor: LinkActor,
  options: ControllerOptions = {},
): AssociationMethod {
  const { mask = "look-ahead", mayStop = false } = options;
  const action = "control an association";
  if (!CONTROLLER_MASKS.includes(mask)) {
    throw rangeError(action, "mask", CONTROLLER_MASKS.join(" or "), mask);
  }
  if (mayStop && !actor.canStop) {
    const rule = "false for an actor that scores no stop";
    throw rangeError(action, "mayStop", rule, mayStop);
  }
  const chooser = new LinkChooser(actor, { ...options, mask, mayStop });
  return {
    name: actor.name,
    associate: (problem, rng) => chooser.associate(problem, rng),
  };
}

class LinkChooser {
  readonly #actor: LinkActor;
  readonly #options: ControllerOptions & {
    readonly mask: ControllerMask;
    readonly mayStop: boolean;
  };
  readonly #partial = new PartialAssociation();
  readonly #links: number[] = [];
  readonly #state: Float32Array;
  #mask = new Uint8Array(0);
  #probabilities = new Float64Array(0);

  constructor(
    actor: LinkActor,
    options: ControllerOptions & {
      readonly mask: ControllerMask;
      readonly mayStop: boolean;
    },
  ) {
    this.#actor = actor;
    this.#options = options;
    this.#state = new Float32Array(actor.stateSize);
  }

  associate(problem: AssociationProblem, rng: RandomStream): number[] {
    requireServed("control an association", this.#actor, problem);
    const { rollout } = this.#options;
    if (rollout !== undefined) {
      this.#actor.stateInto(this.#state, problem);
      rollout.beginStep(this.#state);
    }
    const partial = this.#partial;
    partial.begin(problem);
    for (let j = 0; j < partial.numChains; j++) {
      this.#listLinks(problem);
      if (this.#links.length === 0) break;
      const link = this.#choose(problem, rng);
      if (link === STOP) break;
      partial.add(
        Math.floor(link / problem.numTargets),
        link % problem.numTargets,
      );
    }
    return Array.from(partial.subsets);
  }

  /** The links that may come next, in the order of their scores. */
  #listLinks(problem: AssociationProblem): void {
    const { mask, mayStop } = this.#options;
    const { numBaseStations, numTargets } = problem;
    const links = this.#links;
    links.length = 0;
    for (let station = 0; station < numBaseStations; station++) {
      for (let target = 0; target < numTargets; target++) {
        if (this.#partial.isOpen(station, target, mask)) {
          links.push(station * numTargets + target);
        }
      }
    }
    if (links.length > 0 && mayStop && this.#partial.mayStop(problem, mask)) {
      links.push(STOP);
    }
  }

  #choose(problem: AssociationProblem, rng: RandomStream): number {
    const { network, layout, canStop } = this.#actor;
    const { inputs, outputs } = network;
    const links = this.#links;
    const isRowed = layout === "row a link";
    const numRows = isRowed ? links.length : 1;
    this.#actor.rowsInto(
      inputs.values,
      inputs.rowStride,
      problem,
      this.#partial,
      links,
    );
    network.forward(numRows);
    const numLinks = problem.numBaseStations * problem.numTargets;
    const numActions = isRowed ? numRows : numLinks + (canStop ? 1 : 0);
    const p = this.#roomFor(numActions);
    const mask = isRowed ? null : this.#maskOf(numActions);
    const stride = isRowed ? outputs.rowStride : 1;
    maskedSoftmaxInto(p, outputs.values, mask, 0, stride);
    const { isSampled = false, rollout } = this.#options;
    const action = isSampled ? sampleAction(p, rng) : likeliestAction(p);
    if (rollout !== undefined) {
      const logProbability = Math.log(p[action]);
      const choice = { numRows, mask, action, logProbability };
      rollout.pushChoice(choice, inputs.values, inputs.rowStride);
    }
    if (isRowed) return links[action];
    return action === numLinks ? STOP : action;
  }

  /** 1 at the outputs of the links that may come next; the stop is the last. */
  #maskOf(numActions: number): Uint8Array {
    if (this.#mask.length !== numActions) {
      this.#mask = new Uint8Array(numActions);
    }
    this.#mask.fill(0);
    for (const link of this.#links) {
      this.#mask[link === STOP ? numActions - 1 : link] = 1;
    }
    return this.#mask;
  }

  #roomFor(numActions: number): Float64Array {
    if (this.#probabilities.length < numActions) {
      this.#probabilities = new Float64Array(numActions);
    }
    return this.#probabilities.subarray(0, numActions);
  }
}
