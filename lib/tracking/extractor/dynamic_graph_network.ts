/**
 * The dynamic graph network of paper B, Sec. 3.1: targets attend to the
 * stations that measured them, eqs. (6) to (8), then each block attends to the
 * blocks before it, eq. (9).
 *
 * Two places are ours. ATTN of (8) is a layer of its own width and one that
 * scores it; and each self-attention is followed by the feed-forward layer and
 * the normalisations that a Transformer encoder has.
 *
 * @module
 */
import { rangeError, requireInteger } from "../../core/check.ts";
import type { RandomStream } from "../../core/random_stream.ts";
import { type Parameter, ParameterSet } from "../../nn/parameter_set.ts";
import { type Indices, Tape, type Tensor } from "../../nn/tape.ts";
import { TapeMemory } from "../../nn/tape_kernels.ts";
import {
  networkParameters,
  type NetworkShape,
  requireNetworkShape,
  tokenWidth,
} from "./network_shape.ts";

/**
 * The graphs of some blocks and targets (Sec. 3.1), edges sorted by their
 * target. All of them are one matrix of edges; "target" is a target in a block.
 */
export interface GraphTensors {
  /** x_m, [stations, numStationFeatures]. */
  readonly stations: Tensor;
  /** e, [edges, numEdgeFeatures]. */
  readonly edges: Tensor;
  /** The station of each edge, [edges]. */
  readonly stationOfEdge: Indices;
  /** The target of each edge, [edges]. */
  readonly targetOfEdge: Indices;
  /** [targets + 1]: the edges of target n are offsets[n], ... */
  readonly offsets: Indices;
  /**
   * What the targets' nodes begin with, [targets, numAnchorFeatures]; null for
   * the paper's zero vector h^(0).
   */
  readonly anchors: Tensor | null;
}

/** What the network gives of each window. */
export interface NetworkOutputs {
  /** Of the last block, [windows, numNowOutputs]. */
  readonly now: Tensor;
  /** Of the block after it, [windows, numNextOutputs]. */
  readonly next: Tensor;
}

/** A network with the tape that it computes on. */
export class DynamicGraphNetwork {
  /** Its widths. */
  readonly shape: NetworkShape;
  /** What training moves. */
  readonly parameters: ParameterSet;
  /** What it computes on. */
  readonly tape: Tape;
  /** Where the attention weights of the last graphs lie, a layer each. */
  #attentionAddresses: readonly number[] = [];
  readonly #memory: TapeMemory;
  readonly #named: ReadonlyMap<string, Parameter>;

  /**
   * Makes a network.
   *
   * @param shape its widths
   * @param rng the stream that its parameters are drawn from
   * @throws {RangeError} where a width breaks its rule
   */
  constructor(shape: NetworkShape, rng: RandomStream) {
    requireNetworkShape("make a dynamic graph network", shape);
    this.shape = shape;
    this.#memory = new TapeMemory();
    this.parameters = new ParameterSet(
      this.#memory,
      networkParameters(shape),
      rng,
    );
    this.tape = new Tape(this.#memory);
    this.#named = new Map(
      this.parameters.parameters.map((
        parameter,
      ) => [parameter.name, parameter]),
    );
  }

