/**
 * From the rows of an experiment to its picture.
 *
 * @module
 */

import type { Row } from "../experiments/experiment.ts";
import { drawAblation } from "./beam_ablation.ts";
import { drawBaselines } from "./beam_baselines.ts";
import { drawCfarAudit } from "./beam_cfar_audit.ts";
import { drawDataset } from "./beam_dataset.ts";
import { drawScenario } from "./beam_fig01_scenario.ts";
import { drawDetectionCdf } from "./beam_fig02_detection_cdf.ts";
import { drawNetworks } from "./beam_fig03_networks.ts";
import { drawFlow } from "./beam_fig04_flow.ts";
import { drawTwinLosses } from "./beam_fig05_twin_losses.ts";
import { drawConvergence } from "./beam_fig06_convergence.ts";
import { drawEpisode } from "./beam_fig07_episode.ts";
import { drawPowerConvergence } from "./beam_fig08_power_convergence.ts";
import { drawPower } from "./beam_fig09_power.ts";
import { drawFalseAlarms } from "./beam_fig10_cfar.ts";
import { drawVelocity } from "./beam_fig11_velocity.ts";
import { drawInteractions } from "./beam_interactions.ts";
import { drawMatchedFilter } from "./beam_matched_filter.ts";
import { drawSwarmConstants } from "./beam_pso_constants.ts";
import { drawShaping } from "./beam_shaping.ts";
import { drawParameters } from "./beam_tab1_parameters.ts";
import { drawTwinDistance } from "./beam_tab2_twin_distance.ts";
import { drawTheoremOne } from "./beam_theorem1.ts";
import { drawTransfer } from "./beam_transfer.ts";
import { drawTuning } from "./beam_tuning.ts";
import { drawTwinAudit } from "./beam_twin_audit.ts";
import { drawTwinTuning } from "./beam_twin_tuning.ts";
import { drawTwins } from "./beam_twins.ts";
import { drawUnequalNoise } from "./beam_unequal_noise.ts";
import type { Figure } from "./render.ts";
import { drawExtractorAblation } from "./track_ablation.ts";
import { drawAssociationGap } from "./track_association_gap.ts";
import { drawBeamPrediction } from "./track_beams.ts";
import { drawControllers } from "./track_controllers.ts";
import { drawEstimation } from "./track_estimation.ts";
import { drawSystem } from "./track_fig01_system.ts";
import { drawTrackNetworks } from "./track_fig02_networks.ts";
import { drawAssociationMap } from "./track_fig03_association.ts";
import { drawTrackingRmse } from "./track_fig04_rmse.ts";
import { drawFilters } from "./track_filters.ts";
import { drawInterference } from "./track_interference.ts";
import { drawLiteral } from "./track_literal.ts";
import { drawOutages } from "./track_outage.ts";
import { drawReadings } from "./track_readings.ts";
import { drawSensitivity } from "./track_sensitivity.ts";
import { drawSignalLevel } from "./track_signal_level.ts";
import { drawTrackingTargets } from "./track_tab1_targets.ts";
import { drawTraining } from "./track_training.ts";

