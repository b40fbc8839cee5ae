/**
 * Draws single transitions of the world and of its twins: whether what comes
 * after knows of what was before.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { sampleCorrelation } from "simple-statistics";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import {
  detectionProbability,
  detectionThreshold,
} from "../detection/likelihood_ratio_test.ts";
import { learners } from "../experiments/beam_learners.ts";
import type { Row } from "../experiments/experiment.ts";
import { arrangeRow } from "./diagram.ts";
import { rowsOf } from "./learner_agents.ts";
import { methodStyle } from "./methods.ts";
import { COLORS, drawPanel, type Panel } from "./theme.ts";
import { REAL_WORLD } from "./twin_audit_summary.ts";

/** The seed whose transitions are drawn. */
export const DRAWN_SEED = 1;

/** The colour of a twin, or of the real world. */
export function twinColor(twin: string): string {
  return twin === REAL_WORLD ? COLORS.black : methodStyle(twin).color;
}

/** P_D of a beam that misses the target: all that noise feeds back. */
export const FEEDBACK_FLOOR: number = detectionProbability(
  2 * BEAM_SCENARIO.receivers.length,
  detectionThreshold(
    BEAM_SCENARIO.falseAlarmProbability,
    BEAM_SCENARIO.receivers.length,
  ),
  BEAM_SCENARIO.receivers.length,
);

/** What is added to a P_D above its floor, so that the floor is a place. */
const OFFSET = 0.01;

/** Where a P_D is drawn: spread above the floor, as a power of ten. */
export function spreadAboveFloor(probability: number): number {
  return Math.log10(Math.max(0, probability - FEEDBACK_FLOOR) + OFFSET);
}

/**
 * P_D after a step against P_D before it: in the real world, and as twins
 * answer to the same states and beams.
 *
 * @param rows rows at one power, with those of the twins among them
 * @param twins what stands above each panel, by name, the real world among them
 * @param totalWidth of all panels together [pixels]
 */
export function drawTransitions(
  rows: readonly Row[],
  twins: Readonly<Record<string, string>>,
  totalWidth: number,
): Panel {
  const audits = new Map(
    rowsOf(learners, rows)
      .filter(({ seed, result }) => seed === DRAWN_SEED && result.audit)
      .map(({ condition, result }) => [condition.method, result.audit!]),
  );
  // The real transitions are the same in all audits of a seed.
  const [anyAudit] = audits.values();
  const width = totalWidth / Object.keys(twins).length;
  return arrangeRow(
    Object.entries(twins).map(([twin, title], i) => {
      const { transitions } = audits.get(twin) ?? anyAudit;
      const points = transitions.map(([before, real, inTwin]) => ({
        before: spreadAboveFloor(before),
        after: spreadAboveFloor(twin === REAL_WORLD ? real : inTwin),
      }));
      return drawScatter(points, {
        width,
        title,
        color: twinColor(twin),
        letter: i === 0 ? "a" : "",
      });
    }),
  );
}

const PROBABILITY_TICKS = [0.085, 0.1, 0.2, 0.5, 0.9];

function drawScatter(
  points: readonly { readonly before: number; readonly after: number }[],
  { width, title, color, letter }: {
    readonly width: number;
    readonly title: string;
    readonly color: string;
    readonly letter: string;
  },
): Panel {
  const axis = {
    domain: [-2.06, 0.05],
    ticks: PROBABILITY_TICKS.map(spreadAboveFloor),
    tickFormat: (_: number, i: number) => String(PROBABILITY_TICKS[i]),
  };
  const correlation = sampleCorrelation(
    points.map(({ before }) => before),
    points.map(({ after }) => after),
  );
  return drawPanel({
    width,
    height: 284,
    marginTop: 48,
    marginLeft: 52,
    marginRight: 12,
    x: { ...axis, label: "P_D before" },
    y: { ...axis, label: letter === "" ? null : "P_D after" },
    marks: [
      Plot.text(letter === "" ? [] : [`(${letter})`], {
        frameAnchor: "top-left",
        text: (own: string) => own,
        dx: -36,
        dy: -39,
        fontWeight: "bold",
        fontSize: 12,
      }),
      Plot.frame({ stroke: "#BBBBBB" }),
      [
        { text: title, size: 12, dy: -39 },
        {
          text: `correlation ${correlation.toFixed(2).replace("-", "−")}`,
          size: 13,
          dy: -20,
        },
      ].map(({ text, size, dy }) =>
        Plot.text([text], {
          frameAnchor: "top-left",
          text: (own: string) => own,
          dy,
          fontSize: size,
          fontWeight: "bold",
          fill: color,
        })
      ),
      Plot.dot(points, {
        x: "before",
        y: "after",
        r: 2,
        fill: color,
        fillOpacity: 0.55,
      }),
    ],
  });
}
