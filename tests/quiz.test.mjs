// The quiz: questions of every form, answered by keys alone, judged with the rule behind a wrong answer; what is kept; and
// that nothing of the answer is in the page before it is locked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { addressBar, choice, control, document, part, theStage, transport } from "./support/stage.mjs";
import { answerByKeys, anything, contrast, openQuiz, question } from "./support/quiz.mjs";

const stage = theStage();

/** A series whose first question has this form. */
const FORMS = {
  predict: { skills: "ack", level: 2, seed: 3 },
  ladder: { skills: "isn", level: 3, seed: 2 },
  order: { skills: "syn", level: 3, seed: 10 },
  changed: { skills: "data", level: 2, seed: 2 },
  resent: { skills: "retransmission", level: 3, seed: 2 },
  figure: { skills: "state", level: 2, seed: 2 },
};

const SKILLS = [
  "isn", "syn", "data", "ack", "cumulative", "dupack", "retransmission", "sack", "window", "fin", "rst", "keep-alive", "wrap",
  "relative", "state",
];

/** Answers the question that is shown with anything, and gives what is right. */
async function rightOf(page) {
  await answerByKeys(page, anything(await question(page)));
  return Object.fromEntries(Object.entries(await contrast(page)).map(([name, { right }]) => [name, right]));
}

/** The right answers to the first question of a series: it is the same wherever it is opened. */
async function rightTo(query) {
  const page = await openQuiz(stage, query);
  const right = await rightOf(page);
  await page.finish();
  return right;
}

const isFocused = (page, selector) =>
  page.waitForFunction((selector) => document.activeElement?.matches(selector), selector);
const said = (page) => page.locator('[data-said="verdict"]').textContent();
const number = (page, of) => part(page, "practice", `[data-number="${of}"]`).waitFor();

for (const [form, query] of Object.entries(FORMS)) {
  test(`${form}: a right answer by keys alone is right, and Enter goes on to the next question`, async () => {
    const right = await rightTo(query);
    const page = await openQuiz(stage, query);
    assert.equal((await question(page)).form, form);
    await answerByKeys(page, right);
    for (const [name, { isRight, rule }] of Object.entries(await contrast(page))) {
      assert.equal(isRight, true, name);
      assert.equal(rule, undefined);
    }
    await isFocused(page, '[data-part="verdict"]');
    assert.equal(await said(page), "All right.");
    await page.keyboard.press("Enter");
    await number(page, 2);
    await isFocused(page, "[data-answer], [data-flag]");
    assert.equal(await said(page), "");
    await page.finish();
  });

  test(`${form}: a wrong answer is told with what is right, and then the exchange is seen`, async () => {
    const page = await openQuiz(stage, query);
    const asked = await question(page);
    await answerByKeys(page, anything(asked));
    const judged = await contrast(page);
    assert.deepEqual(Object.keys(judged).sort(), asked.blanks.map(({ name }) => name).sort());
    assert.ok(Object.values(judged).some(({ isRight, given, right }) => !isRight && given !== right));
    assert.match(await said(page), /^Right: \d of \d values\.$/);
    assert.equal(await page.locator(".covered").count(), 0);
    assert.ok((await page.locator('[data-part="task-table"] [data-row]').count()) > 1);
    await page.finish();
  });

  test(`${form}: axe finds nothing, before and after, and a phone needs no scrolling to the side`, async () => {
    for (const width of [390, 320]) {
      for (const lang of ["en", "zh"]) {
        const page = await openQuiz(stage, { ...query, lang }, { viewport: { width, height: 844 } });
        await assertFits(page, width);
        if (width === 390) {
          await assertAccessible(page);
        }
        await answerByKeys(page, anything(await question(page)));
        await assertFits(page, width);
        if (width === 390) {
          await assertAccessible(page);
        }
        await page.finish();
      }
    }
  });
}

for (const width of [390, 320]) {
  test(`settings and summary need no scrolling to the side, ${width} pixels wide`, async () => {
    const page = await openQuiz(stage, FORMS.order, { viewport: { width, height: 844 } });
    await part(page, "quiz-settings").locator("summary").click();
    await assertFits(page, width);
    await answerByKeys(page, anything(await question(page)));
    await page.locator(".task-facts").first().waitFor();
    const exchange = page.locator(".task-facts [role=region]");
    assert.equal(await exchange.evaluate((region) => region.scrollWidth - region.clientWidth), 0);
    await control(page, "quiz-sum-up").click();
    await part(page, "quiz-summary").waitFor();
    await assertFits(page, width);
    const region = part(page, "quiz-summary").locator('[role="region"]');
    assert.equal(await region.evaluate((region) => region.scrollWidth - region.clientWidth), 0);
    await assertAccessible(page);
    await page.finish();
  });
}

