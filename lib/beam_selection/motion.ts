/**
 * The target's motion: piecewise linear, inside the area (paper A, Sec. V-A).
 *
 * @module
 */

import {
  rangeError,
  requireFinite,
  requireInteger,
  requireNonNegative,
  requireObject,
  requirePositive,
} from "../core/check.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import { type Position, requirePosition } from "../channel/geometry.ts";
import type { BeamScenario } from "./scenario.ts";
import { requireScenario } from "./scenario_domain.ts";

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

/**
 * A place drawn uniformly from the area.
 *
 * @throws {RangeError} where a constant of the scenario breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function samplePosition(
  scenario: BeamScenario,
  rng: RandomStream,
): Position {
  const action = "sample a position";
  requireArea(action, scenario);
  requireStream(action, rng);
  const sideM = scenario.areaMaxM - scenario.areaMinM;
  return {
    xM: scenario.areaMinM + sideM * rng.uniform(),
    yM: scenario.areaMinM + sideM * rng.uniform(),
  };
}

/**
 * A target at a random place, with a random heading and speed.
 *
 * @throws {RangeError} where a constant of the scenario breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function sampleMotion(
  scenario: BeamScenario,
  rng: RandomStream,
): TargetMotion {
  requireScenario("sample a target", scenario);
  const { minSpeedMps, maxSpeedMps } = scenario;
  return {
    position: samplePosition(scenario, rng),
    headingRad: 2 * Math.PI * rng.uniform(),
    speedMps: minSpeedMps + (maxSpeedMps - minSpeedMps) * rng.uniform(),
    blocksOnHeading: 0,
  };
}

/**
 * The target one block later. A new heading is drawn every
 * `blocksPerHeading` blocks; the area's edges reflect.
 *
 * @throws {RangeError} where a number breaks its rule, or a step is longer than
 *   the area, so that one reflection does not keep the target inside
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function nextMotion(
  scenario: BeamScenario,
  motion: TargetMotion,
  rng: RandomStream,
): TargetMotion {
  const action = "move the target";
  requireArea(action, scenario);
  requirePositive(action, { blockDurationS: scenario.blockDurationS });
  requireInteger(action, { blocksPerHeading: scenario.blocksPerHeading }, 1);
  requireMotion(action, motion);
  requireStream(action, rng);
  const turns = motion.blocksOnHeading + 1 > scenario.blocksPerHeading;
  const headingRad = turns ? 2 * Math.PI * rng.uniform() : motion.headingRad;
  const stepM = motion.speedMps * scenario.blockDurationS;
  const { areaMinM, areaMaxM } = scenario;
  if (!(stepM <= areaMaxM - areaMinM)) {
    const rule = `at most the area's side of ${areaMaxM - areaMinM} m`;
    throw rangeError(action, "the step of a block", rule, stepM);
  }
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

function requireArea(action: string, scenario: BeamScenario): void {
  if (
    !(Number.isFinite(scenario?.areaMinM) &&
      Number.isFinite(scenario.areaMaxM) &&
      scenario.areaMinM < scenario.areaMaxM &&
      scenario.areaMaxM - scenario.areaMinM < Infinity)
  ) requireScenario(action, scenario);
}

function requireMotion(action: string, motion: TargetMotion): void {
  requireObject(action, { motion });
  const { position, headingRad, speedMps, blocksOnHeading } = motion;
  requirePosition(action, "the position", position);
  requireFinite(action, { headingRad });
  requireNonNegative(action, { speedMps });
  requireInteger(action, { blocksOnHeading }, 0);
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
