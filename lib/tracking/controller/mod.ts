/**
 * The decision controller of paper B (Secs. 3.2 and 3.3): the auto-regressive
 * association, its actors and their training.
 *
 * @module
 */

export * from "./actors.ts";
export * from "./association_agreement.ts";
export * from "./beam_head.ts";
export * from "./beam_search.ts";
export * from "./controller_association.ts";
export * from "./controller_reward.ts";
export * from "./imitation.ts";
export * from "./link_actor.ts";
export * from "./partial_association.ts";
export * from "./train_beam_head.ts";
export * from "./train_controller.ts";
export * from "./train_imitation.ts";