const assertFits = async (page, width) =>
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, "no scrolling to the side");

test("an answer that a wrong rule gives is told by its name", async () => {
  const query = { skills: "syn", level: 1, seed: 1 };
  const right = await rightTo(query);
  const page = await openQuiz(stage, query);
  assert.deepEqual(Object.keys(right), ["ack"], "the question asks for the ack of what answers a SYN");
  // Typed as a sum, whose value is shown.
  await page.locator('[data-answer="ack"]').fill(`${right.ack} - 1`);
  assert.match(await part(page, "answer-value").textContent(), new RegExp(String((Number(right.ack) - 1) >>> 0)));
  await page.keyboard.press("Enter");
  await part(page, "verdict").waitFor();
  assert.equal((await contrast(page)).ack.rule, "syn-zero");
  await page.finish();
});

test("numbers are taken in hexadecimal, and counted as the page counts", async () => {
  const query = { skills: "data", level: 1, seed: 2 };
  const { seq } = await rightTo(query);
  const page = await openQuiz(stage, query);
  await page.locator('[data-answer="seq"]').fill(`0x${Number(seq).toString(16)}`);
  await page.keyboard.press("Enter");
  await part(page, "verdict").waitFor();
  assert.equal((await contrast(page)).seq.isRight, true);

  const relative = await openQuiz(stage, query);
  const absolute = await relative.locator('[data-row="c1"] [data-cell="seq"]').textContent();
  await choice(relative, "relative").click();
  await relative.locator('[data-row="c1"] [data-cell="seq"]', { hasText: /^0$/ }).waitFor();
  const counted = await rightOf(relative);
  assert.notEqual(counted.seq, seq);
  assert.ok(Number(counted.seq) < 100_000, "it is counted from the ISN");
  assert.notEqual(absolute, "0");
  // What is locked stays as it was counted.
  await choice(relative, "absolute").click();
  await control(relative, "quiz-next").focus();
  assert.equal((await contrast(relative)).seq.right, counted.seq);
  await page.finish();
  await relative.finish();
});

test("where the modulo is practised a sum stays as it is, and a missing modulo is told", async () => {
  const query = { skills: "wrap", level: 1, seed: 1 };
  const [[name, right]] = Object.entries(await rightTo(query));
  const page = await openQuiz(stage, query);
  const sum = Number(right) + 2 ** 32;
  await page.locator(`[data-answer="${name}"]`).fill(`${sum - 7} + 7`);
  assert.equal((await part(page, "answer-value").textContent()).trim(), `= ${sum}`);
  await page.keyboard.press("Enter");
  await part(page, "verdict").waitFor();
  const judged = (await contrast(page))[name];
  assert.deepEqual([judged.isRight, judged.rule], [false, "wrap"]);
  await page.finish();
});

test("three hints come one at a time, and how many were shown counts", async () => {
  const page = await openQuiz(stage, { skills: "data", level: 1, seed: 2 });
  for (let count = 1; count <= 3; count += 1) {
    await page.locator('[data-hint="seq"]').click();
    await page.waitForFunction((count) => document.querySelectorAll('[data-part="hint"]').length === count, count);
  }
  assert.equal(await page.locator('[data-hint="seq"]').count(), 0);
  assert.equal((await part(page, "hint").allTextContents()).some((text) => text.includes("`")), false);
  await answerByKeys(page, anything(await question(page)));
  assert.match(await part(page, "hints-used").textContent(), /3/);
  await control(page, "quiz-sum-up").click();
  const cells = await page.locator('[data-part="quiz-summary"] [data-skill="data"] td').allTextContents();
  assert.deepEqual(cells.slice(0, 3).map((text) => text.trim()), ["1", "0", "3"]);
  await page.finish();
});

