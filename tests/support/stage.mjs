// What a test does with the page and what it reads off it, through the page's hooks alone.
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, newPage } from "./browser.mjs";
import { serveSite } from "./site.mjs";

const IN_PAGE = fileURLToPath(new URL("./in-page.js", import.meta.url));

export const LESSONS = ["handshake", "lost-segment", "four-way-close"];

/** The octets that each side's application sends in a lesson. */
export const OCTETS = {
  handshake: { client: 41, server: 43 },
  "lost-segment": { client: 450, server: 27 },
  "four-way-close": { client: 100, server: 50 },
};

/**
 * One site and one browser for all tests of a file. `open(query, options)` opens a page of it: `query` is an object of
 * parameters or a string as it stands in an address, `options` those of a Playwright context. `openElsewhere` opens an
 * address as it stands in another browser, which has nothing in common with the first. `site` are options of the site;
 * `url` gives its address.
 */
export function theStage(site = {}) {
  const shared = {};
  before(async () => {
    shared.browser = await launch();
    shared.site = await serveSite(site);
  });
  after(async () => {
    await shared.browser?.close();
    await shared.otherBrowser?.close();
    await shared.site?.close();
  });
  return {
    open: (query = {}, options = {}) => open(shared.browser, addressOf(shared.site.url, query), options),
    /** A page that shows no stage: whoever opens it waits for what it shows. */
    openPlain: (query = {}, options = {}) => openAt(shared.browser, addressOf(shared.site.url, query), options),
    url: () => shared.site.url,
    async openElsewhere(address, options = {}) {
      shared.otherBrowser ??= await launch();
      return open(shared.otherBrowser, address, options);
    },
  };
}

function addressOf(site, query) {
  const text = queryText(query);
  return text === "" ? site : `${site}?${text}`;
}

function queryText(query) {
  return typeof query === "string" ? query : new URLSearchParams(query).toString();
}

/** Shows another moment by its address without loading the page again, as the browser's back and forward do. */
export async function show(page, query) {
  await goTo(page, query);
  await complete(page);
}

/** The same, whichever driver opened the page, without waiting for views whose code comes later. */
export async function goTo(page, query) {
  await page.evaluate(async (text) => {
    window.history.pushState(null, "", `?${text}`);
    window.dispatchEvent(new PopStateEvent("popstate"));
    // It is drawn in the next frame, which ends when the one after it begins.
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }, queryText(query));
}

async function open(browser, address, options) {
  const page = await openAt(browser, address, options);
  await ready(page);
  return page;
}

async function openAt(browser, address, options) {
  const page = await newPage(browser, { viewport: { width: 1440, height: 900 }, ...options });
  await page.addInitScript({ path: IN_PAGE });
  await page.goto(address);
  return page;
}

/** Waits until the page is drawn. */
export async function ready(page) {
  await part(page, "transport").waitFor();
  await complete(page);
}

/** Waits until the views are there whose code comes later. */
const complete = (page) => page.waitForFunction(() => document.querySelector('[data-part="later"]') === null);

export const part = (page, name, rest = "") => page.locator(`[data-part="${name}"]${rest}`);
export const control = (page, name) => page.locator(`[data-control="${name}"]`);
export const choice = (page, name) => page.locator(`[data-choice="${name}"]`);
/** The arrow of a segment on the ladder, such as `c3`. */
export const arrow = (page, id) => part(page, "segment", `[data-side="${sideOf(id)}"][data-nth="${id.slice(1)}"]`);

export const sideOf = (id) => (id.startsWith("c") ? "client" : "server");
/** `c3` of the facts of a segment or of a row. */
export const idOf = ({ side, nth }) => `${side[0]}${nth}`;

export const transport = (page) => page.evaluate(() => window.stage.transport());
export const segments = (page) => page.evaluate(() => window.stage.segments());
export const rows = async (page) => (await complete(page), page.evaluate(() => window.stage.rows()));
export const host = (page, side) => page.evaluate((side) => window.stage.host(side), side);
export const hooks = async (page) => (await complete(page), page.evaluate(() => window.stage.hooks()));
/** Everything that is in the document, seen or not. */
export const document = (page) => page.evaluate(() => window.document.documentElement.outerHTML);

/** Steps on to the end, or to the question that is open on the way. */
export const walkToEnd = (page) => page.evaluate(() => window.stage.walk("step", () => undefined).then(() => {}));

/** Waits until the cursor is at `step`. */
export const atStep = (page, step) => part(page, "transport", `[data-step="${step}"]`).waitFor();

/** Waits until the player plays, or until it no longer does. */
export const isPlaying = (page, playing) =>
  part(page, "transport", `[data-playing="${playing}"]`).waitFor({ timeout: 60_000 });

/** Jumps to the end, and waits until the player is there. */
export async function toEnd(page) {
  await control(page, "end").click();
  await atStep(page, (await transport(page)).steps);
  await complete(page);
}

/**
 * The page's address once it has caught up with the page, which writes it a fifth of a second after a change: the
 * address that is the same at two looks further apart than that.
 */
export async function addressBar(page) {
  await page.evaluate(() => {
    window.stage.address = undefined;
  });
  const isSettled = () => {
    const before = window.stage.address;
    window.stage.address = window.location.href;
    return before === window.stage.address;
  };
  await page.waitForFunction(isSettled, undefined, { polling: 400 });
  return page.url();
}
