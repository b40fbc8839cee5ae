/**
 * How the papers' notation is called here: the constants of their settings, and
 * what is computed from them.
 *
 * @module
 */

import { BEAM_SCENARIO_SOURCES } from "../beam_selection/scenario.ts";
import type { ConstantSource } from "../core/constant_table.ts";
import { TRACKING_SCENARIO_SOURCES } from "../tracking/scenario.ts";

/** A symbol of a paper and its name here. */
export interface SymbolLine {
  /** As the paper writes it. */
  readonly symbol: string;
  /** In words. */
  readonly meaning: string;
  /** Where in the paper. */
  readonly source: string;
  /** The name in the code. */
  readonly name: string;
  /** What the name is in: a constant's setting, or the module to import from. */
  readonly from: string;
}

/** The symbols of the constants, from the tables of their sources. */
export function constantSymbols(
  setting: string,
  sources: Readonly<Record<string, ConstantSource>>,
): SymbolLine[] {
  return Object.entries(sources)
    .filter(([, { symbol }]) => symbol !== "")
    .map(([name, { symbol, meaning, source }]) => ({
      symbol,
      meaning,
      source: source.split(";")[0],
      name,
      from: setting,
    }));
}

const names = (
  from: string,
  lines: readonly (readonly [
    symbol: string,
    meaning: string,
    source: string,
    name: string,
  ])[],
): SymbolLine[] =>
  lines.map(([symbol, meaning, source, name]) => ({
    symbol,
    meaning,
    source,
    name,
    from,
  }));

/** The symbols of paper A. */
export const BEAM_SYMBOLS: readonly SymbolLine[] = [
  ...constantSymbols("BEAM_SCENARIO", BEAM_SCENARIO_SOURCES),
  ...names("@isac/bench", [
    [
      "a(phi)",
      "response of an array to a direction",
      "eq. (3)",
      "steeringVector",
    ],
    ["w", "a beam of the codebook", "Sec. II-C", "beamformingVector"],
    ["alpha_n", "radar cross section", "Sec. II-A", "sampleRadarCrossSection"],
    ["beta_n", "path gain", "Sec. II-A", "pathGainDb"],
    [
      "H_n w",
      "what a unit reflection sends to receiver n",
      "Sec. II-A",
      "bistaticResponse",
    ],
    [
      "y_n",
      "the snapshot after the matched filter",
      "eqs. (5) to (7)",
      "matchedFilter",
    ],
    ["sigma^2", "noise power of an antenna", "Sec. V-A", "noisePowerMw"],
    [
      "2 Lambda",
      "log likelihood ratio, doubled",
      "eq. (15)",
      "likelihoodRatioStatistic",
    ],
    ["lambda", "its threshold", "eqs. (17) to (19)", "detectionThreshold"],
    [
      "lambda^nc",
      "non-centrality, of every beam",
      "eq. (21)",
      "beamNoncentralities",
    ],
    [
      "P_D",
      "detection probability",
      "eqs. (22) to (24)",
      "detectionProbability",
    ],
    ["Q_M", "generalized Marcum Q function", "Remark 1", "marcumQ"],
    [
      "varphi(t)",
      "characteristic function for unequal noise",
      "eq. (25)",
      "characteristicFunction",
    ],
  ]),
  ...names("@isac/bench/beam-selection", [
    ["A", "actions: steps of the beam's index", "Sec. III-A", "BEAM_ACTIONS"],
    ["tau_mu", "largest step", "Sec. V-A", "MAX_BEAM_STEP"],
    ["T", "longest episode", "Table I", "MAX_STEPS"],
    ["f_g^t", "feedback flag", "eq. (27)", "feedbackFlag"],
    [
      "b_1, b_2",
      "height and steepness of the shaping",
      "eq. (30)",
      "REWARD_SETTINGS",
    ],
    ["Phi(s_t)", "potential of a state", "eq. (30)", "potential"],
    ["r_t + r_t^sh", "shaped reward", "eq. (29)", "shapedReward"],
    ["I", "length of the beam's embedding", "eq. (32)", "ENCODING_SETTINGS"],
    ["sigma_v", "variant sigmoid of P_D", "eq. (33)", "variantSigmoid"],
    ["E", "training episodes", "Table I", "NUM_TRAINING_EPISODES"],
    [
      "alpha_con",
      "weight of the conservative penalty",
      "eq. (45)",
      "CONSERVATIVE_WEIGHT",
    ],
  ]),
  ...names("@isac/bench/learning", [
    ["Q(s, a)", "dueling network", "eq. (34)", "DuelingQNetwork"],
    ["U(s)", "value of a state", "eq. (34)", "stateValue"],
    ["V_t", "target of double Q-learning", "eq. (35)", "applyBellman"],
    ["B", "replay memory", "Sec. III-C", "ReplayBuffer"],
    ["xi_e", "learning rate of episode e", "Table I", "learningRateAt"],
    ["epsilon", "exploration rate", "Sec. III-C", "explorationRateAt"],
  ]),
  ...names("@isac/bench/twin", [
    [
      "G, D",
      "generator and discriminator",
      "eq. (39)",
      "ConditionalGan",
    ],
    ["W", "Wasserstein distance", "Table II", "wassersteinDistance"],
    ["KL", "Kullback-Leibler divergence", "Table II", "klDivergence"],
    ["MMD", "maximum mean discrepancy", "Table II", "maximumMeanDiscrepancy"],
  ]),
];

/** The symbols of paper B. */
export const TRACK_SYMBOLS: readonly SymbolLine[] = [
  ...constantSymbols("TRACKING_SCENARIO", TRACKING_SCENARIO_SOURCES),
  ...names("@isac/bench", [
    [
      "H w s",
      "echoes of all targets over beam pairs",
      "eqs. (1) and (2)",
      "receiveEchoes",
    ],
    ["alpha_m,i,q", "complex gain of an echo", "eq. (1)", "sampleEchoGain"],
    ["theta_m", "where a beam points, as a cosine", "Sec. 2.1", "beamCosine"],
    [
      "z^_m,i,q",
      "range and angle, by maximum likelihood",
      "Sec. 2.2",
      "estimateByMaximumLikelihood",
    ],
    ["z^_m,i,q", "range and angle, by MUSIC", "Sec. 2.2", "estimateByMusic"],
    [
      "A_q+1",
      "association of targets to stations",
      "eqs. (4) and (5)",
      "solveAssociation",
    ],
    ["(5c)", "both readings of the capacity", "eq. (5c)", "CAPACITY_RULES"],
  ]),
  ...names("@isac/bench/tracking", [
    ["u_i,q", "paths of the targets", "Sec. 2.1", "sampleEpisode"],
    ["Z_q", "measurements of a block", "eq. (3)", "takeMeasurementsInto"],
    ["F", "what estimates and predicts", "eq. (3)", "TRACK_FILTERS"],
    ["H", "what associates", "eq. (4)", "ASSOCIATION_METHODS"],
    ["(3), (4)", "the loop of both", "eqs. (3) to (5)", "runClosedLoop"],
    ["B_m,q+1", "beams of the next block", "eq. (12)", "pickBeams"],
    ["RMSE", "error of each block", "Fig. 4", "rmsePerBlockM"],
  ]),
];
