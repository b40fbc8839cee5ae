/**
 * The target's motion: piecewise linear, inside the area (paper A, Sec. V-A).
 *
 * @module
 */

import type { Position } from "../channel/geometry.ts";
import type { RandomStream } from "../core/random_stream.ts";
import type { BeamScenario } from "./scenario.ts";

/** Where the target is and how it moves. */
export interface TargetMotion {
  /** Where it is. */
  readonly position: Position;
  /** Where it goes: 0 is east, a quarter turn is north [rad]. */
  readonly headingRad: number;
  /** How fast it goes [m/s]. */
  readonly speedMps: number;
  /** Blocks since the heading was drawn. */
  readonly blocksOnHeading: number;
}

/** A place drawn uniformly from the area. */
export function samplePosition(
  scenario: BeamScenario,
  rng: RandomStream,
): Position {
  const sideM = scenario.areaMaxM - scenario.areaMinM;
  return {
    xM: scenario.areaMinM + sideM * rng.uniform(),
    yM: scenario.areaMinM + sideM * rng.uniform(),
  };
}

/** A target at a random place, with a random heading and speed. */
export function sampleMotion(
  scenario: BeamScenario,
  rng: RandomStream,
): TargetMotion {
  return {
    position: samplePosition(scenario, rng),
    headingRad: 2 * Math.PI * rng.uniform(),
    speedMps: scenario.maxSpeedMps * rng.uniform(),
    blocksOnHeading: 0,
  };
}

/**
 * The target one block later. A new heading is drawn every
 * `blocksPerHeading` blocks; the area's edges reflect.
 */
export function nextMotion(
  scenario: BeamScenario,
  motion: TargetMotion,
  rng: RandomStream,
): TargetMotion {
  const turns = motion.blocksOnHeading + 1 > scenario.blocksPerHeading;
  const headingRad = turns ? 2 * Math.PI * rng.uniform() : motion.headingRad;
  const stepM = motion.speedMps * scenario.blockDurationS;
  const { areaMinM, areaMaxM } = scenario;
  const straightXM = motion.position.xM + stepM * Math.cos(headingRad);
  const straightYM = motion.position.yM + stepM * Math.sin(headingRad);
  const xM = reflect(straightXM, areaMinM, areaMaxM);
  const yM = reflect(straightYM, areaMinM, areaMaxM);
  return {
    position: { xM, yM },
    headingRad: reflectHeading(
      headingRad,
      xM !== straightXM,
      yM !== straightYM,
    ),
    speedMps: motion.speedMps,
    blocksOnHeading: turns ? 1 : motion.blocksOnHeading + 1,
  };
}

function reflect(valueM: number, minM: number, maxM: number): number {
  if (valueM < minM) return 2 * minM - valueM;
  if (valueM > maxM) return 2 * maxM - valueM;
  return valueM;
}

function reflectHeading(
  headingRad: number,
  offVerticalEdge: boolean,
  offHorizontalEdge: boolean,
): number {
  const alongX = offVerticalEdge ? Math.PI - headingRad : headingRad;
  return offHorizontalEdge ? -alongX : alongX;
}
