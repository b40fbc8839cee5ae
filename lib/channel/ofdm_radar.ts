/**
 * A base station that hears its own OFDM signal come back (paper B, Sec. 2.1):
 * what of it the echoes depend on, and how strong they are.
 *
 * @module
 */

import {
  rangeError,
  requireFinite,
  requireInteger,
  requireObject,
  requirePositive,
} from "../core/check.ts";
import { decibelToLinear } from "../core/decibel.ts";
import { noisePowerDbm } from "./noise.ts";

/** The speed of light in vacuum [m/s]. */
export const SPEED_OF_LIGHT_MPS = 299_792_458;

/** The most antennas of an array, and beams of a codebook. */
export const MAX_RADAR_ANTENNAS = 4096;

/** The most sub-carriers. */
export const MAX_SUBCARRIERS = 4096;

/** The most radio-frequency chains. */
export const MAX_CHAINS = 64;

/** What a base station's data sheet says. */
export interface OfdmRadarSettings {
  /** The carrier frequency [Hz]. */
  readonly carrierFrequencyHz: number;
  /** The sub-carrier spacing Delta f [Hz]. */
  readonly subcarrierSpacingHz: number;
  /** The number of sub-carriers L of this base station. */
  readonly numSubcarriers: number;
  /** The symbol duration T_0, cyclic prefix included [s]. */
  readonly symbolDurationS: number;
  /** The number of transmit antennas N_T, half a wavelength apart. */
  readonly numTransmitAntennas: number;
  /** The number of receive antennas N_R, half a wavelength apart. */
  readonly numReceiveAntennas: number;
  /** The number of beams of the codebook, the same for both arrays. */
  readonly numBeams: number;
  /** The number of radio-frequency chains N_RF: beams in one symbol. */
  readonly numChains: number;
  /** The transmit power of all chains and sub-carriers together [dBm]. */
  readonly transmitPowerDbm: number;
  /** The noise figure of the receiver [dB]. */
  readonly noiseFigureDb: number;
}

/** A base station's radar, in linear units. */
export interface OfdmRadar {
  /** The wavelength lambda [m]. */
  readonly wavelengthM: number;
  /** The sub-carrier spacing Delta f [Hz]. */
  readonly subcarrierSpacingHz: number;
  /** The number of sub-carriers L, from 2 to 4096. */
  readonly numSubcarriers: number;
  /** The symbol duration T_0 [s]. */
  readonly symbolDurationS: number;
  /** The number of transmit antennas N_T, from 2 to 4096. */
  readonly numTransmitAntennas: number;
  /** The number of receive antennas N_R, from 2 to 4096. */
  readonly numReceiveAntennas: number;
  /** The number of beams of the codebook, from 2 to 4096. */
  readonly numBeams: number;
  /** The number of radio-frequency chains N_RF, from 1 to 64. */
  readonly numChains: number;
  /** The transmit power of one chain on one sub-carrier [mW]. */
  readonly streamPowerMw: number;
  /** The noise power sigma^2 on one sub-carrier of one antenna [mW]. */
  readonly noisePowerMw: number;
}

/**
 * A base station's radar from its data sheet.
 *
 * The paper's P stands before the symbols of each sub-carrier in eq. (2) and is
 * called the transmit power; here it is the power of the whole signal, of which
 * each chain and each sub-carrier has an equal share.
 *
 * @param settings the data sheet
 * @returns the radar in linear units
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where the settings are not an object
 */
export function createOfdmRadar(settings: OfdmRadarSettings): OfdmRadar {
  const action = "create a radar";
  requireObject(action, { settings });
  const { carrierFrequencyHz, transmitPowerDbm, noiseFigureDb } = settings;
  const { numChains, numSubcarriers, subcarrierSpacingHz } = settings;
  requireInteger(action, { numSubcarriers }, 2, MAX_SUBCARRIERS);
  requireInteger(action, { numChains }, 1, MAX_CHAINS);
  requirePositive(action, { carrierFrequencyHz, subcarrierSpacingHz });
  requireFinite(action, { transmitPowerDbm, noiseFigureDb });
  const radar = {
    wavelengthM: SPEED_OF_LIGHT_MPS / carrierFrequencyHz,
    subcarrierSpacingHz,
    numSubcarriers,
    symbolDurationS: settings.symbolDurationS,
    numTransmitAntennas: settings.numTransmitAntennas,
    numReceiveAntennas: settings.numReceiveAntennas,
    numBeams: settings.numBeams,
    numChains,
    streamPowerMw: decibelToLinear(transmitPowerDbm) /
      (numChains * numSubcarriers),
    noisePowerMw: decibelToLinear(
      noisePowerDbm(subcarrierSpacingHz, noiseFigureDb),
    ),
  };
  requireOfdmRadar(action, radar);
  return radar;
}

