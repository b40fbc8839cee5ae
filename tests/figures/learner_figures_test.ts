/**
 * The figures of the learners under rows that are hard to draw: all methods
 * alike, and one far above the others.
 */

import assert from "node:assert/strict";
import { drawFigure } from "../../lib/figures/mod.ts";
import { overlap } from "./drawn_boxes.ts";
import { figureRows, type StepsBy } from "./learner_rows.ts";
import { boldTexts } from "./plot_texts.ts";

/** Each figure with the names that must stand in it, however often. */
const FIGURES: Readonly<Record<string, readonly string[]>> = {
  beam_fig06_convergence: [
    "sweep, all 64: 64.0",
    "PSO: ",
    "Bayesian belief: ",
    "online DRL: ",
    "offline DRL: ",
    "offline DRL, CQL: ",
    "DT-DRL: ",
    "DT-DRL, CQL: ",
    "episode latent, CQL: ",
  ],
  beam_fig08_power_convergence: [
    "10 dBm: ",
    "30 dBm: ",
    "paper, 10 dBm: about 30",
    "paper, 30 dBm: below 10",
  ],
  beam_fig09_power: [
    "sweep, all 64",
    "PSO",
    "oracle",
    "Bayesian belief",
    "online DRL",
    "offline DRL",
    "offline DRL, CQL",
    "DT-DRL",
    "DT-DRL, CQL",
    "episode latent",
    "episode latent, CQL",
  ],
  beam_fig10_cfar: [
    "online DRL",
    "offline DRL",
    "offline DRL, CQL",
    "DT-DRL",
    "DT-DRL, CQL",
    "episode latent",
    "episode latent, CQL",
  ],
  beam_fig11_velocity: [
    "online DRL",
    "offline DRL",
    "DT-DRL, CQL",
    "episode latent, CQL",
  ],
  beam_twins: [
    "offline DRL, CQL",
    "DT-DRL, CQL",
    "offline, symmetric",
    "one-step cGAN, conditional D, CQL",
    "episode GAN",
    "episode latent, 5000 episodes",
    "episode latent and recorded, CQL",
    "geometry",
    "marginal",
    "static profiles, CQL",
  ],
  beam_interactions: [
    "online DRL",
    "offline DRL",
    "offline, symmetric, CQL",
    "episode latent, CQL",
    "episode latent and recorded, CQL",
  ],
  beam_transfer: [
    "online DRL",
    "offline DRL",
    "DT-DRL, CQL",
    "episode latent, CQL",
    "from 10 dBm",
  ],
};

const HARD_ROWS: Readonly<Record<string, StepsBy>> = {
  "all alike": () => 6,
  "one far above": (name, _, seed) => name.startsWith("DT") ? 58 : 8 + seed,
};

for (const [id, names] of Object.entries(FIGURES)) {
  for (const [kind, steps] of Object.entries(HARD_ROWS)) {
    Deno.test(`${id}, ${kind}: every line is named, no name on another`, async () => {
      const figure = drawFigure(id, figureRows(id, 2, steps));
      const texts = await boldTexts(figure);
      for (const name of names) {
        assert.ok(texts.some(({ text }) => text.startsWith(name)), name);
      }
      for (const [i, { text, box }] of texts.entries()) {
        assert.ok(box.left >= 0 && box.top >= 0, text);
        assert.ok(box.left + box.width <= figure.width, text);
        assert.ok(box.top + box.height <= figure.height, text);
        for (const other of texts.slice(i + 1)) {
          assert.ok(!overlap(box, other.box), `${text} / ${other.text}`);
        }
      }
    });
  }
}
