import assert from "node:assert/strict";
import {
  compareSpending,
  summarizeSavings,
  summarizeSpending,
} from "../../lib/figures/beam_interactions.ts";
import { figureRows } from "./learner_rows.ts";

// Ten beams an episode online, forty where random steps are recorded.
const rows = figureRows(
  "beam_interactions",
  3,
  (name, { realEpisodes }, seed) =>
    (name === "online DRL" ? 10 : 12) + seed + 100 / Number(realEpisodes),
);

Deno.test("an agent of more episodes is another point of the same line", () => {
  const summaries = summarizeSpending(rows);
  const line = (agent: string) =>
    summaries.filter((summary) => summary.agent === agent)
      .map(({ realEpisodes, realBeams, estimate }) => [
        realEpisodes,
        realBeams,
        Number(estimate.toFixed(6)),
      ]);
  assert.deepEqual(line("online DRL"), [
    [50, 500, 14],
    [100, 1000, 13],
    [200, 2000, 12.5],
    [500, 5000, 12.2],
    [1000, 10_000, 12.1],
  ]);
  assert.deepEqual(line("offline, symmetric, CQL"), [
    [50, 2000, 16],
    [100, 4000, 15],
    [200, 8000, 14.5],
  ]);
  // The points of two methods: one is for the few episodes.
  assert.deepEqual(line("episode latent and recorded, CQL"), [
    [50, 2000, 16],
    [200, 8000, 14.5],
  ]);
});

Deno.test("what is saved in episodes is not what is saved in beams", () => {
  const savings = summarizeSavings(rows);
  assert.deepEqual(
    savings.map(({ spender, realEpisodes, episodesSaved, estimate }) => [
      spender,
      realEpisodes,
      episodesSaved,
      Number(estimate.toFixed(6)),
    ]),
    [
      ["online DRL", 50, 0.95, 0.95],
      ["online DRL", 100, 0.9, 0.9],
      ["online DRL", 200, 0.8, 0.8],
      ["online DRL", 500, 0.5, 0.5],
      ["online DRL", 1000, 0, 0],
      ["recording random steps", 50, 0.95, 0.8],
      ["recording random steps", 100, 0.9, 0.6],
      ["recording random steps", 200, 0.8, 0.2],
    ],
  );
});

Deno.test("all are held against the online agent of 1,000 episodes", () => {
  const ratios = compareSpending(rows);
  const online = ratios.filter(({ agent }) => agent === "online DRL");
  assert.deepEqual(
    online.map(({ realEpisodes, isNotInferior }) => [
      realEpisodes,
      isNotInferior,
    ]),
    [[50, false], [100, true], [200, true], [500, true]],
  );
  assert.ok(
    ratios.every(({ agent, isNotInferior }) =>
      agent === "online DRL" || !isNotInferior
    ),
  );
});
