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
  /** As in SVG: "0" is a full line. Dashes are for what does not learn. */
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
};

/**
 * The style of a method.
 *
 * @throws {RangeError} where the method has none
 */
export function methodStyle(method: string): MethodStyle {
  const style = STYLES[method];
  if (style === undefined) {
    throw new RangeError(`Cannot draw the method ${JSON.stringify(method)}`);
  }
  return style;
}
