/**
 * How each method is drawn, the same in every figure.
 *
 * @module
 */

import { COLORS } from "./theme.ts";

/** The colour and the dashes of a method. */
export interface MethodStyle {
  /** The colour of its line and name. */
  readonly color: string;
  /**
   * As in SVG: "0" is a full line. Dashes are for what does not learn, dots
   * and dashes for the conservative penalty.
   */
  readonly dash: string;
}

const STYLES: Readonly<Record<string, MethodStyle>> = {
  "oracle": { color: COLORS.black, dash: "2,3" },
  "Bayesian belief": { color: COLORS.purple, dash: "6,3" },
  "random": { color: "#9A9A9A", dash: "1,3" },
  "sweep, all 64": { color: COLORS.grey, dash: "6,3" },
  "sweep, early stop": { color: COLORS.grey, dash: "3,3" },
  "constant stride": { color: "#8C6D1F", dash: "1,3" },
  "stride, then refine": { color: COLORS.skyBlue, dash: "3,3" },
  "PSO": { color: COLORS.orange, dash: "3,3" },
  "online DRL": { color: COLORS.blue, dash: "0" },
  "online DRL with memory": { color: COLORS.green, dash: "0" },
  "Benchmark I": { color: COLORS.orange, dash: "3,3" },
  "Benchmark I, tuned": { color: "#8C6D1F", dash: "3,3" },
  "EKF + exact": { color: COLORS.blue, dash: "6,2" },
  "EKF + greedy": { color: COLORS.skyBlue, dash: "6,2" },
  "EKF + single gains (LP)": { color: "#35A79C", dash: "6,2" },
  "EKF + exact, no covariance": { color: COLORS.vermilion, dash: "6,2" },
  "EKF + nearest station": { color: "#7A4B94", dash: "6,2" },
  "EKF + shortest links (LP)": { color: "#A65A2E", dash: "6,2" },
  "EKF + random": { color: "#9A9A9A", dash: "1,3" },
  "EKF + all six stations": { color: COLORS.grey, dash: "2,3" },
  "reference": { color: COLORS.black, dash: "2,3" },
  "Proposed": { color: "#882255", dash: "0" },
  "Proposed, no fix": { color: "#CC6677", dash: "0" },
  "Proposed, paper's state": { color: "#A1448B", dash: "5,2" },
  "Proposed, paper's mask": { color: "#D48BB8", dash: "5,2" },
  "Proposed, as printed": { color: "#66334D", dash: "1,3" },
  "Benchmark II": { color: "#B8860B", dash: "0" },
  "Benchmark II, covariance": { color: "#DDAA33", dash: "0" },
  "Benchmark III": { color: "#117733", dash: "0" },
  "Benchmark III, no fix": { color: "#7A9A01", dash: "0" },
  "offline DRL": { color: "#882255", dash: "0" },
  "offline, symmetric": { color: "#AA4499", dash: "0" },
  "DT-DRL": { color: COLORS.vermilion, dash: "0" },
  "one-step cGAN": { color: COLORS.vermilion, dash: "0" },
  "one-step cGAN, conditional D": { color: "#E0885A", dash: "0" },
  "episode latent": { color: "#117733", dash: "0" },
  "episode GAN": { color: "#7A9A01", dash: "0" },
  "geometry": { color: "#44AA99", dash: "0" },
  "marginal": { color: "#555555", dash: "0" },
  "guessed bump": { color: "#A0522D", dash: "0" },
  "static profiles": { color: "#332288", dash: "0" },
};

/** One's own method, until it has a colour above. */
const OWN_METHOD: MethodStyle = { color: "#C2185B", dash: "8,2" };

/** What the name of an agent with the conservative penalty (45) ends with. */
const WITH_PENALTY = ", CQL";

/**
 * Where an agent's transitions came from, if its name has to say so: a name
 * that ends with another one before that.
 */
const TRAINING_NAMES: Readonly<Record<string, string>> = {
  "twin and recorded episodes, 5000": " and recorded, 5000 episodes",
  "twin and recorded episodes, best of 5": " and recorded, best of 5",
  "twin, 5000 episodes": ", 5000 episodes",
  "twin and recorded episodes": " and recorded",
};

/**
 * The style of a method, or of one of its agents; one that is not listed, as a
 * visitor's own, is drawn in one of its own.
 */
export function methodStyle(method: string): MethodStyle {
  const isConservative = method.endsWith(WITH_PENALTY);
  const plain = isConservative ? method.slice(0, -WITH_PENALTY.length) : method;
  const training = Object.values(TRAINING_NAMES).find((name) =>
    plain.endsWith(name)
  );
  const name = plain.slice(0, plain.length - (training?.length ?? 0));
  const style = STYLES[name] ?? OWN_METHOD;
  return isConservative ? { ...style, dash: "9,2,2,2" } : style;
}

/**
 * What an agent is called: the paper's in its own words, those of other twins
 * by the twin.
 *
 * @param method the learners' method: a twin's name, or how else it learns
 * @param training where its transitions came from
 * @param isConservative whether it was trained with the penalty
 */
export function agentName(
  method: string,
  training: string,
  isConservative: boolean,
): string {
  const plain = method === "one-step cGAN" ? "DT-DRL" : method;
  const from = TRAINING_NAMES[training] ?? "";
  return plain + (plain.endsWith(from) ? "" : from) +
    (isConservative ? WITH_PENALTY : "");
}
