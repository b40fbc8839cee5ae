/**
 * A policy that keeps a belief of where the target is and how strong its echo
 * is: a strong reference, not a bound.
 *
 * It knows what no learner is told: the scenario's physics and constants. It
 * assumes that the target stands still, that its angle lies on a grid of a
 * quarter beam and its echo strength on a grid in decibels, and that the
 * fed-back P_D misses the prediction by a Gaussian error. It picks the step
 * after which the expected number of further steps would be smallest if the
 * target were then revealed, which undervalues steps that only inform.
 *
 * @module
 */

import { requirePositive } from "../../core/check.ts";
import { decibelToLinear } from "../../core/decibel.ts";
import { openStream } from "../../core/random_stream.ts";
import { range } from "../../core/range.ts";
import { relativeBeamGain } from "../../channel/codebook.ts";
import { sampleRadarCrossSection } from "../../channel/bistatic_response.ts";
import { broadsideSine } from "../../channel/geometry.ts";
import {
  detectionProbability,
  detectionThreshold,
} from "../../detection/likelihood_ratio_test.ts";
import { BEAM_ACTIONS, MAX_BEAM_STEP } from "../environment.ts";
import { cyclicIndex } from "../state_encoding.ts";
import { samplePosition } from "../motion.ts";
import { type BeamScenario, noisePowerMw } from "../scenario.ts";
import { echoPathGains } from "../sensing_link.ts";
import type { BeamPolicy, NextBeam } from "./policy.ts";

/** Places of the target's angle on the grid, for each beam. */
const PLACES_PER_BEAM = 4;
/** Echo strengths on the grid: from -10 dB to 56 dB in non-centrality. */
const NUM_LEVELS = 34;
const LOWEST_LEVEL_DB = -10;
const LEVEL_STEP_DB = 2;
const NUM_PRIOR_SAMPLES = 100_000;

/** What the policy assumes of its feedback. */
export interface BayesianSettings {
  /** The deviation of the fed-back P_D beyond the grid's coarseness. */
  readonly feedbackDeviation: number;
  /** What a success is worth for each step that it comes later. */
  readonly patience: number;
  /** The least likelihood of any P_D, for what the model leaves out. */
  readonly outlierLikelihood: number;
}

/** Picked on the tuning seed 1001, at 10, 20 and 30 dBm. */
export const BAYESIAN_SETTINGS: BayesianSettings = {
  feedbackDeviation: 0.001,
  patience: 0.5,
  outlierLikelihood: 0.001,
};

/** What the policy works with: tables over (place of the target, level). */
interface Model {
  readonly numPlaces: number;
  readonly prior: Float64Array;
  /** P_D of a beam, by its distance from the target's place and by level. */
  readonly predicted: Float64Array;
  /** The deviation of P_D from it within a cell of the grid, likewise. */
  readonly coarseness: Float64Array;
  /** The discounted success from a beam on, likewise. */
  readonly worth: Float64Array;
}

/**
 * The policy for a scenario with the DFT codebook.
 *
 * @param scenario the setting, which the policy knows
 * @param settings what it assumes of its feedback
 * @throws {RangeError} where a setting is not positive
 */
export function bayesianPolicy(
  scenario: BeamScenario,
  settings: BayesianSettings = BAYESIAN_SETTINGS,
): BeamPolicy {
  const { feedbackDeviation, outlierLikelihood, patience } = settings;
  requirePositive("make a Bayesian policy", {
    feedbackDeviation,
    outlierLikelihood,
    patience,
  });
  const model = buildModel(scenario, patience);
  return {
    name: "Bayesian belief",
    begin: () => followBelief(model, scenario.numBeams, settings),
  };
}

function followBelief(
  model: Model,
  numBeams: number,
  settings: BayesianSettings,
): NextBeam {
  const belief = model.prior.slice();
  return ({ beam, detectionProbability }) => {
    updateBelief(belief, model, beam, detectionProbability, settings);
    let best = BEAM_ACTIONS[0];
    let highest = -Infinity;
    for (const action of BEAM_ACTIONS) {
      const next = cyclicIndex(beam + action, numBeams);
      const worth = expectedWorth(belief, model, next);
      if (worth > highest + 1e-12) [best, highest] = [action, worth];
    }
    return beam + best;
  };
}

function updateBelief(
  belief: Float64Array,
  { numPlaces, predicted, coarseness }: Model,
  beam: number,
  observed: number,
  { feedbackDeviation, outlierLikelihood }: BayesianSettings,
): void {
  let total = 0;
  for (let place = 0; place < numPlaces; place++) {
    const row = offsetOf(beam, place, numPlaces) * NUM_LEVELS;
    for (let level = 0; level < NUM_LEVELS; level++) {
      const deviation = feedbackDeviation + coarseness[row + level];
      const error = (observed - predicted[row + level]) / deviation;
      const state = place * NUM_LEVELS + level;
      belief[state] *= Math.exp(-0.5 * error * error) / deviation +
        outlierLikelihood;
      total += belief[state];
    }
  }
  for (let state = 0; state < belief.length; state++) belief[state] /= total;
}

