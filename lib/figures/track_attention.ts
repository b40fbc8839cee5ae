/**
 * Draws on the map what the network attends to.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { AttendedLink } from "../tracking/extractor/recorded_attention.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import type { Figure } from "./render.ts";
import { composeFigure, drawPanel, panelTitle } from "./theme.ts";
import {
  drawStations,
  drawTargetNames,
  TARGET_COLORS,
} from "./track_fig03_association.ts";

/**
 * The links of a block, as wide as their weights, a panel a layer.
 *
 * @param links of an episode
 * @param block which block is drawn, from 1
 * @param seed whose episode it is, for the note
 */
export function drawAttention(
  links: readonly AttendedLink[],
  block: number,
  seed: number,
): Figure {
  const drawn = links.filter((link) => link.block === block);
  const layers = drawn[0].weights.map((_, layer) => layer);
  return composeFigure({
    panels: layers.map((layer) => drawLayer(drawn, layer)),
    columns: 1,
    note: `Block ${block} of the first episode of seed ${seed}, exact ` +
      `association. Links: who measured whom, as wide as the weight of that ` +
      `station among those of the target; the numbers are the weights.`,
    ariaLabel: `Map of the stations and targets in block ${block}; each link ` +
      `has the weight that the network's attention gives it.`,
  });
}

function drawLayer(
  links: readonly AttendedLink[],
  layer: number,
): SVGSVGElement {
  const { baseStations, areaLengthM, areaWidthM } = TRACKING_SCENARIO;
  const places = [
    ...new Map(links.map((link) => [link.target, link])).values(),
  ];
  const color = ({ target }: AttendedLink) =>
    TARGET_COLORS[target % TARGET_COLORS.length];
  // Two fifths of the way from the target, where links are still apart.
  const along = (axis: "xM" | "yM") => (link: AttendedLink) =>
    0.6 * link[axis] + 0.4 * baseStations[link.station][axis];
  return drawPanel({
    width: 1000,
    height: 400,
    aspectRatio: 1,
    x: { domain: [-12, areaLengthM + 12], label: "x (m)", ticks: 7 },
    y: { domain: [-12, areaWidthM + 12], label: "y (m)", ticks: 5 },
    marks: [
      panelTitle("ab"[layer] ?? "c", `layer ${layer + 1}`),
      Plot.rect([0], {
        x1: 0,
        x2: areaLengthM,
        y1: 0,
        y2: areaWidthM,
        stroke: "#BBBBBB",
        fill: "none",
      }),
      links.map((link) =>
        Plot.link([link], {
          x1: baseStations[link.station].xM,
          y1: baseStations[link.station].yM,
          x2: "xM",
          y2: "yM",
          stroke: color(link),
          strokeWidth: 0.5 + 6 * link.weights[layer],
          strokeOpacity: 0.55,
        })
      ),
      Plot.dot(places, {
        x: "xM",
        y: "yM",
        r: 5,
        fill: color,
        stroke: "white",
      }),
      Plot.text(links, {
        x: along("xM"),
        y: along("yM"),
        text: ({ weights }: AttendedLink) => weights[layer].toFixed(2),
        fill: color,
        stroke: "white",
        strokeWidth: 4,
        fontWeight: "bold",
      }),
      drawTargetNames(places),
      drawStations(baseStations, true),
    ],
  });
}
