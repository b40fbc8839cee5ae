/**
 * The claims of paper A on the digital twin itself: how it trains (Fig. 5), how
 * close it comes (Table II), and Theorem 1.
 *
 * @module
 */

import { mean } from "simple-statistics";
import { LITERAL_LEARNING_RATE } from "../beam_selection/train.ts";
import type { Claim } from "./claim.ts";
import {
  auditOfTwin,
  largestOfTheorem,
  lossOfTwin,
  type MarginalDistances,
} from "./learner_rows.ts";
import { computed, difference } from "./statistic.ts";

/** The powers of Fig. 5 and Table II [dBm]. */
const TWIN_POWERS_DBM = [20, 15, 25, 30];

/** The epochs of Table I. */
const NUM_EPOCHS = 100;

/** The mean of the last tenth of the first hundred epochs. */
function settledLoss(losses: readonly number[]): number {
  const trained = losses.slice(0, NUM_EPOCHS);
  return mean(trained.slice(-Math.ceil(trained.length / 10)));
}

/** The largest change of a loss from one epoch to the next. */
function largestJump(losses: readonly number[]): number {
  return Math.max(
    ...losses.slice(1).map((loss, epoch) => Math.abs(loss - losses[epoch])),
  );
}

const lossesSettle: Claim = {
  id: "beam_fig05_losses_settle",
  source: "A, Fig. 5",
  says: "the twin's losses settle at ln 2 and 2 ln 2 within 100 epochs",
  kind: "finding",
  reading: "Mean loss of the last ten of the first hundred epochs, without " +
    "its sign (ERRATA, A17); settled is within 0.05 of 1.386 for the " +
    "discriminator and of 0.693 for the generator.",
  predictions: TWIN_POWERS_DBM.flatMap((transmitPowerDbm) =>
    ([["discriminator", 2], ["generator", 1]] as const).map((
      [network, times],
    ) => {
      const limit = times * Math.LN2;
      return {
        measures: `loss of the ${network}, ${transmitPowerDbm} dBm`,
        statistic: lossOfTwin(
          network,
          { transmitPowerDbm },
          (losses) => Math.abs(settledLoss(losses)),
        ),
        expected: { within: [limit - 0.05, limit + 0.05] as const },
      };
    })
  ),
};

const jumpsGrow: Claim = {
  id: "beam_fig05_jumps_with_power",
  source: "A, Fig. 5",
  says: "the generator's loss jumps more at high power",
  kind: "finding",
  reading:
    "The largest change of the generator's loss between two epochs, at " +
    "30 dBm less that at 15 and at 20 dBm; more is above 0.",
  predictions: [15, 20].map((transmitPowerDbm) => ({
    measures: `largest jump at 30 less that at ${transmitPowerDbm} dBm`,
    statistic: difference(
      lossOfTwin("generator", { transmitPowerDbm: 30 }, largestJump),
      lossOfTwin("generator", { transmitPowerDbm }, largestJump),
    ),
    expected: { above: 0 },
  })),
};

const DISTANCES: readonly (readonly [keyof MarginalDistances, string])[] = [
  ["klDivergence", "KL divergence"],
  ["wasserstein", "Wasserstein distance"],
  ["mmd", "maximum mean discrepancy"],
];

const smallDistances: Claim = {
  id: "beam_tab2_small_distances",
  source: "A, Table II",
  says: "the twin's P_D differs from the real by less than 0.02 in each metric",
  kind: "finding",
  reading: "The three distances between generated and real P_D, all states " +
    "together, at the four powers of the table.",
  predictions: TWIN_POWERS_DBM.flatMap((transmitPowerDbm) =>
    DISTANCES.map(([name, text]) => ({
      measures: `${text}, ${transmitPowerDbm} dBm`,
      statistic: auditOfTwin({ transmitPowerDbm }, (audit) => audit[name]),
      expected: { below: 0.02 },
    }))
  ),
};

const faithfulTwin: Claim = {
  id: "beam_tab2_faithful_twin",
  source: "A, Table II",
  says: "metrics that small show a twin that models the real system closely",
  kind: "finding",
  reading: "What an agent meets is not P_D over all states but P_D after a " +
    "state and a step. The twin's rank correlation of P_D from one step to " +
    "the next less the real one, and its successful beams an episode over the " +
    "real number.",
  predictions: TWIN_POWERS_DBM.flatMap((transmitPowerDbm) => [
    {
      measures: `rank correlation less the real, ${transmitPowerDbm} dBm`,
      statistic: auditOfTwin(
        { transmitPowerDbm },
        (audit) => audit.rankCorrelation - audit.realRankCorrelation,
      ),
      expected: { within: [-0.1, 0.1] as const },
    },
    {
      measures: `successful beams over the real, ${transmitPowerDbm} dBm`,
      statistic: auditOfTwin(
        { transmitPowerDbm },
        (audit) => audit.successfulBeams / audit.realSuccessfulBeams,
      ),
      expected: { within: [0.8, 1.25] as const },
    },
  ]),
};

const theoremBound: Claim = {
  id: "beam_thm1_bound",
  source: "A, Theorem 1",
  says: "the error of Q ends below the largest rate times delta_T/(1 - rho)",
  kind: "statement",
  reading: "The error that the iteration ends with over the right side of " +
    "eq. (41), where both are known exactly: the largest over all worlds.",
  predictions: [{
    measures: "error over the printed bound, worst world",
    statistic: largestOfTheorem(({ observedError, printedBound }) =>
      printedBound > 0 ? observedError / printedBound : undefined
    ),
    expected: { within: [0, 1] },
  }],
  because: {
    "false as stated": "the iteration ends at the twin's own fixed point, " +
      "whose distance does not depend on the learning rate",
  },
};

const theoremFinite: Claim = {
  id: "beam_thm1_bounded_error",
  source: "A, Theorem 1",
  says: "the error of Q stays within a finite multiple of the twin's error",
  kind: "statement",
  reading: "The same with the factor of the learning rate left out of the " +
    "bound, which is then delta_T/(1 - rho).",
  predictions: [{
    measures: "error over delta_T/(1 - rho), worst world",
    statistic: largestOfTheorem(({ observedError, correctedBound }) =>
      correctedBound > 0 ? observedError / correctedBound : undefined
    ),
    expected: { within: [0, 1 + 1e-6] },
  }],
};

const theoremRates: Claim = {
  id: "beam_thm1_learning_rates",
  source: "A, Theorem 1",
  says: "the learning rates meet the conditions of the theorem",
  kind: "statement",
  reading: "Their sum must grow without bound. The share of it, over all " +
    "episodes to come, that Table I's rates leave for after the thousandth; " +
    "of a sum without bound it is 1.",
  predictions: [{
    measures: "share of the sum of rates after episode 1,000",
    statistic: computed(() => LITERAL_LEARNING_RATE.decay ** 1000),
    expected: { within: [1, 1] },
  }],
  because: {
    "false as stated":
      "rates that fall by a tenth each episode add up to ten " +
      "times the first one, so the theorem does not speak of this training",
  },
};

/** The claims on the twin itself. */
export const TWIN_CLAIMS: readonly Claim[] = [
  theoremBound,
  theoremFinite,
  theoremRates,
  lossesSettle,
  jumpsGrow,
  smallDistances,
  faithfulTwin,
];
