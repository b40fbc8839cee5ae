/**
 * Draws what expectation maximisation has found in recorded episodes: the P_D
 * that it decodes around a target, and where it believes one target to be.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { range } from "../core/range.ts";
import type { RecordedEpisode } from "../beam_selection/recorded_episodes.ts";
import { cyclicIndex } from "../beam_selection/state_encoding.ts";
import {
  type LatentGrid,
  NUM_LEVELS,
  PLACES_PER_BEAM,
} from "../beam_selection/twins/latent_grid.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  ORDERED_COLORS,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** What is decoded for a level, round the circle. */
export interface DecodedLevel {
  /** Its number; what it means is learnt. */
  readonly level: number;
  /** How many of the recorded episodes have it. */
  readonly share: number;
  /** P_D by offset, in quarters of a beam from the origin, [numPlaces]. */
  readonly profile: readonly number[];
}

/** The most levels that are drawn. */
const MAX_DRAWN = ORDERED_COLORS.length;

/** How far from the target is drawn [beams]. */
const REACH = 12;

/** The names stand at the heights that the lines have here [beams]. */
const NAMED_AT = 1;

/** Profiles by level, and one episode with the posterior of its place. */
export function drawLatents(
  grid: LatentGrid,
  { episode, recorded }: {
    /** Which of the grid's episodes. */
    readonly episode: number;
    /** The same, as it was recorded. */
    readonly recorded: RecordedEpisode;
  },
): Figure {
  return composeFigure({
    panels: [drawLevels(grid), drawEpisode(grid, episode, recorded)],
    columns: 2,
    note: `(a): P_D as decoded, by how far a beam lies from the place of the ` +
      `target, for up to ${MAX_DRAWN} levels with the share of episodes that ` +
      `have them. Nobody says where 0 is: it is put where most is decoded. ` +
      `(b): dots are what was recorded, beam after beam; bars, what is then ` +
      `believed of the place of the target.`,
    ariaLabel: "Decoded detection probability against the offset from the " +
      "target for several levels, and the posterior of the target's place " +
      "in one recorded episode.",
  });
}

/** What is decoded for every level. */
export function decodedLevels(grid: LatentGrid): DecodedLevel[] {
  const probabilities = grid.decodedProbabilities();
  return range(0, NUM_LEVELS).map((level) => ({
    level,
    share: grid.levelShares[level],
    profile: range(0, grid.numPlaces)
      .map((offset) => probabilities[offset * NUM_LEVELS + level]),
  }));
}

/** The offset at which most is decoded: what stands for the target's place. */
export function decodedOrigin(grid: LatentGrid): number {
  const levels = decodedLevels(grid);
  const heights = range(0, grid.numPlaces).map((offset) =>
    levels.reduce((sum, { share, profile }) => sum + share * profile[offset], 0)
  );
  return heights.indexOf(Math.max(...heights));
}

/** How likely the target of an episode is at each beam, [numBeams]. */
export function posteriorByBeam(grid: LatentGrid, episode: number): number[] {
  const origin = decodedOrigin(grid);
  const byBeam = new Array<number>(grid.numBeams).fill(0);
  for (const [latent, probability] of grid.posterior(episode).entries()) {
    const quarter = Math.floor(latent / NUM_LEVELS) + origin;
    const beam = Math.round(quarter / PLACES_PER_BEAM);
    byBeam[cyclicIndex(beam, grid.numBeams)] += probability;
  }
  return byBeam;
}

const HEIGHT = 360;

function drawLevels(grid: LatentGrid): SVGSVGElement {
  const origin = decodedOrigin(grid);
  const at = (profile: readonly number[], offset: number) =>
    profile[cyclicIndex(origin + PLACES_PER_BEAM * offset, grid.numPlaces)];
  const drawn = decodedLevels(grid)
    .sort((a, b) => b.share - a.share)
    .slice(0, MAX_DRAWN)
    .sort((a, b) => at(b.profile, NAMED_AT) - at(a.profile, NAMED_AT))
    .map((level, i) => {
      const estimate = at(level.profile, NAMED_AT);
      return {
        ...level,
        ...{ estimate, low: estimate, high: estimate },
        color: ORDERED_COLORS[i],
      };
    });
  const offsets = range(-PLACES_PER_BEAM * REACH, PLACES_PER_BEAM * REACH + 1)
    .map((quarter) => quarter / PLACES_PER_BEAM);
  const labels = spreadLabels(drawn, 14 / (HEIGHT - 76), 1);
  return drawPanel({
    width: 520,
    height: HEIGHT,
    marginRight: 128,
    x: {
      domain: [-REACH, REACH],
      label: "offset of the beam from the target (beams)",
    },
    y: { domain: [0, 1], label: "detection probability", grid: true },
    marks: [
      panelTitle("a", "What is decoded"),
      drawn.map(({ profile, color }) =>
        Plot.line(offsets, {
          x: (offset: number) => offset,
          y: (offset: number) => at(profile, offset),
          stroke: color,
          strokeWidth: 1.6,
        })
      ),
      Plot.text(labels, {
        x: REACH,
        y: "place",
        text: ({ level, share }: DecodedLevel) =>
          `level ${level}: ${Math.round(100 * share)} %`,
        fill: "color",
        dx: 3,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawEpisode(
  grid: LatentGrid,
  episode: number,
  { beams, detectionProbabilities }: RecordedEpisode,
): SVGSVGElement {
  const visits = beams.map((beam, i) => ({
    beam,
    p: detectionProbabilities[i],
    name: i === 0 ? "first" : "last",
  }));
  return drawPanel({
    width: 620,
    height: HEIGHT,
    x: { domain: [-1, grid.numBeams], label: "index of the beam" },
    y: { domain: [0, 1.04], label: "probability", grid: true },
    marks: [
      panelTitle("b", "One episode, and where its target is believed to be"),
      Plot.rectY(posteriorByBeam(grid, episode), {
        x1: (_: number, beam: number) => beam - 0.5,
        x2: (_: number, beam: number) => beam + 0.5,
        y: (probability: number) => probability,
        fill: COLORS.orange,
        fillOpacity: 0.6,
      }),
      Plot.dot(visits, {
        x: "beam",
        y: "p",
        r: 3,
        stroke: COLORS.blue,
        fill: "white",
        strokeWidth: 1.4,
      }),
      Plot.text([visits[0], visits[visits.length - 1]], {
        x: "beam",
        y: "p",
        text: "name",
        dy: -10,
        fill: COLORS.blue,
        fontWeight: "bold",
      }),
    ],
  });
}
