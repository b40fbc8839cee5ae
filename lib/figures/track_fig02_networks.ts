/**
 * Draws the networks of paper B from their shapes.
 *
 * @module
 */

import type { Row } from "../experiments/experiment.ts";
import {
  NUM_DRAWN_TARGETS,
  TRACK_NETWORKS,
  type TrackNetworkCondition,
  type TrackNetworkName,
  type TrackNetworkResult,
} from "../experiments/track_fig02_networks.ts";
import { drawHeading, drawNetworkPanel } from "./beam_fig03_networks.ts";
import {
  type Box,
  drawArrow,
  drawBlock,
  drawText,
  middleOf,
  toPanel,
} from "./diagram.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, type Panel } from "./theme.ts";

/** A row of the experiment. */
export type TrackNetworkRow = Row<TrackNetworkCondition, TrackNetworkResult>;

const TITLES: Readonly<Record<TrackNetworkName, string>> = {
  "extractor as printed":
    `The extractor as the paper prints it, I = ${NUM_DRAWN_TARGETS}`,
  "extractor": "The extractor that tracks: a token a target, any I",
  "actor of coordinates":
    `The paper's actor, I = ${NUM_DRAWN_TARGETS}: one row, all links`,
  "actor of pairs": "The actor of pairs: a row a link, any I",
  "beam head": "The beam prediction head, eq. (12)",
};

/** The room for the layers of each perceptron [pixels]. */
const TALLEST: Readonly<Record<string, number>> = {
  "actor of coordinates": 160,
  "actor of pairs": 128,
  "beam head": 280,
};

const WIDTH = 820;
const TOP = 52;
const HEIGHT = 236;

/** A panel a network. */
export function drawTrackNetworks(rows: readonly TrackNetworkRow[]): Figure {
  const sorted = TRACK_NETWORKS.flatMap((network) =>
    rows.filter(({ condition }) => condition.network === network)
  );
  return composeFigure({
    panels: sorted.map(({ condition: { network }, result }, i) => {
      const count = (value: number) => value.toLocaleString("en-US");
      const summary = `${count(result.numParameters)} parameters · ` +
        `${count(result.multiplyAdds)} multiply-adds a block of ` +
        `${NUM_DRAWN_TARGETS} targets`;
      const letter = "abcde"[i];
      return result.description === null
        ? drawGraphNetwork(letter, TITLES[network], summary, result.shape!)
        : drawNetworkPanel(
          letter,
          TITLES[network],
          summary,
          result.description,
          TALLEST[network],
        );
    }),
    columns: 1,
    note:
      `The paper gives no width. (a), (b): nodes begin with zeros in the paper, and with their own track in (b); D ` +
      `columns a target, W blocks a window. Message passing is (6) to (8), ` +
      `the window (9); the first self-attention gives now, the second the ` +
      `next block. (b) gives two numbers of the place now, and two of the next ` +
      `place with three of its covariance, all relative to its own track. ` +
      `(c), (d): J = 12 times a block, a softmax over the links that the mask ` +
      `leaves; the multiply-adds of (d) are an upper bound, as if all links ` +
      `stayed open. Normalisations and activations are not counted.`,
    ariaLabel: "Block diagrams of the paper's extractor and of the one that " +
      "tracks, of two actors and of the beam head, with all widths.",
  });
}

