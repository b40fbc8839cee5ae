/**
 * The figures of the twins under rows that are hard to draw: all twins alike,
 * a network that fails, and agents far above the others.
 */

import assert from "node:assert/strict";
import { drawFigure } from "../../lib/figures/mod.ts";
import { overlap } from "./drawn_boxes.ts";
import { boldTexts } from "./plot_texts.ts";
import { flatLosses, PLAIN_AUDIT, twinFigureRows } from "./twin_rows.ts";

/** Each figure with the names that must stand in it, however often. */
const FIGURES: Readonly<Record<string, readonly string[]>> = {
  beam_fig05_twin_losses: [
    "15 dBm",
    "30 dBm",
    "2 ln 2 = 1.386",
    "ln 2 = 0.693",
    "the paper's jump",
    "DT-DRL",
    "DT-DRL, CQL",
    "offline DRL",
    "random",
  ],
  beam_tab2_twin_distance: [
    "one-step cGAN",
    "its labels shuffled",
    "real against real",
    "printed in Table II",
    "the paper: all below",
  ],
  beam_twin_audit: [
    "real world",
    "one-step cGAN",
    "marginal",
    "episode latent",
    "correlation",
  ],
};

type Details = Parameters<typeof twinFigureRows>[3];

const BAD = { klDivergence: 4, wasserstein: 0.3, mmd: 1.2 };

const HARD_ROWS: Readonly<
  Record<string, readonly [Parameters<typeof twinFigureRows>[2], Details]>
> = {
  "all alike": [() => 6, () => ({})],
  "a twin that fails": [
    (name) => name.startsWith("DT") ? 62 : 8,
    ({ condition, seed }) => ({
      losses: {
        ...flatLosses(100),
        generator: flatLosses(100).generator.map((loss, i) =>
          loss + (i === 20 + seed ? 2 : 0)
        ),
      },
      audit: condition.method !== "one-step cGAN" ? PLAIN_AUDIT : {
        ...PLAIN_AUDIT,
        ...BAD,
        shuffled: { ...BAD, klDivergence: 0 },
        conditionalScore: 0.3,
        rankCorrelation: -0.2,
        successfulBeams: 30,
      },
    }),
  ],
};

for (const [id, names] of Object.entries(FIGURES)) {
  for (const [kind, [steps, details]] of Object.entries(HARD_ROWS)) {
    Deno.test(`${id}, ${kind}: everything is named, no name on another`, async () => {
      const figure = drawFigure(id, twinFigureRows(id, 2, steps, details));
      assert.doesNotMatch(figure.svg, /NaN|Infinity/);
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
