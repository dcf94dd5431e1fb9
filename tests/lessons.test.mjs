// Every lesson runs to its end, and its hosts go through the states of RFC 9293 in their order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, OCTETS, control, host, isPlaying, part, theStage, transport } from "./support/stage.mjs";

// All three lessons open from the client and are closed by it first.
const STATES = {
  client: ["CLOSED", "SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED"],
  server: ["CLOSED", "LISTEN", "SYN-RECEIVED", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"],
};

const stage = theStage();

/** What a record says of one side without repeats. */
function withoutRepeats(states) {
  return states.filter((state, index) => state !== states[index - 1]);
}

/** Whether `some` are among `all` in the same order. */
function areInOrder(some, all) {
  const left = [...all];
  return some.every((state) => {
    const at = left.indexOf(state);
    left.splice(0, at + 1);
    return at >= 0;
  });
}

async function assertAllDelivered(page, lesson) {
  for (const [side, peer] of [
    ["client", "server"],
    ["server", "client"],
  ]) {
    const { state, received } = await host(page, side);
    assert.equal(state, "CLOSED", `${side} at the end of ${lesson}`);
    assert.equal(received, OCTETS[lesson][peer], `octets received by the ${side}'s program`);
  }
}

for (const lesson of LESSONS) {
  test(`${lesson}, step by step, shows every state in its order`, async () => {
    const page = await stage.open({ lesson, lang: "en" });
    const seen = await page.evaluate(() =>
      window.stage.walk("step", () => ["client", "server"].map((side) => window.stage.host(side).state)),
    );
    const { step, steps } = await transport(page);
    assert.equal(step, steps);
    assert.equal(seen.length, steps + 1, "each press is one step");
    assert.deepEqual(withoutRepeats(seen.map(([client]) => client)), STATES.client);
    assert.deepEqual(withoutRepeats(seen.map(([, server]) => server)), STATES.server);
    await assertAllDelivered(page, lesson);
    await page.finish();
  });

  test(`${lesson} plays to its end`, async () => {
    const page = await stage.open({ lesson, lang: "en", speed: 4 });
    await page.evaluate(() => {
      window.record = window.stage.recordStates();
    });
    await control(page, "toggle").click();
    await isPlaying(page, true);
    await isPlaying(page, false);
    const { step, steps } = await transport(page);
    assert.equal(step, steps, "it stops at the end and not before");
    const record = await page.evaluate(() => window.record);
    for (const side of ["client", "server"]) {
      // At this speed one frame may go over two entries that are at one instant.
      assert.ok(areInOrder(record[side], STATES[side]), `${side}: ${record[side].join(", ")}`);
      assert.ok(record[side].length >= STATES[side].length - 2, `${side}: ${record[side].join(", ")}`);
    }
    await assertAllDelivered(page, lesson);
    await page.finish();
  });
}

test("a lesson that was played to its end plays from its beginning again", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await control(page, "end").click();
  await control(page, "toggle").click();
  await part(page, "transport", `[data-playing="true"]:not([data-step="${(await transport(page)).steps}"])`).waitFor();
  await control(page, "toggle").click();
  await isPlaying(page, false);
  await page.finish();
});

test("another lesson can be chosen, and the browser's back button leads to the one before", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await control(page, "lesson").click();
  await page.locator('[data-lesson="four-way-close"]').click();
  await page.waitForURL(/lesson=four-way-close/);
  const { steps } = await transport(page);
  await page.goBack();
  await page.waitForFunction(() => window.stage.control("lesson").value === "handshake");
  assert.notEqual((await transport(page)).steps, steps);
  await page.finish();
});
