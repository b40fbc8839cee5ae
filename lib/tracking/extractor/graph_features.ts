/**
 * The graph of a block as a learned tracker sees it: what each measurement says
 * against the track's own prediction, in units of what is uncertain, and in the
 * frame of the target's heading. The paper's edges hold range and angle as they
 * are, and its targets' nodes begin with zeros (Sec. 3.1):
 * `literal_extractor.ts` has that reading.
 *
 * @module
 */
import { MIN_RANGE_M, type StationMeasurement } from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import type { PositionFix } from "./position_fix.ts";
import { scaleOf, type TrackStates } from "./track_states.ts";

/** Numbers of an edge. */
export const NUM_EDGE_FEATURES = 14;
/** Numbers that a target's node begins with. */
export const NUM_ANCHOR_FEATURES = 12;
/** Numbers of a station's node: its place. */
export const NUM_STATION_FEATURES = 2;

/** Innovations beyond this many deviations say no more. */
const MOST_DEVIATIONS = 6;
/** Logarithms beyond this say no more. */
const MOST_LOGARITHM = 5;
/** The least sine by which a cosine's error is taken across. */
const LEAST_SINE = 0.05;
/** The range about which ranges are, to be near 0 as a logarithm [m]. */
const TYPICAL_RANGE_M = 50;

/** The innovations of an edge, which follow the prediction. */
const INNOVATIONS = [
  { column: 0, isAcross: false },
  { column: 1, isAcross: true },
  { column: 2, isAcross: false },
  { column: 3, isAcross: true },
] as const;

/** Numbers an edge in `slopes`: two for each innovation. */
export const SLOPES_PER_EDGE = 2 * INNOVATIONS.length;

/**
 * Writes x_m of each station: its place, from -1 to 1 over the area. The paper
 * has it in metres.
 *
 * @param out where, a row a station
 * @param rowStride from one row to the next
 * @param scenario the setting
 */
export function writeStationsInto(
  out: Float32Array,
  rowStride: number,
  { baseStations, areaLengthM, areaWidthM }: TrackingScenario,
): void {
  baseStations.forEach(({ xM, yM }, m) => {
    out[m * rowStride] = 2 * xM / areaLengthM - 1;
    out[m * rowStride + 1] = 2 * yM / areaWidthM - 1;
  });
}

/**
 * Writes the features of an edge, e_{m,i,q}. One after another they are
 *
 * - what was measured less what was predicted, along the sight line and across:
 *   in deviations of that, then in scales of the track (0 to 3);
 * - the sight line's cosine and sine from the heading (4, 5);
 * - the measurement's deviations along and across, and then the prediction's, as
 *   logarithms of scales (6 to 9), and the correlation of the latter (10);
 * - the logarithms of the range and of the scale (11, 12);
 * - the sine of the station's angle, by which the error across grows (13).
 *
 * @param out where they are written, from `at` on
 * @param slopes the derivatives of each innovation to the predicted x and y,
 *   from `slopesAt` on
 * @param scenario the setting
 * @param states the tracks
 * @param track which of them
 * @param measurement what the station measured of it
 */
