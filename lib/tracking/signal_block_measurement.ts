/**
 * A block's measurements from the samples that the stations receive (paper B,
 * Secs. 2.1 and 2.2): each station sends over the beams of its targets, hears
 * the echoes with their Doppler phases and noise, and estimates.
 *
 * The estimators know no Doppler. Their deviations are bounds; they are made
 * larger by the scenario's inflation and floors, as those of the closed form
 * are, for what the bounds leave out.
 *
 * @module
 */

import { range } from "../core/range.ts";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import type { BeamPair } from "../channel/beam_pair.ts";
import {
  type EchoTarget,
  receiveEchoes,
  sampleEchoGain,
} from "../channel/ofdm_echo.ts";
import { echoPowerGain } from "../channel/ofdm_radar.ts";
import {
  sampleTransmission,
  selectStream,
} from "../channel/ofdm_transmission.ts";
import { sightLine } from "../channel/sight_line.ts";
import type { PredictedEcho } from "../estimation/echo_cancellation.ts";
import type { Measurement } from "../estimation/measurement.ts";
import { estimateByMaximumLikelihood } from "../estimation/range_angle_estimators.ts";
import { measureTargets } from "../estimation/signal_measurement.ts";
import type { TrackingNetwork } from "./link_table.ts";
import {
  type MeasuredBlock,
  type MeasurementLevel,
  ofStation,
} from "./measured_block.ts";
import { rangeTo, type StationMeasurement } from "./measurement.ts";
import { positionOf } from "./motion.ts";
import type { PositionBelief } from "./position_belief.ts";
import { searchAreaOf } from "./station_radar.ts";

/** The measurements of each target, as of `BlockMeasurer`. */
export function measureSignals(
  network: TrackingNetwork,
  level: MeasurementLevel,
  measured: MeasuredBlock,
  open: StreamOpener,
): StationMeasurement[][] {
  const { scenario } = network;
  const measurements = measured.subsets.map((): StationMeasurement[] => []);
  for (const station of range(0, scenario.baseStations.length)) {
    const targets = range(0, measured.subsets.length)
      .filter((target) => ((measured.subsets[target] >> station) & 1) === 1);
    if (targets.length === 0) continue;
    const rng = open(`signal of station ${station} in block ${measured.block}`);
    const heard = hearTargets(network, level, measured, station, targets, rng);
    heard.forEach((measurement, chain) => {
      if (measurement === null) return;
      measurements[targets[chain]].push(
        ofStation(station, soften(network, measurement)),
      );
    });
  }
  return measurements;
}

/** What a station measures of its targets, a chain each. */
function hearTargets(
  network: TrackingNetwork,
  level: MeasurementLevel,
  measured: MeasuredBlock,
  station: number,
  targets: readonly number[],
  rng: RandomStream,
): (Measurement | null)[] {
  const { scenario, radar } = network;
  const echoes = echoesAt(network, measured, station, rng);
  const predictions = measured.predicted.map((belief) =>
    predictEcho(network, station, belief)
  );
  const streams = targets.map((target) =>
    network.pickBeams(station, measured.predicted[target])
  );
  if (level === "signal, alone") {
    return targets.map((target, chain) =>
      hearAlone(network, streams[chain], [echoes[target]], rng)
    );
  }
  const transmission = sampleTransmission(radar, streams, rng);
  const received = receiveEchoes(radar, transmission, echoes, rng);
  const { detectionThreshold } = scenario;
  const area = searchAreaOf(scenario);
  if (level === "signal, others cancelled") {
    const settings = { ...area, detectionThreshold };
    return measureTargets(
      radar,
      transmission,
      received,
      predictions,
      targets,
      settings,
    );
  }
  return targets.map((_, chain) => {
    const echo = selectStream(radar, transmission, received, chain);
    const found = estimateByMaximumLikelihood(
      radar,
      streams[chain],
      echo,
      area,
    );
    return found.statistic > detectionThreshold ? found : null;
  });
}

/** One chain that sends and hears alone. */
function hearAlone(
  { scenario, radar }: TrackingNetwork,
  pairs: readonly BeamPair[],
  echoes: readonly EchoTarget[],
  rng: RandomStream,
): Measurement | null {
  const transmission = sampleTransmission(radar, [pairs], rng);
  const received = receiveEchoes(radar, transmission, echoes, rng);
  const echo = selectStream(radar, transmission, received, 0);
  const area = searchAreaOf(scenario);
  const found = estimateByMaximumLikelihood(radar, pairs, echo, area);
  return found.statistic > scenario.detectionThreshold ? found : null;
}

/** Every target as a station's signal sees it, with a random phase each. */
function echoesAt(
  { scenario, radar }: TrackingNetwork,
  { episode, block }: MeasuredBlock,
  station: number,
  rng: RandomStream,
): EchoTarget[] {
  const { baseStations, speedMps, radarCrossSectionM2 } = scenario;
  return range(0, episode.numTargets).map((target) => {
    const headingRad = episode.headingsRad[block * episode.numTargets + target];
    const line = sightLine(
      baseStations[station],
      positionOf(episode, block, target),
      {
        xMps: speedMps * Math.cos(headingRad),
        yMps: speedMps * Math.sin(headingRad),
      },
    );
    const gain = sampleEchoGain(radar, line.rangeM, radarCrossSectionM2, rng);
    return { ...line, gain };
  });
}

/**
 * What a track lets expect of its echo. Its speed is unknown here and taken to
 * be none: the phase that it turns by is small over so few symbols.
 */
function predictEcho(
  { scenario, radar }: TrackingNetwork,
  station: number,
  belief: PositionBelief,
): PredictedEcho {
  const { baseStations, stationClearanceM, radarCrossSectionM2 } = scenario;
  const from = baseStations[station];
  const distanceM = rangeTo(from, belief);
  const east = (belief.xM - from.xM) / distanceM;
  const north = (belief.yM - from.yM) / distanceM;
  const rangeM = Math.max(distanceM, stationClearanceM);
  const { varianceXM2, covarianceXYM2, varianceYM2 } = belief;
  const along = east * east * varianceXM2 + 2 * east * north * covarianceXYM2 +
    north * north * varianceYM2;
  const across = north * north * varianceXM2 -
    2 * east * north * covarianceXYM2 + east * east * varianceYM2;
  return {
    rangeM,
    angleCosine: east,
    radialSpeedMps: 0,
    gainPower: echoPowerGain(radar, rangeM, radarCrossSectionM2),
    rangeSigmaM: Math.sqrt(along),
    cosineSigma: Math.abs(north) * Math.sqrt(across) / rangeM,
  };
}

/** The same measurement with deviations that leave room for the model's. */
function soften(
  { surrogate }: TrackingNetwork,
  measurement: Measurement,
): Measurement {
  const { boundInflation, rangeFloorM, cosineFloor } = surrogate;
  return {
    ...measurement,
    rangeSigmaM: Math.max(
      boundInflation * measurement.rangeSigmaM,
      rangeFloorM,
    ),
    cosineSigma: Math.max(
      boundInflation * measurement.cosineSigma,
      cosineFloor,
    ),
  };
}
