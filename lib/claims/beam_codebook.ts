/**
 * The claims of paper A on the beams of the codebook: how many succeed (Fig.
 * 2), how they are laid, and what a success is worth.
 *
 * @module
 */

import {
  detectionCdf,
  type DetectionCdfResult,
  TRANSMIT_POWERS_DBM,
} from "../experiments/beam_fig02_detection_cdf.ts";
import type { Claim } from "./claim.ts";
import { difference, type Statistic, stored } from "./statistic.ts";

/** The power of most figures first [dBm]. */
const POWERS_DBM = [
  20,
  ...TRANSMIT_POWERS_DBM.filter((power) => power !== 20),
];

/** A number of the DFT codebook, or another, with the plug-in feedback. */
function ofBeams(
  transmitPowerDbm: number,
  value: (result: DetectionCdfResult) => number,
  codebook: "dft" | "uniform-azimuth" = "dft",
): Statistic {
  return stored(
    detectionCdf,
    { transmitPowerDbm, feedback: "plug-in", codebook },
    value,
  );
}

const goalMet: Claim = {
  id: "beam_eq26_goal_met",
  source: "A, eq. (26c)",
  says: "the search ends with a beam whose detection probability is enough",
  kind: "finding",
  reading: "P_D is fed back from an estimate of the reflection, which noise " +
    "makes large. Share of beams declared successful whose true P_D is below " +
    "0.9; enough is at most one in a hundred.",
  predictions: POWERS_DBM.map((power) => ({
    measures: `false successes, ${power} dBm`,
    statistic: ofBeams(power, ({ falseSuccessShare }) => falseSuccessShare),
    expected: { within: [0, 0.01] },
  })),
  because: {
    "not reproduced":
      "the estimate is too large on average, so one in ten to " +
      "one in seven declared successes has a true P_D below the goal",
  },
};

const fewBeams: Claim = {
  id: "beam_fig02_few_beams",
  source: "A, Fig. 2",
  says: "most beams fail to detect the target and a few reach the goal",
  kind: "finding",
  reading: "Share of beams whose P_D reaches 0.9, over random targets; a few " +
    "is more than none and at most a fifth.",
  predictions: POWERS_DBM.map((power) => ({
    measures: `share of beams that reach 0.9, ${power} dBm`,
    statistic: ofBeams(power, ({ successShare }) => successShare),
    expected: { within: [0.001, 0.2] },
  })),
  because: {
    "reproduced": "one beam in 65 at 10 dBm and one in eight at 30 dBm " +
      "succeeds, and nearly all others see next to nothing",
  },
};

const oneCodebook: Claim = {
  id: "beam_sec5_codebook",
  source: "A, Sec. II-C and V-A",
  says: "a DFT codebook divides the azimuth evenly into 64 beams",
  kind: "statement",
  reading: "If the two descriptions were of one codebook, both would serve " +
    "the same targets. Share of targets that some beam of the DFT codebook " +
    "serves, less that of 64 beams laid evenly in azimuth.",
  predictions: [20, 10, 30].map((power) => ({
    measures: `targets served, DFT less even azimuth, ${power} dBm`,
    statistic: difference(
      ofBeams(power, ({ feasibleShare }) => feasibleShare),
      ofBeams(power, ({ feasibleShare }) => feasibleShare, "uniform-azimuth"),
    ),
    expected: { within: [-0.01, 0.01] },
  })),
  because: {
    "false as stated": "a linear array sees the sine of the azimuth: evenly " +
      "in azimuth, beams come in identical pairs and leave gaps at broadside",
  },
};

/** The claims on the codebook. */
export const CODEBOOK_CLAIMS: readonly Claim[] = [
  goalMet,
  oneCodebook,
  fewBeams,
];
