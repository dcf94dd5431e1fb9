// The page in a frame of another site: what it tells, what it does when it is told to, and what it leaves alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { answerIn, command, event, frame, heard, theHosts, within } from "./support/hosts.mjs";
import { begin, fillIn, handIn } from "./support/sheet.mjs";
import { control, part } from "./support/stage.mjs";
import { MESSAGES } from "./support/hostile-messages.mjs";

// They are made in the host's page, where some of them cannot come to from outside.
const hosts = theHosts({ files: { "/hostile.mjs": readFileSync("tests/support/hostile-messages.mjs", "utf8") } });

const isMessage = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync("docs/messages.schema.json", "utf8")));

const WATCHING = { lesson: "handshake", ui: "min", lang: "en" };
const PREDICTING = { ...WATCHING, mode: "predict" };

/** Where the page in a frame is. */
const stepOf = (inner) => inner.locator('[data-part="transport"]').getAttribute("data-step").then(Number);

/** Opens the question that comes first, and answers it wrongly. */
async function answerFirst(inner) {
  await inner.locator('[data-control="go-to-question"]').click();
  await answerIn(inner);
}

test("a host that reads every message as JSON, as Canvas does, never fails, and hears how high the frame is to be", async () => {
  const page = await hosts.open(`
    <script>
      addEventListener("message", (event) => {
        const message = JSON.parse(event.data);
        if (message.subject === "lti.frameResize") document.querySelector("iframe").height = message.height;
      });
    </script>
    ${frame(PREDICTING)}`);
  const inner = await within(page);
  await event(page, "ready");
  await answerFirst(inner);
  await event(page, "answer");
  const height = await page.locator("iframe").getAttribute("height");
  assert.ok(Number(height) > 300 && Number(height) < 1500, `${height} pixels`);
  const all = await page.evaluate(() => window.heard);
  assert.ok(all.length >= 4);
  assert.ok(all.every(({ data }) => typeof data === "string"));
  await page.finish();
});

test("what is told is as the schema says, and every command is done and answered", async () => {
  const page = await hosts.open(frame({ ...WATCHING, id: "tcp-1" }));
  const inner = await within(page);
  const { steps, lesson } = await event(page, "ready", { id: "tcp-1" });
  assert.equal(lesson, "handshake");
  assert.ok(steps > 10);
  const stepped = await command(page, "step");
  assert.deepEqual([stepped.event, stepped.step, await stepOf(inner)], ["state", 1, 1]);
  const { state } = await command(page, "getState");
  assert.match(state, /lesson=handshake/);
  assert.doesNotMatch(state, /ui=|id=/, "what belongs to the frame is no part of the state");
  assert.equal((await command(page, "play")).playing, true);
  assert.equal((await command(page, "pause")).playing, false);
  assert.equal((await command(page, "reset")).step, 0);
  const shown = await command(page, "setState", { state: "lesson=lost-segment&step=7&lang=zh" });
  assert.deepEqual([shown.lesson, shown.step, shown.lang], ["lost-segment", 7, "zh"]);
  assert.equal(await inner.locator(".app").getAttribute("data-ui"), "min", "the frame stays small");
  const unknown = await command(page, "destroy");
  assert.deepEqual([unknown.event, unknown.code], ["error", "unknown-command"]);
  for (const { message } of await heard(page, ({ synackademy }) => synackademy === 1)) {
    assert.ok(isMessage(message), `${JSON.stringify(message)}: ${JSON.stringify(isMessage.errors)}`);
  }
  await page.finish();
});

