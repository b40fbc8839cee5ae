/**
 * Beam selection as an episode (paper A, Sec. II-C and III-A): one beam a block
 * is tried on a target that moves, until one reaches the goal or time is up.
 *
 * @module
 */

import { rangeError, requireInteger } from "../core/check.ts";
import { decibelToLinear } from "../core/decibel.ts";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import { sampleRadarCrossSection } from "../channel/bistatic_response.ts";
import { beamSines, relativeBeamGain } from "../channel/codebook.ts";
import { detectionThreshold } from "../detection/likelihood_ratio_test.ts";
import { nextMotion, sampleMotion, type TargetMotion } from "./motion.ts";
import { type BeamScenario, noisePowerMw } from "./scenario.ts";
import { type Feedback, feedbackDetectionProbability } from "./sensing_link.ts";
import {
  type BeamObservation,
  cyclicIndex,
  type FlagReading,
  observe,
} from "./state_encoding.ts";

/** The rules of an episode. */
export interface EpisodeSettings {
  /** The setting in which beams are selected. */
  readonly scenario: BeamScenario;
  /** What the receivers know when they report P_D. */
  readonly feedback: Feedback;
  /** What the feedback flag says. */
  readonly flag: FlagReading;
  /** How many beams may be tried, T. */
  readonly maxSteps: number;
}

/** The largest change of the beam's index in a step, tau_mu (Sec. V-A). */
export const MAX_BEAM_STEP = 5;

/** The longest episode, T (Table I). */
export const MAX_STEPS = 64;

/** The actions: -5 ... -1, 1 ... 5, in this order. */
export const BEAM_ACTIONS: readonly number[] = [
  -5,
  -4,
  -3,
  -2,
  -1,
  1,
  2,
  3,
  4,
  5,
];

/** What a step led to. */
export interface BeamStep {
  /** The new state. */
  readonly observation: BeamObservation;
  /** Whether its P_D reaches the goal: the episode is over. */
  readonly isSuccess: boolean;
  /** Whether time is up without success: the episode is over. */
  readonly isCut: boolean;
}

/** Something that answers beams with detection probabilities. */
export interface BeamWorld {
  /** The number of beams; their indices are cyclic. */
  readonly numBeams: number;
  /** Begins an episode with a random beam, which counts as a step. */
  reset(open: StreamOpener): BeamStep;
  /** Tries the beam with an index, any whole number. */
  tryBeam(beam: number): BeamStep;
}

/** The real world: the scenario's physics. */
export class BeamEnvironment implements BeamWorld {
  /** The number of beams; their indices are cyclic. */
  readonly numBeams: number;
  /** The rules. */
  readonly settings: EpisodeSettings;
  readonly #sines: Float64Array;
  readonly #threshold: number;
  readonly #peakPerGain: number;
  readonly #gainAtOneMetre: number;
  #motion!: TargetMotion;
  #motionRng!: RandomStream;
  #noiseRng!: RandomStream;
  #reflectivities = new Float64Array(0);
  #numSteps = 0;
  #last: BeamObservation = { beam: 0, detectionProbability: 0, flag: 0 };

