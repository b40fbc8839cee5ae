/**
 * The way from pre-collected data to a deployed agent (paper A, Fig. 4 and
 * Algorithm 1), as a list of blocks and arrows; each block names the modules
 * that do it, so that the picture is a map of the code.
 *
 * @module
 */

import {
  NUM_TRAINING_EPISODES,
  TRAINING_SETTINGS,
} from "../beam_selection/train.ts";
import type { Experiment } from "./experiment.ts";
import { GAN_SETTINGS } from "../twin/conditional_gan.ts";
import { NUM_RECORDED_EPISODES } from "./learner_conditions.ts";

/** What a block is. */
export const FLOW_KINDS = ["world", "network", "data", "rule"] as const;

/** What a block is: what answers beams, what learns, what is kept, the rest. */
export type FlowKind = (typeof FLOW_KINDS)[number];

/** A block. */
export type FlowBlock = {
  /** What the arrows call it. */
  readonly id: string;
  /** What it is. */
  readonly title: string;
  /** What it does, line by line. */
  readonly lines: readonly string[];
  /** Where the code of it stands, below lib. */
  readonly modules: readonly string[];
  /** Which kind it is. */
  readonly kind: FlowKind;
  /** Where it stands, from the left. */
  readonly column: number;
  /** Where it begins, from above. */
  readonly row: number;
  /** How many rows it is high. */
  readonly numRows: number;
};

/** A side of a block. */
export type FlowSide = "left" | "right" | "top" | "bottom";

/** An arrow from a block to another. */
export type FlowArrow = {
  /** Where it begins. */
  readonly from: string;
  /** Where it ends. */
  readonly to: string;
  /** What goes along it. */
  readonly label: string;
  /** The side that it leaves. */
  readonly fromSide: FlowSide;
  /** Where on that side, from 0 to 1. */
  readonly fromAt: number;
  /** The side that it reaches. */
  readonly toSide: FlowSide;
  /** Where on that side, from 0 to 1. */
  readonly toAt: number;
  /** Whether weights or their gradients go along it. */
  readonly isWeights: boolean;
};

/** A stage: some rows of blocks. */
export type FlowStage = {
  /** What happens in it. */
  readonly title: string;
  /** Its first row. */
  readonly row: number;
  /** How many rows it has. */
  readonly numRows: number;
};

/** The flow. */
export type FlowResult = {
  /** The stages, from above. */
  readonly stages: readonly FlowStage[];
  /** The blocks. */
  readonly blocks: readonly FlowBlock[];
  /** The arrows between them. */
  readonly arrows: readonly FlowArrow[];
};

const { batchSize, replayCapacity, targetCopyInterval } = TRAINING_SETTINGS;

const STAGES: readonly FlowStage[] = [
  { title: "1 Pre-collected data", row: 0, numRows: 1 },
  { title: "2 Twin training", row: 1, numRows: 1 },
  {
    title: `3 Training in the twin, ${
      NUM_TRAINING_EPISODES.toLocaleString("en-US")
    } episodes`,
    row: 2,
    numRows: 2,
  },
  { title: "4 Deployment", row: 4, numRows: 1 },
];

const BLOCKS: readonly FlowBlock[] = [
  block("world", "The real system", "world", 0, 0, {
    lines: ["A target moves,", "four receivers listen,", "P_D is fed back."],
    modules: [
      "beam_selection/environment.ts",
      "beam_selection/motion.ts",
      "beam_selection/sensing_link.ts",
    ],
    numRows: 5,
  }),
  block("random", "Random steps", "rule", 1, 0, {
    lines: ["the behaviour policy"],
    modules: ["beam_selection/policies/random_steps.ts"],
  }),
  block("recorded", "Recorded episodes", "data", 2, 0, {
    lines: [`${NUM_RECORDED_EPISODES} episodes`],
    modules: ["beam_selection/recorded_episodes.ts"],
  }),
  block("generator", "Generator G", "network", 1, 1, {
    lines: ["from u_t and noise z"],
    modules: ["twin/conditional_gan.ts"],
  }),
  block("discriminator", "Discriminator D", "network", 2, 1, {
    lines: ["real or generated?"],
    modules: ["twin/conditional_gan.ts"],
  }),
  block("twin loss", "Loss (39)", "rule", 3, 1, {
    lines: [`${GAN_SETTINGS.batchSize} samples a step`],
    modules: ["twin/conditional_gan.ts"],
  }),
  block("twin", "The digital twin", "world", 1, 2, {
    lines: ["answers beams", "in the place of", "the real system"],
    modules: ["beam_selection/twins/twin.ts"],
    numRows: 2,
  }),
  block("reward", "Reward", "rule", 2, 2, {
    lines: ["(28), shaped by (29)"],
    modules: ["beam_selection/reward_shaping.ts"],
  }),
  block("replay", "Replay buffer Ω", "data", 3, 2, {
    lines: [`${replayCapacity.toLocaleString("en-US")} transitions`],
    modules: ["rl/replay_buffer.ts"],
  }),
  block("loss", "Loss (45)", "rule", 4, 2, {
    lines: ["L_Q + α_{con} L_{con}"],
    modules: ["rl/temporal_difference.ts", "rl/conservative_penalty.ts"],
  }),
  block("state", "State", "rule", 2, 3, {
    lines: ["embedding, P_D, flag"],
    modules: ["beam_selection/state_encoding.ts"],
  }),
  block("agent", "Q-network", "network", 3, 3, {
    lines: ["explores, or takes max Q"],
    modules: ["rl/dueling_q_network.ts", "rl/exploration.ts"],
  }),
  block("target", "Target network Q⁻", "network", 4, 3, {
    lines: [`a copy every ${targetCopyInterval} steps`],
    modules: ["rl/double_q_learning.ts"],
  }),
  block("policy", "Trained agent", "network", 3, 4, {
    lines: ["a_t = argmax_a Q(s_t, a)"],
    modules: ["beam_selection/train.ts", "beam_selection/evaluate.ts"],
  }),
];

