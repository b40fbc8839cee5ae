/**
 * The particle filter with the paper's own motion, uniform turns included. It
 * linearizes nothing and so tells what the Kalman filters lose; it is a check,
 * not a contender: it takes hundreds of times as long.
 *
 * Beside the bootstrap filter (Gordon, Salmond and Smith, 1993) it does two
 * things, as a target near a station is measured far better than predicted,
 * and one particle of a thousand would be left: a sharp likelihood is taken in
 * by stages, and particles drawn twice are moved apart, in a way that keeps
 * their mean and covariance (Liu and West, 2001).
 *
 * @module
 */

import { requireInteger } from "../../core/check.ts";
import { type RandomStream, requireStream } from "../../core/random_stream.ts";
import { requireMeasurement, type StationMeasurement } from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import { requireTrackingScenario } from "../scenario_domain.ts";
import { requireTrackStart, type TrackStart } from "../track_start.ts";
import {
  effectiveNumber,
  jitterInto,
  logDensitiesInto,
  momentsOf,
  moveInto,
  openParticles,
  resampleInto,
  scatterInto,
  weighInto,
} from "./particles.ts";
import type { Track, TrackFilter } from "./track_filter.ts";

/** Fewer give no covariance, more no answer in time. */
const MIN_PARTICLES = 10;
const MAX_PARTICLES = 1_000_000;

/** The settings of the particle filter. */
export interface ParticleFilterOptions {
  /** How many particles a track has, from 10 to 1,000,000. */
  readonly numParticles?: number;
}

/** Stages are not made shorter than this, whatever the weights. */
const MIN_STAGE = 1 / 4096;

/**
 * The particle filter of places and headings with known speed.
 *
 * @param scenario the setting
 * @param options the number of particles; 1,000, unless given
 * @throws {RangeError} where a constant or an option breaks its rule
 */
export function particleFilter(
  scenario: TrackingScenario,
  { numParticles = 1000 }: ParticleFilterOptions = {},
): TrackFilter {
  const action = "create a particle filter";
  requireTrackingScenario(action, scenario);
  requireInteger(action, { numParticles }, MIN_PARTICLES, MAX_PARTICLES);
  return {
    name: `particle filter (${numParticles})`,
    begin: (start, rng) => beginTrack(scenario, numParticles, start, rng),
  };
}

function beginTrack(
  scenario: TrackingScenario,
  numParticles: number,
  start: TrackStart,
  rng: RandomStream,
): Track {
  requireTrackStart("begin a track", start);
  requireStream("begin a track", rng);
  let particles = openParticles(numParticles);
  let spare = openParticles(numParticles);
  const logDensity = new Float64Array(numParticles);
  const trial = new Float64Array(numParticles);
  scatterInto(particles, start, rng);
  let belief = momentsOf(particles);
  const update = (measurements: readonly StationMeasurement[]) => {
    let left = 1;
    while (left > 0) {
      logDensitiesInto(logDensity, particles, scenario, measurements);
      let stage = left;
      weighInto(trial, particles.weight, logDensity, stage);
      while (effectiveNumber(trial) < numParticles / 2 && stage > MIN_STAGE) {
        stage /= 2;
        weighInto(trial, particles.weight, logDensity, stage);
      }
      particles.weight.set(trial);
      left -= stage;
      if (effectiveNumber(trial) < 0.75 * numParticles) {
        resampleInto(spare, particles, rng);
        [particles, spare] = [spare, particles];
        jitterInto(particles, rng);
      }
    }
  };
  return {
    belief: () => belief,
    predict: () => {
      moveInto(particles, scenario, rng);
      belief = momentsOf(particles);
    },
    update: (measurements) => {
      if (measurements.length === 0) return;
      for (const measurement of measurements) {
        requireMeasurement("update a track", scenario, measurement);
      }
      update(measurements);
      belief = momentsOf(particles);
    },
  };
}
