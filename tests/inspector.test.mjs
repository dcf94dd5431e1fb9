// Every segment opens up: the reason for each number, every header field, and its seven layers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, arrow, idOf, part, rows, theStage, toEnd } from "./support/stage.mjs";

const stage = theStage();

/** A lesson at its end, with a tab of the inspector shown. */
async function openAtEnd(lesson, tab, rest = {}) {
  const page = await stage.open({ lesson, tab, lang: "en", ...rest });
  await toEnd(page);
  return page;
}

for (const lesson of LESSONS) {
  test(`${lesson}: the fields of every header say what the table says`, async () => {
    const page = await openAtEnd(lesson, "header");
    for (const [index, row] of (await rows(page)).entries()) {
      const fields = await page.evaluate((index) => window.stage.fields(index), index);
      assert.equal(fields["tcp-sequence-number"], row.seq);
      assert.equal(fields["tcp-acknowledgment-number"], row.ack ?? "0");
      const flags = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];
      const set = flags.filter((flag) => fields[`tcp-${flag.toLowerCase()}`] === "1");
      assert.deepEqual(set.sort(), row.flags.split(",").sort());
      const headers = 4 * (Number(fields["ipv4-header-length"]) + Number(fields["tcp-data-offset"]));
      assert.equal(Number(fields["ipv4-total-length"]) - headers, Number(row.len), `octets of ${idOf(row)}`);
    }
    await page.finish();
  });

  test(`${lesson}: every segment has its seven layers, and the reason for each of its numbers`, async () => {
    const page = await openAtEnd(lesson, "layers");
    for (const [index, row] of (await rows(page)).entries()) {
      await page.evaluate((index) => window.stage.select(index), index);
      const layers = await part(page, "layer").evaluateAll((all) => all.map(({ dataset }) => dataset.layer));
      assert.deepEqual(layers, ["7", "6", "5", "4", "3", "2", "1"]);
      assert.match(await part(page, "layer", `[data-layer="4"]`).textContent(), /TCP/);
      assert.match(await part(page, "layer", `[data-layer="3"]`).textContent(), /IP/);
      assert.ok(row.seq);
    }
    await page.getByRole("tab").first().click();
    for (const [index, row] of (await rows(page)).entries()) {
      await page.evaluate((index) => window.stage.select(index), index);
      const reasons = await page.evaluate(() =>
        Object.fromEntries(
          [...window.document.querySelectorAll("[data-part=why] [data-why]")].map((reason) => [
            reason.dataset.why,
            window.stage.textOf(reason),
          ]),
        ),
      );
      assert.ok(reasons.seq.includes(row.seq), `seq of ${idOf(row)}: ${reasons.seq}`);
      assert.match(reasons.seq, /RFC \d+/);
      if (row.ack !== undefined) {
        assert.ok(reasons.ack.includes(row.ack), `ack of ${idOf(row)}: ${reasons.ack}`);
        assert.match(reasons.ack, /RFC \d+/);
      }
    }
    await page.finish();
  });
}

for (const [lang, words] of [["en", /[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}/], ["zh", /[\u4e00-\u9fff]{4,}/]]) {
  test(`every field of a header says what it means and where it is defined (${lang})`, async () => {
    const page = await openAtEnd("handshake", "header", { lang, segment: "c1" });
    await arrow(page, "c1").click();
    const details = await page.evaluate(async () => {
      const all = [];
      for (const { dataset } of window.stage.parts("field")) {
        window.stage.part("field", `[data-field="${dataset.field}"]`).click();
        const detail = () => window.document.querySelector(`[data-field-detail="${dataset.field}"]`);
        while (detail() === null) {
          await new Promise(requestAnimationFrame);
        }
        all.push([dataset.field, window.stage.textOf(detail())]);
      }
      return all;
    });
    assert.ok(details.length >= 30, `${details.length} fields`);
    for (const [field, text] of details) {
      assert.match(text, words, field);
      assert.match(text, /RFC \d+|802\.3/, field);
    }
    await page.finish();
  });
}

test("what the router changes is shown, and nothing else differs between the two ends", async () => {
  const page = await openAtEnd("handshake", "header");
  await arrow(page, "c1").click();
  const sent = await page.evaluate(() => window.stage.fields(0));
  await page.locator("[data-vantage=receiver]").click();
  await page.locator("[data-vantage=receiver][aria-pressed=true]").waitFor();
  const received = await page.evaluate(() => window.stage.fields(0));
  const changed = Object.keys(sent).filter((field) => sent[field] !== received[field]);
  const rewritten = ["ethernet-destination", "ethernet-source", "ipv4-ttl", "ipv4-header-checksum", "ethernet-fcs"];
  assert.deepEqual(changed.sort(), rewritten.sort());
  assert.equal(Number(received["ipv4-ttl"]), Number(sent["ipv4-ttl"]) - 1);
  await page.finish();
});

test("one selection is shown everywhere", async () => {
  const page = await openAtEnd("handshake", "header");
  await arrow(page, "s1").click();
  assert.equal(await arrow(page, "s1").getAttribute("aria-pressed"), "true");
  const row = part(page, "row", `[data-side="server"][data-nth="1"]`);
  assert.equal(await row.getAttribute("aria-current"), "true");
  const seq = await row.getAttribute("data-seq");
  assert.equal(await part(page, "field", `[data-field="tcp-sequence-number"]`).getAttribute("data-value"), seq);
  await arrow(page, "s1").click();
  assert.equal(await arrow(page, "s1").getAttribute("aria-pressed"), "false");
  await page.finish();
});
