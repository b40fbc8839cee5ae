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
import { pickInTwin } from "../beam_selection/pick_in_twin.ts";
import { trainOffline } from "../beam_selection/train_offline.ts";
import { auditTwin } from "../beam_selection/twin_audit.ts";
import {
  type BuiltTwin,
  guessedBumpTwin,
  TWIN_RECIPES,
  TwinWorld,
} from "../beam_selection/twins/mod.ts";
import { CurveWatcher, meanStepsIn, scoreAgent } from "./agent_scores.ts";
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
  PICKED_METHOD,
  recordFor,
  TRANSFER_POWERS_DBM,
  TRANSFER_SPEEDS_MPS,
} from "./learner_conditions.ts";
import type {
  LearnerAgent,
  LearnerBudget,
  LearnerResult,
  TrainingKind,
} from "./learner_results.ts";

export type * from "./learner_results.ts";

/** Picked on the tuning seeds. */
const PICKING_SETTINGS = { numAgents: 5, numJudged: 300 };

/** The power at which agents are also trained for five times as long [dBm]. */
const LONG_TRAINING_POWER_DBM = 10;

/** Trains an agent and tells the watcher how it goes. */
type Training = (
  settings: TrainingSettings,
  watch: TrainingWatcher,
) => TrainedAgent;

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
    const isOfBest = [MIXED_METHOD, PICKED_METHOD].includes(method);
    const twinName = isOfBest ? BEST_METHOD : method;
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
    if (isOfBest) {
      // The twin is that of another row, which has its losses and its audit.
      const agent = method === MIXED_METHOD
        ? this.#trainMixed(settings, data, world)
        : this.#trainPicked(settings, data, world);
      return { realBeams, agents: [agent], losses: {}, audit: null };
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

  /** Such agents, the best of them in the twin; without a learning curve. */
  #trainPicked(
    settings: TrainingSettings,
    data: EpisodeData,
    twin: TwinWorld,
  ): LearnerAgent {
    const { numEpisodes } = this.#budget;
    return this.#train(
      "twin and recorded episodes, best of 5",
      { ...settings, conservativeWeight: CONSERVATIVE_WEIGHT },
      numEpisodes,
      (scaled) =>
        pickInTwin(
          twin,
          PICKING_SETTINGS,
          this.#open,
          (open) =>
            trainOffline(data, scaled, numEpisodes, open, {
              isSymmetric: true,
              twin,
            }),
        ),
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
