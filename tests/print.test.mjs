// On paper: the ladder with its table, whichever view is on the screen, and nothing that only a screen can use.
import assert from "node:assert/strict";
import { test } from "node:test";
import { control, part, segments, theStage, toEnd } from "./support/stage.mjs";

const stage = theStage();

/** A4 at 96 pixels an inch, within its margins of a centimetre. */
const PAPER = { width: 718, height: 1047 };

/** Opens a page and has it laid out as on paper. */
async function printed(link, options = {}) {
  const page = await stage.open({ lesson: "lost-segment", step: 62, ...link }, { viewport: PAPER, ...options });
  await onPaper(page);
  return page;
}

async function onPaper(page) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.locator(".ladder-sheet").first().waitFor();
}

for (const lang of ["en", "zh"]) {
  for (const view of ["ladder", "layers", "states", "charts"]) {
    test(`the ladder and all of its table are on the sheet (${view}, ${lang})`, async () => {
      const page = await printed({ lang, view });
      const drawn = await page.locator(".ladder-sheet [data-part=segment]").evaluateAll((lines) => [
        ...new Set(lines.map(({ dataset }) => dataset.side + dataset.nth)),
      ]);
      const rows = await page.locator("[data-part=row]").count();
      assert.ok(rows > 10 && drawn.length === rows, `${drawn.length} arrows and ${rows} rows`);
      const beyond = await page.evaluate((width) => {
        const parts = window.document.querySelectorAll(".ladder-sheet, .segment-table :is(table, th, td)");
        return [...parts].filter((it) => it.getBoundingClientRect().right > width).map((it) => it.outerHTML.slice(0, 99));
      }, PAPER.width);
      assert.deepEqual(beyond, []);
      const cut = await page.evaluate(() => {
        const cells = [...window.document.querySelectorAll(".segment-table :is(th, td)")];
        return cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent);
      });
      assert.deepEqual(cut, []);
      for (const gone of [part(page, "transport"), page.locator(".pane-choice"), page.locator(".ladder-long").first()]) {
        assert.ok((await gone.count()) === 0 || !(await gone.isVisible()));
      }
      await page.finish();
    });
  }
}

test("of two runs that are compared both are on paper", async () => {
  const page = await stage.open({ lesson: "handshake", drop: "c1", lang: "en" }, { viewport: { width: 1440, height: 900 } });
  await toEnd(page);
  const sent = (await segments(page)).length;
  await control(page, "compare-own").click();
  await part(page, "compare").waitFor();
  await onPaper(page);
  const heads = await page.locator(".ladder-sheets h2").allTextContents();
  assert.equal(new Set(heads).size, 2);
  assert.ok((await page.locator(".ladder-sheet [data-part=segment]").count()) > sent);
  await page.finish();
});

test("paper is light, whatever the screen is", async () => {
  const page = await printed({ theme: "dark" }, { colorScheme: "dark" });
  assert.equal(await page.evaluate(() => getComputedStyle(window.document.body).color), "rgb(20, 24, 29)");
  await page.finish();
});

test("what is printed comes on few sheets of A4", async () => {
  const page = await stage.open({ lesson: "handshake", step: 42, lang: "en" });
  const paper = await page.pdf({ format: "A4" });
  const sheets = paper.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(sheets >= 2 && sheets <= 8, `${sheets} sheets`);
  await page.finish();
});
