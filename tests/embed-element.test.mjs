// The element `<syn-ackademy>`, in a page of another site that allows scripts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { theHosts } from "./support/hosts.mjs";

const hosts = theHosts({ files: { "/synackademy.js": readFileSync("web/embed/synackademy.js", "utf8") } });

const SCRIPT = `<script type="module" src="/synackademy.js"></script>`;

/** The page in an element. */
async function within(page, nth = 0) {
  const element = await page.locator("syn-ackademy").nth(nth).locator("iframe").elementHandle();
  const inner = await element.contentFrame();
  await inner.locator('[data-part="transport"]').waitFor({ state: "attached" });
  return inner;
}

const first = (page, what, ...rest) =>
  page.evaluate(([what, rest]) => document.querySelector("syn-ackademy")[what](...rest), [what, rest]);

test("its attributes are the page's parameters, and a changed one is shown", async () => {
  const page = await hosts.open(`${SCRIPT}<syn-ackademy base="SITE" lesson="lost-segment" step="5" ui="min" lang="zh" class="x" data-y="z"></syn-ackademy>`);
  const inner = await within(page);
  await inner.locator('html[lang^="zh"]').waitFor({ state: "attached" });
  await inner.locator('[data-part="transport"][data-step="5"]').waitFor();
  assert.equal(await inner.locator('[data-part="notices"]').count(), 0);
  await page.evaluate(() => document.querySelector("syn-ackademy").setAttribute("lang", "en"));
  await (await within(page)).locator('html[lang^="en"]').waitFor({ state: "attached" });
  await page.finish();
});

test("its methods do what they say, also before the page is there", async () => {
  const page = await hosts.open(`${SCRIPT}<syn-ackademy base="SITE" lesson="handshake" ui="min" lang="en"></syn-ackademy>`);
  await page.evaluate(() => customElements.whenDefined("syn-ackademy"));
  assert.equal((await first(page, "step")).step, 1);
  const state = await first(page, "getState");
  assert.equal((await first(page, "step")).step, 2);
  assert.equal((await first(page, "setState", state)).step, 1);
  assert.equal((await first(page, "play")).playing, true);
  assert.equal((await first(page, "pause")).playing, false);
  assert.equal((await first(page, "reset")).step, 0);
  await assert.rejects(first(page, "setState", "nonsense"), /understood/);
  await page.finish();
});

test("what the page tells is fired as events, and the frame is as high as the page likes to be", async () => {
  const page = await hosts.open(`${SCRIPT}<syn-ackademy base="SITE" lesson="handshake" ui="min" lang="en" height="200"></syn-ackademy>
    <script>
      window.fired = [];
      for (const name of ["ready", "state", "complete", "resize"]) {
        document.querySelector("syn-ackademy").addEventListener(name, ({ type, detail }) => window.fired.push([type, detail]));
      }
    </script>`);
  const inner = await within(page);
  await inner.locator('[data-control="end"]').click();
  await page.waitForFunction(() => window.fired.some(([name]) => name === "complete"));
  const fired = await page.evaluate(() => window.fired);
  assert.equal(fired[0][0], "ready");
  const told = await page.waitForFunction(() => {
    const [, { height }] = window.fired.findLast(([name]) => name === "resize");
    return document.querySelector("syn-ackademy").clientHeight === height && height;
  });
  const height = await told.jsonValue();
  assert.ok(height > 350 && height < 1000, `${height} pixels`);
  await page.finish();
});

test("two of them on a page each hear their own", async () => {
  const one = (lesson) => `<syn-ackademy base="SITE" lesson="${lesson}" ui="min" lang="en" style="float: left; width: 700px"></syn-ackademy>`;
  const page = await hosts.open(SCRIPT + one("handshake") + one("lost-segment"), { uncached: true });
  await within(page, 0);
  await within(page, 1);
  const places = await page.evaluate(() =>
    Promise.all([...document.querySelectorAll("syn-ackademy")].map((element, index) => (index ? element.step() : element.getState()))));
  assert.match(places[0], /lesson=handshake/);
  assert.deepEqual([places[1].lesson, places[1].step], ["lost-segment", 1]);
  await page.finish();
});

test("taken out of the page, it waits for nothing any more", async () => {
  const page = await hosts.open(`${SCRIPT}<syn-ackademy base="SITE" lesson="handshake" lang="en"></syn-ackademy>`);
  await page.evaluate(() => customElements.whenDefined("syn-ackademy"));
  const outcome = await page.evaluate(() => {
    const element = document.querySelector("syn-ackademy");
    const asked = element.step().then(() => "done", ({ message }) => message);
    element.remove();
    return asked;
  });
  assert.match(outcome, /taken out/);
  await page.finish();
});

test("moved within its page it answers there, also what is asked before the frame is there again", async () => {
  const page = await hosts.open(`${SCRIPT}<syn-ackademy base="SITE" lesson="handshake" ui="min" lang="en"></syn-ackademy><section></section>`);
  await page.evaluate(() => customElements.whenDefined("syn-ackademy"));
  assert.equal((await first(page, "step")).step, 1);
  const step = await page.evaluate(() => {
    const element = document.querySelector("syn-ackademy");
    document.querySelector("section").append(element);
    return element.step();
  });
  assert.equal(step.step, 1, "the page begins anew where its frame does");
  // What the frame was loading when it was moved is cut off, which is no fault of its page.
  await page.context().close();
});
