/**
 * Random bad arguments at every function of the public surface: each is refused
 * in one sentence that names it, or does no harm. A new function of lib/mod.ts
 * needs a line in `FUNCTIONS`: a sampler of good values for each argument.
 */

import assert from "node:assert/strict";
import * as library from "../lib/mod.ts";
import { openStream, type RandomStream, range } from "../lib/mod.ts";

const NUM_CALLS = 1000;
const MAX_SECONDS_A_CALL = 2;

/** Draws a good value of an argument. */
type Sampler = (rng: RandomStream) => unknown;

const real = (min: number, max: number): Sampler => (rng) =>
  min + (max - min) * rng.uniform();
const powerOfTen = (min: number, max: number): Sampler => (rng) =>
  10 ** (min + (max - min) * rng.uniform());
const integer = (min: number, max: number): Sampler => (rng) =>
  min + rng.integer(max - min + 1);
const oneOf = (...choices: unknown[]): Sampler => (rng) =>
  choices[rng.integer(choices.length)];
const listOf = (length: number, sample: Sampler): Sampler => (rng) =>
  Array.from({ length }, () => sample(rng));
const record = (fields: Record<string, Sampler>): Sampler => (rng) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, sample]) => [name, sample(rng)]),
  );
const complexArray = (length: number): Sampler => (rng) =>
  library.sampleComplexGaussian(length, 1, rng);

const costs = (length: number): Sampler => (rng) =>
  Float64Array.from({ length }, () => rng.gaussian());

/** Words of a message, which the code holds: carried as they are. */
const words = oneOf("steer a beam", "the angle");
const label = oneOf("target", "noise");
const probability: Sampler = (rng) =>
  rng.uniform() < 0.5 ? real(0.001, 0.999)(rng) : powerOfTen(-300, -1)(rng);
const count = integer(1, 16);
const angle = real(-7, 7);
const noisePower = powerOfTen(-12, 3);
const complex = record({ re: angle, im: angle });
const vector = complexArray(8);
const vectors = listOf(4, vector);
const crossSections = complexArray(4);
const codebook = oneOf(...library.CODEBOOK_KINDS);
const feedback = oneOf(...library.FEEDBACKS);
const stream: Sampler = (rng) => openStream(rng.integer(1e6), "argument");
const streamState: Sampler = (rng) => {
  const opened = openStream(rng.integer(1e6), "argument");
  opened.gaussian();
  return opened.saveState();
};
const place = record({ xM: real(50, 450), yM: real(50, 450) });
const pathLoss = record({
  gainAtOneMetreDb: real(-60, 0),
  exponent: real(2, 4),
});
const motion = record({
  position: place,
  headingRad: angle,
  speedMps: real(0, 5),
  blocksOnHeading: integer(0, 10),
});
const changes = record({
  numAntennas: count,
  numBeams: count,
  codebook,
  transmitter: place,
  pathLoss,
  transmitPowerDbm: real(-10, 50),
});
const scenario: Sampler = (rng) =>
  library.beamScenario(changes(rng) as Partial<library.BeamScenario>);
const degreesOfFreedom = powerOfTen(-9, 6);
const threshold = powerOfTen(-9, 12);
const noncentrality = powerOfTen(-9, 10);
const powerSum = record({
  variances: listOf(4, powerOfTen(-1, 1)),
  noncentralities: listOf(4, real(0, 50)),
});
const noisyReceivers = listOf(
  4,
  record({
    responseEnergy: real(1, 64),
    noisePower: powerOfTen(-1, 1),
    reflectionPower: real(0, 2),
  }),
);
const transmission = record({ beam: vector, waveform: vector });
const echoPath = record({
  reflection: complex,
  receiveSteering: vector,
  transmitSteering: vector,
  delaySamples: count,
});

