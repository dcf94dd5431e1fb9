// The ladder is drawn as it was drawn before, in either theme, and the same by whatever way a moment is come to.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assertAsPicture, assertAsReference, assertOtherColours, assertSamePicture, fits, geometry, layOut, picture, screenshot,
  unreadable,
} from "./support/drawing.mjs";
import { LADDERS, WIDE } from "./support/ladders.mjs";
import { LESSONS, atStep, control, show, theStage, toEnd } from "./support/stage.mjs";

const stage = theStage();

/** A page with nothing but the ladder at a moment, without the pointer over it. */
async function openLadder(link, size = WIDE) {
  const page = await stage.open({ lang: "en", theme: "light", ...link }, { reducedMotion: "reduce" });
  await layOut(page, size);
  await page.mouse.move(1439, 899);
  return page;
}

for (const { name, link, size } of LADDERS) {
  test(`${name}: every line, shape and word is where it was`, async () => {
    const page = await openLadder(link, size);
    assertAsReference(name, await geometry(page));
    await page.finish();
  });
}

for (const { name, link } of LADDERS.filter(({ size }) => size === WIDE)) {
  test(`${name}: strokes and colours are as they were, light and dark, and nothing else differs between the two`, async () => {
    const page = await openLadder(link);
    const light = { lines: await geometry(page), picture: await picture(page, WIDE, { letters: false }) };
    await show(page, { lang: "en", ...link, theme: "dark" });
    const dark = { lines: await geometry(page), picture: await picture(page, WIDE, { letters: false }) };
    await assertAsPicture(page, `${name}-light`, light.picture);
    await assertAsPicture(page, `${name}-dark`, dark.picture);
    assert.deepEqual(dark.lines, light.lines);
    await assertOtherColours(page, light.picture, dark.picture);
    await page.finish();
  });
}

test("steps, the position bar and a link come to the same picture", async () => {
  const step = 24;
  const page = await openLadder({ lesson: "lost-segment", step });
  const linked = await picture(page, WIDE, { letters: true });
  const place = await control(page, "position").inputValue();
  const back = async () => {
    await page.keyboard.press("Home");
    await atStep(page, 0);
  };
  await back();
  for (let at = 1; at <= step; at += 1) {
    await page.keyboard.press("ArrowRight");
    await atStep(page, at);
  }
  await assertSamePicture(page, linked, await picture(page, WIDE, { letters: true }), "stepped");
  await back();
  await control(page, "position").fill(place);
  await atStep(page, step);
  await assertSamePicture(page, linked, await picture(page, WIDE, { letters: true }), "sought");
  await page.finish();
});

test("another size of the window, another language and another view leave nothing behind", async () => {
  const link = { lesson: "lost-segment", step: 24, segment: "c3", lang: "en", theme: "light" };
  const page = await stage.open(link, { reducedMotion: "reduce" });
  const ladder = async () => {
    await fits(page);
    return { lines: await geometry(page), picture: await screenshot(page) };
  };
  const before = await ladder();
  await page.setViewportSize({ width: 700, height: 900 });
  assert.notDeepEqual((await ladder()).lines, before.lines, "a ladder of another width is another one");
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const other of [{ lang: "zh" }, { view: "states" }, { theme: "dark" }, {}]) {
    await show(page, { ...link, ...other });
  }
  const after = await ladder();
  assert.deepEqual(after.lines, before.lines);
  await assertSamePicture(page, before.picture, after.picture, "resized");
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  for (const size of [...new Set(LADDERS.map(({ size }) => size))]) {
    test(`with the letters of this machine no word lies over another (${lang}, ${size.width} wide)`, async () => {
      for (const lesson of LESSONS) {
        const page = await openLadder({ lesson, lang }, size);
        await toEnd(page);
        assert.deepEqual(await unreadable(page), [], lesson);
        await page.finish();
      }
    });
  }
}
