import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  DynamicGraphNetwork,
  exactAssociation,
  type Extractor,
  EXTRACTOR_SHAPE,
  extractorFilter,
  literalShape,
  recordEpisodes,
  RecursiveExtractor,
  scoreTracking,
  trackEpisodes,
  trackingScenario,
} from "../../../lib/tracking/mod.ts";

const scenario = trackingScenario({ numBlocks: 30 });
const open = (label: string) => openStream(1001, label);
const extractor: Extractor = {
  scenario,
  base: "fuse",
  network: new DynamicGraphNetwork(EXTRACTOR_SHAPE, open("network")),
};
const [episode] = recordEpisodes(scenario, [3], 1, open);
const starts = episode.map(({ start }) => start);
const measurementsOf = (block: number) =>
  episode.map((track) => track.measurements[block]);

Deno.test("with a fix and no learning yet, targets are followed, if badly", () => {
  const tracked = trackEpisodes(
    {
      scenario,
      filter: extractorFilter("new", extractor),
      association: exactAssociation,
    },
    4,
    3,
    open,
  );
  const { rmseM, lostRate } = scoreTracking(scenario, tracked);
  assert.equal(lostRate, 0);
  assert.ok(rmseM < 2, `${rmseM}`);
});

Deno.test("two episodes at once do not disturb each other", () => {
  const filter = extractorFilter("new", extractor);
  const follow = (groups: ReturnType<typeof filter.beginGroup>[]) => {
    for (let block = 0; block < 12; block++) {
      for (const group of groups) {
        if (block > 0) group.predict();
        group.update(measurementsOf(block));
      }
    }
    return groups.map((group) => group.beliefs());
  };
  const begin = () => filter.beginGroup(starts, open);
  const [alone] = follow([begin()]);
  assert.deepEqual(follow([begin(), begin()]), [alone, alone]);
});

Deno.test("it begins at the starts, and is asked for its prediction or its estimate", () => {
  let heard = 0;
  const filter = extractorFilter("new", extractor, ({ states, graphs }) => {
    heard++;
    assert.equal(states.age[0], heard);
    assert.equal(graphs?.offsets.length, 4);
  });
  const group = filter.beginGroup(starts, open);
  const places = () => group.beliefs().map(({ xM, yM }) => ({ xM, yM }));
  assert.deepEqual(places(), starts.map(({ position }) => position));
  group.update(measurementsOf(0));
  const estimates = places();
  group.predict();
  places().forEach(({ xM, yM }, n) => {
    const stepM = Math.hypot(xM - estimates[n].xM, yM - estimates[n].yM);
    // A step of a metre, as the network says next to nothing yet.
    assert.ok(Math.abs(stepM - 1) < 0.2, `${stepM}`);
  });
  assert.equal(heard, 1);
});

Deno.test("records taken apart or together carry tracks to the same places", () => {
  const ends = [1, 3, 6].map((numBlocks) => {
    const recursion = new RecursiveExtractor(extractor, starts.length);
    starts.forEach((start, track) => recursion.begin(track, start));
    for (let first = 0; first < 12; first += numBlocks) {
      recursion.openRecord(numBlocks, numBlocks === 3);
      for (let k = 0; k < numBlocks; k++) {
        recursion.observe(measurementsOf(first + k));
      }
      recursion.closeRecord();
    }
    return recursion.states;
  });
  assert.deepEqual(ends[1], ends[0]);
  assert.deepEqual(ends[2], ends[0]);
});

Deno.test("what does not fit is refused by name", () => {
  const literal = {
    ...extractor,
    network: new DynamicGraphNetwork(literalShape(1), open("network")),
  };
  assert.throws(
    () => extractorFilter("literal", literal),
    /^RangeError: Cannot make a filter as numEdgeFeatures must be 14: current value is 2$/,
  );
  const recursion = new RecursiveExtractor(extractor, 3);
  const action = "Cannot take in a block as";
  const refused = (run: () => unknown, message: string) =>
    assert.throws(run, { message });
  refused(
    () => recursion.observe(measurementsOf(0)),
    `${action} the number of blocks left in the record must be positive: ` +
      "current value is 0",
  );
  starts.forEach((start, track) => recursion.begin(track, start));
  recursion.openRecord(2, false);
  refused(
    () => recursion.observe(measurementsOf(0).slice(1)),
    `${action} measurements must be as many as the 3 tracks: current shape ` +
      "is 2",
  );
  const bad = { ...measurementsOf(0)[0][0], station: 6 };
  refused(
    () => recursion.observe([[bad], [], []]),
    `${action} station must be an integer from 0 to 5: current value is 6`,
  );
  recursion.observe(measurementsOf(0));
  refused(
    () => recursion.closeRecord(),
    "Cannot close a record as the number of its blocks must be the 2 that it " +
      "was opened for: current value is 1",
  );
  recursion.observe(measurementsOf(1));
  assert.throws(() => recursion.observe(measurementsOf(2)), RangeError);
  recursion.closeRecord();
  assert.throws(
    () => recursion.begin(3, starts[0]),
    /track must be an integer/,
  );
  assert.throws(
    () => new RecursiveExtractor(extractor, 0),
    /numTracks must be/,
  );
});
