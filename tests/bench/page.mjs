// Measures the page in Chromium: playing, seeking and loading a transfer of 100 entries and one of 100,000, in one run.
//
// `node tests/bench/page.mjs FOLDER` takes the two scenarios that the example `transfers` of `lessons` wrote into FOLDER,
// and the site in `dist`. It fails where the long one costs more than one and a half times the short one, or where
// anything but the run itself keeps the browser longer than 50 ms.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launch, newPage } from "../support/browser.mjs";
import { serveSite } from "../support/site.mjs";

// Frames of the player that are measured, and seeks.
const FRAMES = 240;
const SEEKS = 60;
const MOST_TIMES = 1.5;
const LONGEST_TASK_MS = 50;
// What is looked at, and the keys that lead there.
const VIEWS = {
  end: ["End"],
  layers: ["2"],
  states: ["3"],
  charts: ["4"],
  ladder: ["1"],
  language: ["l", "l"],
  start: ["Home"],
};
// As `web/src/model/packed.rs` has it.
const VERSION = "1.";

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node tests/bench/page.mjs FOLDER");
  process.exit(2);
}

const site = await serveSite();
const browser = await launch();
try {
  const short = await measure("short");
  const long = await measure("long");
  // Whatever warms up does so for both: the first run is thrown away.
  const again = await measure("short");
  const base = { ...short, play: Math.min(short.play, again.play), seek: Math.min(short.seek, again.seek) };
  print(base, long);
  const failures = [
    ["playing", long.play / base.play, MOST_TIMES],
    ["seeking", long.seek / base.seek, MOST_TIMES],
    [
      "the longest task, in ms,",
      Math.max(long.longestPlaying, long.longestSeeking, long.longestChanging, ...Object.values(long.views)),
      LONGEST_TASK_MS,
    ],
  ].filter(([, is, most]) => is > most);
  for (const [what, is, most] of failures) {
    console.error(`${what} is ${is.toFixed(2)}, and may be ${most}.`);
  }
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  await site.close();
}

