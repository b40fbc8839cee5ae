/**
 * The public surface of the package: what a notebook, a test or another
 * program imports.
 *
 * @module
 */

export type { AleaState } from "./core/alea.ts";
export * from "./core/check.ts";
export * from "./core/complex_array.ts";
export * from "./core/decibel.ts";
export * from "./core/random_stream.ts";
export * from "./core/range.ts";

export {
  beamCosine,
  type BeamPair,
  type BeamSector,
  beamSector,
  nearestBeamPairs,
  tiedBeamPairs,
} from "./channel/beam_pair.ts";
export {
  type BeamPairMoments,
  beamPairMoments,
  beamPairResponse,
} from "./channel/beam_pair_response.ts";
export * from "./channel/bistatic_response.ts";
export * from "./channel/codebook.ts";
export * from "./channel/geometry.ts";
export * from "./channel/matched_filter.ts";
export * from "./channel/noise.ts";
export {
  dopplerPhaseRad,
  type EchoTarget,
  receiveEchoes,
  sampleEchoGain,
} from "./channel/ofdm_echo.ts";
export {
  createOfdmRadar,
  echoPowerGain,
  type OfdmRadar,
  type OfdmRadarSettings,
  rangeResolutionM,
  SPEED_OF_LIGHT_MPS,
  unambiguousRangeM,
} from "./channel/ofdm_radar.ts";
export {
  type OfdmTransmission,
  sampleTransmission,
  selectStream,
} from "./channel/ofdm_transmission.ts";
export * from "./channel/path_loss.ts";
export { type SightLine, sightLine } from "./channel/sight_line.ts";
export * from "./channel/steering_vector.ts";

export * from "./detection/chi_squared.ts";
export * from "./detection/importance_sampling.ts";
export * from "./detection/likelihood_ratio_test.ts";
export { marcumQ } from "./detection/marcum_q.ts";
export * from "./detection/noncentral_chi_squared.ts";
export * from "./detection/quadratic_form.ts";
export * from "./detection/unequal_noise.ts";

export * from "./estimation/cramer_rao_bound.ts";
export * from "./estimation/echo_cancellation.ts";
export * from "./estimation/echo_detection.ts";
export type { Measurement, SearchArea } from "./estimation/measurement.ts";
export * from "./estimation/measurement_surrogate.ts";
export {
  estimateByMaximumLikelihood,
  estimateByMusic,
  type RangeAngleEstimate,
} from "./estimation/range_angle_estimators.ts";
export * from "./estimation/signal_measurement.ts";

export * from "./stats/bootstrap.ts";
export * from "./stats/empirical_distribution.ts";
export * from "./stats/interquartile_mean.ts";

export * from "./beam_selection/motion.ts";
export * from "./beam_selection/scenario.ts";
export * from "./beam_selection/sensing_link.ts";

export { associationCost } from "./tracking/association/association_cost.ts";
export { countAssociations } from "./tracking/association/counting.ts";
export { solveAssociation } from "./tracking/association/exact.ts";
export {
  type Association,
  type AssociationProblem,
  CAPACITY_RULES,
  type CapacityRule,
  COVERAGE_RULES,
  type CoverageRule,
} from "./tracking/association/problem.ts";