test("answers and the end are told once each, with what was given, what is right, and the score", async () => {
  const page = await hosts.open(frame(PREDICTING));
  const inner = await within(page);
  await event(page, "ready");
  for (let question = 0; question < 3; question += 1) {
    await inner.locator('[data-control="go-to-question"]').click();
    await answerIn(inner);
  }
  const { score } = await event(page, "complete");
  assert.deepEqual(score, { scaled: 0, right: 0, asked: 3 });
  const answers = await heard(page, (message) => message.event === "answer");
  const ids = answers.map(({ message }) => message.answer.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.includes("handshake.1.ack") && ids.includes("handshake.3.seq"), ids.join());
  for (const { message } of answers) {
    assert.ok(isMessage(message), JSON.stringify(isMessage.errors));
    assert.notEqual(message.answer.given, message.answer.right);
    assert.equal(message.answer.isRight, false);
  }
  await page.finish();
});

for (const [name, more] of [["feedback at the end", { feedback: "end" }], ["another attempt", { attempts: 2 }]]) {
  test(`with ${name} a host hears what is right once the learner does`, async () => {
    const page = await hosts.open(frame({ mode: "quiz", lang: "en", count: 1, seed: 7, skills: "ack", level: 1, ...more }));
    const inner = await (await page.locator("iframe").elementHandle()).contentFrame();
    await event(page, "ready");
    await begin(inner);
    await fillIn(inner, ["1"]);
    await part(inner, more.attempts ? "tried" : "verdict").waitFor();
    // Where the page is is told a while after an answer, and with it all that was to be told of that.
    await event(page, "state");
    const told = () => heard(page, ({ event }) => ["answer", "complete"].includes(event));
    assert.deepEqual(await told(), []);
    await handIn(inner);
    const { score } = await event(page, "complete");
    assert.deepEqual(score, { scaled: 0, right: 0, asked: 1 });
    const [{ message }] = await told();
    assert.deepEqual([message.event, message.answer.given, message.answer.isRight], ["answer", "1", false]);
    assert.equal(await control(inner, "sheet-again").count(), 0, "there are no more attempts than the host knows of");
    await page.finish();
  });
}

test("what is looked at besides ends nothing, and where that is is told", async () => {
  const page = await hosts.open(frame(PREDICTING));
  const inner = await within(page);
  await event(page, "ready");
  await command(page, "setState", { state: "lesson=lost-segment" });
  await inner.locator('[data-control="end"]').click();
  await event(page, "state", { lesson: "lost-segment", step: Number(await inner.locator('[data-part="transport"]').getAttribute("data-steps")) });
  assert.deepEqual(await heard(page, (message) => message.event === "complete"), []);
  await page.finish();
});

test("a host is told nothing more of a lesson with nothing to answer than that its end was seen", async () => {
  const page = await hosts.open(frame(WATCHING));
  const inner = await within(page);
  await event(page, "ready");
  await inner.locator('[data-control="end"]').click();
  const complete = await event(page, "complete");
  assert.equal("score" in complete, false);
  await page.finish();
});

test("10,000 messages of no meaning are ignored, and the page still answers", async () => {
  const page = await hosts.open(frame(WATCHING));
  const inner = await within(page);
  await event(page, "ready");
  await command(page, "getState");
  const before = await page.evaluate(() => window.heard.length);
  await page.evaluate(() => {
    const kinds = ["x", "{", `{"a":1}`, { a: 1 }, 7, null, [1, 2], { subject: "x" }, `{"synackademy":2}`, "y".repeat(2000)];
    for (let count = 0; count < 10_000; count += 1) window.tell(kinds[count % kinds.length]);
  });
  const { step } = await command(page, "step");
  assert.equal(step, 1);
  assert.equal(await stepOf(inner), 1);
  const after = await page.evaluate(() => window.heard.length);
  assert.ok(after - before <= 3, `${after - before} messages were said`);
  await page.finish();
});

