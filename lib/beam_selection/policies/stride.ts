/**
 * Two policies without learning that step counts should be held against: a
 * network that hardly trained acts like the first.
 *
 * @module
 */

import { MAX_BEAM_STEP } from "../environment.ts";
import type { BeamPolicy } from "./policy.ts";

/** The longest step at every step, always the same way. */
export const constantStride: BeamPolicy = {
  name: "constant stride",
  begin: () => ({ beam }) => beam + MAX_BEAM_STEP,
};

/** A P_D that only a beam near the target's gives, far above the floor. */
const NEAR_TARGET = 0.15;

/**
 * The longest step until P_D shows that the target is near; then a climb one
 * beam at a time, which turns round once where P_D falls, and strides on where
 * that leads nowhere.
 */
export const strideThenRefine: BeamPolicy = {
  name: "stride, then refine",
  begin: () => {
    let direction = 0;
    let turned = false;
    let before = 0;
    return ({ beam, detectionProbability }) => {
      const fell = detectionProbability < before;
      before = detectionProbability;
      if (direction === 0) {
        if (detectionProbability <= NEAR_TARGET) return beam + MAX_BEAM_STEP;
        [direction, turned] = [1, false];
        return beam + direction;
      }
      if (fell && !turned) {
        [direction, turned] = [-direction, true];
        return beam + 2 * direction;
      }
      if (fell) {
        direction = 0;
        return beam + MAX_BEAM_STEP;
      }
      return beam + direction;
    };
  },
};
