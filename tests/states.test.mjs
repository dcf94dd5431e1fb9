// The figure of the states: where both endpoints stand in it, which edges they took, and what is said of an edge.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { LESSONS, addressBar, atStep, control, document, host, part, show, theStage, toEnd, transport } from "./support/stage.mjs";

const stage = theStage();

const edge = (page, slug) => part(page, "edge", `[data-edge="${slug}"]`);
const token = (page, side) => part(page, "token", `[data-side="${side}"]`);
const detail = (page) => part(page, "state-detail");
const taken = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...window.document.querySelectorAll("[data-part=edge]")]
        .map(({ dataset }) => [dataset.edge, [Number(dataset.client), Number(dataset.server)]])
        .filter(([, counts]) => counts.some((count) => count > 0)),
    ),
  );

test("both tokens stand where the hosts say they are, at every step", async () => {
  for (const lesson of LESSONS) {
    const page = await stage.open({ lesson, view: "states", lang: "en" });
    const seen = await page.evaluate(() =>
      window.stage.walk("step", () =>
        ["client", "server"].map((side) => [
          window.stage.part("token", `[data-side=${side}]`).dataset.stateOf,
          window.stage.host(side).state,
        ]),
      ),
    );
    assert.ok(seen.length > 20);
    for (const sides of seen) {
      for (const [drawn, said] of sides) {
        assert.equal(drawn, said);
      }
    }
    await page.finish();
  }
});

test("edges are counted for each side as far as the cursor is, and no further", async () => {
  const page = await stage.open({ lesson: "handshake", view: "states", lang: "en" });
  assert.deepEqual(await taken(page), {});
  await toEnd(page);
  const whole = await taken(page);
  assert.deepEqual(whole["closed.syn-sent"], [1, 0]);
  assert.deepEqual(whole["listen.syn-received"], [0, 1]);
  assert.deepEqual(whole["time-wait.closed"], [1, 0]);
  await control(page, "start").click();
  await atStep(page, 0);
  assert.deepEqual(await taken(page), {});
  await page.finish();
});

test("an edge that is selected says what brings it about, and leads to when it was taken", async () => {
  const page = await stage.open({ lesson: "handshake", view: "states", lang: "en", step: 2 });
  await edge(page, "syn-sent.established").locator(".edge-words").click();
  await edge(page, "syn-sent.established").and(page.locator("[aria-pressed=true]")).waitFor();
  const told = await detail(page).textContent();
  assert.match(told, /SYN-SENT → ESTABLISHED/);
  assert.match(told, /rcv SYN,ACK/);
  assert.match(told, /snd ACK/);
  assert.match(told, /RFC 9293 §3\.10\.7\.3/);
  assert.match(await addressBar(page), /edge=syn-sent\.established/);
  await part(page, "moment").first().click();
  await token(page, "client").and(page.locator('[data-state-of="ESTABLISHED"]')).waitFor();
  assert.equal((await host(page, "client")).state, "ESTABLISHED");
  const { step } = await transport(page);
  // Just there, and not before.
  await control(page, "back").click();
  await atStep(page, step - 1);
  assert.equal((await host(page, "client")).state, "SYN-SENT");
  const again = await stage.openElsewhere(await addressBar(page));
  assert.equal(await edge(again, "syn-sent.established").getAttribute("aria-pressed"), "true");
  await again.finish();
  await page.finish();
});

test("keys go from state to edge to state, and Enter selects", async () => {
  const page = await stage.open({ lesson: "handshake", view: "states", lang: "en" });
  const focused = () =>
    page.evaluate(() => window.document.activeElement.dataset.edge ?? window.document.activeElement.dataset.state);
  await part(page, "state", '[data-state="CLOSED"]').focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "closed.listen");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "LISTEN");
  assert.match(await detail(page).textContent(), /LISTEN.*netstat.*waits for a SYN/s);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await edge(page, "listen.syn-received").and(page.locator("[aria-pressed=true]")).waitFor();
  await page.keyboard.press("End");
  assert.equal(await focused(), "time-wait.cut-off");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "TIME-WAIT");
  assert.equal((await transport(page)).step, 0, "the player stays where it is");
  await page.keyboard.press("Tab");
  assert.notEqual(await focused(), "TIME-WAIT");
  await page.finish();
});

test("edges that were seen are remembered by the browser until they are cleared", async () => {
  const coverage = (page) => part(page, "coverage");
  const page = await stage.open({ lesson: "handshake", view: "states", lang: "en" });
  assert.equal(await coverage(page).getAttribute("data-seen"), "0");
  await toEnd(page);
  await coverage(page).and(page.locator('[data-seen="12"]')).waitFor();
  assert.match(await coverage(page).textContent(), /12 of 20/);
  await page.goto(page.url().replace(/\?.*/, "?lesson=handshake&view=states&lang=en"));
  await coverage(page).and(page.locator('[data-seen="12"]')).waitFor();
  await control(page, "forget-edges").click();
  await coverage(page).and(page.locator('[data-seen="0"]')).waitFor();
  await page.finish();
});

test("without a place to keep it, what was seen is counted all the same", async () => {
  const page = await stage.open("lang=en");
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  await page.goto(page.url().replace(/\?.*/, "?lesson=handshake&view=states&lang=en&step=6"));
  await part(page, "coverage", '[data-seen="2"]').waitFor();
  await page.finish();
});

test("while a question waits, the figure tells neither what is to come nor what was sent", async () => {
  const page = await stage.open({ lesson: "handshake", view: "states", mode: "predict", lang: "en", step: 30, edge: "syn-sent.established" });
  const words = await document(page);
  for (const given of ["rcv SYN", "snd SYN", "rcv ACK", "snd ACK"]) {
    assert.ok(!words.includes(given), given);
  }
  assert.equal(await part(page, "moment").count(), 0, "it has not been taken yet");
  assert.deepEqual(Object.keys(await taken(page)).sort(), ["closed.listen", "closed.syn-sent", "listen.syn-received"]);
  await page.finish();
});

test("where the ACK of a FIN is lost, and the peer's FIN says the same again, the edge of the note is taken", async () => {
  const page = await stage.open({ lesson: "handshake", view: "states", lang: "en" });
  await toEnd(page);
  assert.deepEqual((await taken(page))["fin-wait-1.fin-wait-2"], [1, 0]);
  const bare = await page.evaluate(() => window.stage.rows().findLast(({ side, flags }) => side === "server" && flags === "ACK"));
  await show(page, { lesson: "handshake", view: "states", lang: "en", drop: `s${bare.nth}` });
  await toEnd(page);
  const edges = await taken(page);
  assert.deepEqual(edges["fin-wait-1.time-wait"], [1, 0], JSON.stringify(edges));
  assert.equal(edges["fin-wait-1.fin-wait-2"], undefined);
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`the figure is accessible, light and dark (${lang})`, async () => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      for (const link of [
        { lesson: "four-way-close", step: 30, edge: "established.fin-wait-1" },
        { lesson: "handshake", step: 6, mode: "predict" },
      ]) {
        await show(page, { theme, lang, view: "states", ...link });
        await part(page, "states").waitFor();
        await assertAccessible(page);
      }
    }
    await page.finish();
  });
}

test("on a phone the figure does not widen the page", async () => {
  for (const width of [320, 390]) {
    const page = await stage.open({ lesson: "four-way-close", view: "states", step: 40 }, { viewport: { width, height: 700 } });
    const wide = await page.evaluate(() => window.document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} at ${width}`);
    await page.finish();
  }
});
