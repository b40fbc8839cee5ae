/**
 * Rows by hand, for the tests of claims.
 *
 * @module
 */

import {
  type Condition,
  type Json,
  type Row,
  runId,
} from "../../lib/experiments/experiment.ts";

/** One row a seed, the n-th result for seed n. */
export function rowsOf(
  id: string,
  condition: Condition,
  results: readonly Json[],
): Row[] {
  return results.map((result, i) => ({
    run: runId(id, condition, i + 1),
    condition,
    seed: i + 1,
    revision: 1,
    deno: "2.9.6",
    result,
  }));
}