test("a series ends with a summary that names wrong rules and leads to where it can be watched", async () => {
  const query = { skills: "syn,ack", level: 1, seed: 1 };
  const page = await openQuiz(stage, query);
  for (let of = 1; of <= 10; of += 1) {
    await number(page, of);
    await answerByKeys(page, anything(await question(page)));
    assert.equal((await control(page, "quiz-next").textContent()).trim(), of === 10 ? "To the summary" : "Next question");
    await isFocused(page, '[data-part="verdict"]');
    await page.keyboard.press("Enter");
  }
  await part(page, "quiz-summary").waitFor();
  await isFocused(page, "#quiz-summary");
  await assertAccessible(page);
  assert.match(await part(page, "quiz-total").textContent(), /^\s*0 of 10/);
  assert.equal(await page.locator('[data-part="quiz-summary"] tbody tr').count(), 2);
  assert.equal(await control(page, "quiz-resume").count(), 0, "no question is left");

  await page.locator('[data-part="quiz-summary"] [data-skill="syn"]').locator(`[data-control="watch-run"]`).click();
  await part(page, "transport").waitFor();
  assert.ok((await transport(page)).step > 0);
  await page.goBack();
  await part(page, "quiz-summary").waitFor();
  await page.locator('[data-part="quiz-summary"] [data-skill="syn"]').locator(`[data-control="watch-lesson"]`).click();
  await part(page, "transport").waitFor();
  assert.match(await addressBar(page), /lesson=handshake/);
  assert.equal((await transport(page)).step, 10);
  await page.goBack();
  await part(page, "quiz-summary").waitFor();

  // Once more: the same skills, other questions.
  await control(page, "quiz-again").click();
  await number(page, 1);
  await page.waitForFunction(() => !/seed=1(&|$)/.test(window.location.search));
  assert.match(await addressBar(page), /skills=syn%2Cack&level=1&seed=\d+$/);
  await page.finish();
});

test("the run can be watched in the stage at the moment of the question, and back the question is as it was", async () => {
  const page = await openQuiz(stage, FORMS.predict);
  await answerByKeys(page, anything(await question(page)));
  const before = await contrast(page);
  await page.waitForURL(/mode=quiz/);
  await control(page, "quiz-watch").click();
  await part(page, "transport").waitFor();
  assert.match(await addressBar(page), /edit=.*step=\d+/);
  assert.ok((await transport(page)).step > 0);
  await page.goBack();
  await part(page, "verdict").waitFor();
  assert.deepEqual(await contrast(page), before);
  assert.equal((await question(page)).number, 1);
  // So it is by the button of the stage.
  await control(page, "quiz-watch").click();
  await part(page, "transport").waitFor();
  await choice(page, "quiz").click();
  await part(page, "verdict").waitFor();
  assert.deepEqual(await contrast(page), before);
  // And when the page is loaded again.
  await page.waitForURL(/mode=quiz/);
  await page.reload();
  await part(page, "verdict").waitFor();
  assert.deepEqual(await contrast(page), before);
  await page.finish();
});

test("what is thought of each skill is kept, told as uncalibrated, saved with the progress, and erased with it", async () => {
  const page = await openQuiz(stage, { skills: "data", level: 1, seed: 2 });
  await answerByKeys(page, anything(await question(page)));
  await page.reload();
  await part(page, "verdict").waitFor();
  await part(page, "quiz-settings").locator("summary").click();
  const row = page.locator('[data-part="skills"] [data-skill="data"]');
  assert.equal(await row.getAttribute("data-asked"), "1");
  assert.notEqual(await row.getAttribute("data-known"), "200000");
  assert.match(await part(page, "uncalibrated").textContent(), /uncalibrated/);
  await assertAccessible(page);
  await control(page, "lesson").click();
  const [download] = await Promise.all([page.waitForEvent("download"), control(page, "export-progress").click()]);
  assert.match(readFileSync(await download.path(), "utf8"), /^quiz answered=1 last=data\nquiz data known=\d+ asked=1 right=0/m);
  await control(page, "erase-progress").click();
  await control(page, "erase-progress").click();
  await page.waitForFunction(() => window.localStorage.getItem("synackademy.mastery") === "");
  await page.reload();
  await part(page, "practice").waitFor();
  assert.equal((await question(page)).locked, false);
  await page.finish();
});

test("where the browser keeps nothing, the quiz goes on all the same", async () => {
  const page = await openQuiz(stage, FORMS.predict);
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException("no", "SecurityError"); } });
    }
  });
  await page.reload();
  await part(page, "task").waitFor();
  await answerByKeys(page, anything(await question(page)));
  await page.keyboard.press("Enter");
  await number(page, 2);
  await control(page, "quiz-sum-up").click();
  await part(page, "quiz-summary").waitFor();
  await control(page, "quiz-resume").click();
  await number(page, 2);
  await page.finish();
});

