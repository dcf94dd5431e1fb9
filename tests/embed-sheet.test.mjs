// A sheet in the page of somebody else: each answer is told, the score at the end, and where one was is found again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { command, event, frame, heard, theHosts, within } from "./support/hosts.mjs";
import { begin, fillIn, goOn, results, rightOf } from "./support/sheet.mjs";
import { control, part, theStage } from "./support/stage.mjs";

const hosts = theHosts();
const stage = theStage();

const SHEET = { count: 2, seed: 7, skills: "ack", level: 1 };
const FRAMED = { ...SHEET, mode: "quiz", ui: "min", lang: "en" };

const sheetIn = (page) => within(page, 0, "sheet");
const other = (values) => values.map((value) => String((Number(value) + 1) % 2 ** 32));

/** Answers the question that is shown, and waits for what is said of it. */
async function answer(inner, values) {
  await fillIn(inner, values);
  await part(inner, "verdict").waitFor();
}

test("our own messages tell each answer of a sheet once, and its score when it is over", async () => {
  const right = await rightOf(stage, SHEET);
  const page = await hosts.open(frame(FRAMED));
  const inner = await sheetIn(page);
  await event(page, "ready");
  const answers = () => heard(page, (message) => message.event === "answer");
  await begin(inner);
  assert.deepEqual(await answers(), [], "nothing is told before something is answered");
  await answer(inner, right[0]);
  const first = await event(page, "answer");
  assert.deepEqual([first.answer.isRight, first.answer.given], [true, first.answer.right]);
  assert.deepEqual(await heard(page, (message) => message.event === "complete"), []);
  await goOn(inner);
  await answer(inner, other(right[1]));
  await event(page, "answer", {});
  await goOn(inner);
  await part(inner, "sheet-results").waitFor();
  const { score } = await event(page, "complete");
  assert.deepEqual(score, { scaled: 0.5, right: 1, asked: 2 });
  const told = (await answers()).map(({ message }) => message.answer);
  const shown = (await results(inner)).rows;
  assert.deepEqual(told.map(({ id, isRight }) => [id, isRight]), shown.map(({ id, isRight }) => [id, isRight]));
  await page.finish();
});

test("with more attempts, a wrong answer is told once one goes on from it, and not while it may be mended", async () => {
  const right = await rightOf(stage, SHEET);
  const page = await hosts.open(frame({ ...FRAMED, attempts: 3 }));
  const inner = await sheetIn(page);
  await event(page, "ready");
  await begin(inner);
  await fillIn(inner, other(right[0]));
  await part(inner, "tried").waitFor();
  assert.deepEqual(await heard(page, (message) => message.event === "answer"), []);
  await control(inner, "sheet-skip").click();
  const first = await event(page, "answer");
  assert.deepEqual([first.answer.isRight, first.answer.right], [false, right[0][0]]);
  assert.equal(await part(inner, "sheet-results").count(), 0);
  await answer(inner, right[1]);
  await event(page, "answer", {});
  await goOn(inner);
  await event(page, "complete");
  const told = await heard(page, (message) => message.event === "answer");
  assert.equal(new Set(told.map(({ message }) => message.answer.id)).size, told.length, "each once");
  await page.finish();
});

test("a state that a host was given leads back to where the sheet was, and nothing is told twice", async () => {
  const right = await rightOf(stage, SHEET);
  const page = await hosts.open(frame(FRAMED));
  const inner = await sheetIn(page);
  await event(page, "ready");
  await begin(inner);
  await answer(inner, right[0]);
  await event(page, "answer");
  const { state } = await command(page, "getState");
  await page.finish();

  const again = await hosts.open(frame(FRAMED));
  const there = await sheetIn(again);
  await event(again, "ready");
  await command(again, "setState", { state });
  await goOn(there);
  await answer(there, right[1]);
  await goOn(there);
  await part(there, "sheet-results").waitFor();
  const { score } = await event(again, "complete");
  assert.deepEqual(score, { scaled: 1, right: 2, asked: 2 });
  const told = await heard(again, (message) => message.event === "answer");
  assert.equal(told.length, 1, "the first was told in the visit before");
  await again.finish();
});

/** A host that speaks SPLICE and kept this of an earlier visit. */
const keeping = (state) => `
  <script>
    addEventListener("message", ({ data, source }) => {
      if (data.subject !== "SPLICE.getState") return;
      source.postMessage({ subject: "SPLICE.getState.response", message_id: data.message_id, state: ${JSON.stringify(state ?? null)} }, "*");
    });
  </script>`;

test("a host that speaks SPLICE gets the sheet's score with each answer, and its state leads back there", async () => {
  const right = await rightOf(stage, SHEET);
  const page = await hosts.open(keeping() + frame({ ...FRAMED, msg: "splice" }));
  const inner = await sheetIn(page);
  const reports = (page) => heard(page, (message) => message.subject === "SPLICE.reportScoreAndState");
  await event(page, "ready");
  await begin(inner);
  assert.deepEqual(await reports(page), [], "no score before an answer");
  await answer(inner, right[0]);
  await event(page, "answer");
  const { message: kept } = (await reports(page)).at(-1);
  assert.equal(kept.score, 0.5);
  await page.finish();

  const again = await hosts.open(keeping(kept.state) + frame({ ...FRAMED, msg: "splice" }));
  const there = await sheetIn(again);
  await event(again, "ready");
  await goOn(there);
  await answer(there, right[1]);
  await goOn(there);
  await part(there, "sheet-results").waitFor();
  await event(again, "complete");
  assert.equal((await reports(again)).at(-1).message.score, 1);
  const events = await heard(again, (message) => message.subject === "SPLICE.sendEvent" && message.name === "answer");
  assert.equal(events.length, 1);
  await again.finish();
});
