/**
 * How well a base station measures range and angle (paper B, Sec. 2.2, of which
 * it gives no result): by maximum likelihood, by MUSIC and by the closed form
 * that stands for them, against the Cramer-Rao bound; and how often other
 * targets' echoes spoil it.
 *
 * @module
 */

import { range } from "../core/range.ts";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import {
  beamCosine,
  type BeamPair,
  nearestBeamPairs,
} from "../channel/beam_pair.ts";
import type { Position } from "../channel/geometry.ts";
import {
  type EchoTarget,
  receiveEchoes,
  sampleEchoGain,
} from "../channel/ofdm_echo.ts";
import {
  echoPowerGain,
  type OfdmRadar,
  rangeResolutionM,
} from "../channel/ofdm_radar.ts";
import {
  sampleTransmission,
  selectStream,
} from "../channel/ofdm_transmission.ts";
import { type SightLine, sightLine } from "../channel/sight_line.ts";
import { cramerRaoBound } from "../estimation/cramer_rao_bound.ts";
import {
  type PredictedEcho,
  separateEchoes,
} from "../estimation/echo_cancellation.ts";
import type { SearchArea } from "../estimation/measurement.ts";
import {
  sampleMeasurement,
  type SurrogateSettings,
} from "../estimation/measurement_surrogate.ts";
import {
  estimateByMaximumLikelihood,
  estimateByMusic,
  type RangeAngleEstimate,
} from "../estimation/range_angle_estimators.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import {
  createStationRadar,
  searchAreaOf,
  surrogateSettingsOf,
} from "../tracking/station_radar.ts";
import type { Experiment } from "./experiment.ts";

/** The base station's radar, of the constants that tracking has. */
export const ESTIMATION_RADAR: OfdmRadar = createStationRadar(
  TRACKING_SCENARIO,
);

/** Where the estimators look. */
export const SEARCH_AREA: SearchArea = searchAreaOf(TRACKING_SCENARIO);

/** What the closed form needs. */
export const SURROGATE_SETTINGS: SurrogateSettings = surrogateSettingsOf(
  TRACKING_SCENARIO,
);

/** The deviation of a prediction, our choice: what trackers miss [m]. */
export const PREDICTION_ERROR_M = 0.3;

/** What is varied. */
export type EstimationStudy = "range" | "beam offset" | "other targets";

/** How a measurement is made. */
export type EstimationMethod =
  | "maximum likelihood"
  | "MUSIC"
  | "surrogate"
  | "others cancelled";

/** One method at one point of a study. */
export type EstimationCondition = {
  /** What is varied. */
  readonly study: EstimationStudy;
  /** How the measurement is made. */
  readonly method: EstimationMethod;
  /**
   * The range [m], the offset from the beams' middle [beam spacings], or how
   * many other targets echo.
   */
  readonly at: number;
};

/** What the measurements of a run were like. */
export type EstimationResult = {
  /** The share of echoes that were detected. */
  readonly detectedShare: number;
  /** The share in another range cell, detected or not; null for a surrogate. */
  readonly wrongCellShare: number | null;
  /** Of those detected: either error beyond 5 bounds. */
  readonly outlierShare: number | null;
  /** Of those detected: the range's root mean square error over the bound. */
  readonly rangeRatio: number | null;
  /** Of those detected: the cosine's, over its bound. */
  readonly cosineRatio: number | null;
  /** Of those detected: the cosine's root mean square error. */
  readonly cosineError: number | null;
};

/** The methods that are compared on one target alone. */
export const ESTIMATION_METHODS: readonly EstimationMethod[] = [
  "maximum likelihood",
  "MUSIC",
  "surrogate",
];

/** The ranges of the study of ranges [m]. */
export const STUDY_RANGES_M: readonly number[] = [25, 50, 75, 100, 125, 150];

/** The range at which the beams' offset is varied [m]. */
export const OFFSET_RANGE_M = 40;

/** The range of the measured target among others [m]. */
export const CROWD_RANGE_M = 75;

const OFFSETS = [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1, 1.1, 1.2, 1.3];
const NUM_OTHERS = [0, 1, 3, 5, 7];
/** An error beyond so many bounds is an outlier. */
const OUTLIER_BOUNDS = 5;
/** The middle of a long side of the area of Sec. 4. */
const STATION: Position = { xM: 150, yM: 0 };

/** Range and angle against their bounds. */
export const estimation: Experiment<
  EstimationCondition,
  { readonly numTrials: number },
  EstimationResult
