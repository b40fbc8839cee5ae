/**
 * The map of paper A's network (Fig. 1 with the constants of Sec. V-A), with
 * targets that move on it and, in each cell, how often any beam at all can
 * detect a target there.
 *
 * @module
 */

import type { StreamOpener } from "../core/random_stream.ts";
import { sampleRadarCrossSection } from "../channel/bistatic_response.ts";
import type { Position } from "../channel/geometry.ts";
import { nextMotion, sampleMotion } from "../beam_selection/motion.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import {
  beamNoncentralities,
  requiredNoncentrality,
} from "../beam_selection/sensing_link.ts";
import type { Experiment } from "./experiment.ts";

/** A transmit power at which the coverage is computed. */
export type ScenarioCondition = {
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** The size of the map's grid and of its samples. */
export interface ScenarioBudget {
  /** Cells of the map along each side. */
  readonly cellsPerSide: number;
  /** Targets drawn in each cell. */
  readonly numDraws: number;
  /** Targets whose tracks are drawn. */
  readonly numTargets: number;
  /** Blocks of each track. */
  readonly numBlocks: number;
}

/** What the map shows. */
export type ScenarioResult = {
  /** The share of draws in which a beam reaches the goal, by rows from below. */
  readonly coverage: readonly number[];
  /** Cells of the map along each side. */
  readonly cellsPerSide: number;
  /** The x and the y of each target, block by block [m]. */
  readonly tracks: readonly {
    readonly xM: readonly number[];
    readonly yM: readonly number[];
  }[];
};

/** The map of the network. */
export const scenarioMap: Experiment<
  ScenarioCondition,
  ScenarioBudget,
  ScenarioResult
> = {
  id: "beam_fig01_scenario",
  title: "The cell-free network and where one beam can suffice",
  source: "paper A, Fig. 1, Sec. II and V-A",
  revision: 1,
  conditions: [{ transmitPowerDbm: 10 }],
  seeds: [1],
  budgets: {
    smoke: { cellsPerSide: 8, numDraws: 20, numTargets: 6, numBlocks: 64 },
    paper: { cellsPerSide: 40, numDraws: 400, numTargets: 6, numBlocks: 640 },
  },
  measure: ({ transmitPowerDbm }, budget, open) => ({
    coverage: measureCoverage(transmitPowerDbm, budget, open),
    cellsPerSide: budget.cellsPerSide,
    tracks: sampleTracks(budget, open),
  }),
};

function measureCoverage(
  transmitPowerDbm: number,
  { cellsPerSide, numDraws }: ScenarioBudget,
  open: StreamOpener,
): number[] {
  const scenario = beamScenario({ transmitPowerDbm });
  const numReceivers = scenario.receivers.length;
  const required = requiredNoncentrality(scenario);
  const crossSectionRng = open("radar cross section");
  const placeRng = open("place in the cell");
  const cellM = (scenario.areaMaxM - scenario.areaMinM) / cellsPerSide;
  const samplePlaceM = (i: number) =>
    scenario.areaMinM + (i + placeRng.uniform()) * cellM;
  return Array.from({ length: cellsPerSide ** 2 }, (_, cell) => {
    let numCovered = 0;
    for (let draw = 0; draw < numDraws; draw++) {
      const target: Position = {
        xM: samplePlaceM(cell % cellsPerSide),
        yM: samplePlaceM(Math.floor(cell / cellsPerSide)),
      };
      const crossSections = sampleRadarCrossSection(
        numReceivers,
        scenario.radarCrossSectionVariance,
        crossSectionRng,
      );
      const best = Math.max(
        ...beamNoncentralities(scenario, target, crossSections),
      );
      if (best >= required) numCovered++;
    }
    return numCovered / numDraws;
  });
}

function sampleTracks(
  { numTargets, numBlocks }: ScenarioBudget,
  open: StreamOpener,
): ScenarioResult["tracks"] {
  const scenario = beamScenario();
  const rng = open("target");
  return Array.from({ length: numTargets }, () => {
    let motion = sampleMotion(scenario, rng);
    const positions = [motion.position];
    for (let block = 1; block < numBlocks; block++) {
      motion = nextMotion(scenario, motion, rng);
      positions.push(motion.position);
    }
    return {
      xM: positions.map(({ xM }) => Number(xM.toFixed(2))),
      yM: positions.map(({ yM }) => Number(yM.toFixed(2))),
    };
  });
}