/** A block that is feasible, up to the paper's six stations. */
const association: Sampler = (rng) => {
  const capacity = 1 + rng.integer(2);
  const numBaseStations = 1 + rng.integer(6);
  const numTargets = capacity +
    rng.integer((numBaseStations - 1) * capacity + 1);
  return {
    numBaseStations,
    capacity,
    numTargets,
    capacityRule: oneOf(...library.CAPACITY_RULES)(rng),
    cost: costs(numTargets * 2 ** numBaseStations)(rng),
    linkCosts: costs(numTargets * numBaseStations)(rng),
    unservedCosts: costs(numTargets)(rng),
  };
};

/** Two targets, who may have any of two stations. */
const TWO_STATIONS = {
  numBaseStations: 2,
  capacity: 2,
  numTargets: 2,
  cost: new Float64Array(8).fill(1),
};
/** Data sheets that keep to 8 antennas, 16 beams and 8 sub-carriers. */
const radarSettings = record({
  carrierFrequencyHz: powerOfTen(9, 11),
  subcarrierSpacingHz: powerOfTen(4, 6),
  numSubcarriers: oneOf(8),
  symbolDurationS: powerOfTen(-6, -4),
  numTransmitAntennas: integer(2, 8),
  numReceiveAntennas: integer(2, 8),
  numBeams: oneOf(16),
  numChains: integer(2, 3),
  transmitPowerDbm: real(-10, 50),
  noiseFigureDb: real(0, 20),
});
const radar: Sampler = (rng) =>
  library.createOfdmRadar(radarSettings(rng) as library.OfdmRadarSettings);
const numBeams = oneOf(16);
const cosine = real(-1, 1);
const beamPair = record({
  transmitBeam: integer(0, 15),
  receiveBeam: integer(0, 15),
});
const beamPairs = listOf(4, beamPair);
const streams = listOf(2, beamPairs);
const ofdmTransmission = record({
  streams,
  symbols: complexArray(2 * 4 * 8),
});
const sight = {
  rangeM: real(10, 300),
  angleCosine: cosine,
  radialSpeedMps: real(-30, 30),
};
const echoTargets = listOf(3, record({ ...sight, gain: complex }));
const received = complexArray(2 * 4 * 8);
const echo = complexArray(4 * 8);
const maxRangeM = real(10, 100);
const sectorMarginBeams = real(0, 1);
const detectionThreshold = real(1, 30);
const searchArea = record({ maxRangeM, sectorMarginBeams });
const predictions = listOf(
  3,
  record({
    ...sight,
    gainPower: powerOfTen(-16, -10),
    rangeSigmaM: real(0, 1),
    cosineSigma: real(0, 0.02),
  }),
);
const ownTargets = listOf(2, integer(0, 2));
const measuredTarget = record({ ...sight, crossSectionM2: real(0.1, 10) });
const surrogateSettings = record({
  detectionThreshold,
  sectorMarginBeams,
  boundInflation: real(1, 2),
  rangeFloorM: real(0, 0.1),
  cosineFloor: real(0, 0.01),
});

