/**
 * How near a twin is to the world: the three metrics of paper A's Table II, and
 * what they can't see. All three compare P_D alone, whatever it was asked for;
 * a twin that ignores its condition passes them.
 *
 * @module
 */

import { mean } from "simple-statistics";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import { klDivergence } from "../twin/kl_divergence.ts";
import {
  maximumMeanDiscrepancy,
  medianBandwidth,
} from "../twin/maximum_mean_discrepancy.ts";
import { rankCorrelation } from "../twin/rank_correlation.ts";
import { rankedProbabilityScore } from "../twin/ranked_probability_score.ts";
import { wassersteinDistance } from "../twin/wasserstein_distance.ts";
import type { BeamEnvironment } from "./environment.ts";
import {
  type EpisodeData,
  recordedObservations,
  recordEpisodes,
} from "./recorded_episodes.ts";
import { type BeamObservation, observe } from "./state_encoding.ts";
import { type BeamTwin, TwinWorld } from "./twins/twin.ts";

/** The metrics of Table II, eqs. (47) to (49). */
export type MarginalMetrics = {
  /** KL divergence of the twin's P_D from the real ones (47). */
  readonly klDivergence: number;
  /** Wasserstein distance (48). */
  readonly wasserstein: number;
  /** Maximum mean discrepancy (49). */
  readonly mmd: number;
};

/** A twin, audited. */
export type TwinAudit = MarginalMetrics & {
  /** The same between two sets of real episodes: nothing can be asked below. */
  readonly floor: MarginalMetrics;
  /** The same for the twin asked about other transitions than it is held to. */
  readonly shuffled: MarginalMetrics;
  /**
   * The mean continuous ranked probability score of P_D^{t+1} given u_t on real
   * transitions: 0 is perfect, smaller is better.
   */
  readonly conditionalScore: number;
  /** The same for draws from the real P_D that ignore u_t. */
  readonly blindScore: number;
  /** Spearman's correlation of successive P_D in the twin's own episodes. */
  readonly rankCorrelation: number;
  /** The same in the real world. */
  readonly realRankCorrelation: number;
  /** Beams that reach the goal in a sweep of all, the mean over episodes. */
  readonly successfulBeams: number;
  /** The same in the real world. */
  readonly realSuccessfulBeams: number;
  /** Some real transitions: P_D before, after, and after in the twin. */
  readonly transitions: readonly (readonly [number, number, number])[];
};

/** How much is looked at. */
export interface AuditBudget {
  /** Real episodes that the twin has not seen. */
  readonly numEpisodes: number;
  /** Transitions of them that the metrics look at. */
  readonly numTransitions: number;
  /** Transitions of them that are scored with an ensemble of draws. */
  readonly numScored: number;
}

/** The full audit. */
export const AUDIT_BUDGET: AuditBudget = {
  numEpisodes: 200,
  numTransitions: 2000,
  numScored: 400,
};

/** Draws of the twin for each transition that is scored. */
const ENSEMBLE_SIZE = 16;

/** Transitions that are kept to be drawn. */
const NUM_KEPT = 150;

interface Transition {
  readonly before: BeamObservation;
  readonly beam: number;
  readonly after: number;
}

/**
 * Audits a twin against the real world.
 *
 * @param twin what is audited
 * @param world the real world
 * @param data the episodes that the twin was built from: for their rules
 * @param open the streams of the seed
 * @param budget how much is looked at
 */
