/**
 * What a Q-network looks like, with the names of paper A, Sec. III-C.
 *
 * @module
 */

import {
  type DescribedInput,
  describePerceptron,
  type NetworkDescription,
} from "../nn/network_description.ts";
import type { DuelingKind } from "./dueling_head.ts";
import type { DuelingQNetwork } from "./dueling_q_network.ts";

const RULES: Readonly<Record<Exclude<DuelingKind, "none">, string>> = {
  max: "U + A − max A",
  mean: "U + A − mean A",
};

/**
 * Describes a Q-network: its trunk, its heads U(s) and A(s, a), and how these
 * become Q(s, a), eq. (34).
 *
 * @param network the network
 * @param inputs the parts of a state; one unless given
 * @throws {TypeError} where the parts are not as long as a state
 */
export function describeQNetwork(
  { perceptron, dueling, numActions }: DuelingQNetwork,
  inputs?: readonly DescribedInput[],
): NetworkDescription {
  const heads = dueling === "none" ? ["Q(s, a)"] : ["U(s)", "A(s, a)"];
  const names = inputs === undefined ? { heads } : { heads, inputs };
  const description = describePerceptron(perceptron.shape, names);
  if (dueling === "none") return description;
  const join = { rule: RULES[dueling], name: "Q(s, a)", width: numActions };
  return { ...description, joins: [join] };
}
