/** An episode of beam selection: one beam further until one succeeds. */

import { beamScenario, openStream } from "@isac/bench";
import { BeamEnvironment, MAX_STEPS } from "@isac/bench/beam-selection";

const world = new BeamEnvironment({
  scenario: beamScenario({ transmitPowerDbm: 30 }),
  feedback: "plug-in",
  flag: "direction",
  maxSteps: MAX_STEPS,
});
let step = world.reset((label) => openStream(1, label));
while (!step.isSuccess && !step.isCut) {
  step = world.tryBeam(step.observation.beam + 1);
}
const { beam, detectionProbability } = step.observation;
console.log(`beam ${beam}: P_D ${detectionProbability.toFixed(3)}`);
