// Whatever a link says, no script of it runs, nothing freezes, and the page says what is wrong and goes on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HOSTILE_LINKS } from "./support/hostile-links.mjs";
import { atStep, control, part, theStage } from "./support/stage.mjs";

const stage = theStage();

// Milliseconds in which a link is read and drawn, on a machine that does other things as well.
const PATIENCE = 4_000;
// Octets by which memory may grow over all of them.
const MOST = 150_000_000;

/** Goes to a link as the browser's back does, and tells what has become of the page once that is drawn. */
async function tried(page, { query, fragment, says }) {
  return page.evaluate(
    async ([query, fragment, says, patience]) => {
      const notices = () => document.querySelector('[data-part="notices"]');
      const isBusy = () => document.querySelector('[data-part="later"], [data-part="pending"]') !== null;
      const until = async (isSo) => {
        const began = performance.now();
        while (!isSo()) {
          if (performance.now() - began > patience) return false;
          await new Promise(requestAnimationFrame);
        }
        return true;
      };
      const go = (address) => {
        window.history.replaceState(null, "", address);
        window.dispatchEvent(new PopStateEvent("popstate"));
      };
      go("?lesson=handshake&lang=en");
      const wasClean = await until(() => notices() === null && !isBusy());
      const began = performance.now();
      go(`?${query}${fragment}`);
      const frozen = performance.now() - began;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const isTold = await until(() => !isBusy() && (!says || (notices()?.textContent ?? "").includes(says)));
      return {
        wasClean,
        isTold,
        frozen,
        took: performance.now() - began,
        told: [...(notices()?.querySelectorAll("li") ?? [])].map((line) => line.textContent),
        harmed: window.harmed,
        added: document.querySelectorAll("img, iframe, object, embed, body script, [onerror], a[href^='javascript']").length,
        hasStage: document.querySelector('[data-part="transport"], .practice-place') !== null,
      };
    },
    [query, fragment, says, PATIENCE],
  );
}

async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize + backingStorageSize;
}

test("no link of the corpus does harm, freezes the page or fails without a word", { timeout: 240_000 }, async () => {
  assert.ok(HOSTILE_LINKS.length >= 200, `${HOSTILE_LINKS.length} links`);
  assert.equal(new Set(HOSTILE_LINKS.map(({ name }) => name)).size, HOSTILE_LINKS.length, "each has a name of its own");
  const page = await stage.open({ lang: "en" });
  const before = await memory(page);
  const faults = [];
  let slowest = { took: 0 };
  for (const link of HOSTILE_LINKS) {
    const was = await tried(page, link);
    const fault = (what) => faults.push(`${link.name}: ${what}`);
    if (!was.wasClean) fault("the page before it was not clean");
    if (!was.isTold) fault(`“${link.says}” is not told in ${PATIENCE} ms: ${was.told.join(" | ")}`);
    if (was.harmed !== undefined) fault("a script of it ran");
    if (was.added > 0) fault(`${was.added} elements of it became part of the page`);
    if (!was.hasStage) fault("the stage is gone");
    if (was.told.length > 8) fault(`${was.told.length} sentences are more than anyone reads`);
    for (const sentence of was.told) if (sentence.length > 250) fault(`a sentence of ${sentence.length} letters`);
    if (was.took > slowest.took) slowest = { ...was, name: link.name };
  }
  assert.deepEqual(faults, []);
  const grown = (await memory(page)) - before;
  assert.ok(grown < MOST, `memory grew by ${grown} octets`);
  console.log(`${HOSTILE_LINKS.length} links; the slowest took ${Math.round(slowest.took)} ms (${slowest.name}); memory grew by ${grown} octets`);
  await page.evaluate(() => {
    window.history.replaceState(null, "", "?lesson=handshake&lang=en");
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  await part(page, "notices").waitFor({ state: "detached" });
  await control(page, "step").click();
  await atStep(page, 1);
  await page.finish();
});

test("a link in which everything is wrong is told in Chinese as well", async () => {
  const page = await stage.open("lesson=%3Cscript%3E&step=x&mode=exam&v=9#z=!!!!", { locale: "zh-CN" });
  await part(page, "notices").waitFor();
  const told = await part(page, "notices").getByRole("listitem").allTextContents();
  assert.ok(told.length >= 4, told.join(" | "));
  for (const sentence of told) assert.match(sentence, /[\u4e00-\u9fff].*。$/, sentence);
  await page.finish();
});
