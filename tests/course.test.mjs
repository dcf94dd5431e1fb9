// The lessons beyond the first: chosen from a menu, fetched when they are opened, noted once they were seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { assertAccessible } from "./support/axe.mjs";
import { addressBar, choice, control, part, theStage, toEnd, transport } from "./support/stage.mjs";

const stage = theStage();

/** The files of what is taught. */
const FILE = /\/lessons\/([\w-]+)-[0-9a-f]{16}\.bin$/;

/** A page of the first lesson, and the files that it has asked for since. */
async function open(query = { lang: "en" }, options = {}) {
  const page = await stage.open(query, options);
  const asked = [];
  page.on("request", (request) => {
    const file = request.url().match(FILE);
    if (file) asked.push(file[1]);
  });
  return { page, asked };
}

const lesson = (page, id) => part(page, "lessons").locator(`[data-lesson="${id}"]`);
const shown = (page) => control(page, "lesson").getAttribute("value");

async function menu(page) {
  await control(page, "lesson").click();
  await lesson(page, "handshake").waitFor();
}

test("a first visit asks for no file of lessons", async () => {
  const asked = [];
  const page = await stage.open({ lang: "en" }, {});
  page.on("request", (request) => asked.push(request.url()));
  await control(page, "step").click();
  assert.deepEqual(asked.filter((url) => FILE.test(url)), []);
  await page.finish();
});

test("the menu has every lesson by chapters, and a lesson is fetched once it is chosen", async () => {
  const { page, asked } = await open();
  await menu(page);
  assert.deepEqual(asked, ["_index"]);
  await assertAccessible(page, { within: '[data-part="lessons"]' });
  assert.deepEqual(await part(page, "lessons").locator("[data-chapter]").evaluateAll((all) => all.map((of) => of.dataset.chapter)), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  assert.equal(await lesson(page, "handshake").getAttribute("aria-current"), "true");
  await lesson(page, "four-way-close").click();
  await page.waitForFunction(() => window.stage.control("lesson").value === "four-way-close");
  assert.deepEqual(asked, ["_index", "four-way-close"]);
  assert.equal(await part(page, "lessons").count(), 0);
  assert.match(await addressBar(page), /lesson=four-way-close/);

  // It is here now; so is the first. The menu opens where one is.
  await menu(page);
  await page.waitForFunction(() => document.activeElement.dataset.lesson === "four-way-close");
  const { top, bottom } = await lesson(page, "four-way-close").evaluate((place) => place.getBoundingClientRect());
  assert.ok(top > 0 && bottom < page.viewportSize().height, `from ${top} to ${bottom}`);
  await lesson(page, "handshake").click();
  await page.waitForURL(/lesson=handshake/);
  await page.goBack();
  await page.waitForFunction(() => window.stage.control("lesson").value === "four-way-close");
  assert.deepEqual(asked, ["_index", "four-way-close", "_index"].slice(0, asked.length));
  await page.finish();
});

for (const [lang, words] of [
  ["en", "closing four"],
  ["zh", "四次挥手"],
  ["en", "last-ack FIN_WAIT_1 resend"],
]) {
  test(`lessons are found by their words (${lang}: ${words})`, async () => {
    const { page } = await open({ lang });
    await menu(page);
    await control(page, "lesson-search").fill(words);
    await lesson(page, "handshake").waitFor({ state: "detached" });
    // The words of the prose come when somebody searches.
    await lesson(page, "four-way-close").waitFor();
    await control(page, "lesson-search").fill("no such thing");
    await lesson(page, "four-way-close").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await part(page, "lessons").waitFor({ state: "detached" });
    // It opens again.
    await menu(page);
    await control(page, "close-lessons").click();
    await part(page, "lessons").waitFor({ state: "detached" });
    await page.finish();
  });
}

test("a link to a lesson opens it at its moment, and leaves the address as it is", async () => {
  const page = await stage.open({ lesson: "lost-segment", step: 12, lang: "zh" });
  assert.equal(await shown(page), "lost-segment");
  assert.equal((await transport(page)).step, 12);
  const before = await page.evaluate(() => window.history.length);
  assert.match(await addressBar(page), /lesson=lost-segment.*step=12/);
  assert.equal(await page.evaluate(() => window.history.length), before);
  await page.finish();
});

for (const [lang, busy, failed] of [
  ["en", "Loading this part of the page…", /could not be loaded/],
  ["zh", "正在加载这一部分……", /没有加载成功/],
]) {
  test(`a lesson that is on its way or did not come is told, and asked for again (${lang})`, async () => {
    const { page } = await open({ lang });
    await menu(page);
    let letThrough;
    const held = new Promise((resolve) => (letThrough = resolve));
    await page.route(FILE, (route) => held.then(() => route.abort()));
    await lesson(page, "lost-segment").click();
    const word = part(page, "lessons").locator('[data-part="later"]');
    await word.waitFor();
    assert.equal(await word.textContent(), busy);
    letThrough();
    const message = part(page, "lessons").locator("[data-missing]");
    await message.waitFor();
    assert.match(await message.textContent(), failed);
    await page.unroute(FILE);
    await control(page, "try-again").click();
    await page.waitForFunction(() => window.stage.control("lesson").value === "lost-segment");
    // The failed request is on the console, so that this page is not quiet.
    await page.context().close();
  });
}

test("what was seen is kept, told, saved and erased", async () => {
  const { page } = await open({ lang: "en" });
  await control(page, "step").click();
  await toEnd(page);
  await menu(page);
  await part(page, "lessons").locator('[data-lesson="handshake"][data-finished="true"]').waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), control(page, "export-progress").click()]);
  assert.match(readFileSync(await download.path(), "utf8"), /^handshake .*!\n$/);
  await control(page, "erase-progress").click();
  assert.equal(await page.evaluate(() => window.localStorage.getItem("synackademy.progress") !== ""), true);
  await control(page, "erase-progress").click();
  await part(page, "lessons").locator('[data-lesson="handshake"][data-finished="false"]').waitFor();
  assert.equal(await page.evaluate(() => window.localStorage.getItem("synackademy.progress")), "");
  await page.finish();
});

