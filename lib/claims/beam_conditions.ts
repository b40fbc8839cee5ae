/**
 * The claims of paper A on the trained agents under other transmit powers,
 * false-alarm probabilities and speeds (Figs. 8 to 11).
 *
 * @module
 */

import { FALSE_ALARM_PROBABILITIES } from "../experiments/beam_cfar_audit.ts";
import { TRANSMIT_POWERS_DBM } from "../experiments/beam_fig02_detection_cdf.ts";
import type { Claim, Prediction } from "./claim.ts";
import {
  baselineSteps,
  converged,
  LEARNERS,
  slower,
  TWIN,
  TWIN_WITHOUT,
} from "./learner_predictions.ts";
import { type PaperAgent, stepsOf } from "./learner_rows.ts";
import { difference, perSeed, type Statistic } from "./statistic.ts";

/** Transmit powers, that of most figures first [dBm]. */
const POWERS_DBM = [20, 10, 15, 25, 30];

/** The speeds of Fig. 11 at which agents are trained [m/s]. */
const SPEEDS_MPS = [0, 10, 20];

/** The same at every power. */
function slowerAtEachPower(one: PaperAgent, other: PaperAgent): Prediction[] {
  return POWERS_DBM.map((transmitPowerDbm) =>
    slower(one, other, { transmitPowerDbm }, `, ${transmitPowerDbm} dBm`)
  );
}

/** The same at every false-alarm probability. */
function slowerAtEachRate(one: PaperAgent, other: PaperAgent): Prediction[] {
  return FALSE_ALARM_PROBABILITIES.map((falseAlarmProbability) =>
    slower(
      one,
      other,
      { falseAlarmProbability },
      `, P_FA ${falseAlarmProbability}`,
    )
  );
}

const stepsByPower: Claim = {
  id: "beam_fig08_steps_by_power",
  source: "A, Fig. 8",
  says: "the twin's agent needs about 30 beams at 10 dBm, under 10 at 30 dBm",
  kind: "finding",
  reading: "Mean steps of the twin's agent with the penalty; about 30 is 25 " +
    "to 35.",
  predictions: [
    {
      measures: "mean steps, 10 dBm",
      statistic: stepsOf(TWIN, { transmitPowerDbm: 10 }),
      expected: { within: [25, 35] },
    },
    {
      measures: "mean steps, 30 dBm",
      statistic: stepsOf(TWIN, { transmitPowerDbm: 30 }),
      expected: { below: 10 },
    },
  ],
};

const stableByPower: Claim = {
  id: "beam_fig08_stable_training",
  source: "A, Fig. 8",
  says: "the twin's agent trains stably from 10 to 30 dBm",
  kind: "finding",
  reading: "Greedy steps in the last fifth of the training less the fifth " +
    "before, over the steps at the beginning; stable is within 0.1.",
  predictions: POWERS_DBM.map((transmitPowerDbm) =>
    converged(TWIN, { transmitPowerDbm }, `${transmitPowerDbm} dBm`)
  ),
};

/** A prediction for each power that the next one saves beams. */
function fallsWithPower(
  name: string,
  steps: (transmitPowerDbm: number) => Statistic,
): Prediction[] {
  return TRANSMIT_POWERS_DBM.slice(1).map((power, i) => {
    const lower = TRANSMIT_POWERS_DBM[i];
    return {
      measures: `beams saved from ${lower} to ${power} dBm, ${name}`,
      statistic: difference(steps(lower), steps(power)),
      expected: { above: 0 },
    };
  });
}

const powerHelps: Claim = {
  id: "beam_fig09_power_helps",
  source: "A, Fig. 9",
  says: "every method but the sweep needs fewer beams with more power",
  kind: "finding",
  reading: "Beams saved from each power to the next, 5 dB higher.",
  predictions: [
    ...LEARNERS.toReversed().flatMap((agent) =>
      fallsWithPower(
        agent,
        (transmitPowerDbm) => stepsOf(agent, { transmitPowerDbm }),
      )
    ),
    ...fallsWithPower("the swarm", (power) => baselineSteps("PSO", power)),
  ],
};

const twinHelpsByPower: Claim = {
  id: "beam_fig09_twin_helps",
  source: "A, Fig. 9",
  says: "at every power the twin saves beams against offline learning",
  kind: "finding",
  reading: "Beams of the offline agent less those of the twin's agent with " +
    "the penalty, on the real world after the training.",
  predictions: slowerAtEachPower("offline DRL", TWIN),
};

const penaltyByPower: Claim = {
  id: "beam_fig09_penalty_crucial",
  source: "A, Fig. 9",
  says: "at every power the conservative penalty is crucial",
  kind: "finding",
  reading: "Beams of the twin's agent without the penalty less those of the " +
    "one with it.",
  predictions: slowerAtEachPower(TWIN_WITHOUT, TWIN),
};

