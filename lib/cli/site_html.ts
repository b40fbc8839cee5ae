/**
 * HTML that others wrote, made safe: it is read into a tree and written anew
 * from lists of what is allowed, so whatever is not on a list can't come out.
 *
 * @module
 */

import { parseHTML } from "linkedom";

/** The text with the characters escaped that mean something in HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** What becomes of the texts and the addresses in the HTML. */
export interface CleanRules {
  /** A text as HTML; escapes, at the least. */
  readonly renderText: (text: string) => string;
  /** The same text where no HTML may stand, as in an attribute. */
  readonly plainText: (text: string) => string;
  /** Where a link leads; undefined where it must not be one. */
  readonly resolveLink: (address: string) => string | undefined;
  /** Where a picture is; undefined where its text must stand for it. */
  readonly resolveImage: (address: string) => string | undefined;
  /** The name by which a heading can be linked to. */
  readonly headingId: (text: string) => string;
}

/** Attributes that are kept as they are, by element; no others exist. */
const ALLOWED = new Map<string, readonly string[]>([
  ["abbr", ["title"]],
  ["details", ["open"]],
  ["img", ["alt", "height", "title", "width"]],
  ["ol", ["start"]],
  ["td", ["colspan", "rowspan"]],
  ["th", ["colspan", "rowspan"]],
  ...("a b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr " +
    "i ins kbd li mark p pre s samp small span strong sub summary sup table " +
    "tbody tfoot thead tr ul var").split(" ").map((name) =>
      [name, []] as [string, string[]]
    ),
]);

const VOID = new Set(["br", "hr", "img"]);

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

/**
 * Writes HTML anew with allowed elements and attributes only. An element that
 * is not allowed is shown as its source; comments are left out.
 *
 * @param html a fragment, by whomever
 * @param rules what becomes of its texts and addresses
 */
export function cleanHtml(html: string, rules: CleanRules): string {
  return cleanChildren(parseFragment(html), rules);
}

/** The text of an HTML fragment, without its elements. */
export function textOfHtml(html: string): string {
  return parseFragment(html).textContent ?? "";
}

function parseFragment(html: string): Element {
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  const container = document.createElement("div");
  container.innerHTML = html;
  return container;
}

function cleanChildren(parent: Element, rules: CleanRules): string {
  return Array.from(parent.childNodes, (node) => {
    if (node.nodeType === TEXT_NODE) {
      return rules.renderText(node.textContent ?? "");
    }
    return node.nodeType === ELEMENT_NODE
      ? cleanElement(node as Element, rules)
      : "";
  }).join("");
}

function cleanElement(element: Element, rules: CleanRules): string {
  const name = element.localName.toLowerCase();
  if (!ALLOWED.has(name)) {
    return escapeHtml(rules.plainText(element.outerHTML));
  }
  if (name === "a" && linkOf(element, rules) === undefined) {
    return cleanChildren(element, rules);
  }
  if (name === "img" && imageOf(element, rules) === undefined) {
    const alternative = element.getAttribute("alt") ?? "";
    return escapeHtml(rules.plainText(alternative));
  }
  const attributes = attributesOf(name, element, rules)
    .map(([key, value]) => ` ${key}="${escapeHtml(rules.plainText(value))}"`)
    .join("");
  const start = `<${name}${attributes}>`;
  if (VOID.has(name)) return start;
  const whole = `${start}${cleanChildren(element, rules)}</${name}>`;
  // A table scrolls in its own box, or it would make the page too wide.
  return name === "table" ? `<div class="wide">${whole}</div>` : whole;
}

function attributesOf(
  name: string,
  element: Element,
  rules: CleanRules,
): [string, string][] {
  const kept = (ALLOWED.get(name) ?? [])
    .filter((key) => element.hasAttribute(key))
    .map((key): [string, string] => [key, element.getAttribute(key) ?? ""]);
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) kept.push([key, value]);
  };
  if (name === "a") add("href", linkOf(element, rules));
  if (name === "img") add("src", imageOf(element, rules));
  if (/^h\d$/.test(name)) add("id", rules.headingId(element.textContent ?? ""));
  if (name === "th" || name === "td") add("class", alignmentOf(element));
  if (
    name === "th" && element.parentElement?.parentElement?.localName === "thead"
  ) {
    add("scope", "col");
  }
  if (name === "span") add("class", highlightOf(element));
  return kept;
}

function linkOf(element: Element, rules: CleanRules): string | undefined {
  return rules.resolveLink(element.getAttribute("href") ?? "");
}

function imageOf(element: Element, rules: CleanRules): string | undefined {
  return rules.resolveImage(element.getAttribute("src") ?? "");
}

/** Markdown aligns by an attribute, `showTable` by a style. */
function alignmentOf(element: Element): string | undefined {
  const style = element.getAttribute("style") ?? "";
  const alignment = element.getAttribute("align") ??
    /text-align: *(\w+)/.exec(style)?.[1];
  return ["right", "center"].find((name) => name === alignment);
}

/** The colours of highlighted code are classes that highlight.js gives. */
function highlightOf(element: Element): string | undefined {
  const classes = element.getAttribute("class") ?? "";
  return /^hljs-[\w -]+$/.test(classes) ? classes : undefined;
}
