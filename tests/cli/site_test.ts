import assert from "node:assert/strict";
import { dirname, join, normalize } from "node:path";
import { parseHTML } from "linkedom";
import { UsageError } from "../../lib/cli/command.ts";
import { buildSite, type SiteFiles } from "../../lib/cli/site.ts";
import { renderMarkdown } from "../../lib/cli/site_markdown.ts";
import { PROJECT_FOLDER } from "../../lib/experiments/folders.ts";
import { runDeno, withFolder } from "./support.ts";

const run = (...args: string[]) => runDeno(["task", "-q", "site", ...args]);

/** Every file below a folder, by its path there. */
function readTree(folder: string, below = ""): Map<string, string> {
  const files = new Map<string, string>();
  for (const { name, isDirectory } of Deno.readDirSync(join(folder, below))) {
    const path = join(below, name);
    const found = isDirectory
      ? readTree(folder, path)
      : [[path, Deno.readFileSync(join(folder, path)).toBase64()] as const];
    for (const [key, bytes] of found) files.set(key, bytes);
  }
  return files;
}

const sources = {
  notebooks: join(PROJECT_FOLDER, "notebooks"),
  figures: join(PROJECT_FOLDER, "figures"),
};
const site = await buildSite(sources);
const pages = pagesOf(site);

function pagesOf(files: SiteFiles): Map<string, Document> {
  const found = [...files].filter(([path]) => path.endsWith(".html"));
  return new Map(
    found.map(([path, html]) => [path, parseHTML(html as string).document]),
  );
}

function attributes(page: Document, selector: string, name: string): string[] {
  return [...page.querySelectorAll(selector)]
    .map((element) => element.getAttribute(name) ?? "");
}

/** One notebook with the given cells, as the site shows it. */
async function pageOf(...cells: Record<string, unknown>[]): Promise<string> {
  let html = "";
  await withFolder(async (folder) => {
    const notebook = {
      cells: cells.map((cell) => ({ id: "a", metadata: {}, ...cell })),
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    const path = join(folder, "hostile.ipynb");
    Deno.writeTextFileSync(path, JSON.stringify(notebook));
    const files = await buildSite({ ...sources, notebooks: folder });
    html = files.get("hostile.html") as string;
  });
  return html;
}

const code = (data: Record<string, unknown>) => ({
  cell_type: "code",
  source: "x < 1 && '<script>' ; // </code></pre><script>alert(1)</script>",
  execution_count: 1,
  outputs: [{ output_type: "display_data", metadata: {}, data }],
});

const rules = {
  origin: "a.ipynb",
  headingId: (text: string) => text,
  resolveLink: (address: string) => address,
  resolveImage: () => undefined,
};

Deno.test("the command writes the same bytes twice", async () => {
  await withFolder(async (folder) => {
    const [first, second] = [join(folder, "a", "b"), join(folder, "c")];
    for (const out of [first, second]) {
      const { code, err } = await run(`--out=${out}`);
      assert.equal(code, 0, err);
    }
    assert.deepEqual(readTree(first), readTree(second));
    assert.deepEqual(
      [...readTree(first).keys()].sort(),
      [...site.keys()].sort(),
    );
  });
});

Deno.test("a folder that can't be had is one sentence and exit code 2", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "file");
    Deno.writeTextFileSync(file, "");
    const cases = [["--out", join(file, "x")], ["--out="], ["x"], ["--in"]];
    for (const args of cases) {
      const { code, out, err } = await run(...args);
      assert.equal(code, 2, err);
      assert.equal(out, "");
      assert.equal(err.trim().split("\n").length, 1, err);
    }
  });
});

Deno.test("every notebook has its page, and the first page leads to it", () => {
  const names = [...Deno.readDirSync(sources.notebooks)]
    .filter(({ name }) => name.endsWith(".ipynb"))
    .map(({ name }) => name.replace(/ipynb$/, "html"));
  const linked = attributes(pages.get("index.html")!, ".notebooks a", "href");
  assert.deepEqual(linked, names.sort());
  assert.ok(names.length > 1);
});

Deno.test("every link and every picture resolves, headings included", () => {
  for (const [path, page] of pages) {
    const links = attributes(page, "a, link", "href");
    for (const address of [...links, ...attributes(page, "img", "src")]) {
      if (/^(https:|mailto:)/.test(address)) continue;
      const [file, id] = address.split("#");
      const target = file === "" ? path : normalize(join(dirname(path), file));
      assert.ok(site.has(target), `${path} leads to ${address}`);
      if (id === undefined) continue;
      const ids = attributes(pages.get(target)!, "[id]", "id");
      assert.ok(ids.includes(decodeURI(id)), `${path} leads to ${address}`);
    }
    assert.ok(attributes(page, "img", "alt").every((text) => text !== ""));
  }
});

