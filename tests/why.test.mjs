// The Why tab: the chain of reasons of a moment, of a variable and of a header field, with this exchange's arithmetic.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { control, part, show, theStage, toEnd, transport } from "./support/stage.mjs";

const stage = theStage();
const why = (page) => part(page, "why");

test("a variable tells the step that set it, its arithmetic ends in the value, and leads there", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en", variable: "server.rcv-nxt" });
  await toEnd(page);
  const { steps } = await transport(page);
  // By the end the server has closed; before that everything has arrived.
  await show(page, { lesson: "lost-segment", lang: "en", step: 48, variable: "server.rcv-nxt" });
  const text = await why(page).textContent();
  const value = /RCV\.NXT = (\d+)/.exec(text)[1];
  const arithmetic = await page.locator("[data-why=origin] .arithmetic").textContent();
  assert.ok(arithmetic.includes(`= ${value}`), arithmetic);
  assert.match(text, /RFC 9293 §3\.3\.1/);
  await control(page, "to-origin").click();
  const at = (await transport(page)).step;
  assert.ok(at <= 48 && at < steps);
  assert.equal(await page.locator("[data-tcb='RCV.NXT'].is-changed").count(), 1, "it is where it changed");
  await control(page, "previous-change").click();
  assert.ok((await transport(page)).step < at);
  assert.equal(await page.locator("[data-tcb='RCV.NXT'].is-changed").count(), 1);
  await control(page, "next-change").click();
  assert.equal((await transport(page)).step, at);
  await page.finish();
});

test("in every lesson, at every step, each host's numbers are explained by arithmetic that gives them", async () => {
  const page = await stage.open({ lang: "en" });
  for (const lesson of ["handshake", "four-way-close"]) {
    for (const variable of ["client.snd-una", "client.snd-nxt", "server.rcv-nxt", "server.rcv-wnd", "client.rto"]) {
      await show(page, { lesson, lang: "en", variable });
      const told = await page.evaluate(() =>
        window.stage.walk("step", () => ({
          heading: window.stage.textOf(window.stage.part("variable")),
          last: window.stage.textOf(window.document.querySelector("[data-why=origin] .arithmetic p:last-child")),
          lines: [...window.document.querySelectorAll("[data-why=origin] .arithmetic p")].map(window.stage.textOf),
        })),
      );
      const withValue = told.filter(({ heading }) => heading.includes("="));
      assert.ok(withValue.length > 3, `${variable} in ${lesson}`);
      for (const { heading, lines } of withValue) {
        const [name, value] = heading.split(" = ");
        const ends = lines.some((line) => line.startsWith(name) && line.endsWith(` ${value}`));
        assert.ok(ends, `${heading}: ${lines.join(" | ")}`);
      }
    }
  }
  await page.finish();
});

test("a moment tells what happened, by which rules, what changed and what was sent because of it", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  // On to the SYN's arrival at the server.
  while (!(await part(page, "status").textContent()).includes("LISTEN → SYN-RECEIVED")) {
    await page.evaluate(() => window.stage.press("step"));
  }
  const changed = await page.locator("[data-changed]").evaluateAll((all) =>
    Object.fromEntries(all.map((row) => [row.dataset.changed, window.stage.textOf(row.querySelector("td"))])),
  );
  assert.equal(changed.irs, "— → 4021337001");
  assert.equal(changed["rcv-nxt"], "— → 4021337002");
  assert.ok((await page.locator("[data-why=event]").count()) > 0);
  const sent = part(page, "sent-because").getByRole("button");
  assert.match(await sent.first().textContent(), /Server sends SYN,ACK, seq 907113500, ack 4021337002/);
  const { step } = await transport(page);
  await sent.first().click();
  assert.equal((await transport(page)).step, step + 1);
  // And from the segment back to what brought it about.
  await part(page, "because-of").getByRole("button").click();
  assert.equal((await transport(page)).step, step);
  await page.locator("[data-changed=rcv-nxt] button").click();
  assert.match(await part(page, "variable").textContent(), /RCV\.NXT = 4021337002/);
  await page.finish();
});

for (const [lang, words] of [["en", /[A-Za-z]{3,} [a-z]{2,} /], ["zh", /[\u4e00-\u9fff]{4,}/]]) {
  test(`every field of a segment has its reason (${lang})`, async () => {
    const page = await stage.open({ lesson: "handshake", step: 12, segment: "s1", lang });
    await page.locator(".fields-fold summary").click();
    const choices = await page.locator("[data-field-choice]").evaluateAll((all) => all.map(({ dataset }) => dataset.fieldChoice));
    assert.ok(choices.length >= 18, choices.join(" "));
    for (const field of choices) {
      await page.locator(`[data-field-choice="${field}"]`).click();
      const reason = page.locator(`[data-field-why="${field}"]`);
      await reason.waitFor();
      const text = await reason.textContent();
      assert.match(text, words, field);
      assert.match(text, /RFC \d+/, field);
    }
    await page.finish();
  });
}

test("a field that is selected in the header has its reason here too", async () => {
  const page = await stage.open({ lesson: "handshake", step: 12, segment: "s1", tab: "header", lang: "en" });
  await part(page, "field", `[data-field="tcp-source-port"]`).click();
  await page.getByRole("tab", { name: "Why" }).click();
  assert.match(await page.locator(`[data-field-why="tcp-source-port"]`).textContent(), /bind/);
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`reasons are accessible, light and dark (${lang})`, async () => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      for (const link of [
        { step: 8 },
        { step: 12, segment: "s1", field: "tcp-data-offset" },
        { step: 12, variable: "client.snd-up" },
        { step: 30, variable: "client.rto" },
      ]) {
        await show(page, { lesson: "handshake", lang, theme, ...link });
        await assertAccessible(page, { within: "[data-part=why]" });
      }
    }
    await page.finish();
  });
}
