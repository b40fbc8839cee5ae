import assert from "node:assert/strict";
import {
  FEEDBACK_FLOOR,
  spreadAboveFloor,
} from "../../lib/figures/twin_transitions.ts";

Deno.test("the floor is what noise alone feeds back: 0.0849 in the recordings", () => {
  assert.equal(FEEDBACK_FLOOR.toFixed(4), "0.0849");
});

Deno.test("P_D is spread above its floor, and what is below lies on it", () => {
  const places = [0, 0.05, FEEDBACK_FLOOR].map(spreadAboveFloor);
  for (const place of places) assert.ok(Math.abs(place + 2) < 1e-12);
  const above = [0.086, 0.1, 0.5, 1].map(spreadAboveFloor);
  assert.deepEqual(above, above.toSorted((a, b) => a - b));
  assert.ok(above[0] > -2 && above[3] < 0);
});
