// Chinese and English are equals: language, theme and numbering change all that they should and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, choice, control, part, rows, theStage, toEnd, transport } from "./support/stage.mjs";
import { answer, goToQuestion, linkTo } from "./support/questions.mjs";

const stage = theStage();

const CHINESE = /[\u4e00-\u9fff]/;
// Four English words in a row. Names of protocols, calls and octets are the same in both languages.
const ENGLISH = /\b[a-z]{2,}[,;:]? [a-z]{2,}[,;:]? [a-z]{2,}[,;:]? [a-z]{2,}\b/;

// Second names of things that are called 慢启动, 快速恢复, 快速重传, 慢启动阈值 and 缓冲区 here.
const SECOND_NAMES = /慢开始|快恢复|快重传|门限|缓存/;

/**
 * The texts and names in the page, without those that say themselves to be in another language, and without octets
 * and program lines, which are what they are.
 */
const textsOf = (page) =>
  page.evaluate(() => {
    const root = window.document.documentElement.lang;
    const isOurs = (element) => {
      const marked = element.closest("[lang]");
      return marked.lang === root && !element.closest("code, kbd, [data-octet], script, style");
    };
    const all = [...window.document.querySelectorAll("title, body *")].filter(isOurs);
    const names = ["aria-label", "title", "placeholder", "alt", "aria-valuetext", "aria-description"];
    return all.flatMap((element) => [
      ...names.map((name) => element.getAttribute(name)).filter(Boolean),
      ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()),
    ]).filter(Boolean);
  });

/** Fails with what in the page is not in `lang`. */
async function assertIn(page, lang, at) {
  const texts = await textsOf(page);
  const foreign = texts.filter((text) => (lang === "zh" ? ENGLISH.test(text) : CHINESE.test(text)));
  assert.deepEqual(foreign, [], `in ${lang}, ${at}`);
  assert.deepEqual(texts.filter((text) => SECOND_NAMES.test(text)), [], `one name for one thing, ${at}`);
  assert.ok(texts.length > 20);
}

for (const lang of ["en", "zh"]) {
  for (const lesson of LESSONS) {
    test(`${lesson} is in its language from beginning to end (${lang})`, async () => {
      const page = await stage.open({ lesson, lang });
      await assertIn(page, lang, "at the beginning");
      while (!(await control(page, "step").isDisabled())) {
        await page.evaluate(() => window.stage.press("step"));
        await assertIn(page, lang, `at step ${(await transport(page)).step}`);
      }
      for (const tab of [1, 2]) {
        await page.getByRole("tab").nth(tab).click();
        for (const index of (await rows(page)).keys()) {
          await page.evaluate((index) => window.stage.select(index), index);
          await assertIn(page, lang, `with tab ${tab} and segment ${index + 1}`);
        }
      }
      await page.finish();
    });
  }

  test(`questions and their judgement are in their language (${lang})`, async () => {
    const page = await stage.open(linkTo("four-way-close", 1, { lang }));
    await assertIn(page, lang, "before the question");
    await goToQuestion(page);
    await assertIn(page, lang, "with the question open");
    await answer(page, { seq: 1, ack: 2, flags: "SYN" });
    await assertIn(page, lang, "with the answer judged");
    await page.finish();
  });

  test(`landmarks have names in their language (${lang})`, async () => {
    const page = await stage.open({ lesson: "handshake", step: 9, lang });
    for (const role of ["main", "banner"]) {
      assert.equal(await page.getByRole(role).count(), 1, role);
    }
    const regions = await page.getByRole("region").evaluateAll((all) =>
      all.map((region) => region.getAttribute("aria-label") ?? region.ariaLabelledByElements?.[0]?.textContent ?? ""),
    );
    assert.ok(regions.length >= 5, regions.join(", "));
    for (const name of regions) {
      assert.equal(CHINESE.test(name), lang === "zh", name);
    }
    await page.finish();
  });
}

test("the language button changes the language of the document, its title and its address, and back", async () => {
  const page = await stage.open({ lesson: "handshake", step: 9, lang: "en" });
  const root = page.locator("html");
  const english = { lang: await root.getAttribute("lang"), title: await page.title(), rows: await rows(page) };
  assert.equal(english.lang, "en");
  await control(page, "lang").click();
  await page.waitForURL(/lang=zh/);
  assert.match(await root.getAttribute("lang"), /^zh/);
  assert.match(await page.title(), CHINESE);
  assert.deepEqual(await rows(page), english.rows, "the exchange is the same in both languages");
  await control(page, "lang").click();
  await page.waitForURL(/lang=en/);
  assert.equal(await page.title(), english.title);
  await page.finish();
});

test("without a language in the link, the browser's first known one is taken", async () => {
  for (const [locale, expected] of [["zh-TW", /^zh/], ["en-GB", /^en/], ["fr-FR", /^en/]]) {
    const page = await stage.open({}, { locale });
    assert.match(await page.locator("html").getAttribute("lang"), expected, locale);
    await page.finish();
  }
});

test("relative numbers are counted from each side's ISS, and hooks stay absolute", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(page);
  const hooks = await rows(page);
  const shown = () => part(page, "row").allTextContents();
  const absolute = await shown();
  hooks.forEach(({ seq }, index) => assert.ok(absolute[index].includes(seq), `${seq} in ${absolute[index]}`));
  await choice(page, "relative").click();
  await page.locator(`[data-choice="relative"][aria-pressed="true"]`).waitFor();
  const relative = await shown();
  const iss = Object.fromEntries(hooks.filter(({ flags }) => flags.includes("SYN")).map(({ side, seq }) => [side, seq]));
  hooks.forEach(({ side, seq }, index) => {
    assert.ok(!relative[index].includes(seq), `${seq} in ${relative[index]}`);
    assert.ok(relative[index].includes(String((Number(seq) - Number(iss[side])) >>> 0)), relative[index]);
  });
  assert.deepEqual(await rows(page), hooks);
  await page.finish();
});

test("the theme is chosen by its button and shown by the document", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  const root = page.locator("html");
  assert.equal(await root.getAttribute("data-theme"), null);
  for (const theme of ["light", "dark"]) {
    await control(page, "theme").click();
    await page.locator(`html[data-theme=${theme}]`).waitFor({ state: "attached" });
    await page.waitForURL(new RegExp(`theme=${theme}`));
  }
  await control(page, "theme").click();
  await page.locator("html:not([data-theme])").waitFor({ state: "attached" });
  await page.finish();
});
