// Predict mode stops before a segment, gives nothing of it away, locks the answer, and then shows and grades it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  LESSONS, OCTETS, arrow, atStep, choice, control, document, host, idOf, isPlaying, part, rows, segments, show, theStage,
  transport,
} from "./support/stage.mjs";
import { QUESTIONS, answer, fillIn, goToQuestion, linkTo, wholeRun } from "./support/questions.mjs";

const stage = theStage();

for (const lesson of LESSONS) {
  test(`${lesson}: right answers are right, and nothing gives them away before`, async () => {
    const page = await stage.open();
    const run = await wholeRun(page, lesson);
    await show(page, { lesson, mode: "predict", lang: "en" });
    for (const [index, { segment, right }] of QUESTIONS[lesson].entries()) {
      await goToQuestion(page);
      const answers = right(run.client, run.server);
      await assertNothingGivenAway(page, run.rows, segment, answers);

      const judged = await answer(page, answers);
      assert.deepEqual(Object.keys(judged).sort(), Object.keys(answers).sort(), "what is asked for is judged");
      for (const [ask, { right: isRight, rule }] of Object.entries(judged)) {
        assert.equal(isRight, "true", `${ask} of question ${index + 1}`);
        assert.equal(rule, undefined);
      }
      // Then the segment is sent, and it says what was answered.
      const row = (await rows(page)).find((row) => idOf(row) === segment);
      for (const [ask, value] of Object.entries(answers)) {
        assert.equal(row[ask], String(value), `${ask} of ${segment}`);
      }
      assert.equal(await arrow(page, segment).getAttribute("data-fate"), "in-flight");
    }
    assert.equal(await control(page, "go-to-question").count(), 0, "that was the last question");
    await control(page, "end").click();
    await atStep(page, (await transport(page)).steps);
    assert.equal((await host(page, "server")).received, OCTETS[lesson].client);
    await page.finish();
  });
}

/** Neither the asked segment nor anything later is in the page, nor a number that only they have. */
async function assertNothingGivenAway(page, run, asked, { seq, ack }) {
  const ids = Object.keys(run);
  const earlier = ids.slice(0, ids.indexOf(asked));
  assert.deepEqual((await segments(page)).map(idOf), earlier, "the ladder ends before the segment");
  assert.deepEqual((await rows(page)).map(idOf), earlier, "the table ends before the segment");
  for (const side of ["client", "server"]) {
    const { tcb, octets } = await host(page, side);
    for (const variable of ["SND.NXT", "SND.UNA", "RCV.NXT"]) {
      assert.match(tcb[variable], /^\?/, `${variable} of the ${side}`);
    }
    assert.deepEqual(octets, {}, `the buffers of the ${side}`);
  }
  // A number that an earlier segment carries has rightly been seen.
  const seen = earlier.flatMap((id) => [run[id].seq, run[id].ack]);
  const whole = (await document(page)).replace(/[\s,_]/g, "");
  for (const number of [seq, ack].map(String).filter((number) => !seen.includes(number))) {
    assert.ok(!whole.includes(number), `${number} stands in the page before ${asked} was predicted`);
  }
}

test("before the first question is reached, nothing of what comes is in the page", async () => {
  const page = await stage.open();
  const run = await wholeRun(page, "four-way-close");
  await show(page, { lesson: "four-way-close", mode: "predict", lang: "en" });
  assert.equal((await segments(page)).length, 0);
  assert.equal((await rows(page)).length, 0);
  const whole = await document(page);
  for (const { seq, ack, side, flags } of Object.values(run.rows)) {
    const isIss = flags.includes("SYN");
    assert.ok(isIss || !whole.includes(seq), `seq ${seq} of the ${side}`);
    assert.ok(ack === undefined || !whole.includes(ack), `ack ${ack} of the ${side}`);
  }
  await page.finish();
});

