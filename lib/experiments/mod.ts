/**
 * The list of all experiments.
 *
 * @module
 */

import { ablation } from "./beam_ablation.ts";
import { baselines } from "./beam_baselines.ts";
import { cfarAudit } from "./beam_cfar_audit.ts";
import { dataset } from "./beam_dataset.ts";
import { scenarioMap } from "./beam_fig01_scenario.ts";
import { detectionCdf } from "./beam_fig02_detection_cdf.ts";
import { networkShapes } from "./beam_fig03_networks.ts";
import { twinFlow } from "./beam_fig04_flow.ts";
import { convergence } from "./beam_fig06_convergence.ts";
import { learnedEpisode } from "./beam_fig07_episode.ts";
import { learners } from "./beam_learners.ts";
import { matchedFilterPath } from "./beam_matched_filter.ts";
import { swarmConstants } from "./beam_pso_constants.ts";
import { shapingStudy } from "./beam_shaping.ts";
import { parameters } from "./beam_tab1_parameters.ts";
import { theoremOne } from "./beam_theorem1.ts";
import { tuning } from "./beam_tuning.ts";
import { twinTuning } from "./beam_twin_tuning.ts";
import { unequalNoise } from "./beam_unequal_noise.ts";
import type { Experiment } from "./experiment.ts";
import { associationGaps } from "./track_association_gap.ts";
import { estimation } from "./track_estimation.ts";
import { trackNetworks } from "./track_fig02_networks.ts";
import { associationMap } from "./track_fig03_association.ts";
import { filterComparison } from "./track_filters.ts";
import { interference } from "./track_interference.ts";
import { readings } from "./track_readings.ts";
import { sensitivity } from "./track_sensitivity.ts";
import { trackingTargets } from "./track_tab1_targets.ts";
import { extractorAblation } from "./track_ablation.ts";
import { literalExtractors } from "./track_literal.ts";
import { outages } from "./track_outage.ts";
import { signalLevel } from "./track_signal_level.ts";
import { controllers } from "./track_controllers.ts";
import { learnedTracking } from "./track_learned.ts";
import { beamPrediction } from "./track_beams.ts";
import { extractorTraining } from "./track_training.ts";

export * from "./agent_scores.ts";
export * from "./beam_ablation.ts";
export * from "./beam_baselines.ts";
export * from "./beam_cfar_audit.ts";
export * from "./beam_dataset.ts";
export * from "./beam_fig01_scenario.ts";
export * from "./beam_fig02_detection_cdf.ts";
export * from "./beam_fig03_networks.ts";
export * from "./beam_fig04_flow.ts";
export * from "./beam_fig06_convergence.ts";
export * from "./beam_fig07_episode.ts";
export * from "./beam_learners.ts";
export * from "./beam_matched_filter.ts";
export * from "./beam_pso_constants.ts";
export * from "./beam_shaping.ts";
export * from "./beam_tab1_parameters.ts";
export * from "./beam_theorem1.ts";
export * from "./beam_tuning.ts";
export * from "./beam_twin_tuning.ts";
export * from "./beam_unequal_noise.ts";
export * from "./experiment.ts";
export * from "./learner_conditions.ts";
export * from "./online_training.ts";
export * from "./track_association_gap.ts";
export * from "./published_tables.ts";
export * from "./track_estimation.ts";
export * from "./track_fig02_networks.ts";
export * from "./track_fig03_association.ts";
export * from "./track_filters.ts";
export * from "./track_interference.ts";
export * from "./track_readings.ts";
export * from "./track_sensitivity.ts";
export * from "./track_tab1_targets.ts";
export * from "./track_ablation.ts";
export * from "./track_literal.ts";
export * from "./track_outage.ts";
export * from "./track_signal_level.ts";
export * from "./track_controllers.ts";
export * from "./track_learned.ts";
export * from "./track_beams.ts";
export * from "./track_training.ts";

/** All experiments, in the order of the papers. */
export const EXPERIMENTS: readonly Experiment[] = [
  scenarioMap,
  matchedFilterPath,
  detectionCdf,
  cfarAudit,
  unequalNoise,
  networkShapes,
  twinFlow,
  baselines,
  swarmConstants,
  tuning,
  convergence,
  learnedEpisode,
  shapingStudy,
  ablation,
  parameters,
  dataset,
  twinTuning,
  learners,
  theoremOne,
  estimation,
  trackNetworks,
  associationMap,
  trackingTargets,
  associationGaps,
  filterComparison,
  sensitivity,
  interference,
  readings,
  extractorTraining,
  controllers,
  learnedTracking,
  literalExtractors,
  extractorAblation,
  beamPrediction,
  outages,
  signalLevel,
];

/**
 * The experiment with an id.
 *
 * @throws {RangeError} where there is none
 */
export function findExperiment(id: string): Experiment {
  const found = EXPERIMENTS.find((experiment) => experiment.id === id);
  if (found === undefined) {
    throw new RangeError(`Cannot find the experiment ${JSON.stringify(id)}`);
  }
  return found;
}
