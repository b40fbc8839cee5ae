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

export { BEAM_ERRATA } from "./beam_errata.ts";
export * from "./claim.ts";
export * from "./errata.ts";
export * from "./errata_page.ts";
export * from "./judge.ts";
export * from "./ledger.ts";
export * from "./statistic.ts";

/** All claims, in the order of the papers. */
export const CLAIMS: readonly Claim[] = [
  ...DETECTION_CLAIMS,
  ...CODEBOOK_CLAIMS,
  ...SHAPING_CLAIMS,
  ...AGENT_CLAIMS,
  ...TWIN_CLAIMS,
  ...BASELINE_CLAIMS,
  ...TWIN_AGENT_CLAIMS,
  ...CONDITION_CLAIMS,
];
