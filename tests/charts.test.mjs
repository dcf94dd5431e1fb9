// The charts: what they draw of a run, how a moment is sought and a segment selected in them, and their tables.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { addressBar, arrow, choice, control, part, show, theStage, toEnd, transport } from "./support/stage.mjs";

const stage = theStage();

const LESSON = { lesson: "lost-segment", view: "charts", lang: "en" };

const chart = (page, name) => page.locator(`[data-chart="${name}"]`);
const point = (page, name) => chart(page, name).locator('[data-part="chart-point"]');
const readout = (page) => part(page, "readout");
/** How many strokes a curve has. */
const strokes = (page, name, kind) =>
  page.evaluate(
    ([name, kind]) => {
      const d = window.document.querySelector(`[data-chart="${name}"] .curve.${kind}`)?.getAttribute("d") ?? "";
      return d.split("M").length - 1;
    },
    [name, kind],
  );
const ticks = (page, name) => chart(page, name).locator(".chart-tick").allTextContents();

test("a lost segment has its cross, and its retransmission a diamond", async () => {
  const page = await stage.open({ ...LESSON, step: 62 });
  assert.equal(await strokes(page, "sequence", "lost-mark"), 1);
  assert.equal(await strokes(page, "sequence", "again-mark"), 1);
  assert.ok((await strokes(page, "sequence", "acks")) >= 1);
  assert.ok((await strokes(page, "window", "cwnd")) >= 1);
  assert.ok((await strokes(page, "times", "rtt")) >= 2);
  assert.match(await readout(page).textContent(), /6 segments, 450 octets, 1 sent again, 1 lost/);
  await page.getByRole("button", { name: "Server → client" }).click();
  await page.locator('[data-part="charts"][data-sender="server"]').waitFor();
  assert.equal(await strokes(page, "sequence", "lost-mark"), 0);
  assert.match(await addressBar(page), /sender=server/);
  await page.finish();
});

test("a point that is selected by keys is selected everywhere", async () => {
  const page = await stage.open({ ...LESSON, step: 62 });
  await point(page, "sequence").focus();
  await page.keyboard.press("Home");
  await page.waitForFunction(() => /1st segment/.test(window.document.activeElement.getAttribute("aria-label")));
  for (const ordinal of ["3rd", "4th"]) {
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      (ordinal) => window.document.activeElement.getAttribute("aria-label").includes(ordinal),
      ordinal,
    );
  }
  assert.match(await readout(page).textContent(), /4th segment.*len=200.*lost/);
  await page.keyboard.press("Enter");
  await point(page, "sequence").and(page.locator("[aria-pressed=true]")).waitFor();
  await part(page, "row", '[data-side="client"][data-nth="4"][aria-current="true"]').waitFor({ state: "attached" });
  assert.equal((await transport(page)).step, 62, "the player stays where it is");
  await page.keyboard.press("1");
  await arrow(page, "c4").and(page.locator("[aria-pressed=true]")).waitFor();
  await page.finish();
});

test("a click selects the segment that is nearest", async () => {
  const page = await stage.open({ ...LESSON, step: 62 });
  const mark = await point(page, "sequence").locator("circle").last().boundingBox();
  await page.mouse.click(mark.x + mark.width / 2 - 3, mark.y + mark.height / 2);
  await part(page, "row", '[aria-current="true"]').waitFor({ state: "attached" });
  await page.finish();
});

test("a point of the window leads to its moment and to why cwnd is what it is", async () => {
  const page = await stage.open({ ...LESSON, step: 62 });
  await point(page, "window").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL(/variable=client\.cwnd/);
  assert.ok((await transport(page)).step < 62);
  await point(page, "window").and(page.locator("[aria-pressed=true]")).waitFor();
  await part(page, "variable", '[data-variable="cwnd"]').waitFor();
  await page.finish();
});

test("what the charts show of the time, and how, is in the link", async () => {
  const page = await stage.open({ ...LESSON, step: 62 });
  await control(page, "chart-tables").click();
  await page.locator('[data-control="zoom-in"]').last().click();
  await page.waitForURL(/span=\d+-\d+.*charts=tables/);
  const rows = await page.locator("[data-part=chart-tables] tr").count();
  await page.reload();
  await part(page, "chart-tables").waitFor();
  assert.equal(await page.locator("[data-part=chart-tables] tr").count(), rows);
  await page.finish();
});

test("the cursor is dragged to another moment", async () => {
  const page = await stage.open({ ...LESSON, step: 22 });
  const grip = await chart(page, "window").locator(".chart-grip").boundingBox();
  const frame = await chart(page, "window").locator("svg").boundingBox();
  const y = grip.y + grip.height / 2;
  await page.mouse.move(grip.x + grip.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width - 40, y, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => window.stage.transport().step > 30);
  await page.mouse.move(frame.x + frame.width - 40, y);
  await page.mouse.down();
  await page.mouse.move(frame.x + 20, y, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => window.stage.transport().step < 5);
  await page.finish();
});

