/**
 * Trained weights in a row: text, as a row is JSON.
 *
 * @module
 */

import { Buffer } from "node:buffer";

/**
 * Arrays of float32 numbers as one text: their bytes one after another, little
 * end first, in base 64.
 */
export function encodeWeights(arrays: readonly Float32Array[]): string {
  const parts = arrays.map(({ buffer, byteOffset, byteLength }) =>
    new Uint8Array(buffer, byteOffset, byteLength)
  );
  return Buffer.concat(parts).toString("base64");
}

/**
 * The arrays of a text that `encodeWeights` made.
 *
 * @param text the text
 * @param lengths how many numbers each array has
 * @throws {RangeError} where the text holds another number of them
 */
export function decodeWeights(
  text: string,
  lengths: readonly number[],
): Float32Array<ArrayBuffer>[] {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (bytes.length !== 4 * total) {
    throw new RangeError(
      `Cannot decode weights as they must be ${total} numbers: current value ` +
        `is ${bytes.length / 4}`,
    );
  }
  let at = 0;
  return lengths.map((length) => {
    const array = new Float32Array(bytes.buffer, at, length);
    at += 4 * length;
    return array;
  });
}
