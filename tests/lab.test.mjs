// The lab: both sides driven by hand, the path and the options changed, segments made by hand, runs compared.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { addressBar, control, host, part, segments, show, theStage, toEnd, transport } from "./support/stage.mjs";
import { TRANSFER } from "./support/transfer.mjs";

const stage = theStage();

const call = (page, side, name) => page.locator(`.lab-side[data-side="${side}"] [data-call="${name}"]`);
const openLab = (link = {}) => stage.open({ lesson: "handshake", mode: "lab", lang: "en", ...link });

/** Fills a field in as a person does: typed, then left. */
async function fill(page, id, text) {
  await page.locator(`#${id}`).fill(text);
  await page.locator(`#${id}`).press("Tab");
}

test("with both programs stopped, every step of a connection is made by hand", async () => {
  const page = await openLab();
  await control(page, "take-over").click();
  assert.equal((await transport(page)).steps, 0);
  await call(page, "server", "listen").click();
  assert.equal((await host(page, "server")).state, "LISTEN");
  await call(page, "client", "connect").click();
  await toEnd(page);
  assert.equal((await host(page, "client")).state, "ESTABLISHED");
  await page.locator("#lab-client-text").fill("hello");
  await fill(page, "lab-client-octets", "12");
  await call(page, "client", "send").click();
  await toEnd(page);
  const sent = (await segments(page)).filter((segment) => segment.len === "12");
  assert.equal(sent.length, 1);
  await call(page, "server", "recv").click();
  assert.match(await part(page, "status").textContent(), /12/);
  await call(page, "client", "shutdown").click();
  await toEnd(page);
  assert.equal((await host(page, "server")).state, "CLOSE-WAIT");
  await call(page, "server", "shutdown").click();
  await toEnd(page);
  for (const side of ["client", "server"]) {
    assert.equal((await host(page, side)).state, "CLOSED");
  }
  const made = await part(page, "lab-done").locator("li").count();
  assert.equal(made, 6);

  // All of it is in the link.
  const again = await stage.openElsewhere(await addressBar(page));
  assert.deepEqual(await segments(again), await segments(page));
  await again.finish();
  await page.finish();
});

test("a call made in the past changes what follows, and can be taken back and made again", async () => {
  const page = await openLab({ step: 16 });
  const own = (await transport(page)).steps;
  await call(page, "client", "abort").click();
  assert.match(await part(page, "status").textContent(), /abort/i);
  await toEnd(page);
  assert.ok((await segments(page)).some((segment) => segment.flags.includes("RST")));
  const changed = (await transport(page)).steps;
  assert.notEqual(changed, own);
  await control(page, "undo").click();
  assert.equal((await transport(page)).steps, own);
  await control(page, "redo").click();
  assert.equal((await transport(page)).steps, changed);
  await page.locator("body").press("z");
  assert.equal((await transport(page)).steps, own);
  await page.finish();
});

test("a call that cannot be made is told as its error, and harms nothing", async () => {
  const page = await openLab({ step: 16 });
  await call(page, "client", "listen").click();
  assert.match(await part(page, "status").textContent(), /already exists|connection/i);
  await toEnd(page);
  assert.equal((await host(page, "client")).state, "CLOSED");
  await page.finish();
});

test("of a long run one hears that it begins and that it is there, and nothing between", async () => {
  const page = await openLab({ edit: TRANSFER, lab: "options" });
  await page.evaluate(() => {
    window.said = [];
    const note = () => {
      const run = window.stage.part("live").children[1].textContent;
      if (run !== "" && window.said.at(-1) !== run) {
        window.said.push(run);
      }
    };
    new MutationObserver(note).observe(window.stage.part("live"), { subtree: true, childList: true, characterData: true });
  });
  // A third of the segment size makes three times as many segments.
  await fill(page, "option-mss", "400");
  await part(page, "live").getByText("The run is there").waitFor({ state: "attached" });
  const steps = Number(await part(page, "transport").getAttribute("data-steps"));
  assert.ok(steps > 4000);
  const said = await page.evaluate(() => window.said);
  assert.deepEqual(said, ["A long run is being computed.", `The run is there: ${steps} steps.`]);
  await page.finish();
});

test("the path is changed by number, slider and name, and a wrong number is told beside its field", async () => {
  const page = await openLab({ lab: "path" });
  await fill(page, "path-to-server", "150");
  await toEnd(page);
  const delayed = await part(page, "transport").getAttribute("data-steps");
  assert.ok(Number(delayed) > 0);
  for (const [typed, told] of [
    ["-3", "-3"],
    ["1e9", "1e9"],
    ["<b>", "<b>"],
    ["99999999999", "99999999999"],
  ]) {
    await fill(page, "path-to-server", typed);
    const error = page.locator("#path-to-server-problem");
    assert.ok((await error.textContent()).includes(told));
    await part(page, "live").getByText(await error.textContent()).waitFor({ state: "attached" });
    assert.equal(await page.locator("#path-to-server").getAttribute("aria-invalid"), "true");
    assert.equal(await page.locator("#path-to-server").getAttribute("aria-describedby"), "path-to-server-problem");
  }
  await fill(page, "path-to-server", "40");
  assert.equal(await page.locator("#path-to-server-problem").count(), 0);
  await page.locator("#path-preset").selectOption({ label: "a geostationary satellite" });
  assert.ok(Number(await page.locator("#path-to-server").inputValue()) > 200);
  const slider = page.getByRole("slider", { name: "lost" });
  await slider.focus();
  for (let press = 0; press < 5; press++) {
    await slider.press("ArrowRight");
  }
  await page.locator("body").press("z");
  await page.finish();
});

