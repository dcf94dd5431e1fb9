// An order is put right by keys, by mouse and by finger, and the place of what is moved is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { control, part, theStage } from "./support/stage.mjs";
import { answerByKeys, anything, cards, contrast, openQuiz, question } from "./support/quiz.mjs";

const stage = theStage();
const ORDER = { skills: "syn", level: 3, seed: 10 };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const hint = (page) => page.locator('[data-said="hint"]').textContent();
const handle = (page, card) => page.locator(`[data-card="${card}"] .order-handle`);
const middle = async (locator) => {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
};

/** The card that is moved in `order`, at its new place. */
const moved = (order, from, to) => {
  const next = order.toSpliced(from, 1);
  next.splice(to, 0, order[from]);
  return next;
};

const waitFor = (page, order) =>
  page.waitForFunction(
    (order) => [...document.querySelectorAll('[data-part="order"] [data-card]')].map((row) => row.dataset.card).join() === order,
    order.join(),
  );

test("a segment is moved by its buttons, which keep the focus, and its place is told each time", async () => {
  const page = await openQuiz(stage, ORDER);
  assert.equal((await question(page)).form, "order");
  const before = await cards(page);
  const [first] = before;
  const down = page.getByRole("button", { name: `Move ${first} down`, exact: true });
  await down.focus();
  for (let place = 2; place <= before.length; place += 1) {
    await page.keyboard.press("Enter");
    await waitFor(page, moved(before, 0, place - 1));
    assert.equal(await hint(page), `${first} is number ${place} of ${before.length}.`);
    assert.ok(await down.evaluate((button) => button === document.activeElement), "the focus stays on what moves");
  }
  // At the end it goes no further, and the focus is still there.
  assert.equal(await down.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Enter");
  assert.ok(await down.evaluate((button) => button === document.activeElement));
  assert.deepEqual(await cards(page), moved(before, 0, before.length - 1));
  // The arrow keys do the same.
  await page.keyboard.press("ArrowUp");
  await waitFor(page, moved(before, 0, before.length - 2));
  const up = page.getByRole("button", { name: `Move ${first} up`, exact: true });
  assert.ok(await up.evaluate((button) => button === document.activeElement));
  await page.finish();
});

for (const [name, grip] of [
  ["by its handle", (page, card) => handle(page, card)],
  ["anywhere on it", (page, card) => page.locator(`[data-card="${card}"] dl`)],
]) {
  test(`a segment is dragged with the mouse ${name}, follows it, and lies where it is let go`, async () => {
    const page = await openQuiz(stage, ORDER);
    const before = await cards(page);
    const from = await middle(grip(page, before[0]));
    const to = await middle(handle(page, before[2]));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + 12);
    const held = page.locator('[data-held="true"]');
    assert.equal(await held.getAttribute("data-card"), before[0]);
    assert.match(await held.evaluate((row) => row.style.transform), /^translateY\(12px\)$/);
    await page.mouse.move(from.x, to.y + 8, { steps: 6 });
    await waitFor(page, moved(before, 0, 2));
    await page.mouse.up();
    await held.waitFor({ state: "detached" });
    assert.deepEqual(await cards(page), moved(before, 0, 2));
    assert.equal(await hint(page), `${before[0]} is number 3 of ${before.length}.`);
    const lifted = await page.locator(".order-card").evaluateAll((rows) => rows.filter((row) => row.style.transform !== "").length);
    assert.equal(lifted, 0);
    await page.finish();
  });
}

test("on a phone a finger drags a segment by its handle, and scrolls the page elsewhere", async () => {
  const page = await openQuiz(stage, ORDER, PHONE);
  const before = await cards(page);
  await page.locator(".order-list").scrollIntoViewIfNeeded();
  const finger = await page.context().newCDPSession(page);
  const touch = (type, x, y) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const last = before.length - 1;
  const from = await middle(handle(page, before[last]));
  const to = await middle(handle(page, before[0]));
  await touch("touchStart", from.x, from.y);
  for (let step = 1; step <= 8; step += 1) {
    await touch("touchMove", from.x, from.y + ((to.y - 10 - from.y) * step) / 8);
  }
  await waitFor(page, moved(before, last, 0));
  await touch("touchEnd");
  await page.locator('[data-held="true"]').waitFor({ state: "detached" });
  assert.deepEqual(await cards(page), moved(before, last, 0));
  assert.equal(await page.locator(".order-body").first().evaluate((body) => getComputedStyle(body).touchAction), "auto");
  for (const button of await page.locator("[data-move]").all()) {
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
  }
  await assertAccessible(page);
  await page.finish();
});

test("what the browser calls off leaves the order as it was", async () => {
  const page = await openQuiz(stage, ORDER);
  const before = await cards(page);
  const from = await middle(handle(page, before[0]));
  const to = await middle(handle(page, before[1]));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, to.y + 8, { steps: 4 });
  await waitFor(page, moved(before, 0, 1));
  await page.locator(".order-list").dispatchEvent("pointercancel");
  await waitFor(page, before);
  await page.mouse.up();
  assert.deepEqual(await cards(page), before);
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`an order has one offer of hints for all of it, and is right once it is dragged right (${lang})`, async () => {
    const first = await openQuiz(stage, { ...ORDER, lang });
    await answerByKeys(first, anything(await question(first)));
    const right = Object.entries(await contrast(first)).map(([, { right }]) => right);
    await first.finish();
    const page = await openQuiz(stage, { ...ORDER, lang });
    assert.equal(await page.locator("[data-hint]").count(), 1);
    for (let count = 1; count <= 3; count += 1) {
      await page.locator("[data-hint]").click();
      await page.waitForFunction((count) => document.querySelectorAll('[data-part="hint"]').length === count, count);
    }
    // With the last hint its button is gone, and the focus is with the cards.
    await page.waitForFunction(() => document.activeElement?.matches('[data-part="order"] button'));
    for (const [at, card] of right.entries()) {
      const from = await middle(handle(page, card));
      const to = await middle(page.locator(`[data-at="${at}"] .order-handle`));
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x, to.y, { steps: 8 });
      await page.mouse.up();
      await page.locator(`[data-at="${at}"][data-card="${card}"]`).waitFor();
    }
    await control(page, "lock").click();
    await part(page, "verdict").waitFor();
    assert.ok(Object.values(await contrast(page)).every(({ isRight }) => isRight));
    assert.equal(await part(page, "order").count(), 0);
    assert.deepEqual((await part(page, "task-cards").locator("[data-card]").count()), right.length);
    await page.finish();
  });
}
