import assert from "node:assert/strict";
import fc from "fast-check";
import { checkProperty } from "../property.ts";
import {
  beamCosine,
  beamSector,
  nearestBeamPairs,
  tiedBeamPairs,
} from "../../lib/channel/beam_pair.ts";

Deno.test("a codebook of 4 beams points at -3/4, -1/4, 1/4 and 3/4", () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((beam) => beamCosine(beam, 4)),
    [-0.75, -0.25, 0.25, 0.75],
  );
});

Deno.test("a direction between two of 4 beams, by hand", () => {
  assert.deepEqual(
    nearestBeamPairs(0.1, 4, 2).map((p) => [p.transmitBeam, p.receiveBeam]),
    [[1, 1], [1, 2], [2, 1], [2, 2]],
  );
  assert.deepEqual(
    tiedBeamPairs(0.3, 4, 3).map((p) => [p.transmitBeam, p.receiveBeam]),
    [[1, 1], [2, 2], [3, 3]],
  );
  const sector = beamSector(nearestBeamPairs(0.1, 4, 2), 4, 0.75);
  assert.deepEqual(sector, { middleCosine: 0, halfWidth: 0.625 });
});

Deno.test("no beam left out is nearer than one selected", () => {
  checkProperty(fc.property(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.integer({ min: 2, max: 64 }),
    fc.integer({ min: 1, max: 4 }),
    (cosine, numBeams, asked) => {
      const width = Math.min(asked, numBeams);
      const selected = new Set(
        nearestBeamPairs(cosine, numBeams, width).map((p) => p.receiveBeam),
      );
      assert.equal(selected.size, width);
      const distances = Array.from(
        { length: numBeams },
        (_, beam) => Math.abs(cosine - beamCosine(beam, numBeams)),
      );
      const farthest = Math.max(
        ...[...selected].map((beam) => distances[beam]),
      );
      for (const [beam, distance] of distances.entries()) {
        assert.ok(selected.has(beam) || distance >= farthest - 1e-12);
      }
    },
  ));
});

Deno.test("bad arguments are named", () => {
  assert.throws(() => beamCosine(4, 4), /beam must be an integer from 0 to 3/);
  assert.throws(() => nearestBeamPairs(1.1, 32, 2), /angleCosine must be from/);
  assert.throws(
    () => nearestBeamPairs(0, 32, 0),
    /the number of beams must be an integer from 1 to 16/,
  );
  assert.throws(() => beamSector([], 32, 1), /number of pairs must be from 1/);
  assert.throws(
    () => beamSector([{ transmitBeam: 32, receiveBeam: 0 }], 32, 1),
    /transmitBeam must be an integer from 0 to 31: current value is 32/,
  );
});
