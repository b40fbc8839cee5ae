/**
 * Draws the map of paper A's network.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { beamSines, relativeBeamGain } from "../channel/codebook.ts";
import type {
  ScenarioCondition,
  ScenarioResult,
} from "../experiments/beam_fig01_scenario.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** The map, and the pattern of neighbouring beams beside it. */
export function drawScenario(
  rows: readonly Row<ScenarioCondition, ScenarioResult>[],
): Figure {
  const [{ result, condition }] = rows;
  const numSeconds = result.tracks[0].xM.length * BEAM_SCENARIO.blockDurationS;
  return composeFigure({
    panels: [drawMap(result), drawShades(), drawPatterns()],
    columns: 3,
    note: `Shade: share of draws of the radar cross section in which at ` +
      `least one beam reaches ` +
      `P_D ≥ ${BEAM_SCENARIO.requiredDetectionProbability} at ` +
      `${condition.transmitPowerDbm} dBm. Red: the tracks of ` +
      `${result.tracks.length} targets over ${numSeconds.toFixed(0)} s at ` +
      `up to ${BEAM_SCENARIO.maxSpeedMps} m/s.`,
    ariaLabel:
      "Map of the area with the transmitter in the middle, four receivers " +
      "towards the corners and the tracks of targets; and the gain of five " +
      "neighbouring beams against the sine of the angle.",
  });
}

const SHADES = {
  type: "linear" as const,
  domain: [0, 1],
  range: ["#ffffff", "#62A9D9"],
};

/** The key of the shades. */
function drawShades(): SVGSVGElement {
  const slices = Array.from({ length: 50 }, (_, i) => i / 50);
  return drawPanel({
    width: 90,
    height: 486,
    marginTop: 130,
    marginBottom: 150,
    marginRight: 14,
    x: { axis: null, domain: [0, 1] },
    y: { domain: [0, 1], label: "share with a successful beam" },
    color: SHADES,
    marks: [
      Plot.rect(slices, {
        x1: 0,
        x2: 1,
        y1: (share: number) => share,
        y2: (share: number) => share + 0.021,
        fill: (share: number) => share,
      }),
      Plot.frame({ stroke: COLORS.grey }),
    ],
  });
}

function drawMap(result: ScenarioResult): SVGSVGElement {
  const { areaMinM, areaMaxM, transmitter, receivers } = BEAM_SCENARIO;
  const { cellsPerSide, coverage, tracks } = result;
  const cellM = (areaMaxM - areaMinM) / cellsPerSide;
  const cells = coverage.map((share, cell) => {
    const xM = areaMinM + (cell % cellsPerSide) * cellM;
    const yM = areaMinM + Math.floor(cell / cellsPerSide) * cellM;
    return { x1: xM, x2: xM + cellM, y1: yM, y2: yM + cellM, share };
  });
  const points = tracks.flatMap(({ xM, yM }, track) =>
    xM.map((x, block) => ({ x, y: yM[block], track }))
  );
  const lastPoints = tracks.map(({ xM, yM }) => ({
    x: xM[xM.length - 1],
    y: yM[yM.length - 1],
  }));
  return drawPanel({
    width: 500,
    height: 486,
    aspectRatio: 1,
    marginRight: 24,
    x: { domain: [areaMinM, areaMaxM], label: "x (m)", ticks: 8 },
    y: { domain: [areaMinM, areaMaxM], label: "y (m)", ticks: 8 },
    color: SHADES,
    marks: [
      panelTitle("a", "The area, and where one beam can suffice"),
      Plot.rect(cells, {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        fill: "share",
      }),
      Plot.frame({ stroke: COLORS.grey }),
      Plot.link(receivers, {
        x1: transmitter.xM,
        y1: transmitter.yM,
        x2: "xM",
        y2: "yM",
        stroke: COLORS.grey,
        strokeDasharray: "3,4",
        strokeWidth: 0.8,
      }),
      Plot.line(points, {
        x: "x",
        y: "y",
        z: "track",
        stroke: COLORS.vermilion,
        strokeWidth: 1.4,
      }),
      Plot.dot(lastPoints, {
        x: "x",
        y: "y",
        r: 3,
        fill: COLORS.vermilion,
      }),
      Plot.dot([transmitter], {
        x: "xM",
        y: "yM",
        r: 6,
        fill: COLORS.black,
        symbol: "triangle",
      }),
      Plot.dot(receivers, {
        x: "xM",
        y: "yM",
        r: 5,
        fill: COLORS.blue,
        symbol: "square",
      }),
      Plot.text([transmitter], {
        x: "xM",
        y: "yM",
        text: () => "transmitter",
        dy: 16,
        fontWeight: "bold",
      }),
      Plot.text(receivers, {
        x: "xM",
        y: "yM",
        text: (_, i) => `receiver ${i + 1}`,
        dy: 16,
        fill: COLORS.blue,
        fontWeight: "bold",
      }),
    ],
  });
}

function drawPatterns(): SVGSVGElement {
  const { numAntennas, numBeams, codebook } = BEAM_SCENARIO;
  const sines = beamSines(codebook, numBeams);
  const beams = [0, 1, 2, 3, 4];
  const samples = Array.from({ length: 401 }, (_, i) => -0.06 + i * 0.0006);
  const gains = beams.flatMap((beam) =>
    samples.map((sine) => ({
      beam,
      sine,
      gain: relativeBeamGain(numAntennas, sine - sines[beam]),
    }))
  );
  return drawPanel({
    width: 420,
    height: 486,
    x: {
      domain: [-0.06, 0.18],
      label: "sine of the angle from broadside",
      ticks: 6,
    },
    y: { domain: [0, 1.08], label: "gain relative to the peak", grid: true },
    marks: [
      panelTitle("b", `Five neighbouring beams of the ${numBeams}`),
      Plot.ruleY([0]),
      Plot.line(gains, {
        x: "sine",
        y: "gain",
        z: "beam",
        stroke: (d: { beam: number }) =>
          d.beam % 2 === 0 ? COLORS.blue : COLORS.orange,
        strokeWidth: 1.6,
      }),
      Plot.text(beams, {
        x: (beam: number) => sines[beam],
        y: 1,
        dy: -9,
        text: (beam: number) => `beam ${beam}`,
        fontSize: 10,
        fill: (beam: number) => beam % 2 === 0 ? COLORS.blue : "#9A6A00",
      }),
    ],
  });
}
