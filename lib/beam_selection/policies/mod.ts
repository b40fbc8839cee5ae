/**
 * The policies without learning, and where to list another one.
 *
 * @module
 */

import type { BeamScenario } from "../scenario.ts";
import { bayesianPolicy } from "./bayesian.ts";
import { particleSwarm } from "./particle_swarm.ts";
import type { BeamPolicy } from "./policy.ts";
import { randomSteps } from "./random_steps.ts";
import { constantStride, strideThenRefine } from "./stride.ts";
import { sweep } from "./sweep.ts";

export * from "./bayesian.ts";
export * from "./oracle.ts";
export * from "./particle_swarm.ts";
export * from "./policy.ts";
export * from "./random_steps.ts";
export * from "./stride.ts";
export * from "./sweep.ts";

/** Makes each policy that is compared, for a scenario; listed by its name. */
export const BASELINE_POLICIES: Readonly<
  Record<string, (scenario: BeamScenario) => BeamPolicy>
> = {
  "random": () => randomSteps,
  "sweep, early stop": () => sweep,
  "constant stride": () => constantStride,
  "stride, then refine": () => strideThenRefine,
  "PSO": () => particleSwarm(),
  "Bayesian belief": (scenario) => bayesianPolicy(scenario),
};
