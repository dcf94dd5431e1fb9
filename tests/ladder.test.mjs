// The ladder of a long run and of a short one: what is drawn of it, how one gets about on it, and what is done to its
// segments by menu, keys and pointer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { arrow, atStep, control, host, part, segments, theStage, toEnd, transport } from "./support/stage.mjs";
import { TRANSFER } from "./support/transfer.mjs";

const stage = theStage();

/** A transfer of some thousand segments; the link to it is long, and its run is not there at once. */
async function long(rest = {}, options = {}) {
  const link = { lesson: "handshake", edit: TRANSFER, lang: "en", ...rest };
  const page = await stage.open(link, { reducedMotion: "reduce", ...options });
  await part(page, "pending").waitFor({ state: "detached" });
  return page;
}

const scroller = (page) => page.locator("#ladder-scroll");
const map = (page) => page.getByRole("scrollbar");
const scrolledTo = (page) => scroller(page).evaluate((element) => element.scrollTop);

/** Waits until the ladder is scrolled past, or to before, a place. */
const scrolls = (page, test) =>
  page.waitForFunction(
    ([source, selector]) => new Function("top", `return ${source}`)(document.querySelector(selector).scrollTop),
    [test, "#ladder-scroll"],
  );

/** Waits until so many segments can be seen. */
const sees = (page, least) =>
  page.waitForFunction((least) => {
    const view = document.querySelector("#ladder-scroll").getBoundingClientRect();
    const lines = [...document.querySelectorAll("[data-part=segment]")];
    const seen = lines.filter((line) => {
      const { top, bottom } = line.getBoundingClientRect();
      return bottom > view.top && top < view.bottom;
    });
    return seen.length >= least;
  }, least);

test("of a long run only what is in view is drawn, wherever that is", async () => {
  const page = await long();
  await toEnd(page);
  const { steps } = await transport(page);
  assert.ok(steps > 2500, `${steps} entries`);
  for (const key of ["End", "Home", "PageDown", "PageDown", "PageUp"]) {
    await map(page).press(key);
    await page.waitForFunction(() => document.querySelectorAll("[data-part=segment]").length > 0);
    assert.ok((await segments(page)).length < 200, `after ${key}`);
  }
  // In the middle something is there to be seen.
  await scroller(page).evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2;
  });
  await sees(page, 1);
  assert.ok((await segments(page)).length < 200);
  await page.finish();
});