  /**
   * The spatial attention, (6) to (8): h^(L) of each target of some graphs. A
   * target without an edge gets no message.
   *
   * @param graphs tensors of this network's tape
   * @returns [targets, width]
   * @throws {RangeError} where the features are not as many as the shape has, or
   *   the nodes of targets begin otherwise than it says
   */
  attendStations(graphs: GraphTensors): Tensor {
    const { tape } = this;
    const { stations, edges, stationOfEdge, targetOfEdge, offsets } = graphs;
    this.#requireAnchors(graphs);
    const ofStation = this.#perceptron("station", stations);
    const messages = tape.concatenate(
      tape.rowsOf(ofStation, stationOfEdge),
      this.#perceptron("edge", edges),
    );
    let hidden = graphs.anchors === null
      ? tape.input(offsets.length - 1, this.shape.width, true)
      : this.#perceptron("anchor", graphs.anchors);
    const attentionAddresses: number[] = [];
    for (let l = 1; l <= this.shape.numSpatialLayers; l++) {
      const name = `spatial_${l}`;
      const ofTarget = tape.dense(
        hidden,
        this.#parameter(`${name}_hidden_weights`),
        null,
      );
      const mixed = tape.gelu(tape.add(
        tape.rowsOf(ofTarget, targetOfEdge),
        this.#dense(`${name}_message`, messages),
      ));
      const scores = this.#dense(`${name}_score`, mixed);
      const { means, weightsAddress } = tape.edgeAttention(
        scores,
        messages,
        offsets,
      );
      attentionAddresses.push(weightsAddress);
      hidden = this.#normalize(
        `${name}_norm`,
        tape.gelu(tape.add(hidden, means)),
      );
    }
    this.#attentionAddresses = attentionAddresses;
    return hidden;
  }

  /**
   * The attention weights alpha of the last graphs, (8). To be read before the
   * tape is reset, which uses their memory again.
   *
   * @param layer from 0
   * @param numEdges how many edges those graphs have
   * @returns [edges], a copy
   * @throws {RangeError} where there is no such layer, or no graphs were there
   */
  attentionWeights(layer: number, numEdges: number): Float32Array {
    const action = "read attention weights";
    requireInteger(action, { numEdges }, 0);
    requireInteger(action, { layer }, 0, this.#attentionAddresses.length - 1);
    return this.#memory.floats(this.#attentionAddresses[layer], numEdges)
      .slice();
  }

  /**
   * The temporal attention over windows of tokens, (9): the first layer tells of
   * the last block of each window, the second of the block after it.
   *
   * @param tokens [tokens, tokenWidth]
   * @param windowRows [windows * windowLength]: the rows of each window, the
   *   last block last
   * @param valid [windows]: how many of them count, the last ones, at least 1
   * @returns the outputs of both layers, a row a window
   * @throws {RangeError} where the shapes do not go together
   */
  attendBlocks(
    tokens: Tensor,
    windowRows: Indices,
    valid: Indices,
  ): NetworkOutputs {
    const { tape, shape } = this;
    const { windowLength: numKeys, numHeads } = shape;
    const size = tokenWidth(shape);
    const numWindows = valid.length;
    if (windowRows.length !== numWindows * numKeys) {
      const rule = `${numKeys} for each of ${numWindows} windows`;
      throw rangeError(
        "attend to blocks",
        "the number of windowRows",
        rule,
        windowRows.length,
      );
    }
    const columns = { query: 0, key: size, value: 2 * size, size };
    const places = tape.indices(
      Int32Array.from({ length: windowRows.length }, (_, n) => n % numKeys),
    );
    const last = tape.indices(
      Int32Array.from({ length: numWindows }, (_, n) => (n + 1) * numKeys - 1),
    );
    const embedded = tape.add(
      tape.rowsOf(tokens, windowRows),
      tape.rowsOf(this.#parameter("position"), places),
    );
    const asked = this.#dense("temporal_1_query_key_value", embedded);
    const first = this.#encode(
      1,
      embedded,
      tape.windowAttention(asked, asked, columns, valid, {
        numKeys,
        numQueries: numKeys,
        numHeads,
      }),
    );
    // Of the second layer only the last block is read.
    const firstLast = tape.rowsOf(first, last);
    const keysAndValues = this.#dense("temporal_2_query_key_value", first);
    const queries = tape.rowsOf(keysAndValues, last);
    const second = this.#encode(
      2,
      firstLast,
      tape.windowAttention(queries, keysAndValues, columns, valid, {
        numKeys,
        numQueries: 1,
        numHeads,
      }),
    );
    return {
      now: this.#dense("now", firstLast),
      next: this.#dense("next", second),
    };
  }

  /** What follows the attention in an encoder: sums, layers, normalisations. */
  #encode(layer: number, x: Tensor, attended: Tensor): Tensor {
    const { tape } = this;
    const name = `temporal_${layer}`;
    const out = this.#dense(`${name}_out`, attended);
    const middle = this.#normalize(`${name}_norm_1`, tape.add(x, out));
    const forward = this.#dense(
      `${name}_forward_2`,
      tape.gelu(this.#dense(`${name}_forward_1`, middle)),
    );
    return this.#normalize(`${name}_norm_2`, tape.add(middle, forward));
  }

  #requireAnchors({ anchors }: GraphTensors): void {
    const { numAnchorFeatures } = this.shape;
    const count = anchors?.columns ?? 0;
    if (count === numAnchorFeatures) return;
    const name = "the number of anchors' features";
    throw rangeError(
      "attend to stations",
      name,
      String(numAnchorFeatures),
      count,
    );
  }

  #perceptron(name: string, x: Tensor): Tensor {
    return this.#dense(
      `${name}_2`,
      this.tape.gelu(this.#dense(`${name}_1`, x)),
    );
  }

  #dense(name: string, x: Tensor): Tensor {
    return this.tape.dense(
      x,
      this.#parameter(`${name}_weights`),
      this.#parameter(`${name}_biases`),
    );
  }

  #normalize(name: string, x: Tensor): Tensor {
    return this.tape.layerNormalization(
      x,
      this.#parameter(`${name}_scale`),
      this.#parameter(`${name}_shift`),
    );
  }

  #parameter(name: string): Parameter {
    return this.#named.get(name)!;
  }
}