/** The public functions, each with a sampler of good values an argument. */
const FUNCTIONS: Readonly<Record<string, readonly Sampler[]>> = {
  kindError: [words, words, words, angle],
  rangeError: [words, words, words, angle],
  shapeError: [words, words, words, words],
  requireArray: [words, record({ values: listOf(2, angle) })],
  requireAsMany: [
    words,
    record({ snapshots: listOf(2, angle) }),
    record({ responses: listOf(2, angle) }),
  ],
  requireFinite: [words, record({ angle })],
  requireInteger: [words, record({ count }), oneOf(0, 1), oneOf(16, 20)],
  requireNonNegative: [words, record({ threshold })],
  requireObject: [words, record({ scenario })],
  requirePositive: [words, record({ noisePower })],
  requireProbability: [words, record({ probability })],
  requireWithin: [words, record({ angle }), oneOf(-7), oneOf(7, 8)],

  add: [vector, vector],
  complexZeros: [count],
  innerProduct: [vector, vector],
  requireComplex: [words, words, complex],
  requireComplexArray: [words, words, vector],
  requireFiniteArray: [words, words, vector],
  scale: [vector, complex],
  squaredModulus: [complex],
  squaredNorm: [vector],
  transposeProduct: [vector, vector],

  decibelToLinear: [real(-3000, 3000)],
  linearToDecibel: [powerOfTen(-300, 300)],
  openStream: [integer(0, 1e6), label],
  range: [integer(-9, 9), integer(-9, 9)],
  requireStream: [words, stream],
  restoreStream: [streamState],

  beamCosine: [integer(0, 15), numBeams],
  beamPairMoments: [radar, beamPairs, cosine],
  beamPairResponse: [radar, beamPair, cosine],
  beamSector: [beamPairs, numBeams, real(0, 1)],
  createOfdmRadar: [radarSettings],
  dopplerPhaseRad: [radar, real(-30, 30)],
  echoPowerGain: [radar, real(10, 300), real(0.1, 10)],
  nearestBeamPairs: [cosine, numBeams, integer(1, 3)],
  rangeResolutionM: [radar],
  receiveEchoes: [radar, ofdmTransmission, echoTargets, stream],
  sampleEchoGain: [radar, real(10, 300), real(0.1, 10), stream],
  sampleTransmission: [radar, streams, stream],
  selectStream: [radar, ofdmTransmission, received, integer(0, 1)],
  sightLine: [place, place, record({ xMps: angle, yMps: angle })],
  tiedBeamPairs: [cosine, numBeams, integer(1, 4)],
  unambiguousRangeM: [radar],
  bistaticResponse: [vector, vector, vector],
  sampleRadarCrossSection: [count, real(0, 2), stream],
  sampleSnapshot: [complex, vector, noisePower, stream],
  beamSines: [codebook, count],
  beamformingVector: [count, real(-1, 1)],
  createCodebook: [codebook, count, count],
  relativeBeamGain: [count, real(-2, 2)],
  broadsideSine: [place, place],
  distanceM: [place, place],
  requirePosition: [words, words, place],
  makeOrthogonal: [vector, vector],
  matchedFilter: [listOf(8, vector), vector, count],
  receiveEcho: [listOf(8, vector), echoPath, real(0, 2), stream],
  sampleDataStream: [count, stream],
  transmitSignal: [listOf(3, transmission)],
  zadoffChuSequence: [oneOf(3, 7, 127), oneOf(1, 2)],
  noisePowerDbm: [powerOfTen(0, 10), real(0, 20)],
  sampleComplexGaussian: [count, real(0, 2), stream],
  pathGainDb: [powerOfTen(-3, 5), pathLoss],
  steeringVector: [count, angle],
  steeringVectorOfSine: [count, real(-1, 1)],

  chiSquaredCdf: [threshold, degreesOfFreedom],
  chiSquaredSurvival: [threshold, degreesOfFreedom],
  upperChiSquaredQuantile: [probability, degreesOfFreedom],
  detectionProbability: [noncentrality, threshold, count],
  detectionThreshold: [probability, count],
  echoNoncentrality: [crossSections, vectors, noisePower],
  estimateFalseAlarmRate: [vectors, real(1, 60), integer(2, 8), stream],
  estimateReflection: [vector, vector],
  likelihoodRatioStatistic: [vectors, vectors, noisePower],
  marcumQ: [powerOfTen(-9, 5.6), powerOfTen(-9, 5), powerOfTen(-9, 150)],
  noncentralChiSquaredCdf: [threshold, degreesOfFreedom, noncentrality],
  noncentralChiSquaredSurvival: [threshold, degreesOfFreedom, noncentrality],
  noncentralityForSurvival: [real(0.5, 0.999), real(40, 60), real(1, 10)],
  characteristicFunction: [powerSum, real(-9, 9)],
  powerSumCdf: [powerSum, real(0, 200)],
  powerSumSurvival: [powerSum, real(0, 200)],
  unequalNoiseNoncentrality: [noisyReceivers],
  unequalNoiseStatistic: [vectors, vectors, listOf(4, noisePower)],
  unnormalizedPowerSum: [noisyReceivers, oneOf("exact", "literal")],
  unnormalizedStatistic: [vectors, vectors],
  upperPowerSumQuantile: [powerSum, real(0.001, 0.999)],
  upperNoncentralChiSquaredQuantile: [
    probability,
    degreesOfFreedom,
    noncentrality,
  ],

  cramerRaoBound: [radar, beamPairs, cosine, powerOfTen(-16, -10)],
  echoDetectionProbability: [powerOfTen(-3, 9), real(0, 100)],
  echoInformation: [radar, beamPairs, cosine, powerOfTen(-16, -10)],
  estimateByMaximumLikelihood: [radar, beamPairs, echo, searchArea],
  estimateByMusic: [radar, beamPairs, echo, searchArea, integer(1, 3)],
  measureTargets: [
    radar,
    ofdmTransmission,
    received,
    predictions,
    ownTargets,
    record({ maxRangeM, sectorMarginBeams, detectionThreshold }),
  ],
  measurementQuality: [radar, beamPairs, measuredTarget, surrogateSettings],
  rangeCurvature: [radar],
  sampleMeasurement: [
    radar,
    beamPairs,
    measuredTarget,
    surrogateSettings,
    stream,
  ],
  searchFalseAlarmProbability: [
    radar,
    beamPairs,
    searchArea,
    detectionThreshold,
  ],
  separateEchoes: [
    radar,
    ofdmTransmission,
    received,
    predictions,
    ownTargets,
  ],

  bootstrapInterval: [
    listOf(10, angle),
    stream,
    record({
      level: probability,
      numResamples: count,
      statistic: oneOf((values: number[]) => values[0]),
    }),
  ],
  cumulativeShares: [listOf(10, angle), oneOf([-1, 0, 1], [0.5])],
  interquartileMean: [listOf(10, angle)],

  associationCost: [oneOf(TWO_STATIONS), listOf(2, oneOf(2, 3))],
  countAssociations: [association],
  solveAssociation: [association],

  nextMotion: [scenario, motion, stream],
  requiredNoncentrality: [scenario],
  sampleMotion: [scenario, stream],
  samplePosition: [scenario, stream],
  beamScenario: [changes],
  noisePowerMw: [scenario],
  scenarioCodebook: [scenario],
  tabulateScenario: [scenario],
  beamNoncentralities: [scenario, place, crossSections],
  believedNoncentrality: [feedback, noncentrality, count, stream],
  echoPathGains: [scenario, place],
  feedbackDetectionProbability: [
    feedback,
    noncentrality,
    threshold,
    count,
    stream,
  ],
};

