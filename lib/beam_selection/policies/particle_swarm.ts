/**
 * Particle swarm optimisation over the beam's index (paper A, Sec. V-C): four
 * particles, each of which tries a beam in its turn.
 *
 * @module
 */

import { requireFinite, requireInteger } from "../../core/check.ts";
import { cyclicIndex } from "../state_encoding.ts";
import type { BeamPolicy, EpisodeStart, NextBeam } from "./policy.ts";

/** The constants of the swarm. The paper gives only the number of particles. */
export interface SwarmSettings {
  /** How many particles there are: four in the paper. */
  readonly numParticles: number;
  /** How much of its velocity a particle keeps. */
  readonly inertia: number;
  /** The pull towards a particle's own best beam and towards the swarm's. */
  readonly attraction: number;
}

/** Usual values for the constants that the paper leaves open. */
export const SWARM_SETTINGS: SwarmSettings = {
  numParticles: 4,
  inertia: 0.7,
  attraction: 1.5,
};

interface Particle {
  /** Where it is on the circle of indices, a real number. */
  place: number;
  velocity: number;
  bestPlace: number;
  bestProbability: number;
}

/**
 * The swarm as a policy.
 *
 * @throws {RangeError} where a constant breaks its rule
 */
export function particleSwarm(
  settings: SwarmSettings = SWARM_SETTINGS,
): BeamPolicy {
  const { numParticles, inertia, attraction } = settings;
  requireInteger("make a swarm", { numParticles }, 1, 64);
  requireFinite("make a swarm", { inertia, attraction });
  return {
    name: "PSO",
    begin: (start) => flySwarm(start, settings),
  };
}

function flySwarm(start: EpisodeStart, settings: SwarmSettings): NextBeam {
  const { numBeams, rng, observation } = start;
  const { numParticles, inertia, attraction } = settings;
  const swarm = Array.from({ length: numParticles }, (_, i): Particle => {
    const place = i === 0 ? observation.beam : numBeams * rng.uniform();
    const velocity = (2 * rng.uniform() - 1) * numBeams / 8;
    return { place, velocity, bestPlace: place, bestProbability: -1 };
  });
  let turn = 0;
  let round = 0;
  return ({ detectionProbability }) => {
    const tried = swarm[turn];
    if (detectionProbability > tried.bestProbability) {
      tried.bestProbability = detectionProbability;
      tried.bestPlace = tried.place;
    }
    turn = (turn + 1) % numParticles;
    if (turn === 0) round++;
    const next = swarm[turn];
    if (round > 0) {
      const leader = swarm.reduce((best, particle) =>
        particle.bestProbability > best.bestProbability ? particle : best
      );
      const pull = (place: number) =>
        attraction * rng.uniform() * wayAround(next.place, place, numBeams);
      next.velocity = inertia * next.velocity + pull(next.bestPlace) +
        pull(leader.bestPlace);
      next.place = wrap(next.place + next.velocity, numBeams);
    }
    return cyclicIndex(Math.round(next.place), numBeams);
  };
}

/** The shorter way on the circle from one place to another, signed. */
function wayAround(from: number, to: number, length: number): number {
  const way = wrap(to - from, length);
  return way > length / 2 ? way - length : way;
}

function wrap(place: number, length: number): number {
  return place - length * Math.floor(place / length);
}
