// The page as one file: it opens from a folder and from nowhere in particular, asks nobody for anything, and says what it
// has not.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { assertAccessible } from "./support/axe.mjs";
import { launch } from "./support/browser.mjs";
import { addressBar, control, goTo, part, show, toEnd } from "./support/stage.mjs";

const PLACE = fileURLToPath(new URL("../dist-single/synackademy.html", import.meta.url));
const IN_PAGE = fileURLToPath(new URL("./support/in-page.js", import.meta.url));
const LARGEST = 450_000;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** The file as it opens at `address`, with what it asked for and what went wrong in it. */
async function open(context, address, { scripts = [], ...options } = {}) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US", ...options });
  context.after(() => page.close());
  const [asked, faults] = [[], []];
  page.on("request", (request) => /^(data|blob|about):/.test(request.url()) || asked.push(request.url()));
  page.on("pageerror", (error) => faults.push(error.message));
  for (const script of scripts) await page.addInitScript(script);
  await page.addInitScript({ path: IN_PAGE });
  await page.goto(address);
  await part(page, "transport").waitFor({ timeout: 120_000 });
  return { page, asked, faults };
}

/** Waits until everything in the file is unpacked that was asked for. */
const complete = (page) => page.waitForFunction(() => document.querySelector("[data-part=later][aria-busy]") === null, undefined, { timeout: 120_000 });

test("the single file has at most 450,000 octets", () => {
  assert.ok(statSync(PLACE).size <= LARGEST, `${statSync(PLACE).size} octets`);
});

test("from a folder, whatever its name is, it shows the exchange, the header, the layers, the why, the lab and questions, and asks for nothing", async (context) => {
  const folder = new URL("./output/课程 1/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const copy = new URL("tcp 练习.html", folder);
  copyFileSync(PLACE, copy);
  const address = `${copy}?lesson=handshake&segment=c1&step=12&lang=en`;
  const { page, asked, faults } = await open(context, address);
  for (const [tab, shown] of [["header", "field"], ["layers", "layer"]]) {
    await page.locator(`#tab-${tab}`).click();
    await part(page, shown).first().waitFor({ timeout: 120_000 });
  }
  for (const mode of ["lab", "predict"]) {
    await show(page, { lesson: "handshake", step: 3, mode, lang: "zh" }).catch(() => undefined);
    await complete(page);
    assert.equal(await part(page, "later").count(), 0, mode);
  }
  await show(page, { lesson: "handshake", step: 0, lang: "zh" });
  await toEnd(page);
  assert.deepEqual(asked.map(decodeURI), [decodeURI(address)]);
  assert.deepEqual(faults, []);
});

test("it is accessible, and its address holds the state, so that it opens there again", async (context) => {
  const { page } = await open(context, `${pathToFileURL(PLACE)}?lang=en`);
  await complete(page);
  await assertAccessible(page);
  await control(page, "step").click();
  const address = await addressBar(page);
  assert.match(address, /^file:.*[?&]step=1\b/);
  const again = await open(context, address);
  assert.equal(await part(again.page, "transport").getAttribute("data-step"), "1");
});

test("a lesson that is in it opens from the menu, and one that is not says so in both languages", async (context) => {
  const { page, faults } = await open(context, `${pathToFileURL(PLACE)}?lesson=seven-layers&lang=en`);
  await page.waitForFunction(() => document.querySelector("[data-absent]") === null, undefined, { timeout: 120_000 });
  assert.match(await page.title(), /layer/i);
  for (const [lang, words, title] of [["zh", /单文件版里没有/, /层/], ["en", /not in the single file/, /layer/i]]) {
    await goTo(page, { lesson: "seven-layers", lang });
    await page.waitForFunction((title) => new RegExp(title).test(document.title), title.source);
    await goTo(page, { lesson: "lost-segment", view: "charts", lang });
    const message = part(page, "later", "[data-missing]").first();
    await message.waitFor({ timeout: 120_000 });
    assert.match(await message.textContent(), words);
    assert.equal(await control(page, "try-again").count(), 0);
  }
  assert.deepEqual(faults, []);
});

test("there is no way to what is not in it, and a lesson that is not says so and leads on, in both languages", async (context) => {
  const { page, faults } = await open(context, `${pathToFileURL(PLACE)}?lang=en`);
  await complete(page);
  const ways = page.locator(["captures", "export", "share"].map((name) => `[data-control=${name}]`).join() + ", [data-pane=states], [data-pane=charts], [data-choice=quiz]");
  assert.deepEqual(await ways.evaluateAll((all) => all.map((way) => way.checkVisibility())), Array(6).fill(false));
  for (const way of ['[data-choice="lab"]', '[data-pane="layers"]', '[data-control="keys"]']) assert.ok(await page.locator(way).isVisible(), way);
  for (const [lang, word, words, leading] of [["en", "Not in this file", /not in this file[^]*menu[^]*full site/, "first"], ["zh", "这个文件里没有", /没有这一课[^]*菜单[^]*完整的网站/, "第一课"]]) {
    await goTo(page, { lesson: "handshake", lang });
    await control(page, "lesson").click();
    const one = page.locator("[data-part=lessons] [data-lesson]");
    await one.first().waitFor();
    const listed = await one.evaluateAll((all) => all.map((of) => ({ id: of.dataset.lesson, isOut: of.disabled, text: of.textContent })));
    const out = listed.filter(({ isOut }) => isOut);
    assert.ok(out.length > 0 && listed.length - out.length >= 4, `${out.length} of ${listed.length}`);
    assert.ok(listed.every(({ isOut, text }) => text.includes(word) === isOut));
    await control(page, "close-lessons").click();
    await goTo(page, { lesson: out[0].id, lang });
    await part(page, "lesson-left-out").waitFor();
    assert.match(await part(page, "lesson-left-out").textContent(), words);
    await assertAccessible(page);
    await control(page, "first-lesson").filter({ hasText: leading }).click();
    await part(page, "transport").waitFor();
    assert.match(await addressBar(page), /lesson=handshake|\?lang/);
  }
  assert.deepEqual(faults, []);
});

test("nothing is kept and no history is written, and it starts all the same", async (context) => {
  const refuse = () => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException("not here", "SecurityError"); } });
    }
    History.prototype.replaceState = History.prototype.pushState = () => { throw new DOMException("not here", "SecurityError"); };
  };
  const { page, faults } = await open(context, String(pathToFileURL(PLACE)), { scripts: [refuse] });
  await control(page, "step").click();
  await part(page, "transport", '[data-step="1"]').waitFor();
  assert.deepEqual(faults, []);
});

test("a server that calls it UTF-8, in a sandbox of no origin, does not harm it", async (context) => {
  const server = createServer((request, response) => {
    const isFile = request.url.startsWith("/file");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(isFile ? readFileSync(PLACE) : '<!doctype html><iframe sandbox="allow-scripts" src="/file.html?lang=zh" width="1000" height="700"></iframe>');
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  context.after(() => server.closeAllConnections() ?? server.close());
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  context.after(() => page.close());
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const frame = page.frames()[1];
  await frame.locator("[data-part=transport]").waitFor({ timeout: 120_000 });
  assert.equal(await frame.locator("html").getAttribute("lang"), "zh-CN");
});
