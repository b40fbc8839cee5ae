/**
 * The pre-collected episodes that all offline agents and twins learn from
 * (paper A, Sec. V-A; Algorithm 1, line 2): one data set a seed and power.
 *
 * @module
 */

import { range } from "../core/range.ts";
import {
  type EpisodeData,
  RECORDED_STEPS_PER_UNIT,
} from "../beam_selection/recorded_episodes.ts";
import type { Experiment } from "./experiment.ts";
import {
  COMPARED_POWERS_DBM,
  conditionOf,
  createLearnerWorld,
  NUM_RECORDED_EPISODES,
  recordFor,
} from "./learner_conditions.ts";

/** The power of the recorded world. */
export type DatasetCondition = {
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** A data set as it is stored. */
export type DatasetResult = {
  /** The beams of each episode. */
  readonly beams: readonly (readonly number[])[];
  /** The P_D of each, in steps of 1e-5. */
  readonly detectionProbabilities: readonly (readonly number[])[];
};

/** The data sets. The first 50 or 100 episodes are those of smaller studies. */
export const dataset: Experiment<
  DatasetCondition,
  { readonly numEpisodes: number },
  DatasetResult
> = {
  id: "beam_dataset",
  title: "The pre-collected episodes of random steps",
  source: "paper A, Sec. V-A, Algorithm 1",
  revision: 1,
  conditions: COMPARED_POWERS_DBM.map((transmitPowerDbm) => ({
    transmitPowerDbm,
  })),
  seeds: range(1, 11),
  budgets: {
    smoke: { numEpisodes: 20 },
    paper: { numEpisodes: NUM_RECORDED_EPISODES },
  },
  measure({ transmitPowerDbm }, { numEpisodes }, open) {
    const condition = conditionOf("offline DRL", {
      transmitPowerDbm,
      realEpisodes: numEpisodes,
    });
    const { episodes } = recordFor(
      createLearnerWorld(condition),
      numEpisodes,
      open,
    );
    return {
      beams: episodes.map(({ beams }) => beams),
      detectionProbabilities: episodes.map(({ detectionProbabilities }) =>
        detectionProbabilities.map((p) =>
          Math.round(p * RECORDED_STEPS_PER_UNIT)
        )
      ),
    };
  },
};

/** The stored episodes as agents and twins take them. */
export function toEpisodeData(
  { beams, detectionProbabilities }: DatasetResult,
  rules: Omit<EpisodeData, "episodes">,
): EpisodeData {
  return {
    ...rules,
    episodes: beams.map((played, n) => ({
      beams: played,
      detectionProbabilities: detectionProbabilities[n].map((p) =>
        p / RECORDED_STEPS_PER_UNIT
      ),
    })),
  };
}
