// A step back leads to exactly what a step forward left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { atStep, control, hooks, theStage, transport } from "./support/stage.mjs";

const stage = theStage();

// Each lesson, and each tab of the inspector.
const WALKS = [
  { lesson: "handshake", tab: "layers" },
  { lesson: "lost-segment", tab: "why" },
  { lesson: "lost-segment", tab: "header", numbers: "relative" },
  { lesson: "four-way-close", tab: "why" },
];

for (const link of WALKS) {
  test(`${link.lesson}, with ${link.tab} shown, is the same at each step forward and back`, async () => {
    const page = await stage.open({ ...link, lang: "en" });
    const forward = await page.evaluate(() => window.stage.walk("step", window.stage.hooks));
    const back = await page.evaluate(() => window.stage.walk("back", window.stage.hooks));
    const { steps } = await transport(page);
    assert.equal(forward.length, steps + 1);
    assert.equal(back.length, steps + 1);
    back.reverse().forEach((seen, step) => assert.deepEqual(seen, forward[step], `step ${step}`));
    assert.equal(new Set(forward.map((hooks) => hooks.join("\n"))).size, steps + 1, "every step shows something new");
    await page.finish();
  });
}

test("steps, jumps and the slider lead to the same moments", async () => {
  const page = await stage.open({ lesson: "lost-segment", step: 12, lang: "en" });
  const linked = await hooks(page);
  await control(page, "start").click();
  await atStep(page, 0);
  for (let step = 1; step <= 12; step += 1) {
    await page.keyboard.press("ArrowRight");
    await atStep(page, step);
  }
  assert.deepEqual(await hooks(page), linked);
  const { place, step } = await page.evaluate(() => {
    const place = window.stage.control("position").value;
    return { place, step: window.stage.transport().step };
  });
  await page.keyboard.press("Home");
  await atStep(page, 0);
  await control(page, "position").fill(place);
  await atStep(page, step);
  assert.deepEqual(await hooks(page), linked);
  await page.finish();
});

test("shift and an arrow lead to the next segment that is sent, and back", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  for (const sent of [1, 2, 3]) {
    await page.keyboard.press("Shift+ArrowRight");
    await page.waitForFunction((sent) => window.stage.segments().length === sent, sent);
    const { side, fate } = (await page.evaluate(() => window.stage.segments())).at(-1);
    assert.equal(fate, "in-flight", `the ${side}'s segment has just been sent`);
  }
  await page.keyboard.press("Shift+ArrowLeft");
  await page.waitForFunction(() => window.stage.segments().length === 2);
  await page.finish();
});
