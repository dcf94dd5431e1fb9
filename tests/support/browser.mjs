// Opens the page in Chromium, where no other machine can be reached, and holds it to saying nothing on the console and asking
// nobody else for anything.
import { chromium } from "playwright-core";
import { findProgram } from "./program.mjs";
import { keepQuiet } from "./quiet.mjs";

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
  // Whatever is not on this machine is not there.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** Starts a browser; close it with its own `close`. */
export function launch() {
  return chromium.launch({ executablePath: findProgram("CHROME", NAMES, "Chromium or Chrome"), args: FLAGS, headless: true });
}

/**
 * Opens an empty page that keeps a record of what went wrong on it.
 *
 * `options` are those of a Playwright context, such as `viewport`, `colorScheme` and `locale`. The result is the
 * Playwright page with two more methods: `assertQuiet()`, which fails when something went wrong (see `quiet.mjs`), and
 * `finish()`, which does the same and closes it.
 */
export async function newPage(browser, options = {}) {
  // What keeps the site for when there is no network is tested by itself; elsewhere it would answer in place of the site.
  const context = await browser.newContext({ locale: "en-US", serviceWorkers: "block", ...options });
  const page = await context.newPage();
  keepQuiet(page);
  page.finish = async () => {
    await context.close();
    page.assertQuiet();
  };
  return page;
}
