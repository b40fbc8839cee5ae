/**
 * The swarm's constants, which paper A leaves open: a sweep over them.
 *
 * @module
 */

import { range } from "../core/range.ts";
import {
  evaluateOracle,
  evaluatePolicy,
  type PolicyScore,
} from "../beam_selection/evaluate.ts";
import {
  particleSwarm,
  SWARM_SETTINGS,
} from "../beam_selection/policies/particle_swarm.ts";
import { createWorld } from "./online_training.ts";
import type { Experiment } from "./experiment.ts";

/** The constants of a swarm, and the power. */
export type SwarmCondition = {
  /** How much of its velocity a particle keeps. */
  readonly inertia: number;
  /** The pull towards the best beams. */
  readonly attraction: number;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** The inertias that are tried. */
export const INERTIAS: readonly number[] = [0.3, 0.5, 0.7, 0.9];

/** The attractions that are tried. */
export const ATTRACTIONS: readonly number[] = [0.5, 1, 1.5, 2];

/** The sweep over the swarm's constants. */
export const swarmConstants: Experiment<
  SwarmCondition,
  { readonly numEpisodes: number },
  PolicyScore
> = {
  id: "beam_pso_constants",
  title: "The constants of the particle swarm",
  source: "paper A, Sec. V-C, which leaves them open",
  revision: 1,
  conditions: [10, 20, 30].flatMap((transmitPowerDbm) =>
    INERTIAS.flatMap((inertia) =>
      ATTRACTIONS.map((attraction) => ({
        inertia,
        attraction,
        transmitPowerDbm,
      }))
    )
  ),
  seeds: range(1, 11),
  budgets: { smoke: { numEpisodes: 20 }, paper: { numEpisodes: 500 } },
  measure({ inertia, attraction, transmitPowerDbm }, { numEpisodes }, open) {
    const world = createWorld(transmitPowerDbm);
    const bounds = evaluateOracle(world, numEpisodes, open);
    const swarm = particleSwarm({ ...SWARM_SETTINGS, inertia, attraction });
    return evaluatePolicy(world, swarm, bounds, open);
  },
};
