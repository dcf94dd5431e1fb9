// Whatever segment is dropped, by link, mouse or keys, TCP recovers: all octets arrive once, and both hosts close.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  LESSONS, OCTETS, arrow, control, hooks, host, idOf, part, rows, segments, show, theStage, toEnd, walkToEnd,
} from "./support/stage.mjs";

const stage = theStage();

/** Both hosts closed, and each application was given exactly what the other one sent. */
async function assertRecovered(page, lesson, dropped) {
  for (const [side, peer] of [
    ["client", "server"],
    ["server", "client"],
  ]) {
    const { state, received } = await host(page, side);
    assert.equal(state, "CLOSED", `the ${side} without ${dropped}`);
    assert.equal(received, OCTETS[lesson][peer], `octets received by the ${side}'s program without ${dropped}`);
  }
}

for (const lesson of LESSONS) {
  test(`${lesson} recovers from the loss of any one of its segments`, async () => {
    const page = await stage.open({ lesson, drop: "none", lang: "en" });
    await toEnd(page);
    const own = (await segments(page)).map(idOf);
    for (const dropped of own) {
      await show(page, { lesson, drop: dropped, lang: "en" });
      await toEnd(page);
      await arrow(page, dropped).and(page.locator("[data-fate=lost]")).waitFor({ state: "attached" });
      await assertRecovered(page, lesson, dropped);
    }
    await page.finish();
  });
}

test("a handshake without its first segments recovers", async () => {
  const page = await stage.open({ lesson: "handshake", drop: "c1,s1,c2,c3", lang: "en" });
  await walkToEnd(page);
  await assertRecovered(page, "handshake", "c1,s1,c2,c3");
  await page.finish();
});

test("what was lost is sent again with the same number and the same octets", async () => {
  const page = await stage.open({ lesson: "lost-segment", drop: "none", lang: "en" });
  await toEnd(page);
  const own = (await segments(page)).filter((segment) => Number(segment.len) > 0);
  assert.ok(own.length >= 4);
  for (const { side, nth, len, seq } of own) {
    await show(page, { lesson: "lost-segment", drop: idOf({ side, nth }), lang: "en" });
    await toEnd(page);
    const again = (await segments(page)).filter((segment) => segment.retransmission === "true");
    assert.ok(
      again.some((segment) => segment.side === side && segment.seq === seq && segment.len === len),
      `${idOf({ side, nth })} comes again among ${JSON.stringify(again)}`,
    );
  }
  await page.finish();
});

const isRetransmitted = (page) => part(page, "segment", `[data-retransmission="true"]`).first();

test("a click on a segment and on its button drops it, and the run can be restored", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(page);
  const own = await rows(page);
  assert.ok(own.every((row) => row.retransmission === undefined));
  assert.equal(await part(page, "edited").count(), 0);

  await arrow(page, "s1").click();
  await control(page, "drop").click();
  await part(page, "edited").waitFor();
  assert.equal((await host(page, "server")).state, "SYN-RECEIVED", "the page is left where the segment is sent");
  await toEnd(page);
  await isRetransmitted(page).waitFor({ state: "attached" });
  const changed = await rows(page);
  assert.equal(changed.find((row) => idOf(row) === "s1").fate, "lost");
  assert.notDeepEqual(changed, own);
  await assertRecovered(page, "handshake", "s1");

  await control(page, "restore").click();
  await part(page, "edited").waitFor({ state: "detached" });
  await toEnd(page);
  assert.deepEqual(await rows(page), own);
  await page.finish();
});

test("keys alone drop a segment, let it through again, and restore the run", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en" });
  await page.keyboard.press("End");
  await isRetransmitted(page).waitFor({ state: "attached" });
  const own = await rows(page);

  await tabTo(page, `[data-part="segment"]`);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.locator(`[data-part="segment"][data-side="server"][data-nth="1"]:focus`).waitFor();
  await page.keyboard.press("d");
  await part(page, "edited").waitFor();
  await tabTo(page, `[data-control="end"]`);
  await page.keyboard.press("Enter");
  await arrow(page, "s1").and(page.locator("[data-fate=lost]")).waitFor({ state: "attached" });
  assert.notDeepEqual(await rows(page), own);
  await assertRecovered(page, "lost-segment", "s1 and c4");

  await tabTo(page, `[data-part="segment"]`);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("d");
  await part(page, "edited").waitFor({ state: "detached" });

  await page.keyboard.press("d");
  await part(page, "edited").waitFor();
  await tabTo(page, `[data-control="restore"]`);
  await page.keyboard.press("Enter");
  await part(page, "edited").waitFor({ state: "detached" });
  await page.keyboard.press("End");
  await isRetransmitted(page).waitFor({ state: "attached" });
  assert.deepEqual(await rows(page), own);
  await page.finish();
});

/** Presses Tab until the focus is on what `selector` finds. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => window.document.activeElement?.matches(selector), selector)) {
      return;
    }
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

test("a lesson that loses a segment can be watched without the loss", async () => {
  const page = await stage.open({ lesson: "lost-segment", drop: "none", lang: "en" });
  await toEnd(page);
  assert.ok((await segments(page)).every(({ fate, retransmission }) => fate === "delivered" && !retransmission));
  await part(page, "edited").waitFor();
  await page.finish();
});

test("the same link always makes the same run", async () => {
  const link = { lesson: "lost-segment", drop: "c1,c5,s3", step: 40, lang: "en" };
  const [one, other] = [await stage.open(link), await stage.open(link)];
  assert.deepEqual(await hooks(one), await hooks(other));
  await one.finish();
  await other.finish();
});