  /**
   * Makes a world with these rules.
   *
   * @throws {RangeError} where a setting breaks its rule
   */
  constructor(settings: EpisodeSettings) {
    const { scenario, maxSteps } = settings;
    requireInteger("begin episodes", { maxSteps }, 1, 1e6);
    this.settings = settings;
    this.numBeams = scenario.numBeams;
    this.#sines = beamSines(scenario.codebook, scenario.numBeams);
    this.#threshold = detectionThreshold(
      scenario.falseAlarmProbability,
      scenario.receivers.length,
    );
    this.#peakPerGain = 2 * scenario.numAntennas ** 2 *
      decibelToLinear(scenario.transmitPowerDbm) / noisePowerMw(scenario);
    this.#gainAtOneMetre = decibelToLinear(scenario.pathLoss.gainAtOneMetreDb);
  }

  reset(open: StreamOpener): BeamStep {
    return this.begin(open, open("first beam").integer(this.numBeams));
  }

  /** As `reset`, with a first beam that is given. */
  begin(open: StreamOpener, firstBeam: number): BeamStep {
    const { scenario } = this.settings;
    this.#motionRng = open("target");
    this.#noiseRng = open("snapshot noise");
    this.#motion = sampleMotion(scenario, this.#motionRng);
    const { re, im } = sampleRadarCrossSection(
      scenario.receivers.length,
      scenario.radarCrossSectionVariance,
      open("radar cross section"),
    );
    this.#reflectivities = re.map((value, n) => value * value + im[n] * im[n]);
    this.#numSteps = 0;
    return this.#observe(firstBeam, 0);
  }

  tryBeam(beam: number): BeamStep {
    requireInteger("try a beam", { beam }, -Number.MAX_SAFE_INTEGER);
    if (this.#numSteps >= this.settings.maxSteps) {
      throw rangeError(
        "try a beam",
        "the number of steps",
        `below ${this.settings.maxSteps} before it`,
        this.#numSteps,
      );
    }
    this.#motion = nextMotion(
      this.settings.scenario,
      this.#motion,
      this.#motionRng,
    );
    return this.#observe(beam, beam - this.#last.beam);
  }

  /** The true non-centrality of every beam at this moment, shape [numBeams]. */
  revealNoncentralities(): Float64Array {
    const peak = this.#peakNoncentrality();
    const { numAntennas } = this.settings.scenario;
    const targetSine = this.#targetSine();
    return this.#sines.map((sine) =>
      peak * relativeBeamGain(numAntennas, targetSine - sine)
    );
  }

  /** The P_D that each beam would now feed back, shape [numBeams]. */
  revealDetectionProbabilities(): Float64Array {
    return this.revealNoncentralities().map((noncentrality) =>
      this.#feedBack(noncentrality)
    );
  }

  #feedBack(noncentrality: number): number {
    const { scenario, feedback } = this.settings;
    return feedbackDetectionProbability(
      feedback,
      noncentrality,
      this.#threshold,
      scenario.receivers.length,
      this.#noiseRng,
    );
  }

  #observe(index: number, step: number): BeamStep {
    const { scenario, flag, maxSteps } = this.settings;
    const beam = cyclicIndex(index, this.numBeams);
    const noncentrality = this.#peakNoncentrality() *
      relativeBeamGain(
        scenario.numAntennas,
        this.#targetSine() - this.#sines[beam],
      );
    const detectionProbability = this.#feedBack(noncentrality);
    this.#last = observe(
      this.#numSteps === 0 ? undefined : this.#last,
      beam,
      detectionProbability,
      step,
      flag,
    );
    this.#numSteps++;
    const isSuccess =
      detectionProbability >= scenario.requiredDetectionProbability;
    return {
      observation: this.#last,
      isSuccess,
      isCut: !isSuccess && this.#numSteps >= maxSteps,
    };
  }

  /** `beamNoncentralities` at the peak of a beam, without its allocations. */
  #peakNoncentrality(): number {
    const { transmitter, receivers, pathLoss } = this.settings.scenario;
    const { xM, yM } = this.#motion.position;
    const outM = Math.hypot(xM - transmitter.xM, yM - transmitter.yM);
    let gain = 0;
    for (let n = 0; n < receivers.length; n++) {
      const backM = Math.hypot(xM - receivers[n].xM, yM - receivers[n].yM);
      const lengthM = Math.max(1, outM + backM);
      gain += this.#reflectivities[n] * lengthM ** -pathLoss.exponent;
    }
    return this.#peakPerGain * this.#gainAtOneMetre * gain;
  }

  #targetSine(): number {
    const { transmitter } = this.settings.scenario;
    const { xM, yM } = this.#motion.position;
    const eastM = xM - transmitter.xM;
    const rangeM = Math.hypot(eastM, yM - transmitter.yM);
    // On the transmitter itself every direction is as good.
    return rangeM > 0 ? eastM / rangeM : 0;
  }
}
