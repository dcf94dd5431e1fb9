// A sheet as a package for a learning platform: the form makes one of the site it is on, and a platform that is as strict as
// the standards are has the sheet answered in it.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { manifestOf, unpackInto, unpacked } from "./support/archive.mjs";
import { launch } from "./support/browser.mjs";
import { assertValid } from "./support/manifest-schema.mjs";
import { launchScorm } from "./support/scorm.mjs";
import { begin, fillIn, goOn, openSheet, rightOf } from "./support/sheet.mjs";
import { serveSite } from "./support/site.mjs";
import { control, part, theStage } from "./support/stage.mjs";

const SITE = process.env.SITE ?? "dist";
const BASE = join(SITE, "package.zip");
// A debug build has none, unless somebody puts one there.
const skip = !existsSync(BASE) && "only the published site has what packages are made from";

const stage = theStage();
const shared = {};
before(async () => (shared.browser = await launch()));
after(async () => {
  await shared.browser?.close();
});

const SHEET = { count: 2, seed: 7, skills: "ack", level: 1, title: 'Week 3 & <"b">' };
const MAKING = { ...SHEET, sheet: "new" };
const MOST = 1_000_000;
const LABELS = { scorm12: "SCORM 1.2", scorm2004: "SCORM 2004" };

const said = (page) => part(page, "sheet-package-said");
const choose = (page, version) => page.getByRole("radio", { name: LABELS[version] }).check();

/** Chooses a version, presses the button, and gives what the browser saves. */
async function downloaded(page, version) {
  await choose(page, version);
  const [download] = await Promise.all([page.waitForEvent("download"), control(page, "sheet-package").click()]);
  return { name: download.suggestedFilename(), octets: await readFile(await download.path()) };
}

const MARKS = { scorm12: "<adlcp:masteryscore>60<", scorm2004: "<imsss:minNormalizedMeasure>0.60<" };

for (const version of ["scorm12", "scorm2004"]) {
  test(`${version}: the manifest of a sheet's package is valid, has its pass mark, and an identifier that no other sheet's has`, { skip }, async () => {
    const page = await openSheet(stage, MAKING, { acceptDownloads: true });
    const texts = [];
    for (const [field, value] of [["pass", "60"], ["seed", "8"], ["seed", "7"]]) {
      await page.locator(`#sheet-${field}`).fill(value);
      const { text, title } = manifestOf(unpacked((await downloaded(page, version)).octets));
      assert.ok(title === SHEET.title && text.includes(MARKS[version]), text);
      await assertValid(version, text);
      texts.push(text);
    }
    const [first, other, same] = texts.map((text) => /<manifest identifier="([^"]+)"/.exec(text)[1]);
    assert.ok(first !== other && first === same, `${first}, ${other}, ${same}`);
    await page.finish();
  });
}

const NAMES = {
  scorm12: { status: "cmi.core.lesson_status", raw: "cmi.core.score.raw", wrong: "wrong" },
  scorm2004: { status: "cmi.completion_status", raw: "cmi.score.raw", wrong: "incorrect" },
};

for (const version of ["scorm12", "scorm2004"]) {
  test(`${version}: a sheet's package is whole, and is answered on a platform, over a visit that is cut off`, { skip }, async (context) => {
    const maker = await openSheet(stage, MAKING, { acceptDownloads: true });
    const { name, octets } = await downloaded(maker, version);
    assert.equal(name, `synackademy-sheet-7-${version}.zip`);
    assert.equal(await said(maker).textContent(), `Saved: ${name}`);
    assert.equal(await maker.locator("[data-said=saved]").textContent(), `Saved: ${name}`);
    const link = new URL(await maker.locator('[data-control="sheet-link-text"]').inputValue());
    await maker.finish();

    assert.ok(octets.length <= MOST, `${octets.length} octets`);
    const files = unpacked(octets);
    const { address, title, listed } = manifestOf(files);
    assert.deepEqual([address, title], [`index.html${link.search}`, SHEET.title]);
    assert.deepEqual(listed.sort(), [...files.keys()].filter((file) => file !== "imsmanifest.xml").sort());
    for (const file of listed.filter((file) => file !== "index.html" && existsSync(join(SITE, file)))) {
      assert.deepEqual(files.get(file), readFileSync(join(SITE, file)), file);
    }

    const folder = unpackInto(files);
    const site = await serveSite({ folder });
    context.after(async () => {
      await site.close();
      rmSync(folder, { recursive: true });
    });
    const { status, raw, wrong } = NAMES[version];
    const right = await rightOf(stage, SHEET);
    const open = (more) => launchScorm(shared.browser, site.url, { version, address, drawn: "sheet", ...more });
    const first = await open();
    await first.until(() => window.record.commits > 0);
    const { values: begun } = await first.record();
    // SCORM 2004 has no status before something is done: one would begin anew what the platform has closed.
    const unbegun = version === "scorm12" ? "incomplete" : undefined;
    assert.deepEqual([begun[status], raw in begun], [unbegun, false], "who has not begun has no score");
    await begin(first.inner);
    await fillIn(first.inner, right[0]);
    await part(first.inner, "verdict").waitFor();
    await first.until(() => Object.keys(window.record.committed.values).some((element) => element.endsWith("score.raw")));
    const { committed, faults } = await first.record();
    assert.deepEqual(faults, []);
    assert.deepEqual([committed.values["cmi.interactions.0.result"], committed.values[raw]], ["correct", "50"]);
    assert.equal(committed.values[status], "incomplete");
    // The platform hears nothing more of it.
    await first.context().close();

    const again = await open({ kept: committed });
    await goOn(again.inner);
    await fillIn(again.inner, right[1].map((value) => String((Number(value) + 1) % 2 ** 32)));
    await part(again.inner, "verdict").waitFor();
    await goOn(again.inner);
    await part(again.inner, "sheet-results").waitFor();
    await again.until(() => /^(complete|completed)$/.test(window.record.committed?.status));
    const { values, calls, faults: later } = await again.record();
    assert.deepEqual(later, []);
    assert.deepEqual([values[raw], values[status]], ["50", "completed"]);
    assert.equal(values[`cmi.interactions.${committed.count}.result`], wrong);
    const ids = calls.filter(([, element]) => /interactions\.\d+\.id$/.test(element)).map(([, , id]) => id);
    assert.ok(ids.length > 0 && ids.every((id) => id !== committed.values["cmi.interactions.0.id"]), "what was told is not told again");
    await again.finish();
  });
}

