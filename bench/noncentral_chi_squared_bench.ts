/**
 * Times noncentralChiSquaredSurvival on 1,000 points an iteration, from five
 * standard deviations below the mean to five above: an iteration's microseconds
 * are nanoseconds a value. noncentral_chi_squared_scipy.py times SciPy's
 * `scipy.stats.ncx2.sf` on the same points.
 *
 *     deno bench bench/noncentral_chi_squared_bench.ts
 *     python3 bench/noncentral_chi_squared_scipy.py
 *
 * @module
 */
import { noncentralChiSquaredSurvival } from "../lib/detection/noncentral_chi_squared.ts";

const DEGREES_OF_FREEDOM = 8;
const NUM_POINTS = 1000;

let sink = 0;

for (const noncentrality of [10, 1e3, 1e4]) {
  const points = spreadPoints(noncentrality);
  Deno.bench({
    name: `survival at ${NUM_POINTS} points, non-centrality ${noncentrality}`,
    group: `non-centrality ${noncentrality}`,
    fn: () => {
      for (let i = 0; i < NUM_POINTS; i++) {
        sink += noncentralChiSquaredSurvival(
          points[i],
          DEGREES_OF_FREEDOM,
          noncentrality,
        );
      }
    },
  });
}

globalThis.addEventListener("unload", () => {
  if (Number.isNaN(sink)) throw new Error("the survival was not a number");
});

function spreadPoints(noncentrality: number): Float64Array {
  const mean = DEGREES_OF_FREEDOM + noncentrality;
  const deviation = Math.sqrt(2 * (mean + noncentrality));
  return Float64Array.from({ length: NUM_POINTS }, (_, i) => {
    const standardScore = -5 + 10 * i / (NUM_POINTS - 1);
    return Math.max(0.01 * mean, mean + standardScore * deviation);
  });
}
