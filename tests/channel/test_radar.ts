/**
 * The base station of the tests: 32 antennas and beams, 132 sub-carriers of
 * 120 kHz at 28 GHz, 24 dBm in two chains.
 *
 * @module
 */

import {
  createOfdmRadar,
  type OfdmRadar,
  type OfdmRadarSettings,
} from "../../lib/channel/ofdm_radar.ts";

/** A data sheet. */
export const RADAR_SETTINGS: OfdmRadarSettings = {
  carrierFrequencyHz: 28e9,
  subcarrierSpacingHz: 120e3,
  numSubcarriers: 132,
  symbolDurationS: 8.92e-6,
  numTransmitAntennas: 32,
  numReceiveAntennas: 32,
  numBeams: 32,
  numChains: 2,
  transmitPowerDbm: 24,
  noiseFigureDb: 7,
};

/** The radar of the data sheet with some values changed. */
export function testRadar(
  changes: Partial<OfdmRadarSettings> = {},
): OfdmRadar {
  return createOfdmRadar({ ...RADAR_SETTINGS, ...changes });
}
