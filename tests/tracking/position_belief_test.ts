import assert from "node:assert/strict";
import fc from "fast-check";
import {
  foldBelief,
  foldedY,
  isMirrored,
} from "../../lib/tracking/position_belief.ts";
import { checkProperty } from "../property.ts";

Deno.test("y is mirrored at both long edges, as often as it takes", () => {
  const cases = [
    [40, 40, false],
    [0, 0, false],
    [100, 100, false],
    [-3, 3, true],
    [103, 97, true],
    [-103, 97, false],
    [203, 3, false],
    [-203, 3, true],
    [303, 97, true],
  ] as const;
  for (const [yM, folded, mirrored] of cases) {
    assert.equal(foldedY(yM, 100), folded, `y ${yM}`);
    assert.equal(isMirrored(yM, 100), mirrored, `y ${yM}`);
  }
});

Deno.test("folding ends inside, undoes a mirroring and does nothing twice", () => {
  checkProperty(fc.property(
    fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    (yM) => {
      const folded = foldedY(yM, 100);
      assert.ok(folded >= 0 && folded <= 100);
      assert.ok(Math.abs(foldedY(-yM, 100) - folded) < 1e-9);
      assert.ok(Math.abs(foldedY(200 - yM, 100) - folded) < 1e-9);
      assert.equal(foldedY(folded, 100), folded);
      const sign = isMirrored(yM, 100) ? -1 : 1;
      const moved = foldedY(yM + 1e-3, 100);
      const stays = isMirrored(yM + 1e-3, 100) === isMirrored(yM, 100);
      if (stays) assert.ok(Math.abs(moved - folded - sign * 1e-3) < 1e-9);
    },
  ));
});

Deno.test("a belief's covariance is mirrored with its mean", () => {
  const belief = {
    xM: 50,
    yM: -2,
    varianceXM2: 3,
    covarianceXYM2: 1,
    varianceYM2: 2,
  };
  assert.deepEqual(foldBelief(belief, 100), {
    ...belief,
    yM: 2,
    covarianceXYM2: -1,
  });
  assert.deepEqual(foldBelief({ ...belief, yM: 202 }, 100), {
    ...belief,
    yM: 2,
  });
  const inside = { ...belief, yM: 7 };
  assert.equal(foldBelief(inside, 100), inside);
});
