// The site in the pages of others, as their frames, servers and policies treat it: from another origin, in a sandbox, under
// a strict policy, with a wrong type for WebAssembly, without storage.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { launch } from "./support/browser.mjs";
import { SERVERS, ask, start } from "./support/servers.mjs";
import { serveSite } from "./support/site.mjs";

const PUBLIC = () => ({ "access-control-allow-origin": "*" });
const POLICY = readFileSync(new URL("../dist-servers/csp.txt", import.meta.url), "utf8").trim();
const QUERY = "lesson=handshake&segment=c1&step=12&lang=en";
const SANDBOXED = 'sandbox="allow-scripts"';
const BUILT = process.env.SITE === undefined;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A page of another origin with these frames of a site, and the frames once they are there. */
async function embed(context, { attributes = "", headers, count = 1, host = {}, query = QUERY } = {}) {
  const site = await serveSite({ headers });
  const frames = Array.from({ length: count }, () => `<iframe src="${site.url}?${query}" width="1000" height="700" ${attributes}></iframe>`);
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...host }).end(`<!doctype html><title>A course</title>${frames.join("")}`);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  const page = await browser.newPage({ viewport: { width: 1100, height: 1500 } });
  context.after(async () => {
    await page.close();
    server.closeAllConnections();
    await site.close();
  });
  const uncaught = [];
  page.on("pageerror", (error) => uncaught.push(error.message));
  // `localhost` is another site than `127.0.0.1`, and not only another port.
  await page.goto(`http://localhost:${server.address().port}/`);
  const found = page.frames().slice(1);
  assert.equal(found.length, count);
  return { page, frames: found, uncaught };
}

const shown = (frame, part) => frame.locator(`[data-part="${part}"]`).first();

/** The frame is drawn, steps on, and shows what comes later. */
async function works(frame) {
  await shown(frame, "transport").waitFor();
  await frame.locator("#tab-layers").click();
  await shown(frame, "layer").waitFor();
  await frame.locator('[data-control="back"]').click();
  await frame.locator('[data-part="transport"][data-step="11"]').waitFor();
}

/** The words that stand where the page would. */
async function trouble(frame) {
  await shown(frame, "trouble").waitFor();
  const words = await frame.locator("[data-part=trouble] p").evaluateAll((all) => all.map(({ lang, textContent }) => [lang, textContent]));
  assert.deepEqual(words.map(([lang]) => lang), ["en", "zh"]);
  assert.match(words[1][1], /\p{Script=Han}/u);
  return words.map(([, text]) => text).join("\n");
}

test("a page of another origin shows the site in a frame that is allowed nothing in particular", async (context) => {
  const { frames, uncaught } = await embed(context);
  await works(frames[0]);
  assert.deepEqual(uncaught, []);
});

test("a sandboxed frame of no origin works where the server lets every origin load the files", async (context) => {
  const { frames, uncaught } = await embed(context, { attributes: SANDBOXED, headers: PUBLIC });
  await works(frames[0]);
  assert.equal(await frames[0].evaluate(() => self.origin), "null");
  // Nothing can be kept there, and what is done shows in the address all the same.
  await assert.rejects(frames[0].evaluate(() => self.localStorage));
  assert.deepEqual(uncaught, []);
});

test("a sandboxed frame says in both languages what its server lacks", { skip: !BUILT && "only the published page" }, async (context) => {
  const { frames } = await embed(context, { attributes: SANDBOXED });
  assert.match(await trouble(frames[0]), /Access-Control-Allow-Origin[^]*Access-Control-Allow-Origin/);
});

for (const type of ["text/plain", "application/octet-stream"]) {
  test(`modules that the server calls ${type} run`, async (context) => {
    const headers = (file) => (file.endsWith(".wasm") ? { "content-type": type } : {});
    const { frames, uncaught } = await embed(context, { headers });
    await works(frames[0]);
    assert.deepEqual(uncaught, []);
  });
}

test("two frames on one page do not disturb each other", async (context) => {
  const { frames } = await embed(context, { count: 2 });
  await shown(frames[1], "transport").waitFor();
  await works(frames[0]);
  assert.equal(await shown(frames[1], "transport").getAttribute("data-step"), "12");
});

test("a host whose own policy is strict shows the frame", async (context) => {
  const host = { "content-security-policy": "default-src 'none'; frame-src http://127.0.0.1:*" };
  const { frames } = await embed(context, { host });
  await works(frames[0]);
});

test("without storage and without a history the page works", async (context) => {
  const site = await serveSite();
  const page = await browser.newPage();
  context.after(async () => {
    await page.close();
    await site.close();
  });
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("not here", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name, { get: refuse });
    History.prototype.replaceState = History.prototype.pushState = refuse;
  });
  const uncaught = [];
  page.on("pageerror", (error) => uncaught.push(error.message));
  await page.goto(`${site.url}?${QUERY}`);
  await works(page);
  assert.deepEqual(uncaught, []);
});

