/**
 * The errata of paper B.
 *
 * @module
 */

import { formatSignificant } from "../core/text.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import {
  computedEffect,
  type Erratum,
  measured,
  notMeasured,
  said,
} from "./errata.ts";
import { difference, perSeed, ratio } from "./statistic.ts";
import { tiedOverCrossed } from "./track_beam_bounds.ts";
import {
  controllerScore,
  learnedCapped,
  learnedLost,
  literalScore,
} from "./track_learned.ts";
import {
  arctanErrorShare,
  cappedRmseOf,
  EXACT,
  lostBy,
  measuredBy,
  numAssociations,
  numHeldBySearch,
  PAPER_TARGETS,
  readingOf,
  readingOverReference,
  rmseOf,
  rmseOverExact,
  rmseWith,
  scoreOf,
  uncoveredShare,
} from "./track_rows.ts";

const { beamsPerSide, blockDurationS, symbolDurationS } = TRACKING_SCENARIO;

/** A share as per cent, with a digit more than usual: one is close to all. */
function percent(share: number): string {
  return `${formatSignificant(100 * share, 4)} %`;
}

/** The errata of paper B: the first twelve as first found, then others. */
export const TRACK_ERRATA: readonly Erratum[] = [
  {
    id: "B1",
    place: "Sec. 3.2, eq. (5d)",
    title: "A mask that lets targets go uncovered",
    literal: "The mask takes out full stations and links that exist; the " +
      "constraints are strictly satisfied.",
    corrected: "(5c) and (5e) are, (5d) is not. A look-ahead mends it: where " +
      "as many chains are left as targets without one, only these may be " +
      "picked.",
    effects: [
      computedEffect(() =>
        `Share of the associations that the mask lets through, each as likely ` +
        `with equal scores, that leave a target without a station: ${
          [4, 6, 8, 10, 12].map((numTargets) =>
            percent(uncoveredShare(numTargets))
          ).join(", ")
        } for 4, 6, 8, 10 and 12 targets.`
      ),
      measured(
        PAPER_TARGETS.flatMap((numTargets) => [
          controllerScore(
            `coordinates, paper's mask, I = ${numTargets}`,
            numTargets,
            ({ uncoveredShare }) => uncoveredShare,
          ),
          controllerScore(
            "pairs, paper's mask",
            numTargets,
            ({ uncoveredShare }) => uncoveredShare,
          ),
        ]),
        (four, fourPairs, six, sixPairs, eight, eightPairs) =>
          `Share of blocks in which a trained policy with the paper's mask ` +
          `leaves a target without a station, where it sees coordinates and ` +
          `where it sees covariances: ${four} and ${fourPairs} at 4 targets, ` +
          `${six} and ${sixPairs} at 6, ${eight} and ${eightPairs} at 8.`,
      ),
    ],
  },
  {
    id: "B2",
    place: "eq. (5c), Sec. 3.2",
    title: "Chains that may stay idle, and never do",
    literal: "(5c) says at most N_RF targets a station; the policy takes M " +
      "N_RF steps and so uses every chain.",
    corrected: "A setting, at most or exactly. Used here: at most.",
    effects: [
      measured(
        [
          ...PAPER_TARGETS.map((numTargets) =>
            difference(
              readingOf("chains: all in use", numTargets, "rmseM"),
              readingOf("reference", numTargets, "rmseM"),
            )
          ),
          perSeed(
            [readingOf("reference", 8, "stationsPerTarget")],
            (stations) => 8 * stations,
          ),
        ],
        (four, six, eight, chains) =>
          `RMSE more where every chain must be used, 4, 6 and 8 targets: ` +
          `${four}, ${six} and ${eight} m; exact association uses ${chains} ` +
          `of 12 in either case, as a further link is never expected to do ` +
          `harm.`,
      ),
      measured(
        [
          controllerScore(
            "pairs, may stop",
            8,
            ({ linksPerBlock }) => linksPerBlock,
          ),
          ratio(
            controllerScore(
              "pairs, may stop",
              8,
              ({ cappedRmseM }) => cappedRmseM,
            ),
            controllerScore("pairs", 8, ({ cappedRmseM }) => cappedRmseM),
          ),
        ],
        (chains, rmse) =>
          `A policy that may stop uses ${chains} of 12 chains at 8 targets, ` +
          `and has ${rmse} times the RMSE (5 m at most) of one that may not.`,
      ),
    ],
  },
  {
    id: "B3",
    place: "Sec. 3.2",
    title: "The likeliest pair, or a drawn one",
    literal: "The pair of the highest probability is selected; and the " +
      "sub-action is sampled, for the same step.",
    corrected: "Sampled in training, the highest one at evaluation.",
    effects: [notMeasured("a policy that draws at evaluation was not tried")],
  },
  {
    id: "B4",
    place: "Sec. 3.2, eqs. (4) and (12)",
    title: "What the controller sees",
    literal: "The state is a latent feature in the words, and the predicted " +
      "coordinates of L targets in the formula (I are meant, and 2 I numbers " +
      "are not the feature of size I D). Neither says how uncertain a track " +
      "is.",
    corrected: "Both readings, and one with the tracks' covariances, which " +
      "the decision needs.",
    effects: [
      measured(
        PAPER_TARGETS.map((numTargets) =>
          rmseOverExact("EKF + exact, no covariance", numTargets)
        ),
        (four, six, eight) =>
          `RMSE of exact association that sees predicted places alone, over ` +
          `one that sees covariances, 4, 6 and 8 targets: ${four}, ${six} and ` +
          `${eight}.`,
      ),
      measured(
        [lostBy("EKF + exact, no covariance", 8), lostBy(EXACT, 8)],
        (without, withThem) =>
          `Share of tracks lost at 8 targets: ${without} and ${withThem}.`,
      ),
      measured(
        PAPER_TARGETS.map((numTargets) =>
          ratio(
            learnedCapped("Proposed, paper's state", numTargets),
            learnedCapped("Proposed", numTargets),
          )
        ),
        (four, six, eight) =>
          `RMSE (5 m at most) of a trained controller that sees coordinates ` +
          `over one that sees covariances, 4, 6 and 8 targets: ${four}, ` +
          `${six} and ${eight}.`,
      ),
    ],
  },
  {
    id: "B5",
    place: "Sec. 2.1",
    title: "The angle of a target",
    literal:
      "theta is the arctan of (y - p_y)/(x - p_x); which way the arrays " +
      "lie is not said.",
    corrected: "atan2, with arrays along x, so that cos(theta) is what they " +
      "see. cos(theta) is the same for a place and for its mirror image in the " +
      "array's line: stations stand on the long edges, and a track that slips " +
      "across one is folded back.",
    effects: [
      computedEffect(() =>
        `Share of places that arctan puts on the opposite side of a station, ` +
        `the mean over stations: ${percent(arctanErrorShare())}.`
      ),
      said(
        "With arrays along y instead, the two middle stations would have both " +
          "mirror images inside the area.",
      ),
    ],
  },
  {
    id: "B6",
    place: "Sec. 3.1, 3.3, eqs. (6) to (9)",
    title: "Networks without sizes",
    literal:
      "No heads, D, W, L, learning rate, discount or setting of PPO. A " +
      "residual of h^(0) = 0, which needs the message (6) to be as wide as D. " +
      "A token (9) of all targets together, of size I D.",
    corrected: "Our choice, declared with each network. A token of all " +
      "targets ties a network to one number of targets and to their order; a " +
      "token a target does not. Both are readings.",
    effects: [
      measured(
        PAPER_TARGETS.map((numTargets) =>
          literalScore(numTargets, ({ lostRate }) => lostRate)
        ),
        (four, six, eight) =>
          `Share of tracks that the network as printed loses in the closed ` +
          `loop, 4, 6 and 8 targets: ${four}, ${six} and ${eight}.`,
      ),
      measured(
        PAPER_TARGETS.map((numTargets) =>
          learnedLost("Benchmark III, no fix", numTargets)
        ),
        (four, six, eight) =>
          `The same with a token a target, held against the track's own ` +
          `prediction: ${four}, ${six} and ${eight}.`,
      ),
    ],
  },
  {
    id: "B7",
    place: "eq. (12), Sec. 3.2",
    title: "How beams pair",
    literal: "The Top-K transmit and the Top-K receive beams, grouped into K " +
      "symbols. Both arrays and both codebooks are alike, so that by rank a " +
      "beam meets itself.",
    corrected: `Each of ${beamsPerSide} transmit beams with each of ` +
      `${beamsPerSide} receive beams. Tied pairs are a setting: a target in ` +
      `the middle of a beam has then no angle, as to first order nothing ` +
      `changes when it moves.`,
    effects: [
      computedEffect(() =>
        `Bound of the cosine, 4 tied pairs over 2 x 2: ${
          [0.25, 0.1, 0.02].map((offset) =>
            formatSignificant(tiedOverCrossed(offset))
          ).join(", ")
        } at 0.25, 0.1 and 0.02 beam spacings from a beam's middle; there, ` +
        `without limit.`
      ),
      measured(
        PAPER_TARGETS.map((numTargets) =>
          readingOverReference("beams: 4 tied pairs", numTargets)
        ),
        (four, six, eight) =>
          `RMSE (5 m at most a time) with tied pairs over that with 2 x 2, 4, ` +
          `6 and 8 targets: ${four}, ${six} and ${eight}. Four beams in a row ` +
          `are wider than two, and miss fewer targets close to a station.`,
      ),
    ],
  },
  {
    id: "B8",
    place: "abstract, Sec. 3.2 and 3.3",
    title: "One controller, three ways to train it",
    literal:
      "A2C in the abstract and Sec. 3.2, PPO in Sec. 3.3, with a replay " +
      "buffer, which neither has.",
    corrected: "PPO on the trajectory that its own policy has just made.",
    effects: [notMeasured("A2C alone was not tried")],
  },
  {
    id: "B9",
    place: "Sec. 4, Table 1, footnote 1",
    title: "A search that runs out of memory",
    literal: "Benchmark III searches all associations and beams and runs out " +
      "of memory at eight targets. What its optimum is one of is not said; the " +
      "error itself depends on what nobody knows.",
    corrected: "The expected error of the next block, a sum over targets, " +
      "whose optimum dynamic programming finds. A search that forms one " +
      "association after the other needs no more memory for eight targets than " +
      "for four. Beams belong to one link each, and so to no joint search.",
    effects: [
      computedEffect(() =>
        `Associations of 4, 6 and 8 targets: ${
          PAPER_TARGETS.map(numAssociations).join(", ")
        }. Numbers that the search holds at a time: ${
          PAPER_TARGETS.map(numHeldBySearch).join(", ")
        }.`
      ),
      measured(
        [rmseOf(EXACT, 8), cappedRmseOf(EXACT, 8), lostBy(EXACT, 8)],
        (rmse, capped, lost) =>
          `What the paper could not run, with an extended Kalman filter: RMSE ` +
          `${rmse} m at 8 targets, ${capped} m with every error capped at 5 m; ` +
          `share of tracks lost ${lost}.`,
      ),
    ],
  },
  {
    id: "B10",
    place: "Sec. 1, 2.2 and 3.2",
    title: "Planning that is never tested",
    literal:
      "Decisions block by block are called myopic and long-term reward " +
      "the remedy; no result varies the discount.",
    corrected: "Several discounts, and how far the best decision for one " +
      "block stays from what any decision can reach.",
    effects: [
      measured(
        PAPER_TARGETS.map((numTargets) =>
          ratio(
            cappedRmseOf(EXACT, numTargets),
            cappedRmseOf("EKF + all six stations", numTargets),
          )
        ),
        (four, six, eight) =>
          `RMSE (5 m at most a time) of exact association for one block over ` +
          `that with all six stations for each target: ${four}, ${six} and ` +
          `${eight} for 4, 6 and 8 targets. No plan can be expected to gain ` +
          `more than this.`,
      ),
      measured(
        [0.5, 0.9, 0.99].map((discount) =>
          ratio(
            controllerScore(
              `pairs, discount ${discount}`,
              8,
              ({ cappedRmseM }) => cappedRmseM,
            ),
            controllerScore("pairs", 8, ({ cappedRmseM }) => cappedRmseM),
          )
        ),
        (half, nine, most) =>
          `RMSE (5 m at most) of a controller trained with a discount of 0.5, ` +
          `0.9 and 0.99, over that of one without, as long trained, 8 ` +
          `targets: ${half}, ${nine} and ${most}.`,
      ),
    ],
  },
  {
    id: "B11",
    place: "Figs. 3 and 4",
    title: "Curves without numbers",
    literal: "Only Table 1 prints numbers. Fig. 4 does not say how many " +
      "targets there are.",
    corrected:
      "What is compared is what is printed; Fig. 4 is drawn for 4, 6 " +
      "and 8 targets. No curve is digitised.",
    effects: [notMeasured("there is nothing to measure")],
  },
  {
    id: "B12",
    place: "Sec. 2.1",
    title: "A communication phase that plays no part",
    literal: "U users, and a phase of most of the symbols of a block for them.",
    corrected: "Out of scope, as in the paper.",
    effects: [
      computedEffect(() => {
        const numSymbols = beamsPerSide ** 2;
        const share = numSymbols * symbolDurationS / blockDurationS;
        return `With our constants tracking takes ${numSymbols} symbols of a ` +
          `block, ${percent(share)} of its time: what it costs the users is ` +
          `next to nothing.`;
      }),
    ],
  },
  {
    id: "B13",
    place: "eq. (2), Sec. 2.2",
    title: "Whose echo is it?",
    literal: "(2) adds up the echoes of all targets; each station then " +
      "estimates each of its own by a classical technique. Which echo belongs " +
      "to which target is known.",
    corrected: "Most studies here take the closed form of a target alone; at " +
      "signal level the predicted echoes of the others are subtracted first. " +
      "All are settings.",
    effects: [
      measured(
        [4, 6].flatMap((numTargets) =>
          ([
            "signal, alone",
            "signal, all echoes",
            "signal, others cancelled",
          ] as const).map((level) => measuredBy(level, numTargets, "lostRate"))
        ),
        (alone4, all4, cancelled4, alone6, all6, cancelled6) =>
          `Share of tracks lost where a target echoes alone, where all do, ` +
          `and where the others are cancelled: ${alone4}, ${all4} and ` +
          `${cancelled4} for 4 targets, ${alone6}, ${all6} and ${cancelled6} ` +
          `for 6.`,
      ),
    ],
  },
  {
    id: "B14",
    place: "Sec. 2 and 4",
    title: "Constants that are not given",
    literal:
      "No carrier, bandwidth, power, cross section, noise or K; nothing " +
      "of how tracks begin and of what a target does at the edge.",
    corrected: "Chosen, each with its reason: `TRACKING_SCENARIO_SOURCES`. " +
      "Power and bandwidth were calibrated on Table 1, so that agreement with " +
      "it confirms nothing.",
    effects: [
      measured(
        [
          rmseWith({ powerTimesRcsDb: 21, numSubcarriers: 132 }),
          rmseWith({ powerTimesRcsDb: 24, numSubcarriers: 132 }),
          rmseWith({ powerTimesRcsDb: 30, numSubcarriers: 528 }),
        ],
        (weak, ours, strong) =>
          `RMSE of exact association with 6 targets: ${weak} m at 3 dB less, ` +
          `${ours} m with ours, ${strong} m at 6 dB and four times the ` +
          `bandwidth more.`,
      ),
    ],
  },
  {
    id: "B15",
    place: "eq. (5a), Table 1",
    title: "Which error",
    literal:
      "(5a) and the reward add squared errors up over targets; Table 1 " +
      "prints a tracking RMSE that is not defined, of runs that are not " +
      "counted, without an interval or a rate of lost tracks.",
    corrected:
      "The root of the mean over all tracks, blocks and episodes, and " +
      "beside it the median track, errors capped at 5 m, the share of tracks " +
      "lost, GOSPA, and OSPA between tracks.",
    effects: [
      measured(
        ([
          ({ rmseM }) => rmseM,
          ({ cappedRmseM }) => cappedRmseM,
          ({ medianRmseM }) => medianRmseM,
          ({ lostRate }) => 100 * lostRate,
        ] as Parameters<typeof scoreOf>[2][]).map((value) =>
          scoreOf("Benchmark I", 8, value)
        ),
        (rmse, capped, median, lost) =>
          `Benchmark I at 8 targets: RMSE ${rmse} m; with every error capped ` +
          `at 5 m, ${capped} m; the median track, ${median} m; tracks lost, ` +
          `${lost} %. A few tracks decide what Table 1 prints.`,
      ),
    ],
  },
  {
    id: "B16",
    place: "throughout",
    title: "One letter, several things",
    literal: "L: subcarriers, layers, and targets (state and reward of Sec. " +
      "3.2). P: power, and positional encoding. K: symbols, and the beams of " +
      "Top-K. m: stations, and beams of a codebook. k: symbols, stations of " +
      "(8), and entries of a mask. v: echoes, velocities, and free chains. " +
      "alpha: channel gains, attention weights and, in our copy, links. A " +
      "tilde: predictions, and in Sec. 3.1 estimates. Delta beta has no index.",
    corrected:
      "A name for each. The sums of Sec. 3.2 run over the I targets; " +
      "each target turns by itself in each block.",
    effects: [notMeasured("names move no number")],
  },
  {
    id: "B17",
    place: "eqs. (6) to (8)",
    title: "A link without a measurement",
    literal:
      "Every link gives a range and an angle; (8) divides by a sum over " +
      "the stations linked to a target.",
    corrected: "An echo may be too weak to be detected. A filter then goes " +
      "by its prediction; a network needs a rule for a target without any " +
      "edge, where (8) divides by zero.",
    effects: [
      measured(
        PAPER_TARGETS.map((numTargets) =>
          scoreOf(
            EXACT,
            numTargets,
            ({ detectedShare }) => 100 * (1 - detectedShare),
          )
        ),
        (four, six, eight) =>
          `Links without a detected echo, exact association: ${four} %, ` +
          `${six} % and ${eight} % for 4, 6 and 8 targets.`,
      ),
    ],
  },
];
