import assert from "node:assert/strict";
import { beamCosine } from "../../../lib/channel/beam_pair.ts";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import {
  fromModelFiles,
  toModelFiles,
} from "../../../lib/nn/tfjs_model_files.ts";
import {
  importTfjsPerceptron,
  toTfjsPerceptron,
} from "../../../lib/nn/tfjs_perceptron.ts";
import {
  BEAM_HEAD_SETTINGS,
  type BeamPicker,
  collectBeamExamples,
  cosineAt,
  createBeamHead,
  exactAssociation,
  headBeams,
  headingFilter,
  nearestBeam,
  nearestBeams,
  NO_BEAMS,
  type PositionBelief,
  runClosedLoop,
  tallyBeams,
  trackingScenario,
  trainBeamHead,
} from "../../../lib/tracking/mod.ts";

const scenario = trackingScenario();
const tracker = {
  scenario,
  filter: headingFilter(scenario),
  association: exactAssociation,
};

function placeAt(xM: number, yM: number): PositionBelief {
  return { xM, yM, varianceXM2: 1, covarianceXYM2: 0, varianceYM2: 1 };
}

function play(beams: BeamPicker | undefined, numBlocks = 100) {
  const short = trackingScenario({ numBlocks });
  let tally = NO_BEAMS;
  const tracked = runClosedLoop(
    { ...tracker, scenario: short, ...(beams ? { beams } : {}) },
    6,
    (label) => openStream(1001, label),
    (block) => {
      tally = tallyBeams(tally, short, beams ?? nearestBeams(short), block);
    },
  );
  return { tally, tracked };
}

Deno.test("the nearest beam is among the nearest pairs, and points nearest", () => {
  const rng = openStream(1, "places");
  for (let n = 0; n < 500; n++) {
    const place = placeAt(5 + 290 * rng.uniform(), 5 + 90 * rng.uniform());
    const station = rng.integer(6);
    const beam = nearestBeam(scenario, station, place);
    const cosine = cosineAt(scenario.baseStations[station], place);
    const distances = range(0, 32)
      .map((other) => Math.abs(beamCosine(other, 32) - cosine));
    assert.ok(distances[beam] <= Math.min(...distances) + 1e-12);
    const pairs = nearestBeams(scenario)(station, place);
    assert.equal(pairs.length, 4);
    assert.ok(pairs.some(({ transmitBeam }) => transmitBeam === beam));
  }
});

Deno.test("to name the nearest beams changes nothing", () => {
  const plain = play(undefined);
  assert.deepEqual(play(nearestBeams(scenario)).tracked, plain.tracked);
  const { numLinks, numInSector, numNearest } = plain.tally;
  assert.equal(numLinks, 12 * 100);
  assert.ok(numInSector > 0.99 * numLinks && numNearest > 0.99 * numLinks);
});

Deno.test("a head's beams are the Top-K of either side, each with each", () => {
  const head = createBeamHead(scenario, [], 1, openStream(1, "head"));
  const biases = [0, 1].map((side) =>
    range(0, 32).map((beam) =>
      side === 0 ? -Math.abs(beam - 7.2) : -Math.abs(beam - 30.9)
    )
  );
  const weights = new Float32Array(4 * 32);
  head.importWeights([weights, biases[0], weights, biases[1]]);
  assert.deepEqual(headBeams(scenario, head)(0, placeAt(50, 50)), [
    { transmitBeam: 7, receiveBeam: 30 },
    { transmitBeam: 7, receiveBeam: 31 },
    { transmitBeam: 8, receiveBeam: 30 },
    { transmitBeam: 8, receiveBeam: 31 },
  ]);
  const other = trackingScenario({ numBeams: 16 });
  assert.throws(
    () => headBeams(other, head),
    /head must have 4 inputs and two heads of 16: current shape is 4, 32,32/,
  );
});

Deno.test("a head learns to point, tracks, and goes through the tfjs format", async () => {
  const settings = {
    ...BEAM_HEAD_SETTINGS,
    hiddenSizes: [48, 48],
    numEpisodes: 4,
    numSteps: 1500,
  };
  const open = (label: string) => openStream(1001, `head/${label}`);
  const { head, losses } = trainBeamHead(settings, tracker, open);
  assert.ok(losses[0] > 1 && losses[9] < 0.7, `${losses}`);
  const { tally } = play(headBeams(scenario, head));
  assert.ok(tally.numInSector > 0.95 * tally.numLinks);
  const files = await toModelFiles(toTfjsPerceptron(head));
  const copy = createBeamHead(scenario, [48, 48], 1, openStream(2, "head"));
  importTfjsPerceptron(copy, await fromModelFiles(files));
  const [first, second] = [head, copy]
    .map((own) => play(headBeams(scenario, own), 20).tracked);
  assert.deepEqual(first.estimatesM, second.estimatesM);
});

Deno.test("examples: every station and target of every block, from the area", () => {
  const { inputs, beams } = collectBeamExamples(
    { numEpisodes: 1, numTargets: 4 },
    tracker,
    (label) => openStream(1001, label),
  );
  assert.equal(beams.length, 100 * 4 * 6);
  assert.equal(inputs.length, 4 * beams.length);
  assert.ok(inputs.every((value) => Math.abs(value) <= 1.1));
  assert.ok(beams.every((beam) => beam < 32));
  assert.ok(new Set(beams).size > 20);
});
