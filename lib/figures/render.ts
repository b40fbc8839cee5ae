/**
 * From a plot to a picture: standalone SVG text, and PNG bytes drawn from it.
 * Both are the same bytes on every run and machine: fonts come from a
 * package and the drawing is done in WebAssembly.
 *
 * @module
 */

import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { readFonts } from "./fonts.ts";

/** A drawn figure: standalone SVG text with its size in CSS pixels. */
export interface Figure {
  /** Standalone SVG, with its own white ground and fonts named. */
  readonly svg: string;
  /** [CSS pixels] */
  readonly width: number;
  /** [CSS pixels] */
  readonly height: number;
  /** What the picture shows, in a sentence, for those who can't see it. */
  readonly ariaLabel: string;
}

let ready: Promise<void> | undefined;

/**
 * Draws SVG text as a PNG. The first picture needs the permission to read the
 * fonts from where Deno keeps packages.
 *
 * @param svg standalone SVG text
 * @param scale pixels of the PNG per CSS pixel
 * @returns the bytes of the PNG
 */
export async function renderPng(svg: string, scale = 2): Promise<Uint8Array> {
  ready ??= openRenderer();
  await ready;
  const drawing = new Resvg(svg, {
    font: {
      fontBuffers: await readFonts(),
      defaultFontFamily: "DejaVu Sans",
      loadSystemFonts: false,
    },
    fitTo: { mode: "zoom", value: scale },
  });
  try {
    return drawing.render().asPng();
  } finally {
    drawing.free();
  }
}

async function openRenderer(): Promise<void> {
  // @ts-expect-error: TypeScript does not know this form of import yet
  await initWasm(await import.source("@resvg/resvg-wasm/index_bg.wasm"));
}
