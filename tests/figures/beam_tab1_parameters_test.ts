import assert from "node:assert/strict";
import {
  isChanged,
  toFormula,
} from "../../lib/figures/beam_tab1_parameters.ts";

Deno.test("powers of ten and exponents are written as by hand", () => {
  assert.equal(toFormula("1e-4 · 0.9^e"), "10^{−4} · 0.9^{e}");
  assert.equal(toFormula("3e-3 · 0.9^⌊e/100⌋"), "3 · 10^{−3} · 0.9^{⌊e/100⌋}");
  assert.equal(toFormula("5e4"), "5 · 10^{4}");
  assert.equal(toFormula("(0.5, 0.999)"), "(0.5, 0.999)");
});

Deno.test("a parameter stands out where there is a reason, whatever it is", () => {
  const line = { task: "twin", name: "epochs", printed: "100", used: "100" };
  assert.equal(isChanged({ ...line, reason: "" }), false);
  assert.equal(isChanged({ ...line, reason: "an epoch is a pass" }), true);
});
