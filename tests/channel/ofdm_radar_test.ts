import assert from "node:assert/strict";
import {
  createOfdmRadar,
  echoPowerGain,
  rangeResolutionM,
  unambiguousRangeM,
} from "../../lib/channel/ofdm_radar.ts";
import { linearToDecibel } from "../../lib/core/decibel.ts";
import { RADAR_SETTINGS, testRadar } from "./test_radar.ts";

Deno.test("the link budget at 50 m, by hand in decibels", () => {
  const radar = testRadar();
  // 24 dBm - 3.01 dB for two chains - 21.21 dB for 132 sub-carriers.
  assert.equal(linearToDecibel(radar.streamPowerMw).toFixed(2), "-0.22");
  // -174 + 10 log10(120e3) + 7.
  assert.equal(linearToDecibel(radar.noisePowerMw).toFixed(2), "-116.21");
  // 20 log10(0.010707) - 30 log10(4 pi) - 40 log10(50).
  const gainDb = linearToDecibel(echoPowerGain(radar, 50, 1));
  assert.equal(gainDb.toFixed(2), "-140.34");
});

Deno.test("the power falls with the fourth power of the range, and grows with the cross section", () => {
  const radar = testRadar();
  const gain = echoPowerGain(radar, 40, 1);
  assert.ok(Math.abs(echoPowerGain(radar, 80, 1) / gain * 16 - 1) < 1e-14);
  assert.ok(Math.abs(echoPowerGain(radar, 40, 3) / gain / 3 - 1) < 1e-14);
});

Deno.test("ranges are told apart by 9.46 m, up to 1,249 m", () => {
  assert.equal(rangeResolutionM(testRadar()).toFixed(3), "9.463");
  assert.equal(unambiguousRangeM(testRadar()).toFixed(1), "1249.1");
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => testRadar({ numSubcarriers: 1 }),
    /Cannot create a radar as numSubcarriers must be an integer from 2 to 4096/,
  );
  assert.throws(
    () => testRadar({ symbolDurationS: 0 }),
    /symbolDurationS must be positive/,
  );
  assert.throws(
    () => createOfdmRadar({ ...RADAR_SETTINGS, transmitPowerDbm: NaN }),
    /transmitPowerDbm must be a finite/,
  );
  assert.throws(() => echoPowerGain(testRadar(), 0, 1), /rangeM must be pos/);
  assert.throws(
    () => echoPowerGain({ ...testRadar(), noisePowerMw: -1 }, 1, 1),
    /noisePowerMw must be positive and finite: current value is -1/,
  );
});
