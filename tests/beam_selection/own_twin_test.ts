/**
 * How a twin of one's own is made, trained in and audited: the example of
 * CONTRIBUTING.md and of notebook 14.
 */

import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  auditTwin,
  cyclicIndex,
  evaluateOracle,
  evaluatePolicy,
  learnedPolicy,
  marginalTwin,
  randomSteps,
  recordEpisodes,
  sampleSymmetry,
  stepBetween,
  trainAgent,
  TRAINING_SETTINGS,
  transformEpisode,
  type TwinRecipe,
  TwinWorld,
} from "../../lib/beam_selection/mod.ts";
import { createWorld } from "../../lib/experiments/online_training.ts";
