// Opens the page in Chromium, and holds it to saying nothing on the console and asking nobody else for anything.
import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

// The page is tested, and not what a browser does by itself on the network.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that `CHROME` names, or the first one on the path. */
function browserPath() {
  if (process.env.CHROME) {
    return process.env.CHROME;
  }
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // It is looked for in the next place.
      }
    }
  }
  throw new Error("No Chromium was found: install it, or set CHROME to the path of a Chromium or Chrome.");
}

/** Starts a browser; close it with its own `close`. */
export function launch() {
  return chromium.launch({ executablePath: browserPath(), args: FLAGS, headless: true });
}

/**
 * Opens an empty page that keeps a record of what went wrong on it.
 *
 * `options` are those of a Playwright context, such as `viewport`, `colorScheme` and `locale`. The result is the
 * Playwright page with two more methods: `assertQuiet()` fails when the console heard an error or a warning, an
 * exception went uncaught, or a request failed or went to another origin; `finish()` does the same and closes it.
 */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ locale: "en-US", ...options });
  const page = await context.newPage();
  const faults = [];
  let home;

  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      faults.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("requestfailed", (request) => {
    // Leaving a page cuts off what it was still loading; that is no fault of the page.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") {
      faults.push(`request failed: ${request.url()} (${request.failure()?.errorText})`);
    }
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (["data:", "blob:", "about:"].includes(url.protocol)) {
      return;
    }
    // The first address that is opened is the site's own.
    home ??= url.origin;
    if (url.origin !== home) {
      faults.push(`request to another origin: ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      faults.push(`answer ${response.status()}: ${response.url()}`);
    }
  });

  page.assertQuiet = () => assert.deepEqual(faults, [], "the page must be quiet");
  page.finish = async () => {
    await context.close();
    page.assertQuiet();
  };
  return page;
}