/** From the graph on the left to now and next on the right. */
function drawGraphNetwork(
  letter: string,
  title: string,
  summary: string,
  shape: Readonly<Record<string, number>>,
): Panel {
  const d = shape.width;
  const token = d * shape.targetsPerToken;
  const rows = [0, 1, 2].map((n) => TOP + 8 + 62 * n);
  const box = (left: number, top: number, width: number, height = 44): Box => ({
    left,
    top,
    width,
    height,
  });
  const inputs = [
    { name: "station x_m", size: shape.numStationFeatures, out: d / 2 },
    { name: "edge e_{m,i}", size: shape.numEdgeFeatures, out: d / 2 },
    shape.numAnchorFeatures === 0
      ? { name: "h^{(0)} = 0", size: d, out: null }
      : { name: "own track", size: shape.numAnchorFeatures, out: d },
  ];
  const message = box(268, rows[0] + 9, 76, 88);
  const attention = box(374, rows[0], 116, 168);
  const window = box(520, rows[0], 70, 168);
  const layers = [box(620, rows[0], 104), box(620, rows[2], 104)];
  const middle = rows[1] + 22;
  const outputs = [
    { name: "now", size: shape.numNowOutputs },
    { name: "next", size: shape.numNextOutputs },
  ];
  const blue = { color: COLORS.blue, shade: 0.18, radius: 0 };
  return toPanel({ width: WIDTH, height: HEIGHT }, [
    ...drawHeading(letter, title, summary),
    ...inputs.flatMap(({ name, size, out }, n) => {
      const input = box(16, rows[n], 104);
      const dense = box(152, rows[n], 84);
      const y = middleOf(input).y;
      const end = n < 2 ? { x: message.left, y } : { x: attention.left, y };
      const pieces = [
        drawBlock(input, { color: COLORS.grey, shade: 0.08 }),
        ...twoLines(input, name, String(size)),
      ];
      if (out === null) {
        return [
          ...pieces,
          drawArrow([{ x: input.left + input.width, y }, end]),
        ];
      }
      return [
        ...pieces,
        drawArrow([{ x: input.left + input.width, y }, { x: dense.left, y }]),
        drawBlock(dense, blue),
        ...twoLines(dense, "2 layers", `${size} → ${out}`),
        drawArrow([{ x: dense.left + dense.width, y }, end]),
      ];
    }),
    drawBlock(message, { color: COLORS.green }),
    ...twoLines(message, "message", String(d)),
    drawArrow([
      { x: message.left + message.width, y: middleOf(message).y },
      { x: attention.left, y: middleOf(message).y },
    ]),
    drawBlock(attention, { color: COLORS.orange, shade: 0.22 }),
    ...stackLines(attention, [
      "attention over",
      "stations",
      `${shape.numSpatialLayers} layers`,
      `${d} a target`,
    ]),
    drawArrow([
      { x: attention.left + attention.width, y: middle },
      { x: window.left, y: middle },
    ]),
    drawBlock(window, { color: COLORS.grey, shade: 0.08 }),
    ...stackLines(window, [
      "window",
      `${shape.windowLength} blocks`,
      `of ${token}`,
    ]),
    drawArrow([
      { x: window.left + window.width, y: middleOf(layers[0]).y },
      { x: layers[0].left, y: middleOf(layers[0]).y },
    ]),
    drawArrow([
      { x: middleOf(layers[0]).x, y: layers[0].top + layers[0].height },
      { x: middleOf(layers[1]).x, y: layers[1].top },
    ]),
    ...layers.flatMap((layer, n) => {
      const y = middleOf(layer).y;
      const right = layer.left + layer.width;
      return [
        drawBlock(layer, { color: COLORS.purple, shade: 0.22 }),
        ...twoLines(layer, "self-attention", `${shape.numHeads} heads`),
        drawArrow([{ x: right, y }, { x: right + 26, y }]),
        drawText(outputs[n].name, { x: right + 30, y: y - 8 }, {
          anchor: "start",
          isBold: true,
        }),
        drawText(String(outputs[n].size), { x: right + 30, y: y + 8 }, {
          anchor: "start",
          color: COLORS.grey,
        }),
      ];
    }),
  ]);
}

function twoLines(box: Box, name: string, size: string): string[] {
  const { x, y } = middleOf(box);
  return [
    drawText(name, { x, y: y - 9 }, { size: 10.5 }),
    drawText(size, { x, y: y + 9 }, { isBold: true, size: 12 }),
  ];
}

/** Lines about the middle of a box, the last one bold. */
function stackLines(box: Box, lines: readonly string[]): string[] {
  const { x, y } = middleOf(box);
  return lines.map((line, n) =>
    drawText(line, { x, y: y + 18 * (n - (lines.length - 1) / 2) }, {
      size: 10.5,
      isBold: n === lines.length - 1,
    })
  );
}
