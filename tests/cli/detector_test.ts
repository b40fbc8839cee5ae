import assert from "node:assert/strict";
import { runDeno } from "./support.ts";

const run = (...args: string[]) =>
  runDeno(["run", "lib/cli/detector.ts", ...args]);

Deno.test("without flags the table is that of the paper's values", async () => {
  // The same five rows of SciPy 1.x: chi2.isf, chi2.sf and a root of ncx2.sf.
  const { code, out, err } = await run();
  assert.equal(code, 0, err);
  assert.equal(
    out,
    `\
N = 4                                exact  read literally
threshold of the doubled statistic  26.124          52.249
false-alarm probability              0.001       1.5067e-8
non-centrality for P_D = 0.9        32.987          64.801
the same less the plug-in's 2N = 8  24.987          56.801
`,
  );
});

Deno.test("P_D is given at a non-centrality, or at the ratio that is half of it", async () => {
  const [byNoncentrality, byRatio] = await Promise.all([
    run("--noncentrality", "20"),
    run("--snr-db=10"),
  ]);
  assert.match(byNoncentrality.out, /P_D at non-centrality 20 +0\.5\d+ +0\.0/);
  assert.equal(byRatio.out, byNoncentrality.out);
});

Deno.test("every value can be chosen, and a level may be negative", async () => {
  const { out } = await run(
    ...["--receivers", "1", "--false-alarm", "1e-6"],
    ...["--required", ".5", "--snr-db", "-3"],
  );
  // With one receiver P_FA is exp(-threshold / 2), and the square of it when
  // the threshold is doubled.
  assert.match(out, /threshold of the doubled statistic +27\.631 +55\.262/);
  assert.match(out, /false-alarm probability +0\.000001 +1e-12/);
  assert.match(out, /P_D at non-centrality 1\.0024 /);
  assert.match(out, /non-centrality for P_D = 0\.5 /);
});

Deno.test("a probability that rounds to 1 is not called 1", async () => {
  const { out } = await run("--noncentrality=100");
  assert.match(out, /P_D at non-centrality 100 +1 - 3\.9e-8 +0\.99927/);
});

Deno.test("--help tells the flags", async () => {
  const { code, out } = await run("--help");
  assert.equal(code, 0);
  assert.match(out, /--false-alarm p +the false-alarm probability \(0\.001\)/);
});

/** What is typed, and what the sentence on stderr says of it. */
const BAD_INPUT: readonly (readonly [string, RegExp])[] = [
  ["--false-alarm 0", /--false-alarm .* strictly between 0 and 1: .* is "0"/],
  ["--false-alarm 2", /--false-alarm .* strictly between 0 and 1: .* is "2"/],
  ["--false-alarm 1e-3x", /--false-alarm as it must be a number .* "1e-3x"/],
  ["--false-alarm 1e-400", /--false-alarm as it must be .* is "1e-400"/],
  ["--false-alarm=", /--false-alarm as it must be a number .* is ""/],
  ["--receivers 0", /--receivers .* whole number from 1 to 500000: .* is "0"/],
  ["--receivers 1e12", /--receivers as it must be a whole .* is "1e12"/],
  ["--receivers NaN", /--receivers as it must be a whole number .* is "NaN"/],
  ["--required NaN", /--required as it must be a number above .* is "NaN"/],
  ["--required 1e-4", /the false-alarm probability, 0\.001, .* is "1e-4"/],
  ["--noncentrality -1", /--noncentrality .* from 0 to 1\d+: .* is "-1"/],
  ["--noncentrality Infinity", /--noncentrality .* is "Infinity"/],
  ["--noncentrality", /--noncentrality/],
  ["--noncentrality --help", /'--noncentrality' argument is ambiguous: the fl/],
  ["--snr-db -3dB", /--snr-db as it must be a number of decib.* is "-3dB"/],
  ["--snr-db 97", /--snr-db .* decibels from -96 to 96: .* is "97"/],
  ["--snr-db 1 --noncentrality 1", /both --noncentrality and --snr-db/],
  ["--colour", /Unknown option '--colour': the flags are --false-alarm, /],
  ["30", /Cannot take "30" as the detector has flags only/],
];

for (const [typed, sentence] of BAD_INPUT) {
  Deno.test(`"${typed}" is refused in one sentence, with exit code 2`, async () => {
    const { code, out, err } = await run(...typed.split(" "));
    assert.equal(code, 2, err);
    assert.equal(out, "");
    assert.match(err, sentence);
    assert.equal(err.trim().split("\n").length, 1, err);
  });
}
