// Holds a page to saying nothing on the console and asking nobody else for anything, whichever driver opened it.
import assert from "node:assert/strict";

// Leaving a page cuts off what it was still loading; that is no fault of the page. Chromium and Firefox each say so.
const CUT_OFF = ["net::ERR_ABORTED", "NS_BINDING_ABORTED"];

// What Playwright says where a test lets no service worker be.
const NO_FAULT = /^Service Worker registration blocked by Playwright/;

/**
 * Keeps a record of what goes wrong on a page of Playwright's or of Puppeteer's, which name these things alike. The page
 * gets the method `assertQuiet()`, which fails when the console heard an error or a warning, an exception went uncaught,
 * or a request failed or went to another origin than the first and those of `others`.
 */
export function keepQuiet(page, others = []) {
  const faults = [];
  let home;

  page.on("console", (message) => {
    if (["error", "warning", "warn"].includes(message.type()) && !NO_FAULT.test(message.text())) {
      faults.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("requestfailed", (request) => {
    if (!CUT_OFF.includes(request.failure()?.errorText)) {
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
    if (url.origin !== home && !others.includes(url.origin)) {
      faults.push(`request to another origin: ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      faults.push(`answer ${response.status()}: ${response.url()}`);
    }
  });

  page.assertQuiet = () => assert.deepEqual(faults, [], "the page must be quiet");
}
