/**
 * Tracks and measurements for the extractor's tests.
 *
 * @module
 */
import type { RandomStream } from "../../../lib/core/random_stream.ts";
import type { Position } from "../../../lib/channel/geometry.ts";
import {
  rangeTo,
  type StationMeasurement,
} from "../../../lib/tracking/measurement.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";
import {
  openTrackStates,
  type TrackStates,
} from "../../../lib/tracking/extractor/track_states.ts";

export const scenario = trackingScenario();

/** What a station measures of a place, with deviations of that many metres. */
export function measure(
  station: number,
  place: Position,
  rng: RandomStream | null = null,
  sigmaM = 0.1,
): StationMeasurement {
  const from = scenario.baseStations[station];
  const rangeM = rangeTo(from, place);
  const cosineSigma = 3 * sigmaM / rangeM;
  const draw = () => rng === null ? 0 : rng.gaussian();
  return {
    station,
    rangeM: rangeM + sigmaM * draw(),
    cosine: (place.xM - from.xM) / rangeM + cosineSigma * draw(),
    rangeSigmaM: sigmaM,
    cosineSigma,
  };
}

/** A track somewhere in the area, with a covariance. */
export function sampleStates(rng: RandomStream, sigmaM = 0.5): TrackStates {
  const states = openTrackStates(1);
  const headingRad = 2 * Math.PI * rng.uniform();
  const [ahead, mixed, aside] = [0, 0, 0].map(() => rng.uniform());
  states.xM[0] = 20 + 260 * rng.uniform();
  states.yM[0] = 15 + 70 * rng.uniform();
  states.headingX[0] = Math.cos(headingRad);
  states.headingY[0] = Math.sin(headingRad);
  states.stepM[0] = 0.5 + rng.uniform();
  states.turnSine[0] = 0.5 * rng.uniform() - 0.25;
  states.correctionX[0] = 0.2 * rng.gaussian();
  states.correctionY[0] = 0.2 * rng.gaussian();
  const [a, b, d] = [0.5 + ahead, mixed - 0.5, 0.5 + aside].map((factor) =>
    factor * sigmaM
  );
  states.varianceXM2[0] = a * a;
  states.covarianceXYM2[0] = a * b;
  states.varianceYM2[0] = b * b + d * d;
  return states;
}

/** Where a track is believed to be. */
export function placeOfTrack(states: TrackStates): Position {
  return { xM: states.xM[0], yM: states.yM[0] };
}
