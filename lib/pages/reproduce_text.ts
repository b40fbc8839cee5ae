/**
 * The fixed text of REPRODUCE.md: what it takes, the short way through, and the
 * lists that reviewers tick.
 *
 * @module
 */

/** What stands before the claims. */
export const REPRODUCE_HEADER = `# Reproduce

For a reviewer: what to run, how long it takes, what must come out, and what did
not. This page is written by \`deno task pages\` from the declarations, the
stored rows and [data/minutes.json](data/minutes.json); a test fails where it is
not what they give.

## What it takes

- **Machine.** Two cores and 2 GB of memory; no GPU. Times are for two cores.
- **Software.** Node 20 or later and the npm registry
  (\`npx -y deno@2.9.6 task ...\`), or Deno 2.9.6 (\`deno task ...\`). No Python,
  no compiler, nothing with a native part. [deno.lock](deno.lock) fixes every
  package with its checksum.
- **Disk.** 100 MB for a clone, 260 MB for the packages.
- **Network.** For the packages alone, once. No task sends anything.
- **Data.** None is needed from elsewhere: all of it is simulated, with a seed.

## Ten minutes through everything

\`\`\`sh
deno task smoke    # measures every figure at the smoke budget, in a folder of its own
deno task claims   # every claim against the stored rows: the number and the verdict
deno task verify   # measures a sample of the stored rows again, and compares the bits
\`\`\`

\`smoke\` runs all code from the first random number to the picture, with little
data: its pictures are rough. It touches nothing that is stored.

## What can be ticked

ACM badges (version 1.1):

- **Artifacts Evaluated - Functional: documented.** [README.md](README.md), this
  page, [LESSONS.md](LESSONS.md), [SYMBOLS.md](SYMBOLS.md); every public name is
  documented (\`deno task check:doc\`).
- **Functional: consistent.** One id names the declaration, the rows, the
  drawing, the notebook and the picture of a figure.
- **Functional: complete.** Each figure and table of the papers has a line in
  the table of the README, and a line says so where one is not here.
- **Functional: exercisable.** \`deno task smoke\`, \`deno task figures\`.
- **Functional: verified.** \`deno task test\`: closed forms, outside oracles
  (SciPy, mpmath, tfjs, Stone Soup), gradients, and each committed picture,
  notebook and page byte for byte.
- **Reusable.** A library with layers that a test keeps
  ([CONTRIBUTING.md](CONTRIBUTING.md)), three [examples](examples), an
  [MIT licence](LICENSE).
- **Available.** The licence allows it and [CITATION.cff](CITATION.cff) says how
  to cite it. A deposit in an archive, with a DOI, is **not** made: that is for
  whoever holds this copy.
- **Results Reproduced.** The numbers of this package: \`deno task verify --all\`
  measures every stored row again and compares the bits.
- **Results Replicated.** The numbers of the papers, from their text alone: the
  verdicts below. The papers' own code was not used.

ML code completeness checklist:

- **Dependencies.** [deno.json](deno.json), [deno.lock](deno.lock).
- **Training code.** \`deno task models\` trains the stored networks;
  \`deno task figures <id> --fresh\` trains those of a figure.
- **Evaluation code.** The same command; \`deno task claims\` for the verdicts.
- **Pre-trained models.** [data/models](data/models), in the format of tfjs.
- **Table of results with the commands that make them.** Below.
`;

/** What stands after everything else. */
export const REPRODUCE_FOOTER = `## How the minutes were measured

\`deno task figures <id> --fresh --minutes\` keeps the processor time that a
figure took, halved for two cores, in data/minutes.json; where \`--seeds\` said
so, one seed was measured and taken times their number. Nothing tests a time.
Figures that show the same rows are counted as if each measured its own.
`;
