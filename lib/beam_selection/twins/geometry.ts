/**
 * A twin that is told the geometry and the codebook, but not the link budget:
 * one gain is fitted to the recorded P_D, and the simulator does the rest.
 *
 * @module
 */

import { range } from "../../core/range.ts";
import {
  openStream,
  type RandomStream,
  type StreamOpener,
} from "../../core/random_stream.ts";
import type { BeamEnvironment } from "../environment.ts";
import {
  type EpisodeData,
  recordEpisodes,
  requireEpisodeData,
} from "../recorded_episodes.ts";
import type { BeamScenario } from "../scenario.ts";
import { wassersteinDistance } from "../../twin/wasserstein_distance.ts";
import { createSimulator, profilePredictor } from "./physical_profile.ts";
import type { BeamTwin, TwinRecipe } from "./twin.ts";

/** Simulated episodes that a gain is judged by. */
const NUM_JUDGED = 200;

/** The transmit powers among which the fit looks first [dBm]. */
const COARSE_POWERS_DBM = range(-10, 51).filter((power) => power % 3 === 0);

/** Around the best of them, it looks at these [dB]. */
const FINE_STEPS_DB = range(-10, 11).map((step) => step / 4);

/** The twin with one fitted gain. */
export const geometryTwin: TwinRecipe = {
  name: "geometry",
  description: "The simulator's geometry, with one gain fitted to the data.",
  build: (data, scenario, open) => {
    requireEpisodeData("build the geometry twin", data);
    const transmitPowerDbm = fitTransmitPower(data, scenario, open);
    const environment = simulator(data, scenario, transmitPowerDbm);
    const foretelling = simulator(data, scenario, transmitPowerDbm);
    return {
      twin: {
        name: "geometry",
        begin: (rng) => playSimulator(environment, rng),
        predict: profilePredictor(foretelling, open("geometry profiles")),
      },
      losses: {},
      networks: {},
    };
  },
};

/**
 * The transmit power whose simulated P_D are nearest to the recorded ones, by
 * the Wasserstein distance [dBm]: as every gain of the link acts in the same
 * way, it stands for all of them.
 */
export function fitTransmitPower(
  data: EpisodeData,
  scenario: BeamScenario,
  open: StreamOpener,
): number {
  const recorded = probabilitiesOf(data);
  const distance = (power: number) => {
    const simulated = recordEpisodes(
      simulator(data, scenario, power),
      data,
      NUM_JUDGED,
      (label) => open(`fit/${label}`),
    );
    return wassersteinDistance(recorded, probabilitiesOf(simulated));
  };
  const nearest = (powers: readonly number[]) => {
    const distances = powers.map(distance);
    return powers[distances.indexOf(Math.min(...distances))];
  };
  const coarse = nearest(COARSE_POWERS_DBM);
  return nearest(FINE_STEPS_DB.map((step) => coarse + step));
}

function probabilitiesOf({ episodes }: EpisodeData): number[] {
  return episodes.flatMap(({ detectionProbabilities }) =>
    detectionProbabilities
  );
}

function simulator(
  data: EpisodeData,
  scenario: BeamScenario,
  transmitPowerDbm: number,
): BeamEnvironment {
  return createSimulator(data, { ...scenario, transmitPowerDbm });
}

function playSimulator(
  environment: BeamEnvironment,
  rng: RandomStream,
): ReturnType<BeamTwin["begin"]> {
  const seed = rng.integer(2 ** 31);
  return (beam, before) => {
    const { observation } = before === undefined
      ? environment.begin((label) => openStream(seed, label), beam)
      : environment.tryBeam(beam);
    return observation.detectionProbability;
  };
}
