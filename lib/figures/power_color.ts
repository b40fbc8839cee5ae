/**
 * The colour of a transmit power, the same in every figure.
 *
 * @module
 */

import { TRANSMIT_POWERS_DBM } from "../experiments/beam_fig02_detection_cdf.ts";
import { ORDERED_COLORS } from "./theme.ts";

/**
 * The colour of a transmit power [dBm].
 *
 * @throws {RangeError} where it is not one of the papers' five
 */
export function powerColor(transmitPowerDbm: number): string {
  const color = ORDERED_COLORS[TRANSMIT_POWERS_DBM.indexOf(transmitPowerDbm)];
  if (color === undefined) {
    throw new RangeError(
      `Cannot colour a power as it must be one of ${TRANSMIT_POWERS_DBM} dBm` +
        `: current value is ${transmitPowerDbm}`,
    );
  }
  return color;
}
