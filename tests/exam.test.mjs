// Sheets: one is made with a form, its link asks everybody the same, and what that came to can be taken along.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { assertAccessible } from "./support/axe.mjs";
import { begin, fillIn, goOn, handIn, openSheet, results, rightOf, saved } from "./support/sheet.mjs";
import { control, part, theStage } from "./support/stage.mjs";

const stage = theStage();

const SHEET = { count: 3, seed: 2, skills: "ack,data,fin", level: 1 };
/** As a spreadsheet reads it: with or without a mark of the encoding. */
const table = (text) => parse(text, { bom: true, columns: true });

test("a sheet is made with its form, and its link asks somebody else the same", async () => {
  const page = await stage.openPlain({ mode: "quiz", lang: "en" });
  await control(page, "make-sheet").click();
  await part(page, "sheet-maker").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "sheet-heading", "the focus is not lost");
  assert.match(await page.locator('[data-field="seed"]').inputValue(), /^\d{4,6}$/, "a seed is drawn");
  await page.locator('[data-field="title"]').fill("Week 3 & <b>more</b>");
  await page.locator('[data-field="count"]').fill("4");
  await page.locator('[data-field="seed"]').fill("77");
  await page.locator('[data-skill="syn"]').check();
  await page.locator('[data-skill="fin"]').check();
  await page.locator('[data-lesson="handshake"]').check();
  await page.locator('[data-field="minutes"]').fill("30");
  await page.locator('[data-field="attempts"]').selectOption("2");
  await page.waitForFunction(() => document.querySelector('[data-control="sheet-link-text"]').value.includes("attempts=2"));
  const link = await page.locator('[data-control="sheet-link-text"]').inputValue();
  assert.match(link, /mode=quiz&lang=en&count=4&seed=77&skills=syn%2Cfin&lessons=handshake&attempts=2&minutes=30&title=/);
  await page.waitForFunction(() => window.location.search.includes("attempts=2"));
  await page.reload();
  await part(page, "sheet-maker").waitFor();
  assert.equal(await page.locator('[data-control="sheet-link-text"]').inputValue(), link, "what was chosen is in the address");
  await page.finish();

  const asked = [];
  for (const _ of ["one", "another"]) {
    const learner = await openSheet(stage, Object.fromEntries(new URL(link).searchParams));
    assert.equal((await learner.locator("#sheet-heading").textContent()).trim(), "Week 3 & <b>more</b>");
    const facts = await part(learner, "sheet-facts").textContent();
    assert.match(facts, /7 questions.*answered 2 times.*30 minutes/s);
    await begin(learner);
    assert.match(await part(learner, "time-left").textContent(), /30:00|29:59/);
    await handIn(learner);
    asked.push((await results(learner)).rows.map(({ id, right }) => `${id} ${right}`));
    await learner.finish();
  }
  assert.deepEqual(asked[0], asked[1]);
  assert.ok(asked[0][0].startsWith("handshake."), "a lesson's own questions come first");
});