test("a jump anywhere shows the segments of that moment", async () => {
  const page = await long();
  const { steps } = await transport(page);
  for (const share of [0.5, 0.02, 0.97, 0.3]) {
    await control(page, "position").evaluate((input, share) => {
      input.value = String(Number(input.max) * share);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, share);
    await page.waitForFunction(
      (least) => Number(document.querySelector("[data-part=transport]").dataset.step) >= least,
      Math.floor(steps * share * 0.5),
    );
    await sees(page, 3);
  }
  await page.finish();
});

/** Where the middle of `word` stands in the label of a segment. */
const placeOf = (page, label, word) =>
  page.locator(".segment-label", { hasText: label }).first().evaluate((text, word) => {
    const at = text.textContent.indexOf(word) + Math.floor(word.length / 2);
    const { x, y, width, height } = text.getExtentOfChar(at);
    const place = text.ownerSVGElement.createSVGPoint();
    [place.x, place.y] = [x + width / 2, y + height / 2];
    const { x: left, y: top } = place.matrixTransform(text.getScreenCTM());
    return { left, top };
  }, word);

test("a click on a number of a label shows why that number is what it is", async () => {
  const page = await stage.open({ lesson: "handshake", numbers: "relative", tab: "header", step: 14, lang: "en" });
  const whys = { seq: "tcp-sequence-number", ack: "tcp-acknowledgment-number" };
  for (const [name, field] of Object.entries(whys)) {
    const { left, top } = await placeOf(page, "SYN,ACK seq=0 ack=1", `${name}=`);
    await page.mouse.click(left, top);
    await arrow(page, "s1").and(page.locator("[aria-pressed=true]")).waitFor();
    await page.waitForURL(new RegExp(`segment=s1.*field=${field}`));
    await page.locator(`[data-tab="why"] [data-field-why="${field}"]`).waitFor();
  }
  // The line above the ladder says the same numbers.
  await page.locator(".ladder-text .has-why", { hasText: "seq=" }).click();
  await page.waitForURL(/field=tcp-sequence-number/);
  // The flags are no number: they lead to the segment itself.
  const { left, top } = await placeOf(page, "SYN,ACK seq=0 ack=1", "SYN");
  await page.mouse.click(left, top);
  await part(page, "segment", "[aria-pressed=true]").waitFor({ state: "detached" });
  await page.finish();
});

test("a click on a number of the table shows why that number is what it is", async () => {
  const page = await stage.open({ lesson: "handshake", numbers: "relative", step: 14, lang: "en" });
  await page.locator(".segment-table summary").click();
  const row = part(page, "row", '[data-side="server"][data-nth="1"]');
  await row.locator("td.number").nth(4).click();
  await page.waitForURL(/segment=s1.*field=tcp-window/);
  await page.locator('[data-tab="why"] [data-field-why="tcp-window"]').waitFor();
  await page.finish();
});

test("the table of a long run shows a page at a time, and says which", async () => {
  const page = await long();
  await toEnd(page);
  assert.equal(await part(page, "row").count(), 0, "while the table is closed there are no rows");
  await page.locator(".segment-table summary").click();
  await part(page, "rows-shown").waitFor();
  const numbers = () => part(page, "row").evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
  const all = Number(await page.locator(".segment-table table").getAttribute("aria-rowcount")) - 1;
  const last = await numbers();
  assert.ok(last.length <= 100 && last.at(-1) === all + 1, `${last.length} rows up to ${last.at(-1)}`);
  await control(page, "rows-first").click();
  await page.locator(`[data-part="row"][aria-rowindex="2"]`).waitFor();
  assert.equal((await numbers())[0], 2);
  await control(page, "rows-later").click();
  await page.locator(`[data-part="row"][aria-rowindex="100"]`).waitFor();
  await page.finish();
});

test("keys, buttons and the wheel make the ladder longer and shorter, and the link keeps it", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(page);
  const height = () => page.locator(".ladder-long").evaluate((element) => element.offsetHeight);
  const usual = await height();
  const becomes = (text) => page.locator(`[data-control="zoom-reset"]`, { hasText: text }).waitFor();
  await page.keyboard.press("Shift+ArrowDown");
  await becomes("140%");
  assert.ok((await height()) > 1.3 * usual);
  await control(page, "zoom-in").click();
  await becomes("200%");
  await page.waitForURL(/zoom=200/);
  await page.reload();
  await becomes("200%");
  await page.keyboard.press("0");
  await becomes("100%");
  await page.keyboard.press("Shift+ArrowUp");
  await becomes("70%");
  await scroller(page).hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await page.waitForFunction(() => parseInt(document.querySelector("[data-control=zoom-reset]").textContent) > 75);
  await page.finish();
});