Deno.test("no notebook links to a notebook that is not there", () => {
  for (const { name } of Deno.readDirSync(sources.notebooks)) {
    if (!name.endsWith(".ipynb")) continue;
    const text = Deno.readTextFileSync(join(sources.notebooks, name));
    for (const [, target] of text.matchAll(/\]\(([\w./-]+)\.ipynb/g)) {
      assert.ok(site.has(`${target}.html`), `${name} leads to ${target}`);
    }
  }
});

Deno.test("no page runs a script or loads from elsewhere", () => {
  assert.doesNotMatch(site.get("style.css") as string, /url\(|@import/);
  for (const [path, page] of pages) {
    const html = site.get(path) as string;
    assert.doesNotMatch(html, /<script|<iframe|<object| on\w+=|javascript:/i);
    assert.doesNotMatch(html, /(src|srcset)="?(https?:)?\/\/|url\(|<base/i);
    assert.deepEqual(attributes(page, "link", "href"), ["style.css"]);
    assert.match(html, /Content-Security-Policy" content="default-src 'none';/);
    assert.match(html, /<html lang="en">/);
    assert.match(html, /<meta name="viewport"/);
    assert.equal(page.querySelectorAll("h1").length, 1, path);
  }
});

Deno.test("formulas became MathML, and none is left", () => {
  const page = pages.get("02_beam_fig02_detection_cdf.html")!;
  assert.ok(page.querySelectorAll("math").length > 10);
  assert.ok(page.querySelectorAll('math[display="block"]').length > 0);
  for (const element of page.querySelectorAll("p, li, td")) {
    assert.doesNotMatch(element.textContent ?? "", /\$|\\math|[\uE000\uE001]/);
  }
});

Deno.test("a dollar sign is a formula only where it is one", () => {
  const html = (markdown: string) => renderMarkdown(markdown, rules).trim();
  const plain = "from $5 to $6, `$a$`, \\$x$ and [a](b?$c$)";
  assert.doesNotMatch(html(plain), /<math/);
  assert.match(html("| a |\n|--:|\n| $|W|_2$ |"), /<td class="right"><math>/);
  assert.match(html("a *b* $x_1 * y_1$ *c*"), /<em>b<\/em> <math>.*<em>c</);
  assert.match(html("$$\n\\frac12\n$$"), /<span class="wide"><math display/);
  assert.throws(
    () => html("see $\\frac{1$"),
    (error) =>
      error instanceof UsageError &&
      /^Cannot read the formula .* in a\.ipynb: /.test(error.message),
  );
});

Deno.test("hostile text in a cell is shown, not obeyed", async () => {
  const script = "<script>alert(1)</script>";
  const html = await pageOf(
    {
      cell_type: "markdown",
      source: `# ${script} "title" ${script}\n\n${script}\n\n` +
        `<img src=x onerror=alert(1)> <svg onload=alert(1)></svg>\n\n` +
        "[a](javascript:alert(1)) <a href='java&#10;script:alert(1)'>b</a>\n\n" +
        "![c](https://example.org/d.png) <b onclick=alert(1)>e</b>\n\n" +
        "$\\text{</mtext><script>alert(1)</script>}$",
    },
    code({ "text/html": `<table><tr><td>${script}<style>*{}</style></table>` }),
    code({ "text/markdown": script, "text/plain": script }),
    code({ "text/plain": script }),
    code({ "image/png": '"><script>', "text/plain": script }),
    code({ "application/javascript": "alert(1)", "text/plain": "\x1b[31mred" }),
    {
      ...code({}),
      outputs: [
        { output_type: "stream", name: "stdout", text: script },
        { output_type: "error", ename: script, evalue: "", traceback: [] },
      ],
    },
  );
  assert.doesNotMatch(html, /<script|<style|<svg|<img|\son\w+=alert/i);
  assert.doesNotMatch(html, /href="[^"]*script|example\.org/i);
  assert.ok(!html.includes("\x1b"));
  assert.match(html, /<title>&lt;script&gt;|<title>alert/);
  assert.match(html, /<pre class="output">&lt;script&gt;alert\(1\)/);
  assert.match(html, /<td>&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  assert.match(html, /<b>e<\/b>/);
});

Deno.test("a picture is a file of its own, with its text and its size", () => {
  const page = pages.get("02_beam_fig02_detection_cdf.html")!;
  const picture = page.querySelector("img")!;
  assert.match(picture.getAttribute("src")!, /^images\/02_.*_1\.png$/);
  assert.match(picture.getAttribute("alt")!, /^Distribution of the detection/);
  assert.equal(picture.getAttribute("width"), "1200");
  const bytes = site.get(picture.getAttribute("src")!) as Uint8Array;
  assert.equal(new TextDecoder().decode(bytes.subarray(1, 4)), "PNG");
});
