/**
 * Packs a PNG tighter without changing a pixel: drawings have few colours, and
 * the renderer spends bytes on speed and on an alpha channel that is full.
 *
 * @module
 */

import { crc32, deflateSync, inflateSync } from "node:zlib";
import { rangeError } from "../core/check.ts";

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

/** Bytes of length, type and checksum around a chunk's data. */
const CHUNK_FRAME = 12;

/** Colour types of a header: red, green, blue, and the same with alpha. */
const RGB = 2;
const RGBA = 6;

/** [bytes] */
const RGBA_SIZE = 4;
const RGB_SIZE = 3;

/** The pixels of a picture. */
export interface PngPixels {
  /** [pixels] */
  readonly width: number;
  /** [pixels] */
  readonly height: number;
  /** Red, green, blue and alpha, row by row, [height, width, 4]. */
  readonly rgba: Uint8Array<ArrayBuffer>;
}

/**
 * The same picture in fewer bytes: without its alpha channel, each row as it
 * is, deflated as well as it goes.
 *
 * @param png a PNG of eight bits a channel with alpha, as `renderPng` draws it
 * @returns a PNG of the same pixels; the same bytes where some are transparent
 * @throws {RangeError} where the PNG is of another kind
 */
export function packPng(png: Uint8Array): Uint8Array {
  const { width, height, rgba } = readPng(png);
  for (let i = 3; i < rgba.length; i += RGBA_SIZE) {
    if (rgba[i] !== 255) return png;
  }
  // Each row begins with the number of its filter: 0, none.
  const rows = new Uint8Array(height * (1 + RGB_SIZE * width));
  let to = 0;
  for (let i = 0; i < rgba.length; i += RGBA_SIZE) {
    if (i % (RGBA_SIZE * width) === 0) to++;
    rows[to++] = rgba[i];
    rows[to++] = rgba[i + 1];
    rows[to++] = rgba[i + 2];
  }
  return joinBytes([
    SIGNATURE,
    chunk("IHDR", headerOf(width, height)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/**
 * Reads the pixels of a PNG of eight bits a channel, with alpha or without.
 *
 * @throws {RangeError} where the PNG is of another kind
 */
export function readPng(png: Uint8Array): PngPixels {
  const action = "read a PNG";
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, type, , , interlace] = png.subarray(24);
  if (depth !== 8 || ![RGB, RGBA].includes(type) || interlace !== 0) {
    const kind = `${depth}, ${type}, ${interlace}`;
    const rule = "8 bits, type 2 or 6, not interlaced";
    throw rangeError(action, "its kind", rule, kind);
  }
  const size = type === RGBA ? RGBA_SIZE : RGB_SIZE;
  const data: Uint8Array[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = view.getUint32(at);
    const name = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    if (name === "IDAT") data.push(png.subarray(at + 8, at + 8 + length));
    at += CHUNK_FRAME + length;
  }
  const bytes = unfilter(inflateSync(joinBytes(data)), size * width, size);
  const rgba = new Uint8Array(RGBA_SIZE * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let i = 0; i < size; i++) {
      rgba[RGBA_SIZE * pixel + i] = bytes[size * pixel + i];
    }
  }
  return { width, height, rgba };
}

/** Undoes the filters of the rows (PNG specification, chapter 9). */
function unfilter(
  filtered: Uint8Array,
  rowSize: number,
  pixelSize: number,
): Uint8Array {
  const numRows = filtered.length / (rowSize + 1);
  const bytes = new Uint8Array(numRows * rowSize);
  for (let row = 0; row < numRows; row++) {
    const from = row * (rowSize + 1);
    const filter = filtered[from];
    const to = row * rowSize;
    for (let i = 0; i < rowSize; i++) {
      const left = i < pixelSize ? 0 : bytes[to + i - pixelSize];
      const up = row === 0 ? 0 : bytes[to + i - rowSize];
      const corner = row === 0 || i < pixelSize
        ? 0
        : bytes[to + i - rowSize - pixelSize];
      bytes[to + i] = filtered[from + 1 + i] +
        foretold(filter, left, up, corner);
    }
  }
  return bytes;
}

/** What a filter foretells of a byte from its neighbours. */
function foretold(
  filter: number,
  left: number,
  up: number,
  corner: number,
): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

/** The neighbour that is nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const byLeft = Math.abs(up - corner);
  const byUp = Math.abs(left - corner);
  const byCorner = Math.abs(left + up - 2 * corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

function headerOf(width: number, height: number): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, RGB], 8);
  return header;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(CHUNK_FRAME + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
