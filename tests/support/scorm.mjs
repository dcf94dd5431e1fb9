// A course platform with SCORM: the run-time of scorm-again in a page of the site's own origin, as packages are unpacked, and
// what it kept of a visit for the next one. What scorm-again lets pass in SCORM 1.2, strict platforms do not; nor does this.
import { readFileSync } from "node:fs";
import { keepQuiet } from "./quiet.mjs";

const RUNTIME = readFileSync("node_modules/scorm-again/dist/scorm-again.min.js", "utf8");

/** Runs in the platform's page: the records, strict, with everything that was asked of them. */
function platform({ version, kept, mode, reopens }) {
  const is12 = version === "scorm12";
  // What scorm-again logs is none of the page's affair.
  const quiet = { logLevel: 5, autocommit: false };
  const real = is12 ? new window.Scorm12API(quiet) : new window.Scorm2004API(quiet);
  if (kept) {
    const { count, journal, ...cmi } = kept;
    real.loadFromJSON(cmi, "");
  }
  const faults = [];
  const calls = [];
  const values = {};
  const record = { faults, calls, values, commits: 0, isOpen: false, isOver: false, committed: undefined };
  const names = is12
    ? { open: "LMSInitialize", close: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", error: "LMSGetLastError" }
    : { open: "Initialize", close: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit", error: "GetLastError" };
  const fault = (text) => faults.push(text);
  const RULES = {
    "cmi.suspend_data": (value) => value.length <= (is12 ? 4096 : 64_000),
    "cmi.core.lesson_status": (value) => ["passed", "completed", "failed", "incomplete", "browsed"].includes(value),
    "cmi.core.score.raw": (value) => /^\d+(\.\d+)?$/.test(value) && Number(value) <= 100,
    "cmi.core.session_time": (value) => /^\d{2,4}:\d\d:\d\d(\.\d\d?)?$/.test(value),
  };
  const OF_INTERACTIONS = {
    id: (value) => /^[\x21-\x7e]{1,255}$/.test(value),
    result: (value) => ["correct", is12 ? "wrong" : "incorrect"].includes(value),
    student_response: (value) => value.length <= 255,
    pattern: (value) => value.length <= 255,
    latency: (value) => !is12 || /^\d{2,4}:\d\d:\d\d(\.\d\d?)?$/.test(value),
    time: (value) => /^\d\d:\d\d:\d\d(\.\d\d?)?$/.test(value),
  };
  let interactions = kept?.count ?? 0;
  const check = (element, value) => {
    if (record.isOver) fault(`${element} after the end`);
    if (typeof value !== "string") fault(`${element} is no text`);
    const [, index, name] = element.match(/^cmi\.interactions\.(\d+)\.(?:.*\.)?(\w+)$/) ?? [];
    const rule = name ? OF_INTERACTIONS[name] : RULES[element];
    if (rule && !rule(value)) fault(`${element} = ${value}`);
    if (name === "id") {
      if (Number(index) !== interactions) fault(`${element} after ${interactions} interactions`);
      interactions += 1;
    } else if (name && Number(index) !== interactions - 1) fault(`${element} out of its turn`);
    const isStatus = ["cmi.core.lesson_status", "cmi.success_status"].includes(element);
    if (isStatus && ["passed", "failed"].includes(value) && !Object.keys(values).some((set) => set.endsWith("score.raw"))) {
      fault(`${element} before the score`);
    }
  };
  const api = {
    [names.open]: (text) => {
      if (record.isOpen && !record.isOver) fault("opened twice");
      if (record.isOver && reopens) {
        real.reset();
        record.isOver = false;
      }
      record.isOpen = true;
      const done = real[names.open](text);
      // A platform goes on with the journal that it has.
      for (const [element, value] of kept?.journal ?? []) real[names.set](element, value);
      return done;
    },
    [names.close]: (text) => {
      if (record.isOver) fault("closed twice");
      record.isOver = true;
      // scorm-again forgets all of it when it is closed.
      return real[names.close](text);
    },
    [names.get]: (element) => {
      calls.push(["get", element]);
      if (is12 && /^cmi\.interactions\.\d/.test(element)) fault(`${element} cannot be read`);
      if (mode && element === (is12 ? "cmi.core.lesson_mode" : "cmi.mode")) return mode;
      return real[names.get](element);
    },
    [names.set]: (element, value) => {
      calls.push(["set", element, value]);
      check(element, value);
      const done = real[names.set](element, value);
      if (String(done) !== "true") fault(`${element} = ${value} is refused: ${real[names.error]()}`);
      values[element] = value;
      return done;
    },
    [names.commit]: (text) => {
      record.commits += 1;
      const status = values["cmi.core.lesson_status"] ?? values["cmi.completion_status"];
      record.committed = { values: { ...values }, status, suspend: values["cmi.suspend_data"] ?? "", count: interactions };
      return real[names.commit](text);
    },
    [names.error]: () => real[names.error](),
  };
  window[is12 ? "API" : "API_1484_11"] = api;
  window.record = record;
}

/**
 * Opens a package of this version on a platform: `kept` is what an earlier visit committed, `query` the package's launch, or
 * `address` all of it as a manifest has it; `time` is the moment by the learner's clock, `reopens` whether records that were
 * closed can be opened once more, `isPackage` whether it is a package at all. The site may be a package that was made, or
 * stands for one. The result is the platform's page, with `inner` for the page in it, where `drawn` names a part that shows that
 * it is there. `visit(kept)` has another learner sit down before the same tab.
 */
export async function launchScorm(browser, site, options) {
  const { version, query, mode, reopens, time, lacksRecords = false, isPackage = true, drawn = "transport" } = options;
  const address = options.address ?? `./?${new URLSearchParams(query)}`;
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1000, height: 800 } });
  let kept = options.kept;
  const body = () => {
    const facts = JSON.stringify({ version, kept: kept && resumed(version, kept), mode, reopens });
    const script = lacksRecords ? "" : `<script>${RUNTIME}</script><script>(${platform})(${facts})</script>`;
    return `<!doctype html><title>A platform</title><link rel="icon" href="data:,">${script}
      <iframe src="${address.replaceAll("&", "&amp;")}" title="The package" width="960" height="700"></iframe>`;
  };
  await context.route(`${site}platform.html`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: body() }));
  // What the packager writes into the page.
  if (query && isPackage) {
    await context.route(`${site}?**`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace("<html ", `<html data-package="${version}" `);
      await route.fulfill({ response: answer, body });
    });
  }
  const page = await context.newPage();
  keepQuiet(page);
  if (time) await page.clock.install({ time });
  page.visit = async (of) => {
    kept = of;
    await page.goto(`${site}platform.html`);
    const frame = await page.locator("iframe").elementHandle();
    page.inner = await frame.contentFrame();
    await page.inner.locator(`[data-part="${drawn}"]`).waitFor({ state: "attached" });
  };
  await page.visit(kept);
  page.record = () => page.evaluate(() => window.record);
  /** Waits until something of this is so in the platform's records. */
  page.until = (is) => page.waitForFunction(is);
  page.finish = async () => {
    await context.close();
    page.assertQuiet();
  };
  return page;
}

/** What an earlier visit committed, as a platform gives it to the next one. */
function resumed(version, { count, values = {}, status, suspend }) {
  const journal = Object.entries(values).filter(([element]) => element.startsWith("cmi.interactions."));
  if (version === "scorm12") {
    const raw = values["cmi.core.score.raw"];
    return { count, journal, core: { lesson_status: status, entry: "resume", ...(raw && { score: { raw } }) }, suspend_data: suspend };
  }
  const [raw, success] = [values["cmi.score.raw"], values["cmi.success_status"]];
  const came = { ...(raw && { score: { raw } }), ...(success && { success_status: success }) };
  return { count, journal, completion_status: status, entry: "resume", suspend_data: suspend, ...came };
}
