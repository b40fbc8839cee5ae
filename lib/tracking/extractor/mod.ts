/**
 * The feature extractor of paper B (Secs. 3.1 and 3.3): the dynamic graph
 * network, along its own recursion and as printed, and their training.
 *
 * @module
 */

export * from "./dynamic_graph_network.ts";
export { type Extractor, EXTRACTOR_SHAPE } from "./extractor.ts";
export * from "./extractor_filter.ts";
export type { GraphBatch } from "./graph_batch.ts";
export { literalShape } from "./literal_extractor.ts";
export * from "./literal_filter.ts";
export * from "./literal_training.ts";
export type { NetworkShape } from "./network_shape.ts";
export {
  EXTRACTOR_BASES,
  type ExtractorBase,
  type PositionFix,
} from "./position_fix.ts";
export { type RecordedTrack, recordEpisodes } from "./recorded_tracks.ts";
export * from "./recorded_attention.ts";
export * from "./recursive_extractor.ts";
export {
  sampleWindows,
  teacherForcedLoss,
  type TrackWindow,
} from "./teacher_forced.ts";
export type { OutputSlopes, TrackOutput } from "./track_outputs.ts";
export type { TrackStates } from "./track_states.ts";
export type { LossParts, LossWeights } from "./tracking_loss.ts";
export * from "./train_extractor.ts";
export * from "./unrolled.ts";