> = {
  id: "track_estimation",
  title: "Range and angle from echoes, against the Cramer-Rao bound",
  source: "paper B, Sec. 2, eqs. (1) and (2)",
  revision: 1,
  conditions: [
    ...ESTIMATION_METHODS.flatMap((method) => [
      ...STUDY_RANGES_M.map((at) => ({ study: "range" as const, method, at })),
      ...OFFSETS.map((at) => ({ study: "beam offset" as const, method, at })),
    ]),
    ...(["maximum likelihood", "others cancelled"] as const).flatMap((method) =>
      NUM_OTHERS.map((at) => ({
        study: "other targets" as const,
        method,
        at,
      }))
    ),
  ],
  seeds: range(1, 11),
  budgets: { smoke: { numTrials: 20 }, paper: { numTrials: 200 } },
  measure({ study, method, at }, { numTrials }, open) {
    const streams = openStreams(open);
    const tally = new Tally();
    for (let trial = 0; trial < numTrials; trial++) {
      if (study === "other targets") {
        measureAmongOthers(method, at, streams, tally);
      } else measureAlone(study, method, at, streams, tally);
    }
    return tally.result(numTrials);
  },
};

/** One stream a use, so that all methods hear the same echoes. */
function openStreams(open: StreamOpener) {
  return {
    target: open("target"),
    echo: open("echo"),
    others: open("others"),
    predictions: open("predictions"),
  };
}

type Streams = ReturnType<typeof openStreams>;

/** One target, on the beams that a study gives it. */
function measureAlone(
  study: EstimationStudy,
  method: EstimationMethod,
  at: number,
  streams: Streams,
  tally: Tally,
): void {
  const { target, pairs } = sampleTarget(
    study === "range" ? at : OFFSET_RANGE_M,
    study === "range" ? undefined : at,
    streams.target,
  );
  if (method === "surrogate") {
    const crossSectionM2 = TRACKING_SCENARIO.radarCrossSectionM2;
    const measured = { ...target, crossSectionM2 };
    const measurement = sampleMeasurement(
      ESTIMATION_RADAR,
      pairs,
      measured,
      SURROGATE_SETTINGS,
      streams.echo,
    );
    if (measurement !== null) tally.count(pairs, target, measurement);
    return;
  }
  const transmission = sampleTransmission(
    ESTIMATION_RADAR,
    [pairs],
    streams.echo,
  );
  const received = receiveEchoes(
    ESTIMATION_RADAR,
    transmission,
    [withGain(target, streams.echo)],
    streams.echo,
  );
  const echo = selectStream(ESTIMATION_RADAR, transmission, received, 0);
  tally.test(
    pairs,
    target,
    method === "MUSIC"
      ? estimateByMusic(ESTIMATION_RADAR, pairs, echo, SEARCH_AREA, 1)
      : estimateByMaximumLikelihood(ESTIMATION_RADAR, pairs, echo, SEARCH_AREA),
  );
}

/** A target that one chain tracks, while the other tracks one of the others. */
function measureAmongOthers(
  method: EstimationMethod,
  numOthers: number,
  streams: Streams,
  tally: Tally,
): void {
  const { target, pairs } = sampleTarget(
    CROWD_RANGE_M,
    undefined,
    streams.target,
  );
  const others = range(0, numOthers).map(() => sampleOther(streams.others));
  const lines = [target, ...others.map(({ line }) => line)];
  const predictions = [
    predictFrom(target),
    ...others.map(({ place }) => predictAt(place, streams.predictions)),
  ];
  const beams = predictions.slice(0, 2).map((prediction, i) =>
    i === 0 ? pairs : choosePairs(prediction.angleCosine)
  );
  const transmission = sampleTransmission(
    ESTIMATION_RADAR,
    beams,
    streams.echo,
  );
  const received = receiveEchoes(
    ESTIMATION_RADAR,
    transmission,
    lines.map((line) => withGain(line, streams.echo)),
    streams.echo,
  );
  const echo = method === "others cancelled"
    ? separateEchoes(
      ESTIMATION_RADAR,
      transmission,
      received,
      predictions,
      beams.map((_, chain) => chain),
    )[0]
    : selectStream(ESTIMATION_RADAR, transmission, received, 0);
  tally.test(
    pairs,
    target,
    estimateByMaximumLikelihood(ESTIMATION_RADAR, pairs, echo, SEARCH_AREA),
  );
}

/**
 * A target within 2 m of a range, off the middle of two neighbouring beams by
 * an offset in beam spacings, to either side; by up to a half, where none is
 * given, as where the nearest beams were chosen.
 */
function sampleTarget(
  rangeM: number,
  offset: number | undefined,
  rng: RandomStream,
): { target: SightLine; pairs: BeamPair[] } {
  const { numBeams, speedMps } = TRACKING_SCENARIO;
  const first = 2 + rng.integer(numBeams - 5);
  const middle =
    (beamCosine(first, numBeams) + beamCosine(first + 1, numBeams)) /
    2;
  const side = 2 * rng.uniform() - 1;
  const offsetCosine = (2 / numBeams) *
    (offset === undefined ? side / 2 : Math.sign(side) * offset);
  const target = {
    rangeM: rangeM + 4 * rng.uniform() - 2,
    angleCosine: middle + offsetCosine,
    radialSpeedMps: speedMps * (2 * rng.uniform() - 1),
  };
  return { target, pairs: choosePairs(middle) };
}

