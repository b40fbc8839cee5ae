/**
 * The beam prediction head (paper B, eq. (12)): from a station's place and a
 * target's predicted place to the transmit and the receive beams.
 *
 * The paper has Top-K of each codebook and does not say how these pair, nor K.
 * Here K is the scenario's beams a side, and each transmit beam goes with each
 * receive beam, as by the nearest-beam rule, which the head is compared with.
 *
 * @module
 */

import { type BeamPair, beamSector } from "../../channel/beam_pair.ts";
import type { Position } from "../../channel/geometry.ts";
import { shapeError } from "../../core/check.ts";
import type { RandomStream } from "../../core/random_stream.ts";
import { MultilayerPerceptron } from "../../nn/mlp.ts";
import type { TrackedBlock } from "../closed_loop.ts";
import { type BeamPicker, cosineAt } from "../link_table.ts";
import { positionOf } from "../motion.ts";
import type { TrackingScenario } from "../scenario.ts";

/** Numbers that the head sees: [p_m; u]. */
const HEAD_INPUTS = 4;

/**
 * Makes a head with fresh weights: two softmaxes side by side, one a codebook.
 *
 * @param scenario the setting
 * @param hiddenSizes the widths of the hidden layers
 * @param maxBatchSize the most links at a time
 * @param rng the stream that the weights are drawn from
 */
export function createBeamHead(
  { numBeams }: TrackingScenario,
  hiddenSizes: readonly number[],
  maxBatchSize: number,
  rng: RandomStream,
): MultilayerPerceptron {
  return new MultilayerPerceptron(
    { inputSize: HEAD_INPUTS, hiddenSizes, headSizes: [numBeams, numBeams] },
    { maxBatchSize },
    rng,
  );
}

/** Writes [p_m; u] from -1 to 1 in the area. */
export function beamInputInto(
  out: Float32Array,
  first: number,
  { baseStations, areaLengthM, areaWidthM }: TrackingScenario,
  station: number,
  place: Position,
): void {
  const { xM, yM } = baseStations[station];
  out[first] = 2 * xM / areaLengthM - 1;
  out[first + 1] = 2 * yM / areaWidthM - 1;
  out[first + 2] = 2 * place.xM / areaLengthM - 1;
  out[first + 3] = 2 * place.yM / areaWidthM - 1;
}

/** The beam that points nearest to a place, as seen from a station. */
export function nearestBeam(
  { baseStations, numBeams }: TrackingScenario,
  station: number,
  place: Position,
): number {
  const cosine = cosineAt(baseStations[station], place);
  const beam = Math.round((cosine + 1) * numBeams / 2 - 0.5);
  return Math.max(0, Math.min(numBeams - 1, beam));
}

/**
 * Picks beams by a head: each of the Top-K transmit beams with each of the Top-K
 * receive beams.
 *
 * @param scenario the setting
 * @param head as of `createBeamHead`
 * @throws {TypeError} where the head has other sizes
 */
export function headBeams(
  scenario: TrackingScenario,
  head: MultilayerPerceptron,
): BeamPicker {
  const action = "pick beams by a head";
  const { numBeams, beamsPerSide } = scenario;
  const { inputSize, headSizes } = head.shape;
  if (
    inputSize !== HEAD_INPUTS || headSizes.join() !== `${numBeams},${numBeams}`
  ) {
    const rule = `have ${HEAD_INPUTS} inputs and two heads of ${numBeams}`;
    throw shapeError(action, "head", rule, `${inputSize}, ${headSizes}`);
  }
  const { inputs, outputs } = head;
  return (station, place) => {
    beamInputInto(inputs.values, 0, scenario, station, place);
    head.forward(1);
    const transmit = topBeams(outputs.values, 0, numBeams, beamsPerSide);
    const receive = topBeams(outputs.values, numBeams, numBeams, beamsPerSide);
    return transmit.flatMap((transmitBeam) =>
      receive.map((receiveBeam): BeamPair => ({ transmitBeam, receiveBeam }))
    );
  };
}

/** The beams of the highest scores, ascending; of equal ones the first. */
function topBeams(
  scores: Float32Array,
  first: number,
  numBeams: number,
  count: number,
): number[] {
  const beams: number[] = [];
  for (let n = 0; n < count; n++) {
    let best = -1;
    for (let beam = 0; beam < numBeams; beam++) {
      if (beams.includes(beam)) continue;
      if (best === -1 || scores[first + beam] > scores[first + best]) {
        best = beam;
      }
    }
    beams.push(best);
  }
  return beams.sort((a, b) => a - b);
}

/** How well the beams of links were pointed. */
export interface BeamTally {
  /** Links. */
  readonly numLinks: number;
  /** Those whose target is in the sector of its beams. */
  readonly numInSector: number;
  /** Those of which one transmit beam is the nearest to the target. */
  readonly numNearest: number;
}

/** No link yet. */
export const NO_BEAMS: BeamTally = {
  numLinks: 0,
  numInSector: 0,
  numNearest: 0,
};

/**
 * Adds the links of a block to a tally.
 *
 * @param tally of the blocks before
 * @param scenario the setting
 * @param beams picks the beams
 * @param block what happened
 */
export function tallyBeams(
  { numLinks, numInSector, numNearest }: BeamTally,
  scenario: TrackingScenario,
  beams: BeamPicker,
  { episode, block, predicted, subsets }: TrackedBlock,
): BeamTally {
  const { baseStations, numBeams, sectorMarginBeams } = scenario;
  for (let target = 0; target < subsets.length; target++) {
    const truth = positionOf(episode, block, target);
    for (let station = 0; station < baseStations.length; station++) {
      if (((subsets[target] >> station) & 1) === 0) continue;
      const pairs = beams(station, predicted[target]);
      const sector = beamSector(pairs, numBeams, sectorMarginBeams);
      const cosine = cosineAt(baseStations[station], truth);
      const nearest = nearestBeam(scenario, station, truth);
      numLinks++;
      if (Math.abs(cosine - sector.middleCosine) <= sector.halfWidth) {
        numInSector++;
      }
      if (pairs.some(({ transmitBeam }) => transmitBeam === nearest)) {
        numNearest++;
      }
    }
  }
  return { numLinks, numInSector, numNearest };
}
