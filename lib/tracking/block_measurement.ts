/**
 * What the stations measure in a block, of the targets that they are associated
 * with and over the beams that follow the predictions: in closed form, or from
 * the samples that they receive.
 *
 * @module
 */

import type { StreamOpener } from "../core/random_stream.ts";
import { sampleMeasurement as sampleSurrogate } from "../estimation/measurement_surrogate.ts";
import { DrawnNoise } from "./drawn_noise.ts";
import type { TrackingNetwork } from "./link_table.ts";
import {
  type MeasuredBlock,
  type MeasurementLevel,
  ofStation,
} from "./measured_block.ts";
import { rangeTo, type StationMeasurement } from "./measurement.ts";
import { type Episode, positionOf } from "./motion.ts";
import { measureSignals } from "./signal_block_measurement.ts";

/**
 * Measures a block: gives the measurements of each target, by ascending
 * station, shape [I]. Where an echo is not detected there is none.
 */
export type BlockMeasurer = (measured: MeasuredBlock) => StationMeasurement[][];

/**
 * What the stations measure in an episode.
 *
 * Whoever has a station measure a target in a block over the same beams gets
 * the same measurement in closed form; at signal level, where the station's
 * other target is the same too.
 *
 * @param network the stations
 * @param level how they measure
 * @param episode the truth
 * @param open opens the streams "noise of target 0", ..., or at signal level
 *   "signal of station 0 in block 0", ...
 * @returns what measures a block; at signal level it throws a RangeError where
 *   a station has more targets than chains
 */
export function openBlockMeasurer(
  network: TrackingNetwork,
  level: MeasurementLevel,
  episode: Episode,
  open: StreamOpener,
): BlockMeasurer {
  if (level !== "surrogate") {
    return (measured) => measureSignals(network, level, measured, open);
  }
  const numStations = network.scenario.baseStations.length;
  const noise = new DrawnNoise(episode, numStations, open);
  return (measured) => measureInClosedForm(network, measured, noise);
}

function measureInClosedForm(
  { scenario, radar, surrogate, pickBeams }: TrackingNetwork,
  { episode, block, predicted, subsets }: MeasuredBlock,
  noise: DrawnNoise,
): StationMeasurement[][] {
  const { baseStations, radarCrossSectionM2 } = scenario;
  return subsets.map((subset, target) => {
    const truth = positionOf(episode, block, target);
    const measurements: StationMeasurement[] = [];
    for (let station = 0; station < baseStations.length; station++) {
      if (((subset >> station) & 1) === 0) continue;
      const from = baseStations[station];
      const rangeM = rangeTo(from, truth);
      const measurement = sampleSurrogate(
        radar,
        pickBeams(station, predicted[target]),
        {
          rangeM,
          angleCosine: (truth.xM - from.xM) / rangeM,
          crossSectionM2: radarCrossSectionM2,
        },
        surrogate,
        noise.seek(block, target, station),
      );
      if (measurement !== null) {
        measurements.push(ofStation(station, measurement));
      }
    }
    return measurements;
  });
}
