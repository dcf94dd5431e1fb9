// Without a network: the page, a lesson and a view that comes later are there all the same. A new version is offered and
// never forced on anybody, and nothing of it happens within a frame.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./support/browser.mjs";
import { serveSite } from "./support/site.mjs";
import { control, part } from "./support/stage.mjs";

const TOP = fileURLToPath(new URL("..", import.meta.url));
const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A site of its own in a browser of its own, in which a service worker is allowed. */
async function start(context, folder) {
  const site = await serveSite({ folder });
  const shared = await browser.newContext({ locale: "en-US", serviceWorkers: "allow", viewport: { width: 1440, height: 900 } });
  context.after(async () => {
    await shared.close();
    await site.close();
  });
  return { site, shared, page: await shared.newPage() };
}

/** Waits until everything is kept that makes the site work offline. */
const isKept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
const isThere = (page) => page.waitForFunction(() => document.querySelector("[data-part=transport]") && !document.querySelector("[data-part=later]"));

test("with the network cut, the page, a lesson and a view that comes later are there", async (context) => {
  const { site, shared, page } = await start(context, "dist");
  await page.goto(site.url);
  await isKept(page);
  await shared.setOffline(true);
  await page.goto(`${site.url}?lesson=lost-segment&step=4&view=charts&lang=zh`);
  await isThere(page);
  assert.match(await page.title(), /丢/);
  assert.equal(await page.locator("[data-missing]").count(), 0);
  await page.goto(`${site.url}?lesson=handshake&segment=c1&step=12&tab=layers&lang=en`);
  await part(page, "layer").first().waitFor();
});

test("a new version is offered in the page's language, and taken only when somebody says so", async (context) => {
  const copy = mkdtempSync(join(tmpdir(), "synackademy-"));
  context.after(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(DIST, copy, { recursive: true });
  const { site, page } = await start(context, relative(TOP, copy));
  for (const [lang, words, version] of [["en", /new version/, "second"], ["zh", /新版本/, "third"]]) {
    await page.goto(`${site.url}?lang=${lang}`);
    await isKept(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const worker = readFileSync(join(copy, "worker.js"), "utf8");
    assert.match(worker, /synackademy-/);
    writeFileSync(join(copy, "worker.js"), `// ${version}\n${worker.replace(/"(?:[0-9a-f]{16}|second)"/, `"${version}"`)}`);
    await page.evaluate(() => {
      window.isTheSame = true;
      return navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => {});
    });
    const bar = part(page, "update");
    await bar.waitFor();
    assert.match(await bar.textContent(), words);
    assert.equal(await page.evaluate(() => window.isTheSame), true);
    await control(page, "update-reload").click();
    await page.waitForFunction(() => window.isTheSame === undefined);
    await isThere(page);
    // What the version before kept is gone.
    await page.waitForFunction(async (version) => (await caches.keys()).join() === `synackademy-${version}`, version);
  }
});

test("an offer that is put off is gone, and the page goes on", async (context) => {
  const copy = mkdtempSync(join(tmpdir(), "synackademy-"));
  context.after(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(DIST, copy, { recursive: true });
  const { site, page } = await start(context, relative(TOP, copy));
  await page.goto(`${site.url}?step=3&lang=en`);
  await isKept(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  writeFileSync(join(copy, "worker.js"), `// other\n${readFileSync(join(copy, "worker.js"), "utf8")}`);
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => {}));
  await control(page, "update-later").click();
  assert.equal(await part(page, "update").count(), 0);
  assert.equal(await part(page, "transport").getAttribute("data-step"), "3");
});

test("within a frame nothing is kept for later", async (context) => {
  const { site, shared } = await start(context, "dist");
  const host = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><iframe src="${site.url}" width="1000" height="700"></iframe>`);
  });
  await new Promise((listening) => host.listen(0, "127.0.0.1", listening));
  context.after(() => host.closeAllConnections() ?? host.close());
  const page = await shared.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`http://127.0.0.1:${host.address().port}/`);
  const [, frame] = page.frames();
  await frame.locator("[data-part=transport]").waitFor();
  await frame.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
  assert.ok(asked.some((url) => url.endsWith(".wasm")));
  assert.deepEqual(asked.filter((url) => /offline|worker|manifest/.test(url)), []);
  assert.equal(await frame.locator("link[rel=prefetch]").count(), 0);
  assert.equal(await frame.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)), 0);
});

test("the site can be installed: its manifest names it in both languages and has icons that are there", async (context) => {
  const { site, page } = await start(context, "dist");
  await page.goto(site.url);
  const manifest = await page.evaluate(() => fetch(document.querySelector("link[rel=manifest]").href).then((answer) => answer.json()));
  assert.match(manifest.name, /TCP.*\p{Script=Han}/u);
  assert.equal(manifest.display, "standalone");
  for (const { src } of manifest.icons) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return image.naturalWidth;
    }, src);
    assert.ok(size > 0, src);
  }
});
