/**
 * The errata of paper A.
 *
 * @module
 */

import { MAX_STEPS } from "../beam_selection/environment.ts";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { LITERAL_LEARNING_RATE } from "../beam_selection/train.ts";
import { formatSignificant } from "../core/text.ts";
import {
  cfarAudit,
  FALSE_ALARM_PROBABILITIES,
} from "../experiments/beam_cfar_audit.ts";
import { matchedFilterPath } from "../experiments/beam_matched_filter.ts";
import {
  beamsAt20,
  detectionsAt10Db,
  HIGH_AND_FLAT,
  keptStates,
  minibatches,
  swarmSteps,
  tuningSteps,
  variantCost,
} from "./beam_errata_numbers.ts";
import {
  computedEffect,
  type Erratum,
  measured,
  notMeasured,
  said,
} from "./errata.ts";
import { baselineSteps } from "./learner_predictions.ts";
import {
  largestOfTheorem,
  lossOfTwin,
  stepsOf,
  stepsOfMethod,
} from "./learner_rows.ts";
import { difference, stored } from "./statistic.ts";

const timeBandwidth = BEAM_SCENARIO.bandwidthHz * BEAM_SCENARIO.blockDurationS;
const { base, decay } = LITERAL_LEARNING_RATE;

/** The errata of paper A, in the order in which they were found. */
export const BEAM_ERRATA: readonly Erratum[] = [
  {
    id: "A1",
    place: "eqs. (15) to (24)",
    title: "Half a chi-squared variable",
    literal: "The statistic, divided by the noise power, is chi-squared with " +
      "2N degrees of freedom, and its non-centrality under H1 is " +
      "sum |gamma|^2 ||eta||^2 / sigma^2.",
    corrected: "The squared modulus of complex noise of power sigma^2 is " +
      "sigma^2/2 times a chi-squared variable, so it is twice the statistic " +
      "that is chi-squared, with twice the non-centrality.",
    effects: [
      measured(
        FALSE_ALARM_PROBABILITIES.map((falseAlarmProbability) =>
          stored(
            cfarAudit,
            { falseAlarmProbability, threshold: "literal", noncentrality: 0 },
            ({ alarmRate }) => alarmRate,
          )
        ),
        (...rates) =>
          `False alarms of the printed detector, where ${
            FALSE_ALARM_PROBABILITIES.join(", ")
          } are asked for: ${rates.join("; ")}.`,
      ),
      said(
        "The printed P_D beside the right threshold is what 3 dB less power " +
          "would give: its non-centrality is half the true one.",
      ),
    ],
  },
  {
    id: "A2",
    place: "Table I",
    title: "A learning rate that is soon nothing",
    literal: "1e-4 times 0.9 to the power of e; e is the episode in " +
      "Algorithm 1.",
    corrected:
      "3e-3 times 0.9 to the power of e/100, rounded down: picked on " +
      "tuning seeds.",
    effects: [
      computedEffect(() =>
        `The printed rate is ${
          formatSignificant(base * decay ** 100, 2)
        } after a hundred episodes.`
      ),
      measured(
        [
          variantCost("rate: as printed, 1e-4 · 0.9^e"),
          variantCost("rate: 1e-4 throughout"),
        ],
        (printed, constant) =>
          `Beams more than with ours at 20 dBm: ${printed} as printed, ` +
          `${constant} with 1e-4 throughout.`,
      ),
    ],
  },
  {
    id: "A3",
    place: "eqs. (32), (34), (35), (39), Algorithm 1",
    title: "Formulas that are not what the text says",
    literal: "The largest advantage is subtracted in eq. (34); eq. (35) has " +
      "the target network's parameters twice, which is plain Q-learning; the " +
      "discriminator of eq. (39) does not see the condition; eq. (32) has a " +
      "base of 1000; line 18 of Algorithm 1 trains with loss (36).",
    corrected: "Each is a setting. Used here: the max as printed, double " +
      "Q-learning as the text has it, 1000 as printed, and the penalty of " +
      "eq. (45) as the text has it, with and without. The paper's twin has " +
      "the discriminator as printed.",
    effects: [
      measured(
        [
          variantCost("dueling: mean"),
          variantCost("target: as printed (35)"),
          variantCost("embedding: base 10000"),
        ],
        (mean, plain, base10000) =>
          `Beams more than the reference at 20 dBm: ${mean} with the mean in ` +
          `the dueling head, ${plain} with the printed target, ${base10000} ` +
          `with a base of 10000.`,
      ),
      measured(
        [
          difference(
            stepsOf("DT-DRL, CQL"),
            stepsOfMethod("one-step cGAN, conditional D", 0.1),
          ),
        ],
        (beams) =>
          `Beams that the twin's agent with the penalty saves where the ` +
          `discriminator sees the condition, at 20 dBm: ${beams}.`,
      ),
      measured(
        [difference(stepsOf("DT-DRL, no CQL"), stepsOf("DT-DRL, CQL"))],
        (beams) =>
          `Beams more by the twin's agent with loss (36) than with loss (45), ` +
          `at 20 dBm: ${beams}.`,
      ),
    ],
  },
  {
    id: "A4",
    place: "Sec. II-C and V-A",
    title: "Two codebooks under one name",
    literal: "A DFT codebook, and 64 beams laid evenly in azimuth from 0 to " +
      "2 pi.",
    corrected: "DFT beams, even in the sine of the azimuth: a linear array " +
      "sees nothing else. Even in azimuth, beams come in identical pairs.",
    effects: [
      measured(
        [
          beamsAt20({ codebook: "uniform-azimuth" }, "feasibleShare"),
          beamsAt20({}, "feasibleShare"),
          beamsAt20({ codebook: "uniform-azimuth" }, "successShare"),
          beamsAt20({}, "successShare"),
        ],
        (azimuth, dft, azimuthBeams, dftBeams) =>
          `Targets that some beam can see at 20 dBm: ${azimuth} % for beams ` +
          `even in azimuth, ${dft} % for DFT beams. Beams that succeed: ` +
          `${azimuthBeams} % and ${dftBeams} %.`,
      ),
    ],
  },
  {
    id: "A5",
    place: "Sec. II to V",
    title: "Constants that are not given",
    literal: "No variance of the radar cross section, distance for the path " +
      "loss, corner of the area, block time, rule for headings and borders, " +
      "constants of the swarm, length I of the embedding, or size of the " +
      "generator's noise.",
    corrected:
      "Chosen, each with its reason: `BEAM_SCENARIO_SOURCES`, and the " +
      "settings of the policies.",
    effects: [
      measured(
        [swarmSteps(0.3, 2), swarmSteps(0.7, 1.5), swarmSteps(0.3, 0.5)],
        (best, usual, worst) =>
          `The swarm at 20 dBm over 16 pairs of constants: from ${best} to ` +
          `${worst} beams; ours, the usual ones, ${usual}.`,
      ),
      measured(
        [variantCost("embedding: I = 8"), variantCost("embedding: I = 32")],
        (short, long) =>
          `Beams more than with I = 16 at 20 dBm: ${short} with 8, ${long} ` +
          `with 32.`,
      ),
      notMeasured("the others have one value each here"),
    ],
  },
  {
    id: "A6",
    place: "Sec. III-A, Fig. 7",
    title: "What the receivers know when they report P_D",
    literal: "P_D with an estimate of the reflection in the place of the " +
      "reflection; which estimate is not said.",
    corrected: "With the mean power of the estimate, which adds 2N to the " +
      "non-centrality (plug-in). Settings: known reflection, plug-in, one " +
      "snapshot.",
    effects: [
      measured(
        [
          beamsAt20({ feedback: "genie" }, "successShare"),
          beamsAt20({}, "successShare"),
          beamsAt20({ feedback: "one-snapshot" }, "successShare"),
        ],
        (genie, plugIn, snapshot) =>
          `Beams that succeed at 20 dBm: ${genie} % with a known reflection, ` +
          `${plugIn} % plug-in, ${snapshot} % with one snapshot.`,
      ),
      said(
        "The six values of P_D that are printed with Fig. 7 belong to " +
          "non-centralities of 8.6 and more (claim " +
          "`beam_fig07_estimated_feedback`), which a known reflection does " +
          "not explain.",
      ),
    ],
  },
  {
    id: "A7",
    place: "eq. (26c), Sec. III-A",
    title: "Successes that are none",
    literal: "The search ends where P_D reaches 0.9.",
    corrected: "The P_D that is fed back reaches 0.9; the true one may not. " +
      "Kept as printed, and counted.",
    effects: [
      measured(
        [beamsAt20({}, "falseSuccessShare")],
        (share) =>
          `Of the beams declared successful at 20 dBm ${share} % have a true ` +
          `P_D below 0.9.`,
      ),
    ],
  },
  {
    id: "A8",
    place: "Remark 2, eq. (25)",
    title: "The characteristic function for unequal noise",
    literal: "2j in each place, for a sum that is not normalised.",
    corrected: "j in each place. And the likelihood ratio divides each term " +
      "by its own noise power and stays chi-squared: it needs no inversion.",
    effects: [
      measured(
        [
          detectionsAt10Db("sum, printed (25)"),
          detectionsAt10Db("sum, corrected (25)"),
          detectionsAt10Db("likelihood ratio"),
        ],
        (printed, corrected, ratio) =>
          `Detections at one false alarm in a thousand, noise powers over ` +
          `10 dB: ${printed} with the threshold of the printed function, ` +
          `${corrected} with that of the corrected one, ${ratio} by the ` +
          `likelihood ratio.`,
      ),
    ],
  },
  {
    id: "A9",
    place: "Theorem 1, eqs. (41), (44)",
    title: "A bound that does not hold",
    literal: "The error of Q ends below xi_max delta_T / (1 - rho), with " +
      "xi_max the largest learning rate.",
    corrected: "delta_T / (1 - rho): the iteration ends at the twin's own " +
      "fixed point, whatever the rates. The verdict is: false as stated.",
    effects: [
      measured(
        [
          largestOfTheorem(({ observedError, printedBound }) =>
            printedBound > 0 ? observedError / printedBound : undefined
          ),
          largestOfTheorem(({ observedError, correctedBound }) =>
            correctedBound > 0 ? observedError / correctedBound : undefined
          ),
        ],
        (printed, corrected) =>
          `Error over bound in the worst world that was tried: ${printed} for ` +
          `the printed bound, ${corrected} for the corrected one.`,
      ),
      computedEffect(() =>
        `The rates of Table I break the theorem's own condition: they add up ` +
        `to ${formatSignificant(base / (1 - decay))}, not to infinity.`
      ),
    ],
  },
  {
    id: "A10",
    place: "eq. (27)",
    title: "What the flag says",
    literal: "The formula gives the direction in which P_D rises; the text " +
      "says whether it rose. Which step the action's index means is left open.",
    corrected: "The formula, with the step that led to the state. Both are " +
      "settings.",
    effects: [
      measured(
        [variantCost("flag: whether P_D rose")],
        (beams) => `Beams more with the text's flag at 20 dBm: ${beams}.`,
      ),
    ],
  },
  {
    id: "A11",
    place: "Sec. III-A",
    title: "A state that is not Markov",
    literal: "Beam, P_D and flag have the Markov property.",
    corrected:
      "They do not: the target's place and strength are hidden. What " +
      "is solved exactly here is a process that shows them.",
    effects: [
      measured(
        [
          difference(
            tuningSteps("rate 3e-3 (online DRL)"),
            tuningSteps("memory of 4"),
          ),
        ],
        (beams) =>
          `Beams that a memory of the last four states saves at 30 dBm, on ` +
          `the tuning seeds: ${beams}; of a Markov state it would be 0.`,
      ),
    ],
  },
  {
    id: "A12",
    place: "Proposition 1, eqs. (26), (30), Algorithm 1",
    title: "What happens at the end of an episode",
    literal: "The potential (30) also holds in a state of success, and " +
      "nothing is said of the cut after 64 beams. A discounted sum is called " +
      "equivalent to the number of steps.",
    corrected: "A potential of zero at the end, which the proposition needs, " +
      "is a setting; so is whether the value counts at the cut (it does).",
    effects: [
      computedEffect(() =>
        `States in which what is best with shaping is best without it: ${
          keptStates({})
        } with the paper's constants, ${
          keptStates(HIGH_AND_FLAT)
        } with b1 = 200 and b2 = 1, and ${
          keptStates({ ...HIGH_AND_FLAT, shaping: "zero-terminal" })
        } with these and a zero at the end.`
      ),
      measured(
        [
          variantCost("shaping: zero at the end"),
          variantCost("no bootstrap at the cut"),
        ],
        (zero, cut) =>
          `Beams more than the reference at 20 dBm: ${zero} with a zero at ` +
          `the end, ${cut} where the value does not count at the cut.`,
      ),
    ],
  },
  {
    id: "A13",
    place: "eqs. (5) to (7)",
    title: "The gain of the matched filter",
    literal: "The noise keeps its power in the filter.",
    corrected: "An average over L samples divides it by L. The paper's " +
      "convention is kept (a gain of 1), with a switch.",
    effects: [
      measured(
        [
          stored(
            matchedFilterPath,
            { numSamples: 127, streams: "orthogonal" },
            ({ noiseRatio }) => 1 / noiseRatio,
          ),
        ],
        (gain) => `Measured gain over 127 samples: ${gain}.`,
      ),
      computedEffect(() =>
        `Over a block, B T_s is ${timeBandwidth.toExponential()}, or ${
          formatSignificant(10 * Math.log10(timeBandwidth))
        } dB.`
      ),
    ],
  },
  {
    id: "A14",
    place: "Sec. V-C, Fig. 9",
    title: "When the sweep stops",
    literal: `A flat line, so always ${MAX_STEPS} beams.`,
    corrected: "Both: all of them, or a stop at the first success, as every " +
      "other method has it.",
    effects: [
      measured(
        [10, 20, 30].map((power) => baselineSteps("sweep, early stop", power)),
        (...beams) =>
          `Beams of the sweep that stops at 10, 20 and 30 dBm: ${
            beams.join("; ")
          }.`,
      ),
    ],
  },
  {
    id: "A15",
    place: "Sec. II-A",
    title: "Shadow fading",
    literal: "Part of the large-scale fading; no variance is given.",
    corrected: "None.",
    effects: [notMeasured("there is no value to measure it with")],
  },
  {
    id: "A16",
    place: "Figs. 2, 5, 6 and 8 to 11",
    title: "Curves without numbers",
    literal:
      "Only Tables I and II, the six values of P_D with Fig. 7 and some " +
      "sentences carry numbers.",
    corrected: "What is compared is what is printed; else the sentence, made " +
      "a prediction (`deno task claims`). No curve is digitised.",
    effects: [notMeasured("there is nothing to measure")],
  },
  {
    id: "A17",
    place: "Sec. V-B, Fig. 5, eq. (39), Algorithm 1",
    title: "The limit of the generator's loss",
    literal: "The generator minimises the mean of log(1 - D), and its loss " +
      "converges to 0.693.",
    corrected: "At D = 1/2 that loss is log(1/2), below zero. 0.693 is the " +
      "limit of -log D, the loss of a generator that does not saturate.",
    effects: [
      computedEffect(() =>
        `Limits at D = 1/2: ${formatSignificant(Math.log(0.5))} as printed, ${
          formatSignificant(-Math.log(0.5))
        } for -log D.`
      ),
      measured(
        [lossOfTwin("generator", {}, (losses) => losses.at(-1)!)],
        (loss) =>
          `The generator's loss of the paper's twin after its last epoch, as ` +
          `it is stored, at 20 dBm: ${loss}.`,
      ),
    ],
  },
  {
    id: "A18",
    place: "Algorithm 1, Table I",
    title: "How long the twin is trained",
    literal: "100 turns of one minibatch for each network.",
    corrected: "An epoch is a pass over the 200 episodes, as the word has it.",
    effects: [
      measured(
        [minibatches(1), minibatches(100)],
        (pass, all) =>
          `Minibatches of 64 at 20 dBm: 100 in all as printed; ${pass} a pass ` +
          `and ${all} in 100 passes, for random steps.`,
      ),
      notMeasured("what the twin would be after 100 minibatches"),
    ],
  },
];