test("answers right, wrong and open come to a score, a table and two files that say the same", async () => {
  const right = await rightOf(stage, SHEET);
  assert.equal(right.length, 3);
  const page = await openSheet(stage, SHEET);
  await begin(page);
  await fillIn(page, right[0]);
  await part(page, "verdict").waitFor();
  assert.equal(await part(page, "judged", '[data-right="true"]').count(), right[0].length);
  await goOn(page);
  await fillIn(page, right[1].map((value) => (/^\d+$/.test(value) ? String((Number(value) + 1) % 2 ** 32) : value)));
  await part(page, "verdict").waitFor();
  await goOn(page);
  await control(page, "sheet-skip").click();
  await part(page, "sheet-open").waitFor();
  await handIn(page);
  const came = await results(page);
  assert.equal(came.asked, 3);
  assert.deepEqual(came.rows.filter(({ id }) => id.startsWith("q2-1-")).map(({ isRight }) => isRight), right[0].map(() => true));
  assert.ok(came.rows.filter(({ id }) => id.startsWith("q2-3-")).every(({ answer, isRight }) => answer === "" && !isRight));
  assert.ok(came.score >= 0.3333 && came.score < 0.7, `a score of ${came.score}`);

  await page.locator('[data-field="learner"]').fill("=Ann O’Hara");
  const csv = await saved(page, "save-csv");
  assert.equal(csv.name, "synackademy-results-2.csv");
  const lines = table(csv.text);
  const json = JSON.parse((await saved(page, "save-json")).text);
  assert.equal(json.format, "synackademy-results");
  assert.deepEqual([json.score, json.asked, json.complete, json.seed, json.learner], [came.score, 3, true, "2", "=Ann O’Hara"]);
  const ofSheet = ["learner", "title", "seed", "begun", "ended"];
  assert.deepEqual(lines.map(({ id, answer }) => [id, answer]), came.rows.map(({ id, answer }) => [id, answer]));
  for (const [place, line] of lines.entries()) {
    assert.deepEqual(Object.keys(line), [...ofSheet, ...Object.keys(json.rows[place])]);
    const all = { ...Object.fromEntries(ofSheet.map((name) => [name, json[name]])), ...json.rows[place] };
    for (const [name, value] of Object.entries(all)) {
      assert.equal(line[name].replace(/^'(?=[=+\-@])/, ""), String(value), name);
    }
  }
  assert.match(await part(page, "sheet-results").textContent(), /practice and participation/);
  await page.finish();
});

test("what is answered is not lost when the page is loaded again, nor in another mode", async () => {
  const right = await rightOf(stage, SHEET);
  const page = await openSheet(stage, SHEET);
  await begin(page);
  await fillIn(page, right[0]);
  await part(page, "verdict").waitFor();
  await page.reload();
  await part(page, "verdict").waitFor();
  assert.equal(await part(page, "judged", '[data-right="true"]').count(), right[0].length, "the answer is still there");
  await goOn(page);
  await control(page, "lock").waitFor();
  await page.locator('[data-choice="watch"]').click();
  await part(page, "transport").waitFor();
  await page.locator('[data-choice="quiz"]').click();
  await part(page, "sheet-progress").waitFor();
  assert.match(await part(page, "sheet-progress").textContent(), /Question 2 of 3/);
  await handIn(page);
  assert.equal((await results(page)).right, 1);
  await page.waitForFunction(() => window.location.search.includes("mode=quiz"));
  await page.reload();
  await part(page, "sheet-results").waitFor();
  assert.equal((await results(page)).right, 1, "results stay, too");
  assert.equal(await control(page, "sheet-again").count(), 0, "a question that is asked once is not asked again");
  await page.finish();

  const twice = await openSheet(stage, { ...SHEET, attempts: 2 });
  assert.match(await part(twice, "sheet-facts").textContent(), /in another tab, the link begins a new attempt/);
  await begin(twice);
  await handIn(twice);
  await control(twice, "sheet-again").click();
  await control(twice, "sheet-begin").waitFor();
  await twice.finish();
});

test("what is left open is listed after the last question, can be gone back to, and is handed in only when one says so", async () => {
  const right = await rightOf(stage, SHEET);
  const page = await openSheet(stage, SHEET);
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  await begin(page);
  await control(page, "sheet-skip").click();
  await fillIn(page, right[1]);
  await goOn(page);
  await control(page, "sheet-skip").press("Enter");
  await part(page, "sheet-open").waitFor();
  assert.equal(await focused(), "2 questions are not answered.", "the focus is not lost");
  const open = control(page, "open-question");
  assert.deepEqual(await open.allTextContents(), ["Question 1", "Question 3"]);
  await assertAccessible(page, "what is open");
  await page.reload();
  await part(page, "sheet-open").waitFor();
  await open.first().press("Enter");
  assert.match(await part(page, "sheet-progress").textContent(), /Question 1 of 3/);
  await fillIn(page, right[0]);
  await goOn(page);
  assert.match(await part(page, "sheet-progress").textContent(), /Question 3 of 3/, "what is answered is passed over");
  await control(page, "sheet-skip").click();
  assert.deepEqual(await open.allTextContents(), ["Question 3"]);
  await control(page, "hand-in").click();
  assert.match(await control(page, "hand-in").textContent(), /Hand in with 1 not answered\?/);
  await open.click();
  await fillIn(page, right[2]);
  await goOn(page);
  await part(page, "sheet-results").waitFor();
  assert.equal((await results(page)).right, 3);
  await page.finish();
});

test("time that is limited runs on while the page is away, is told sparingly, and ends the sheet", async () => {
  const [right] = await rightOf(stage, SHEET);
  assert.equal(right.length, 1);
  const page = await stage.openPlain({}, {});
  await page.clock.install({ time: new Date("2026-01-05T10:00:00Z") });
  // The page has written what it shows behind its address.
  const { origin, pathname } = new URL(page.url());
  await page.goto(`${origin}${pathname}?${new URLSearchParams({ mode: "quiz", lang: "en", ...SHEET, minutes: 7 })}`);
  await control(page, "sheet-begin").click();
  await part(page, "task").waitFor();
  const left = () => part(page, "time-left").textContent();
  const said = () => page.locator("[data-said=verdict]").textContent();
  await page.clock.runFor(60_000);
  assert.match(await left(), /6:00|5:59/);
  assert.equal(await said(), "");
  await page.clock.runFor(61_000);
  assert.equal(await said(), "5 minutes left.");
  await page.reload();
  await part(page, "task").waitFor();
  await page.clock.runFor(3 * 60_000);
  assert.match(await left(), /1:\d\d/, "a reload gives no time back");
  // What is filled in and not locked when the time is over is the answer.
  await page.clock.runFor(60_000 + 40_000);
  assert.equal(await said(), "1 minute left.");
  await page.locator("[data-answer]").fill(right[0]);
  await page.clock.runFor(15_000);
  assert.match(await said(), /^10 seconds left\. What is filled in then is taken/);
  await page.clock.runFor(60_000);
  await part(page, "sheet-results").waitFor();
  const told = "The time is up. What was filled in for question 1 was taken as your answer. 2 questions are not answered.";
  assert.equal(await said(), told);
  assert.equal((await part(page, "sheet-time-up").textContent()).trim(), told);
  const { score, rows } = await results(page);
  assert.equal(score, 0.3333);
  assert.deepEqual(rows.map(({ answer }) => answer), [right[0], "", ""]);
  // Time went on while the page was away, and ended with its limit.
  const json = JSON.parse((await saved(page, "save-json")).text);
  const [begun, ended] = [json.begun, json.ended].map((time) => new Date(time).getTime());
  assert.ok(json.begun.startsWith("2026-01-05T10:00:0") && ended - begun === 7 * 60_000, `${json.begun} ${json.ended}`);
  assert.match(await part(page, "sheet-results").textContent(), /7:00/);
  await page.finish();
});

for (const [lang, missed, reached] of [["en", /✗ Not passed.*34 %/, /✓ Passed.*33 %/], ["zh", /✗ 未及格.*34%/, /✓ 及格.*33%/]]) {
  test(`a pass mark is set in the form, and the results say whether it was reached (${lang})`, async () => {
    const query = { ...SHEET, lang };
    const right = await rightOf(stage, query);
    const maker = await openSheet(stage, { ...query, sheet: "new" });
    const field = maker.locator("#sheet-pass");
    const link = async () => new URL(await control(maker, "sheet-link-text").inputValue()).searchParams.get("pass");
    assert.equal(await link(), null);
    for (const wrong of ["0", "101", "60%", "6.5"]) {
      await field.fill(wrong);
      await maker.locator("#sheet-pass[aria-invalid=true]").waitFor();
      assert.match(await maker.locator("#sheet-pass-hint").textContent(), /(Pass mark|及格线).*100/);
      assert.equal(await link(), null, wrong);
    }
    await field.fill("34");
    await maker.locator("#sheet-pass[aria-invalid=false]").waitFor();
    assert.equal(await link(), "34");
    await maker.finish();
    for (const [pass, words, passed] of [[34, missed, false], [33, reached, true]]) {
      const page = await openSheet(stage, { ...query, pass });
      assert.match(await part(page, "sheet-facts").textContent(), new RegExp(`${pass} ?%`));
      await begin(page);
      await fillIn(page, right[0]);
      await handIn(page);
      assert.match(await part(page, "sheet-passed").textContent(), words);
      await assertAccessible(page);
      const json = JSON.parse((await saved(page, "save-json")).text);
      assert.deepEqual([json.passed, json.link.includes(`pass=${pass}`)], [passed, true]);
      await page.finish();
    }
  });
}

test("with feedback at the end nothing is told before, and each question is answered once", async () => {
  const query = { ...SHEET, feedback: "end", attempts: 3 };
  const right = await rightOf(stage, query);
  const page = await openSheet(stage, query);
  assert.match(await part(page, "sheet-notices").textContent(), /attempts=3/);
  await begin(page);
  for (const values of right) {
    assert.equal(await page.locator("[data-hint]").count(), 0, "there are no hints");
    await fillIn(page, values);
    await part(page, "verdict").waitFor();
    assert.equal(await part(page, "judged").count(), 0);
    assert.equal(await control(page, "quiz-watch").count(), 0);
    await goOn(page);
  }
  await part(page, "sheet-results").waitFor();
  assert.deepEqual(await results(page).then(({ score, right }) => [score, right]), [1, 3]);
  assert.ok((await control(page, "sheet-watch").count()) === 3);
  await page.finish();
});

test("of several attempts the best counts, all are counted, and a reload gives none back", async () => {
  const query = { ...SHEET, count: 1, attempts: 3 };
  const [right] = await rightOf(stage, query);
  const wrong = right.map((value) => (/^\d+$/.test(value) ? "1" : value));
  const page = await openSheet(stage, query);
  await begin(page);
  await fillIn(page, wrong);
  await part(page, "tried").waitFor();
  assert.equal(await part(page, "judged").count(), 0, "what is right is not told yet");
  await page.reload();
  await part(page, "tried").waitFor();
  await fillIn(page, right);
  await part(page, "judged").first().waitFor();
  await goOn(page);
  await part(page, "sheet-results").waitFor();
  assert.equal((await results(page)).score, 1);
  const [first] = table((await saved(page, "save-csv")).text);
  assert.equal(first.attempts, "2");
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`what is wrong with a link is told as text, and something else is used (${lang})`, async () => {
    const evil = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
    const query = { lang, count: "999", seed: "x", skills: `syn,${evil}`, lessons: evil, level: "0", minutes: "-1", attempts: evil };
    const page = await openSheet(stage, { ...query, title: `${evil}${"x".repeat(200)}`, feedback: evil });
    const told = await part(page, "sheet-notices").locator("li").allTextContents();
    assert.equal(told.length, 9, told.join("\n"));
    assert.ok(told.every((text) => (lang === "zh" ? /[\u4e00-\u9fff]/.test(text) : /used|left out|cut/.test(text))), told.join("\n"));
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.ok((await page.locator("#sheet-heading").textContent()).startsWith(evil));
    assert.match(await part(page, "sheet-facts").textContent(), /10/);
    await page.finish();
  });
}

test("on paper the questions have blanks, and the key is on pages of its own", async () => {
  const page = await openSheet(stage, { sheet: "new", ...SHEET, count: 4, title: "Paper" });
  await control(page, "sheet-preview").click();
  await part(page, "paper-sheet").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "paper-heading");
  assert.equal(await part(page, "paper-question").count(), 4);
  assert.equal(await part(page, "paper-answer").count(), 4);
  const right = await part(page, "paper-answers").locator("strong").allTextContents();
  assert.ok(right.length >= 4 && right.every((value) => value !== ""));
  await page.emulateMedia({ media: "print" });
  for (const gone of [control(page, "paper-print"), page.locator(".sheet-form"), page.locator(".top-bar")]) {
    assert.equal(await gone.isVisible(), false);
  }
  assert.equal(await part(page, "paper-answers").evaluate((key) => getComputedStyle(key).breakBefore), "page");
  const pages = async () => (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  const both = await pages();
  await page.emulateMedia({ media: null });
  await control(page, "paper-key").uncheck();
  assert.equal(await part(page, "paper-answers").count(), 0);
  await page.emulateMedia({ media: "print" });
  assert.ok((await pages()) < both, "without the key there are fewer pages");
  // What was previewed is what is asked: a change takes it away.
  await page.emulateMedia({ media: null });
  await page.locator('[data-field="count"]').fill("5");
  await part(page, "paper").waitFor({ state: "detached" });
  await page.finish();
});

for (const [lang, width, whose] of [["en", 1440, /^xc1 · made by hand, as if from the client$/], ["zh", 390, /^xc1 · 手工报文段，冒充客户端$/]]) {
  test(`what somebody forges in a lesson is not named as the client's (${lang}, ${width} pixels)`, async () => {
    const page = await openSheet(stage, { lang, lessons: "blind-reset" }, { viewport: { width, height: 844 } });
    await begin(page);
    const table = part(page, "task-table");
    assert.match((await table.locator('[data-whose="xc1"]').textContent()).trim(), whose);
    assert.equal(await table.locator('[data-row="c1"] [data-cell="flags"]').textContent(), "SYN", "c1 is the client's own first");
    const region = page.locator(".task-facts [role=region]");
    assert.equal(await region.evaluate((region) => region.scrollWidth - region.clientWidth), 0, "it needs no scrolling to the side");
    await assertAccessible(page);
    await page.finish();
  });
}

test("a link is copied, or left selected where the browser forbids that", async () => {
  const page = await openSheet(stage, { sheet: "new", ...SHEET }, { permissions: ["clipboard-read", "clipboard-write"] });
  await control(page, "sheet-link-copy").click();
  await page.waitForFunction(() => document.querySelector('[data-part="sheet-link-copied"]').textContent === "Copied.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('[data-control="sheet-link-text"]').inputValue());
  await page.finish();

  const other = await stage.openPlain({});
  await other.addInitScript(() => {
    document.execCommand = () => false;
  });
  await other.goto(`${other.url()}?${new URLSearchParams({ mode: "quiz", lang: "en", sheet: "new", ...SHEET })}`);
  await control(other, "sheet-link-copy").click();
  await other.waitForFunction(() => /Ctrl\+C/.test(document.querySelector('[data-part="sheet-link-copied"]').textContent));
  const selected = await other.evaluate(() => {
    const field = document.querySelector('[data-control="sheet-link-text"]');
    return field.value.slice(field.selectionStart, field.selectionEnd) === field.value;
  });
  assert.ok(selected);
  await other.finish();
});

for (const [lang, colorScheme, width] of [["en", "light", 1440], ["zh", "dark", 390], ["en", "dark", 320]]) {
  test(`every part of a sheet is accessible and fits (${lang}, ${colorScheme}, ${width} pixels)`, async () => {
    const options = { colorScheme, viewport: { width, height: 800 } };
    const fits = async (page) => {
      await assertAccessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0, "nothing is wider than the page");
    };
    const maker = await openSheet(stage, { lang, sheet: "new", ...SHEET, count: 99 }, options);
    await maker.locator(".sheet-lessons").waitFor();
    const problem = await part(maker, "sheet-problem").textContent();
    assert.match(problem, lang === "zh" ? /^题数“99”：/ : /^How many “99”: /, "the field is called as it is in the form");
    await fits(maker);
    await maker.locator('[data-field="count"]').fill("2");
    await control(maker, "sheet-preview").click();
    await part(maker, "paper-sheet").waitFor();
    await fits(maker);
    await maker.finish();
    const page = await openSheet(stage, { lang, ...SHEET, minutes: 5, attempts: 0 }, options);
    await fits(page);
    await begin(page);
    await fits(page);
    await handIn(page);
    await fits(page);
    const region = page.locator('[data-part="sheet-results"] [role="region"]');
    const beyond = await region.evaluate((region) => region.scrollWidth - region.clientWidth);
    assert.equal(beyond, 0, "the results need no scrolling to the side");
    assert.ok((await page.getByRole("cell").count()) > 0, "they are a table, however they are laid out");
    await page.finish();
  });
}
