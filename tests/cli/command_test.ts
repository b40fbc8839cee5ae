import assert from "node:assert/strict";
import {
  matchName,
  parseCount,
  parseFlags,
  parseNumber,
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

Deno.test("numbers are read as a whole or not at all, and by their rule", () => {
  for (
    const [text, value] of [["1e-3", 1e-3], ["-.5", -0.5], ["+2.", 2]] as const
  ) {
    assert.equal(parseNumber("level", text, "a number", () => true), value);
  }
  for (const text of ["", " 1", "1e-3x", "0x10", "NaN", "Infinity", "1e999"]) {
    assert.throws(
      () => parseNumber("level", text, "a number", () => true),
      /Cannot read --level as it must be a number: current value is "/,
    );
  }
  assert.throws(
    () => parseNumber("level", "-1", "a positive number", (x) => x > 0),
    /Cannot read --level as it must be a positive number: .* value is "-1"/,
  );
});

Deno.test("a negative number after a flag is its value", () => {
  const flags = { level: { type: "string" } } as const;
  const { values } = parseFlags(["--level", "-.5"], flags);
  assert.equal(values.level, "-.5");
  assert.throws(() => parseFlags(["--level", "-x"], flags), UsageError);
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
