/**
 * Networks in the form of tfjs: models to teach from, and files that other
 * programs read. Apart from the rest, as it loads tfjs.
 *
 * @module
 */

export * from "../nn/tfjs_model_files.ts";
export * from "../nn/tfjs_perceptron.ts";
export * from "./tfjs_q_network.ts";
