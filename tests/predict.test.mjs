// Predict mode stops before a segment, gives nothing of it away, locks the answer, and then shows and grades it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  LESSONS, OCTETS, arrow, atStep, choice, control, document, host, idOf, isPlaying, part, rows, segments, show, theStage,
  transport,
} from "./support/stage.mjs";
import {
  QUESTIONS, answer, blanks, fillIn, fillInAll, goToQuestion, linkTo, lock, wholeRun,
} from "./support/questions.mjs";
import { assertAccessible } from "./support/axe.mjs";

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

const EVERY = { mode: "predict", ask: "every", parts: "seq,ack,flags,len,window,left,right,client,server", lang: "en" };

for (const lesson of ["lost-segment", "four-way-close", "sack"]) {
  test(`${lesson}: asked at every segment, nothing of it is in the page before the answer is locked`, async () => {
    const page = await stage.open();
    const run = await wholeRun(page, lesson);
    const ids = Object.keys(run.rows);
    await show(page, { lesson, ...EVERY });
    for (let asked = 0; asked < 9; asked += 1) {
      await goToQuestion(page);
      const id = ids[(await segments(page)).length];
      const row = run.rows[id];
      const names = await blanks(page);
      // The lesson's own question asks for what it asks for; of any other, each part that there is.
      assert.ok(names.length >= 1, `${id}: ${names}`);
      for (const pane of ["layers", "states", "charts", "ladder"]) {
        await page.locator(`[data-pane="${pane}"]`).click();
        await assertNotThere(page, run.rows, id, pane);
      }
      await fillInAll(page, { ...row, flags: row.flags });
      const judged = await lock(page);
      assert.deepEqual(Object.keys(judged), names, "each part is judged");
      for (const name of names.filter((name) => ["seq", "ack", "flags", "len"].includes(name))) {
        assert.equal(judged[name].right, "true", `${name} of ${id}`);
      }
      for (const name of names.filter((name) => ["seq", "ack"].includes(name))) {
        const said = await part(page, "judged", `[data-ask="${name}"]`).textContent();
        assert.match(said, /=|←/, `${name} of ${id} comes with its arithmetic: ${said}`);
      }
      assert.equal((await segments(page)).map(idOf).includes(id), true, "then the segment is sent");
    }
    await page.finish();
  });
}

/** Neither the segment nor a number that only it or a later one has is in the document, as text or as an attribute. */
async function assertNotThere(page, run, asked, where) {
  const ids = Object.keys(run);
  const earlier = ids.slice(0, ids.indexOf(asked));
  assert.deepEqual((await rows(page)).map(idOf), earlier, `the table ends before ${asked}`);
  const seen = new Set(earlier.flatMap((id) => [run[id].seq, run[id].ack]));
  const whole = (await document(page)).toLowerCase().replace(/[\s,_]/g, "");
  const { seq, ack, flags } = run[asked];
  // Whose ISS it is stands in its host's panel once it is drawn.
  const numbers = flags.includes("SYN") ? [ack] : [seq, ack];
  for (const number of numbers.filter((number) => number !== undefined && !seen.has(number))) {
    for (const form of [number, Number(number).toString(16).padStart(8, "0")]) {
      assert.ok(!whole.includes(form), `${form} stands in the page (${where}) before ${asked} was predicted`);
    }
  }
}

test("what is typed is shown as the number that it comes to", async () => {
  const page = await stage.open(linkTo("handshake", 0));
  await goToQuestion(page);
  const input = page.locator(`[data-answer="ack"]`);
  for (const [typed, shown] of [
    ["4021337102+200", "= 4021337302"],
    ["0xEFB0_1234 + 1", "= 4021293621"],
    ["4294967290 + 10", "(4294967290 + 10) mod 2^32 = 4"],
    ["4,021", "= 4021"],
  ]) {
    await input.fill(typed);
    assert.equal((await part(page, "answer-value").textContent()).trim(), shown, typed);
    assert.ok((await input.getAttribute("aria-describedby")).includes(await part(page, "answer-value").getAttribute("id")));
  }
  await input.fill("4021");
  await part(page, "answer-value").waitFor({ state: "detached" });
  await page.finish();
});

test("hints come one at a time, and the verdict says how many were used", async () => {
  const page = await stage.open(linkTo("handshake", 2));
  await goToQuestion(page);
  assert.equal(await part(page, "hint").count(), 0);
  const seq = page.locator(`[data-hint="seq"]`);
  for (const shown of [1, 2, 3]) {
    await seq.click();
    await part(page, "hint").nth(shown - 1).waitFor();
    assert.equal(await part(page, "hint").count(), shown);
    const said = await page.locator("[data-said=hint]").textContent();
    assert.ok((await part(page, "hint").nth(shown - 1).textContent()).includes(said) && said !== "", "it is spoken");
  }
  assert.equal(await seq.count(), 0, "there are three");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.answer), "seq", "the focus goes to the field");
  await page.locator(`[data-hint="ack"]`).click();
  await assertAccessible(page, { within: "[data-part=question]" });
  await answer(page, { seq: 1, ack: 2 });
  assert.match(await part(page, "hints-used").textContent(), /^4 hints/);
  const { parts } = await page.evaluate(() => ({ parts: document.querySelector("[data-said=hint]").textContent }));
  assert.equal(parts, "", "no longer spoken of");
  await page.finish();
});

test("keys alone lead from question to answer and on, and the focus is always somewhere", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "predict", lang: "en" });
  const focus = () => page.evaluate(() => ({ ...document.activeElement.dataset }));
  const settles = (name, value) =>
    page.waitForFunction(([name, value]) => document.activeElement.dataset[name] === value, [name, value]);
  await control(page, "go-to-question").press("Enter");
  await settles("answer", "ack");
  await page.keyboard.type("4021337001+1");
  await page.keyboard.press("Enter");
  await part(page, "verdict").waitFor();
  await settles("control", "go-to-question");
  assert.ok(await part(page, "verdict").isVisible());
  assert.match(await part(page, "live").textContent(), /Right: 1 of 2 values\./, "the verdict is spoken");
  await page.keyboard.press("Enter");
  await settles("answer", "seq");
  await page.keyboard.type("12x");
  await page.keyboard.press("Tab");
  assert.equal((await focus()).answer, "ack", "from field to field by one key");
  await page.keyboard.press("Enter");
  await settles("answer", "seq");
  assert.equal(await part(page, "question").getAttribute("data-open"), "true", "what is wrong has the focus");
  await page.finish();
});

test("a run that a learner changed asks at every segment where the lesson has no question left", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "predict", ask: "every", parts: "len,window,client", drop: "c1", lang: "en" });
  await part(page, "asking", `[data-every="true"]`).waitFor();
  await goToQuestion(page);
  assert.deepEqual(await blanks(page), ["state-client"], "a SYN has no data, and nothing before it tells its window");
  await control(page, "lock").click();
  assert.equal(await part(page, "field-error").count(), 1, "a state has to be chosen");
  await fillInAll(page, { "state-client": "SYN-SENT" });
  const judged = await lock(page);
  assert.equal(judged["state-client"].right, "true");
  // What is asked is chosen, and what was answered to something else is asked again.
  await part(page, "asking").locator("summary").click();
  await page.locator("[data-ask-part=flags]").click();
  await part(page, "verdict").waitFor({ state: "detached" });
  assert.equal((await segments(page)).length, 0);
  await page.locator("[data-ask-scope=own]").click();
  await part(page, "asking", `[data-every="false"]`).waitFor();
  await page.finish();
});