async function measure(name) {
  const edit = VERSION + readFileSync(join(folder, name)).toString("base64url");
  const page = await newPage(browser, { viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(300_000);
  const cdp = await page.context().newCDPSession(page);
  // The thread's own time: what else the machine does is none of the page's.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const begun = performance.now();
  await page.goto(`${site.url}?${new URLSearchParams({ lesson: "handshake", edit, lang: "en", speed: "4" })}`);
  await page.locator(`[data-part="transport"]`).waitFor();
  await page.locator(`[data-part="pending"]`).waitFor({ state: "detached" });
  const load = performance.now() - begun;
  const bar = page.locator(`[data-part="transport"]`);
  const steps = Number(await bar.getAttribute("data-steps"));
  if ((await page.locator(`[data-part="notices"]`).count()) > 0) {
    throw new Error(`the link was not read: ${await page.locator(`[data-part="notices"]`).innerText()}`);
  }
  await settled(page);

  const playing = await plays(page, cdp);
  const seeking = await during(page, cdp, () => seeks(page, SEEKS));
  const longestPlaying = await longestTask(page, () => plays(page, cdp));
  const longestSeeking = await longestTask(page, () => seeks(page, SEEKS));
  const views = {};
  for (const [view, keys] of Object.entries(VIEWS)) {
    views[view] = await longestTask(page, async () => {
      for (const key of keys) {
        await page.keyboard.press(key);
        await settled(page);
      }
    });
  }
  await seekTo(page, 0.2);
  const longestChanging = await longestTask(page, () => changes(page));
  const drawn = await page.locator(`[data-part="segment"]`).count();
  await page.finish();
  return {
    steps,
    load,
    drawn,
    play: playing.script / playing.frames,
    stepsPerFrame: playing.steps / playing.frames,
    playLayouts: playing.layouts / playing.frames,
    playLayout: playing.layout / playing.frames,
    longestPlaying,
    seek: seeking.script / SEEKS,
    longestSeeking,
    views,
    longestChanging,
    seekTimes: seeking.result,
  };
}

/**
 * Plays from a fifth of the run on, again and again where that is soon over, since at the ends of a run less happens. What
 * is added up is what the player did, without the way back.
 */
async function plays(page, cdp) {
  const all = { frames: 0, steps: 0, script: 0, layout: 0, layouts: 0 };
  while (all.frames < FRAMES) {
    await seekTo(page, 0.2);
    await settled(page);
    await page.locator(`[data-control="toggle"]`).click();
    await page.locator(`[data-part="transport"][data-playing="true"]`).waitFor();
    const part = await during(page, cdp, () =>
      page.evaluate(
        (frames) =>
          new Promise((done) => {
            const bar = document.querySelector("[data-part=transport]");
            const input = document.querySelector("[data-control=position]");
            const first = Number(bar.dataset.step);
            let played = 0;
            const next = () => {
              played += 1;
              if (played < frames && Number(input.value) < Number(input.max) * 0.6) {
                requestAnimationFrame(next);
              } else {
                done({ frames: played, steps: Number(bar.dataset.step) - first });
              }
            };
            requestAnimationFrame(next);
          }),
        FRAMES - all.frames,
      ),
    );
    await page.locator(`[data-control="toggle"]`).click();
    await page.locator(`[data-part="transport"][data-playing="false"]`).waitFor();
    all.frames += part.result.frames;
    all.steps += part.result.steps;
    for (const name of ["script", "layout", "layouts"]) {
      all[name] += part[name];
    }
  }
  return all;
}

/** Drops a segment, which runs all of it again, and takes that back. */
async function changes(page) {
  const done = () => page.locator(`[data-part="pending"]`).waitFor({ state: "detached" });
  await page.locator(`[data-part="segment"]`).first().focus();
  await page.keyboard.press("d");
  await page.locator(`[data-part="edited"]`).waitFor();
  await done();
  await page.keyboard.press("z");
  await settled(page);
  await done();
  await settled(page);
}

/** Nothing has been done for a while: idle time comes three times, which a page that draws nothing may not be told of. */
function settled(page) {
  return page.evaluate(async () => {
    for (let times = 0; times < 3; times += 1) {
      await new Promise((idle) => requestIdleCallback(idle, { timeout: 500 }));
      await new Promise(requestAnimationFrame);
    }
  });
}

function seekTo(page, share) {
  return page.evaluate((share) => {
    const input = document.querySelector("[data-control=position]");
    input.value = String(Number(input.max) * share);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, share);
}

/** Seeks to places that a fixed rule draws, and waits each time until it is on the screen; milliseconds of each. */
function seeks(page, count) {
  return page.evaluate(async (count) => {
    const input = document.querySelector("[data-control=position]");
    const times = [];
    let draw = 12345;
    for (let nth = 0; nth < count; nth += 1) {
      draw = (draw * 1103515245 + 12345) % 2147483648;
      const begun = performance.now();
      input.value = String((Number(input.max) * draw) / 2147483648);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise(requestAnimationFrame);
      await new Promise((turn) => setTimeout(turn));
      times.push(performance.now() - begun);
    }
    return times;
  }, count);
}

/** The longest task of the page's thread while `act` goes on, in milliseconds of the thread's own time. */
async function longestTask(page, act) {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  // The thread that ran the page's script most of all.
  const ran = new Map();
  for (const { name, pid, tid, dur = 0 } of traceEvents) {
    if (name === "FunctionCall") {
      ran.set(`${pid} ${tid}`, (ran.get(`${pid} ${tid}`) ?? 0) + dur);
    }
  }
  const [thread] = [...ran].sort(([, one], [, other]) => other - one)[0];
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith("RunTask") && `${pid} ${tid}` === thread);
  return Math.max(...tasks.map(({ tdur, dur }) => tdur ?? dur ?? 0)) / 1000;
}

/** What the page's thread did while `act` was going on, in milliseconds. */
async function during(page, cdp, act) {
  const metrics = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await metrics();
  const result = await act();
  const after = await metrics();
  const passed = (name) => (after[name] - before[name]) * 1000;
  return {
    result,
    script: passed("ScriptDuration"),
    layout: passed("LayoutDuration") + passed("RecalcStyleDuration"),
    layouts: after.LayoutCount - before.LayoutCount,
  };
}

function print(short, long) {
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const ms = (value) => `${value.toFixed(2)} ms`;
  const rows = [
    ["", `${short.steps} entries`, `${long.steps} entries`, "times"],
    ["load and run", ms(short.load), ms(long.load), ""],
    ["scripting per frame, playing", ms(short.play), ms(long.play), (long.play / short.play).toFixed(2)],
    ["style and layout per frame", ms(short.playLayout), ms(long.playLayout), (long.playLayout / short.playLayout).toFixed(2)],
    ["layouts per frame", short.playLayouts.toFixed(2), long.playLayouts.toFixed(2), ""],
    ["entries per frame", short.stepsPerFrame.toFixed(2), long.stepsPerFrame.toFixed(2), ""],
    ["scripting per seek", ms(short.seek), ms(long.seek), (long.seek / short.seek).toFixed(2)],
    ["a seek until it is drawn, median", ms(median(short.seekTimes)), ms(median(long.seekTimes)), ""],
    ["longest task, playing", ms(short.longestPlaying), ms(long.longestPlaying), ""],
    ["longest task, seeking", ms(short.longestSeeking), ms(long.longestSeeking), ""],
    ...Object.keys(VIEWS).map((view) => [`longest task, to ${view}`, ms(short.views[view]), ms(long.views[view]), ""]),
    ["longest task, changing", ms(short.longestChanging), ms(long.longestChanging), ""],
    ["segments drawn", String(short.drawn), String(long.drawn), ""],
  ];
  for (const [name, ...values] of rows) {
    console.log(name.padEnd(36) + values.map((value) => value.padStart(16)).join(""));
  }
}
