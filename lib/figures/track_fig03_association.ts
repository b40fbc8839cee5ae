/**
 * Draws an episode with its associations: a map of one block, and small maps of
 * others.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { range } from "../core/range.ts";
import type { Row } from "../experiments/experiment.ts";
import {
  associationMap,
  type MapCondition,
  type MapResult,
  SHOWN_BLOCK,
} from "../experiments/track_fig03_association.ts";
import { learnedMap, MAPPED_METHOD } from "../experiments/track_learned_map.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import { rowsOf } from "./learner_agents.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** The row of the experiment. */
export type MapRow = Row<MapCondition, MapResult>;

/** A colour a target; its number stands beside it. */
export const TARGET_COLORS: readonly string[] = [
  COLORS.blue,
  COLORS.vermilion,
  COLORS.green,
  COLORS.purple,
  COLORS.orange,
  COLORS.skyBlue,
];

/** The blocks of the small maps, counted from 1. */
const SMALL_BLOCKS = [1, 20, 40, 60, 80, 100];

/**
 * The map of block 55 as the proposed scheme tracks, where its row is there, and
 * as the filter does; and six small ones over time, of the first of these.
 */
export function drawAssociationMap(rows: readonly MapRow[]): Figure {
  const maps = [
    { tracker: MAPPED_METHOD, row: rowsOf(learnedMap, rows).at(0) },
    { tracker: "EKF + exact", row: rowsOf(associationMap, rows).at(0) },
  ].filter(({ row }) => row !== undefined);
  const [{ row: first }] = maps;
  const { result, seed } = first!;
  const numTargets = result.pathsM.length;
  const letters = [..."abcdefgh"];
  return composeFigure({
    panels: [
      ...maps.flatMap(({ tracker, row }) => [
        drawMap(row!.result, SHOWN_BLOCK, {
          letter: letters.shift()!,
          title: `${tracker}, block q = ${SHOWN_BLOCK}`,
          width: 1050,
          height: 420,
          isLarge: true,
        }),
        emptyPanel(),
        emptyPanel(),
      ]),
      ...SMALL_BLOCKS.map((block) =>
        drawMap(result, block, {
          letter: letters.shift()!,
          title: `block q = ${block}`,
          width: 350,
          height: 185,
          isLarge: false,
        })
      ),
    ],
    columns: 3,
    note: `The first episode of seed ${seed}, ${numTargets} targets; small ` +
      `maps: ${maps[0].tracker}. Lines: the true paths, full up to the block ` +
      `and pale after it; rings: the estimates. Links: who is to be measured ` +
      `by whom, dashed where no echo was detected. Each station has two ` +
      `chains, and uses both.`,
    ariaLabel:
      `Map of six base stations and ${numTargets} targets with their ` +
      `paths and the links of block ${SHOWN_BLOCK}, and six small maps of ` +
      `other blocks, in which the links follow the targets.`,
  });
}

/** Fills a row of the layout. */
function emptyPanel(): SVGSVGElement {
  return drawPanel({
    width: 0,
    height: 0,
    x: { axis: null },
    y: { axis: null },
    marks: [],
  });
}

/** The place of a target in a block, counted from 1. */
export function placeAt(
  pathsM: readonly (readonly number[])[],
  target: number,
  block: number,
): { xM: number; yM: number } {
  const at = 2 * (block - 1);
  return { xM: pathsM[target][at], yM: pathsM[target][at + 1] };
}

/** A link as a line, from the station to the target. */
export interface DrawnLink {
  /** Which target. */
  readonly target: number;
  /** Which station. */
  readonly station: number;
  /** Whether its echo was detected. */
  readonly isDetected: boolean;
  /** Where the station stands, east [m]. */
  readonly x1: number;
  /** Where the station stands, north [m]. */
  readonly y1: number;
  /** Where the target is, east [m]. */
  readonly x2: number;
  /** Where the target is, north [m]. */
  readonly y2: number;
}

/** The links of a block, counted from 1. */
export function linksAt(result: MapResult, block: number): DrawnLink[] {
  const { baseStations } = TRACKING_SCENARIO;
  return result.subsets.flatMap((subsets, target) =>
    range(0, baseStations.length)
      .filter((station) => ((subsets[block - 1] >> station) & 1) === 1)
      .map((station) => {
        const { xM, yM } = placeAt(result.pathsM, target, block);
        const isDetected =
          ((result.detected[target][block - 1] >> station) & 1) === 1;
        const { xM: x1, yM: y1 } = baseStations[station];
        return { target, station, isDetected, x1, y1, x2: xM, y2: yM };
      })
  );
}

interface MapLayout {
  readonly letter: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly isLarge: boolean;
}

