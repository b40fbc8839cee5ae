import assert from "node:assert/strict";
import {
  type Experiment,
  measureRun,
  runsOf,
} from "../../lib/experiments/experiment.ts";
import {
  type TrackNetworkName,
  type TrackNetworkResult,
  trackNetworks,
} from "../../lib/experiments/track_fig02_networks.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { DynamicGraphNetwork } from "../../lib/tracking/extractor/dynamic_graph_network.ts";
import { EXTRACTOR_SHAPE } from "../../lib/tracking/extractor/train_extractor.ts";

function measure(network: TrackNetworkName): TrackNetworkResult {
  const experiment = trackNetworks as unknown as Experiment;
  const run = runsOf(experiment)
    .find(({ id }) => id.includes(`/network=${network}/`))!;
  return measureRun(experiment, "paper", run).result as TrackNetworkResult;
}

Deno.test("the extractor's row is the network that is trained", () => {
  const { parameters } = new DynamicGraphNetwork(
    EXTRACTOR_SHAPE,
    openStream(1, "network"),
  );
  assert.equal(measure("extractor").numParameters, parameters.numParameters);
});

Deno.test("a token of all targets is as wide as they are together", () => {
  const { shape } = measure("extractor as printed");
  assert.equal(shape!.targetsPerToken * shape!.width, 8 * 32);
  assert.equal(shape!.numNowOutputs, 16);
});

Deno.test("the actors score all links, or one", () => {
  const heads = (network: TrackNetworkName) =>
    measure(network).description!.heads.map(({ width }) => width);
  assert.deepEqual(heads("actor of coordinates"), [6 * 8 + 1]);
  assert.deepEqual(heads("actor of pairs"), [1]);
  assert.deepEqual(heads("beam head"), [32, 32]);
});
