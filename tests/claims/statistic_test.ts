import assert from "node:assert/strict";
import {
  computed,
  difference,
  largestStored,
  perSeed,
  ratio,
  type RowSource,
  stored,
} from "../../lib/claims/statistic.ts";
import { rowsOf } from "./rows.ts";

const source: RowSource<{ method: string; power: number }, number> = {
  id: "steps",
};
const rows = {
  steps: [
    ...rowsOf("steps", { method: "swarm", power: 20 }, [10, 20, 30]),
    ...rowsOf("steps", { method: "agent", power: 20 }, [5, 4]),
    ...rowsOf("steps", { method: "agent", power: 30 }, [1, 9]),
  ],
};
const number = (value: number) => value;
const swarm = stored(source, { method: "swarm" }, number);
const agent = stored(source, { method: "agent", power: 20 }, number);

Deno.test("a statistic is one number a seed, and says which rows it reads", () => {
  assert.deepEqual([...swarm.numbers(rows)], [[1, 10], [2, 20], [3, 30]]);
  assert.deepEqual(agent.reads, ["steps/method=agent,power=20"]);
});

Deno.test("two statistics are combined seed by seed, where both have the seed", () => {
  assert.deepEqual(
    [...difference(swarm, agent).numbers(rows)],
    [[1, 5], [2, 16]],
  );
  assert.deepEqual([...ratio(swarm, agent).numbers(rows)], [[1, 2], [2, 5]]);
  assert.deepEqual(
    [...perSeed([swarm, swarm, agent], (a, b, c) => a + b + c).numbers(rows)],
    [[1, 25], [2, 44]],
  );
});

Deno.test("rows that are not stored give nothing, and are named", () => {
  const absent = stored(source, { method: "sweep" }, number);
  assert.equal(absent.numbers(rows).size, 0);
  assert.deepEqual(
    difference(swarm, absent).missing(rows),
    ["steps/method=sweep"],
  );
  assert.deepEqual(swarm.missing(rows), []);
  assert.deepEqual(swarm.missing({}), ["steps/method=swarm"]);
});

Deno.test("a result without the number counts as not stored", () => {
  const some = stored(
    source,
    { method: "swarm" },
    (value) => value > 15 ? value : undefined,
  );
  assert.deepEqual([...some.numbers(rows).keys()], [2, 3]);
});

Deno.test("a seed has one row, unless the largest is asked for", () => {
  const agents = { method: "agent" };
  assert.throws(
    () => stored(source, agents, number).numbers(rows),
    /Cannot read steps\/method=agent as its rows must be one a seed: .* is 2/,
  );
  assert.deepEqual(
    [...largestStored(source, agents, number).numbers(rows)],
    [[1, 5], [2, 9]],
  );
});

Deno.test("a computed number has no seed and reads nothing", () => {
  const third = computed(() => 1 / 3);
  assert.deepEqual([...third.numbers({}).values()], [1 / 3]);
  assert.deepEqual([third.reads, third.missing({})], [[], []]);
});