export * from "./beam_ablation.ts";
export * from "./beam_baselines.ts";
export * from "./beam_cfar_audit.ts";
export * from "./beam_dataset.ts";
export * from "./beam_fig01_scenario.ts";
export * from "./beam_fig02_detection_cdf.ts";
export { drawNetworks } from "./beam_fig03_networks.ts";
export * from "./beam_fig04_flow.ts";
export * from "./beam_fig05_twin_losses.ts";
export * from "./beam_fig06_convergence.ts";
export * from "./beam_fig07_episode.ts";
export * from "./beam_fig08_power_convergence.ts";
export * from "./beam_fig09_power.ts";
export * from "./beam_fig10_cfar.ts";
export * from "./beam_fig11_velocity.ts";
export * from "./beam_interactions.ts";
export * from "./beam_matched_filter.ts";
export * from "./beam_pso_constants.ts";
export * from "./beam_shaping.ts";
export * from "./beam_tab1_parameters.ts";
export * from "./beam_tab2_twin_distance.ts";
export * from "./beam_theorem1.ts";
export * from "./beam_transfer.ts";
export * from "./beam_tuning.ts";
export * from "./beam_twin_audit.ts";
export * from "./beam_twin_tuning.ts";
export * from "./beam_twins.ts";
export * from "./beam_unequal_noise.ts";
export * from "./dataset_counts.ts";
export * from "./latent_profiles.ts";
export * from "./learner_agents.ts";
export type { MethodPoint } from "./method_lines.ts";
export * from "./over_seeds.ts";
export * from "./render.ts";
export * from "./track_ablation.ts";
export * from "./track_association_gap.ts";
export * from "./track_beams.ts";
export * from "./track_controllers.ts";
export * from "./track_estimation.ts";
export * from "./track_fig01_system.ts";
export * from "./track_fig02_networks.ts";
export {
  drawAssociationMap,
  type DrawnLink,
  linksAt,
  type MapRow,
} from "./track_fig03_association.ts";
export * from "./track_fig04_rmse.ts";
export * from "./track_filters.ts";
export * from "./track_interference.ts";
export * from "./track_literal.ts";
export * from "./track_outage.ts";
export * from "./track_readings.ts";
export * from "./track_sensitivity.ts";
export * from "./track_signal_level.ts";
export * from "./track_tab1_targets.ts";
export * from "./track_training.ts";
export * from "./twin_audit_summary.ts";

const DRAWINGS = {
  beam_fig01_scenario: drawScenario,
  beam_matched_filter: drawMatchedFilter,
  beam_fig02_detection_cdf: drawDetectionCdf,
  beam_cfar_audit: drawCfarAudit,
  beam_unequal_noise: drawUnequalNoise,
  beam_fig03_networks: drawNetworks,
  beam_fig04_flow: drawFlow,
  beam_baselines: drawBaselines,
  beam_pso_constants: drawSwarmConstants,
  beam_tuning: drawTuning,
  beam_fig06_convergence: drawConvergence,
  beam_fig07_episode: drawEpisode,
  beam_fig08_power_convergence: drawPowerConvergence,
  beam_fig09_power: drawPower,
  beam_fig10_cfar: drawFalseAlarms,
  beam_fig11_velocity: drawVelocity,
  beam_shaping: drawShaping,
  beam_ablation: drawAblation,
  beam_tab1_parameters: drawParameters,
  beam_dataset: drawDataset,
  beam_twin_tuning: drawTwinTuning,
  beam_fig05_twin_losses: drawTwinLosses,
  beam_tab2_twin_distance: drawTwinDistance,
  beam_twin_audit: drawTwinAudit,
  beam_twins: drawTwins,
  beam_interactions: drawInteractions,
  beam_transfer: drawTransfer,
  beam_theorem1: drawTheoremOne,
  track_estimation: drawEstimation,
  track_fig01_system: drawSystem,
  track_fig02_networks: drawTrackNetworks,
  track_fig03_association: drawAssociationMap,
  track_tab1_targets: drawTrackingTargets,
  track_fig04_rmse: drawTrackingRmse,
  track_association_gap: drawAssociationGap,
  track_filters: drawFilters,
  track_sensitivity: drawSensitivity,
  track_interference: drawInterference,
  track_training: drawTraining,
  track_controllers: drawControllers,
  track_beams: drawBeamPrediction,
  track_literal: drawLiteral,
  track_ablation: drawExtractorAblation,
  track_outage: drawOutages,
  track_signal_level: drawSignalLevel,
  track_readings: drawReadings,
} as unknown as Readonly<Record<string, (rows: readonly Row[]) => Figure>>;

/**
 * Draws the figure of an experiment from its rows.
 *
 * @param id the experiment's id
 * @param rows its rows, all of one budget
 * @throws {RangeError} where the experiment has no figure
 */
export function drawFigure(id: string, rows: readonly Row[]): Figure {
  const draw = DRAWINGS[id];
  if (draw === undefined) {
    throw new RangeError(
      `Cannot draw ${JSON.stringify(id)} as it has no figure`,
    );
  }
  return draw(rows);
}

/**
 * The name of the function that draws a figure, as a notebook calls it.
 *
 * @param id the figure's
 * @returns empty where it has none
 */
export function drawingName(id: string): string {
  return DRAWINGS[id]?.name ?? "";
}
