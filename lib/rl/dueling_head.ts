/**
 * From the output of the dueling network's heads to Q-values and back: paper A,
 * Sec. III-C, eq. (34), and its gradient.
 *
 * @module
 */

/** What is subtracted from the advantages. */
export const DUELING_KINDS = ["max", "mean", "none"] as const;

/**
 * What is subtracted from the advantages: their maximum, which is eq. (34) as
 * printed; their mean, as in most code (Wang et al. 2016, eq. (9)); or no value
 * head at all: the outputs are the Q-values.
 */
export type DuelingKind = (typeof DUELING_KINDS)[number];

/** The outputs of a network's heads, row by row: U, then A of every action. */
export interface HeadRows {
  /** The numbers. */
  readonly values: Float32Array;
  /** From one row to the next. */
  readonly rowStride: number;
}

/** The widths of the network's heads. */
export function headSizes(dueling: DuelingKind, numActions: number): number[] {
  return dueling === "none" ? [numActions] : [1, numActions];
}

/**
 * The action of the largest Q-value, which is that of the largest advantage:
 * all else in eq. (34) is the same for all actions. Of equals, the first.
 */
export function greedyActionOf(
  dueling: DuelingKind,
  heads: HeadRows,
  row: number,
  numActions: number,
): number {
  const { values } = heads;
  const first = row * heads.rowStride + (dueling === "none" ? 0 : 1);
  let best = 0;
  for (let a = 1; a < numActions; a++) {
    if (values[first + a] > values[first + best]) best = a;
  }
  return best;
}

/**
 * The Q-value of one action in a row:
 *
 * Q(s, a) = U(s) + A(s, a) - max_a A(s, a) (34), or with the mean.
 */
export function qValueOf(
  dueling: DuelingKind,
  heads: HeadRows,
  row: number,
  action: number,
  numActions: number,
): number {
  const { values } = heads;
  const start = row * heads.rowStride;
  if (dueling === "none") return values[start + action];
  const baseline = baselineOf(dueling, values, start + 1, numActions);
  return values[start] + (values[start + 1 + action] - baseline);
}

/**
 * The Q-values of all actions in a row, as `qValueOf` gives them.
 *
 * @param out where they are written, of as many numbers as there are actions
 */
export function qValuesInto(
  out: Float64Array,
  dueling: DuelingKind,
  heads: HeadRows,
  row: number,
): void {
  const { values } = heads;
  const numActions = out.length;
  const start = row * heads.rowStride;
  if (dueling === "none") {
    for (let a = 0; a < numActions; a++) out[a] = values[start + a];
    return;
  }
  const first = start + 1;
  const baseline = baselineOf(dueling, values, first, numActions);
  for (let a = 0; a < numActions; a++) {
    out[a] = values[start] + (values[first + a] - baseline);
  }
}

/**
 * The gradient with respect to the heads, from that with respect to Q:
 *
 * dL/dU = sum_a dL/dQ_a, and dL/dA_a = dL/dQ_a - w_a sum_b dL/dQ_b, where w_a
 * is 1/numActions for the mean. For the maximum it is 1 for the largest
 * advantage and 0 for the others: a subgradient where two are equal.
 *
 * @param out where it is written, rows as those of the heads
 */
export function headGradientsInto(
  out: HeadRows,
  dueling: DuelingKind,
  heads: HeadRows,
  row: number,
  qGradients: Float64Array,
): void {
  const numActions = qGradients.length;
  const start = row * out.rowStride;
  if (dueling === "none") {
    for (let a = 0; a < numActions; a++) out.values[start + a] = qGradients[a];
    return;
  }
  let sum = 0;
  for (let a = 0; a < numActions; a++) sum += qGradients[a];
  const first = start + 1;
  const share = dueling === "mean" ? sum / numActions : 0;
  out.values[start] = sum;
  for (let a = 0; a < numActions; a++) {
    out.values[first + a] = qGradients[a] - share;
  }
  if (dueling === "max") {
    const best = greedyActionOf(dueling, heads, row, numActions);
    out.values[first + best] = qGradients[best] - sum;
  }
}

/** What is subtracted from the advantages, which begin at `first`. */
function baselineOf(
  dueling: "max" | "mean",
  advantages: Float32Array,
  first: number,
  numActions: number,
): number {
  if (dueling === "max") {
    let largest = advantages[first];
    for (let a = 1; a < numActions; a++) {
      largest = Math.max(largest, advantages[first + a]);
    }
    return largest;
  }
  let sum = 0;
  for (let a = 0; a < numActions; a++) sum += advantages[first + a];
  return sum / numActions;
}
