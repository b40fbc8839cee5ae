/**
 * Draws the losses of the paper's twin epoch by epoch, and what its agents are
 * worth all the same.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { openStream } from "../core/random_stream.ts";
import { range } from "../core/range.ts";
import { baselines } from "../experiments/beam_baselines.ts";
import { learners } from "../experiments/beam_learners.ts";
import type { Row } from "../experiments/experiment.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import {
  agentRows,
  type LearnerRow,
  rowsOf,
  summarizeAgents,
} from "./learner_agents.ts";
import { drawMethodLines, type MethodPoint, topOf } from "./method_lines.ts";
import { countSeeds, groupBySeeds, summarizeOverSeeds } from "./over_seeds.ts";
import { powerColor } from "./power_color.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** A network of the twin: both have losses. */
export type TwinNetwork = "discriminator" | "generator";

/** A loss after an epoch, with its interval over seeds. */
export type LossPoint = Interval & {
  /** Whose loss. */
  readonly network: TwinNetwork;
  /** [dBm] */
  readonly transmitPowerDbm: number;
  /** From 1. */
  readonly epoch: number;
};

/** The largest change of a loss in one seed. */
export type LossJump = {
  /** Whose loss. */
  readonly network: TwinNetwork;
  /** [dBm] */
  readonly transmitPowerDbm: number;
  /** Which seed. */
  readonly seed: number;
  /** The later of the two epochs, from 2. */
  readonly epoch: number;
  /** The loss there less the one before. */
  readonly change: number;
  /** The loss there. */
  readonly loss: number;
};

/** What each loss is where the discriminator can't tell, D = 1/2. */
export const LOSS_LIMITS: Readonly<Record<TwinNetwork, number>> = {
  discriminator: 2 * Math.LN2,
  generator: Math.LN2,
};

/** Where the paper sees a sudden change: the power, and about which epoch. */
const PAPER_JUMP = { transmitPowerDbm: 30, epoch: 50 } as const;

/** Epochs that still are "around" that one, on either side. */
const AROUND = 5;

const HEIGHT = 330;

/** Losses by epoch, each seed at the highest power, and the agents' steps. */
export function drawTwinLosses(rows: readonly Row[]): Figure {
  const twins = selectTwins(rows);
  const points = summarizeLosses(rows);
  return composeFigure({
    panels: [
      drawLosses(points, "discriminator", "a"),
      drawLosses(points, "generator", "b"),
      drawSeeds(twins),
      drawSteps(rows),
    ],
    columns: 2,
    note: `Interquartile mean over ${countSeeds(rows)} seeds with 95 % ` +
      `bootstrap bands and bars. (a): −log D(real) − log(1 − D(fake)); (b): ` +
      `−log D(fake), whose limit is the paper's 0.693: mean of an epoch, a ` +
      `pass over 200 recorded episodes. (c): a line a seed; dot: its largest ` +
      `change from one epoch to the next; grey: where the paper tells of a ` +
      `sudden change. (d): the agents of these twins in the real world, beside agents that learnt from the same ` +
      `episodes without a twin.`,
    ariaLabel: "Both losses of the paper's twin lie at their theoretical " +
      "limits at all four powers, while agents trained in it need about as " +
      "many beams as random steps, and more than agents without a twin.",
  });
}

/** The rows of the paper's twin. */
function selectTwins(rows: readonly Row[]): LearnerRow[] {
  return rowsOf(learners, rows).filter(({ condition }) =>
    condition.method === "one-step cGAN"
  );
}

/** Both losses of the paper's twin: interquartile mean over seeds, interval. */
export function summarizeLosses(rows: readonly Row[]): LossPoint[] {
  return groupBySeeds(selectTwins(rows)).flatMap(({ name, condition, rows }) =>
    (Object.keys(LOSS_LIMITS) as TwinNetwork[]).flatMap((network) =>
      rows[0].result.losses[network].map((_, i) => ({
        network,
        transmitPowerDbm: condition.transmitPowerDbm,
        epoch: i + 1,
        ...bootstrapInterval(
          rows.map(({ result }) => result.losses[network][i]),
          openStream(0, `${name}/${network}/${i}`),
          { statistic: interquartileMean, numResamples: 400 },
        ),
      }))
    )
  ).sort((a, b) => a.transmitPowerDbm - b.transmitPowerDbm);
}

/**
 * The largest change of each loss from one epoch to the next, in every seed.
 *
 * @param rows rows with those of the paper's twin among them
 * @param isLookedAt which epochs count: the later of the two; all unless given
 */
export function findJumps(
  rows: readonly Row[],
  isLookedAt: (epoch: number) => boolean = () => true,
): LossJump[] {
  return selectTwins(rows).flatMap(({ condition, seed, result }) =>
    (Object.keys(LOSS_LIMITS) as TwinNetwork[]).map((network) => {
      const losses = result.losses[network];
      const jumps = range(1, losses.length).map((i) => ({
        network,
        transmitPowerDbm: condition.transmitPowerDbm,
        seed,
        epoch: i + 1,
        change: losses[i] - losses[i - 1],
        loss: losses[i],
      })).filter(({ epoch }) => isLookedAt(epoch));
      return jumps.reduce((a, b) =>
        Math.abs(b.change) > Math.abs(a.change) ? b : a
      );
    })
  );
}