/** What stands in for an argument, or a part of one, that was good. */
const BAD_VALUES: readonly unknown[] = [
  ...[NaN, Infinity, -Infinity, -1, 0, -0, 0.5, 1, 1.5, 2, 63, 5e-324],
  ...[1e-300, 1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE],
  ...[2 ** 31, 2 ** 32, 1e12, 2 ** 53 - 1, 2 ** 53, -(2 ** 53)],
  ...["", "3", "dft", "NaN", null, undefined, true, false, 64n],
  ...[{}, { re: 1 }, { re: NaN, im: 0 }, { xM: 1 }, { xM: 0, yM: Infinity }],
  ...[{ re: [1], im: [1] }, complexOf([NaN]), complexOf([1e300])],
  ...[{ re: new Float64Array(8), im: new Float64Array(7) }, complexOf([])],
  ...[[], [NaN], [1, 2, 3], [null], [[]], new Array(5), new Float64Array(8)],
  ...[() => NaN, () => undefined, new Date(NaN), new Map()],
];

/** What stands in for a number of a typed array, which holds nothing else. */
const BAD_NUMBERS = [NaN, Infinity, -Infinity, 1e300, -Number.MAX_VALUE, 0];

const WORDING = /^Cannot .+ as .+ must .+: current (value|shape) is .+$/s;

