/**
 * How far each association is from the best one: on the same tables, those that
 * the filter with exact association comes by, so that none is judged by tracks
 * that it has spoiled itself. What it then does to the tracks is in the rows of
 * Table 1.
 *
 * @module
 */

import { range } from "../core/range.ts";
import type { RandomStream } from "../core/random_stream.ts";
import { associationCost } from "../tracking/association/association_cost.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import { greedyMarginalGain } from "../tracking/association/greedy.ts";
import {
  largestSingleGains,
  shortestLinks,
} from "../tracking/association/linear_objectives.ts";
import type { AssociationMethod } from "../tracking/association/method.ts";
import { nearestStation } from "../tracking/association/nearest_station.ts";
import { randomFeasible } from "../tracking/association/random_feasible.ts";
import type { TrackedBlock } from "../tracking/closed_loop.ts";
import { trackEpisodes } from "../tracking/closed_loop_scores.ts";
import { headingFilter } from "../tracking/filters/heading_filter.ts";
import {
  createTrackingNetwork,
  type LinkTable,
  openLinkTable,
  rateLinksInto,
  type TrackingNetwork,
} from "../tracking/link_table.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import {
  type AssociationTable,
  fillAssociationInto,
  openAssociationTable,
} from "../tracking/track_association.ts";
import type { Experiment } from "./experiment.ts";

/** How many targets there are. */
export type GapCondition = {
  /** I. */
  readonly numTargets: number;
};

/** How far a method is from the optimum. */
export type AssociationGap = {
  /** Its expected squared error over that of the exact one. */
  readonly costRatio: number;
  /** The largest such ratio of a block. */
  readonly worstRatio: number;
  /** The share of blocks in which it is as good, to a part in 1e9. */
  readonly optimalShare: number;
  /** Its expected RMSE less the exact one's [m]. */
  readonly excessRmseM: number;
};

/** The gap of each method. */
export type GapResult = Readonly<Record<string, AssociationGap>>;

const WITHOUT_COVARIANCE = "EKF + exact, no covariance";

/** The methods by their names in Table 1; one has a table of its own. */
const METHODS: Readonly<Record<string, AssociationMethod>> = {
  "EKF + greedy": greedyMarginalGain,
  "EKF + single gains (LP)": largestSingleGains,
  [WITHOUT_COVARIANCE]: exactAssociation,
  "EKF + nearest station": nearestStation,
  "EKF + shortest links (LP)": shortestLinks,
  "EKF + random": randomFeasible,
};

/** Their names. */
export const GAP_METHODS: readonly string[] = Object.keys(METHODS);

/** The gaps on the tables of one closed loop. */
export const associationGaps: Experiment<
  GapCondition,
  { readonly numEpisodes: number },
  GapResult
> = {
  id: "track_association_gap",
  title: "How far each association is from the best one",
  source: "paper B, Sec. 4, Benchmark III",
  revision: 2,
  conditions: [4, 6, 8, 10, 12].map((numTargets) => ({ numTargets })),
  seeds: range(1, 11),
  budgets: { smoke: { numEpisodes: 2 }, paper: { numEpisodes: 60 } },
  measure({ numTargets }, { numEpisodes }, open) {
    const scenario = trackingScenario();
    const judge = new GapJudge(
      createTrackingNetwork(scenario),
      numTargets,
      open("other associations"),
    );
    const tracker = {
      scenario,
      filter: headingFilter(scenario),
      association: exactAssociation,
    };
    trackEpisodes(
      tracker,
      numTargets,
      numEpisodes,
      open,
      (block) => judge.count(block),
    );
    return judge.result();
  },
};

/** The sums over the blocks of a run. */
class GapJudge {
  readonly #network: TrackingNetwork;
  readonly #links: LinkTable;
  readonly #withoutCovariance: AssociationTable;
  readonly #rng: RandomStream;
  readonly #tallies = new Map(
    GAP_METHODS.map((name) => [name, { cost: 0, worst: 1, numOptimal: 0 }]),
  );
  #numTargetBlocks = 0;
  #numBlocks = 0;
  #exactCost = 0;

  constructor(network: TrackingNetwork, numTargets: number, rng: RandomStream) {
    const { scenario } = network;
    this.#network = network;
    this.#rng = rng;
    this.#links = openLinkTable(scenario, numTargets);
    this.#withoutCovariance = openAssociationTable(
      scenario,
      numTargets,
      scenario.numChains,
      "at most",
    );
  }

  count({ problem, subsets, predicted }: TrackedBlock): void {
    const { scenario } = this.#network;
    const exact = associationCost(problem, subsets);
    this.#numBlocks++;
    this.#numTargetBlocks += subsets.length;
    this.#exactCost += exact;
    const other = this.#withoutCovariance;
    rateLinksInto(this.#links, this.#network, predicted);
    fillAssociationInto(other, scenario, this.#links, predicted, "none");
    for (const [name, { associate }] of Object.entries(METHODS)) {
      const seen = name === WITHOUT_COVARIANCE ? other.problem : problem;
      const cost = associationCost(problem, associate(seen, this.#rng));
      const tally = this.#tallies.get(name)!;
      tally.cost += cost;
      tally.worst = Math.max(tally.worst, cost / exact);
      if (cost <= exact * (1 + 1e-9)) tally.numOptimal++;
    }
  }

  result(): GapResult {
    const rmseOf = (cost: number) => Math.sqrt(cost / this.#numTargetBlocks);
    return Object.fromEntries(
      [...this.#tallies].map(([name, { cost, worst, numOptimal }]) => [name, {
        costRatio: cost / this.#exactCost,
        worstRatio: worst,
        optimalShare: numOptimal / this.#numBlocks,
        excessRmseM: rmseOf(cost) - rmseOf(this.#exactCost),
      }]),
    );
  }
}
