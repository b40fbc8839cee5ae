import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { MultilayerPerceptron } from "../../../lib/nn/mlp.ts";
import {
  LatentGrid,
  NUM_FEATURES,
  NUM_LEVELS,
} from "../../../lib/beam_selection/twins/latent_grid.ts";
import { recordToy } from "../toy_world.ts";

const open = (label: string) => openStream(1, label);
const { data } = recordToy(12, open);

/** A grid that a network with fresh weights has decoded. */
function decodedGrid(): LatentGrid {
  const grid = new LatentGrid(data);
  const decoder = new MultilayerPerceptron(
    { inputSize: NUM_FEATURES, hiddenSizes: [16], headSizes: [1] },
    { maxBatchSize: grid.numCells },
    open("decoder"),
  );
  grid.decodeWith(decoder);
  return grid;
}

/** The posterior of an episode as Bayes has it, visit by visit. */
function naivePosterior(
  grid: LatentGrid,
  episode: number,
  deviation: number,
  maxSquaredError: number,
): number[] {
  const visits = range(0, grid.numVisits).map((i) => grid.visit(i))
    .filter((visit) => visit.episode === episode);
  const exponents = range(0, grid.numCells).map((latent) => {
    const place = Math.floor(latent / NUM_LEVELS);
    const errors = visits.map(({ beam, logit }) => {
      const cell = grid.cellOf(beam, place, latent % NUM_LEVELS);
      return Math.min(maxSquaredError, (grid.decodedLogit(cell) - logit) ** 2);
    });
    const sum = errors.reduce((total, error) => total + error, 0);
    return -sum / (2 * deviation ** 2);
  });
  const largest = Math.max(...exponents);
  const weights = exponents.map((x) => Math.exp(x - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

Deno.test("a cell is the offset of a beam from a place, round the circle, with a level", () => {
  const grid = new LatentGrid(data);
  assert.equal(grid.numPlaces, 64);
  assert.equal(grid.numCells, 64 * NUM_LEVELS);
  // Beam 3 lies 12 quarters from place 0 and 2 before place 14.
  assert.equal(grid.cellOf(3, 0, 7), 12 * NUM_LEVELS + 7);
  assert.equal(grid.cellOf(3, 14, 7), 62 * NUM_LEVELS + 7);
  for (const cell of range(0, grid.numCells)) {
    assert.equal(grid.mirrorCell(grid.mirrorCell(cell)), cell);
  }
  assert.equal(grid.mirrorCell(62 * NUM_LEVELS + 7), 2 * NUM_LEVELS + 7);
});

Deno.test("the visits are the recorded beams, episode after episode", () => {
  const grid = new LatentGrid(data);
  const visits = range(0, grid.numVisits).map((i) => grid.visit(i));
  assert.deepEqual(
    visits.map(({ episode, beam }) => [episode, beam]),
    data.episodes.flatMap(({ beams }, e) => beams.map((beam) => [e, beam])),
  );
  const logits = visits.map(({ logit }) => logit);
  const mean = logits.reduce((sum, y) => sum + y / logits.length, 0);
  const square = logits.reduce((sum, y) => sum + y * y / logits.length, 0);
  assert.ok(Math.abs(mean) < 1e-9 && Math.abs(square - 1) < 1e-9);
  const [{ detectionProbabilities: [first] }] = data.episodes;
  assert.equal(grid.standardizedLogit(first), logits[0]);
});

Deno.test("in the mirror a cell's sines turn round and its cosines stay", () => {
  const grid = new LatentGrid(data);
  const [one, other] = [0, 1].map(() => new Float32Array(NUM_FEATURES));
  for (const cell of [3, 127, 400]) {
    grid.writeFeatures(one, 0, cell);
    grid.writeFeatures(other, 0, grid.mirrorCell(cell));
    for (const i of range(0, NUM_FEATURES)) {
      const isSine = i % 2 === 0 && i < NUM_FEATURES - 1;
      assert.ok(Math.abs(other[i] - (isSine ? -one[i] : one[i])) < 1e-6);
    }
  }
});

Deno.test("the runs of the kernel give the posterior of a plain loop", () => {
  for (const [deviation, maxSquaredError] of [[1, 25], [0.3, 25], [1, 0.5]]) {
    const grid = decodedGrid();
    grid.inferLatents(deviation, maxSquaredError);
    for (const episode of range(0, grid.numEpisodes)) {
      const naive = naivePosterior(grid, episode, deviation, maxSquaredError);
      const posterior = grid.posterior(episode);
      for (const [latent, probability] of posterior.entries()) {
        assert.ok(Math.abs(probability - naive[latent]) < 1e-4);
      }
    }
  }
});

Deno.test("posteriors sum to 1, and the levels' shares are their means", () => {
  const grid = decodedGrid();
  grid.inferLatents(0.5, 25);
  const shares = new Float64Array(NUM_LEVELS).fill(0.5);
  for (const episode of range(0, grid.numEpisodes)) {
    const posterior = grid.posterior(episode);
    const sum = posterior.reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum - 1) < 1e-12);
    posterior.forEach((value, latent) => shares[latent % NUM_LEVELS] += value);
  }
  const total = grid.numEpisodes + 0.5 * NUM_LEVELS;
  for (const level of range(0, NUM_LEVELS)) {
    assert.ok(Math.abs(grid.levelShares[level] - shares[level] / total) < 1e-9);
  }
});

Deno.test("latents are drawn as often as they are likely", () => {
  const grid = decodedGrid();
  grid.inferLatents(0.5, 25);
  const posterior = grid.posterior(4);
  const [likeliest] = range(0, grid.numCells)
    .sort((a, b) => posterior[b] - posterior[a]);
  const rng = open("draws");
  const draws = range(0, 4000).map(() => grid.sampleLatent(4, rng));
  const expected = posterior[likeliest];
  const share = draws.filter((draw) => draw === likeliest).length / 4000;
  const error = Math.sqrt(expected * (1 - expected) / 4000);
  assert.ok(Math.abs(share - expected) < 4 * error, `${share} ${expected}`);
  assert.ok(draws.every((draw) => posterior[draw] > 0));
  assert.throws(
    () => grid.posterior(12),
    /Cannot read a posterior as episode must be an integer from 0 to 11/,
  );
});