test("however often and fast the ladder is zoomed, the cursor stays where it is on the screen", async () => {
  const page = await long();
  // Near the end, where a longer ladder needs more room to scroll than the shorter one has.
  await control(page, "position").evaluate((input) => {
    input.value = String(Number(input.max) * 0.8);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await scrolls(page, "top > 10000");
  const cursorIs = () =>
    page.evaluate(() => {
      const top = (selector) => document.querySelector(selector).getBoundingClientRect().top;
      return top(".ladder-cursor") - top("#ladder-scroll");
    });
  const from = await cursorIs();
  const zoom = async (key, percents) => {
    for (const percent of percents) {
      await page.keyboard.press(key);
      await page.locator(`[data-control="zoom-reset"]`, { hasText: `${percent}%` }).waitFor();
    }
    await page.waitForFunction((from) => {
      const top = (selector) => document.querySelector(selector).getBoundingClientRect().top;
      return Math.abs(top(".ladder-cursor") - top("#ladder-scroll") - from) < 4;
    }, from);
  };
  await zoom("Shift+ArrowUp", [70, 50, 35, 25]);
  await zoom("Shift+ArrowDown", [35, 50, 70, 100, 140]);
  await page.finish();
});

test("what is pointed at stays under the pointer while the wheel zooms", async () => {
  const page = await long({ step: 900 });
  const line = part(page, "segment").nth(20);
  const id = await line.evaluate(({ dataset }) => [dataset.side, dataset.nth]);
  const same = part(page, "segment", `[data-side="${id[0]}"][data-nth="${id[1]}"]`);
  await same.scrollIntoViewIfNeeded();
  const before = await same.boundingBox();
  await page.mouse.move(before.x + 3, before.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -250);
  await page.keyboard.up("Control");
  await page.waitForFunction(() => parseInt(document.querySelector("[data-control=zoom-reset]").textContent) > 120);
  const after = await same.boundingBox();
  assert.ok(Math.abs(after.y - before.y) < 8, `${before.y} and ${after.y}`);
  await page.finish();
});

test("the ladder is dragged by its background, and moved by its map", async () => {
  const page = await long({ step: 900 });
  // It begins where the cursor is.
  await scrolls(page, "top > 1000");
  const from = await scrolledTo(page);
  const box = await scroller(page).boundingBox();
  // Between the times and the states nothing is to be taken hold of.
  await page.mouse.move(box.x + 12, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 12, box.y + 80, { steps: 4 });
  await page.mouse.up();
  await scrolls(page, `Math.abs(top - ${from + 120}) < 3`);
  const onMap = await map(page).boundingBox();
  await page.mouse.click(onMap.x + 10, onMap.y + onMap.height - 5);
  await scrolls(page, `top > ${from + 5000}`);
  await map(page).focus();
  await page.keyboard.press("Home");
  await scrolls(page, "top === 0");
  await page.locator(`[role="scrollbar"][aria-valuenow="0"]`).waitFor();
  await page.keyboard.press("PageDown");
  await scrolls(page, "top > 100");
  await page.finish();
});

test("arrow keys lead the focus through a long run, and to its ends", async () => {
  const page = await long({ step: 900 });
  await part(page, "segment", `[tabindex="0"]`).focus();
  await page.keyboard.press("Home");
  await page.locator(`[data-part="segment"][data-side="client"][data-nth="1"]:focus`).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator(`[data-part="segment"][data-side="server"][data-nth="1"]:focus`).waitFor();
  await page.keyboard.press("End");
  await page.locator(`[data-part="segment"]:focus`).waitFor();
  await scrolls(page, "top > 3000");
  await page.finish();
});

test("phases are gone through with keys and buttons, and told by name", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en" });
  const phase = (name) => part(page, "phase").filter({ hasText: name }).waitFor();
  await phase("opening");
  await page.keyboard.press("Shift+PageDown");
  await phase("transfer");
  await control(page, "phase-on").click();
  await phase("recovery");
  const { step } = await transport(page);
  await page.keyboard.press("Shift+PageUp");
  await phase("transfer");
  await page.locator(`[data-phase="recovery"]`).click();
  await atStep(page, step);
  await page.finish();
});

test("by keys alone the menu of a segment is opened, gone through and closed, and the focus comes back", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(page);
  await arrow(page, "c3").focus();
  await page.keyboard.press("m");
  const menu = page.getByRole("menu");
  await menu.waitFor();
  const items = page.getByRole("menuitemradio");
  assert.equal(await items.count(), 9);
  assert.equal(await page.getByRole("menuitemradio", { checked: true }).innerText(), "Let it through");
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  await page.locator(`[data-part="segment"][data-side="client"][data-nth="3"]:focus`).waitFor();

  await page.keyboard.press("Shift+F10");
  await menu.waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.change), "drop");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await menu.waitFor({ state: "detached" });
  await part(page, "edited").waitFor();
  await page.waitForURL(/fault=c3\.delay\.\d+/);
  await page.finish();
});

