/**
 * What a learned tracker carries from block to block: of each track its own
 * prediction and the covariance of that, where it is heading, and how it last
 * corrected itself. There is no filter in it.
 *
 * @module
 */
import type { TrackStart } from "../track_start.ts";

/** The states of some tracks side by side, shape [tracks] each. */
export interface TrackStates {
  /** How many tracks. */
  readonly numTracks: number;
  /** The predicted place [m]. */
  readonly xM: Float64Array;
  /** The predicted place [m]. */
  readonly yM: Float64Array;
  /** Its covariance [m^2]. */
  readonly varianceXM2: Float64Array;
  /** Its covariance [m^2]. */
  readonly covarianceXYM2: Float64Array;
  /** Its covariance [m^2]. */
  readonly varianceYM2: Float64Array;
  /** The way from the last estimate to the prediction, a unit vector. */
  readonly headingX: Float64Array;
  /** The way from the last estimate to the prediction, a unit vector. */
  readonly headingY: Float64Array;
  /** The length of that way [m]. */
  readonly stepM: Float64Array;
  /** The sine of the turn from the heading before. */
  readonly turnSine: Float64Array;
  /** The last estimate less the prediction before it [m]. */
  readonly correctionX: Float64Array;
  /** The last estimate less the prediction before it [m]. */
  readonly correctionY: Float64Array;
  /** Blocks since the track began. */
  readonly age: Int32Array;
}

/** States of tracks that have not begun. */
export function openTrackStates(numTracks: number): TrackStates {
  const numbers = () => new Float64Array(numTracks);
  return {
    numTracks,
    xM: numbers(),
    yM: numbers(),
    varianceXM2: numbers(),
    covarianceXYM2: numbers(),
    varianceYM2: numbers(),
    headingX: numbers(),
    headingY: numbers(),
    stepM: numbers(),
    turnSine: numbers(),
    correctionX: numbers(),
    correctionY: numbers(),
    age: new Int32Array(numTracks),
  };
}

/** Begins a track where it is believed to be. */
export function beginTrackInto(
  states: TrackStates,
  track: number,
  { position, positionSigmaM, headingRad }: TrackStart,
  stepM: number,
): void {
  states.xM[track] = position.xM;
  states.yM[track] = position.yM;
  states.varianceXM2[track] = positionSigmaM * positionSigmaM;
  states.covarianceXYM2[track] = 0;
  states.varianceYM2[track] = positionSigmaM * positionSigmaM;
  states.headingX[track] = Math.cos(headingRad);
  states.headingY[track] = Math.sin(headingRad);
  states.stepM[track] = stepM;
  states.turnSine[track] = 0;
  states.correctionX[track] = 0;
  states.correctionY[track] = 0;
  states.age[track] = 0;
}

/** Bounds on the scale of a track, beyond which no output should reach [m]. */
const LEAST_SCALE_M = 0.03;
const MOST_SCALE_M = 4;

/** The deviation of a covariance, sqrt(trace / 2), within bounds [m]. */
export function scaleOf(traceM2: number): number {
  const scaleM = Math.sqrt(traceM2 / 2);
  return Math.min(Math.max(scaleM, LEAST_SCALE_M), MOST_SCALE_M);
}