test("every option of a profile can be replaced, and an empty field is as the profile has it", async () => {
  const page = await openLab({ lab: "options" });
  await toEnd(page);
  const plain = await segments(page);
  await page.locator("#option-profile").selectOption({ index: 2 });
  await fill(page, "option-mss", "536");
  await page.locator("#option-sack").selectOption({ label: "off" });
  const link = await addressBar(page);
  assert.match(link, /[?&]edit=2\./);
  await fill(page, "option-mss", "");
  await page.locator("#option-sack").selectOption({ index: 0 });
  await page.locator("#option-profile").selectOption({ index: 0 });
  await toEnd(page);
  assert.deepEqual(await segments(page), plain);
  assert.doesNotMatch(await addressBar(page), /edit=/);
  await page.finish();
});

test("after how many retransmissions a SYN is given up is shown as the lesson has it, and can be changed", async () => {
  const page = await openLab({ lesson: "filtered-port", lab: "options" });
  const time = page.locator("#option-r2-syn");
  assert.equal(await page.locator("#option-r2-syn-times").inputValue(), "3");
  assert.equal(await time.getAttribute("placeholder"), "—");
  for (const [typed, syns, held] of [
    ["1", 2, "—"],
    // Without a limit of the lesson the profile's three minutes hold.
    ["", 8, "180000"],
  ]) {
    await fill(page, "option-r2-syn-times", typed);
    await toEnd(page);
    assert.equal((await segments(page)).length, syns);
    assert.equal(await time.getAttribute("placeholder"), held);
    assert.equal((await host(page, "client")).state, "CLOSED");
  }
  await page.finish();
});

test("a segment made by hand goes on the path and is dealt with by the rules", async () => {
  const page = await openLab({ step: 16, lab: "segment" });
  await page.getByRole("button", { name: "RST elsewhere in the window" }).click();
  await control(page, "inject").click();
  assert.match(await part(page, "status").textContent(), /RST/);
  await toEnd(page);
  for (const side of ["client", "server"]) {
    assert.equal((await host(page, side)).state, "CLOSED");
  }
  assert.ok((await segments(page)).some((segment) => segment.flags === "RST"));
  // In the table it is not taken for the client's own first segment.
  const row = (which) => part(page, "row", `[data-side="client"][data-nth="1"]${which}`);
  assert.match(await row(":not([data-forged])").textContent(), /Client's 1st segment.*delivered/);
  assert.match(await row("[data-forged]").textContent(), /Made by hand 1, as if from the client.*made by hand, delivered/);

  // With a wrong checksum it arrives, and is dropped.
  await show(page, { lesson: "handshake", mode: "lab", lang: "en", step: 16, lab: "segment" });
  await page.getByRole("button", { name: "RST with the expected number" }).click();
  await page.locator("#made-checksum").selectOption({ index: 1 });
  await control(page, "inject").click();
  await toEnd(page);
  assert.equal((await host(page, "server")).received, 41, "the connection outlives it");
  await page.finish();
});

test("two runs stand side by side, with and without a change", async () => {
  const page = await stage.open({ lesson: "lost-segment", drop: "none", mode: "lab", lang: "en", step: 30 });
  await control(page, "compare-own").click();
  const compared = part(page, "compare");
  await compared.waitFor();
  assert.equal(await compared.locator(".ladder-drawing").count(), 2);
  await assertAccessible(page, { rules: ["heading-order"] });
  const parting = await compared.locator(".compare-summary p").evaluate((line) => line.firstChild.textContent);
  await part(page, "live").getByText(parting).waitFor({ state: "attached" });
  const cells = await compared.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)),
  );
  const [without, with_] = cells;
  assert.equal(Number(without[1]), 1, "the lesson's own run sends one segment again");
  assert.equal(Number(with_[1]), 0);
  await assertAccessible(page);
  const again = await stage.openElsewhere(await addressBar(page));
  await part(again, "compare").waitFor();
  await again.finish();
  await control(page, "compare-end").click();
  assert.equal(await part(page, "compare").count(), 0);
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`every part of the lab is accessible, light and dark (${lang})`, async () => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      for (const lab of ["calls", "path", "options", "segment"]) {
        await show(page, { lesson: "handshake", mode: "lab", step: 16, lab, lang, theme });
        await assertAccessible(page);
      }
    }
    await page.finish();
  });
}
