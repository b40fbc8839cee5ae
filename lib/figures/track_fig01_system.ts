/**
 * Draws the system: stations, targets and links of one block, and the beams
 * that one station points.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { range } from "../core/range.ts";
import { beamCosine } from "../channel/beam_pair.ts";
import { relativeBeamGain } from "../channel/codebook.ts";
import { SHOWN_BLOCK } from "../experiments/track_fig03_association.ts";
import { pickBeams } from "../tracking/link_table.ts";
import { rangeTo } from "../tracking/measurement.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";
import {
  drawStations,
  drawTargetNames,
  linksAt,
  type MapRow,
  placeAt,
  TARGET_COLORS,
} from "./track_fig03_association.ts";

/** How far a beam is drawn where its amplitude is largest [m]. */
const BEAM_LENGTH_M = 62;
/** The station whose beams are drawn against the cosine too. */
const SHOWN_STATION = 3;

/** The map with every beam in use, and one station's beams over the cosine. */
export function drawSystem(rows: readonly MapRow[]): Figure {
  const [row] = rows;
  const { beamsPerSide, numBeams, numAntennas } = TRACKING_SCENARIO;
  return composeFigure({
    panels: [drawNetwork(row), drawBeams(row)],
    columns: 2,
    note: `Block ${SHOWN_BLOCK} of the episode of Fig. 3. (a) Beams: the ` +
      `${beamsPerSide} of ${numBeams} nearest to where each target was ` +
      `predicted, their length is their amplitude; each is used to send and ` +
      `to listen, ${beamsPerSide ** 2} pairs a target, a symbol each. An ` +
      `array along x of ${numAntennas} antennas sends to both of its sides; ` +
      `only that inside the area is drawn. (b) Dashed: where the target was ` +
      `predicted; dotted: where it is.`,
    ariaLabel: "Six base stations around an area with six targets; from each " +
      "station narrow beams point at the targets that it is associated with.",
  });
}

/** The links with the beams that are picked for them. */
function beamsOf({ result }: MapRow) {
  const { baseStations } = TRACKING_SCENARIO;
  return linksAt(result, SHOWN_BLOCK).map((link) => {
    const from = baseStations[link.station];
    const cosineOf = (paths: typeof result.pathsM) => {
      const place = placeAt(paths, link.target, SHOWN_BLOCK);
      return (place.xM - from.xM) / rangeTo(from, place);
    };
    const predicted = cosineOf(result.predictedM);
    const pairs = pickBeams(TRACKING_SCENARIO, predicted);
    const beams = [...new Set(pairs.map(({ receiveBeam }) => receiveBeam))];
    return { ...link, from, predicted, truth: cosineOf(result.pathsM), beams };
  });
}

function drawNetwork(row: MapRow): SVGSVGElement {
  const { baseStations, areaLengthM, areaWidthM } = TRACKING_SCENARIO;
  const links = beamsOf(row);
  const places = range(0, row.result.pathsM.length).map((target) => ({
    target,
    ...placeAt(row.result.pathsM, target, SHOWN_BLOCK),
  }));
  const color = ({ target }: { readonly target: number }) =>
    TARGET_COLORS[target % TARGET_COLORS.length];
  return drawPanel({
    width: 800,
    height: 330,
    aspectRatio: 1,
    x: { domain: [-12, areaLengthM + 12], label: "x (m)", ticks: 7 },
    y: { domain: [-12, areaWidthM + 12], label: "y (m)", ticks: 5 },
    marks: [
      panelTitle("a", "Stations, targets, links and beams"),
      Plot.rect([0], {
        x1: 0,
        x2: areaLengthM,
        y1: 0,
        y2: areaWidthM,
        stroke: "#BBBBBB",
        fill: "none",
      }),
      links.map((link) =>
        link.beams.map((beam) =>
          Plot.line(outlineOf(link.from, beam), {
            x: "xM",
            y: "yM",
            fill: color(link),
            fillOpacity: 0.3,
            stroke: color(link),
            strokeWidth: 0.6,
          })
        )
      ),
      Plot.link(links, {
        x1: "x1",
        y1: "y1",
        x2: "x2",
        y2: "y2",
        stroke: color,
        strokeDasharray: "2,4",
      }),
      Plot.dot(places, {
        x: "xM",
        y: "yM",
        r: 5,
        fill: color,
        stroke: "white",
      }),
      drawTargetNames(places),
      drawStations(baseStations, true),
    ],
  });
}

/** The outline of a beam's amplitude, on the side on which the area lies. */
function outlineOf(
  from: { readonly xM: number; readonly yM: number },
  beam: number,
) {
  const { numBeams, numAntennas, areaLengthM } = TRACKING_SCENARIO;
  const side = from.yM <= 0 ? 1 : -1;
  return range(0, 721).map((i) => {
    const angleRad = Math.PI * i / 720;
    const offset = Math.cos(angleRad) - beamCosine(beam, numBeams);
    const lengthM = BEAM_LENGTH_M *
      Math.sqrt(relativeBeamGain(numAntennas, offset));
    const xM = from.xM + lengthM * Math.cos(angleRad);
    const isInside = xM >= 0 && xM <= areaLengthM;
    return isInside
      ? { xM, yM: from.yM + side * lengthM * Math.sin(angleRad) }
      : from;
  });
}

function drawBeams(row: MapRow): SVGSVGElement {
  const { numBeams, numAntennas } = TRACKING_SCENARIO;
  const links = beamsOf(row).filter(({ station }) => station === SHOWN_STATION);
  const middles = links.map(({ predicted }) => predicted);
  const first = Math.max(-1, Math.min(...middles) - 0.2);
  const last = Math.min(1, Math.max(...middles) + 0.2);
  const cosines = range(0, 801).map((i) => first + (last - first) * i / 800);
  return drawPanel({
    width: 420,
    height: 330,
    x: { domain: [first, last], label: "u = cos θ", ticks: 6 },
    y: { domain: [0, 1.12], label: "gain relative to the peak", grid: true },
    marks: [
      panelTitle("b", `The beams of BS ${SHOWN_STATION + 1}`),
      Plot.ruleY([0]),
      links.map(({ target, beams, predicted, truth }) => {
        const stroke = TARGET_COLORS[target % TARGET_COLORS.length];
        return [
          beams.map((beam) =>
            Plot.line(
              cosines.map((cosine) => ({
                cosine,
                gain: relativeBeamGain(
                  numAntennas,
                  cosine - beamCosine(beam, numBeams),
                ),
              })),
              { x: "cosine", y: "gain", stroke, strokeWidth: 1.4 },
            )
          ),
          Plot.ruleX([predicted], {
            stroke: COLORS.black,
            strokeDasharray: "5,3",
          }),
          Plot.ruleX([truth], { stroke, strokeDasharray: "1,2" }),
          Plot.text([predicted], {
            x: (cosine: number) => cosine,
            y: 1.08,
            text: () => `target ${target + 1}`,
            fill: stroke,
            fontWeight: "bold",
          }),
        ];
      }),
    ],
  });
}