for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  test(`the button above the ladder opens the menu right under itself, ${viewport.width} wide`, async () => {
    const page = await stage.open({ lesson: "lost-segment", step: 31, segment: "c3", lang: "en" }, { viewport });
    await control(page, "change").click();
    await page.getByRole("menu").waitFor();
    const [button, menu] = [await control(page, "change").boundingBox(), await page.getByRole("menu").boundingBox()];
    const below = menu.y - (button.y + button.height);
    assert.ok(below >= 0 && below < 10, `${below} pixels below the button`);
    assert.ok(menu.x < button.x + button.width && button.x < menu.x + menu.width, "and not beside it");
    assert.ok(menu.x >= 0 && menu.x + menu.width <= viewport.width && menu.y + menu.height <= viewport.height, "in sight");
    await page.finish();
  });
}

test("what cannot be done to a segment says why, in the menu and by its key", async () => {
  const WHY = { en: /not sent before this one arrives/, zh: /它到达之前下一个不会发出/ };
  for (const [lang, why] of Object.entries(WHY)) {
    const page = await stage.open({ lesson: "handshake", lang });
    await toEnd(page);
    await arrow(page, "c1").focus();
    await page.keyboard.press("m");
    const item = page.locator(`[data-change="reorder"]`);
    assert.match(await item.innerText(), why);
    assert.equal(await item.getAttribute("aria-disabled"), "true");
    await page.keyboard.press("Escape");
    await page.locator(`[data-part="segment"][data-side="client"][data-nth="1"]:focus`).waitFor();
    await page.keyboard.press("r");
    await part(page, "status").filter({ hasText: why }).waitFor();
    await part(page, "live").filter({ hasText: why }).waitFor({ state: "attached" });
    await page.finish();
  }
});

test("a segment that is to be dropped says so at once, and that the player went back to where it is sent", async () => {
  const SAID = { en: ["will be lost", /^Back to where it is sent/], zh: ["将丢失", /^已回到它发出的时刻/] };
  for (const [lang, [will, back]] of Object.entries(SAID)) {
    const page = await stage.open({ lesson: "lost-segment", step: 24, segment: "c3", lang });
    await control(page, "drop").click();
    await atStep(page, 18);
    await part(page, "live").filter({ hasText: back }).waitFor({ state: "attached" });
    assert.equal(await part(page, "will").innerText(), will);
    assert.equal(await page.locator(".segment-word.will").textContent(), will);
    const line = arrow(page, "c3");
    assert.equal(await line.getAttribute("data-will"), will);
    // The band that marks it as selected ends where it will be lost.
    const reach = (of) => line.locator(of).first().evaluate((shape) => shape.getBoundingClientRect().right);
    const server = await page.locator(".lifeline.server").evaluate((lifeline) => lifeline.getBoundingClientRect().left);
    assert.ok((await reach(".segment-glow")) < server - 40);
    assert.equal(await line.locator(".segment-cross.will").count(), 1);
    await toEnd(page);
    await arrow(page, "c3").and(page.locator("[data-fate=lost]")).waitFor({ state: "attached" });
    assert.equal(await page.locator(".segment-word.will").count(), 0);
    await page.finish();
  }
});

test("the map of the whole run has a name and stands clear of the edge", async () => {
  const page = await long({ step: 900 });
  const [body, overview] = [await page.locator(".ladder-body").boundingBox(), await map(page).boundingBox()];
  assert.ok(body.x + body.width - (overview.x + overview.width) >= 4);
  assert.equal(await page.locator(".ladder-map-name").innerText(), "map");
  assert.match(await map(page).getAttribute("title"), /whole exchange/);
  // And leaves the ladder of a desk the room for the names of its states.
  await page.locator(".ladder-state text:not([transform])").first().waitFor();
  await page.finish();
});

