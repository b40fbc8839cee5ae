/**
 * What a scenario is, and what each of its constants must be. The check of all of them stands
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
import { CODEBOOK_KINDS, type CodebookKind } from "../channel/codebook.ts";
import { type Position, requirePosition } from "../channel/geometry.ts";
import type { PathLossLaw } from "../channel/path_loss.ts";

/** The setting in which beams are selected. */
export interface BeamScenario {
  /** Antennas of each access point, M. */
  readonly numAntennas: number;
  /** Beams of the codebook. */
  readonly numBeams: number;
  /** How the beams are laid. */
  readonly codebook: CodebookKind;
  /** Where the transmitter stands. */
  readonly transmitter: Position;
  /** Where the N receivers stand. */
  readonly receivers: readonly Position[];
  /** The lower edge of the area on both axes [m]. */
  readonly areaMinM: number;
  /** The upper edge of the area on both axes [m]. */
  readonly areaMaxM: number;
  /** The law of the large-scale fading. */
  readonly pathLoss: PathLossLaw;
  /** The mean squared modulus of a radar cross section. */
  readonly radarCrossSectionVariance: number;
  /** The bandwidth B [Hz]. */
  readonly bandwidthHz: number;
  /** The noise figure n_f [dB]. */
  readonly noiseFigureDb: number;
  /** What the matched filter gains over the noise: 1, or B T_s = 2e6. */
  readonly processingGain: number;
  /** The transmit power TP [dBm]. */
  readonly transmitPowerDbm: number;
  /** The false-alarm probability P_FA. */
  readonly falseAlarmProbability: number;
  /** The detection probability that ends an episode, zeta. */
  readonly requiredDetectionProbability: number;
  /** The lowest speed of the target [m/s]. */
  readonly minSpeedMps: number;
  /** The highest speed of the target [m/s]. */
  readonly maxSpeedMps: number;
  /** The duration of a block, in which one beam is tried [s]. */
  readonly blockDurationS: number;
  /** Blocks between changes of heading. */
  readonly blocksPerHeading: number;
}

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
  minSpeedMps: (action, { minSpeedMps }) =>
    requireNonNegative(action, { minSpeedMps }),
  maxSpeedMps: (action, { minSpeedMps, maxSpeedMps }) => {
    requireNonNegative(action, { maxSpeedMps });
    requireNonNegative(action, {
      "maxSpeedMps less minSpeedMps": maxSpeedMps - minSpeedMps,
    });
  },
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
