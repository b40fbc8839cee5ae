/**
 * The extractor as the paper prints it (Sec. 3.1), trained and put to use: what
 * it learns, and whether it tracks.
 *
 * A network is for one number of targets; a reading in between has a token a
 * target, and one network for all. Beams and associations follow its predicted
 * places alone, as the paper's state has them.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import { nearestStation } from "../tracking/association/nearest_station.ts";
import type { AssociationMethod } from "../tracking/association/method.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingSummary,
  withoutCurves,
} from "../tracking/closed_loop_scores.ts";
import { literalFilter } from "../tracking/extractor/literal_filter.ts";
import { trainLiteral } from "../tracking/extractor/literal_training.ts";
import { recordEpisodes } from "../tracking/extractor/recorded_tracks.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";
import { openRecords } from "./track_training.ts";

/** How the targets of a block are put into tokens. */
export const LITERAL_TOKENS = ["all targets", "one target"] as const;

/** What is trained, and where it is used. */
export type LiteralCondition = {
  /** A name of `LITERAL_TOKENS`; the paper's first. */
  readonly token: string;
  /** I. */
  readonly numTargets: number;
};

/** How long the training is, and how much is tracked. */
export type LiteralBudget = {
  /** Recorded episodes. */
  readonly numRecorded: number;
  /** Gradient steps. */
  readonly numSteps: number;
  /** Windows a step, of all targets. */
  readonly numWindows: number;
  /** Episodes that are tracked. */
  readonly numEpisodes: number;
};

/** What it learned, and how it tracks. */
export type LiteralResult = {
  /** Weights and biases. */
  readonly numParameters: number;
  /** The root of the mean squared error of estimates at the end [m]. */
  readonly estimateRmseM: number;
  /** The same of predictions [m]. */
  readonly predictionRmseM: number;
  /** With the exact association of the predicted places. */
  readonly exact: TrackingSummary;
  /** With the nearest stations. */
  readonly nearest: TrackingSummary;
};

/** The paper's extractor. */
export const literalExtractors: Experiment<
  LiteralCondition,
  LiteralBudget,
  LiteralResult
> = {
  id: "track_literal",
  title: "The extractor as printed",
  source: "paper B, Sec. 3.1, eqs. (6) to (9)",
  revision: 2,
  conditions: [
    ...[4, 6, 8].map((numTargets) => ({
      token: "all targets",
      numTargets,
    })),
    { token: "one target", numTargets: 4 },
  ],
  seeds: range(1, 6),
  budgets: {
    smoke: { numRecorded: 3, numSteps: 5, numWindows: 4, numEpisodes: 1 },
    paper: {
      numRecorded: 120,
      numSteps: 1000,
      numWindows: 32,
      numEpisodes: 60,
    },
  },
  isLong: true,
  measure({ token, numTargets }, budget, open) {
    const scenario = trackingScenario();
    const recorded = recordEpisodes(
      scenario,
      [numTargets],
      budget.numRecorded,
      openRecords(open),
    );
    const isJoint = token === "all targets";
    const { network, estimateM2, predictionM2 } = trainLiteral(
      scenario,
      isJoint ? numTargets : 1,
      isJoint ? recorded : recorded.flat().map((track) => [track]),
      {
        numSteps: budget.numSteps,
        numWindows: budget.numWindows * (isJoint ? 1 : numTargets),
      },
      open,
    );
    const filter = literalFilter(
      "extractor as printed",
      scenario,
      network,
      predictionM2,
    );
    const track = (association: AssociationMethod) =>
      withoutCurves(scoreTracking(
        scenario,
        trackEpisodes(
          { scenario, filter, association, priorCovariance: "none" },
          numTargets,
          budget.numEpisodes,
          open,
        ),
      ));
    return {
      numParameters: network.parameters.numParameters,
      estimateRmseM: Math.sqrt(estimateM2),
      predictionRmseM: Math.sqrt(predictionM2),
      exact: track(exactAssociation),
      nearest: track(nearestStation),
    };
  },
};
