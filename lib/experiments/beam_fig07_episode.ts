/**
 * One episode of a trained agent, beam by beam (paper A, Fig. 7): the first
 * evaluation episode in which it needs exactly as many steps as the paper's.
 *
 * @module
 */

import type { StreamOpener } from "../core/random_stream.ts";
import { sampleMotion } from "../beam_selection/motion.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import { openEpisode, playEpisode } from "../beam_selection/evaluate.ts";
import type { BeamPolicy } from "../beam_selection/policies/policy.ts";
import {
  learnedPolicy,
  trainAgent,
  TRAINING_SETTINGS,
} from "../beam_selection/train.ts";
import {
  createWorld,
  TRAINING_BUDGETS,
  type TrainingBudget,
} from "./online_training.ts";
import type { Experiment } from "./experiment.ts";

/** The power at which the episode is played. */
export type EpisodeCondition = {
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** The episode. */
export type EpisodeResult = {
  /** Which evaluation episode it is. */
  readonly episode: number;
  /** Where the target begins [m]. */
  readonly targetXM: number;
  /** Where the target begins [m]. */
  readonly targetYM: number;
  /** The beams that were tried. */
  readonly beams: readonly number[];
  /** The P_D that was fed back for each. */
  readonly detectionProbabilities: readonly number[];
};

/** The beams and detection probabilities that the paper prints. */
export const PUBLISHED_EPISODE: readonly (readonly [number, number])[] = [
  [62, 0.1003],
  [3, 0.1072],
  [8, 0.2136],
  [13, 0.1133],
  [9, 0.2021],
  [6, 0.9998],
];

/** An episode of a trained agent. */
export const learnedEpisode: Experiment<
  EpisodeCondition,
  TrainingBudget,
  EpisodeResult
> = {
  id: "beam_fig07_episode",
  title: "One episode of a trained agent, beam by beam",
  source: "paper A, Fig. 7, Sec. V-C",
  revision: 1,
  conditions: [{ transmitPowerDbm: 20 }],
  seeds: [1],
  budgets: TRAINING_BUDGETS,
  measure({ transmitPowerDbm }, budget, open) {
    const world = createWorld(transmitPowerDbm);
    const { network, encoder } = trainAgent(
      world,
      TRAINING_SETTINGS,
      budget.numEpisodes,
      open,
    );
    const policy = learnedPolicy("online DRL", network, encoder);
    const numWanted = PUBLISHED_EPISODE.length;
    let best: EpisodeResult | undefined;
    for (let episode = 0; episode < budget.numEvaluations; episode++) {
      const played = record(world, policy, episode, open);
      // An agent after a smoke budget may have none; the longest then stands in.
      const isLonger = played.beams.length > (best?.beams.length ?? 0);
      if (played.beams.length === numWanted) return played;
      if (isLonger && played.beams.length < numWanted) best = played;
    }
    return best!;
  },
};

function record(
  world: ReturnType<typeof createWorld>,
  policy: BeamPolicy,
  episode: number,
  open: StreamOpener,
): EpisodeResult {
  const openThis = openEpisode(open, episode);
  const beams: number[] = [];
  const detectionProbabilities: number[] = [];
  const watch: BeamWatcher = (beam, detectionProbability) => {
    beams.push(beam);
    detectionProbabilities.push(Number(detectionProbability.toFixed(4)));
  };
  const { requiredDetectionProbability } = world.settings.scenario;
  playEpisode(
    watchWorld(world, watch),
    policy,
    openThis,
    requiredDetectionProbability,
  );
  const { position } = sampleMotion(beamScenario(), openThis("target"));
  return {
    episode,
    targetXM: Number(position.xM.toFixed(2)),
    targetYM: Number(position.yM.toFixed(2)),
    beams,
    detectionProbabilities,
  };
}

type BeamWatcher = (beam: number, detectionProbability: number) => void;

/** The same world, with every answer also told to a watcher. */
function watchWorld(
  world: ReturnType<typeof createWorld>,
  watch: BeamWatcher,
) {
  const told = (step: ReturnType<typeof world.reset>) => {
    watch(step.observation.beam, step.observation.detectionProbability);
    return step;
  };
  return {
    numBeams: world.numBeams,
    reset: (open: StreamOpener) => told(world.reset(open)),
    tryBeam: (beam: number) => told(world.tryBeam(beam)),
  };
}
