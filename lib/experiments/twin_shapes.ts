/**
 * The shapes of the digital twin's networks (paper A, Fig. 3, Sec. IV-A and
 * IV-C). They stand in for those of `lib/twin/conditional_gan.ts`: once it has
 * them, `TWIN_SHAPES` is to be read from there and the revision of
 * `beam_fig03_networks` to be raised.
 *
 * @module
 */

import type {
  DescribedInput,
  DescribedLayer,
  NetworkDescription,
} from "../nn/network_description.ts";
import type { EncodingSettings } from "../beam_selection/state_encoding.ts";

/** What a generative adversarial network is made of. */
export interface TwinShapes {
  /** Numbers of the noise z. */
  readonly noiseSize: number;
  /** The widths of the generator's hidden layers. */
  readonly generatorSizes: readonly number[];
  /** Whether they are normalised over the batch. */
  readonly isGeneratorNormalized: boolean;
  /** The widths of the discriminator's hidden layers. */
  readonly discriminatorSizes: readonly number[];
  /** Samples in a gradient step. */
  readonly batchSize: number;
}

/** Sec. IV-C and Table I; the paper leaves the noise open, 16 is our choice. */
export const TWIN_SHAPES: TwinShapes = {
  noiseSize: 16,
  generatorSizes: [128, 64],
  isGeneratorNormalized: true,
  discriminatorSizes: [64, 128],
  batchSize: 64,
};

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
  const { noiseSize, generatorSizes, isGeneratorNormalized } = shapes;
  return {
    inputs: [...condition, { name: "noise z", size: noiseSize, part: "" }],
    layers: generatorSizes.map((width) =>
      rectified(width, isGeneratorNormalized)
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
