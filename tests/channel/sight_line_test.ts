import assert from "node:assert/strict";
import { sightLine } from "../../lib/channel/sight_line.ts";

const station = { xM: 150, yM: 0 };

Deno.test("a 3-4-5 triangle, walked along and across", () => {
  const target = { xM: 180, yM: 40 };
  const away = sightLine(station, target, { xMps: 6, yMps: 8 });
  assert.deepEqual(away, { rangeM: 50, angleCosine: 0.6, radialSpeedMps: 10 });
  const across = sightLine(station, target, { xMps: 8, yMps: -6 });
  assert.ok(Math.abs(across.radialSpeedMps) < 1e-14);
});

Deno.test("a target mirrored in the array's axis looks the same", () => {
  assert.deepEqual(
    sightLine(station, { xM: 180, yM: 40 }, { xMps: 1, yMps: 2 }),
    sightLine(station, { xM: 180, yM: -40 }, { xMps: 1, yMps: -2 }),
  );
});

Deno.test("bad arguments are named", () => {
  const still = { xMps: 0, yMps: 0 };
  assert.throws(() => sightLine(station, station, still), /distance must be/);
  assert.throws(
    () => sightLine(station, { xM: 0, yM: 0 }, { xMps: NaN, yMps: 0 }),
    /xMps must be a finite/,
  );
});
