// Views whose code is not in the first load: fetched when they are first shown, and again after a fetch that failed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, control, part, theStage } from "./support/stage.mjs";

const stage = theStage();

const CHUNK = /\/segment-[0-9a-f]{16}\.wasm$/;
const TABS = ["header", "layers"];

/** A page that shows none of these views, and what it has asked for of their code since it was opened. */
async function openWithout(options = {}) {
  const page = await stage.open({ lesson: LESSONS[0], segment: "c1", step: 12, lang: "en", ...options });
  const asked = [];
  page.on("request", (request) => {
    // What a browser fetches ahead of time, when it is idle, is its own affair.
    if (CHUNK.test(request.url()) && request.resourceType() === "fetch") asked.push(request.url());
  });
  return { page, asked };
}

const open = (page, tab) => page.locator(`#tab-${tab}`).click();
const shown = (page, tab) => part(page, { header: "field", layers: "layer" }[tab]).first().waitFor();

/** The code of the views cannot be had from now on. The result lets it through again. */
async function cutOff(page) {
  await page.route(CHUNK, (route) => route.abort());
  return () => page.unroute(CHUNK);
}

test("the code of a view is asked for when the view is first shown, and once", async () => {
  const { page, asked } = await openWithout();
  assert.deepEqual(asked, []);
  for (const tab of [...TABS, ...TABS]) {
    await open(page, tab);
    await shown(page, tab);
    assert.equal(asked.length, 1, tab);
  }
  await page.finish();
});

test("a link to a view that comes later shows it", async () => {
  for (const tab of TABS) {
    const page = await stage.open({ lesson: LESSONS[0], segment: "c1", step: 12, tab });
    await shown(page, tab);
    await page.finish();
  }
});

for (const [lang, busy, failed] of [
  ["en", "Loading this part of the page…", /could not be loaded/],
  ["zh", "正在加载这一部分……", /没有加载成功/],
]) {
  test(`while its code is on the way, a word stands in the place of a view (${lang})`, async () => {
    const { page } = await openWithout({ lang });
    let letThrough;
    const held = new Promise((resolve) => (letThrough = resolve));
    await page.route(CHUNK, (route) => held.then(() => route.continue()));
    await open(page, "layers");
    const word = part(page, "later");
    await word.waitFor();
    assert.deepEqual(
      [await word.textContent(), await word.getAttribute("aria-busy")],
      [busy, "true"],
    );
    letThrough();
    await shown(page, "layers");
    assert.equal(await word.count(), 0);
    await page.finish();
  });

  test(`without a connection the page says what is missing, and tries again when asked to (${lang})`, async () => {
    const { page } = await openWithout({ lang });
    const restore = await cutOff(page);
    await open(page, "header");
    const message = part(page, "later", "[data-missing]");
    await message.waitFor();
    assert.match(await message.textContent(), failed);
    assert.match(await part(page, "live").textContent(), failed);

    // It fails again, and for the other view too; the rest of the page works meanwhile.
    await control(page, "try-again").click();
    await message.waitFor();
    await open(page, "layers");
    await message.waitFor();
    await control(page, "back").click();

    await restore();
    await control(page, "try-again").press("Enter");
    await shown(page, "layers");
    assert.equal(await page.evaluate(() => window.document.activeElement.id), "inspector-panel");
    await open(page, "header");
    await shown(page, "header");
    // The failed requests are on the console, so that this page is not quiet.
    await page.context().close();
  });
}
