// The header tab: every field leads to its octets, its layer and its rule, and checksums can be added up by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { part, show, theStage } from "./support/stage.mjs";

const stage = theStage();

const HEADER = { lesson: "handshake", step: 30, tab: "header", lang: "en" };
const field = (page, name) => part(page, "field", `[data-field="${name}"]`);

/** The words of the addition that is shown. */
const words = (page) =>
  part(page, "sum").evaluate((sum) => [...sum.querySelectorAll("[data-word]")].map(({ dataset }) => Number(dataset.word)));

const complement = (words) => {
  let sum = 0;
  for (const word of words) {
    sum += word;
    sum = (sum & 0xffff) + (sum >> 16);
  }
  return `0x${(~sum & 0xffff).toString(16).padStart(4, "0")}`;
};

for (const name of ["tcp-checksum", "ipv4-header-checksum", "udp-checksum"]) {
  test(`the words of the ${name} add up to what the field says`, async () => {
    const page = await stage.open({ ...HEADER, segment: "c1", field: name });
    assert.equal(await part(page, "sum").getAttribute("data-fits"), "true");
    assert.equal(complement(await words(page)), await field(page, name).getAttribute("data-value"));
    await page.finish();
  });
}

test("the middle of a long text is folded, and the sum goes on behind it", async () => {
  const page = await stage.open({ ...HEADER, lesson: "lost-segment", segment: "c3", field: "tcp-checksum" });
  const folded = Number(await page.locator("[data-folded]").getAttribute("data-folded"));
  const shown = (await words(page)).length;
  assert.equal(shown + folded, 6 + 10 + 50, "pseudo-header, header and 100 octets of text");
  assert.ok(shown < 30);
  await page.finish();
});

test("a damaged segment's sum differs from its field, as received", async () => {
  const page = await stage.open({ ...HEADER, segment: "c3", fault: "c3.corrupt.171", field: "tcp-checksum" });
  assert.equal(await part(page, "sum").getAttribute("data-fits"), "true", "it was sent whole");
  await page.locator("[data-vantage=receiver]").click();
  await part(page, "sum", "[data-fits=false]").waitFor();
  await page.finish();
});

test("an option is shown as its kind, its length and what follows", async () => {
  const page = await stage.open({ ...HEADER, segment: "c1" });
  const cells = await field(page, "tcp-option-mss").locator(".option-cell .cell-value").allTextContents();
  assert.deepEqual(cells, ["2", "4", "1460"]);
  await page.finish();
});

test("UDP has its own grid, whose fields open like all others", async () => {
  const page = await stage.open({ ...HEADER, segment: "c3" });
  await part(page, "udp-header").locator("summary").click();
  const values = { "udp-source-port": "49152", "udp-destination-port": "80", "udp-length": "49" };
  for (const [name, value] of Object.entries(values)) {
    await field(page, name).click();
    const detail = page.locator(`[data-field-detail="${name}"]`);
    await detail.waitFor();
    assert.match(await detail.textContent(), new RegExp(value));
    assert.match(await detail.textContent(), /RFC 768/);
  }
  await page.finish();
});

test("a field leads to its octets, its layer and its rule, and the layer back to the field", async () => {
  const page = await stage.open({ ...HEADER, segment: "c3" });
  await field(page, "tcp-checksum").click();
  const octets = await page.locator(".hex .octet.is-selected").allTextContents();
  assert.equal(`0x${octets.join("")}`, await field(page, "tcp-checksum").getAttribute("data-value"));
  assert.match(await page.locator("[data-field-detail]").textContent(), /Set by/);
  await page.locator("[data-control=field-layer]").click();
  const layer = part(page, "layer", `[data-layer="4"]`);
  await layer.locator("button[aria-expanded=true]").waitFor();
  assert.equal(await layer.locator(`[data-deed-field="tcp-checksum"]`).getAttribute("aria-pressed"), "true");
  await page.getByRole("tab", { name: "Header" }).click();
  assert.equal(await field(page, "tcp-checksum").getAttribute("aria-pressed"), "true");
  await page.locator("[data-control=field-rule]").click();
  await part(page, "why").waitFor();
  await page.finish();
});

test("every cell is reached with the arrow keys alone", async () => {
  const page = await stage.open({ ...HEADER, segment: "c1" });
  await field(page, "ethernet-destination").focus();
  const seen = new Set();
  for (let at = 0; at < 60; at += 1) {
    seen.add(await page.evaluate(() => window.document.activeElement.dataset.field));
    await page.keyboard.press("ArrowRight");
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  for (const name of ["ipv4-ttl", "tcp-syn", "tcp-option-mss", "ethernet-fcs"]) {
    assert.ok(seen.has(name), name);
  }
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`a checksum worked out is accessible, light and dark (${lang})`, async (context) => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      for (const name of ["tcp-checksum", "udp-checksum", "tcp-option-mss"]) {
        await context.test(`${name}, ${theme}`, async () => {
          await show(page, { ...HEADER, segment: "c1", theme, lang, field: name });
          await assertAccessible(page, { within: ".inspector" });
        });
      }
    }
    await page.finish();
  });
}