test("under the policy that the build prints every view works, and nothing breaks it", { skip: !BUILT && "only the published page" }, async (context) => {
  const site = await serveSite({ headers: () => ({ "content-security-policy": POLICY }) });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  context.after(async () => {
    await page.close();
    await site.close();
  });
  const breaches = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && breaches.push(message.text()));
  page.on("pageerror", (error) => breaches.push(error.message));
  await page.addInitScript(() => {
    window.breaches = [];
    addEventListener("securitypolicyviolation", (event) => window.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  for (const query of [
    QUERY,
    `${QUERY}&tab=header`,
    `${QUERY}&tab=layers`,
    ...["layers", "states", "charts"].map((view) => `lesson=lost-segment&step=30&view=${view}&lang=zh`),
    ...["lab", "predict"].map((mode) => `lesson=lost-segment&step=6&mode=${mode}`),
  ]) {
    await page.goto(`${site.url}?${query}`);
    await shown(page, "transport").waitFor();
    await page.waitForFunction(() => document.querySelector('[data-part="later"]') === null);
    breaches.push(...(await page.evaluate(() => window.breaches)));
  }
  for (const [query, first] of [["seed=4", '[data-part="practice"]'], ["count=2", '[data-part="sheet-facts"]'], ["sheet=new", '[data-control="sheet-preview"]']]) {
    await page.goto(`${site.url}?mode=quiz&lang=en&${query}`);
    await page.locator(first).waitFor();
    breaches.push(...(await page.evaluate(() => window.breaches)));
  }
  await page.goto(`${site.url}?${QUERY}`);
  for (const control of ["lesson", "export", "captures", "share"]) {
    await page.locator(`[data-control="${control}"]`).click();
    await page.waitForFunction(() => document.querySelector('[data-part="later"]') === null);
    await page.keyboard.press("Escape");
  }
  // What is placed by numbers is where they say.
  const cursor = page.locator(".ladder-cursor").first();
  assert.match(await cursor.evaluate((element) => element.style.transform + element.style.top), /\d/);
  breaches.push(...(await page.evaluate(() => window.breaches)));
  assert.deepEqual(breaches, []);
});

// What a server calls a file by its ending. Before 2022 a script had another name, which browsers take as well.
const TYPES = {
  html: /^text\/html/,
  js: /^(text|application)\/javascript/,
  wasm: /^application\/wasm$/,
  css: /^text\/css/,
  bin: /^application\/octet-stream$/,
  json: /^application\/json/,
  svg: /^image\/svg\+xml/,
  webmanifest: /^application\/manifest\+json/,
};
const WAYS = { br: ["br", brotliDecompressSync], gzip: ["gz", gunzipSync], identity: ["", (octets) => octets] };

const NO_SERVERS = (!BUILT && "only the published page") || (process.platform !== "linux" && "only where servers have their modules as on Debian");

for (const [name, server] of Object.entries(SERVERS)) {
  test(`${name} with its sample sends every kind of file with its type, its policy, and as small as it lies there`, { skip: NO_SERVERS }, async (context) => {
    const { url, close } = await start(server);
    context.after(close);
    const all = readdirSync("dist", { recursive: true }).map(String).filter((file) => /\.\w+$/.test(file) && !/\.(br|gz|zip)$/.test(file));
    // One of each kind, with a hash in its name and without one.
    const isFixed = (file) => /-[0-9a-f]{16}(_bg)?\.\w+$/.test(file);
    const kinds = new Map(all.map((file) => [`${file.split(".").at(-1)} ${isFixed(file)}`, file]));
    assert.deepEqual(Object.keys(TYPES).filter((kind) => !kinds.has(`${kind} true`) && !kinds.has(`${kind} false`)), []);
    for (const file of [...kinds.values()].filter((file) => TYPES[file.split(".").at(-1)])) {
      const whole = readFileSync(`dist/${file}`);
      for (const [encoding, [ending, unpack]] of Object.entries(WAYS)) {
        const at = `${file} as ${encoding}`;
        const { status, headers, octets } = await ask(url + file, encoding);
        assert.equal(status, 200, at);
        assert.match(headers["content-type"], TYPES[file.split(".").at(-1)], at);
        const isSmaller = ending !== "" && existsSync(`dist/${file}.${ending}`);
        assert.equal(headers["content-encoding"], isSmaller ? encoding : undefined, at);
        assert.ok(whole.equals(isSmaller ? unpack(octets) : octets), `${at} is what lies there`);
        if (isSmaller) assert.match(headers.vary ?? "", /accept-encoding/i, at);
        assert.equal(headers["cache-control"], isFixed(file) ? "public, max-age=31536000, immutable" : "no-cache", at);
        assert.deepEqual([headers["access-control-allow-origin"], headers["x-content-type-options"]], ["*", "nosniff"], at);
        assert.equal(headers["content-security-policy"], POLICY, at);
      }
    }
    const { headers, octets } = await ask(url, "gzip, br");
    assert.deepEqual([headers["content-encoding"], brotliDecompressSync(octets).equals(readFileSync("dist/index.html"))], ["br", true], "the page itself");
    for (const absent of ["nothing-here.html", "web-0000000000000000.js", "lessons/none-0000000000000000.bin"]) {
      assert.equal((await ask(url + absent, "br")).status, 404, absent);
    }
    const page = await browser.newPage();
    context.after(() => page.close());
    const faults = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${url}?${QUERY}`);
    await works(page);
    assert.deepEqual(faults, []);
  });
}

test("a policy that forbids WebAssembly is named in both languages", { skip: !BUILT && "only the published page" }, async (context) => {
  const policy = POLICY.replace("'wasm-unsafe-eval' ", "");
  assert.notEqual(policy, POLICY);
  const { frames } = await embed(context, { headers: () => ({ "content-security-policy": policy }) });
  assert.match(await trouble(frames[0]), /wasm-unsafe-eval[^]*wasm-unsafe-eval/);
});

test("what cannot be loaded at all is said in both languages", { skip: !BUILT && "only the published page" }, async (context) => {
  const site = await serveSite();
  const page = await browser.newPage();
  context.after(async () => {
    await page.close();
    await site.close();
  });
  await page.route(/\/web-[0-9a-f]+\.js$/, (route) => route.abort());
  await page.goto(site.url);
  assert.match(await trouble(page), /could not start[^]*无法启动/);
});
