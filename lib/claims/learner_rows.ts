/**
 * The rows of the learners and of Theorem 1, as the claims read them: all that
 * the claims on the digital twin know of how those rows are laid out.
 *
 * @module
 */

import type { Condition } from "../experiments/experiment.ts";
import {
  largestStored,
  type RowSource,
  type Statistic,
  stored,
} from "./statistic.ts";

/** Who learns, from what, and in which world. */
export type LearnerCondition = {
  /** How the agent gets its experience. */
  readonly method: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
  /** P_FA that the detector is set to. */
  readonly falseAlarmProbability: number;
  /** The target's speed [m/s]: "0-5" at random, or one. */
  readonly speed: string;
  /** Episodes on the real system. */
  readonly realEpisodes: number;
};

/** An agent that was trained, scored on the real world. */
export type LearnerAgent = {
  /** The weight of the conservative penalty (45); 0 is none. */
  readonly conservativeWeight: number;
  /** Mean steps on the evaluation episodes. */
  readonly meanSteps: number;
  /** The share of them that ends in success. */
  readonly successRate: number;
  /** Greedy steps on the real world after each fiftieth of the training. */
  readonly stepsByBin: readonly number[];
};

/** How unlike a twin's P_D is to the real one. */
export type MarginalDistances = {
  /** Eq. (47). */
  readonly klDivergence: number;
  /** Eq. (48). */
  readonly wasserstein: number;
  /** Eq. (49). */
  readonly mmd: number;
};

/** What one seed gave. */
export type LearnerResult = {
  /** Beams spent on the real system while collecting or training. */
  readonly realBeams: number;
  /** The agents, one a weight of the penalty. */
  readonly agents: readonly LearnerAgent[];
  /** The twin's losses by epoch; empty where nothing is trained. */
  readonly losses: {
    readonly discriminator: readonly number[];
    readonly generator: readonly number[];
  };
  /** The twin held against the real system; null where there is no twin. */
  readonly audit:
    | MarginalDistances & {
      /** The same distances between two samples of the real system. */
      readonly floor: MarginalDistances;
      /** How P_D is ranked from one step to the next by the twin. */
      readonly rankCorrelation: number;
      /** The same of the real system. */
      readonly realRankCorrelation: number;
      /** Beams an episode that succeed in the twin. */
      readonly successfulBeams: number;
      /** The same of the real system. */
      readonly realSuccessfulBeams: number;
    }
    | null;
};

/** Both sides of the inequality of Theorem 1, where all of it is known. */
export type TheoremResult = {
  /** delta_T. */
  readonly deltaT: number;
  /** The right side of eq. (41). */
  readonly printedBound: number;
  /** delta_T / (1 - rho). */
  readonly correctedBound: number;
  /** The error that the iteration ends with. */
  readonly observedError: number;
};

const LEARNERS: RowSource<LearnerCondition, LearnerResult> = {
  id: "beam_learners",
};

const THEOREM: RowSource<Condition, TheoremResult> = { id: "beam_theorem1" };

/** What paper A does unless it says otherwise. */
const DEFAULTS = {
  transmitPowerDbm: 20,
  falseAlarmProbability: 1e-3,
  speed: "0-5",
};

/** What differs from that. */
export type Circumstances = Partial<typeof DEFAULTS>;

const AGENTS = {
  "online DRL": { method: "online DRL", realEpisodes: 1000, weight: 0 },
  "offline DRL": { method: "offline DRL", realEpisodes: 200, weight: 0 },
  "offline DRL, CQL": { method: "offline DRL", realEpisodes: 200, weight: 0.1 },
  "DT-DRL, no CQL": { method: "one-step cGAN", realEpisodes: 200, weight: 0 },
  "DT-DRL, CQL": { method: "one-step cGAN", realEpisodes: 200, weight: 0.1 },
} as const;

/**
 * The learners of paper A's figures. The paper names a penalty (CQL) for its
 * own method only, so its offline DRL is taken to have none.
 */
export type PaperAgent = keyof typeof AGENTS;

/** Mean steps of a learner after its training. */
export function stepsOf(
  agent: PaperAgent,
  circumstances: Circumstances = {},
): Statistic {
  return ofAgent(agent, circumstances, ({ meanSteps }) => meanSteps);
}

/**
 * Mean greedy steps of a learner during a part of its training.
 *
 * @param from the share of the training where the part begins, in fiftieths
 * @param to where it ends
 */
export function stepsDuring(
  agent: PaperAgent,
  from: number,
  to: number,
  circumstances: Circumstances = {},
): Statistic {
  const first = Math.round(50 * from), last = Math.round(50 * to);
  return ofAgent(agent, circumstances, ({ stepsByBin }) => {
    const part = stepsByBin.slice(first, last);
    if (part.length !== last - first) return undefined;
    return part.reduce((sum, steps) => sum + steps, 0) / part.length;
  });
}

/** The beams that a learner's experience took on the real system. */
export function realBeamsOf(
  agent: PaperAgent,
  circumstances: Circumstances = {},
): Statistic {
  return stored(
    LEARNERS,
    conditionOf(agent, circumstances),
    ({ realBeams }) => realBeams,
  );
}

/** The episodes on the real system that a learner is granted. */
export function realEpisodesOf(agent: PaperAgent): number {
  return AGENTS[agent].realEpisodes;
}

/** A number from the audit of the paper's twin. */
export function auditOfTwin(
  circumstances: Circumstances,
  value: (audit: NonNullable<LearnerResult["audit"]>) => number,
): Statistic {
  return stored(
    LEARNERS,
    conditionOf("DT-DRL, CQL", circumstances),
    ({ audit }) => audit === null ? undefined : value(audit),
  );
}

/** A number from the losses of the paper's twin, epoch after epoch. */
export function lossOfTwin(
  network: keyof LearnerResult["losses"],
  circumstances: Circumstances,
  value: (losses: readonly number[]) => number,
): Statistic {
  return stored(
    LEARNERS,
    conditionOf("DT-DRL, CQL", circumstances),
    ({ losses }) =>
      losses[network].length === 0 ? undefined : value(losses[network]),
  );
}

/** Mean steps of an agent of another twin, with the paper's penalty. */
export function stepsOfMethod(
  method: string,
  conservativeWeight: number,
): Statistic {
  const condition = { ...DEFAULTS, method, realEpisodes: 200 };
  return stored(
    LEARNERS,
    condition,
    ({ agents }) =>
      agents.find((agent) => agent.conservativeWeight === conservativeWeight)
        ?.meanSteps,
  );
}

/** The largest of a number over all worlds on which Theorem 1 was tried. */
export function largestOfTheorem(
  value: (result: TheoremResult) => number | undefined,
): Statistic {
  return largestStored(THEOREM, {}, value);
}

function ofAgent(
  agent: PaperAgent,
  circumstances: Circumstances,
  value: (agent: LearnerAgent) => number | undefined,
): Statistic {
  const { weight } = AGENTS[agent];
  return stored(LEARNERS, conditionOf(agent, circumstances), ({ agents }) => {
    const found = agents.find(({ conservativeWeight }) =>
      conservativeWeight === weight
    );
    return found === undefined ? undefined : value(found);
  });
}

function conditionOf(
  agent: PaperAgent,
  circumstances: Circumstances,
): LearnerCondition {
  const { method, realEpisodes } = AGENTS[agent];
  return { ...DEFAULTS, ...circumstances, method, realEpisodes };
}
