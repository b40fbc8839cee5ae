import assert from "node:assert/strict";
import type { Row } from "../../lib/experiments/experiment.ts";
import {
  comparePaired,
  comparePairedRatios,
} from "../../lib/figures/over_seeds.ts";
import { rowsOf } from "../claims/rows.ts";

type MethodRow = Row<
  { readonly method: string; readonly powerDbm: number },
  number
>;

/** A method's numbers at a power, seed after seed. */
function rowsBy(method: string, powerDbm: number, values: readonly number[]) {
  return rowsOf("study", { method, powerDbm }, values) as MethodRow[];
}

const compareRatios = (rows: readonly MethodRow[], limit = 1.1) =>
  comparePairedRatios(rows, { method: "old" }, "it", (value) => value, limit);

Deno.test("a ratio is taken seed by seed, in the same world", () => {
  const rows = [
    ...rowsBy("old", 10, [20, 40]),
    ...rowsBy("old", 20, [10, 5]),
    ...rowsBy("new", 10, [21, 42]),
    ...rowsBy("new", 20, [20, 10]),
  ];
  const [at10, at20] = compareRatios(rows);
  assert.deepEqual(at10, {
    method: "new",
    powerDbm: 10,
    estimate: 1.05,
    low: 1.05,
    high: 1.05,
    isNotInferior: true,
  });
  assert.deepEqual([at20.estimate, at20.isNotInferior], [2, false]);
});

Deno.test("the mean is of the ratios, and all of its interval must be below the limit", () => {
  const rows = [
    ...rowsBy("old", 10, [10, 20, 10, 20]),
    ...rowsBy("new", 10, [9, 18, 12, 24]),
  ];
  const [{ estimate, low, high, isNotInferior }] = compareRatios(rows);
  assert.ok(Math.abs(estimate - 1.05) < 1e-12);
  assert.ok(low < 0.95 && high > 1.1);
  assert.ok(!isNotInferior);
  assert.ok(compareRatios(rows, 1.21)[0].isNotInferior);
});

Deno.test("differences are apart where the widened interval leaves out 0", () => {
  const rows = [
    ...rowsBy("old", 10, [1, 2, 3, 4]),
    ...rowsBy("same", 10, [2, 1, 4, 3]),
    ...rowsBy("more", 10, [3, 4, 5, 6]),
  ];
  assert.deepEqual(
    comparePaired(rows, { method: "old" }, "it", (value) => value)
      .map(({ method, estimate, isApart }) => [method, estimate, isApart]),
    [["same", 0, false], ["more", 2, true]],
  );
});
