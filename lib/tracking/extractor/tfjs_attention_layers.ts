/**
 * What tfjs has no layers for: the two attentions of a dynamic graph network,
 * and what places, stations and targets bring to it. To load a stored model
 * this module has to be imported: it registers the layers.
 *
 * @module
 */
import {
  add,
  concat,
  expandDims,
  matMul,
  mul,
  reshape,
  serialization,
  slice,
  softmax,
  squeeze,
  sub,
  sum,
  tanh,
  type Tensor,
  tidy,
  transpose,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { initializers, layers } from "@tensorflow/tfjs-layers";
import "../../nn/tfjs_backend.ts";

type Shape = (number | null)[];

/** What a score that does not count is lowered by. */
const NEVER = 1e9;

/** A layer of one output, which frees what it computed on the way there. */
abstract class JoiningLayer extends layers.Layer {
  /** The output of all inputs. */
  abstract join(inputs: readonly Tensor[]): Tensor;
  /** The shape of the output. */
  abstract joinShapes(shapes: readonly Shape[]): Shape;

  /** As `layers.Layer` has it. */
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => this.join(Array.isArray(inputs) ? inputs : [inputs]));
  }

  /** As `layers.Layer` has it. */
  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const isList = Array.isArray(shapes[0]);
    return this.joinShapes((isList ? shapes : [shapes]) as Shape[]);
  }
}

/**
 * The Gaussian error linear unit, in its form with tanh. tfjs has it, as the
 * activation "gelu_new", which it stores under a name that it cannot read.
 */
export class GaussianUnit extends JoiningLayer {
  /** Its name in stored models. */
  static readonly className = "GaussianUnit";

  /** As above. */
  join([x]: readonly Tensor[]): Tensor {
    const cube = mul(mul(x, mul(x, x)), 0.044715);
    const gate = tanh(mul(add(x, cube), Math.sqrt(2 / Math.PI)));
    return mul(mul(x, 0.5), add(gate, 1));
  }

  /** As above. */
  joinShapes([shape]: readonly Shape[]): Shape {
    return shape;
  }
}

/**
 * The messages (6): of stations [batch, M, d] and edges [batch, slots, M, d],
 * side by side, [batch, slots, M, 2 d].
 */
export class StationMessages extends JoiningLayer {
  /** Its name in stored models. */
  static readonly className = "StationMessages";

  /** As above. */
  join([stations, edges]: readonly Tensor[]): Tensor {
    const spread = add(expandDims(stations, 1), zerosLike(edges));
    return concat([spread, edges], -1);
  }

  /** As above. */
  joinShapes([, edges]: readonly Shape[]): Shape {
    return [...edges.slice(0, -1), 2 * edges.at(-1)!];
  }
}

/** Targets [batch, slots, d] added to each of their messages. */
export class TargetMessages extends JoiningLayer {
  /** Its name in stored models. */
  static readonly className = "TargetMessages";

  /** As above. */
  join([targets, messages]: readonly Tensor[]): Tensor {
    return add(expandDims(targets, 2), messages);
  }

  /** As above. */
  joinShapes([, messages]: readonly Shape[]): Shape {
    return messages;
  }
}

/** Zeros for the nodes that begin with nothing, [batch, slots, units]. */
export class ZeroNodes extends layers.Layer {
  /** Its name in stored models. */
  static readonly className = "ZeroNodes";
  readonly #units: number;

  /** A layer of so many columns. */
  constructor(config: { readonly units: number; readonly name?: string }) {
    super(config);
    this.#units = config.units;
  }

  /** Of the mask of the edges, [batch, slots, M]. */
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const mask = Array.isArray(inputs) ? inputs[0] : inputs;
      const column = slice(mask, [0, 0, 0], [-1, -1, 1]);
      return concat(Array(this.#units).fill(zerosLike(column)), -1);
    });
  }

  /** As `layers.Layer` has it. */
  override computeOutputShape(shape: Shape | Shape[]): Shape {
    return [...(shape as Shape).slice(0, 2), this.#units];
  }

  /** As `layers.Layer` has it. */
  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), units: this.#units };
  }
}

/**
 * The attention over stations, (7) and (8): of scores [batch, slots, M, 1] and
 * values [batch, slots, M, d] where the mask [batch, slots, M] is 1, and zeros
 * where it nowhere is: [batch, slots, d].
 */
