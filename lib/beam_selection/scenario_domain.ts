/**
 * What each constant of a scenario must be. The check of all of them stands
 * where a scenario is made; what runs once a block or a target checks the
 * constants that it uses, and comes here for the name of a bad one.
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requireFinite,
  requireInteger,
  requireNonNegative,
  requireObject,
  requirePositive,
  requireProbability,
} from "../core/check.ts";
import { MAX_ARRAY_LENGTH } from "../core/complex_array.ts";
import { CODEBOOK_KINDS } from "../channel/codebook.ts";
import { requirePosition } from "../channel/geometry.ts";
import type { BeamScenario } from "./scenario.ts";

type Check = (action: string, scenario: BeamScenario) => void;

/** A check a constant: a new constant does not compile without one. */
const CHECKS: Readonly<Record<keyof BeamScenario, Check>> = {
  numAntennas: (action, { numAntennas }) =>
    requireInteger(action, { numAntennas }, 1, MAX_ARRAY_LENGTH),
  numBeams: (action, { numBeams }) =>
    requireInteger(action, { numBeams }, 1, MAX_ARRAY_LENGTH),
  codebook: (action, { codebook }) => {
    if (CODEBOOK_KINDS.includes(codebook)) return;
    throw rangeError(action, "codebook", CODEBOOK_KINDS.join(" or "), codebook);
  },
  transmitter: (action, { transmitter }) =>
    requirePosition(action, "transmitter", transmitter),
  receivers: (action, { receivers }) => {
    requireArray(action, { receivers });
    if (receivers.length === 0) {
      throw rangeError(action, "the number of receivers", "at least 1", 0);
    }
    for (const receiver of receivers) {
      requirePosition(action, "each receiver", receiver);
    }
  },
  areaMinM: (action, { areaMinM }) => requireFinite(action, { areaMinM }),
  areaMaxM: (action, { areaMaxM, areaMinM }) => {
    requireFinite(action, { areaMaxM });
    requirePositive(action, { "areaMaxM less areaMinM": areaMaxM - areaMinM });
  },
  pathLoss: (action, { pathLoss }) => {
    requireObject(action, { pathLoss });
    const { gainAtOneMetreDb, exponent } = pathLoss;
    requireFinite(action, { gainAtOneMetreDb });
    requireFinite(action, { exponent });
  },
  radarCrossSectionVariance: (action, { radarCrossSectionVariance }) =>
    requireNonNegative(action, { radarCrossSectionVariance }),
  bandwidthHz: (action, { bandwidthHz }) =>
    requirePositive(action, { bandwidthHz }),
  noiseFigureDb: (action, { noiseFigureDb }) =>
    requireFinite(action, { noiseFigureDb }),
  processingGain: (action, { processingGain }) =>
    requirePositive(action, { processingGain }),
  transmitPowerDbm: (action, { transmitPowerDbm }) =>
    requireFinite(action, { transmitPowerDbm }),
  falseAlarmProbability: (action, { falseAlarmProbability }) =>
    requireProbability(action, { falseAlarmProbability }),
  requiredDetectionProbability: (action, { requiredDetectionProbability }) =>
    requireProbability(action, { requiredDetectionProbability }),
  maxSpeedMps: (action, { maxSpeedMps }) =>
    requireNonNegative(action, { maxSpeedMps }),
  blockDurationS: (action, { blockDurationS }) =>
    requirePositive(action, { blockDurationS }),
  blocksPerHeading: (action, { blocksPerHeading }) =>
    requireInteger(action, { blocksPerHeading }, 1),
};

/**
 * Throws unless every constant of the scenario is what it must be.
 *
 * @param action what cannot be done: "sample a position"
 * @param scenario the setting as given
 */
export function requireScenario(action: string, scenario: BeamScenario): void {
  requireObject(action, { scenario });
  for (const check of Object.values(CHECKS)) check(action, scenario);
}
