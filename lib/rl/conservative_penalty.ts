/**
 * The conservative penalty of paper A, Sec. IV-B, eq. (46) (Kumar et al. 2020,
 * CQL): it lowers the Q-values of actions that the data do not show.
 *
 * @module
 */

/**
 * The penalty of one state, log sum_a exp Q(s, a) - Q(s, a_data) (46), and its
 * gradient, softmax_a Q(s, a) - [a = a_data].
 *
 * @param qGradients the scaled gradient is added to these, one an action
 * @param qValues Q(s, a) of every action; overwritten
 * @param dataAction a_data, the action that the data show
 * @param scale what the gradient is multiplied with
 * @returns the penalty, which is not scaled
 */
export function addConservativeGradientInto(
  qGradients: Float64Array,
  qValues: Float64Array,
  dataAction: number,
  scale: number,
): number {
  const numActions = qValues.length;
  let largest = -Infinity;
  for (let a = 0; a < numActions; a++) {
    if (qValues[a] > largest) largest = qValues[a];
  }
  const dataValue = qValues[dataAction];
  let sum = 0;
  for (let a = 0; a < numActions; a++) {
    qValues[a] = Math.exp(qValues[a] - largest);
    sum += qValues[a];
  }
  for (let a = 0; a < numActions; a++) {
    qGradients[a] += scale * qValues[a] / sum;
  }
  qGradients[dataAction] -= scale;
  return largest + Math.log(sum) - dataValue;
}
