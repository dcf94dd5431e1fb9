// Pages of other sites that the page stands in, served as such: from another host and another port than the page itself.
import { after, before } from "node:test";
import { createServer } from "node:http";
import { launch } from "./browser.mjs";
import { keepQuiet } from "./quiet.mjs";
import { serveSite } from "./site.mjs";

// What a host page does so that a test can see what it hears.
const LISTENING = `<script>
  window.heard = [];
  addEventListener("message", ({ data, origin, source }) => {
    const frame = [...document.querySelectorAll("iframe")].findIndex((frame) => frame.contentWindow === source);
    window.heard.push({ data, origin, frame });
  });
  /** Sends the first frame, or another, a message. */
  window.tell = (message, nth = 0) => document.querySelectorAll("iframe")[nth].contentWindow.postMessage(message, "*");
</script>`;

/**
 * The site, a browser and another site beside them for all tests of a file. `open(body, options)` opens a page of the other
 * site with this body, in which `SITE` stands for the address of the page; `files` are more files of the other site, by their
 * paths, each a text or what makes one of a request.
 */
export function theHosts({ files = {} } = {}) {
  const shared = {};
  const bodies = new Map();
  before(async () => {
    shared.browser = await launch();
    shared.site = await serveSite();
    shared.server = createServer((request, response) => answer(request, response, bodies, files));
    await new Promise((listening) => shared.server.listen(0, "localhost", listening));
    shared.server.unref();
  });
  after(async () => {
    await shared.browser?.close();
    await shared.site?.close();
    shared.server?.closeAllConnections();
  });
  return {
    get site() {
      return shared.site.url;
    },
    get home() {
      return `http://localhost:${shared.server.address().port}/`;
    },
    // Two frames stand side by side in it: what is not in sight is not drawn, and a test would wait for ever.
    async open(body, { frameHeaders, uncached = false, ...options } = {}) {
      const path = `/${bodies.size}.html`;
      bodies.set(path, `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">${LISTENING}<body>${body.replaceAll("SITE", shared.site.url)}`);
      const context = await shared.browser.newContext({ locale: "en-US", viewport: { width: 1500, height: 900 }, ...options });
      // The module of a debug build is larger than what the browser's cache takes twice at a time; this keeps it out of it. It
      // also holds up what a page sends as it goes.
      if (uncached) await context.route("**/*_bg.wasm", (route) => route.continue());
      const page = await context.newPage();
      if (frameHeaders) {
        await context.route(`${shared.site.url}**`, async (route) => {
          const fetched = await route.fetch();
          await route.fulfill({ response: fetched, headers: { ...fetched.headers(), ...frameHeaders } });
        });
      }
      page.asked = [];
      page.on("request", (request) => page.asked.push(request.url()));
      keepQuiet(page, [new URL(shared.site.url).origin]);
      await page.goto(new URL(path, this.home).href);
      page.finish = async () => {
        await context.close();
        page.assertQuiet();
      };
      return page;
    },
  };
}

function answer(request, response, bodies, files) {
  const { pathname } = new URL(request.url, "http://localhost");
  const file = bodies.get(pathname) ?? files[pathname];
  if (file === undefined) {
    response.writeHead(404, { "content-type": "text/plain" }).end("Not here.\n");
    return;
  }
  if (typeof file === "function") {
    file(request, response);
    return;
  }
  const type = /\.m?js$/.test(pathname) ? "text/javascript" : "text/html";
  response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" }).end(file);
}

/** A frame with the page, as a teacher pastes it. */
export const frame = (query, more = 'width="720" height="560"') =>
  `<iframe src="SITE?${new URLSearchParams(query)}" title="TCP" ${more}></iframe>`;

/** What the host has heard, each message read if it is JSON, that `wanted` is true of. */
export const heard = (page, wanted = () => true) =>
  page
    .evaluate(() => window.heard)
    .then((all) => all.map((one) => ({ ...one, message: readable(one.data) })).filter(({ message }) => message && wanted(message)));

function readable(data) {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Waits until the host has heard an event of this name, and gives the last one. */
export async function event(page, name, more = {}) {
  const handle = await page.waitForFunction(
    ([name, more]) =>
      window.heard
        .map(({ data }) => {
          try {
            return typeof data === "string" ? JSON.parse(data) : data;
          } catch {
            return undefined;
          }
        })
        .findLast((message) => message?.event === name && Object.entries(more).every(([key, value]) => message[key] === value)),
    [name, more],
  );
  return handle.jsonValue();
}

/** Gives a command to a frame, and what comes of it. */
export async function command(page, name, more = {}, nth = 0) {
  const request = `r${Math.random()}`;
  await page.evaluate(([message, nth]) => window.tell(JSON.stringify(message), nth), [{ synackademy: 1, command: name, request, ...more }, nth]);
  const handle = await page.waitForFunction(
    (request) => window.heard.map(({ data }) => (typeof data === "string" && data.includes(request) ? JSON.parse(data) : undefined)).find(Boolean),
    request,
  );
  return handle.jsonValue();
}

/** The page in the first frame, or in another, once it is drawn: the stage, unless another part is named. */
export async function within(page, nth = 0, drawn = "transport") {
  const element = await page.locator("iframe").nth(nth).elementHandle();
  const inner = await element.contentFrame();
  await inner.locator(`[data-part="${drawn}"]`).waitFor({ state: "attached" });
  return inner;
}

/** Answers the open question of a frame in the stage: with `numbers` for its parts, and these control bits. */
export async function answerIn(inner, { seq = "1", ack = "2", flags = ["RST"] } = {}) {
  await inner.locator('[data-part="question"][data-open="true"]').waitFor();
  for (const [name, value] of Object.entries({ seq, ack })) {
    const field = inner.locator(`[data-answer="${name}"]`);
    if ((await field.count()) > 0) await field.fill(value);
  }
  for (const flag of flags) {
    const button = inner.locator(`[data-flag="${flag}"]`);
    if ((await button.count()) > 0) await button.click();
  }
  await inner.locator('[data-control="lock"]').click();
  await inner.locator('[data-part="verdict"]').waitFor();
}