const CHANGES = { d: /drop=c3/, w: /fault=c3\.delay/, t: /fault=c3\.duplicate/, x: /fault=c3\.corrupt/ };

test("a key does each thing to the segment that has the focus, and the same key takes it back", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(page);
  for (const [key, address] of Object.entries(CHANGES)) {
    await arrow(page, "c3").focus();
    await page.keyboard.press(key);
    await page.waitForURL(address);
    await arrow(page, "c3").focus();
    await page.keyboard.press(key);
    await part(page, "edited").waitFor({ state: "detached" });
  }
  await page.finish();
});

test("a right click opens the menu, a click elsewhere closes it, and in it the segment is doubled", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(page);
  await arrow(page, "c3").click({ button: "right" });
  await page.getByRole("menu").waitFor();
  await page.locator(".brand").click();
  await page.getByRole("menu").waitFor({ state: "detached" });
  await arrow(page, "c3").click({ button: "right" });
  await page.locator(`[data-change="duplicate"]`).click();
  await toEnd(page);
  await arrow(page, "c3").and(page.locator("[data-fate=duplicate]")).waitFor({ state: "attached" });
  assert.equal((await host(page, "server")).received, 41, "and the text counts once");
  await page.finish();
});

/** Drags a segment by its middle. */
async function drag(page, id, dx, dy) {
  await arrow(page, id).scrollIntoViewIfNeeded();
  const box = await arrow(page, id).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2);
  await page.mouse.move(x + dx, y + dy);
  await page.locator(".ladder-preview").waitFor({ state: "attached" });
}

test("a segment that is dragged down comes later, aside it is dropped, and Escape lets go of it", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(page);
  await drag(page, "c3", 0, 40);
  await page.mouse.up();
  await page.waitForURL(/fault=c3\.delay\.\d+/);
  assert.ok((await part(page, "edited").count()) === 1);
  await control(page, "restore").click();
  await toEnd(page);

  await drag(page, "c3", 240, 0);
  await page.keyboard.press("Escape");
  await page.locator(".ladder-preview").waitFor({ state: "detached" });
  await page.mouse.up();
  assert.equal(await part(page, "edited").count(), 0);

  await drag(page, "c3", -240, 0);
  await page.mouse.up();
  await page.waitForURL(/drop=c3/);
  await page.finish();
});

test("while predicting, segments have neither a menu nor are they dragged", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "predict", lang: "en" });
  await page.keyboard.press("End");
  await arrow(page, "c1").focus();
  await page.keyboard.press("m");
  await page.keyboard.press("d");
  assert.equal(await page.getByRole("menu").count(), 0);
  assert.equal(await part(page, "edited").count(), 0);
  await page.finish();
});

test("on paper the whole ladder and every row stand", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en" });
  await toEnd(page);
  const count = (await segments(page)).length;
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.locator(".ladder-sheet").first().waitFor();
  const drawn = await page.locator(".ladder-sheet [data-part=segment]").evaluateAll((lines) => [
    ...new Set(lines.map(({ dataset }) => dataset.side + dataset.nth)),
  ]);
  assert.equal(drawn.length, count);
  assert.ok(await page.locator(".segment-table table").isVisible());
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.locator(".ladder-sheet").first().waitFor({ state: "detached" });
  await page.finish();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the tools, the map and the menu are accessible, ${colorScheme}`, async () => {
    const page = await long({ step: 900 }, { colorScheme });
    await assertAccessible(page, { within: ".exchange" });
    await part(page, "segment", `[tabindex="0"]`).focus();
    await page.keyboard.press("m");
    await page.getByRole("menu").waitFor();
    await assertAccessible(page, { within: ".ladder-menu" });
    await page.finish();
  });
}
