/**
 * A document for Observable Plot where there is no browser.
 *
 * @module
 */

import { parseHTML } from "linkedom";

/** A fresh, empty document: Plot only creates elements with it. */
export function createDocument(): Document {
  return parseHTML("<!DOCTYPE html><html><body></body></html>").document;
}