export function auditTwin(
  twin: BeamTwin,
  world: BeamEnvironment,
  data: EpisodeData,
  open: StreamOpener,
  budget: AuditBudget = AUDIT_BUDGET,
): TwinAudit {
  const rng = open("audit");
  const record = (label: string) =>
    recordEpisodes(
      world,
      data,
      budget.numEpisodes,
      (stream) => open(`${label}/${stream}`),
    );
  const recorded = record("audit real");
  const real = drawTransitions(recorded, budget, rng);
  const other = drawTransitions(record("audit other"), budget, rng);
  const generated = real.map(({ before, beam }) =>
    twin.predict(before, beam, rng)
  );
  const realNext = real.map(({ after }) => after);
  const bandwidth = medianBandwidth(generated, realNext);
  const compare = (values: readonly number[]): MarginalMetrics => ({
    klDivergence: rounded(klDivergence(values, realNext)),
    wasserstein: rounded(wassersteinDistance(values, realNext)),
    mmd: rounded(maximumMeanDiscrepancy(values, realNext, bandwidth)),
  });
  const scored = real.slice(0, budget.numScored);
  const played = recordEpisodes(
    new TwinWorld(twin, data),
    data,
    budget.numEpisodes,
    (label) => open(`audit twin/${label}`),
  );
  return {
    ...compare(generated),
    floor: compare(other.map(({ after }) => after)),
    // The twin's answers to other questions, in another order.
    shuffled: compare(
      other.map(({ before, beam }) => twin.predict(before, beam, rng)),
    ),
    conditionalScore: rounded(
      scoreDraws(scored, ({ before, beam }) => twin.predict(before, beam, rng)),
    ),
    blindScore: rounded(
      scoreDraws(scored, () => realNext[rng.integer(realNext.length)]),
    ),
    rankCorrelation: rounded(successiveCorrelation(played)),
    realRankCorrelation: rounded(successiveCorrelation(recorded)),
    successfulBeams: rounded(
      countSuccesses(
        budget.numEpisodes,
        data,
        () => sweepTwin(twin, data, rng),
      ),
    ),
    realSuccessfulBeams: rounded(
      countSuccesses(
        budget.numEpisodes,
        data,
        (n) => sweepWorld(world, (label) => open(`audit sweep ${n}/${label}`)),
      ),
    ),
    transitions: real.slice(0, NUM_KEPT).map(({ before, after }, n) => [
      rounded(before.detectionProbability),
      rounded(after),
      rounded(generated[n]),
    ]),
  };
}

/** Transitions of the data, drawn without their order. */
function drawTransitions(
  data: EpisodeData,
  { numTransitions }: AuditBudget,
  rng: RandomStream,
): Transition[] {
  const all = data.episodes.flatMap((episode) => {
    const observations = recordedObservations(episode, data);
    return observations.slice(1).map((after, t) => ({
      before: observations[t],
      beam: after.beam,
      after: after.detectionProbability,
    }));
  });
  return Array.from(
    { length: numTransitions },
    () => all[rng.integer(all.length)],
  );
}

function scoreDraws(
  transitions: readonly Transition[],
  draw: (transition: Transition) => number,
): number {
  return mean(transitions.map((transition) =>
    rankedProbabilityScore(
      Array.from({ length: ENSEMBLE_SIZE }, () => draw(transition)),
      transition.after,
    )
  ));
}

function successiveCorrelation({ episodes }: EpisodeData): number {
  const pairs = episodes.flatMap(({ detectionProbabilities }) =>
    detectionProbabilities.slice(1).map((after, t) => [
      detectionProbabilities[t],
      after,
    ])
  );
  const [before, after] = [0, 1].map((side) => pairs.map((pair) => pair[side]));
  // Values that never change have no ranks to correlate.
  return new Set(before).size > 1 && new Set(after).size > 1
    ? rankCorrelation(before, after)
    : 0;
}

/** The mean number of beams that reach the goal, over sweeps of all beams. */
function countSuccesses(
  numEpisodes: number,
  { requiredDetectionProbability }: EpisodeData,
  sweep: (episode: number) => readonly number[],
): number {
  return mean(
    Array.from(
      { length: numEpisodes },
      (_, n) =>
        sweep(n).filter((p) => p >= requiredDetectionProbability).length,
    ),
  );
}

/** The P_D of all beams in turn, in one episode of the twin. */
function sweepTwin(
  twin: BeamTwin,
  { numBeams, flag }: EpisodeData,
  rng: RandomStream,
): number[] {
  const next = twin.begin(rng);
  let before: BeamObservation | undefined;
  return Array.from({ length: numBeams }, (_, beam) => {
    const detectionProbability = next(beam, before);
    before = observe(before, beam, detectionProbability, 1, flag);
    return detectionProbability;
  });
}

/** The P_D of all beams in turn, in one episode of the world. */
function sweepWorld(world: BeamEnvironment, open: StreamOpener): number[] {
  const first = world.begin(open, 0).observation.detectionProbability;
  const rest = Array.from(
    { length: world.numBeams - 1 },
    (_, n) => world.tryBeam(n + 1).observation.detectionProbability,
  );
  return [first, ...rest];
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
