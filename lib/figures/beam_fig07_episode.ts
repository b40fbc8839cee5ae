/**
 * Draws one episode of a trained agent, beam by beam.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { beamSines, relativeBeamGain } from "../channel/codebook.ts";
import { range } from "../core/range.ts";
import {
  type EpisodeCondition,
  type EpisodeResult,
  PUBLISHED_EPISODE,
} from "../experiments/beam_fig07_episode.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** A panel for each beam tried, with the paper's printed values beside. */
export function drawEpisode(
  rows: readonly Row<EpisodeCondition, EpisodeResult>[],
): Figure {
  const [{ result, condition }] = rows;
  return composeFigure({
    panels: result.beams.map((_, step) => drawStep(result, step)),
    columns: 3,
    note: `Online DRL at ${condition.transmitPowerDbm} dBm, evaluation ` +
      `episode ${result.episode} of seed 1. The pattern's length is the ` +
      `beam's amplitude; an array along x sends each beam to both sides. ` +
      `Grey: the beam and P_D that the paper prints for its own episode.`,
    ariaLabel: `A trained agent finds the target with its ` +
      `${result.beams.length}th beam; each panel shows the beam that is tried.`,
  });
}

function drawStep(result: EpisodeResult, step: number): SVGSVGElement {
  const { areaMinM, areaMaxM, transmitter, receivers } = BEAM_SCENARIO;
  const beam = result.beams[step];
  const probability = result.detectionProbabilities[step];
  const isSuccess = probability >= BEAM_SCENARIO.requiredDetectionProbability;
  const color = isSuccess ? COLORS.green : COLORS.blue;
  const published = PUBLISHED_EPISODE[step];
  const target = { xM: result.targetXM, yM: result.targetYM };
  return drawPanel({
    width: 330,
    height: 352,
    marginTop: 46,
    aspectRatio: 1,
    marginLeft: 50,
    marginRight: 12,
    x: { domain: [areaMinM, areaMaxM], label: "x (m)", ticks: 4 },
    y: { domain: [areaMinM, areaMaxM], label: "y (m)", ticks: 4 },
    marks: [
      panelTitle(
        String(step + 1),
        `beam ${beam}, P_D = ${probability.toFixed(4)}`,
      ),
      Plot.frame({ stroke: COLORS.grey }),
      Plot.line(beamPattern(beam), {
        x: "xM",
        y: "yM",
        z: "side",
        stroke: color,
        fill: color,
        fillOpacity: 0.25,
      }),
      Plot.dot(receivers, {
        x: "xM",
        y: "yM",
        r: 4,
        fill: COLORS.blue,
        symbol: "square",
      }),
      Plot.dot([transmitter], {
        x: "xM",
        y: "yM",
        r: 5,
        fill: COLORS.black,
        symbol: "triangle",
      }),
      Plot.dot([target], {
        x: "xM",
        y: "yM",
        r: 5,
        fill: COLORS.vermilion,
        stroke: "white",
      }),
      Plot.text([target], {
        x: "xM",
        y: "yM",
        text: () => "target",
        dx: 9,
        dy: -8,
        textAnchor: "start",
        fill: COLORS.vermilion,
        fontWeight: "bold",
      }),
      Plot.text(published ? [published] : [], {
        frameAnchor: "top-left",
        text: ([paperBeam, paperProbability]: readonly [number, number]) =>
          `paper: beam ${paperBeam}, P_D = ${paperProbability}`,
        dx: -14,
        dy: -12,
        fill: COLORS.grey,
      }),
    ],
  });
}

/** The outline of a beam's amplitude around the transmitter. */
function beamPattern(beam: number) {
  const { transmitter, numAntennas, numBeams, codebook } = BEAM_SCENARIO;
  const sine = beamSines(codebook, numBeams)[beam];
  const lengthM = 190;
  return ([1, -1] as const).flatMap((side) =>
    range(0, 721).map((i) => {
      const angleRad = (i / 720 - 0.5) * Math.PI;
      const offset = Math.sin(angleRad) - sine;
      const radiusM = lengthM *
        Math.sqrt(relativeBeamGain(numAntennas, offset));
      return {
        side,
        xM: transmitter.xM + radiusM * Math.sin(angleRad),
        yM: transmitter.yM + side * radiusM * Math.cos(angleRad),
      };
    })
  );
}