test("whoever comes back may go on where they stopped", async () => {
  const { page } = await open({ lesson: "lost-segment", step: 9, lang: "en" });
  await control(page, "step").click();
  await addressBar(page);
  await page.goto(new URL(page.url()).origin + "/");
  await control(page, "resume").click();
  await page.waitForFunction(() => window.stage.control("lesson").value === "lost-segment");
  await part(page, "transport", '[data-step="10"]').waitFor();
  assert.equal(await part(page, "resume").count(), 0);
  await page.finish();
});

for (const [lang, name, other] of [
  ["en", "ISS", "初始发送序号"],
  ["zh", "ISS", "Initial send sequence number"],
]) {
  test(`a term in the prose shows what it means in both languages, and its section (${lang})`, async () => {
    const { page } = await open({ lang, step: 6 });
    const term = page.locator('[data-term="iss"]').first();
    await term.focus();
    await page.keyboard.press("Enter");
    const card = part(page, "term");
    await card.locator("h2").waitFor();
    assert.equal(await card.locator("h2").textContent(), name);
    const text = await card.textContent();
    assert.ok(text.includes(other) && text.includes("RFC 9293") && text.includes("3.3.1"), text);
    await assertAccessible(page, { within: '[data-part="term"]' });
    await assertAccessible(page, { within: ".note" });
    const box = await card.boundingBox();
    const { width, height } = page.viewportSize();
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));
    await control(page, "close-term").click();
    await card.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => window.document.activeElement.dataset.term), "iss");
    await page.keyboard.press("Enter");
    await card.waitFor();
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => window.document.activeElement.dataset.term), "iss");
    await page.finish();
  });
}

test("at the end of a lesson stands what to try next", async () => {
  const { page } = await open({ lang: "en" });
  assert.equal(await page.locator('[data-note="try"]').count(), 0);
  await toEnd(page);
  assert.ok((await page.locator('[data-note="try"] li').count()) >= 2);
  await choice(page, "lab").click();
  await page.finish();
});
