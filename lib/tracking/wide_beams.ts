/**
 * More beams where a target is uncertain: the nearest ones, as ever, while the
 * believed direction is sure, and one more on each side of a link where it is
 * not, so that a target that was not seen for some blocks is found again.
 *
 * @module
 */
import { measurementJacobianInto } from "./measurement.ts";
import { type BeamPicker, cosineAt, pickBeams } from "./link_table.ts";
import type { PositionBelief } from "./position_belief.ts";
import type { TrackingScenario } from "./scenario.ts";
import { requireTrackingScenario } from "./scenario_domain.ts";

/** A cosine is uncertain where its deviation exceeds this [beam spacings]. */
const UNCERTAIN_SPACINGS = 0.4;

/**
 * Picks the nearest beams, and one more a side where a direction is uncertain.
 * The more pairs there are, the more symbols a target is looked at for: what is
 * gained costs time.
 *
 * @param scenario the setting
 * @throws {RangeError} where there is no beam more, or another constant breaks
 *   its rule
 */
export function wideBeams(scenario: TrackingScenario): BeamPicker {
  const wide = { ...scenario, beamsPerSide: scenario.beamsPerSide + 1 };
  requireTrackingScenario("widen the beams", wide);
  const spacing = 2 / scenario.numBeams;
  const jacobian = new Float64Array(4);
  return (station, place) => {
    const from = scenario.baseStations[station];
    measurementJacobianInto(jacobian, from, place);
    const sigma = Math.sqrt(varianceAlong(place, jacobian[2], jacobian[3]));
    const isUncertain = sigma > UNCERTAIN_SPACINGS * spacing;
    return pickBeams(isUncertain ? wide : scenario, cosineAt(from, place));
  };
}

/** The variance of a quantity with such derivatives to x and y, h^T P h. */
function varianceAlong(
  { varianceXM2, covarianceXYM2, varianceYM2 }: PositionBelief,
  perXM: number,
  perYM: number,
): number {
  return perXM * perXM * varianceXM2 + 2 * perXM * perYM * covarianceXYM2 +
    perYM * perYM * varianceYM2;
}
