import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { range } from "../../lib/core/range.ts";
import type { Row } from "../../lib/experiments/experiment.ts";
import {
  compareRuns,
  DamagedStoreError,
  formatRow,
  parseRow,
  readSoundRows,
  readStore,
  repairStore,
  replaceStore,
  StoreLock,
  StoreWriter,
} from "../../lib/experiments/store.ts";
import { checkProperty } from "../property.ts";

function row(seed: number, value = 0.1 * seed): Row {
  return {
    run: `toy/power=20/seed=${seed}`,
    condition: { power: 20 },
    seed,
    revision: 1,
    deno: "2.9.6",
    result: { value, name: "ζ ≥ 0.9" },
  };
}

function withStore(test: (path: string) => void): void {
  const folder = Deno.makeTempDirSync();
  try {
    test(join(folder, "toy.jsonl"));
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("a row comes back from its line with the same bits", () => {
  checkProperty(fc.property(
    fc.nat(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    (seed, value) =>
      assert.deepEqual(parseRow(formatRow(row(seed, value))), row(seed, value)),
  ));
});

Deno.test("any one changed character of a line is found", () => {
  const line = formatRow(row(3));
  for (const i of range(0, line.length)) {
    const changed = line.slice(0, i) + (line[i] === "1" ? "2" : "1") +
      line.slice(i + 1);
    assert.equal(typeof parseRow(changed), "string", `character ${i}`);
  }
});

Deno.test("a file cut at any byte keeps its whole lines and goes on", () => {
  withStore((path) => {
    replaceStore(path, [row(1), row(2)]);
    const bytes = Deno.readFileSync(path);
    const firstLength = new TextEncoder().encode(formatRow(row(1))).length + 1;
    for (const length of range(0, bytes.length)) {
      Deno.writeFileSync(path, bytes.subarray(0, length));
      {
        using writer = new StoreWriter(path);
        if (length < firstLength) writer.append(row(1));
        writer.append(row(2));
      }
      assert.deepEqual(Deno.readFileSync(path), bytes, `cut at ${length}`);
    }
  });
});

Deno.test("a damaged line is named, and set aside only when asked", () => {
  withStore((path) => {
    replaceStore(path, [row(1), row(2), row(3)]);
    const damaged = Deno.readTextFileSync(path).replace('"seed":2', '"seed":7');
    Deno.writeTextFileSync(path, damaged);
    assert.throws(() => readSoundRows(path), (error: Error) => {
      assert.ok(error instanceof DamagedStoreError);
      assert.match(
        error.message,
        /toy\.jsonl as line 2 does not match its chec/,
      );
      return true;
    });
    assert.equal(Deno.readTextFileSync(path), damaged);
    assert.equal(repairStore(path), 1);
    assert.deepEqual(readSoundRows(path), [row(1), row(3)]);
    assert.match(Deno.readTextFileSync(`${path}.damaged`), /"seed":7/);
    assert.equal(repairStore(path), 0);
  });
});

Deno.test("a store that is not there is empty; a line of noise is damage", () => {
  withStore((path) => {
    assert.deepEqual(readStore(path).rows, []);
    Deno.writeFileSync(path, Uint8Array.of(255, 254, 10, 0, 13, 10));
    assert.equal(readStore(path).damaged.length, 2);
  });
});

Deno.test("the order of the work can't be seen in the file", () => {
  withStore((path) => {
    replaceStore(path, [row(1), row(2), row(10)]);
    const expected = Deno.readTextFileSync(path);
    replaceStore(path, [row(10), row(1), row(2)]);
    assert.equal(Deno.readTextFileSync(path), expected);
  });
});

Deno.test("runs sort by their numbers", () => {
  const sorted = [
    "a/p=5/seed=10",
    "a/p=10/seed=2",
    "a/p=5/seed=2",
    "a/p=-1.5/seed=1",
  ]
    .sort(compareRuns);
  assert.deepEqual(sorted, [
    "a/p=5/seed=2",
    "a/p=5/seed=10",
    "a/p=10/seed=2",
    "a/p=-1.5/seed=1",
  ]);
});

Deno.test("a second writer is refused, and let in when the first has ended", () => {
  withStore((path) => {
    {
      using _lock = new StoreLock(path);
      assert.throws(() => new StoreLock(path), /another process is writing it/);
    }
    using _lock = new StoreLock(path);
  });
});