const functions = Object.entries(library)
  .filter((entry): entry is [string, (...args: unknown[]) => unknown] =>
    typeof entry[1] === "function"
  );

Deno.test("every public function is in the table, and no other", () => {
  assert.deepEqual(
    Object.keys(FUNCTIONS).sort(),
    functions.map(([name]) => name).sort(),
  );
});

for (const [name, call] of functions) {
  const samplers = FUNCTIONS[name];
  if (samplers === undefined) continue;

  Deno.test(`${name}: good arguments give finite numbers`, () => {
    const rng = openStream(1, name);
    for (let i = 0; i < NUM_CALLS; i++) {
      const args = samplers.map((sample) => sample(rng));
      explain(name, args, () => assertFinite(call(...args)));
    }
  });

  Deno.test(`${name}: bad arguments are refused by name, or do no harm`, () => {
    const rng = openStream(2, name);
    for (let i = 0; i < NUM_CALLS; i++) {
      const args = spoilSome(samplers, rng);
      explain(name, args, () => assertHarmless(() => call(...args)));
    }
  });
}

/** Sizes that decide how much is allocated or drawn, and the largest of each. */
const LIMITS: Readonly<
  Record<string, readonly [number, (size: number) => unknown]>
> = {
  complexZeros: [2 ** 20, (size) => library.complexZeros(size)],
  range: [10_000_000, (size) => range(0, size)],
  steeringVector: [2 ** 20, (size) => library.steeringVector(size, 0)],
  beamformingVector: [2 ** 20, (size) => library.beamformingVector(size, 0)],
  beamSines: [2 ** 20, (size) => library.beamSines("dft", size)],
  createCodebook: [2 ** 20, (size) => library.createCodebook("dft", size, 1)],
  "the beams of createCodebook": [
    2 ** 24 / 64,
    (size) => library.createCodebook("dft", 64, size),
  ],
  "the antennas of a scenario": [
    2 ** 20,
    (size) => library.beamScenario({ numAntennas: size }),
  ],
  sampleComplexGaussian: [
    2 ** 20,
    (size) => library.sampleComplexGaussian(size, 1, openStream(1, "limit")),
  ],
  sampleRadarCrossSection: [
    2 ** 20,
    (size) => library.sampleRadarCrossSection(size, 1, openStream(1, "limit")),
  ],
  sampleDataStream: [
    2 ** 20,
    (size) => library.sampleDataStream(size, openStream(1, "limit")),
  ],
  "the sub-carriers of createOfdmRadar": [
    4096,
    (numSubcarriers) =>
      library.createOfdmRadar({
        ...radarSettings(openStream(1, "limit")) as library.OfdmRadarSettings,
        numSubcarriers,
      }),
  ],
  nearestBeamPairs: [16, (size) => library.nearestBeamPairs(0, 64, size)],
  zadoffChuSequence: [2 ** 20, (size) => library.zadoffChuSequence(size)],
  bootstrapInterval: [
    100_000,
    (numResamples) =>
      library.bootstrapInterval([1, 2], openStream(1, "limit"), {
        numResamples,
      }),
  ],
  believedNoncentrality: [
    500_000,
    (size) =>
      library.believedNoncentrality(
        "one-snapshot",
        1,
        size,
        openStream(1, "limit"),
      ),
  ],
  "the stations of solveAssociation": [
    20,
    (numBaseStations) => {
      const cost = new Float64Array(0);
      const sizes = { numBaseStations, capacity: 1, numTargets: 0 };
      return library.solveAssociation({ ...sizes, cost });
    },
  ],
  detectionThreshold: [
    500_000,
    (size) => library.detectionThreshold(0.1, size),
  ],
  estimateFalseAlarmRate: [
    1e7,
    (size) => {
      const [rng, responses] = [openStream(1, "limit"), [
        library.complexZeros(1),
      ]];
      return library.estimateFalseAlarmRate(responses, 1, size, rng);
    },
  ],
};

