/**
 * Draws the audit of the twins: why Table II can be met by a twin that teaches
 * nothing.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import { BEST_METHOD } from "../experiments/learner_conditions.ts";
import { PUBLISHED_DISTANCE_LIMIT } from "../experiments/published_tables.ts";
import { arrangeRow, drawBlock, drawText, toPanel } from "./diagram.ts";
import { countSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, type Panel } from "./theme.ts";
import {
  AUDITED_TWINS,
  type AuditQuantity,
  type AuditSummary,
  REAL_WORLD,
  summarizeRules,
  summarizeTwinAudit,
} from "./twin_audit_summary.ts";
import {
  DRAWN_SEED,
  drawTransitions,
  FEEDBACK_FLOOR,
  twinColor,
} from "./twin_transitions.ts";

/** The twins whose transitions are drawn, with what stands above them. */
const SCATTERED: Readonly<Record<string, string>> = {
  [REAL_WORLD]: REAL_WORLD,
  "one-step cGAN": "one-step cGAN (the paper's)",
  "marginal": "marginal (a control)",
  [BEST_METHOD]: `${BEST_METHOD} (ours)`,
};

/** What each column of dots shows, and what stands above a group of them. */
const COLUMNS: readonly {
  readonly quantities: readonly AuditQuantity[];
  readonly title: string;
  readonly label: string;
  readonly group: string;
  /** Lines to hold the dots against, and their names. */
  readonly lines?: readonly (readonly [value: number, name: string])[];
}[] = [
  {
    quantities: ["wasserstein"],
    title: "Distance of all P_D",
    label: "Wasserstein distance",
    group: "what Table II looks at",
    lines: [[PUBLISHED_DISTANCE_LIMIT, "Table II: below"]],
  },
  {
    quantities: ["score over blind score"],
    title: "Answer to a question",
    label: "error over a blind guess's",
    group: "what it does not look at",
    lines: [[1, "blind guess"]],
  },
  {
    quantities: ["rank correlation"],
    title: "Step to step",
    label: "rank correlation of P_D",
    group: "what it does not look at",
  },
  {
    quantities: ["successful beams"],
    title: "Beams that succeed",
    label: "of 64, in an episode",
    group: "what it does not look at",
  },
  {
    quantities: ["steps", "steps, CQL"],
    title: "Its agents",
    label: "beams tried in the real world",
    group: "what it is for",
  },
];

const NAME_WIDTH = 196;
const COLUMN_WIDTH = 178;
const WIDTH = NAME_WIDTH + COLUMNS.length * COLUMN_WIDTH;

/** Transitions above; below, a line a twin and a column a question. */
export function drawTwinAudit(rows: readonly Row[]): Figure {
  const [{ condition: { transmitPowerDbm } }] = rows;
  return composeFigure({
    panels: [
      drawTransitions(rows, SCATTERED, WIDTH),
      drawGroups(),
      drawColumns(rows),
    ],
    columns: 1,
    note: `${transmitPowerDbm} dBm. (a): 150 real transitions of seed ` +
      `${DRAWN_SEED}, and what each twin answers to the same states and ` +
      `beams; the axes spread P_D above its floor of ` +
      `${FEEDBACK_FLOOR.toFixed(3)}, and the correlation is that of the ` +
      `points as drawn. (b) to (f): interquartile mean over ` +
      `${countSeeds(rows)} seeds with 95 % bootstrap intervals. (b), real ` +
      `world: between two sets of its episodes. (c): mean ranked probability ` +
      `score. (f): after 1,000 episodes in the twin; hollow: with CQL; real ` +
      `world: online DRL.`,
    ariaLabel: "In the real world P_D after a step follows P_D before it. In " +
      "the paper's twin, as in a control that ignores its question, it does " +
      "not; both are near the real world in the metric of Table II, and " +
      "their agents need about as many beams as random steps.",
  });
}

/** Bars that say what the columns below them have in common. */
function drawGroups(): Panel {
  const height = 30;
  const groups = Map.groupBy(
    COLUMNS.map((column, i) => ({ ...column, i })),
    ({ group }) => group,
  );
  return toPanel(
    { width: WIDTH, height },
    [...groups].flatMap(([name, columns]) => {
      const left = NAME_WIDTH + columns[0].i * COLUMN_WIDTH + 4;
      const width = columns.length * COLUMN_WIDTH - 22;
      return [
        drawBlock({ left, top: 4, width, height: 22 }, {
          color: COLORS.grey,
          shade: 0.14,
          border: 0,
        }),
        drawText(name, { x: left + width / 2, y: 15 }, {
          size: 12,
          isBold: true,
        }),
      ];
    }),
  );
}

