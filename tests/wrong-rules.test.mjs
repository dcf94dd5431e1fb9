// A wrong answer is named by the wrong rule that yields it, with this exchange's numbers, in the learner's language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { part, show, theStage } from "./support/stage.mjs";
import { QUESTIONS, answer, goToQuestion, linkTo, wholeRun } from "./support/questions.mjs";

const stage = theStage();

// The lesson, its question, what is answered, to what, from both sides' ISS, and the rule that it comes from.
const WRONG = [
  ["handshake", 0, "ack", (client) => client, "syn-zero"],
  ["handshake", 0, "ack", (client) => client + 4, "isn-bytes"],
  ["handshake", 0, "ack", () => 1, "rel-abs"],
  ["handshake", 1, "seq", (client) => client, "syn-zero"],
  ["handshake", 1, "seq", (_, server) => server + 1, "swap"],
  ["handshake", 1, "ack", (client) => client + 1, "swap"],
  ["handshake", 1, "ack", (_, server) => server + 4, "isn-bytes"],
  ["handshake", 2, "seq", (client) => client + 2, "ack-consumes"],
  ["lost-segment", 1, "ack", (client) => client + 451, "dup-advances"],
  ["lost-segment", 2, "seq", (client) => client + 451, "retx-new"],
  ["lost-segment", 3, "ack", (client) => client + 301, "cumul-each"],
  ["lost-segment", 3, "ack", (client) => client + 450, "ack-last"],
  ["lost-segment", 3, "ack", (client) => client + 452, "data-plus-one"],
  ["lost-segment", 3, "ack", (client) => client + 102, "seg-count"],
  ["four-way-close", 1, "ack", (client) => client + 101, "fin-zero"],
  ["four-way-close", 2, "seq", (_, server) => server + 50, "ack-last"],
  ["four-way-close", 2, "seq", (_, server) => server + 2, "seg-count"],
  ["four-way-close", 3, "seq", (client) => client + 101, "fin-zero"],
  ["four-way-close", 3, "ack", (_, server) => server + 51, "fin-zero"],
  ["four-way-close", 3, "ack", () => 12345, undefined],
];

const told = new Set(WRONG.map(([, , , , rule]) => rule));

for (const lesson of Object.keys(QUESTIONS)) {
  test(`${lesson}: each wrong value is named by its rule`, async () => {
    const page = await stage.open();
    const { client, server } = await wholeRun(page, lesson);
    for (const [, index, ask, value, rule] of WRONG.filter(([of]) => of === lesson)) {
      const right = QUESTIONS[lesson][index].right(client, server);
      const given = value(client, server) >>> 0;
      await show(page, linkTo(lesson, index));
      await goToQuestion(page);
      const judged = await answer(page, { ...right, [ask]: given });
      const of = `${ask} = ${given} to question ${index + 1}`;
      assert.equal(judged[ask].right, "false", of);
      assert.equal(judged[ask].rule, rule, of);
      for (const other of Object.keys(judged).filter((other) => other !== ask)) {
        assert.equal(judged[other].right, "true", `${other} beside ${of}`);
      }
      const said = await part(page, "judged", `[data-ask="${ask}"]`).textContent();
      assert.ok(said.includes(String(given)), `${of} is shown: ${said}`);
      assert.ok(said.includes(String(right[ask])), `the right value is shown beside it: ${said}`);
    }
    await page.finish();
  });
}

test("at least eight rules are told apart", () => {
  told.delete(undefined);
  assert.ok(told.size >= 8, [...told].join(", "));
});

test("relative numbers are asked for and judged as relative", async () => {
  const page = await stage.open();
  const { client } = await wholeRun(page, "handshake");
  for (const [given, right, rule] of [
    [1, "true", undefined],
    [0, "false", "syn-zero"],
    [client + 1, "false", "rel-abs"],
  ]) {
    await show(page, linkTo("handshake", 0, { numbers: "relative" }));
    await goToQuestion(page);
    const { ack } = await answer(page, { ack: given, flags: "SYN,ACK" });
    assert.deepEqual([ack.right, ack.rule], [right, rule], `ack = ${given}`);
  }
  await page.finish();
});

test("wrong flags are said to be wrong", async () => {
  const page = await stage.open();
  const { client } = await wholeRun(page, "handshake");
  await show(page, linkTo("handshake", 0));
  await goToQuestion(page);
  const { flags, ack } = await answer(page, { ack: client + 1, flags: "SYN" });
  assert.equal(flags.right, "false");
  assert.equal(ack.right, "true");
  await page.finish();
});

test("the diagnosis is in the learner's language", async () => {
  const page = await stage.open();
  const { client } = await wholeRun(page, "handshake");
  for (const [lang, letters] of [["en", /[a-z]{4} [a-z]/], ["zh", /[\u4e00-\u9fff]{4}/]]) {
    await show(page, linkTo("handshake", 0, { lang }));
    await goToQuestion(page);
    await answer(page, { ack: client, flags: "SYN,ACK" });
    const said = await part(page, "judged", `[data-ask="ack"]`).textContent();
    assert.match(said, letters);
    if (lang === "zh") {
      assert.doesNotMatch(said, /[a-z]{3,} [a-z]{3,} [a-z]{3,}/, "no English sentence is left");
    }
  }
  await page.finish();
});
