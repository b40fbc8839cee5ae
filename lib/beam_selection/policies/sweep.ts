/**
 * Beam sweeping: every beam in turn (paper A, Sec. V-C).
 *
 * @module
 */

import type { BeamPolicy } from "./policy.ts";

/**
 * The next beam, and the next. It stops at the first success, which is fair;
 * the paper's flat line counts all 64 beams, whatever they give.
 */
export const sweep: BeamPolicy = {
  name: "sweep, early stop",
  begin: () => ({ beam }) => beam + 1,
};
