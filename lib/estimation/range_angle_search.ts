/**
 * The search for the range and the cosine that explain K beam pairs over M
 * elements of frequency best: a periodogram over both on a grid, then
 * Gauss-Newton steps from its highest point.
 *
 * It looks at one or more arrays of K x M samples, "looks", that have range and
 * cosine in common but each a complex gain of its own: element (k, m) is
 * A r_k(u) e^{-j kappa d m} and noise, m counted from the middle. What is
 * maximised is the power that this explains, the sum over the looks of
 * |sum_k r_k z_k(d)|^2 / (M G) for z_k(d) = sum_m y_km e^{j kappa d m} and
 * G = sum_k r_k^2. For one look that is the likelihood of d and u, whatever the
 * gain; for the eigenvectors of a covariance it is what MUSIC maximises.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { type BeamPair, beamSector } from "../channel/beam_pair.ts";
import { beamPairAmplitude } from "../channel/beam_pair_response.ts";
import type { OfdmRadar } from "../channel/ofdm_radar.ts";
import type { SearchArea } from "./measurement.ts";

/** Points of the grid for each range that the elements can tell apart. */
const GRID_PER_RESOLUTION = 3;
/** Points of the grid for each beam spacing. */
const GRID_PER_BEAM = 8;
const MAX_STEPS = 30;
const MAX_HALVINGS = 8;
/** Steps below this share of what can be told apart end the search. */
const NEGLIGIBLE_STEP = 1e-6;

/** What is searched. */
export interface Looks {
  /** The samples' real parts, shape [looks, K, M]. */
  readonly re: Float64Array;
  /** The samples' imaginary parts, shape [looks, K, M]. */
  readonly im: Float64Array;
  /** The number of looks. */
  readonly numLooks: number;
  /** The number of elements M. */
  readonly numElements: number;
  /** kappa: how far the phase turns an element for each metre [rad/m]. */
  readonly phasePerMetreRad: number;
}

/** A place and how well it explains what is searched. */
export interface Place {
  /** The range [m]. */
  readonly rangeM: number;
  /** The cosine. */
  readonly angleCosine: number;
  /** The power that the place explains. */
  readonly power: number;
  /** How sharply the cosine is told at 2 S = 1: (sum q_k^2) / G. */
  readonly cosineCurvature: number;
}

/** A place, and the Gauss-Newton step from it. */
interface Evaluation extends Place {
  readonly rangeStepM: number;
  readonly cosineStep: number;
}

/** The place of an area that explains the looks best. */
export function searchRangeAngle(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  looks: Looks,
  area: SearchArea,
): Place {
  const search = new Search(radar, pairs, looks, area);
  return search.refine(search.findOnGrid());
}

/** How well one place explains the looks. */
export function evaluatePlace(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  looks: Looks,
  area: SearchArea,
  { rangeM, angleCosine }: Pick<Place, "rangeM" | "angleCosine">,
): Place {
  return new Search(radar, pairs, looks, area).evaluate(rangeM, angleCosine);
}

class Search {
  readonly #radar: OfdmRadar;
  readonly #pairs: readonly BeamPair[];
  readonly #looks: Looks;
  readonly #maxRangeM: number;
  readonly #minCosine: number;
  readonly #maxCosine: number;
  /** c / (2 M Delta f) of the elements. */
  readonly #resolutionM: number;
  /** e^{j kappa d m} of each element. */
  readonly #turnRe: Float64Array;
  readonly #turnIm: Float64Array;
  /** z_k of each look, and the sums with the elements' places as weights. */
  readonly #sumRe: Float64Array;
  readonly #sumIm: Float64Array;
  readonly #momentRe: Float64Array;
  readonly #momentIm: Float64Array;

  constructor(
    radar: OfdmRadar,
    pairs: readonly BeamPair[],
    looks: Looks,
    { maxRangeM, sectorMarginBeams }: SearchArea,
  ) {
    const { middleCosine, halfWidth } = beamSector(
      pairs,
      radar.numBeams,
      sectorMarginBeams,
    );
    const { numLooks, numElements, phasePerMetreRad } = looks;
    this.#radar = radar;
    this.#pairs = pairs;
    this.#looks = looks;
    this.#maxRangeM = maxRangeM;
    this.#minCosine = middleCosine - halfWidth;
    this.#maxCosine = middleCosine + halfWidth;
    this.#resolutionM = 2 * Math.PI / (phasePerMetreRad * numElements);
    this.#turnRe = new Float64Array(numElements);
    this.#turnIm = new Float64Array(numElements);
    const numSums = numLooks * pairs.length;
    this.#sumRe = new Float64Array(numSums);
    this.#sumIm = new Float64Array(numSums);
    this.#momentRe = new Float64Array(numSums);
    this.#momentIm = new Float64Array(numSums);
  }

