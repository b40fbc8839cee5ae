import assert from "node:assert/strict";
import {
  matchName,
  parseCount,
  parseFlags,
  UsageError,
} from "../../lib/cli/command.ts";
Deno.test("a name is found whole or by its only beginning", () => {
  const names = ["beam_fig01", "beam_fig010", "track_fig01"];
  assert.equal(matchName("figure", "beam_fig01", names), "beam_fig01");
  assert.equal(matchName("figure", "track", names), "track_fig01");
  assert.throws(() => matchName("figure", "beam", names), /2 begin so: beam_/);
  assert.throws(() => matchName("figure", "", names), UsageError);
});

Deno.test("counts are whole numbers within their bounds", () => {
  assert.equal(parseCount("jobs", "3", 4), 3);
  for (const text of ["0", "5", "-1", "1.5", "3x", "", "NaN"]) {
    assert.throws(
      () => parseCount("jobs", text, 4),
      /from 1 to 4: .*value is "/,
    );
  }
});

Deno.test("unknown flags are named beside the known ones", () => {
  assert.throws(
    () => parseFlags(["--nope"], { jobs: { type: "string" } }),
    {
      name: "UsageError",
      message: "Unknown option '--nope': the flags are --jobs",
    },
  );
});