test("without a seed the next question follows from the answers, and never two of one skill in a row", async () => {
  const page = await openQuiz(stage);
  const skills = [];
  for (let of = 1; of <= 6; of += 1) {
    await number(page, of);
    await answerByKeys(page, anything(await question(page)));
    skills.push((await page.locator(".question-number").textContent()).split(" · ")[1].trim());
    await isFocused(page, '[data-part="verdict"]');
    await page.keyboard.press("Enter");
  }
  assert.ok(skills.every((skill, place) => skill !== skills[place - 1]), skills.join());
  assert.match(await part(page, "seed").textContent(), /^Seed \d+$/);
  await page.finish();
});

test("skills, level and seed are chosen, and the link has them", async () => {
  const page = await openQuiz(stage);
  await part(page, "quiz-settings").locator("summary").click();
  await page.locator('[data-part="skills"] [data-skill="fin"] input').check();
  await control(page, "quiz-level").selectOption("2");
  await control(page, "quiz-seed").fill("42");
  await control(page, "quiz-begin").click();
  await part(page, "practice", '[data-seed="42"]').waitFor();
  await page.waitForURL(/mode=quiz.*seed=42.*skills=fin.*level=2/);
  const shown = await part(page, "task").textContent();
  const again = await openQuiz(stage, { seed: 42, skills: "fin", level: 2 });
  assert.equal(await part(again, "task").textContent(), shown, "the link gives the same question");
  await page.finish();
  await again.finish();
});

for (const [lang, letters] of [["en", /The link/], ["zh", /链接/]]) {
  test(`what is wrong with a link is told, and the quiz begins without it (${lang})`, async () => {
    const page = await openQuiz(stage, {
      lang, seed: "-3", skills: "ack,nothing,<b>x</b>", level: "9", attempts: "x", feedback: "never",
    });
    const told = await part(page, "quiz-notices").locator("li").allTextContents();
    assert.equal(told.length, 6);
    assert.ok(told.every((sentence) => letters.test(sentence)), told.join("\n"));
    assert.equal(await part(page, "quiz-notices").locator("b").count(), 0);
    assert.equal(await part(page, "task").count(), 1);
    await page.finish();
  });
}

test("with more attempts a wrong answer may be changed, and with feedback at the end nothing is told", async () => {
  const query = { ...FORMS.ladder, attempts: "unlimited" };
  const right = await rightTo(FORMS.ladder);
  const page = await openQuiz(stage, query);
  for (const { name } of (await question(page)).blanks) {
    await page.locator(`[data-answer="${name}"]`).fill("5");
  }
  await control(page, "lock").click();
  await part(page, "tried").waitFor();
  assert.equal(await part(page, "judged").count(), 0);
  await answerByKeys(page, right);
  assert.equal(await said(page), "All right.");
  // It is right in the round; what is known was seen by the first answer.
  const known = await page.evaluate(() => window.localStorage.getItem("synackademy.mastery"));
  assert.match(known, /^quiz isn known=\d+ asked=1 right=0 /m);
  await page.finish();

  const kept = await openQuiz(stage, { ...FORMS.ladder, feedback: "end" });
  await answerByKeys(kept, anything(await question(kept)));
  assert.equal(await part(kept, "judged").count(), 0);
  assert.ok((await kept.locator(".covered").count()) > 0, "what was asked for stays covered");
  assert.equal(await control(kept, "quiz-watch").count(), 0);
  await kept.finish();
});

test("what moves after the answer stands still for those who want less motion", async () => {
  const page = await openQuiz(stage, FORMS.predict, { reducedMotion: "reduce" });
  await answerByKeys(page, anything(await question(page)));
  assert.equal(await page.locator(".task-arrow.asked .task-line").evaluate((line) => getComputedStyle(line).animationName), "none");
  await page.finish();
  const moving = await openQuiz(stage, FORMS.predict);
  await answerByKeys(moving, anything(await question(moving)));
  assert.equal(await moving.locator(".task-arrow.asked .task-line").evaluate((line) => getComputedStyle(line).animationName), "task-grow");
  await moving.finish();
});

/** How a number could stand in the page. */
const written = (number) => [
  String(number), number.toLocaleString("en"), number.toLocaleString("fr"), `0x${number.toString(16)}`, `0x${number.toString(16).toUpperCase()}`,
];

/** Whether a text has a number by itself, and not within a longer one. */
const hasNumber = (text, number) => new RegExp(`(?<![\\w.])${number}(?![\\w])`).test(text);

