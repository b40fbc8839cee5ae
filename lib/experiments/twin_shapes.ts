/**
 * The digital twin's networks as they are drawn and counted (paper A, Fig. 3,
 * Sec. IV-A and IV-C), described from the settings that they are made with.
 *
 * @module
 */

import type {
  DescribedInput,
  DescribedLayer,
  NetworkDescription,
} from "../nn/network_description.ts";
import type { EncodingSettings } from "../beam_selection/state_encoding.ts";
import type { GanSettings } from "../twin/conditional_gan.ts";

/** What the two networks' shapes follow from. */
export type TwinShapes = Omit<GanSettings, "conditionSize">;

/** The condition u_t: the next and the present beam, P_D and the flag. */
export function describeCondition(
  { embeddingSize }: EncodingSettings,
): DescribedInput[] {
  const part = "u_t";
  return [
    { name: "embedding of μ_{t+1}", size: embeddingSize, part },
    { name: "embedding of μ_t", size: embeddingSize, part },
    { name: "P_D^t", size: 1, part },
    { name: "flag f_g^t", size: 1, part },
  ];
}

/** The generator G(z | u_t): a draw of the next P_D. */
export function describeGenerator(
  shapes: TwinShapes,
  condition: readonly DescribedInput[],
): NetworkDescription {
  const { noiseSize, generatorSizes, normalizesGenerator } = shapes;
  return {
    inputs: [...condition, { name: "noise z", size: noiseSize, part: "" }],
    layers: generatorSizes.map((width) =>
      rectified(width, normalizesGenerator)
    ),
    heads: [probability("P_D^{t+1}")],
    joins: [],
  };
}

/**
 * The discriminator: how likely a P_D is a real one.
 *
 * @param shapes its widths
 * @param condition what it sees beside P_D: nothing in eq. (39)
 */
export function describeDiscriminator(
  { discriminatorSizes }: TwinShapes,
  condition: readonly DescribedInput[],
): NetworkDescription {
  return {
    inputs: [{ name: "P_D^{t+1}", size: 1, part: "" }, ...condition],
    layers: discriminatorSizes.map((width) => rectified(width, false)),
    heads: [probability("real?")],
    joins: [],
  };
}

function rectified(width: number, isNormalized: boolean): DescribedLayer {
  return { width, activation: "relu", isNormalized };
}

function probability(name: string) {
  return {
    name,
    width: 1,
    activation: "sigmoid",
    isNormalized: false,
  } as const;
}
