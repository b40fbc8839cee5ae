/**
 * The ledger says what it said when a person last looked: a verdict that
 * changes, or a number that moves beyond the digits that print, must be looked
 * at, and is then stored by `deno task claims --accept`.
 */

import assert from "node:assert/strict";
import {
  ACCEPTED_PATH,
  type AcceptedLedger,
  CLAIMS,
  findMoves,
  formatAccepted,
  judgeStored,
  lacksRows,
} from "../lib/claims/mod.ts";

const text = Deno.readTextFileSync(ACCEPTED_PATH);
const accepted = JSON.parse(text) as AcceptedLedger;
const judgements = new Map(
  judgeStored(CLAIMS).map((judgement) => [judgement.id, judgement]),
);

for (const { id } of CLAIMS) {
  Deno.test(`${id}: verdict and numbers are those that were looked at`, () => {
    assert.deepEqual(findMoves(judgements.get(id)!, accepted[id]), []);
  });
}

Deno.test("data/claims.json holds these claims and no other, as they are printed", () => {
  assert.deepEqual(Object.keys(accepted), CLAIMS.map(({ id }) => id));
  assert.equal(text, formatAccepted(accepted));
});

Deno.test("no claim waits for rows that are not stored", () => {
  const waiting = [...judgements.values()].filter(lacksRows);
  assert.deepEqual(waiting.map(({ id }) => id), []);
});

Deno.test("the ids are different, and so are the predictions of a claim", () => {
  assert.equal(new Set(CLAIMS.map(({ id }) => id)).size, CLAIMS.length);
  for (const { id, predictions } of CLAIMS) {
    const names = new Set(predictions.map(({ measures }) => measures));
    assert.equal(names.size, predictions.length, id);
  }
});

Deno.test("why a verdict was given is one sentence", () => {
  for (const { id, why, says, reading } of judgements.values()) {
    assert.ok(
      why.length > 20 && !/[a-z]{3}\. [A-Z]|\.$/.test(why),
      `${id}: ${why}`,
    );
    assert.ok(says.length <= 72 && !says.endsWith("."), `${id}: ${says}`);
    assert.ok(reading.endsWith("."), `${id}: ${reading}`);
  }
});
