// A sheet as a test meets it: opens one, answers its questions by hand, reads what it came to.
import { readFile } from "node:fs/promises";
import { control, part } from "./stage.mjs";

/** Opens what a link says of sheets. */
export async function openSheet(stage, query = {}, options = {}) {
  const page = await stage.openPlain({ mode: "quiz", lang: "en", ...query }, options);
  await page.locator('[data-part="sheet"], [data-part="sheet-maker"]').waitFor();
  await page.waitForFunction(() => document.querySelector('[data-part="later"]') === null);
  return page;
}

export async function begin(page) {
  await control(page, "sheet-begin").click();
  await part(page, "task").waitFor();
}

/** Answers the question that is shown, blank by blank, and locks the answer. */
export async function fillIn(page, values) {
  const blanks = await page.locator("[data-blank]").all();
  for (const [place, blank] of blanks.entries()) {
    const value = values[place];
    if ((await blank.getAttribute("data-card")) !== null) {
      // Places before this one have their cards already.
      while ((await blank.getAttribute("data-card")) !== value) {
        await page.locator(`[data-card="${value}"] [data-move="up"]`).click();
      }
      continue;
    }
    const field = blank.locator("[data-answer]");
    if ((await field.count()) === 0) {
      for (const flag of value.split(",")) {
        await blank.locator(`[data-flag="${flag}"]`).click();
      }
    } else if (await field.evaluate((field) => field.tagName === "SELECT")) {
      await field.selectOption({ label: value });
    } else {
      await field.fill(value);
    }
  }
  await control(page, "lock").click();
}

/** Goes on to the next question, or to the results. */
export const goOn = (page) => control(page, "quiz-next").click();

/** Hands in at once, whatever is open. */
export async function handIn(page) {
  await control(page, "hand-in").click();
  if ((await part(page, "sheet-results").count()) === 0) {
    await control(page, "hand-in").click();
  }
  await part(page, "sheet-results").waitFor();
}

/** What is shown in the end: the score, and a row for each thing that was asked. */
export const results = (page) =>
  page.evaluate(() => {
    const shown = document.querySelector('[data-part="sheet-results"]');
    const rows = [...shown.querySelectorAll('[data-part="sheet-row"]')].map((row) => {
      const [asked, answer, right] = [...row.querySelectorAll("td")].map((cell) => cell.textContent);
      return { id: row.dataset.id, isRight: row.dataset.right === "true", rule: row.dataset.rule, asked, answer, right };
    });
    return { score: Number(shown.dataset.score), right: Number(shown.dataset.right), asked: Number(shown.dataset.asked), rows };
  });

/** What is right of each question of a sheet: a list of values for each, in the order of the blanks. */
export async function rightOf(stage, query) {
  const page = await openSheet(stage, query);
  await begin(page);
  await handIn(page);
  const questions = new Map();
  for (const { id, right } of (await results(page)).rows) {
    const question = id.slice(0, id.lastIndexOf("."));
    questions.set(question, [...(questions.get(question) ?? []), right]);
  }
  await page.finish();
  return [...questions.values()];
}

/** Presses a button, and gives the text of the file that the browser saves. */
export async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), control(page, name).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}
