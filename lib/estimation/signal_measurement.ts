/**
 * What a base station reports of the targets that it tracks, from the samples
 * that it receives (paper B, Sec. 2.2): the echoes separated, range and angle of
 * each estimated, and those kept that are echoes at all.
 *
 * @module
 */

import { requireObject, requireWithin } from "../core/check.ts";
import type { ComplexArray } from "../core/complex_array.ts";
import { type OfdmRadar, requireOfdmRadar } from "../channel/ofdm_radar.ts";
import type { OfdmTransmission } from "../channel/ofdm_transmission.ts";
import { type PredictedEcho, separateEchoes } from "./echo_cancellation.ts";
import type { Measurement, SearchArea } from "./measurement.ts";
import {
  estimateByMaximumLikelihood,
  requireArea,
} from "./range_angle_estimators.ts";

/** How a base station measures. */
export interface SignalMeasurementSettings extends SearchArea {
  /** T: what the test statistic of an echo must exceed. */
  readonly detectionThreshold: number;
}

/**
 * The measurement of each chain's target, or null where no echo is detected.
 *
 * @param radar the base station's radar
 * @param transmission what it sent
 * @param received v, shape [chains K L], as of `receiveEchoes`
 * @param predictions of all targets whose echoes are to be reckoned with
 * @param targets the prediction that each chain's beams follow, shape [chains]
 * @param settings where to look, and the detection threshold
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 */
export function measureTargets(
  radar: OfdmRadar,
  transmission: OfdmTransmission,
  received: ComplexArray,
  predictions: readonly PredictedEcho[],
  targets: readonly number[],
  settings: SignalMeasurementSettings,
): (Measurement | null)[] {
  const action = "measure targets";
  requireOfdmRadar(action, radar);
  requireObject(action, { settings });
  const { detectionThreshold } = settings;
  requireWithin(action, { detectionThreshold }, 0, 700);
  requireArea(action, radar, settings);
  const echoes = separateEchoes(
    radar,
    transmission,
    received,
    predictions,
    targets,
  );
  return echoes.map((echo, chain) => {
    const { statistic, ...measurement } = estimateByMaximumLikelihood(
      radar,
      transmission.streams[chain],
      echo,
      settings,
    );
    return statistic > detectionThreshold ? measurement : null;
  });
}