const strongAtLowPower: Claim = {
  id: "beam_fig09_strong_at_low_power",
  source: "A, Fig. 9",
  says: "the twin's agent stays good where power is low and the swarm fails",
  kind: "finding",
  reading: "Beams of the swarm less those of the twin's agent with the " +
    "penalty, on the same episodes; low is 10 and 15 dBm.",
  predictions: [10, 15].map((transmitPowerDbm) => ({
    measures: `beams more by the swarm, ${transmitPowerDbm} dBm`,
    statistic: difference(
      baselineSteps("PSO", transmitPowerDbm),
      stepsOf(TWIN, { transmitPowerDbm }),
    ),
    expected: { above: 0 },
  })),
};

const strictAlarmsCost: Claim = {
  id: "beam_fig10_strict_alarms_cost",
  source: "A, Fig. 10",
  says: "rarer false alarms cost every agent beams",
  kind: "finding",
  reading: "Beams at a false-alarm probability of 1e-4 less those at 1e-1.",
  predictions: LEARNERS.toReversed().map((agent) => ({
    measures: `beams more at 1e-4 than at 1e-1, ${agent}`,
    statistic: difference(
      stepsOf(agent, { falseAlarmProbability: 1e-4 }),
      stepsOf(agent, { falseAlarmProbability: 1e-1 }),
    ),
    expected: { above: 0 },
  })),
};

const penaltyByRate: Claim = {
  id: "beam_fig10_penalty_helps",
  source: "A, Fig. 10",
  says: "at every false-alarm rate the penalty helps the twin's agent",
  kind: "finding",
  reading: "Beams of the twin's agent without the penalty less those of the " +
    "one with it.",
  predictions: slowerAtEachRate(TWIN_WITHOUT, TWIN),
};

const bestByRate: Claim = {
  id: "beam_fig10_twin_is_best",
  source: "A, Fig. 10",
  says: "at every false-alarm rate the twin's agent is the best of all",
  kind: "finding",
  reading: "Beams of the offline and of the online agent less those of the " +
    "twin's agent with the penalty.",
  predictions: [
    ...slowerAtEachRate("offline DRL", TWIN),
    ...slowerAtEachRate("online DRL", TWIN),
  ],
};

/** The least-squares rise of steps with the speed [beams per 10 m/s]. */
function riseWithSpeed(agent: PaperAgent): Statistic {
  const middle = SPEEDS_MPS.reduce((a, b) => a + b) / SPEEDS_MPS.length;
  const offsets = SPEEDS_MPS.map((speed) => speed - middle);
  const spread = offsets.reduce((sum, offset) => sum + offset ** 2, 0);
  return perSeed(
    SPEEDS_MPS.map((speed) => stepsOf(agent, { speed: String(speed) })),
    (...steps) =>
      10 * steps.reduce((sum, value, i) => sum + offsets[i] * value, 0) /
      spread,
  );
}

const speedCosts: Claim = {
  id: "beam_fig11_speed_costs",
  source: "A, Fig. 11",
  says: "faster targets cost more beams, with and without the twin",
  kind: "finding",
  reading: "The slope of steps over speed from 0 to 20 m/s [beams per 10 " +
    "m/s], and the first part of it, from a standing target to 10 m/s.",
  predictions: ([TWIN, "offline DRL"] as const).flatMap((agent) => [
    {
      measures: `beams more per 10 m/s, ${agent}`,
      statistic: riseWithSpeed(agent),
      expected: { above: 0 },
    },
    {
      measures: `beams more at 10 than at 0 m/s, ${agent}`,
      statistic: difference(
        stepsOf(agent, { speed: "10" }),
        stepsOf(agent, { speed: "0" }),
      ),
      expected: { above: 0 },
    },
  ]),
};

const twinHelpsBySpeed: Claim = {
  id: "beam_fig11_twin_helps",
  source: "A, Fig. 11",
  says: "at every speed the twin saves beams against offline learning",
  kind: "finding",
  reading: "Beams of the offline agent less those of the twin's agent with " +
    "the penalty.",
  predictions: SPEEDS_MPS.map((speed) =>
    slower("offline DRL", TWIN, { speed: String(speed) }, `, ${speed} m/s`)
  ),
};

const gapWidens: Claim = {
  id: "beam_fig11_gap_widens",
  source: "A, Fig. 11",
  says: "the faster the target, the more the twin saves",
  kind: "finding",
  reading: "How much faster the steps of the offline agent rise with speed " +
    "than those of the twin's agent [beams per 10 m/s].",
  predictions: [{
    measures: "beams saved per 10 m/s of speed",
    statistic: difference(riseWithSpeed("offline DRL"), riseWithSpeed(TWIN)),
    expected: { above: 0 },
  }],
};

/** The claims on the trained agents under other conditions. */
export const CONDITION_CLAIMS: readonly Claim[] = [
  stepsByPower,
  stableByPower,
  powerHelps,
  twinHelpsByPower,
  penaltyByPower,
  strongAtLowPower,
  strictAlarmsCost,
  penaltyByRate,
  bestByRate,
  speedCosts,
  twinHelpsBySpeed,
  gapWidens,
];
