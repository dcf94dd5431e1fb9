// Measures how long the page takes to list the conversations of captures of 100 MB, beside the same code natively.
//
// `node tests/bench/captures.mjs FOLDER NATIVE` takes the captures in FOLDER, the site in `dist`, and the program NATIVE,
// which `list FILE` makes print its milliseconds. Both do so in turns, and the shortest time of each counts: whatever else
// the machine does only makes it longer. It fails where the page takes more than two and a half times as long, or keeps
// the browser from drawing.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { launch, newPage } from "../support/browser.mjs";
import { serveSite } from "../support/site.mjs";

const TURNS = 5;
const MOST_TIMES = 2.5;
// Between two frames, in ms.
const LONGEST_PAUSE = 250;

const [folder, native] = process.argv.slice(2);
if (native === undefined) {
  console.error("usage: node tests/bench/captures.mjs FOLDER NATIVE");
  process.exit(2);
}

const site = await serveSite();
const browser = await launch();
let failed = false;
try {
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".pcap"))) {
    const file = join(folder, name);
    const [natively, inPage] = [[], []];
    for (let turn = 0; turn < TURNS; turn += 1) {
      natively.push(Number(execFileSync(native, ["list", file], { encoding: "utf8" })));
      inPage.push(await listed(file));
    }
    const [least, shortest] = [Math.min(...natively), Math.min(...inPage.map(({ took }) => took))];
    const pause = Math.min(...inPage.map(({ pause }) => pause));
    const times = shortest / least;
    console.log(`${name}: natively ${natively.join(", ")} ms; in the page ${inPage.map(({ took }) => took.toFixed(0)).join(", ")} ms; by the shortest ${times.toFixed(2)} times as long, with at most ${pause.toFixed(0)} ms between two frames`);
    failed ||= times > MOST_TIMES || pause > LONGEST_PAUSE;
  }
} finally {
  await browser.close();
  await site.close();
}
if (failed) {
  console.error(`The page may take ${MOST_TIMES} times as long, and ${LONGEST_PAUSE} ms between two frames.`);
  process.exitCode = 1;
}

/** From the choice of the file to the list of its conversations in ms, and the longest time between two frames meanwhile. */
async function listed(file) {
  const page = await newPage(browser, { viewport: { width: 1440, height: 900 } });
  await page.goto(site.url);
  await page.locator('[data-control="captures"]').click();
  await page.locator('[data-control="capture-file"]').waitFor({ state: "attached" });
  const measured = page.evaluate(
    () =>
      new Promise((done) => {
        document.querySelector('[data-control="capture-file"]').addEventListener("change", () => {
          const start = performance.now();
          let [last, pause] = [start, 0];
          const frame = (now) => {
            pause = Math.max(pause, now - last);
            last = now;
            if (document.querySelector('[data-part="counts"]')) done({ took: performance.now() - start, pause });
            else requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        }, { once: true, capture: true });
      }),
  );
  await page.locator('[data-control="capture-file"]').setInputFiles(file);
  const result = await measured;
  await page.finish();
  return result;
}
