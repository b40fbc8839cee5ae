/**
 * The ledger: what the papers claim, held against the stored rows.
 *
 * @module
 */

import { AGENT_CLAIMS } from "./beam_agent.ts";
import { BASELINE_CLAIMS } from "./beam_baselines.ts";
import { CODEBOOK_CLAIMS } from "./beam_codebook.ts";
import { CONDITION_CLAIMS } from "./beam_conditions.ts";
import { DETECTION_CLAIMS } from "./beam_detection.ts";
import { SHAPING_CLAIMS } from "./beam_shaping.ts";
import { TWIN_CLAIMS } from "./beam_twin.ts";
import { TWIN_AGENT_CLAIMS } from "./beam_twin_agent.ts";
import type { Claim } from "./claim.ts";
import { TRACK_ACCURACY_CLAIMS } from "./track_accuracy.ts";
import { TRACK_ASSOCIATION_CLAIMS } from "./track_association.ts";
import { TRACK_LEARNED_CLAIMS } from "./track_learned.ts";

export { BEAM_ERRATA } from "./beam_errata.ts";
export * from "./claim.ts";
export * from "./errata.ts";
export * from "./errata_page.ts";
export * from "./judge.ts";
export * from "./ledger.ts";
export * from "./statistic.ts";
export { TRACK_ERRATA } from "./track_errata.ts";

/** The claims of paper A, in its order. */
export const BEAM_CLAIMS: readonly Claim[] = [
  ...DETECTION_CLAIMS,
  ...CODEBOOK_CLAIMS,
  ...SHAPING_CLAIMS,
  ...AGENT_CLAIMS,
  ...TWIN_CLAIMS,
  ...BASELINE_CLAIMS,
  ...TWIN_AGENT_CLAIMS,
  ...CONDITION_CLAIMS,
];

/** The claims of paper B: on errors, on associations, and on what learns. */
export const TRACK_CLAIMS: readonly Claim[] = [
  ...TRACK_ACCURACY_CLAIMS,
  ...TRACK_ASSOCIATION_CLAIMS,
  ...TRACK_LEARNED_CLAIMS,
];

/** The claims of each paper, by its letter. */
export const CLAIMS_OF_PAPERS: Readonly<Record<string, readonly Claim[]>> = {
  A: BEAM_CLAIMS,
  B: TRACK_CLAIMS,
};

/** All claims, in the order of the papers. */
export const CLAIMS: readonly Claim[] = Object.values(CLAIMS_OF_PAPERS).flat();