test("nothing leads past an open question", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await choice(page, "predict").click();
  await goToQuestion(page);
  const { step, steps } = await transport(page);
  assert.ok(step < steps);
  for (const name of ["toggle", "step", "end"]) {
    assert.ok(await control(page, name).isDisabled(), name);
  }
  for (const key of ["End", "ArrowRight", "Shift+ArrowRight", "Space"]) {
    await page.locator("body").press(key);
  }
  const furthest = await control(page, "position").getAttribute("max");
  await control(page, "position").fill(furthest);
  // What was refused changes nothing; what is allowed shows that all of it was heard.
  await control(page, "back").click();
  await atStep(page, step - 1);
  await control(page, "position").fill(furthest);
  await atStep(page, step);
  assert.equal((await transport(page)).playing, false);
  await part(page, "question", `[data-open="true"]`).waitFor();
  await page.finish();
});

test("playing stops at the question by itself, and goes on once it is answered", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "predict", speed: 4, lang: "en" });
  await control(page, "toggle").click();
  await part(page, "question", `[data-open="true"]`).waitFor();
  await isPlaying(page, false);
  await answer(page, { ack: 5, flags: "RST" });
  await control(page, "toggle").click();
  await part(page, "question", `[data-open="true"]`).waitFor();
  assert.equal(await page.locator("[data-answer]").count(), 2, "the second question asks for seq too");
  await page.finish();
});

// Each is refused where it is typed, in a sentence. What is a little too large is no such thing: it is an answer whose missing
// modulo is told.
const NO_NUMBERS = ["", "   ", "abc", "-1", "1.5", "1e3", "0x", "0xgg", "1+", "9".repeat(39), "٣"];

for (const [lang, letters] of [["en", /[a-z]/], ["zh", /[\u4e00-\u9fff]/]]) {
  test(`what is no sequence number is refused at its field in a sentence (${lang})`, async () => {
    const page = await stage.open(linkTo("handshake", 0, { lang }));
    await goToQuestion(page);
    const input = page.locator(`[data-answer="ack"]`);
    for (const text of NO_NUMBERS) {
      await input.fill(text);
      await control(page, "lock").click();
      const error = part(page, "field-error");
      await error.waitFor();
      const sentence = (await error.textContent()).trim();
      assert.match(sentence, letters, `“${text}”: ${sentence}`);
      assert.match(sentence, lang === "zh" ? /。$/ : /\.$/);
      assert.equal(await input.getAttribute("aria-invalid"), "true");
      assert.equal(await input.getAttribute("aria-describedby"), await error.getAttribute("id"));
      assert.equal(await input.inputValue(), text, "what was typed stays");
      assert.equal(await part(page, "question").getAttribute("data-open"), "true", `“${text}” locks nothing`);
      assert.equal(await part(page, "verdict").count(), 0);
    }
    await input.fill("4294967295");
    await part(page, "field-error").waitFor({ state: "detached" });
    await control(page, "lock").click();
    await part(page, "verdict").waitFor();
    await page.finish();
  });
}

test("hexadecimal and separated numbers are read", async () => {
  const page = await stage.open();
  const run = await wholeRun(page, "handshake");
  const { ack, flags } = QUESTIONS.handshake[0].right(run.client, run.server);
  for (const text of [`0x${ack.toString(16)}`, ack.toLocaleString("en"), ` ${ack} `]) {
    await show(page, linkTo("handshake", 0));
    await goToQuestion(page);
    assert.equal((await answer(page, { ack: text, flags })).ack.right, "true", text);
  }
  await page.finish();
});

test("an answer can be given by keys alone, and begun again", async () => {
  const page = await stage.open(linkTo("handshake", 2));
  await goToQuestion(page);
  await page.locator(`[data-answer="seq"]`).focus();
  await page.keyboard.type("12");
  await page.keyboard.press("Tab");
  await page.keyboard.type("34");
  await page.keyboard.press("Enter");
  await part(page, "verdict").waitFor();
  await part(page, "question").getByRole("button", { name: "Begin again" }).click();
  await atStep(page, 0);
  await goToQuestion(page);
  assert.equal(await page.locator(`[data-answer="seq"]`).count(), 0, "the first question is posed again");
  await page.finish();
});

test("a flag that is pressed twice is not set", async () => {
  const page = await stage.open(linkTo("handshake", 0));
  await goToQuestion(page);
  await fillIn(page, { flags: "SYN,ACK,FIN,FIN" });
  const pressed = await page.locator(`[data-flag][aria-pressed="true"]`).allTextContents();
  assert.deepEqual(pressed.map((name) => name.trim()).sort(), ["ACK", "SYN"]);
  await page.finish();
});