/** Another target, anywhere in the area but within 10 m of the station. */
function sampleOther(rng: RandomStream): { place: Position; line: SightLine } {
  for (;;) {
    const place = { xM: 300 * rng.uniform(), yM: 5 + 90 * rng.uniform() };
    const heading = 2 * Math.PI * rng.uniform();
    const { speedMps } = TRACKING_SCENARIO;
    const line = sightLine(STATION, place, {
      xMps: speedMps * Math.cos(heading),
      yMps: speedMps * Math.sin(heading),
    });
    if (line.rangeM >= 10) return { place, line };
  }
}

function choosePairs(angleCosine: number): BeamPair[] {
  const { numBeams, beamsPerSide } = TRACKING_SCENARIO;
  return nearestBeamPairs(angleCosine, numBeams, beamsPerSide);
}

function withGain(line: SightLine, rng: RandomStream): EchoTarget {
  const gain = sampleEchoGain(
    ESTIMATION_RADAR,
    line.rangeM,
    TRACKING_SCENARIO.radarCrossSectionM2,
    rng,
  );
  return { ...line, gain };
}

/** What a tracker expects at a place that it knows with some error. */
function predictFrom(line: SightLine): PredictedEcho {
  const { radarCrossSectionM2 } = TRACKING_SCENARIO;
  return {
    ...line,
    radialSpeedMps: 0,
    gainPower: echoPowerGain(
      ESTIMATION_RADAR,
      line.rangeM,
      radarCrossSectionM2,
    ),
    rangeSigmaM: PREDICTION_ERROR_M,
    cosineSigma: PREDICTION_ERROR_M / line.rangeM,
  };
}

function predictAt(place: Position, rng: RandomStream): PredictedEcho {
  const predicted = {
    xM: place.xM + PREDICTION_ERROR_M * rng.gaussian(),
    yM: place.yM + PREDICTION_ERROR_M * rng.gaussian(),
  };
  return predictFrom(sightLine(STATION, predicted, { xMps: 0, yMps: 0 }));
}

/** The sums over the trials of a run. */
class Tally {
  #numDetected = 0;
  #numTested = 0;
  #numInWrongCell = 0;
  #numOutliers = 0;
  #rangeSquares = 0;
  #cosineSquares = 0;
  #cosineErrorSquares = 0;

  /** Counts an estimate, and its errors where it passes for an echo. */
  test(
    pairs: readonly BeamPair[],
    target: SightLine,
    estimate: RangeAngleEstimate,
  ): void {
    this.#numTested++;
    const errorM = Math.abs(estimate.rangeM - target.rangeM);
    if (errorM > rangeResolutionM(ESTIMATION_RADAR)) this.#numInWrongCell++;
    if (estimate.statistic > TRACKING_SCENARIO.detectionThreshold) {
      this.count(pairs, target, estimate);
    }
  }

  /** Counts a measurement's errors against the bounds. */
  count(
    pairs: readonly BeamPair[],
    target: SightLine,
    measurement: { readonly rangeM: number; readonly angleCosine: number },
  ): void {
    const bound = cramerRaoBound(
      ESTIMATION_RADAR,
      pairs,
      target.angleCosine,
      echoPowerGain(
        ESTIMATION_RADAR,
        target.rangeM,
        TRACKING_SCENARIO.radarCrossSectionM2,
      ),
    );
    const rangeError = (measurement.rangeM - target.rangeM) / bound.rangeSigmaM;
    const cosineErrorAlone = measurement.angleCosine - target.angleCosine;
    const cosineError = cosineErrorAlone / bound.cosineSigma;
    const largest = Math.max(Math.abs(rangeError), Math.abs(cosineError));
    this.#numDetected++;
    if (largest > OUTLIER_BOUNDS) this.#numOutliers++;
    this.#rangeSquares += rangeError ** 2;
    this.#cosineSquares += cosineError ** 2;
    this.#cosineErrorSquares += cosineErrorAlone ** 2;
  }

  result(numTrials: number): EstimationResult {
    const perDetection = (sum: number) =>
      this.#numDetected > 0 ? sum / this.#numDetected : null;
    const rootOf = (sum: number) =>
      this.#numDetected > 0 ? Math.sqrt(sum / this.#numDetected) : null;
    return {
      detectedShare: this.#numDetected / numTrials,
      wrongCellShare: this.#numTested > 0
        ? this.#numInWrongCell / this.#numTested
        : null,
      outlierShare: perDetection(this.#numOutliers),
      rangeRatio: rootOf(this.#rangeSquares),
      cosineRatio: rootOf(this.#cosineSquares),
      cosineError: rootOf(this.#cosineErrorSquares),
    };
  }
}
