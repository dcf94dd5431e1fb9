// The player beyond its buttons: round trips, loops, stops, and the introduction of a first visit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { addressBar, control, host, isPlaying, part, show, theStage, transport } from "./support/stage.mjs";

const stage = theStage();
const step = async (page) => (await transport(page)).step;
const more = (page) => part(page, "player-more").locator("summary");

test("one round trip on, the answer to what was sent is there", async () => {
  const page = await stage.open({ lesson: "handshake", step: 5, lang: "en" });
  await page.locator("body").press("r");
  assert.equal((await host(page, "client")).state, "ESTABLISHED");
  await page.finish();
});

test("the player stops at what was asked for, and the keys lead to the next such place", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en", speed: 4 });
  await more(page).click();
  await control(page, "stop-loss").check();
  await page.keyboard.press("Escape");
  assert.equal(await part(page, "player-more").getAttribute("open"), null);
  await control(page, "toggle").click();
  await isPlaying(page, false);
  assert.match(await part(page, "status").textContent(), /lost/);
  const lost = await step(page);
  assert.ok(lost < (await transport(page)).steps);
  assert.match(await addressBar(page), /stop=loss/);

  await more(page).click();
  await control(page, "stop-loss").uncheck();
  await control(page, "stop-words").fill("retransmits");
  await control(page, "next-stop").click();
  assert.match(await part(page, "status").textContent(), /retransmits/);
  assert.ok((await step(page)) > lost);
  await page.finish();
});

test("a part of the run is played again and again until all of it is asked for", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en", speed: 4, step: 4 });
  await page.locator("body").press("[");
  await page.locator("body").press("Shift+ArrowRight");
  await page.locator("body").press("Shift+ArrowRight");
  await page.locator("body").press("]");
  const to = await step(page);
  assert.match(await addressBar(page), new RegExp(`loop=4-${to}`));
  await control(page, "toggle").click();
  // It comes back to where it began, without anybody's doing.
  await page.waitForFunction((to) => {
    const now = Number(document.querySelector("[data-part=transport]").dataset.step);
    window.seenLate ||= now >= to - 1;
    return window.seenLate && now <= 5;
  }, to);
  assert.equal((await transport(page)).playing, true);
  await page.locator("body").press("\\");
  await isPlaying(page, false);
  assert.equal(await step(page), (await transport(page)).steps);
  await page.finish();
});

test("the part that is looped is drawn on the position bar", async () => {
  const page = await stage.open({ lesson: "lost-segment", loop: "18-40", lang: "en" });
  const loop = await part(page, "looped").locator("rect").boundingBox();
  const bar = await page.locator(".position-marks").boundingBox();
  for (const [step, edge] of [[18, loop.x], [40, loop.x + loop.width]]) {
    await show(page, { lesson: "lost-segment", loop: "18-40", lang: "en", step });
    const [place, most] = await control(page, "position").evaluate(({ value, max }) => [Number(value), Number(max)]);
    const wanted = bar.x + (place / most) * bar.width;
    assert.ok(Math.abs(edge - wanted) < 4, `${edge} and ${wanted} at ${step}`);
  }
  await show(page, { lesson: "lost-segment", lang: "en" });
  assert.equal(await part(page, "looped").count(), 0);
  await page.finish();
});

test("what the player can do more is reached by keys alone and is accessible", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "zh", step: 9 });
  await more(page).focus();
  await page.keyboard.press("Enter");
  await control(page, "next-segment").waitFor();
  await assertAccessible(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.ok((await step(page)) > 9);
  await page.keyboard.press("Escape");
  assert.equal(await more(page).evaluate((summary) => summary === document.activeElement), true);
  await page.finish();
});

test("a first visit shows what can be done, once, and can be skipped", async () => {
  const page = await stage.open();
  const tour = part(page, "tour");
  await tour.waitFor();
  await assertAccessible(page);
  for (let sentence = 1; sentence < 4; sentence++) {
    await control(page, "tour-next").click();
  }
  await control(page, "tour-next").click();
  assert.equal(await tour.count(), 0);
  await page.reload();
  await part(page, "transport").waitFor();
  assert.equal(await tour.count(), 0);

  await control(page, "keys").click();
  await control(page, "tour-again").click();
  await tour.waitFor();
  await control(page, "tour-skip").click();
  assert.equal(await tour.count(), 0);
  await page.finish();

  const linked = await stage.open({ lesson: "handshake" });
  assert.equal(await part(linked, "tour").count(), 0, "a link leads to what it names");
  await linked.finish();
});

test("a stroke of a finger across the ladder is a step", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en", step: 9 }, { hasTouch: true, viewport: { width: 390, height: 844 } });
  const finger = await page.context().newCDPSession(page);
  const touch = (type, x, y) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const stroke = async (from, to) => {
    await touch("touchStart", from, 420);
    await touch("touchMove", (from + to) / 2, 423);
    await touch("touchMove", to, 425);
    await touch("touchEnd");
  };
  await stroke(300, 180);
  await part(page, "transport", '[data-step="10"]').waitFor();
  await stroke(120, 260);
  await part(page, "transport", '[data-step="9"]').waitFor();
  await stroke(200, 215);
  assert.equal(await step(page), 9, "a touch is no stroke");
  await page.finish();
});
