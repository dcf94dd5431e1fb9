// The address bar holds the whole state: opened elsewhere, or loaded again, it shows the same moment.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressBar, arrow, atStep, choice, control, hooks, part, ready, show, theStage, toEnd, transport, isPlaying } from "./support/stage.mjs";

const stage = theStage();

/** The page's address shows the same in a browser that has never seen the page, and in this one loaded again. */
async function assertSameElsewhere(page) {
  const shown = await hooks(page);
  const address = await addressBar(page);
  const other = await stage.openElsewhere(address);
  assert.deepEqual(await hooks(other), shown, `${address} in another browser`);
  assert.equal(await addressBar(other), address, "the address stays as it is");
  await other.finish();
  await page.reload();
  await ready(page);
  assert.deepEqual(await hooks(page), shown, `${address} loaded again`);
  return new URL(address).searchParams;
}

/** A little on from where the player is. */
async function glideOn(page, units) {
  const place = await control(page, "position").inputValue();
  await control(page, "position").fill(String(Number(place) + units));
  await page.waitForFunction((place) => window.stage.control("position").value !== place, place);
}

test("the beginning of a lesson", async () => {
  const page = await stage.open({ lesson: "four-way-close" });
  await assertSameElsewhere(page);
  await page.finish();
});

test("a segment in mid-flight", async () => {
  const page = await stage.open({ lesson: "handshake" });
  await page.keyboard.press("Shift+ArrowRight");
  await part(page, "segment", `[data-fate="in-flight"]`).waitFor({ state: "attached" });
  await glideOn(page, 25);
  const link = await assertSameElsewhere(page);
  assert.ok(link.has("t"), "the link names a time between two entries");
  assert.equal(await part(page, "segment", `[data-fate="in-flight"]`).count(), 1);
  await page.finish();
});

test("a moment at which playing was paused", async () => {
  const page = await stage.open({ lesson: "lost-segment", speed: 4 });
  await page.keyboard.press("Space");
  await part(page, "segment", `[data-nth="3"]`).waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await part(page, "transport", `[data-playing="false"]`).waitFor();
  await assertSameElsewhere(page);
  await page.finish();
});

test("a changed run with a selected segment, a field and relative numbers, in Chinese and in the dark", async () => {
  const page = await stage.open({ lesson: "handshake", tab: "header", lang: "zh", theme: "dark" });
  await toEnd(page);
  await arrow(page, "c4").click();
  await control(page, "drop").click();
  await part(page, "edited").waitFor();
  await toEnd(page);
  await arrow(page, "s2").click();
  await choice(page, "relative").click();
  await part(page, "field", `[data-field="tcp-acknowledgment-number"]`).first().click();
  const link = await assertSameElsewhere(page);
  const wanted = { drop: "c4", segment: "s2", numbers: "relative", lang: "zh", theme: "dark", tab: "header" };
  for (const [name, value] of Object.entries(wanted)) {
    assert.equal(link.get(name), value, name);
  }
  assert.equal(link.get("field"), "tcp-acknowledgment-number");
  await page.finish();
});

test("a layer of a segment", async () => {
  const page = await stage.open({ lesson: "lost-segment", tab: "layers", step: 9 });
  await part(page, "layer", `[data-layer="3"]`).getByRole("button").click();
  const link = await assertSameElsewhere(page);
  assert.equal(link.get("layer"), "3");
  await page.finish();
});

test("a lesson's own loss taken away", async () => {
  const page = await stage.open({ lesson: "lost-segment", drop: "none", step: 30 });
  const link = await assertSameElsewhere(page);
  assert.equal(link.get("drop"), "none");
  await page.finish();
});

test("a question that is open, and one with a wrong answer locked", async () => {
  const page = await stage.open({ lesson: "four-way-close", mode: "predict", lang: "en" });
  await control(page, "go-to-question").click();
  await part(page, "question", `[data-open="true"]`).waitFor();
  await assertSameElsewhere(page);
  await page.locator(`[data-answer="seq"]`).fill("1");
  await page.locator(`[data-answer="ack"]`).fill("2");
  await page.locator(`[data-flag="RST"]`).click();
  await control(page, "lock").click();
  await part(page, "verdict").waitFor();
  await isPlaying(page, false);
  const link = await assertSameElsewhere(page);
  assert.equal(link.get("answer"), "0.1.2.4");
  assert.equal(await part(page, "judged", `[data-right="false"]`).count(), 3);
  await page.finish();
});

test("a link to a moment behind an open question shows the question", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "predict", step: 30 });
  await part(page, "question", `[data-open="true"]`).waitFor();
  await assertSameElsewhere(page);
  await page.finish();
});

test("speed and tab", async () => {
  const page = await stage.open({ lesson: "handshake", step: 5 });
  await page.locator(`[data-speed="2"]`).click();
  await page.getByRole("tab").nth(2).click();
  const link = await assertSameElsewhere(page);
  assert.deepEqual([link.get("speed"), link.get("tab"), link.get("step")], ["2", "layers", "5"]);
  await page.finish();
});

test("each step of a lesson has an address of its own", async () => {
  const page = await stage.open({ lesson: "four-way-close" });
  const { steps } = await transport(page);
  for (const step of [1, 7, steps]) {
    await show(page, { lesson: "four-way-close", step });
    await atStep(page, step);
    assert.equal(new URL(await addressBar(page)).searchParams.get("step"), String(step));
  }
  await page.finish();
});
