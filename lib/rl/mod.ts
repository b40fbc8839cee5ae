/**
 * Reinforcement learning in general: agents, replay, exact solutions.
 *
 * @module
 */

export * from "./actor_steps.ts";
export * from "./bellman_gap.ts";
export * from "./clipped_surrogate.ts";
export * from "./conservative_penalty.ts";
export * from "./critic_steps.ts";
export * from "./damped_iteration.ts";
export * from "./double_q_learning.ts";
export * from "./dueling_head.ts";
export * from "./dueling_q_network.ts";
export * from "./exploration.ts";
export * from "./generalized_advantage.ts";
export * from "./learning_rate.ts";
export * from "./masked_softmax.ts";
export * from "./proximal_policy.ts";
export * from "./q_network_description.ts";
export * from "./replay_buffer.ts";
export * from "./rollout.ts";
export * from "./transition_batch.ts";
export * from "./value_iteration.ts";
export * from "../nn/adam.ts";
export * from "../nn/complexity.ts";
export * from "../nn/cosine_rate.ts";
export * from "../nn/dense_kernels.ts";
export * from "../nn/mlp.ts";
export * from "../nn/network_description.ts";
export * from "../nn/parameter_set.ts";
export * from "../nn/perceptron_shape.ts";
export * from "../nn/tape.ts";
export { type TapeKernels, TapeMemory } from "../nn/tape_kernels.ts";
