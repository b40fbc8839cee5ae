/**
 * All agents of paper A that learn without playing in the real world, with the
 * online agent beside them: the twins and the recorded episodes alone, at the
 * powers, false-alarm rates and speeds of Figures 5, 6 and 8 to 11 and Table
 * II. Each twin is built once and serves all the figures that show it.
 *
 * @module
 */

import { range } from "../core/range.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import type {
  BeamEnvironment,
  BeamWorld,
} from "../beam_selection/environment.ts";
import { evaluateOracle } from "../beam_selection/evaluate.ts";
import type { EpisodeBound } from "../beam_selection/policies/oracle.ts";
import {
  countBeams,
  type EpisodeData,
  rulesOf,
} from "../beam_selection/recorded_episodes.ts";
import {
  CONSERVATIVE_WEIGHT,
  trainAgent,
  type TrainedAgent,
  TRAINING_SETTINGS,
  type TrainingSettings,
  type TrainingWatcher,
} from "../beam_selection/train.ts";
import { trainOffline } from "../beam_selection/train_offline.ts";
import { auditTwin, type TwinAudit } from "../beam_selection/twin_audit.ts";
import {
  type BuiltTwin,
  guessedBumpTwin,
  TWIN_RECIPES,
  TwinWorld,
} from "../beam_selection/twins/mod.ts";
import {
  CurveWatcher,
  type LearningCurve,
  meanStepsIn,
  scoreAgent,
} from "./agent_scores.ts";
import type { Experiment } from "./experiment.ts";
import {
  BEST_METHOD,
  createLearnerWorld,
  DEFAULT_SETTING,
  GUESSED_METHOD,
  isExtended,
  LEARNER_CONDITIONS,
  type LearnerCondition,
  MIXED_METHOD,
  recordFor,
  TRANSFER_POWERS_DBM,
  TRANSFER_SPEEDS_MPS,
} from "./learner_conditions.ts";
import type { ProbedScore } from "./online_training.ts";

/** Where an agent's transitions came from. */
export type TrainingKind =
  | "real world"
  | "recorded episodes"
  | "twin"
  | "twin, 5000 episodes"
  | "twin and recorded episodes"
  | "twin and recorded episodes, 5000";

/** One trained agent. */
export type LearnerAgent = ProbedScore & LearningCurve & {
  /** Where its transitions came from. */
  readonly training: TrainingKind;
  /** alpha_con of (45); 0 for none. */
  readonly conservativeWeight: number;
  /** Mean steps at powers it was not trained at, in their order. */
  readonly stepsByPower: readonly number[];
  /** Mean steps at speeds it was not trained at, in their order. */
  readonly stepsBySpeed: readonly number[];
};

/** The power at which agents are also trained for five times as long [dBm]. */
const LONG_TRAINING_POWER_DBM = 10;

/** What became of one method with one seed. */
export type LearnerResult = {
  /** Beams spent on the real system, to collect or to train. */
  readonly realBeams: number;
  /** The agents. */
  readonly agents: readonly LearnerAgent[];
  /** The twin's losses, epoch after epoch; empty where none is trained. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
  /** The twin against the world; null without a twin of its own. */
  readonly audit: TwinAudit | null;
};

/** Trains an agent and tells the watcher how it goes. */
type Training = (
  settings: TrainingSettings,
  watch: TrainingWatcher,
) => TrainedAgent;

/** How much is computed. */
export interface LearnerBudget {
  /** Episodes of an agent's training. */
  readonly numEpisodes: number;
  /** Evaluation episodes, without exploration. */
  readonly numEvaluations: number;
  /** Episodes behind each point of a learning curve. */
  readonly numCurveEpisodes: number;
  /** Episodes for each setting that an agent was not trained in. */
  readonly numTransferEpisodes: number;
  /** Episodes of the audit. */
  readonly numAuditEpisodes: number;
  /** The share of the twins' full training. */
  readonly twinEffort: number;
}

/** The agents of all learners. */
export const learners: Experiment<
  LearnerCondition,
  LearnerBudget,
  LearnerResult
