/**
 * What a digital twin is (paper A, Sec. IV-A): anything that answers beams with
 * detection probabilities. To add one of your own, write an object of the type
 * `TwinRecipe` in a file of this folder and list it in `TWIN_RECIPES`; the
 * agents, the audit and the figures then know it.
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import type { RandomStream, StreamOpener } from "../../core/random_stream.ts";
import type { MultilayerPerceptron } from "../../nn/mlp.ts";
import type { BeamStep, BeamWorld } from "../environment.ts";
import type { EpisodeData, EpisodeRules } from "../recorded_episodes.ts";
import type { BeamScenario } from "../scenario.ts";
import {
  type BeamObservation,
  cyclicIndex,
  observe,
} from "../state_encoding.ts";

/**
 * An episode of a twin: the P_D of each beam in turn.
 *
 * @param beam the index of the beam, from 0 to numBeams - 1
 * @param before the state before it; none at the first beam
 * @returns P_D, in [0, 1]
 */
export type TwinEpisode = (beam: number, before?: BeamObservation) => number;

/** A twin that was built. */
export interface BeamTwin {
  /** What it is called in tables and figures. */
  readonly name: string;
  /** Begins an episode, with a target of its own. */
  begin(rng: RandomStream): TwinEpisode;
  /**
   * A draw of the next P_D where nothing but the last state is known, which is
   * the p(P_D^{t+1} | u_t) of eq. (38).
   */
  predict(before: BeamObservation, beam: number, rng: RandomStream): number;
}

/** What came out while a twin was built. */
export interface BuiltTwin {
  /** The twin. */
  readonly twin: BeamTwin;
  /** The losses by name, epoch after epoch; empty where nothing is trained. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
  /** The trained networks by name, for storing; none where there is none. */
  readonly networks: Readonly<Record<string, MultilayerPerceptron>>;
}

/** How a twin is made from pre-collected episodes. */
export interface TwinRecipe {
  /** What it is called in tables and figures. */
  readonly name: string;
  /** One sentence: what it learns, and from what. */
  readonly description: string;
  /**
   * Builds the twin.
   *
   * @param data the pre-collected episodes: all that a learnt twin may look at
   * @param scenario the true setting, for twins that are told some of it
   * @param open the streams of the seed
   * @param effort from 0 to 1: how much of the full training
   */
  build(
    data: EpisodeData,
    scenario: BeamScenario,
    open: StreamOpener,
    effort: number,
  ): BuiltTwin;
}

/** A twin as a world: an agent can't tell the two apart. */
export class TwinWorld implements BeamWorld {
  /** The number of beams; their indices are cyclic. */
  readonly numBeams: number;
  readonly #twin: BeamTwin;
  readonly #rules: EpisodeRules;
  #episode: TwinEpisode | undefined;
  #last: BeamObservation | undefined;
  #numSteps = 0;

  /**
   * Makes a world in which a twin answers.
   *
   * @param twin what answers
   * @param rules the rules of an episode, as of the data it was built from
   */
  constructor(twin: BeamTwin, rules: EpisodeRules) {
    this.#twin = twin;
    this.#rules = rules;
    this.numBeams = rules.numBeams;
  }

  /** The P_D that an episode is over with. */
  get requiredDetectionProbability(): number {
    return this.#rules.requiredDetectionProbability;
  }

  reset(open: StreamOpener): BeamStep {
    this.#episode = this.#twin.begin(open("twin"));
    this.#last = undefined;
    this.#numSteps = 0;
    return this.#answer(open("first beam").integer(this.numBeams));
  }

  tryBeam(beam: number): BeamStep {
    const { maxSteps } = this.#rules;
    if (this.#last === undefined || this.#numSteps >= maxSteps) {
      throw rangeError(
        "try a beam",
        "the number of steps",
        `from 1 to ${maxSteps - 1} before it`,
        this.#numSteps,
      );
    }
    return this.#answer(beam);
  }

  #answer(index: number): BeamStep {
    const { numBeams, maxSteps, flag, requiredDetectionProbability } =
      this.#rules;
    const before = this.#last;
    const beam = cyclicIndex(index, numBeams);
    const detectionProbability = this.#episode!(beam, before);
    if (!(detectionProbability >= 0 && detectionProbability <= 1)) {
      throw rangeError(
        `ask the twin ${this.#twin.name}`,
        "its P_D",
        "from 0 to 1",
        detectionProbability,
      );
    }
    this.#last = observe(
      before,
      beam,
      detectionProbability,
      before === undefined ? 0 : index - before.beam,
      flag,
    );
    this.#numSteps++;
    const isSuccess = detectionProbability >= requiredDetectionProbability;
    return {
      observation: this.#last,
      isSuccess,
      isCut: !isSuccess && this.#numSteps >= maxSteps,
    };
  }
}