export class EdgeAttention extends JoiningLayer {
  /** Its name in stored models. */
  static readonly className = "EdgeAttention";

  /** As above. */
  join([scores, values, mask]: readonly Tensor[]): Tensor {
    const lowered = mul(sub(mask, 1), NEVER);
    const weights = softmax(add(squeeze(scores, [3]), lowered));
    // Where nothing counts, all is lowered alike, and the mask has to tell.
    return sum(mul(expandDims(mul(weights, mask), -1), values), 2);
  }

  /** As above. */
  joinShapes([, [batch, slots, , columns]]: readonly Shape[]): Shape {
    return [batch, slots, columns];
  }
}

/** Tokens [batch, W, d] with what the places in the window add to them. */
export class WindowPlaces extends layers.Layer {
  /** Its name in stored models. */
  static readonly className = "WindowPlaces";

  /** As `layers.Layer` has it. */
  override build(shape: Shape | Shape[]): void {
    const sizes = (shape as number[]).slice(1);
    this.addWeight("places", sizes, "float32", initializers.zeros());
    super.build(shape);
  }

  /** As above. */
  override call(inputs: Tensor | Tensor[]): Tensor {
    const tokens = Array.isArray(inputs) ? inputs[0] : inputs;
    return tidy(() => add(tokens, this.weights[0].read()));
  }
}

/** The last block of a window: of [batch, W, d], [batch, 1, d]. */
export class LastBlock extends JoiningLayer {
  /** Its name in stored models. */
  static readonly className = "LastBlock";

  /** As above. */
  join([tokens]: readonly Tensor[]): Tensor {
    const [, length] = tokens.shape;
    return slice(tokens, [0, length - 1, 0], [-1, 1, -1]);
  }

  /** As above. */
  joinShapes([[batch, , columns]]: readonly Shape[]): Shape {
    return [batch, 1, columns];
  }
}

/**
 * The self-attention over a window, head by head: of queries, keys and values
 * side by side in [batch, Q, 3 d] and [batch, W, 3 d] to the blocks where the
 * mask [batch, W] is 1: [batch, Q, d]. The first gives only queries, the
 * second only keys and values.
 */
export class WindowAttention extends JoiningLayer {
  /** Its name in stored models. */
  static readonly className = "WindowAttention";
  readonly #numHeads: number;

  /** A layer of so many heads. */
  constructor(config: { readonly numHeads: number; readonly name?: string }) {
    super(config);
    this.#numHeads = config.numHeads;
  }

  /** As above. */
  join([asking, asked, mask]: readonly Tensor[]): Tensor {
    const size = asked.shape[2]! / 3;
    const headSize = size / this.#numHeads;
    const part = (from: Tensor, n: number) => {
      const columns = slice(from, [0, 0, n * size], [-1, -1, size]);
      const [batch, length] = columns.shape;
      return reshape(columns, [batch, length, this.#numHeads, headSize]);
    };
    const [queries, keys, values] = [
      part(asking, 0),
      part(asked, 1),
      part(asked, 2),
    ];
    const heads = (x: Tensor) => transpose(x, [0, 2, 1, 3]);
    const products = matMul(heads(queries), heads(keys), false, true);
    const scores = mul(products, 1 / Math.sqrt(headSize));
    const lowered = mul(sub(mask, 1), NEVER);
    const [batch, length] = mask.shape;
    const weights = softmax(add(
      scores,
      reshape(lowered, [batch, 1, 1, length]),
    ));
    const means = heads(matMul(weights, heads(values)));
    return reshape(means, [batch, asking.shape[1]!, size]);
  }

  /** As above. */
  joinShapes([[batch, length, columns]]: readonly Shape[]): Shape {
    return [batch, length, columns! / 3];
  }

  /** As `layers.Layer` has it. */
  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), numHeads: this.#numHeads };
  }
}

for (
  const layer of [
    GaussianUnit,
    StationMessages,
    TargetMessages,
    ZeroNodes,
    EdgeAttention,
    WindowPlaces,
    LastBlock,
    WindowAttention,
  ]
) {
  serialization.registerClass(
    layer as serialization.SerializableConstructor<layers.Layer>,
  );
}
