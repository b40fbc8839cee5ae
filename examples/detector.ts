/** A detector over four receivers: its threshold, and what it detects. */

import { detectionProbability, detectionThreshold } from "@isac/bench";

const numReceivers = 4;
const threshold = detectionThreshold(1e-3, numReceivers); // false alarms
for (const noncentrality of [10, 30, 60]) {
  const share = detectionProbability(noncentrality, threshold, numReceivers);
  console.log(`echo ${noncentrality}: P_D ${share.toFixed(3)}`);
}