/** Throws unless the value is a radar whose constants all keep their rules. */
export function requireOfdmRadar(action: string, radar: OfdmRadar): void {
  // Stands before every measurement of a tracker: one look where all is well.
  if (typeof radar === "object" && radar !== null && isSound(radar)) return;
  requireObject(action, { radar });
  const { numTransmitAntennas, numReceiveAntennas, numBeams } = radar;
  const { numSubcarriers, numChains } = radar;
  const arrays = { numTransmitAntennas, numReceiveAntennas, numBeams };
  requireInteger(action, arrays, 2, MAX_RADAR_ANTENNAS);
  requireInteger(action, { numSubcarriers }, 2, MAX_SUBCARRIERS);
  requireInteger(action, { numChains }, 1, MAX_CHAINS);
  const { wavelengthM, subcarrierSpacingHz, symbolDurationS } = radar;
  requirePositive(action, { wavelengthM, subcarrierSpacingHz });
  requirePositive(action, { symbolDurationS });
  const { streamPowerMw, noisePowerMw } = radar;
  requirePositive(action, { streamPowerMw, noisePowerMw });
}

function isSound(radar: OfdmRadar): boolean {
  return isCount(radar.numTransmitAntennas, 2, MAX_RADAR_ANTENNAS) &&
    isCount(radar.numReceiveAntennas, 2, MAX_RADAR_ANTENNAS) &&
    isCount(radar.numBeams, 2, MAX_RADAR_ANTENNAS) &&
    isCount(radar.numSubcarriers, 2, MAX_SUBCARRIERS) &&
    isCount(radar.numChains, 1, MAX_CHAINS) &&
    isPositive(radar.wavelengthM) && isPositive(radar.subcarrierSpacingHz) &&
    isPositive(radar.symbolDurationS) && isPositive(radar.streamPowerMw) &&
    isPositive(radar.noisePowerMw);
}

function isCount(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

/**
 * The power gain of an echo from one antenna over the target to another,
 * |alpha|^2 = lambda^2 sigma / ((4 pi)^3 d^4) (the radar equation; the paper
 * says only that alpha holds the cross section and the path loss).
 *
 * @param radar the base station's radar
 * @param rangeM the distance d of the target [m], positive
 * @param crossSectionM2 the radar cross section sigma [m^2], positive
 * @returns the power gain, linear
 * @throws {RangeError} where an argument breaks its rule
 * @throws {TypeError} where the radar is not an object
 */
export function echoPowerGain(
  radar: OfdmRadar,
  rangeM: number,
  crossSectionM2: number,
): number {
  const action = "compute an echo's gain";
  requireOfdmRadar(action, radar);
  requirePositive(action, { rangeM, crossSectionM2 });
  const spreading = 4 * Math.PI * rangeM * rangeM;
  const gain = radar.wavelengthM * radar.wavelengthM * crossSectionM2 /
    (4 * Math.PI * spreading * spreading);
  requirePositive(action, { "the gain": gain });
  return gain;
}

/**
 * How far the phase of an echo turns from one sub-carrier to the next for each
 * metre of range [rad/m]: 4 pi Delta f / c, there and back.
 */
export function rangePhasePerSubcarrier(
  { subcarrierSpacingHz }: OfdmRadar,
): number {
  return 4 * Math.PI * subcarrierSpacingHz / SPEED_OF_LIGHT_MPS;
}

/**
 * The range that two echoes must be apart to be told apart [m],
 * c / (2 L Delta f).
 *
 * @throws {RangeError} where a constant breaks its rule
 * @throws {TypeError} where the radar is not an object
 */
export function rangeResolutionM(radar: OfdmRadar): number {
  requireOfdmRadar("compute a range resolution", radar);
  return unambiguousRangeM(radar) / radar.numSubcarriers;
}

/**
 * The range after which the echo looks as from the start [m], c / (2 Delta f).
 *
 * @throws {RangeError} where a constant breaks its rule
 * @throws {TypeError} where the radar is not an object
 */
export function unambiguousRangeM(radar: OfdmRadar): number {
  const action = "compute an unambiguous range";
  requireOfdmRadar(action, radar);
  const rangeM = SPEED_OF_LIGHT_MPS / (2 * radar.subcarrierSpacingHz);
  if (!(rangeM > 0 && rangeM < Infinity)) {
    throw rangeError(action, "the range", "positive and finite", rangeM);
  }
  return rangeM;
}
