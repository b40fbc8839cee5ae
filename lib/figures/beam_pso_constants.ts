/**
 * Draws the sweep over the swarm's constants.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { PolicyScore } from "../beam_selection/evaluate.ts";
import { SWARM_SETTINGS } from "../beam_selection/policies/particle_swarm.ts";
import {
  ATTRACTIONS,
  INERTIAS,
  type SwarmCondition,
} from "../experiments/beam_pso_constants.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** A row of the experiment. */
export type SwarmRow = Row<SwarmCondition, PolicyScore>;

/** Mean steps for each pair of constants, a panel a power. */
export function drawSwarmConstants(rows: readonly SwarmRow[]): Figure {
  const summaries = summarizeOverSeeds(
    rows,
    "meanSteps",
    (result) => result.meanSteps,
  );
  return composeFigure({
    panels: [10, 20, 30].map((power, i) =>
      drawPower(
        summaries.filter(({ transmitPowerDbm }) => transmitPowerDbm === power),
        ["abc"[i], `${power} dBm`],
      )
    ),
    columns: 3,
    note:
      `Mean steps over ${countSeeds(rows)} seeds of 500 episodes, and half ` +
      `the width of the 95 % bootstrap interval; the darker the fewer. Framed: ` +
      `the constants used elsewhere, which are usual ones and were not picked ` +
      `from this figure.`,
    ariaLabel: "Mean number of beams that a swarm tries, for 16 pairs of its " +
      "inertia and attraction, at three transmit powers.",
  });
}

function drawPower(
  summaries: readonly (SwarmCondition & Interval)[],
  title: readonly [string, string],
): SVGSVGElement {
  const values = summaries.map(({ estimate }) => estimate);
  return drawPanel({
    width: 350,
    height: 320,
    x: { type: "band", domain: [...ATTRACTIONS], label: "attraction" },
    y: {
      type: "band",
      domain: [...INERTIAS].reverse(),
      label: "inertia",
    },
    color: {
      type: "linear",
      domain: [Math.min(...values), Math.max(...values)],
      range: ["#62A9D9", "#ffffff"],
    },
    marks: [
      panelTitle(...title),
      Plot.cell(summaries, {
        x: "attraction",
        y: "inertia",
        fill: "estimate",
        inset: 1,
      }),
      Plot.cell([SWARM_SETTINGS], {
        x: "attraction",
        y: "inertia",
        stroke: COLORS.black,
        strokeWidth: 2,
        fill: "none",
      }),
      Plot.text(summaries, {
        x: "attraction",
        y: "inertia",
        text: ({ estimate, low, high }: Interval) =>
          `${estimate.toFixed(1)} ± ${((high - low) / 2).toFixed(1)}`,
        fontSize: 10,
      }),
    ],
  });
}