Deno.test("sizes have an upper limit, and the refusal says which", () => {
  for (const [name, [limit, call]] of Object.entries(LIMITS)) {
    for (const size of [limit + 1, 1e12, Number.MAX_SAFE_INTEGER]) {
      assert.throws(
        () => call(size),
        (error: Error) =>
          error instanceof RangeError && WORDING.test(error.message) &&
          error.message.includes(String(limit)),
        `${name} at ${size}`,
      );
    }
  }
});

function complexOf(values: readonly number[]) {
  return { re: Float64Array.from(values), im: Float64Array.from(values) };
}

/** Good arguments of which at least one is made bad, as a whole or in part. */
function spoilSome(samplers: readonly Sampler[], rng: RandomStream): unknown[] {
  const args = samplers.map((sample) => sample(rng));
  const spoilable = range(0, args.length).filter((k) => samplers[k] !== words);
  const bad = spoilable[rng.integer(Math.max(1, spoilable.length))];
  return args.map((value, k) =>
    k === bad || (samplers[k] !== words && rng.uniform() < 0.1)
      ? spoil(value, rng)
      : value
  );
}

/** The value with it, or a part of it, made bad; the value itself stays. */
function spoil(value: unknown, rng: RandomStream): unknown {
  const pick = <T>(choices: readonly T[]) =>
    choices[rng.integer(choices.length)];
  if (rng.uniform() < 0.4) return pick(BAD_VALUES);
  if (value instanceof Float64Array) {
    const bad = Float64Array.from(value);
    bad[rng.integer(Math.max(1, bad.length))] = pick(BAD_NUMBERS);
    return pick([bad, value.subarray(1), Float64Array.of(...value, 1)]);
  }
  if (Array.isArray(value)) {
    const bad = [...value];
    const at = rng.integer(bad.length);
    bad[at] = spoil(bad[at], rng);
    return pick([bad, bad, value.slice(1), [...value, value[0]]]);
  }
  if (isPlainObject(value)) {
    const name = pick(Object.keys(value));
    return { ...value, [name]: spoil(value[name], rng) };
  }
  return pick(BAD_VALUES);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

/** Runs a check of a call; where it fails, the call is written out. */
function explain(name: string, args: readonly unknown[], check: () => void) {
  try {
    check();
  } catch (error) {
    const options = { depth: 4, compact: true, breakLength: Infinity };
    const written = args.map((value) => Deno.inspect(value, options));
    throw new Error(`${name}(${written.join(", ")})`, { cause: error });
  }
}

/** Soon ends with finite numbers, or with a refusal in the house's wording. */
function assertHarmless(call: () => unknown): void {
  const start = performance.now();
  let value: unknown;
  try {
    value = call();
  } catch (error) {
    value = error;
  }
  const seconds = (performance.now() - start) / 1000;
  assert.ok(seconds < MAX_SECONDS_A_CALL, `took ${seconds} s`);
  assertFinite(value);
}

function assertFinite(value: unknown): void {
  if (typeof value === "number") {
    assert.ok(Number.isFinite(value), `gives ${value}`);
  } else if (typeof value === "string") {
    assert.doesNotMatch(value, /NaN|Infinity|undefined/);
  } else if (value instanceof Error) {
    assert.ok(value instanceof RangeError || value instanceof TypeError, value);
    assert.match(value.message, WORDING);
  } else if (Array.isArray(value) || value instanceof Float64Array) {
    for (const part of value) assertFinite(part);
  } else if (isPlainObject(value)) {
    for (const part of Object.values(value)) assertFinite(part);
  } else if (
    value !== undefined && value !== null && typeof value !== "boolean"
  ) {
    const stream = value as RandomStream;
    assertFinite([stream.uniform(), stream.gaussian(), stream.saveState()]);
  }
}
