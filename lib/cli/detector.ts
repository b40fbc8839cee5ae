/**
 * `deno task detector`: the numbers of the joint detector (paper A, Sec. II-B)
 * for those without a notebook.
 *
 * @module
 */

import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { decibelToLinear } from "../core/decibel.ts";
import { formatTable } from "../core/text.ts";
import {
  detectionProbability,
  detectionThreshold,
} from "../detection/likelihood_ratio_test.ts";
import { noncentralityForSurvival } from "../detection/noncentral_chi_squared.ts";
import { MAX_NONCENTRALITY, MAX_RECEIVERS } from "../detection/tail_domain.ts";
import {
  parseCount,
  parseFlags,
  parseNumber,
  runCommand,
  UsageError,
} from "./command.ts";

const HELP = `deno task detector [flags]

The threshold, the detection probability and the non-centrality that is needed,
for N receivers that test jointly; beside each, what the paper's equations give
when they are read literally.

  --false-alarm p      the false-alarm probability (${BEAM_SCENARIO.falseAlarmProbability})
  --receivers n        the number of receivers N (${BEAM_SCENARIO.receivers.length})
  --required p         the detection probability to reach (${BEAM_SCENARIO.requiredDetectionProbability})
  --noncentrality x    that of the doubled statistic, for the detection probability
  --snr-db x           the same by the signal-to-noise ratio after the matched
                       filter, summed over the receivers: half of it, in dB
  --help               print this

The test holds the doubled statistic 2 Lambda against the threshold, which is
exact. The paper's eqs. (16) to (23) leave out the 2 and so hold Lambda against
it: the right column is what that really gives.`;

const FLAGS = {
  "false-alarm": {
    type: "string",
    default: String(BEAM_SCENARIO.falseAlarmProbability),
  },
  receivers: {
    type: "string",
    default: String(BEAM_SCENARIO.receivers.length),
  },
  required: {
    type: "string",
    default: String(BEAM_SCENARIO.requiredDetectionProbability),
  },
  noncentrality: { type: "string" },
  "snr-db": { type: "string" },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parseFlags<typeof FLAGS>>["values"];

interface Request {
  readonly falseAlarmProbability: number;
  readonly numReceivers: number;
  readonly requiredProbability: number;
  readonly noncentrality: number | undefined;
}

/** Runs the command; returns its exit code. */
export function detector(args: readonly string[]): number {
  const { values, positionals } = parseFlags(args, FLAGS);
  if (positionals.length > 0) {
    throw new UsageError(
      `Cannot take ${JSON.stringify(positionals[0])} as the detector has ` +
        `flags only: --help lists them`,
    );
  }
  console.log(values.help ? HELP : tabulateDetector(readRequest(values)));
  return 0;
}

function readRequest(values: Values): Request {
  const falseAlarmProbability = parseNumber(
    "false-alarm",
    values["false-alarm"],
    "a number strictly between 0 and 1",
    (value) => value > 0 && value < 1,
  );
  const requiredProbability = parseNumber(
    "required",
    values.required,
    `a number above the false-alarm probability, ${falseAlarmProbability}, ` +
      "and below 1",
    (value) => value > falseAlarmProbability && value < 1,
  );
  return {
    falseAlarmProbability,
    requiredProbability,
    numReceivers: parseCount("receivers", values.receivers, MAX_RECEIVERS),
    noncentrality: readNoncentrality(values),
  };
}

function readNoncentrality(values: Values): number | undefined {
  const { noncentrality, "snr-db": snrDb } = values;
  if (noncentrality !== undefined && snrDb !== undefined) {
    throw new UsageError(
      "Cannot take both --noncentrality and --snr-db, as one gives the other",
    );
  }
  if (noncentrality !== undefined) {
    return parseNumber(
      "noncentrality",
      noncentrality,
      `a number from 0 to ${MAX_NONCENTRALITY}`,
      (value) => value >= 0 && value <= MAX_NONCENTRALITY,
    );
  }
  if (snrDb === undefined) return undefined;
  const maxDb = Math.floor(10 * Math.log10(MAX_NONCENTRALITY / 2));
  return 2 * decibelToLinear(parseNumber(
    "snr-db",
    snrDb,
    `a number of decibels from -${maxDb} to ${maxDb}`,
    (value) => Math.abs(value) <= maxDb,
  ));
}

function tabulateDetector(request: Request): string {
  const { numReceivers, requiredProbability, noncentrality } = request;
  const threshold = detectionThreshold(
    request.falseAlarmProbability,
    numReceivers,
  );
  // Lambda above the threshold is 2 Lambda above twice the threshold.
  const exactAndLiteral = (name: string, compute: (t: number) => number) => [
    name,
    ...[threshold, 2 * threshold].map((t) => formatValue(compute(t))),
  ];
  const needed = (t: number) =>
    noncentralityForSurvival(requiredProbability, t, 2 * numReceivers);
  return formatTable(
    [`N = ${numReceivers}`, "exact", "read literally"],
    [
      exactAndLiteral("threshold of the doubled statistic", (t) => t),
      exactAndLiteral(
        "false-alarm probability",
        (t) => detectionProbability(0, t, numReceivers),
      ),
      ...noncentrality === undefined ? [] : [
        exactAndLiteral(
          `P_D at non-centrality ${formatValue(noncentrality)}`,
          (t) => detectionProbability(noncentrality, t, numReceivers),
        ),
      ],
      exactAndLiteral(
        `non-centrality for P_D = ${requiredProbability}`,
        needed,
      ),
      exactAndLiteral(
        `the same less the plug-in's 2N = ${2 * numReceivers}`,
        (t) => Math.max(0, needed(t) - 2 * numReceivers),
      ),
    ],
    [false, true, true],
  );
}

/** Five digits, the last zeros left out: 26.124, 0.001, 1.5067e-8, 1 - 2e-9. */
function formatValue(value: number): string {
  const rounded = Number(value.toPrecision(5));
  return rounded === 1 && value < 1
    ? `1 - ${Number((1 - value).toPrecision(2))}`
    : String(rounded);
}

if (import.meta.main) await runCommand(detector);
