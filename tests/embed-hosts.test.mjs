// Course platforms that speak a protocol of their own: SPLICE, H5P's frames, Open edX's channel.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answerIn, event, frame, heard, theHosts, within } from "./support/hosts.mjs";

const CHANNEL = readFileSync("node_modules/@wealthica/js-channel/src/jschannel.js", "utf8");

const hosts = theHosts({ files: { "/jschannel.js": CHANNEL } });

const WATCHING = { lesson: "handshake", ui: "min", lang: "en" };
const PREDICTING = { ...WATCHING, mode: "predict" };

const stepOf = (inner) => inner.locator('[data-part="transport"]').getAttribute("data-step").then(Number);
const atStep = (inner, step) => inner.locator(`[data-part="transport"][data-step="${step}"]`).waitFor();

test("a host that speaks SPLICE is asked for a state, and is told a score only once something was answered", async () => {
  const page = await hosts.open(frame({ ...PREDICTING, msg: "splice" }));
  const inner = await within(page);
  const subject = (name) => heard(page, (message) => message.subject === `SPLICE.${name}`);
  await event(page, "ready");
  assert.equal((await subject("getState")).length, 1);
  await inner.locator('[data-control="go-to-question"]').click();
  await event(page, "state");
  assert.deepEqual(await subject("reportScoreAndState"), []);
  await answerIn(inner);
  await event(page, "answer");
  const [{ message, data }] = await subject("reportScoreAndState");
  assert.equal(typeof data, "object", "SPLICE's messages are objects");
  assert.equal(message.score, 0);
  assert.match(message.state, /lesson=handshake.*answer=/);
  assert.equal(typeof message.message_id, "string");
  const events = await subject("sendEvent");
  assert.equal(events[0].message.name, "answer");
  assert.equal(events[0].message.data.answer.isRight, false);
  await page.finish();
});

test("what a SPLICE host kept is shown, unless the learner has begun meanwhile", async () => {
  const answer = `
    <script>
      addEventListener("message", ({ data, source }) => {
        if (data.subject !== "SPLICE.getState") return;
        window.asked = () => source.postMessage(
          { subject: "SPLICE.getState.response", message_id: data.message_id, state: "lesson=handshake&step=9" }, "*");
        if (AT_ONCE) window.asked();
      });
    </script>`;
  const early = await hosts.open(answer.replace("AT_ONCE", "true") + frame({ ...WATCHING, msg: "splice" }));
  await atStep(await within(early), 9);
  await early.finish();
  const late = await hosts.open(answer.replace("AT_ONCE", "false") + frame({ ...WATCHING, msg: "splice" }));
  const inner = await within(late);
  await event(late, "ready");
  await inner.locator('[data-control="step"]').click();
  await event(late, "state", { step: 1 });
  await late.evaluate(() => window.asked());
  await late.evaluate(() => window.tell(`{"synackademy":1,"command":"getState","request":"then"}`));
  await event(late, "state", { request: "then" });
  assert.equal(await stepOf(inner), 1);
  await late.finish();
});

test("a host that kept nothing, or something damaged, is no trouble", async () => {
  for (const response of [`{ state: undefined }`, `{ error: { code: "none", message: "?" } }`, `{ state: "lesson=five" }`]) {
    const page = await hosts.open(`
      <script>
        addEventListener("message", ({ data, source }) => {
          if (data.subject === "SPLICE.getState") source.postMessage({ subject: "SPLICE.getState.response", ...${response} }, "*");
        });
      </script>${frame({ ...WATCHING, msg: "splice" })}`);
    const inner = await within(page);
    await event(page, "ready");
    await inner.locator('[data-control="step"]').click();
    await event(page, "state", { step: 1 });
    await page.finish();
  }
});

/** What the page around an H5P frame does: as H5P's own resizer, in both of its forms. */
const RESIZER = (shrink) => `
  <script>
    window.steps = [];
    addEventListener("message", ({ data, source }) => {
      if (data.context !== "h5p") return;
      window.steps.push(data.action);
      const frame = document.querySelector("iframe");
      const respond = (action) => source.postMessage({ context: "h5p", action }, "*");
      if (data.action === "hello") {
        frame.style.width = "100%";
        addEventListener("resize", () => respond("resize"));
        respond("hello");
      } else if (data.action === "prepareResize") {
        if (frame.clientHeight === data.scrollHeight && data.scrollHeight === data.clientHeight) return;
        frame.style.height = ${shrink ? `"1px"` : `data.clientHeight + "px"`};
        respond("resizePrepared");
      } else if (data.action === "resize") {
        frame.style.height = data.scrollHeight + "px";
      }
    });
  </script>`;

for (const shrink of [false, true]) {
  test(`H5P's handshake gives the frame a height that settles${shrink ? ", even where it is made a line high first" : ""}`, async () => {
    const page = await hosts.open(RESIZER(shrink) + frame({ ...WATCHING, msg: "h5p" }, 'width="720" height="300"'));
    await within(page);
    const height = () => page.locator("iframe").evaluate((frame) => frame.clientHeight);
    await page.waitForFunction(() => document.querySelector("iframe").clientHeight > 350);
    const settled = await height();
    await page.setViewportSize({ width: 500, height: 900 });
    await page.waitForFunction((before) => document.querySelector("iframe").clientHeight !== before, settled);
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 })));
    assert.ok((await height()) < 1500, `${await height()} pixels`);
    const steps = await page.evaluate(() => window.steps);
    assert.deepEqual(steps.slice(0, 2), ["hello", "prepareResize"]);
    assert.ok(steps.length < 25, steps.join());
    await page.finish();
  });
}

test("a host that says that it speaks H5P is greeted, although the link does not say so", async () => {
  const page = await hosts.open(RESIZER(false) + frame(WATCHING));
  await within(page);
  await event(page, "ready");
  assert.deepEqual(await page.evaluate(() => window.steps), [], "before that it hears no objects");
  await page.evaluate(() => window.tell({ context: "h5p", action: "ready" }));
  await page.waitForFunction(() => window.steps.includes("resize"));
  await page.finish();
});

test("Open edX's channel reads the grade and the state, and sets it", async () => {
  const open = async (query) =>
    hosts.open(`<script src="/jschannel.js"></script>${frame({ ...query, msg: "jsinput" })}
      <script>
        const frame = document.querySelector("iframe");
        const path = frame.src.substring(0, frame.src.lastIndexOf("/") + 1);
        const built = new Promise((done) => {
          frame.onload = () => done(Channel.build({ window: frame.contentWindow, origin: path, scope: "JSInput" }));
        });
        window.ask = (method, params = "") => built.then((channel) => new Promise((success, error) =>
          channel.call({ method, params, success: (value) => success(decodeURI(value.toString())), error })));
      </script>`);
  const page = await open(PREDICTING);
  const inner = await within(page);
  const ask = (...asked) => page.evaluate((asked) => window.ask(...asked), asked);
  assert.deepEqual(JSON.parse(await ask("getGrade")), { complete: false, score: null });
  await inner.locator('[data-control="go-to-question"]').click();
  await answerIn(inner);
  await event(page, "answer");
  const { score } = JSON.parse(await ask("getGrade"));
  assert.deepEqual(score, { scaled: 0, right: 0, asked: 3 });
  const state = await ask("getState");
  await page.finish();
  const again = await open(WATCHING);
  await within(again);
  assert.equal(await again.evaluate((state) => window.ask("setState", state), state), "true");
  const shown = await within(again);
  await shown.locator('[data-part="verdict"]').waitFor();
  assert.equal(await again.evaluate(() => window.ask("setState", "lesson=nowhere")), "false");
  await again.finish();
});