test(`${Object.keys(MESSAGES).length} hostile messages and states change nothing and run nothing`, async () => {
  const isState = (message) => typeof message === "object" && message?.command === "setState";
  assert.ok(Object.keys(MESSAGES).length >= 100 && Object.values(MESSAGES).filter(isState).length >= 30);
  const make = `<script type="module">import { MESSAGES } from "/hostile.mjs"; window.hostile = MESSAGES;</script>`;
  const page = await hosts.open(frame(WATCHING) + make);
  const inner = await within(page);
  await event(page, "ready");
  await command(page, "step");
  // The published page has a script of its own within it.
  const foreign = () => inner.locator("img, script:not([src]):not([type])").count();
  const own = await foreign();
  for (const name of Object.keys(MESSAGES)) {
    const from = await page.evaluate(() => window.heard.length);
    await page.evaluate((name) => window.tell(window.hostile[name]), name);
    const { step, lesson, playing } = await command(page, "getState");
    assert.deepEqual([step, lesson, playing], [1, "handshake", false], name);
    const answers = (await heard(page)).slice(from).filter(({ message }) => message.event && message.event !== "state");
    assert.ok(answers.every(({ message }) => message.event === "error"), `${name}: ${JSON.stringify(answers)}`);
  }
  for (const within of [inner, page]) {
    assert.equal(await within.evaluate(() => window.harmed), undefined);
  }
  assert.equal(await foreign(), own);
  await inner.locator('[data-control="step"]').click();
  assert.equal(await stepOf(inner), 2);
  await page.finish();
});

test("where the link names an origin, nobody else hears anything or is heard", async () => {
  const page = await hosts.open(
    frame({ ...WATCHING, origin: "https://elsewhere.example" }) + frame({ ...WATCHING, origin: hosts.home.slice(0, -1), id: "ours" }),
    { uncached: true },
  );
  const [other, ours] = [await within(page, 0), await within(page, 1)];
  await event(page, "ready", { id: "ours" });
  await page.evaluate(() => window.tell(JSON.stringify({ synackademy: 1, command: "step" }), 0));
  assert.equal((await command(page, "step", {}, 1)).step, 1);
  assert.deepEqual([await stepOf(other), await stepOf(ours)], [0, 1]);
  assert.ok((await page.evaluate(() => window.heard)).every(({ frame }) => frame === 1));
  await page.context().close();
});

test("an origin that is none is told in the page, and nothing is said to anybody", async () => {
  const page = await hosts.open(frame({ ...WATCHING, origin: "elsewhere" }));
  const inner = await within(page);
  await inner.locator('[data-part="notices"]').getByText("elsewhere").waitFor();
  assert.deepEqual(await page.evaluate(() => window.heard), []);
  await page.finish();
});

test("another frame of the same page is not the host, and is not heard", async () => {
  const page = await hosts.open(frame(WATCHING) + frame({ ...WATCHING, id: "second" }), { uncached: true });
  const [first, second] = [await within(page, 0), await within(page, 1)];
  await event(page, "ready", { id: "second" });
  await second.evaluate(() => window.parent.frames[0].postMessage(`{"synackademy":1,"command":"step"}`, "*"));
  assert.equal((await command(page, "getState")).step, 0);
  assert.equal(await stepOf(first), 0);
  await page.finish();
});

test("two frames on one page are told apart and do not disturb each other", async () => {
  const both = frame({ ...WATCHING, id: "a" }) + frame({ ...WATCHING, lesson: "lost-segment", id: "b" });
  const page = await hosts.open(both, { uncached: true });
  await within(page, 0);
  await within(page, 1);
  await event(page, "ready", { id: "a" });
  await event(page, "ready", { id: "b" });
  assert.equal((await command(page, "step", {}, 1)).lesson, "lost-segment");
  assert.equal((await command(page, "getState", {}, 0)).step, 0);
  await page.finish();
});

test("a page in a sandbox without an origin of its own hears commands and answers them", async () => {
  const page = await hosts.open(frame(WATCHING, 'width="720" height="560" sandbox="allow-scripts"'), {
    frameHeaders: { "access-control-allow-origin": "*" },
  });
  await within(page);
  await event(page, "ready");
  assert.equal((await command(page, "step")).step, 1);
  assert.ok((await page.evaluate(() => window.heard)).every(({ origin }) => origin === "null"));
  await page.finish();
});
