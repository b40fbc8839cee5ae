import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { normalizedErrorSquared } from "../../../lib/tracking/consistency.ts";
import {
  headingFilter,
  particleFilter,
} from "../../../lib/tracking/filters/mod.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";
import { rmseOf, trackOpenLoop } from "../open_loop.ts";

const scenario = trackingScenario();

Deno.test("many particles and the heading filter agree on a single measurement", () => {
  const start = {
    position: { xM: 190, yM: 60 },
    positionSigmaM: 0.5,
    headingRad: 0.4,
    headingSigmaRad: 0.2,
  };
  const measurement = {
    station: 2,
    rangeM: 125.5,
    cosine: -0.874,
    rangeSigmaM: 0.3,
    cosineSigma: 0.006,
  };
  const [particles, kalman] = [
    particleFilter(scenario, { numParticles: 100_000 }),
    headingFilter(scenario),
  ].map((filter) => {
    const track = filter.begin(start, openStream(1, "filter"));
    track.update([measurement]);
    track.predict();
    return track.belief();
  });
  // The update's curvature is below these, and so is the draws' error.
  assert.ok(Math.abs(particles.xM - kalman.xM) < 0.02);
  assert.ok(Math.abs(particles.yM - kalman.yM) < 0.02);
  for (
    const name of ["varianceXM2", "covarianceXYM2", "varianceYM2"] as const
  ) {
    assert.ok(Math.abs(particles[name] - kalman[name]) < 0.01, name);
  }
});

Deno.test("the heading filter is within 5 % of the particle filter: little is lost by linearizing", () => {
  const [particles, kalman] = [
    particleFilter(scenario, { numParticles: 500 }),
    headingFilter(scenario),
  ].map((filter) =>
    range(0, 4).flatMap((seed) => trackOpenLoop(scenario, filter, seed, 8))
      .flat()
  );
  const ratio = rmseOf(kalman) / rmseOf(particles);
  assert.ok(ratio > 0.97 && ratio < 1.05, `${ratio}`);
  const squares = particles.map(({ updated, truth }) =>
    normalizedErrorSquared(updated, truth)
  );
  const mean = squares.reduce((sum, value) => sum + value / squares.length, 0);
  assert.ok(mean > 1.6 && mean < 2.4, `${mean}`);
});

Deno.test("a measurement a hundred times as sharp as the start leaves particles that differ", () => {
  const track = particleFilter(scenario, { numParticles: 500 }).begin({
    position: { xM: 161, yM: 11 },
    positionSigmaM: 0.5,
    headingRad: 1,
    headingSigmaRad: 0.2,
  }, openStream(1, "filter"));
  const measurement = {
    station: 1,
    rangeM: Math.hypot(10, 10),
    cosine: Math.SQRT1_2,
    rangeSigmaM: 0.005,
    cosineSigma: 0.0004,
  };
  track.update([measurement]);
  const belief = track.belief();
  const squared = normalizedErrorSquared(belief, { xM: 160, yM: 10 });
  assert.ok(squared < 15, `${squared}`);
  assert.ok(Math.hypot(belief.xM - 160, belief.yM - 10) < 0.05);
});

Deno.test("a measurement far from all particles ends, with a proper belief", () => {
  const track = particleFilter(scenario, { numParticles: 100 }).begin({
    position: { xM: 100, yM: 40 },
    positionSigmaM: 0.5,
    headingRad: 1,
    headingSigmaRad: 0.2,
  }, openStream(1, "filter"));
  for (let block = 0; block < 3; block++) {
    track.predict();
    track.update([{
      station: 1,
      rangeM: 40,
      cosine: 0.3,
      rangeSigmaM: 0.05,
      cosineSigma: 0.002,
    }]);
    const belief = track.belief();
    assert.ok(normalizedErrorSquared(belief, { xM: 162, yM: 38 }) >= 0);
  }
});

Deno.test("the same stream, the same track", () => {
  const run = () =>
    trackOpenLoop(
      scenario,
      particleFilter(scenario, { numParticles: 50 }),
      3,
      1,
    );
  assert.deepEqual(run(), run());
});

Deno.test("a number of particles that is none is refused", () => {
  assert.throws(
    () => particleFilter(scenario, { numParticles: 9 }),
    /as numParticles must be an integer from 10 to 1000000: current value is 9/,
  );
});