function drawLosses(
  all: readonly LossPoint[],
  network: TwinNetwork,
  letter: string,
): SVGSVGElement {
  const points = all.filter((point) => point.network === network);
  const numEpochs = Math.max(...points.map(({ epoch }) => epoch));
  const limit = LOSS_LIMITS[network];
  const domain = widen([limit, ...points.flatMap((p) => [p.low, p.high])]);
  const ends = [
    ...points.filter(({ epoch }) => epoch === numEpochs).map((point) => ({
      ...point,
      name: `${point.transmitPowerDbm} dBm`,
      color: powerColor(point.transmitPowerDbm),
    })),
    {
      ...{ estimate: limit, low: limit, high: limit },
      name: `${network === "generator" ? "" : "2 "}ln 2 = ${limit.toFixed(3)}`,
      color: COLORS.black,
    },
  ];
  return drawPanel({
    width: 500,
    height: HEIGHT,
    marginRight: 104,
    x: { domain: [1, numEpochs], label: "epoch", ticks: 6 },
    y: { domain, label: `loss of the ${network}`, grid: true, ticks: 6 },
    marks: [
      panelTitle(letter, `${network[0].toUpperCase()}${network.slice(1)}`),
      [...Map.groupBy(points, (point) => point.transmitPowerDbm)].map((
        [power, line],
      ) => [
        Plot.areaY(line, {
          x: "epoch",
          y1: "low",
          y2: "high",
          fill: powerColor(power),
          fillOpacity: 0.2,
        }),
        Plot.line(line, {
          x: "epoch",
          y: "estimate",
          stroke: powerColor(power),
          strokeWidth: 1.4,
        }),
      ]),
      drawLimit(limit),
      Plot.text(
        spreadLabels(
          ends,
          13 * (domain[1] - domain[0]) / (HEIGHT - 76),
          domain[1],
        ),
        {
          x: numEpochs,
          y: "place",
          text: "name",
          fill: "color",
          dx: 6,
          textAnchor: "start",
          fontWeight: "bold",
        },
      ),
    ],
  });
}

function drawLimit(limit: number): Plot.Markish {
  return Plot.ruleY([limit], {
    stroke: COLORS.black,
    strokeDasharray: "6,3",
    strokeWidth: 1.2,
  });
}

/** A domain of these values, with room above for words. */
function widen(values: readonly number[]): [number, number] {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const room = 0.05 * (highest - lowest);
  return [lowest - room, highest + 3 * room];
}

function drawSeeds(twins: readonly LearnerRow[]): SVGSVGElement {
  const { transmitPowerDbm, epoch: around } = PAPER_JUMP;
  const own = twins.filter(({ condition }) =>
    condition.transmitPowerDbm === transmitPowerDbm
  );
  const points = own.flatMap(({ seed, result }) =>
    result.losses.generator.map((loss, i) => ({ seed, loss, epoch: i + 1 }))
  );
  const jumps = findJumps(own).filter(({ network }) => network === "generator");
  const numEpochs = Math.max(...points.map(({ epoch }) => epoch));
  const isShown = numEpochs >= around;
  return drawPanel({
    width: 500,
    height: 400,
    marginRight: 104,
    x: { domain: [1, numEpochs], label: "epoch", ticks: 6 },
    y: {
      domain: widen(points.map(({ loss }) => loss)),
      label: "loss of the generator",
      grid: true,
      ticks: 6,
    },
    marks: [
      panelTitle("c", `Each seed at ${transmitPowerDbm} dBm`),
      Plot.rectX(isShown ? [around] : [], {
        x1: around - AROUND,
        x2: around + AROUND,
        fill: COLORS.grey,
        fillOpacity: 0.18,
      }),
      Plot.text(isShown ? [around] : [], {
        x: (epoch: number) => epoch,
        frameAnchor: "top",
        text: () => "the paper's jump",
        lineAnchor: "top",
        dy: 3,
        fill: COLORS.grey,
        fontWeight: "bold",
      }),
      Plot.line(points, {
        x: "epoch",
        y: "loss",
        z: "seed",
        stroke: powerColor(transmitPowerDbm),
        strokeWidth: 0.8,
        strokeOpacity: 0.7,
      }),
      Plot.dot(jumps, {
        x: "epoch",
        y: "loss",
        r: 3,
        fill: "white",
        stroke: COLORS.vermilion,
        strokeWidth: 1.4,
      }),
      drawLimit(LOSS_LIMITS.generator),
    ],
  });
}

/** Steps of the agents of the paper's twin beside what needs no twin. */
export function summarizeTwinSteps(rows: readonly Row[]): MethodPoint[] {
  const agents = summarizeAgents(agentRows(rows)).map((summary) => ({
    ...summary,
    method: summary.agent,
  }));
  const references = summarizeOverSeeds(
    rowsOf(baselines, rows),
    "meanSteps",
    ({ meanSteps }) => meanSteps,
    { statistic: interquartileMean },
  );
  return [...references, ...agents]
    .map(({ method, transmitPowerDbm, estimate, low, high }) => ({
      method,
      x: transmitPowerDbm,
      estimate,
      low,
      high,
    }))
    .sort((a, b) => a.x - b.x);
}

function drawSteps(rows: readonly Row[]): SVGSVGElement {
  const points = summarizeTwinSteps(rows);
  const powers = [...new Set(points.map(({ x }) => x))];
  return drawMethodLines(points, {
    title: ["d", "What agents trained in these twins are worth"],
    x: {
      domain: [powers[0] - 1, powers.at(-1)! + 1],
      ticks: powers,
      label: "transmit power (dBm)",
    },
    domain: [0, topOf(points)],
    label: "mean number of beams tried",
    width: 560,
  });
}
