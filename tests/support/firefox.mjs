// Opens the page in Firefox over WebDriver BiDi, under the promises of `browser.mjs`, and does what a person does there.
//
// What is read off the page is read with the functions of `stage.mjs` that ask the page itself, whichever browser shows
// it: `transport`, `segments`, `rows`, `host`, `hooks`.
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import puppeteer from "puppeteer-core";
import { findProgram } from "./program.mjs";
import { keepQuiet } from "./quiet.mjs";
import { serveSite } from "./site.mjs";
import { goTo, sideOf, transport } from "./stage.mjs";

const NAMES = ["firefox-esr", "firefox"];
const IN_PAGE = readFileSync(new URL("./in-page.js", import.meta.url), "utf8");

// Milliseconds: a lesson is played to its end within it.
const PATIENCE = 60_000;

// Whatever is not on this machine is asked for at a port where nobody answers.
const NOWHERE = ["http", "ssl"].map((kind) => ({ [`network.proxy.${kind}`]: "127.0.0.1", [`network.proxy.${kind}_port`]: 9 }));
const ALONE = Object.assign({ "network.proxy.type": 1 }, ...NOWHERE);

function launch() {
  const executablePath = findProgram("FIREFOX", NAMES, "Firefox");
  return puppeteer.launch({ browser: "firefox", executablePath, headless: true, waitForInitialPage: false, extraPrefsFirefox: ALONE });
}

/**
 * One site and one Firefox for all tests of a file. `open(query, viewport)` opens a page of it in a context of its own:
 * `query` is an object of parameters or a string as it stands in an address.
 */
export function theFirefox() {
  const shared = {};
  before(async () => {
    shared.browser = await launch();
    shared.site = await serveSite();
  });
  after(async () => {
    await shared.browser?.close();
    await shared.site?.close();
  });
  const openAddress = async (address, viewport) => {
    const page = await newPage(shared.browser, viewport);
    await page.goto(address);
    await ready(page);
    return page;
  };
  return {
    /** An empty page. */
    blank: (viewport) => newPage(shared.browser, viewport),
    open: (query, viewport) => openAddress(`${shared.site.url}?${new URLSearchParams(query)}`, viewport),
    openAddress,
  };
}

/** A page that keeps a record of what went wrong on it, as `newPage` of `browser.mjs` makes one. */
async function newPage(browser, viewport) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport(viewport);
  await page.evaluateOnNewDocument(IN_PAGE);
  keepQuiet(page);
  page.finish = async () => {
    await context.close();
    page.assertQuiet();
  };
  return page;
}

/** Shows another moment by its address without loading the page again. */
export async function show(page, query) {
  await goTo(page, query);
  await complete(page);
}

/** Waits until the views are there whose code comes later. */
const complete = (page) => gone(page, part("later"));

/** Waits until the page is drawn, with what is drawn once it is known how large it is. */
export async function ready(page) {
  await seen(page, part("transport"));
  await complete(page);
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) {
      await new Promise(requestAnimationFrame);
    }
  });
}

export const part = (name, rest = "") => `[data-part="${name}"]${rest}`;
export const control = (name) => `[data-control="${name}"]`;
export const choice = (name) => `[data-choice="${name}"]`;
/** The arrow of a segment on the ladder, such as `c3`. */
export const arrow = (id, rest = "") => part("segment", `[data-side="${sideOf(id)}"][data-nth="${id.slice(1)}"]${rest}`);

/** Clicks in the middle of what `selector` finds, once it is there, stands still, and can be clicked. */
export async function click(page, selector) {
  await seen(page, selector);
  // The driver does not look whether something lies over it, as the transport bar does at the bottom of the screen.
  await page.$eval(selector, (element) => {
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  });
  await page.locator(selector).click();
}

/** Waits until something is as `selector` says, seen or not; what that is. */
export const seen = (page, selector) => page.waitForSelector(selector);

/** Waits until nothing is. */
export const gone = (page, selector) => page.waitForFunction((selector) => !document.querySelector(selector), {}, selector);

/** The words of what `selector` finds. */
export const textOf = (page, selector) => page.$eval(selector, (element) => window.stage.textOf(element));

/** Presses a key, such as `End` or `Shift+ArrowRight`, wherever the focus is. */
export async function press(page, keys) {
  const names = keys === "+" ? [keys] : keys.split("+");
  const held = names.slice(0, -1);
  for (const key of held) {
    await page.keyboard.down(key);
  }
  await page.keyboard.press(names.at(-1));
  for (const key of held.reverse()) {
    await page.keyboard.up(key);
  }
}

/** Puts other text into a field and leaves it, by keys alone. */
export async function fill(page, selector, text) {
  await page.focus(selector);
  await press(page, "Control+a");
  await page.keyboard.type(text);
  await press(page, "Tab");
}

/** Presses Tab until the focus is on what `selector` finds; whether it came there. */
export async function tabTo(page, selector) {
  const isThere = () => page.evaluate((selector) => document.activeElement?.matches(selector), selector);
  for (let presses = 0; presses < 200; presses += 1) {
    await press(page, "Tab");
    if (await isThere()) {
      return true;
    }
  }
  return false;
}

/** Waits until the cursor is at `step`. */
export const atStep = (page, step) => seen(page, part("transport", `[data-step="${step}"]`));

/** Waits until the player plays, or until it no longer does. */
export const isPlaying = (page, playing) => seen(page, part("transport", `[data-playing="${playing}"]`));

/** Jumps to the end, and waits until the player is there. */
export async function toEnd(page) {
  await click(page, control("end"));
  await atStep(page, (await transport(page)).steps);
}

/** The page's address once it has caught up with the page; see `addressBar` of `stage.mjs`. */
export async function addressBar(page) {
  await page.evaluate(() => {
    window.stage.address = undefined;
  });
  const isSettled = () => {
    const before = window.stage.address;
    window.stage.address = window.location.href;
    return before === window.stage.address;
  };
  await page.waitForFunction(isSettled, { polling: 400 });
  return page.url();
}
