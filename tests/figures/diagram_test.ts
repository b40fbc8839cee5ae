import assert from "node:assert/strict";
import {
  drawArrow,
  drawBlock,
  drawText,
  toPanel,
} from "../../lib/figures/diagram.ts";

const at = { x: 10, y: 20 };

Deno.test("an index stands below the line, an exponent above, and the rest on it", () => {
  const text = drawText("P_D^{t+1}, u_t < 1", at, { size: 8 });
  const content = text.replace(/^<text[^>]*>|<\/text>$/g, "");
  assert.equal(
    content,
    'P<tspan dy="2" font-size="6">D</tspan>' +
      '<tspan dy="-5.04" font-size="6">t+1</tspan>' +
      '<tspan dy="3.04">, u</tspan><tspan dy="2" font-size="6">t</tspan>' +
      '<tspan dy="-2"> &#60; 1</tspan>',
  );
});

Deno.test("in a plain text an underscore is an underscore", () => {
  const text = drawText("replay_buffer.ts", at, { isPlain: true });
  assert.match(text, />replay_buffer\.ts</);
});

Deno.test("an arrow's line stops at the neck and its head at the end", () => {
  const arrow = drawArrow([{ x: 0, y: 0 }, { x: 0, y: 50 }]);
  assert.match(arrow, /<polyline points="0,0 0,42"/);
  assert.match(arrow, /<polygon points="0,50 /);
});

Deno.test("a panel holds its pieces and knows its size", () => {
  const box = { left: 1, top: 2, width: 3, height: 4 };
  const panel = toPanel({ width: 100, height: 50 }, [
    drawBlock(box, { color: "#000000" }),
    drawText("a", at),
  ]);
  assert.equal(panel.getAttribute("width"), "100");
  assert.equal(panel.querySelectorAll("rect").length, 1);
  assert.match(panel.outerHTML, /<text x="10" [^>]*>a<\/text>/);
});
