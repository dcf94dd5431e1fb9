// The quiz as a test meets it: opens a series, reads a question, answers it by keys alone.
import { part } from "./stage.mjs";

/** Opens the quiz; `query` has what a link to it has. */
export async function openQuiz(stage, query = {}, options = {}) {
  const page = await stage.openPlain({ mode: "quiz", lang: "en", ...query }, options);
  await part(page, "practice").waitFor();
  await page.waitForFunction(() => document.querySelector('[data-part="later"]') === null);
  return page;
}

/** The question that is shown: its form, and its blanks with what each wants. */
export const question = (page) =>
  page.evaluate(() => {
    const practice = document.querySelector('[data-part="practice"]');
    const task = document.querySelector('[data-part="task"]');
    const blanks = [...document.querySelectorAll("[data-blank]")].map((blank) => {
      const name = blank.dataset.blank;
      if (blank.dataset.card !== undefined) {
        return { name, kind: "place", card: blank.dataset.card };
      }
      const field = blank.querySelector("[data-answer]");
      const options = field?.tagName === "SELECT" ? [...field.options].slice(1).map((option) => option.textContent) : undefined;
      return { name, kind: options ? "choice" : field ? "text" : "flags", options };
    });
    return { number: Number(practice.dataset.number), form: task?.dataset.form, locked: task?.dataset.locked === "true", blanks };
  });

/** What is told once an answer is locked: for each blank what was given and what is right. */
export const contrast = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-part="judged"]')].map((judged) => {
        const [given, right] = [...judged.querySelectorAll(".judged-line code")].map((code) => code.textContent);
        const { ask, rule } = judged.dataset;
        return [ask, { isRight: judged.dataset.right === "true", given, right: right ?? given, rule }];
      }),
    ),
  );

/** Something that can be answered to each blank, and is hardly right. An order stays as it is given, which it never is. */
export const anything = ({ blanks }) =>
  Object.fromEntries(
    blanks.map(({ name, kind, options, card }) => [
      name, kind === "place" ? card : kind === "choice" ? options[0] : kind === "flags" ? "URG" : "77777",
    ]),
  );

/** Answers with the keyboard, from wherever the focus is: Tab to each field, type or choose, and Enter. */
export async function answerByKeys(page, values) {
  const { blanks } = await question(page);
  for (const [at, { name, kind, options }] of blanks.entries()) {
    const value = values[name];
    if (kind === "place") {
      await moveUpByKeys(page, value, at);
    } else if (kind === "flags") {
      for (const flag of value.split(",")) {
        await tabTo(page, `[data-blank="${name}"] [data-flag="${flag}"]`);
        await page.keyboard.press("Space");
      }
    } else {
      await tabTo(page, `[data-answer="${name}"]`);
      if (kind === "choice") {
        // The first of the list is none of the choices.
        await page.keyboard.press("Home");
        for (let step = 0; step <= options.indexOf(value); step += 1) {
          await page.keyboard.press("ArrowDown");
        }
      } else {
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.type(String(value));
      }
    }
  }
  await tabTo(page, '[data-control="lock"]');
  await page.keyboard.press("Enter");
  await part(page, "verdict").waitFor();
}

/** The cards of an order, from the top. */
export const cards = (page) =>
  page.locator('[data-part="order"] [data-card]').evaluateAll((rows) => rows.map((row) => row.dataset.card));

/** Moves a card up to the place `at`, from 0, with its button, which keeps the focus. */
async function moveUpByKeys(page, card, at) {
  const steps = (await cards(page)).indexOf(card) - at;
  for (let step = 0; step < steps; step += 1) {
    await tabTo(page, `[data-card="${card}"] [data-move="up"]`);
    await page.keyboard.press("Space");
  }
}

async function tabTo(page, selector) {
  for (let press = 0; press < 80; press += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector}`);
}