> = {
  id: "beam_learners",
  title: "Agents from recorded episodes and from twins of the world",
  source: "paper A, Sec. IV and V",
  revision: 1,
  conditions: LEARNER_CONDITIONS,
  seeds: range(1, 11),
  budgets: {
    smoke: {
      numEpisodes: 50,
      numEvaluations: 30,
      numCurveEpisodes: 2,
      numTransferEpisodes: 4,
      numAuditEpisodes: 20,
      twinEffort: 0.03,
    },
    paper: {
      numEpisodes: 1000,
      numEvaluations: 500,
      numCurveEpisodes: 30,
      numTransferEpisodes: 200,
      numAuditEpisodes: 100,
      twinEffort: 1,
    },
  },
  measure: (condition, budget, open) =>
    new LearnerRun(condition, budget, open).measure(TRAINING_SETTINGS),
};

/** One condition with one seed: its twin is built once, when it is needed. */
export class LearnerRun {
  readonly #condition: LearnerCondition;
  readonly #budget: LearnerBudget;
  readonly #open: StreamOpener;
  readonly #world: BeamEnvironment;
  #bounds: readonly EpisodeBound[] | undefined;
  #data: EpisodeData | undefined;
  #built: BuiltTwin | undefined;

  /** Opens a condition; nothing is played yet. */
  constructor(
    condition: LearnerCondition,
    budget: LearnerBudget,
    open: StreamOpener,
  ) {
    this.#condition = condition;
    this.#budget = budget;
    this.#open = open;
    this.#world = createLearnerWorld(condition);
  }