test("before the answer is locked no field has it, and no number of four digits of it is elsewhere in the page, in any form and skill", async () => {
  const forms = new Set();
  const page = await openQuiz(stage);
  for (const [place, skill] of SKILLS.flatMap((skill) => [1, 2, 3].map((level) => [level, skill]))) {
    const query = { lang: "en", mode: "quiz", seed: 403 + place, skills: skill, level: place };
    await page.evaluate((query) => {
      window.sessionStorage.clear();
      window.location.search = new URLSearchParams(query).toString();
    }, query);
    await part(page, "practice", `[data-seed="${query.seed}"]`).waitFor();
    await part(page, "task", '[data-locked="false"]').waitFor();
    const asked = await question(page);
    forms.add(asked.form);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll("[data-row]")].map((row) => [...row.children].map((cell) => cell.textContent).join(" ")),
    );
    const whole = await withoutExchange(page);
    const iss = await isns(page);
    const filled = await filledIn(page);
    const judged = await (async () => (await answerByKeys(page, anything(asked)), contrast(page)))();
    assert.ok(filled.every((value) => value === ""), `${filled.join()}: seed ${query.seed}, ${skill}, level ${place}`);
    for (const [name, { right }] of Object.entries(judged)) {
      const value = Number(right);
      if (!/^\d+$/.test(right) || value < 1000) {
        continue;
      }
      // As it is, and counted from or to each side's ISN.
      const values = [value, ...iss.flatMap((iss) => [(value - iss) >>> 0, (value + iss) >>> 0])].filter((value) => value >= 1000);
      for (const text of values.flatMap(written)) {
        assert.ok(!hasNumber(whole, text), `${text} (${name}) stands outside of the exchange: seed ${query.seed}, ${skill}, level ${place}`);
      }
      // A cell that is asked for does not have it; another segment that says the same rightly does.
      const [row] = name.match(/^[cs]\d+/) ?? [];
      if (row !== undefined) {
        assert.match(rows.find((text) => text.startsWith(`${row} `)), /\?/);
      }
    }
    // What is asked of a segment that is still to come is not there at all.
    const after = await page.locator("[data-row][data-asked=true]").count();
    if (asked.form === "predict" || asked.form === "resent") {
      assert.equal(after, 1);
      const id = await page.locator("[data-row][data-asked=true]").getAttribute("data-row");
      assert.ok(!rows.some((text) => text.startsWith(`${id} `)), `${id} was there before`);
    }
  }
  assert.deepEqual([...forms].sort(), Object.keys(FORMS).sort(), "every form was looked at");
  await page.finish();
});

/** What the fields of the answer have in them: nothing is chosen, nothing is pressed, nothing is typed. */
const filledIn = (page) =>
  page.evaluate(() => [
    ...[...document.querySelectorAll("input[data-answer]")].flatMap((field) => [field.value, field.placeholder, field.defaultValue]),
    ...[...document.querySelectorAll("select[data-answer]")].map((field) => (field.selectedIndex === 0 ? "" : field.value)),
    ...[...document.querySelectorAll("[data-flag][aria-pressed=true]")].map((flag) => flag.dataset.flag),
  ]);

/** Texts and attributes of the page without what its table and its drawing, which say the same, may show. */
const withoutExchange = (page) =>
  page.evaluate(() => {
    const whole = document.documentElement.cloneNode(true);
    for (const shown of whole.querySelectorAll('[data-part="task-table"] tbody, [data-part="task-drawing"], [data-part="task-cards"], script, style, link')) {
      shown.remove();
    }
    return whole.outerHTML;
  });

/** The ISNs that may be seen, if they are. */
const isns = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("[data-row]")]
      .filter((row) => row.querySelector('[data-cell="flags"]').textContent.includes("SYN"))
      .map((row) => Number(row.querySelector('[data-cell="seq"]').textContent))
      .filter((iss) => Number.isFinite(iss)),
  );

test("the quiz says everything in Chinese, too", async () => {
  const page = await openQuiz(stage, { ...FORMS.resent, lang: "zh" });
  await answerByKeys(page, anything(await question(page)));
  const text = await part(page, "practice").textContent();
  assert.match(text, /下一题/);
  assert.doesNotMatch(text, /\b(Next|Question|Lock|right|answer)\b/);
  assert.doesNotMatch(await document(page), /undefined/);
  await page.finish();
});
