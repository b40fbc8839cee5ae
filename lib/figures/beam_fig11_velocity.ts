/**
 * Draws the steps of agents by the speed of the target, in both readings of
 * the paper's Fig. 11.
 *
 * @module
 */

import {
  BEST_METHOD,
  DEFAULT_SETTING,
  TRAINED_SPEEDS_MPS,
  TRANSFER_SPEEDS_MPS,
} from "../experiments/learner_conditions.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import { type AgentRow, agentRows } from "./learner_agents.ts";
import { drawMethodLines, topOf } from "./method_lines.ts";
import {
  comparePaired,
  countSeeds,
  type PairedDifference,
  summarizeOverSeeds,
} from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { composeFigure } from "./theme.ts";

/** An agent and the speed at which it acts. */
export type SpeedCondition = {
  /** Its name in the figures. */
  readonly agent: string;
  /** Where it was trained. */
  readonly trainedAt: "0 to 5 m/s" | "the same speed";
  /** Of the target [m/s]. */
  readonly speedMps: number;
};

/** Steps of an agent at a speed, with one seed. */
export type SpeedRow = Row<SpeedCondition, { readonly meanSteps: number }>;

/** The agents of the paper's figure, and beside them online and ours. */
const DRAWN_AGENTS: readonly string[] = [
  "online DRL",
  "offline DRL",
  "DT-DRL, CQL",
  `${BEST_METHOD}, CQL`,
];

/** Steps by speed: trained slow and deployed fast, and trained at the speed. */
export function drawVelocity(rows: readonly Row[]): Figure {
  const summaries = summarizeVelocity(rows)
    .filter(({ agent }) => DRAWN_AGENTS.includes(agent));
  const top = topOf(summaries);
  const drawReading = (
    trainedAt: SpeedCondition["trainedAt"],
    letter: string,
    title: string,
  ) =>
    drawMethodLines(
      DRAWN_AGENTS.flatMap((method) =>
        summaries
          .filter((summary) =>
            summary.agent === method && summary.trainedAt === trainedAt
          )
          .map((summary) => ({ ...summary, method, x: summary.speedMps }))
      ),
      {
        title: [letter, title],
        x: {
          domain: [-1, 21],
          ticks: [...TRANSFER_SPEEDS_MPS],
          label: "speed of the target (m/s)",
        },
        domain: [0, top],
        label: "mean number of beams tried",
      },
    );
  return composeFigure({
    panels: [
      drawReading(
        "0 to 5 m/s",
        "a",
        "Trained at 0 to 5 m/s, deployed at each speed",
      ),
      drawReading("the same speed", "b", "Trained and deployed at each speed"),
    ],
    columns: 2,
    note: `Transmit power 20 dBm; the paper's text fits both readings. Mean ` +
      `number of beams tried in the real world without exploration, on 200 ` +
      `(a) and 500 (b) episodes a seed: interquartile mean over ` +
      `${countSeeds(rows)} seeds, bars: 95 % bootstrap intervals. An episode ` +
      `without success counts as 64. DT-DRL learns in the paper's twin, ` +
      `"${BEST_METHOD}" in ours.`,
    ariaLabel: "Mean number of beams tried against the target's speed from 0 " +
      "to 20 m/s, for agents trained at up to 5 m/s and for agents trained " +
      "at each speed.",
  });
}

/** Steps of every agent at every speed, in both readings. */
export function summarizeVelocity(
  rows: readonly Row[],
): (SpeedCondition & Interval)[] {
  return summarizeOverSeeds(
    speedRows(rows),
    "meanSteps",
    ({ meanSteps }) => meanSteps,
    { statistic: interquartileMean },
  );
}

/** Steps of every agent less those of another one, seed by seed. */
export function compareVelocity(
  rows: readonly Row[],
  reference: string,
): (SpeedCondition & PairedDifference)[] {
  return comparePaired(
    speedRows(rows),
    { agent: reference },
    "meanSteps",
    ({ meanSteps }) => meanSteps,
  );
}

/** The agents' rows by the speed at which they act. */
export function speedRows(rows: readonly Row[]): SpeedRow[] {
  return agentRows(rows).flatMap((row): SpeedRow[] => {
    const { speed } = row.condition;
    if (speed === DEFAULT_SETTING.speed) {
      return row.result.stepsBySpeed.map((meanSteps, i) =>
        atSpeed(row, "0 to 5 m/s", TRANSFER_SPEEDS_MPS[i], meanSteps)
      );
    }
    return TRAINED_SPEEDS_MPS.includes(Number(speed))
      ? [atSpeed(row, "the same speed", Number(speed), row.result.meanSteps)]
      : [];
  });
}

function atSpeed(
  { run, condition, ...row }: AgentRow,
  trainedAt: SpeedCondition["trainedAt"],
  speedMps: number,
  meanSteps: number,
): SpeedRow {
  return {
    ...row,
    run: run.replace("/seed=", `,deployed=${speedMps}/seed=`),
    condition: { agent: condition.agent, trainedAt, speedMps },
    result: { meanSteps },
  };
}
