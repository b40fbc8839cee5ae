/**
 * The episode of Fig. 3 as the proposed scheme tracks it: its own predictions,
 * and the associations of its trained controller.
 *
 * @module
 */

import { extractorFilter } from "../tracking/extractor/extractor_filter.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";
import { controllers, requireController } from "./track_controllers.ts";
import {
  associationMap,
  type MapCondition,
  type MapResult,
  recordMap,
} from "./track_fig03_association.ts";
import { LEARNED_METHODS } from "./track_learned.ts";
import { extractorTraining, requireExtractor } from "./track_training.ts";

/** Whose episode it is. */
export const MAPPED_METHOD = "Proposed";

/** An episode of six targets. */
export const learnedMap: Experiment<
  MapCondition,
  Readonly<Record<never, never>>,
  MapResult
> = {
  id: "track_learned_map",
  title: "One episode and its learned associations",
  source: "paper B, Fig. 3, Sec. 4",
  revision: 1,
  conditions: associationMap.conditions,
  seeds: associationMap.seeds,
  budgets: associationMap.budgets,
  requires: [extractorTraining, controllers],
  measure({ numTargets }, _budget, open, required) {
    const scenario = trackingScenario();
    const { base, controller } = LEARNED_METHODS[MAPPED_METHOD];
    const tracker = {
      scenario,
      filter: extractorFilter(
        MAPPED_METHOD,
        requireExtractor(required, scenario, base),
      ),
      association: requireController(required, scenario, controller!),
    };
    return recordMap(tracker, numTargets, open);
  },
};