test("what is made is of the version and of the sheet that are chosen when the button is pressed", { skip }, async () => {
  const page = await openSheet(stage, MAKING, { acceptDownloads: true });
  await downloaded(page, "scorm12");
  await page.locator('[data-field="seed"]').fill("8");
  await page.waitForFunction(() => document.querySelector('[data-part="sheet-package-said"]').textContent === "");
  const { name, octets } = await downloaded(page, "scorm2004");
  assert.equal(name, "synackademy-sheet-8-scorm2004.zip");
  const files = unpacked(octets);
  assert.match(manifestOf(files).address, /seed=8&/);
  assert.match(files.get("index.html").toString(), /<html data-package="scorm2004" /);
  await page.finish();
});

/** Opens the form where the site answers so when it is asked for what packages are made from. */
async function making(lang, answer) {
  const page = await openSheet(stage, { ...MAKING, lang });
  await page.context().route("**/package.zip", answer);
  return page;
}

const FAULTS = {
  "is not reached": [(route) => route.abort(), /could not be fetched/, /无法从本站获取/],
  "has none": [(route) => route.fulfill({ status: 404, body: "Not here." }), /has no packages/, /没有课件包/],
  "fails": [(route) => route.fulfill({ status: 500, body: "" }), /could not be fetched/, /无法从本站获取/],
  "sends a page instead": [(route) => route.fulfill({ status: 200, body: "<!doctype html><p>Sign in" }), /is no package/, /不是课件包/],
};

for (const [fault, [answer, english, chinese]] of Object.entries(FAULTS)) {
  test(`where the site ${fault}, that is said in both languages, and it can be tried again`, async () => {
    for (const [lang, words] of [["en", english], ["zh", chinese]]) {
      const page = await making(lang, answer);
      for (const _ of ["once", "again"]) {
        await control(page, "sheet-package").click();
        await said(page).filter({ hasText: words }).waitFor();
      }
      assert.match(await page.locator("[data-said=missing]").textContent(), words);
      // What the browser itself says of an answer that failed is none of the page's affair.
      await page.context().close();
    }
  });
}

test("without a network that is what is said", async () => {
  const page = await openSheet(stage, { ...MAKING, lang: "en" });
  await page.context().setOffline(true);
  await control(page, "sheet-package").click();
  await said(page).filter({ hasText: /no connection/ }).waitFor();
  await page.context().close();
});

test("it is stopped by the button that began it, with the keyboard, and nothing is saved", async () => {
  // It is answered only when somebody lets it.
  const page = await making("en", () => {});
  const saved = [];
  page.on("download", (download) => saved.push(download));
  await control(page, "sheet-package").focus();
  await page.keyboard.press("Enter");
  await said(page).filter({ hasText: "being made" }).waitFor();
  assert.equal(await control(page, "sheet-package").textContent(), "Stop");
  await page.keyboard.press("Enter");
  await control(page, "sheet-package").filter({ hasText: "Download" }).waitFor();
  assert.equal(await said(page).textContent(), "");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.control), "sheet-package", "the focus stays");
  assert.deepEqual(saved, []);
  await page.context().close();
});

test("the choice and the button have no barrier that axe finds, and fit a narrow page", async () => {
  for (const lang of ["en", "zh"]) {
    const page = await openSheet(stage, { ...MAKING, lang }, { viewport: { width: 320, height: 640 } });
    await control(page, "sheet-package").scrollIntoViewIfNeeded();
    await assertAccessible(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "nothing is wider than the page");
    await page.finish();
  }
});