  /** Everything about the condition, for agents of these settings. */
  measure(settings: TrainingSettings): LearnerResult {
    const { method } = this.#condition;
    if (method === "online DRL") return this.#measureOnline(settings);
    if (method === GUESSED_METHOD) return this.#measureGuessed(settings);
    const isMixed = method === MIXED_METHOD;
    const twinName = isMixed ? BEST_METHOD : method;
    const recipe = TWIN_RECIPES.find(({ name }) => name === twinName);
    const data = this.#data ??= recordFor(
      this.#world,
      this.#condition.realEpisodes,
      this.#open,
    );
    const realBeams = countBeams(data);
    if (recipe === undefined) {
      const isSymmetric = method === "offline, symmetric";
      const agents = [0, CONSERVATIVE_WEIGHT].map((conservativeWeight) =>
        this.#trainRecorded({ ...settings, conservativeWeight }, data, {
          isSymmetric,
        })
      );
      return { realBeams, agents, losses: {}, audit: null };
    }
    const { twin, losses } = this.#built ??= recipe.build(
      data,
      this.#world.settings.scenario,
      this.#open,
      this.#budget.twinEffort,
    );
    const world = new TwinWorld(twin, data);
    if (isMixed) {
      // The twin is that of another row, which has its losses and its audit.
      const agents = [this.#trainMixed(settings, data, world)];
      return { realBeams, agents, losses: {}, audit: null };
    }
    return {
      realBeams,
      agents: this.#trainInTwin(settings, world, data),
      losses,
      audit: auditTwin(twin, this.#world, data, this.#open, {
        numEpisodes: this.#budget.numAuditEpisodes,
        numTransitions: 10 * this.#budget.numAuditEpisodes,
        numScored: 2 * this.#budget.numAuditEpisodes,
      }),
    };
  }

  #measureOnline(settings: TrainingSettings): LearnerResult {
    // All of the budget's episodes at 1000, and as large a part below.
    const share = this.#condition.realEpisodes / DEFAULT_SETTING.realEpisodes;
    const count = Math.ceil(share * this.#budget.numEpisodes);
    let realBeams = 0;
    const train: Training = (given, watch) => {
      const agent = trainAgent(this.#world, given, count, this.#open, watch);
      for (const { numSteps } of agent.episodes) realBeams += numSteps;
      return agent;
    };
    const agent = this.#train("real world", settings, count, train);
    return { realBeams, agents: [agent], losses: {}, audit: null };
  }

  /** No episode is recorded, so there is nothing to hold the guess against. */
  #measureGuessed(settings: TrainingSettings): LearnerResult {
    const nothing = { ...rulesOf(this.#world), episodes: [] };
    const { twin } = guessedBumpTwin.build(
      nothing,
      this.#world.settings.scenario,
      this.#open,
      this.#budget.twinEffort,
    );
    const world = new TwinWorld(twin, nothing);
    const agents = this.#trainInTwin(settings, world, nothing);
    return { realBeams: 0, agents, losses: {}, audit: null };
  }

  #trainInTwin(
    settings: TrainingSettings,
    twin: BeamWorld,
    data: EpisodeData,
  ): LearnerAgent[] {
    const { numEpisodes } = this.#budget;
    const conservative = {
      ...settings,
      conservativeWeight: CONSERVATIVE_WEIGHT,
    };
    const play = (
      kind: TrainingKind,
      given: TrainingSettings,
      count: number,
    ) =>
      this.#train(
        kind,
        given,
        count,
        (scaled, watch) => trainAgent(twin, scaled, count, this.#open, watch),
      );
    const agents = [
      play("twin", settings, numEpisodes),
      play("twin", conservative, numEpisodes),
    ];
    if (!isExtended(this.#condition)) return agents;
    agents.push(this.#trainMixed(settings, data, twin));
    if (this.#condition.transmitPowerDbm !== LONG_TRAINING_POWER_DBM) {
      return agents;
    }
    return [
      ...agents,
      play("twin, 5000 episodes", settings, 5 * numEpisodes),
      this.#trainMixed(settings, data, twin, 5 * numEpisodes),
    ];
  }

  /** Half of what it learns is recorded, half comes from the twin. */
  #trainMixed(
    settings: TrainingSettings,
    data: EpisodeData,
    twin: BeamWorld,
    count?: number,
  ): LearnerAgent {
    return this.#trainRecorded(
      { ...settings, conservativeWeight: CONSERVATIVE_WEIGHT },
      data,
      { isSymmetric: true, twin },
      count,
    );
  }

  #trainRecorded(
    settings: TrainingSettings,
    data: EpisodeData,
    options: { readonly isSymmetric: boolean; readonly twin?: BeamWorld },
    count = this.#budget.numEpisodes,
  ): LearnerAgent {
    const kind = options.twin === undefined
      ? "recorded episodes"
      : count === this.#budget.numEpisodes
      ? "twin and recorded episodes"
      : "twin and recorded episodes, 5000";
    return this.#train(
      kind,
      settings,
      count,
      (scaled, onEpisode) =>
        trainOffline(data, scaled, count, this.#open, {
          ...options,
          onEpisode,
        }),
    );
  }

  /** Trains an agent and scores it; the learning rate falls ten times. */
  #train(
    training: TrainingKind,
    settings: TrainingSettings,
    numEpisodes: number,
    train: Training,
  ): LearnerAgent {
    const { numCurveEpisodes, numEvaluations } = this.#budget;
    const watcher = new CurveWatcher(
      this.#world,
      numEpisodes,
      numCurveEpisodes,
      this.#open,
    );
    const everyEpisodes = Math.max(1, Math.ceil(numEpisodes / 10));
    const learningRate = { ...settings.learningRate, everyEpisodes };
    const agent = train({ ...settings, learningRate }, watcher.watch);
    const bounds = this.#bounds ??= evaluateOracle(
      this.#world,
      numEvaluations,
      this.#open,
    );
    return {
      training,
      conservativeWeight: settings.conservativeWeight,
      ...scoreAgent(this.#world, agent, bounds, this.#open),
      ...watcher.curve,
      ...this.#transfer(agent),
    };
  }

  /** Only from the setting that all figures share. */
  #transfer(
    agent: TrainedAgent,
  ): Pick<LearnerAgent, "stepsByPower" | "stepsBySpeed"> {
    const { falseAlarmProbability, speed } = this.#condition;
    if (
      falseAlarmProbability !== DEFAULT_SETTING.falseAlarmProbability ||
      speed !== DEFAULT_SETTING.speed
    ) {
      return { stepsByPower: [], stepsBySpeed: [] };
    }
    const stepsIn = (changes: Partial<LearnerCondition>) =>
      meanStepsIn(
        createLearnerWorld({ ...this.#condition, ...changes }),
        agent,
        this.#budget.numTransferEpisodes,
        this.#open,
      );
    return {
      stepsByPower: TRANSFER_POWERS_DBM.map((transmitPowerDbm) =>
        stepsIn({ transmitPowerDbm })
      ),
      stepsBySpeed: TRANSFER_SPEEDS_MPS.map((speedMps) =>
        stepsIn({ speed: String(speedMps) })
      ),
    };
  }
}