function expectedWorth(
  belief: Float64Array,
  { numPlaces, worth }: Model,
  beam: number,
): number {
  let sum = 0;
  for (let place = 0; place < numPlaces; place++) {
    const row = offsetOf(beam, place, numPlaces) * NUM_LEVELS;
    const states = place * NUM_LEVELS;
    for (let level = 0; level < NUM_LEVELS; level++) {
      sum += belief[states + level] * worth[row + level];
    }
  }
  return sum;
}

/** How far a beam lies behind a place of the target, in places, cyclic. */
function offsetOf(beam: number, place: number, numPlaces: number): number {
  return cyclicIndex(PLACES_PER_BEAM * beam - place, numPlaces);
}

function buildModel(scenario: BeamScenario, patience: number): Model {
  const numPlaces = PLACES_PER_BEAM * scenario.numBeams;
  const numReceivers = scenario.receivers.length;
  const threshold = detectionThreshold(
    scenario.falseAlarmProbability,
    numReceivers,
  );
  const predicted = new Float64Array(numPlaces * NUM_LEVELS);
  for (let offset = 0; offset < numPlaces; offset++) {
    const sineOffset = 2 * offset / numPlaces;
    const gain = relativeBeamGain(scenario.numAntennas, sineOffset);
    for (let level = 0; level < NUM_LEVELS; level++) {
      predicted[offset * NUM_LEVELS + level] = detectionProbability(
        levelNoncentrality(level) * gain + 2 * numReceivers,
        threshold,
        numReceivers,
      );
    }
  }
  return {
    numPlaces,
    prior: samplePrior(scenario, numPlaces),
    predicted,
    coarseness: computeCoarseness(predicted, numPlaces),
    worth: computeWorth(
      predicted,
      numPlaces,
      scenario.requiredDetectionProbability,
      patience,
    ),
  };
}

function levelNoncentrality(level: number): number {
  return decibelToLinear(LOWEST_LEVEL_DB + LEVEL_STEP_DB * level);
}

/** How often each (place, level) comes up in the scenario. */
function samplePrior(scenario: BeamScenario, numPlaces: number): Float64Array {
  const rng = openStream(0, "Bayesian prior");
  const peakPerGain = 2 * scenario.numAntennas ** 2 *
    decibelToLinear(scenario.transmitPowerDbm) / noisePowerMw(scenario);
  // Every state stays possible: a thousandth of the mass is spread evenly.
  const numStates = numPlaces * NUM_LEVELS;
  const prior = new Float64Array(numStates).fill(0.001 / numStates);
  for (let i = 0; i < NUM_PRIOR_SAMPLES; i++) {
    const target = samplePosition(scenario, rng);
    const { re, im } = sampleRadarCrossSection(
      scenario.receivers.length,
      scenario.radarCrossSectionVariance,
      rng,
    );
    const gain = echoPathGains(scenario, target).reduce(
      (sum, value, n) => sum + (re[n] * re[n] + im[n] * im[n]) * value,
      0,
    );
    const levelDb = 10 * Math.log10(peakPerGain * gain);
    const level = Math.round((levelDb - LOWEST_LEVEL_DB) / LEVEL_STEP_DB);
    const sine = broadsideSine(scenario.transmitter, target);
    const place = cyclicIndex(Math.round(sine * numPlaces / 2), numPlaces);
    const state = place * NUM_LEVELS +
      Math.max(0, Math.min(NUM_LEVELS - 1, level));
    prior[state] += 0.999 / NUM_PRIOR_SAMPLES;
  }
  return prior;
}

/** A quarter of how far P_D moves across a cell, in place and in level. */
function computeCoarseness(
  predicted: Float64Array,
  numPlaces: number,
): Float64Array {
  return predicted.map((_, index) => {
    const offset = Math.floor(index / NUM_LEVELS);
    const level = index % NUM_LEVELS;
    const at = (place: number, row: number) =>
      predicted[
        cyclicIndex(place, numPlaces) * NUM_LEVELS +
        Math.max(0, Math.min(NUM_LEVELS - 1, row))
      ];
    const acrossPlace = Math.abs(at(offset + 1, level) - at(offset - 1, level));
    const acrossLevel = Math.abs(at(offset, level + 1) - at(offset, level - 1));
    return 0.25 * Math.hypot(acrossPlace, acrossLevel);
  });
}

/**
 * The discounted success from a beam on, for a target that is known: the
 * patience to the power of the steps of at most 5 to the nearest successful
 * beam; 0 where no beam succeeds.
 */
function computeWorth(
  predicted: Float64Array,
  numPlaces: number,
  goal: number,
  patience: number,
): Float64Array {
  const worth = new Float64Array(predicted.length);
  const numBeams = numPlaces / PLACES_PER_BEAM;
  for (let level = 0; level < NUM_LEVELS; level++) {
    for (let offset = 0; offset < numPlaces; offset++) {
      const distances = range(0, numBeams)
        .filter((move) => {
          const moved = (offset + PLACES_PER_BEAM * move) % numPlaces;
          return predicted[moved * NUM_LEVELS + level] >= goal;
        })
        .map((move) => Math.min(move, numBeams - move));
      const numSteps = Math.ceil(Math.min(...distances) / MAX_BEAM_STEP);
      worth[offset * NUM_LEVELS + level] = patience ** numSteps;
    }
  }
  return worth;
}
