/**
 * The examples use the package as another program would, need no permission,
 * and print what they printed.
 */

import assert from "node:assert/strict";
import { runDeno } from "./cli/support.ts";

const PRINTED: Readonly<Record<string, string>> = {
  detector: "echo 10: P_D 0.139\necho 30: P_D 0.849\necho 60: P_D 0.999\n",
  environment_step: "beam 1: P_D 0.922\n",
  association: "101 010\n0.220 of 12 ways\n",
};

Deno.test("each example has its output here", () => {
  const names = [...Deno.readDirSync(new URL("../examples", import.meta.url))]
    .map(({ name }) => name.replace(/\.ts$/, ""));
  assert.deepEqual(names.sort(), Object.keys(PRINTED).sort());
});

for (const [name, printed] of Object.entries(PRINTED)) {
  Deno.test(`examples/${name}.ts prints what it printed`, async () => {
    const { code, out, err } = await runDeno([
      "run",
      "--no-prompt",
      `examples/${name}.ts`,
    ]);
    assert.equal(code, 0, err);
    assert.equal(out, printed);
  });
}
