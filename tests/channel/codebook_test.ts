import assert from "node:assert/strict";
import fc from "fast-check";
import { checkProperty } from "../property.ts";
import {
  innerProduct,
  squaredModulus,
  squaredNorm,
  transposeProduct,
} from "../../lib/core/complex_array.ts";
import {
  beamSines,
  type CodebookKind,
  createCodebook,
  relativeBeamGain,
} from "../../lib/channel/codebook.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";

Deno.test("the DFT codebook of 4 beams, by hand", () => {
  assert.deepEqual([...beamSines("dft", 4)], [0, 0.5, -1, -0.5]);
});

Deno.test("the DFT codebook is a unitary matrix", () => {
  const beams = createCodebook("dft", 64);
  beams.forEach((beam, i) =>
    beams.forEach((other, k) => {
      const product = squaredModulus(innerProduct(beam, other));
      assert.ok(
        Math.abs(product - (i === k ? 1 : 0)) < 1e-20 + 1e-12 * +(i === k),
      );
    })
  );
});

Deno.test("laid evenly in azimuth, the 64 beams are 32 pairs", () => {
  const beams = createCodebook("uniform-azimuth", 64);
  const numAlike = beams.map((beam) =>
    beams.filter((other) =>
      squaredModulus(innerProduct(beam, other)) > 1 - 1e-9
    )
      .length
  );
  assert.deepEqual(numAlike, Array(64).fill(2));
});

Deno.test("the beam gain is what the vectors give, |a^T w|^2 / M", () => {
  checkProperty(fc.property(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.nat({ max: 63 }),
    fc.constantFrom<CodebookKind>("dft", "uniform-azimuth"),
    (sine, beam, kind) => {
      const steering = steeringVectorOfSine(64, sine);
      const vector = createCodebook(kind, 64)[beam];
      const gain = squaredModulus(transposeProduct(steering, vector)) / 64;
      const offset = sine - beamSines(kind, 64)[beam];
      assert.ok(Math.abs(gain - relativeBeamGain(64, offset)) < 1e-12);
    },
  ));
});

Deno.test("the gain is 1 at the peak and 0 at the other DFT beams", () => {
  assert.equal(relativeBeamGain(64, 0), 1);
  assert.equal(relativeBeamGain(64, 2), 1);
  assert.ok(relativeBeamGain(64, 2 / 64) < 1e-30);
  assert.ok(relativeBeamGain(64, 5e-324) === 1);
});

Deno.test("every beam has unit norm", () => {
  for (const beam of createCodebook("uniform-azimuth", 16)) {
    assert.ok(Math.abs(squaredNorm(beam) - 1) < 1e-14);
  }
});

Deno.test("bad arguments are named", () => {
  assert.throws(() => beamSines("dft", 0), /numBeams must be an integer/);
  assert.throws(
    () => beamSines("other" as CodebookKind, 4),
    /kind must be dft or uniform-azimuth: current value is "other"/,
  );
  assert.throws(() => relativeBeamGain(64, NaN), /sineOffset must be a finite/);
});
