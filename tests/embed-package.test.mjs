// The packages as they are handed on: unpacked, and put on a platform as they lie there.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { manifestOf, unpackInto, unpacked } from "./support/archive.mjs";
import { launch } from "./support/browser.mjs";
import { launchScorm } from "./support/scorm.mjs";
import { serveSite } from "./support/site.mjs";

const shared = {};
before(async () => (shared.browser = await launch()));
after(async () => {
  await shared.browser?.close();
});

// Runs in the platform's page: the records of both versions, which take everything and say what they were asked.
function bothRecords() {
  window.called = { API: [], API_1484_11: [] };
  for (const [name, prefix] of [["API", "LMS"], ["API_1484_11", ""]]) {
    const answer = (call, said) => (...given) => (window.called[name].push([call, ...given]), said);
    const calls = { Finish: "true", Terminate: "true", Initialize: "true", GetValue: "", SetValue: "true", Commit: "true", GetLastError: "0" };
    window[name] = Object.fromEntries(Object.entries(calls).map(([call, said]) => [prefix + call, answer(call, said)]));
  }
}

for (const [version, own, other] of [["scorm12", "API", "API_1484_11"], ["scorm2004", "API_1484_11", "API"]]) {
  const file = `dist-scorm/synackademy-${version}.zip`;
  // A debug build makes none.
  const skip = !existsSync(file) && "no package was made";
  /** Unpacks the package and serves it for as long as a test takes. */
  const served = async (context) => {
    const files = unpacked(readFileSync(file));
    const folder = unpackInto(files);
    const site = await serveSite({ folder });
    context.after(async () => {
      await site.close();
      rmSync(folder, { recursive: true });
    });
    return { site, address: manifestOf(files).address };
  };

  test(`${version}: the package opens the records of its version on a platform that has both, and no others`, { skip }, async (context) => {
    const { site, address } = await served(context);
    const platform = await shared.browser.newContext();
    const body = `<!doctype html><title>A platform</title><link rel="icon" href="data:,"><script>(${bothRecords})()</script>
      <iframe src="${address.replaceAll("&", "&amp;")}" title="The package" width="960" height="700"></iframe>`;
    await platform.route(`${site.url}platform.html`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
    const page = await platform.newPage();
    await page.goto(`${site.url}platform.html`);
    await page.waitForFunction((own) => window.called[own].some(([call]) => call === "Commit"), own);
    assert.deepEqual((await page.evaluate(() => window.called))[other], []);
    await platform.close();
  });

  test(`${version}: the package says that nothing is recorded where there is no platform`, { skip }, async (context) => {
    const { site, address } = await served(context);
    const page = await launchScorm(shared.browser, site.url, { version, address, lacksRecords: true });
    await page.inner.locator('[data-part="host-trouble"]').waitFor();
    // Nothing leads to what is left out of it.
    for (const way of ["control=captures", "control=export", "control=share", "control=keys", "choice=lab", "pane=charts"]) {
      await page.inner.locator(`[data-${way}]`).waitFor({ state: "hidden" });
    }
    await page.finish();
  });
}