export function writeEdgeInto(
  out: Float32Array,
  at: number,
  slopes: Float64Array,
  slopesAt: number,
  { baseStations }: TrackingScenario,
  states: TrackStates,
  track: number,
  measurement: StationMeasurement,
): void {
  const station = baseStations[measurement.station];
  const awayX = states.xM[track] - station.xM;
  const awayY = states.yM[track] - station.yM;
  const rangeM = Math.max(
    Math.sqrt(awayX * awayX + awayY * awayY),
    MIN_RANGE_M,
  );
  // Along the sight line, and a quarter turn on from it.
  const alongX = awayX / rangeM;
  const alongY = awayY / rangeM;
  const sine = alongY < 0
    ? Math.min(alongY, -LEAST_SINE)
    : Math.max(alongY, LEAST_SINE);
  const xx = states.varianceXM2[track];
  const xy = states.covarianceXYM2[track];
  const yy = states.varianceYM2[track];
  const scaleM = scaleOf(xx + yy);
  const alongM2 = alongX * alongX * xx + 2 * alongX * alongY * xy +
    alongY * alongY * yy;
  const acrossM2 = alongY * alongY * xx - 2 * alongX * alongY * xy +
    alongX * alongX * yy;
  const mixedM2 = alongX * alongY * (yy - xx) +
    (alongX * alongX - alongY * alongY) * xy;
  const rangeSigmaM = measurement.rangeSigmaM;
  const acrossSigmaM = measurement.cosineSigma * rangeM / Math.abs(sine);
  const innovationM = measurement.rangeM - rangeM;
  const acrossM = (alongX - measurement.cosine) * rangeM / sine;
  const alongDeviationM = Math.sqrt(rangeSigmaM * rangeSigmaM + alongM2);
  const acrossDeviationM = Math.sqrt(acrossSigmaM * acrossSigmaM + acrossM2);
  const innovations = [
    innovationM / alongDeviationM,
    acrossM / acrossDeviationM,
    innovationM / scaleM,
    acrossM / scaleM,
  ];
  const units = [alongDeviationM, acrossDeviationM, scaleM, scaleM];
  for (const { column, isAcross } of INNOVATIONS) {
    const value = innovations[column];
    const isWithin = Math.abs(value) < MOST_DEVIATIONS;
    out[at + column] = isWithin ? value : MOST_DEVIATIONS * Math.sign(value);
    // A prediction farther along or across leaves that much less.
    const slope = isWithin ? -1 / units[column] : 0;
    slopes[slopesAt + 2 * column] = slope * (isAcross ? -alongY : alongX);
    slopes[slopesAt + 2 * column + 1] = slope * (isAcross ? alongX : alongY);
  }
  const headingX = states.headingX[track];
  const headingY = states.headingY[track];
  out[at + 4] = alongX * headingX + alongY * headingY;
  out[at + 5] = alongY * headingX - alongX * headingY;
  out[at + 6] = logarithm(rangeSigmaM / scaleM);
  out[at + 7] = logarithm(acrossSigmaM / scaleM);
  out[at + 8] = 0.5 * logarithm(alongM2 / (scaleM * scaleM));
  out[at + 9] = 0.5 * logarithm(acrossM2 / (scaleM * scaleM));
  // On a station there is no sight line, and nothing along it or across.
  out[at + 10] = mixedM2 / Math.sqrt(Math.max(alongM2 * acrossM2, 1e-12));
  out[at + 11] = logarithm(rangeM / TYPICAL_RANGE_M);
  out[at + 12] = logarithm(scaleM);
  out[at + 13] = sine;
}

/**
 * Writes what a target's node begins with. One after another that is
 *
 * - the last correction, ahead and aside, in scales of the track (0, 1);
 * - its last step beyond a usual one [m], and the sine of its last turn (2, 3);
 * - the logarithms of its scale, and of its deviations ahead and aside in
 *   scales, and their correlation (4 to 7);
 * - the number of its measurements, over 3 (8);
 * - how far the fix is from the prediction, ahead and aside, in scales (9, 10),
 *   and the logarithm of the fix's own scale over the track's (11).
 *
 * @param out where, from `at` on
 * @param states the tracks
 * @param track which of them
 * @param fix what the network corrects
 * @param numMeasurements how many stations measured it
 * @param stepM how far a target gets in a block [m]
 */
export function writeAnchorInto(
  out: Float32Array,
  at: number,
  states: TrackStates,
  track: number,
  fix: PositionFix,
  numMeasurements: number,
  stepM: number,
): void {
  const xx = states.varianceXM2[track];
  const xy = states.covarianceXYM2[track];
  const yy = states.varianceYM2[track];
  const scaleM = scaleOf(xx + yy);
  const headingX = states.headingX[track];
  const headingY = states.headingY[track];
  const ahead = (x: number, y: number) =>
    clip((x * headingX + y * headingY) / scaleM);
  const aside = (x: number, y: number) =>
    clip((y * headingX - x * headingY) / scaleM);
  const { [track]: correctionX } = states.correctionX;
  const { [track]: correctionY } = states.correctionY;
  const fixX = fix.xM - states.xM[track];
  const fixY = fix.yM - states.yM[track];
  const aheadM2 = headingX * headingX * xx + 2 * headingX * headingY * xy +
    headingY * headingY * yy;
  const asideM2 = headingY * headingY * xx - 2 * headingX * headingY * xy +
    headingX * headingX * yy;
  const mixedM2 = headingX * headingY * (yy - xx) +
    (headingX * headingX - headingY * headingY) * xy;
  out[at] = ahead(correctionX, correctionY);
  out[at + 1] = aside(correctionX, correctionY);
  out[at + 2] = clip(states.stepM[track] - stepM);
  out[at + 3] = states.turnSine[track];
  out[at + 4] = logarithm(scaleM);
  out[at + 5] = 0.5 * logarithm(aheadM2 / (scaleM * scaleM));
  out[at + 6] = 0.5 * logarithm(asideM2 / (scaleM * scaleM));
  out[at + 7] = mixedM2 / Math.sqrt(aheadM2 * asideM2);
  out[at + 8] = numMeasurements / 3;
  out[at + 9] = ahead(fixX, fixY);
  out[at + 10] = aside(fixX, fixY);
  out[at + 11] = logarithm(scaleOf(fix.xx + fix.yy) / scaleM);
}

function clip(value: number): number {
  return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, value));
}

function logarithm(value: number): number {
  const exact = Math.log(value);
  return Math.max(-MOST_LOGARITHM, Math.min(MOST_LOGARITHM, exact));
}