function drawMap(
  result: MapResult,
  block: number,
  { letter, title, width, height, isLarge }: MapLayout,
): SVGSVGElement {
  const { baseStations, areaLengthM, areaWidthM } = TRACKING_SCENARIO;
  const targets = range(0, result.pathsM.length);
  const links = linksAt(result, block);
  const places = targets.map((target) => ({
    target,
    ...placeAt(result.pathsM, target, block),
  }));
  const estimates = targets.map((target) => ({
    target,
    ...placeAt(result.estimatesM, target, block),
  }));
  const color = ({ target }: { readonly target: number }) =>
    TARGET_COLORS[target % TARGET_COLORS.length];
  return drawPanel({
    width,
    height,
    marginLeft: isLarge ? 60 : 40,
    marginBottom: isLarge ? 42 : 24,
    aspectRatio: 1,
    x: {
      domain: [-12, areaLengthM + 12],
      label: isLarge ? "x (m)" : null,
      ticks: isLarge ? 7 : 4,
    },
    y: {
      domain: [-12, areaWidthM + 12],
      label: isLarge ? "y (m)" : null,
      ticks: isLarge ? 5 : 3,
    },
    marks: [
      panelTitle(letter, title),
      Plot.rect([0], {
        x1: 0,
        x2: areaLengthM,
        y1: 0,
        y2: areaWidthM,
        stroke: "#BBBBBB",
        fill: "none",
      }),
      [true, false].map((isDetected) =>
        Plot.link(links.filter((link) => link.isDetected === isDetected), {
          x1: "x1",
          y1: "y1",
          x2: "x2",
          y2: "y2",
          stroke: color,
          strokeWidth: isLarge ? 1.5 : 1,
          strokeDasharray: isDetected ? "0" : "4,4",
          strokeOpacity: 0.75,
        })
      ),
      targets.map((target) => drawPath(result, target, block, isLarge)),
      Plot.dot(places, {
        x: "xM",
        y: "yM",
        r: isLarge ? 5 : 3,
        fill: color,
        stroke: "white",
      }),
      isLarge
        ? Plot.dot(estimates, {
          x: "xM",
          y: "yM",
          r: 8,
          stroke: color,
          strokeWidth: 1.2,
        })
        : null,
      isLarge ? drawTargetNames(places) : null,
      drawStations(baseStations, isLarge),
    ],
  });
}

/** The targets' names above them, or below where another one is above. */
export function drawTargetNames(
  places: readonly { target: number; xM: number; yM: number }[],
): Plot.Markish {
  const isCrowded = ({ target, xM, yM }: typeof places[number]) =>
    places.some((other) =>
      other.target !== target && Math.abs(other.xM - xM) < 30 &&
      other.yM >= yM && other.yM - yM < 15
    );
  return [true, false].map((isBelow) =>
    Plot.text(places.filter((place) => isCrowded(place) === isBelow), {
      x: "xM",
      y: "yM",
      text: ({ target }: { target: number }) => `target ${target + 1}`,
      fill: ({ target }: { target: number }) =>
        TARGET_COLORS[target % TARGET_COLORS.length],
      stroke: "white",
      dy: isBelow ? 17 : -16,
      fontWeight: "bold",
    })
  );
}

/** The stations, with their numbers where there is room. */
export function drawStations(
  baseStations: typeof TRACKING_SCENARIO.baseStations,
  hasNames: boolean,
): Plot.Markish {
  return [
    Plot.dot(baseStations, {
      x: "xM",
      y: "yM",
      r: hasNames ? 6 : 4,
      symbol: "triangle",
      fill: COLORS.black,
    }),
    hasNames
      ? [true, false].map((isBelow) =>
        Plot.text(
          baseStations
            .map((place, i) => ({ ...place, name: `BS ${i + 1}` }))
            .filter(({ yM }) => (yM <= 0) === isBelow),
          {
            x: "xM",
            y: "yM",
            text: "name",
            dy: isBelow ? 15 : -14,
            fontWeight: "bold",
          },
        )
      )
      : null,
  ];
}

function drawPath(
  result: MapResult,
  target: number,
  block: number,
  isLarge: boolean,
): Plot.Markish {
  const numBlocks = result.subsets[target].length;
  const places = range(1, numBlocks + 1)
    .map((at) => ({ at, ...placeAt(result.pathsM, target, at) }));
  const stroke = TARGET_COLORS[target % TARGET_COLORS.length];
  return [
    Plot.line(places.filter(({ at }) => at >= block), {
      x: "xM",
      y: "yM",
      stroke,
      strokeOpacity: 0.35,
      strokeWidth: isLarge ? 2 : 1.2,
    }),
    Plot.line(places.filter(({ at }) => at <= block), {
      x: "xM",
      y: "yM",
      stroke,
      strokeWidth: isLarge ? 2.4 : 1.5,
    }),
  ];
}
