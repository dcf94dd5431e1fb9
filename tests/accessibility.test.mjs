// The page keeps to WCAG 2.2 AA in every view, language and theme, on small screens, and for those whom motion troubles.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { outOfReach } from "./support/layout.mjs";
import { control, hooks, isPlaying, part, rows, show, theStage, transport } from "./support/stage.mjs";

const stage = theStage();

const VIEWS = {
  watching: { lesson: "lost-segment", step: 22 },
  "a changed run with a selected segment": { lesson: "handshake", drop: "s1", step: 12, segment: "s1" },
  "an open question": { lesson: "handshake", mode: "predict", step: 6 },
  "an answer that is judged": { lesson: "handshake", mode: "predict", answer: "0.-.4021337001.18", step: 7 },
  "the header": { lesson: "handshake", step: 12, segment: "c1", tab: "header", field: "tcp-sequence-number" },
  "the layers": { lesson: "handshake", step: 12, segment: "c1", tab: "layers", layer: 3 },
  "the pane of the layers": { lesson: "handshake", step: 13, view: "layers", segment: "c3", layer: 6 },
  "the bits on the line": { lesson: "handshake", step: 13, view: "layers", segment: "c3", layer: 1, code: "mlt3" },
  "the states": { lesson: "four-way-close", step: 30, view: "states", edge: "established.fin-wait-1" },
  "the charts": { lesson: "lost-segment", step: 40, view: "charts", segment: "c4" },
  "the calls of the lab": { lesson: "handshake", mode: "lab", step: 12 },
  "the path in the lab": { lesson: "handshake", mode: "lab", lab: "path" },
  "the options in the lab": { lesson: "handshake", mode: "lab", lab: "options" },
  "a segment made by hand": { lesson: "handshake", mode: "lab", lab: "segment", step: 12 },
  "the list of keys": { lesson: "handshake" },
  "a link that was not understood": { lesson: "none", step: "x" },
};

for (const lang of ["en", "zh"]) {
  test(`every view is accessible, light and dark (${lang})`, async (context) => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      for (const [name, link] of Object.entries(VIEWS)) {
        await context.test(`${name}, ${theme}`, async () => {
          await show(page, { theme, lang, ...link });
          if (name === "the list of keys") {
            await control(page, "keys").click();
            await page.getByRole("dialog").waitFor();
          }
          await assertAccessible(page);
          await page.keyboard.press("Escape");
        });
      }
    }
    await page.finish();
  });
}

test("the colours follow the system until one is chosen", async () => {
  const background = (page) => page.evaluate(() => getComputedStyle(window.document.body).backgroundColor);
  const dark = await stage.open({ lang: "en" }, { colorScheme: "dark" });
  const light = await stage.open({ lang: "en" }, { colorScheme: "light" });
  assert.notEqual(await background(dark), await background(light));
  const chosen = await stage.open({ lang: "en", theme: "light" }, { colorScheme: "dark" });
  assert.equal(await background(chosen), await background(light));
  for (const page of [dark, light, chosen]) {
    await page.finish();
  }
});

for (const viewport of [
  { width: 320, height: 256 },
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 720, height: 480 },
]) {
  test(`nothing scrolls sideways at ${viewport.width} by ${viewport.height}`, async () => {
    const page = await stage.open({}, { viewport });
    for (const lang of ["en", "zh"]) {
      for (const link of Object.values(VIEWS)) {
        await show(page, { lang, ...link });
        assert.deepEqual(await outOfReach(page), [], `${JSON.stringify(link)} in ${lang}`);
      }
    }
    await page.finish();
  });
}

test("on a small screen the player can be reached and used", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" }, { viewport: { width: 320, height: 640 } });
  await control(page, "step").click();
  await control(page, "end").click();
  const { step, steps } = await transport(page);
  assert.equal(step, steps);
  const box = await control(page, "toggle").boundingBox();
  assert.ok(box.y + box.height <= 640 && box.width >= 24 && box.height >= 24);
  await page.finish();
});