test("buttons, keys and the wheel zoom in, dragging moves along, and Fit shows everything again", async () => {
  const page = await stage.open({ ...LESSON, step: 30 });
  const fitted = await ticks(page, "sequence");
  const changed = async (before) => {
    await page.waitForFunction(
      (before) => [...window.document.querySelectorAll('[data-chart="sequence"] .chart-tick')].map((tick) => tick.textContent).join() !== before,
      before.join(),
    );
    return ticks(page, "sequence");
  };
  await control(page, "zoom-in").click();
  const near = await changed(fitted);
  await point(page, "sequence").or(chart(page, "window").locator('[data-part="chart-point"]')).first().focus();
  await page.keyboard.press("+");
  const nearer = await changed(near);
  const frame = await chart(page, "sequence").locator("svg").boundingBox();
  await page.mouse.move(frame.x + 200, frame.y + 60);
  await page.mouse.wheel(0, -400);
  const nearest = await changed(nearer);
  await page.mouse.down();
  await page.mouse.move(frame.x + 420, frame.y + 60, { steps: 5 });
  await page.mouse.up();
  await changed(nearest);
  await control(page, "zoom-fit").click();
  await page.waitForFunction(
    (fitted) => [...window.document.querySelectorAll('[data-chart="sequence"] .chart-tick')].map((tick) => tick.textContent).join() === fitted,
    fitted.join(),
  );
  await page.finish();
});

test("two fingers zoom", async () => {
  const page = await stage.open({ ...LESSON, step: 30 });
  const before = await ticks(page, "times");
  await page.evaluate(() => {
    const svg = window.document.querySelector('[data-chart="times"] svg');
    svg.setPointerCapture = () => {};
    const { left, top } = svg.getBoundingClientRect();
    const send = (type, pointerId, x) =>
      svg.dispatchEvent(new PointerEvent(type, { pointerId, pointerType: "touch", clientX: left + x, clientY: top + 40, bubbles: true }));
    send("pointerdown", 1, 150);
    send("pointerdown", 2, 250);
    send("pointermove", 2, 450);
    send("pointerup", 1, 150);
    send("pointerup", 2, 450);
  });
  await page.waitForFunction(
    (before) => [...window.document.querySelectorAll('[data-chart="times"] .chart-tick')].map((tick) => tick.textContent).join() !== before,
    before.join(),
  );
  await page.finish();
});

test("the tables have the numbers of the charts, as far as the cursor is", async () => {
  const page = await stage.open({ ...LESSON, step: 22 });
  await control(page, "chart-tables").click();
  const table = page.locator('table[data-chart="sequence"]');
  const rows = () => table.locator("tbody tr").count();
  const before = await rows();
  await toEnd(page);
  await page.waitForFunction((before) => window.document.querySelectorAll('table[data-chart="sequence"] tbody tr').length > before, before);
  assert.equal(await rows(), 6);
  assert.match(await table.textContent(), /lost/);
  await table.getByRole("button", { name: "Select segment 1", exact: true }).click();
  await table.locator('tr[aria-current="true"]').waitFor();
  assert.match(await page.locator('table[data-chart="times"]').textContent(), /60 ms/);
  assert.match(await page.locator('table[data-chart="window"]').textContent(), /slow start/);
  await page.finish();
});

test("while a question waits, no number stands in a chart, and nothing that is to come", async () => {
  const page = await stage.open({ ...LESSON, mode: "predict", step: 40 });
  const shown = await part(page, "charts").evaluate((charts) => charts.outerHTML);
  assert.doesNotMatch(shown, /seq=|ack=|len=/);
  assert.doesNotMatch(shown, /chart-to-come/);
  assert.deepEqual(new Set((await ticks(page, "sequence")).filter((tick) => !tick.endsWith("s"))), new Set(["?"]));
  await control(page, "chart-tables").click();
  assert.equal(await page.locator("table[data-chart]").count(), 0);
  await choice(page, "watch").click();
  await page.locator("table[data-chart]").first().waitFor();
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`the charts and their tables are accessible, light and dark (${lang})`, async () => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      for (const link of [
        { lesson: "lost-segment", step: 40, segment: "c3" },
        { lesson: "handshake", step: 6, mode: "predict" },
      ]) {
        await show(page, { theme, lang, view: "charts", ...link });
        await chart(page, "sequence").waitFor();
        await assertAccessible(page);
      }
      await show(page, { theme, lang, view: "charts", lesson: "lost-segment", step: 40, segment: "c3" });
      await control(page, "chart-tables").click();
      await part(page, "chart-tables").waitFor();
      await assertAccessible(page);
      await control(page, "chart-tables").click();
      await chart(page, "sequence").locator("svg").waitFor();
    }
    await page.finish();
  });
}

test("on a phone the charts do not widen the page", async () => {
  for (const width of [320, 390]) {
    const page = await stage.open({ lesson: "lost-segment", view: "charts", step: 40 }, { viewport: { width, height: 700 } });
    const wide = await page.evaluate(() => window.document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} at ${width}`);
    await page.finish();
  }
});
