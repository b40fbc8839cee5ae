import assert from "node:assert/strict";
import { max } from "simple-statistics";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { bootstrapInterval } from "../../lib/stats/bootstrap.ts";

Deno.test("equal values leave no doubt", () => {
  assert.deepEqual(bootstrapInterval([3, 3, 3], openStream(1, "b")), {
    estimate: 3,
    low: 3,
    high: 3,
  });
});

Deno.test("two values: the ends of the interval are the values themselves", () => {
  // A quarter of all resamples is all ones, a quarter is all threes.
  const interval = bootstrapInterval([1, 3], openStream(1, "b"));
  assert.deepEqual(interval, { estimate: 2, low: 1, high: 3 });
});

Deno.test("the interval covers the mean of a normal sample as often as a bootstrap of 10 should", () => {
  // The percentile bootstrap of 10 values covers about 0.90, not 0.95: its
  // width lacks the factor sqrt(10/9) and Student's tails. Within 4 standard
  // errors of that, over 400 samples.
  const draws = openStream(2, "sample");
  const resamples = openStream(2, "resamples");
  const covered = range(0, 400).filter(() => {
    const sample = range(0, 10).map(() => draws.gaussian());
    const { low, high } = bootstrapInterval(sample, resamples, {
      numResamples: 400,
    });
    return low <= 0 && 0 <= high;
  }).length;
  const standardError = Math.sqrt(0.9 * 0.1 / 400);
  assert.ok(Math.abs(covered / 400 - 0.9) < 4 * standardError, `${covered}`);
});

Deno.test("any statistic can be asked for", () => {
  const interval = bootstrapInterval([1, 5, 2], openStream(1, "b"), {
    statistic: max,
  });
  assert.equal(interval.estimate, 5);
});

Deno.test("bad arguments are named", () => {
  const rng = openStream(1, "b");
  assert.throws(
    () => bootstrapInterval([], rng),
    /number of values must be at/,
  );
  assert.throws(
    () => bootstrapInterval([NaN], rng),
    /each value must be a fin/,
  );
  assert.throws(
    () => bootstrapInterval([1], rng, { level: 2 }),
    /level must be/,
  );
  for (const numResamples of [0, NaN, 1e12]) {
    assert.throws(
      () => bootstrapInterval([1], rng, { numResamples }),
      /numResamples must be an integer from 1 to 100000/,
    );
  }
  assert.throws(
    () => bootstrapInterval([1], rng, { statistic: () => NaN }),
    /the statistic must be a finite number/,
  );
});
