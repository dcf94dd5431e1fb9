// A link that is broken or hostile is said to be, in the learner's language, and the rest of the page works.
import assert from "node:assert/strict";
import { test } from "node:test";
import { atStep, control, document, part, ready, theStage, transport } from "./support/stage.mjs";

const stage = theStage();

const HOSTILE = `<img src=x onerror="window.harmed=1">`;
const list = (length, element) => Array.from({ length }, (_, index) => element(index + 1));

// Each with what the notice has to name, if anything of it can be shown.
const LINKS = {
  "an unknown lesson": ["lesson=five-way-handshake", "five-way-handshake"],
  "a lesson that is markup": [`lesson=${encodeURIComponent(HOSTILE)}`, "<img src=x"],
  "a lesson without a name": ["lesson=", ""],
  "a lesson with a very long name": [`lesson=${"x".repeat(9000)}`, "xxx"],
  "a step that is no number": ["step=abc", "abc"],
  "a negative step": ["step=-1", "-1"],
  "a step beyond the end": ["step=5000", "5000"],
  "a step of twenty digits": ["step=99999999999999999999", "99999999999999999999"],
  "a time that is no number": ["step=3&t=1e9", "1e9"],
  "a time of thirty digits": ["step=3&t=123456789012345678901234567890", "123456789012345678901234567890"],
  "a dropped segment that makes no sense": ["drop=x9", "x9"],
  "a dropped segment of 2^32": ["drop=c4294967296", "c4294967296"],
  "a dropped segment that the run does not have": ["drop=s99", "s99"],
  "5000 dropped segments": [`drop=${list(5000, (nth) => `c${nth}`).join(",")}`, "drop"],
  "5000 commas": [`drop=${",".repeat(5000)}`, ""],
  "a selected segment that the run does not have": ["segment=c99", "c99"],
  "a selected segment in another script": ["segment=%E2%82%AC3", "€3"],
  "a field that is a script": [`field=${encodeURIComponent("<script>window.harmed=1</script>")}`, "<script>"],
  "an unknown language": ["lang=xx", "xx"],
  "an unknown theme": ["theme=sepia", "sepia"],
  "an unknown mode": ["mode=exam", "exam"],
  "an unknown tab": ["tab=bytes", "bytes"],
  "a speed that there is not": ["speed=1000", "1000"],
  "a layer that there is not": ["layer=8", "8"],
  "layer zero": ["layer=0", "0"],
  "an answer to a question that there is not": ["mode=predict&answer=9.9.9.9", "9.9.9.9"],
  "an answer of 2^32": ["mode=predict&answer=0.4294967296.1.2", "0.4294967296.1.2"],
  "an answer with too many parts": ["mode=predict&answer=0.1.2.3.4", "0.1.2.3.4"],
  "a parameter that nothing is known of": [`${encodeURIComponent(HOSTILE)}=1`, "<img src=x"],
  "200 parameters": [list(200, (nth) => `p${nth}=${nth}`).join("&"), ""],
  "octets that are no text": ["lesson=%ff%fe%00", ""],
  "percent signs that encode nothing": ["lesson=%zz%&step=%", "%zz%"],
};

const CHINESE = /[\u4e00-\u9fff]/;

for (const [index, [name, [query, named]]] of Object.entries(LINKS).entries()) {
  test(name, async () => {
    // The language is the learner's own, since a link may name none, or none that there is.
    const [lang, other] = index % 2 === 0 ? ["en", "zh"] : ["zh", "en"];
    const page = await load(query, lang);
    await assertSaid(page, lang, named);
    await control(page, "lang").click();
    await page.locator(`html[lang^=${other}]`).waitFor({ state: "attached" });
    await assertSaid(page, other, named);
    await assertWorks(page);
    await control(page, "dismiss").click();
    await part(page, "notices").waitFor({ state: "detached" });
    page.assertQuiet();
  });
}

const pages = {};

/** Loads a link into the one page whose browser prefers `lang`. */
async function load(query, lang) {
  pages[lang] ??= await stage.open({}, { locale: lang === "en" ? "en-GB" : "zh-CN" });
  await pages[lang].goto(`${pages[lang].url().split("?")[0]}?${query}`);
  await ready(pages[lang]);
  return pages[lang];
}

/** The notices are a few whole sentences in the language, and the first of them names what was not understood. */
async function assertSaid(page, lang, named) {
  const notices = part(page, "notices");
  await notices.waitFor();
  const sentences = await notices.getByRole("listitem").allTextContents();
  const said = await part(page, "live").textContent();
  assert.ok(sentences.every((sentence) => said.includes(sentence)), "a screen reader says them as well");
  assert.ok(sentences.length > 0);
  assert.ok(sentences.length <= 8, `${sentences.length} sentences are more than anyone reads`);
  assert.ok(sentences[0].includes(named), `“${named}” in ${sentences[0]}`);
  for (const sentence of sentences) {
    assert.ok(sentence.length < 200, `a sentence of ${sentence.length} letters`);
    assert.equal(CHINESE.test(sentence), lang === "zh", `in ${lang}: ${sentence}`);
    assert.match(sentence, lang === "zh" ? /。$/ : /\.$/);
  }
}

/** The page can be stepped through, and nothing of the link has become a part of it. */
async function assertWorks(page) {
  if ((await transport(page)).step > 0) {
    await control(page, "start").click();
  }
  await atStep(page, 0);
  await control(page, "step").click();
  await atStep(page, 1);
  assert.equal(await page.evaluate(() => window.harmed), undefined, "no script of the link ran");
  assert.equal(await page.locator("img, iframe, [onerror]").count(), 0);
  assert.doesNotMatch(await document(page), /<img|<script>window\.harmed/);
}

test("what is understood of a broken link is done", async () => {
  const page = await load("lesson=lost-segment&step=7&speed=nine&lang=en", "en");
  await part(page, "notices").waitFor();
  await atStep(page, 7);
  assert.equal(await control(page, "lesson").getAttribute("value"), "lost-segment");
  page.assertQuiet();
});

test("a link that was copied out of HTML, with &amp; for &, is the link that it was", async () => {
  const page = await load("lesson=lost-segment&amp;step=7&amp;lang=zh", "zh");
  await atStep(page, 7);
  assert.equal(await control(page, "lesson").getAttribute("value"), "lost-segment");
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  assert.equal(await part(page, "notices").count(), 0);
  page.assertQuiet();
});

test("a number that is too large is the largest one", async () => {
  const page = await load("lesson=handshake&step=99999999999999999999&lang=en", "en");
  await part(page, "notices").waitFor();
  const { step, steps } = await transport(page);
  assert.equal(step, steps);
  page.assertQuiet();
});
