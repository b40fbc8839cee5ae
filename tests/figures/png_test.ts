import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { packPng, readPng } from "../../lib/figures/png.ts";
import { renderPng } from "../../lib/figures/render.ts";

const picture = (ground: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">${ground}` +
  `<circle cx="30" cy="20" r="15" fill="#0072B2" fill-opacity="0.4"/>` +
  `<text x="40" y="25" font-family="DejaVu Sans">beams</text></svg>`;
const WHITE = `<rect width="90" height="40" fill="white"/>`;

Deno.test("a packed picture has the same pixels, in fewer bytes", async () => {
  const png = await renderPng(picture(WHITE));
  const packed = packPng(png);
  assert.deepEqual(readPng(packed), readPng(png));
  assert.ok(packed.length < png.length, `${packed.length} of ${png.length}`);
  const { width, height, rgba } = readPng(png);
  assert.deepEqual([width, height], [180, 80]);
  // The corner is white; the middle of the circle lets 60 % of it through.
  assert.deepEqual([...rgba.subarray(0, 4)], [255, 255, 255, 255]);
  const middle = 4 * (40 * width + 60);
  assert.deepEqual([...rgba.subarray(middle, middle + 4)], [
    153,
    199,
    224,
    255,
  ]);
});

Deno.test("what is packed can be packed again, to the same bytes", async () => {
  const packed = packPng(await renderPng(picture(WHITE)));
  assert.deepEqual(packPng(packed), packed);
});

Deno.test("a picture that can be seen through stays as it is", async () => {
  const png = await renderPng(picture(""));
  assert.equal(packPng(png), png);
});

Deno.test("every filter of a row is undone", () => {
  // Two pixels a row, a row for each filter; by hand from the specification.
  const rows = [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 5, 5, 5],
    [2, 1, 2, 3, 4, 5, 6],
    [3, 1, 1, 1, 1, 1, 1],
    [4, 1, 1, 1, 1, 1, 1],
  ];
  const expected = [
    [10, 20, 30, 40, 50, 60],
    [10, 20, 30, 15, 25, 35],
    [11, 22, 33, 19, 30, 41],
    [6, 12, 17, 13, 22, 30],
    [7, 13, 18, 14, 23, 31],
  ];
  const { rgba } = readPng(pngOf(2, rows));
  const seen = expected.map((_, row) =>
    [0, 1, 2, 4, 5, 6].map((i) => rgba[8 * row + i])
  );
  assert.deepEqual(seen, expected);
});

Deno.test("a PNG of another kind is refused", () => {
  const gray = pngOf(1, [[0, 1, 1, 1]]);
  gray[25] = 0;
  assert.throws(() => readPng(gray), {
    name: "RangeError",
    message: "Cannot read a PNG as its kind must be 8 bits, type 2 or 6, not " +
      'interlaced: current value is "8, 0, 0"',
  });
});

/** A PNG of three channels with rows as given, filters first. */
function pngOf(width: number, rows: readonly number[][]): Uint8Array {
  const data = deflateSync(Uint8Array.from(rows.flat()));
  const png = new Uint8Array(8 + 25 + 12 + data.length);
  const view = new DataView(png.buffer);
  view.setUint32(8, 13);
  view.setUint32(16, width);
  view.setUint32(20, rows.length);
  png.set([8, 2], 24);
  view.setUint32(33, data.length);
  png.set(new TextEncoder().encode("IDAT"), 37);
  png.set(data, 41);
  return png;
}
