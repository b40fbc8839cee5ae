import assert from "node:assert/strict";
import { squaredNorm } from "../../lib/core/complex_array.ts";
import { range } from "../../lib/core/range.ts";
import { openStream, type RandomStream } from "../../lib/core/random_stream.ts";
import { nearestBeamPairs } from "../../lib/channel/beam_pair.ts";
import {
  type EchoTarget,
  receiveEchoes,
  sampleEchoGain,
} from "../../lib/channel/ofdm_echo.ts";
import { echoPowerGain, type OfdmRadar } from "../../lib/channel/ofdm_radar.ts";
import {
  sampleTransmission,
  selectStream,
} from "../../lib/channel/ofdm_transmission.ts";
import { sightLine } from "../../lib/channel/sight_line.ts";
import {
  type PredictedEcho,
  separateEchoes,
} from "../../lib/estimation/echo_cancellation.ts";
import { measureTargets } from "../../lib/estimation/signal_measurement.ts";
import { testRadar } from "../channel/test_radar.ts";
import { AREA } from "./measured_echo.ts";

const radar = testRadar();
/** The first two are seen at cosines of 0.80 and 0.83, at 90 m and 36 m. */
const places = [{ xM: 222, yM: 54 }, { xM: 180, yM: 20 }, { xM: 120, yM: 45 }];
const station = { xM: 150, yM: 0 };
const still = { xMps: 0, yMps: 0 };
const settings = { ...AREA, detectionThreshold: 20 };

function echoTargets(rng: RandomStream): EchoTarget[] {
  return places.map((place) => {
    const line = sightLine(station, place, still);
    return { ...line, gain: sampleEchoGain(radar, line.rangeM, 1, rng) };
  });
}

/** Predictions that are wrong by a normal error in both axes. */
function predict(errorM: number, rng: RandomStream): PredictedEcho[] {
  return places.map(({ xM, yM }) => {
    const place = {
      xM: xM + errorM * rng.gaussian(),
      yM: yM + errorM * rng.gaussian(),
    };
    const line = sightLine(station, place, still);
    return {
      ...line,
      gainPower: echoPowerGain(radar, line.rangeM, 1),
      rangeSigmaM: errorM,
      cosineSigma: errorM / line.rangeM,
    };
  });
}

/** Two chains on the first two targets, with all three echoing. */
function receive(radar: OfdmRadar, errorM: number, rng: RandomStream) {
  const predictions = predict(errorM, rng);
  const streams = [0, 1].map((target) =>
    nearestBeamPairs(predictions[target].angleCosine, 32, 2)
  );
  const transmission = sampleTransmission(radar, streams, rng);
  const targets = echoTargets(rng);
  const received = receiveEchoes(radar, transmission, targets, rng);
  return { predictions, transmission, targets, received };
}

/** The power of what is left beside the own echo, over that before. */
function leftShare(errorM: number, rng: RandomStream): number {
  const quiet = { ...radar, noisePowerMw: 1e-9 * radar.noisePowerMw };
  const scene = receive(quiet, errorM, rng);
  const { transmission, targets, received, predictions } = scene;
  const echoes = separateEchoes(
    quiet,
    transmission,
    received,
    predictions,
    [0, 1],
  );
  const silent = { ...quiet, noisePowerMw: 1e-60 };
  const shares = echoes.map((echo, chain) => {
    const alone = {
      streams: [transmission.streams[chain]],
      symbols: {
        re: transmission.symbols.re.subarray(528 * chain, 528 * (chain + 1)),
        im: transmission.symbols.im.subarray(528 * chain, 528 * (chain + 1)),
      },
    };
    const own = selectStream(
      silent,
      alone,
      receiveEchoes(silent, alone, [targets[chain]], rng),
      0,
    );
    const before = selectStream(quiet, transmission, received, chain);
    const restOf = (array: typeof echo) =>
      squaredNorm({
        re: array.re.map((value, i) => value - own.re[i]),
        im: array.im.map((value, i) => value - own.im[i]),
      });
    return restOf(echo) / restOf(before);
  });
  return Math.max(...shares);
}

Deno.test("what is predicted exactly goes without a rest, and the own echo stays", () => {
  assert.ok(leftShare(0, openStream(1, "exact")) < 1e-5);
});

Deno.test("predictions wrong by 0.3 m leave a hundredth of the others' power, on average", () => {
  const rng = openStream(1, "wrong");
  const shares = range(0, 20).map(() => leftShare(0.3, rng));
  const mean = shares.reduce((sum, share) => sum + share) / shares.length;
  assert.ok(mean < 0.01, `${mean}`);
});

Deno.test("a target alone loses nothing of its echo", () => {
  const rng = openStream(1, "alone");
  const [prediction] = predict(0, rng);
  const streams = [nearestBeamPairs(prediction.angleCosine, 32, 2)];
  const transmission = sampleTransmission(radar, streams, rng);
  const [target] = echoTargets(rng);
  const received = receiveEchoes(radar, transmission, [target], rng);
  const [echo] = separateEchoes(
    radar,
    transmission,
    received,
    [prediction],
    [0],
  );
  assert.deepEqual(echo, selectStream(radar, transmission, received, 0));
});

Deno.test("among others' echoes cancellation finds its target, where the raw echo often has another's", () => {
  const rng = openStream(1, "measure");
  const nothing = (prediction: PredictedEcho) => ({
    ...prediction,
    gainPower: 0,
  });
  // The far target's chain hears the near one, 16 dB stronger.
  let [numWrong, numWrongRaw] = [0, 0];
  for (let i = 0; i < 60; i++) {
    const scene = receive(radar, 0.3, rng);
    const { predictions, transmission, targets, received } = scene;
    const measure = (known: PredictedEcho[]) =>
      measureTargets(
        radar,
        transmission,
        received,
        known,
        [0, 1],
        settings,
      );
    const isWrong = (measurements: ReturnType<typeof measure>) =>
      measurements.some((measurement, chain) =>
        measurement !== null &&
        Math.abs(measurement.rangeM - targets[chain].rangeM) > 5
      );
    numWrong += +isWrong(measure(predictions));
    numWrongRaw += +isWrong(measure(predictions.map(nothing)));
  }
  assert.equal(numWrong, 0);
  assert.ok(numWrongRaw > 20, `${numWrongRaw}`);
});

Deno.test("where nothing echoes nothing is measured", () => {
  const rng = openStream(1, "silence");
  const predictions = predict(0.3, rng);
  const streams = [0, 1].map((target) =>
    nearestBeamPairs(predictions[target].angleCosine, 32, 2)
  );
  const transmission = sampleTransmission(radar, streams, rng);
  const received = receiveEchoes(radar, transmission, [], rng);
  assert.deepEqual(
    measureTargets(
      radar,
      transmission,
      received,
      predictions,
      [0, 1],
      settings,
    ),
    [null, null],
  );
});

Deno.test("bad arguments are named", () => {
  const rng = openStream(1, "bad");
  const { predictions, transmission, received } = receive(radar, 0.3, rng);
  assert.throws(
    () => separateEchoes(radar, transmission, received, predictions, [0]),
    /targets must be as many as the 2 streams: current shape is 1/,
  );
  assert.throws(
    () => separateEchoes(radar, transmission, received, predictions, [0, 3]),
    /target must be an integer from 0 to 2/,
  );
  const bad = [{ ...predictions[0], gainPower: -1 }];
  assert.throws(
    () => separateEchoes(radar, transmission, received, bad, [0, 0]),
    /gainPower must be non-negative/,
  );
});
