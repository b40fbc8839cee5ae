/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015).
 *
 * @module
 */
import {
  requireObject,
  requirePositive,
  requireWithin,
} from "../core/check.ts";
import type { DenseKernels } from "./dense_kernels.ts";

/** The constants of Adam beside the learning rate. */
export interface AdamSettings {
  /** The share of the first moment that a step keeps. */
  readonly beta1: number;
  /** The share of the second moment that a step keeps. */
  readonly beta2: number;
  /** What keeps the denominator from zero. */
  readonly epsilon: number;
}

/**
 * The constants of Kingma and Ba, which are PyTorch's too. tfjs has 1e-7 for
 * epsilon unless told.
 */
export const DEFAULT_ADAM: AdamSettings = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};

/** Where numbers lie that Adam works on, and how many they are. */
export interface AdamBlock {
  /** The byte in the memory where they begin. */
  readonly address: number;
  /** The numbers, of which Adam itself needs only the count. */
  readonly values: { readonly length: number };
}

/** What Adam works on: four blocks of the same length in one memory. */
export interface AdamBlocks {
  /** The parameters that a step changes. */
  readonly parameters: AdamBlock;
  /** The gradient of the loss with respect to each. */
  readonly gradients: AdamBlock;
  /** m, the running mean of the gradient. */
  readonly firstMoments: AdamBlock;
  /** v, the running mean of its square. */
  readonly secondMoments: AdamBlock;
}

/** The kernel of a step. */
export type AdamKernels = Pick<DenseKernels, "adamUpdate">;

/** How far the powers of beta1 and beta2 in the bias correction have come. */
export interface AdamClock {
  /** beta1^t after t steps: 1 at first. */
  readonly beta1Power: number;
  /** beta2^t after t steps: 1 at first. */
  readonly beta2Power: number;
}

/** Throws unless the settings can be Adam's. */
export function requireAdamSettings(
  action: string,
  settings: AdamSettings,
): void {
  requireObject(action, { "Adam's settings": settings });
  const { beta1, beta2, epsilon } = settings;
  requireWithin(action, { beta1, beta2 }, 0, 1 - 1e-6);
  requirePositive(action, { epsilon });
}

/** The optimiser of one block of parameters. */
export class Adam {
  readonly #kernels: AdamKernels;
  readonly #blocks: AdamBlocks;
  readonly #settings: AdamSettings;
  // Multiplied up step by step: the same bits on every processor, which a
  // power function would not promise.
  #beta1Power = 1;
  #beta2Power = 1;

  /** Adam over blocks that lie in the memory of the kernels. */
  constructor(
    kernels: AdamKernels,
    blocks: AdamBlocks,
    settings: AdamSettings,
  ) {
    this.#kernels = kernels;
    this.#blocks = blocks;
    this.#settings = settings;
  }

  /**
   * Moves the parameters against the gradients:
   *
   * theta -= learningRate * mHat / (sqrt(vHat) + epsilon), with
   * mHat = m / (1 - beta1^t) and vHat = v / (1 - beta2^t).
   */
  step(learningRate: number): void {
    const { beta1, beta2, epsilon } = this.#settings;
    const { parameters, gradients, firstMoments, secondMoments } = this.#blocks;
    this.#beta1Power *= beta1;
    this.#beta2Power *= beta2;
    this.#kernels.adamUpdate(
      parameters.address,
      gradients.address,
      firstMoments.address,
      secondMoments.address,
      parameters.values.length,
      learningRate / (1 - this.#beta1Power),
      beta1,
      beta2,
      1 - beta1,
      1 - beta2,
      1 / (1 - this.#beta2Power),
      epsilon,
    );
  }

  /** The powers of the betas; the moments are in their blocks. */
  get clock(): AdamClock {
    return { beta1Power: this.#beta1Power, beta2Power: this.#beta2Power };
  }

  /** Sets the powers of the betas to those of a saved clock. */
  restoreClock({ beta1Power, beta2Power }: AdamClock): void {
    requireWithin("restore Adam", { beta1Power, beta2Power }, 0, 1);
    this.#beta1Power = beta1Power;
    this.#beta2Power = beta2Power;
  }
}