function drawColumns(rows: readonly Row[]): Panel {
  const summaries = summarizeTwinAudit(rows);
  const drawn = new Set(summaries.map(({ twin }) => twin));
  const twins = AUDITED_TWINS.filter((twin) => drawn.has(twin));
  const rules = summarizeRules(rows).map(({ method, estimate }) =>
    [estimate, method.replace("constant ", "")] as const
  );
  return arrangeRow(COLUMNS.map((column, i) =>
    drawColumn(
      summaries.filter(({ quantity }) => column.quantities.includes(quantity)),
      {
        ...column,
        lines: column.quantities[0] === "steps" ? rules : column.lines ?? [],
        letter: "bcdef"[i],
        twins,
      },
    )
  ));
}

function drawColumn(
  points: readonly AuditSummary[],
  { title, label, lines, letter, twins }: (typeof COLUMNS)[number] & {
    readonly lines: readonly (readonly [value: number, name: string])[];
    readonly letter: string;
    readonly twins: readonly string[];
  },
): Panel {
  const isNamed = letter === "b";
  const most = Math.max(
    ...points.map(({ high }) => high),
    ...lines.map(([value]) => value),
  );
  const least = Math.min(0, ...points.map(({ low }) => low));
  const fill = ({ twin, quantity }: AuditSummary) =>
    quantity === "steps, CQL" ? "white" : twinColor(twin);
  const shift = (quantity: AuditQuantity) =>
    quantity === "steps" ? -4 : quantity === "steps, CQL" ? 4 : 0;
  return drawPanel({
    width: COLUMN_WIDTH + (isNamed ? NAME_WIDTH : 0),
    height: 82 + 27 * twins.length,
    marginTop: 46,
    marginLeft: isNamed ? NAME_WIDTH + 8 : 8,
    marginRight: 22,
    x: { domain: [least, 1.05 * most], label, grid: true, ticks: 3 },
    y: {
      type: "point",
      domain: [...twins],
      label: null,
      axis: null,
      padding: 0.7,
    },
    marks: [
      Plot.text([`(${letter})`], {
        frameAnchor: "top-left",
        dx: 0,
        dy: -38,
        fontWeight: "bold",
        fontSize: 12,
      }),
      Plot.text([title], {
        frameAnchor: "top-left",
        dx: 22,
        dy: -38,
        fontSize: 12,
      }),
      lines.map((line, i) => drawLine(line, i, line[0] < 0.6 * most)),
      // What the real world does is what a twin is held against.
      Plot.ruleX(points.filter(({ twin }) => twin === REAL_WORLD), {
        x: "estimate",
        stroke: twinColor(REAL_WORLD),
        strokeOpacity: 0.35,
      }),
      [...Map.groupBy(points, ({ quantity }) => quantity)].map((
        [quantity, own],
      ) => [
        Plot.ruleY(own, {
          y: "twin",
          x1: "low",
          x2: "high",
          dy: shift(quantity),
          stroke: ({ twin }: AuditSummary) => twinColor(twin),
          strokeWidth: 1.6,
        }),
        Plot.dot(own, {
          y: "twin",
          x: "estimate",
          dy: shift(quantity),
          r: 3.4,
          fill,
          stroke: ({ twin }: AuditSummary) => twinColor(twin),
          strokeWidth: 1.6,
        }),
      ]),
      isNamed ? twins.map(drawName) : [],
    ],
  });
}

/** A twin's name at its line; those drawn above are bold. */
function drawName(twin: string): Plot.Markish {
  return Plot.text([twin], {
    y: (name: string) => name,
    frameAnchor: "left",
    text: (name: string) => name,
    fill: twinColor(twin),
    dx: -12,
    textAnchor: "end",
    fontWeight: twin in SCATTERED ? "bold" : "normal",
  });
}

/** A dashed line with its name above the dots. */
function drawLine(
  [value, name]: readonly [value: number, name: string],
  place: number,
  isLeft: boolean,
): Plot.Markish {
  return [
    Plot.ruleX([value], { stroke: COLORS.grey, strokeDasharray: "4,3" }),
    Plot.text([value], {
      x: (at: number) => at,
      frameAnchor: "top",
      text: () => name,
      dx: isLeft ? -8 : 8,
      dy: -10 - 11 * place,
      textAnchor: isLeft ? "start" : "end",
      fill: COLORS.grey,
      fontSize: 10,
    }),
  ];
}