  /** The highest point of the periodogram on a grid. */
  findOnGrid(): { rangeM: number; angleCosine: number } {
    const width = this.#maxCosine - this.#minCosine;
    const numCosines = 1 +
      Math.ceil(width * this.#radar.numBeams / 2 * GRID_PER_BEAM);
    const cosines = range(0, numCosines)
      .map((i) => this.#minCosine + width * i / (numCosines - 1 || 1));
    const responses = this.#unitResponses(cosines);
    const numRanges = 1 +
      Math.ceil(this.#maxRangeM / this.#resolutionM * GRID_PER_RESOLUTION);
    let best = -1;
    let place = { rangeM: 0, angleCosine: cosines[0] };
    for (let i = 0; i < numRanges; i++) {
      const rangeM = this.#maxRangeM * i / (numRanges - 1);
      this.#turnTo(rangeM);
      // No combination of the pairs explains more than all of their power.
      if (this.#sumUp() <= best) continue;
      for (let c = 0; c < numCosines; c++) {
        const power = this.#combine(responses, c);
        if (power > best) {
          best = power;
          place = { rangeM, angleCosine: cosines[c] };
        }
      }
    }
    return place;
  }

  /** Gauss-Newton steps, halved where they lead down, within the area. */
  refine(
    start: { readonly rangeM: number; readonly angleCosine: number },
  ): Place {
    let best = this.evaluate(start.rangeM, start.angleCosine);
    const maxCosineStep = 0.5 / this.#radar.numBeams;
    for (let i = 0; i < MAX_STEPS; i++) {
      let rangeStepM = clamp(best.rangeStepM, this.#resolutionM / 4);
      let cosineStep = clamp(best.cosineStep, maxCosineStep);
      let next = best;
      for (let h = 0; h < MAX_HALVINGS; h++) {
        const rangeM = best.rangeM + rangeStepM;
        const cosine = best.angleCosine + cosineStep;
        next = this.evaluate(
          Math.max(0, Math.min(this.#maxRangeM, rangeM)),
          Math.max(this.#minCosine, Math.min(this.#maxCosine, cosine)),
        );
        if (next.power >= best.power) break;
        rangeStepM /= 2;
        cosineStep /= 2;
      }
      if (!(next.power >= best.power)) break;
      const isDone = Math.abs(next.rangeM - best.rangeM) <
          NEGLIGIBLE_STEP * this.#resolutionM &&
        Math.abs(next.angleCosine - best.angleCosine) <
          NEGLIGIBLE_STEP * maxCosineStep;
      best = next;
      if (isDone) break;
    }
    return best;
  }

  evaluate(rangeM: number, angleCosine: number): Evaluation {
    const { numLooks, numElements, phasePerMetreRad } = this.#looks;
    const numPairs = this.#pairs.length;
    this.#turnTo(rangeM);
    this.#sumUpWithMoments();
    const values = new Float64Array(numPairs);
    const slopes = new Float64Array(numPairs);
    let [squares, cross, slopeSquares] = [0, 0, 0];
    for (let k = 0; k < numPairs; k++) {
      const { value, slope } = beamPairAmplitude(
        this.#radar,
        this.#pairs[k],
        angleCosine,
      );
      values[k] = value;
      slopes[k] = slope;
      squares += value * value;
      cross += value * slope;
      slopeSquares += slope * slope;
    }
    const along = squares > 0 ? cross / squares : 0;
    const across = Math.max(0, slopeSquares - along * cross);
    let [gainPower, rangeSlope, cosineSlope] = [0, 0, 0];
    for (let p = 0; p < numLooks; p++) {
      let [re, im, momentRe, momentIm, slopeRe, slopeIm] = [0, 0, 0, 0, 0, 0];
      for (let k = 0; k < numPairs; k++) {
        const at = p * numPairs + k;
        re += values[k] * this.#sumRe[at];
        im += values[k] * this.#sumIm[at];
        momentRe += values[k] * this.#momentRe[at];
        momentIm += values[k] * this.#momentIm[at];
        const slope = slopes[k] - along * values[k];
        slopeRe += slope * this.#sumRe[at];
        slopeIm += slope * this.#sumIm[at];
      }
      gainPower += re * re + im * im;
      // Re[A^* j kappa sum r_k w_k] and Re[A^* sum q_k z_k], A up to M G.
      rangeSlope += phasePerMetreRad * (im * momentRe - re * momentIm);
      cosineSlope += re * slopeRe + im * slopeIm;
    }
    const meanSquare = (numElements * numElements - 1) / 12;
    const rangeScale = gainPower * phasePerMetreRad * phasePerMetreRad *
      meanSquare;
    const cosineScale = gainPower * across / (squares || 1);
    return {
      rangeM,
      angleCosine,
      power: squares > 0 ? gainPower / (numElements * squares) : 0,
      cosineCurvature: squares > 0 ? across / squares : 0,
      rangeStepM: rangeScale > 0 ? rangeSlope / rangeScale : 0,
      cosineStep: cosineScale > 0 ? cosineSlope / cosineScale : 0,
    };
  }

  /** r_k / sqrt(M G) at each cosine, shape [cosines, K]. */
  #unitResponses(cosines: readonly number[]): Float64Array {
    const numPairs = this.#pairs.length;
    const { numElements } = this.#looks;
    const responses = new Float64Array(cosines.length * numPairs);
    for (const [c, cosine] of cosines.entries()) {
      let squares = 0;
      for (let k = 0; k < numPairs; k++) {
        const { value } = beamPairAmplitude(
          this.#radar,
          this.#pairs[k],
          cosine,
        );
        responses[c * numPairs + k] = value;
        squares += value * value;
      }
      const scale = squares > 0 ? 1 / Math.sqrt(numElements * squares) : 0;
      for (let k = 0; k < numPairs; k++) responses[c * numPairs + k] *= scale;
    }
    return responses;
  }

  /** The power that one cosine explains of what was summed up. */
  #combine(responses: Float64Array, c: number): number {
    const numPairs = this.#pairs.length;
    let power = 0;
    for (let p = 0; p < this.#looks.numLooks; p++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < numPairs; k++) {
        re += responses[c * numPairs + k] * this.#sumRe[p * numPairs + k];
        im += responses[c * numPairs + k] * this.#sumIm[p * numPairs + k];
      }
      power += re * re + im * im;
    }
    return power;
  }

  #turnTo(rangeM: number): void {
    const { numElements, phasePerMetreRad } = this.#looks;
    const stepRad = phasePerMetreRad * rangeM;
    const stepRe = Math.cos(stepRad);
    const stepIm = Math.sin(stepRad);
    const firstRad = -stepRad * (numElements - 1) / 2;
    let re = Math.cos(firstRad);
    let im = Math.sin(firstRad);
    for (let m = 0; m < numElements; m++) {
      this.#turnRe[m] = re;
      this.#turnIm[m] = im;
      const next = re * stepRe - im * stepIm;
      im = re * stepIm + im * stepRe;
      re = next;
    }
  }

  /** z_k of each look; returns the sum of |z_k|^2 / M. */
  #sumUp(): number {
    const { re, im, numElements } = this.#looks;
    const turnRe = this.#turnRe;
    const turnIm = this.#turnIm;
    let power = 0;
    for (let row = 0; row < this.#sumRe.length; row++) {
      let sumRe = 0;
      let sumIm = 0;
      const start = row * numElements;
      for (let m = 0; m < numElements; m++) {
        const a = re[start + m];
        const b = im[start + m];
        sumRe += a * turnRe[m] - b * turnIm[m];
        sumIm += a * turnIm[m] + b * turnRe[m];
      }
      this.#sumRe[row] = sumRe;
      this.#sumIm[row] = sumIm;
      power += sumRe * sumRe + sumIm * sumIm;
    }
    return power / numElements;
  }

  #sumUpWithMoments(): void {
    const { re, im, numElements } = this.#looks;
    const turnRe = this.#turnRe;
    const turnIm = this.#turnIm;
    const middle = (numElements - 1) / 2;
    for (let row = 0; row < this.#sumRe.length; row++) {
      let [sumRe, sumIm, momentRe, momentIm] = [0, 0, 0, 0];
      const start = row * numElements;
      for (let m = 0; m < numElements; m++) {
        const a = re[start + m];
        const b = im[start + m];
        const turnedRe = a * turnRe[m] - b * turnIm[m];
        const turnedIm = a * turnIm[m] + b * turnRe[m];
        sumRe += turnedRe;
        sumIm += turnedIm;
        momentRe += (m - middle) * turnedRe;
        momentIm += (m - middle) * turnedIm;
      }
      this.#sumRe[row] = sumRe;
      this.#sumIm[row] = sumIm;
      this.#momentRe[row] = momentRe;
      this.#momentIm[row] = momentIm;
    }
  }
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