test("for those who prefer reduced motion, playing goes by whole steps", async () => {
  const link = { lesson: "handshake", lang: "en", speed: 4 };
  const page = await stage.open(link, { reducedMotion: "reduce" });
  await page.evaluate(() => {
    window.seen = [];
    const bar = window.stage.part("transport");
    const look = () => window.seen.push({ step: Number(bar.dataset.step), hooks: window.stage.hooks() });
    new MutationObserver(look).observe(bar, { attributes: true, attributeFilter: ["data-step"] });
  });
  await control(page, "toggle").click();
  await page.waitForFunction(() => window.seen.length >= 4);
  await control(page, "toggle").click();
  await isPlaying(page, false);
  const seen = await page.evaluate(() => window.seen);
  assert.deepEqual(seen.slice(0, 4).map(({ step }) => step), [1, 2, 3, 4]);
  // Each moment is one that a step leads to, with nothing in between.
  const stepped = await stage.open(link);
  const steps = await stepped.evaluate(() => window.stage.walk("step", window.stage.hooks));
  const still = (hooks) => hooks[0];
  for (const { step, hooks } of seen.slice(0, 4)) {
    assert.equal(still(hooks), still(steps[step]));
  }
  await stepped.finish();
  await page.finish();
});

test("the table says in words what the ladder draws", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en" });
  await control(page, "end").click();
  const facts = ({ side, nth, flags, seq, ack, len, fate, retransmission }) =>
    [side, nth, flags, seq, ack, len, fate, retransmission].join(" ");
  const drawn = await page.evaluate(() => window.stage.segments());
  assert.deepEqual((await rows(page)).map(facts), drawn.map(facts));
  // The table is folded away until it is asked for.
  await page.getByText("Segments as a table").click();
  const table = page.getByRole("table").filter({ has: part(page, "row") });
  const heads = await table.getByRole("columnheader").allTextContents();
  assert.ok(heads.length >= 8, `number, time, from, flags, seq, ack, length and fate: ${heads}`);
  assert.equal(await table.getByRole("rowheader").count(), drawn.length);
  await assertAccessible(page, { within: ".segment-table" });
  const lost = drawn.findIndex(({ fate }) => fate === "lost");
  assert.match(await part(page, "row").nth(lost).textContent(), /lost/i);
  const again = drawn.findIndex(({ retransmission }) => retransmission === "true");
  assert.match(await part(page, "row").nth(again).textContent(), /retransmi/i);
  await page.finish();
});

test("one polite live region says everything, in every view", async () => {
  const page = await stage.open({ lang: "en" });
  const live = () =>
    page.evaluate(() => {
      const roles = ["status", "alert", "log", "timer", "marquee"].map((role) => `[role=${role}]`);
      const regions = window.document.querySelectorAll(`[aria-live]:not([aria-live=off]), output, ${roles.join(", ")}`);
      return [...regions].map((region) => `${region.dataset.part}: ${region.getAttribute("aria-live")}`);
    });
  for (const [name, link] of Object.entries(VIEWS)) {
    await show(page, { lang: "en", ...link });
    assert.deepEqual(await live(), ["live: polite"], name);
  }
  assert.match(await part(page, "live").textContent(), /no lesson “none”/);
  await show(page, { lang: "en", ...VIEWS["an answer that is judged"] });
  await part(page, "live").getByText(await part(page, "verdict").textContent()).waitFor({ state: "attached" });
  // The introduction is read as it is turned over.
  await control(page, "keys").click();
  await control(page, "tour-again").click();
  await part(page, "tour").waitFor();
  const told = await part(page, "tour").getByRole("heading").textContent();
  assert.ok((await part(page, "live").textContent()).includes(told));
  assert.deepEqual(await live(), ["live: polite"]);
  await page.finish();
});

test("each step is said to those who do not see it, and playing does not chatter", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  const live = part(page, "live");
  assert.equal(await live.getAttribute("aria-live"), "polite");
  const said = new Set();
  for (let step = 1; step <= 5; step += 1) {
    await page.keyboard.press("ArrowRight");
    await part(page, "transport", `[data-step="${step}"]`).waitFor();
    said.add(await live.textContent());
  }
  assert.equal(said.size, 5);
  await page.keyboard.press("Space");
  await isPlaying(page, true);
  assert.equal(await live.textContent(), "");
  await page.keyboard.press("Space");
  await isPlaying(page, false);
  assert.notEqual(await live.textContent(), "");
  assert.ok((await hooks(page)).length > 0);
  await page.finish();
});