const ARROWS: readonly FlowArrow[] = [
  arrow("random left 0.7", "world right 0.7", "a_t"),
  arrow("world right 0.3", "random left 0.3", "P_D^t"),
  arrow("random right", "recorded left", "μ_t, P_D^t"),
  arrow("recorded bottom 0.3", "generator top", "u_t"),
  arrow("recorded bottom 0.7", "discriminator top 0.7", "P_D^{t+1}, real"),
  arrow("generator right", "discriminator left", "P_D^{t+1}"),
  arrow("discriminator right", "twin loss left", "D(P_D)"),
  weights("twin loss bottom", "discriminator bottom 0.5", "gradients"),
  weights("twin loss bottom", "generator bottom 0.8", ""),
  weights("generator bottom 0.3", "twin top 0.3", "θ_g^*"),
  arrow("twin right", "reward left", "P_D^{t+1}"),
  arrow("reward right", "replay left", "r_t"),
  arrow("replay right", "loss left", `${batchSize} of them`),
  arrow("twin right", "state left", "P_D^{t+1}"),
  arrow("state right", "agent left", "s_t"),
  arrow("agent top 0.3", "replay bottom 0.3", "s_t, a_t, s_{t+1}"),
  weights("loss bottom 0.25", "agent top 0.8", "gradient"),
  weights("agent right", "target left", "θ_q"),
  arrow("target top 0.6", "loss bottom 0.6", "V_t of (35)"),
  arrow("agent bottom 0.3", "twin bottom", "a_t"),
  weights("agent bottom 0.7", "policy top 0.7", "θ_q^*"),
  arrow("world right 0.3", "policy left 0.3", "P_D^t"),
  arrow("policy left 0.7", "world right 0.7", "a_t"),
];

/** The flow. */
export const twinFlow: Experiment<
  Readonly<Record<string, never>>,
  null,
  FlowResult
> = {
  id: "beam_fig04_flow",
  title: "From pre-collected data to a deployed agent, and where in the code",
  source: "paper A, Fig. 4, Sec. IV, Algorithm 1",
  revision: 1,
  conditions: [{}],
  seeds: [1],
  budgets: { smoke: null, paper: null },
  measure: () => ({ stages: STAGES, blocks: BLOCKS, arrows: ARROWS }),
};

function block(
  id: string,
  title: string,
  kind: FlowKind,
  column: number,
  row: number,
  rest: Pick<FlowBlock, "lines" | "modules"> & Partial<FlowBlock>,
): FlowBlock {
  return { id, title, kind, column, row, numRows: 1, ...rest };
}

/** Ends are written as "block side place"; the place is the middle if none. */
function arrow(from: string, to: string, label: string): FlowArrow {
  const [fromId, fromSide, fromAt] = readEnd(from);
  const [toId, toSide, toAt] = readEnd(to);
  return {
    from: fromId,
    to: toId,
    label,
    fromSide,
    fromAt,
    toSide,
    toAt,
    isWeights: false,
  };
}

function weights(from: string, to: string, label: string): FlowArrow {
  return { ...arrow(from, to, label), isWeights: true };
}

function readEnd(end: string): [string, FlowSide, number] {
  const [, id, side, at = "0.5"] =
    /^(.+) (left|right|top|bottom)(?: ([\d.]+))?$/.exec(end)!;
  return [id, side as FlowSide, Number(at)];
}
