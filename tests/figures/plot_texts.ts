/**
 * Where the texts of a figure made of plots lie, as the renderer that draws the
 * PNG measures them.
 *
 * @module
 */

import { Resvg } from "@resvg/resvg-wasm";
import { createDocument } from "../../lib/figures/document.ts";
import { readFonts } from "../../lib/figures/fonts.ts";
import { type Figure, renderPng } from "../../lib/figures/render.ts";
import type { DrawnText } from "./drawn_boxes.ts";

const fontBuffers = await readFonts();

/** The bold texts of a figure: the names of lines, and the panels' letters. */
export async function boldTexts({ svg }: Figure): Promise<DrawnText[]> {
  // Only the first picture loads the renderer.
  await renderPng(svg, 0.1);
  const page = createDocument();
  page.body.innerHTML = svg;
  return [...page.querySelectorAll('[font-weight="bold"] text')]
    .map((element) => ({
      text: element.textContent ?? "",
      box: measure(withAncestors(element)),
    }));
}

/** The element alone in the groups and panels that move and style it. */
function withAncestors(element: Element): string {
  let html = element.outerHTML;
  for (
    let parent = element.parentElement;
    parent !== null && parent.tagName.toLowerCase() !== "body";
    parent = parent.parentElement
  ) {
    const shell = (parent.cloneNode(false) as Element).outerHTML;
    const end = shell.endsWith("/>") ? -2 : shell.lastIndexOf("></");
    const open = shell.slice(0, end);
    html = `${open}>${html}</${parent.tagName.toLowerCase()}>`;
  }
  return html;
}

function measure(svg: string): DrawnText["box"] {
  const drawing = new Resvg(svg, {
    font: {
      fontBuffers,
      defaultFontFamily: "DejaVu Sans",
      loadSystemFonts: false,
    },
  });
  try {
    const { x, y, width, height } = drawing.getBBox()!;
    return { left: x, top: y, width, height };
  } finally {
    drawing.free();
  }
}
