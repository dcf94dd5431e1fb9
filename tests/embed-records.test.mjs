// What stands in a platform's records of a learner is what that learner did, and all of it: whatever is looked at meanwhile,
// whoever sat there before, however often one comes back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { answerIn } from "./support/hosts.mjs";
import { launchScorm } from "./support/scorm.mjs";
import { begin, fillIn, goOn, handIn, rightOf } from "./support/sheet.mjs";
import { serveSite } from "./support/site.mjs";
import { control, part, theStage } from "./support/stage.mjs";

const stage = theStage();
const shared = {};
const SHEET = { mode: "quiz", lang: "en", count: 2, seed: 7, skills: "ack,data", level: 1 };
before(async () => {
  shared.browser = await launch();
  shared.site = await serveSite();
});
after(async () => {
  await shared.browser?.close();
  await shared.site?.close();
});

/** What is right of each question of the sheet. */
const right = async () => (shared.right ??= await rightOf(stage, SHEET));
const open = (options) => launchScorm(shared.browser, shared.site.url, { query: SHEET, drawn: "sheet", ...options });

const NAMES = {
  scorm12: { status: "cmi.core.lesson_status", success: "cmi.core.lesson_status", raw: "cmi.core.score.raw" },
  scorm2004: { status: "cmi.completion_status", success: "cmi.success_status", raw: "cmi.score.raw" },
};

/** Waits until the records hold something that they did not hold before; gives all of it. */
async function written(page, act) {
  const before = (await page.record()).calls.length;
  await act();
  await page.waitForFunction((before) => window.record.calls.slice(before).some(([, element]) => element === "cmi.suspend_data"), before);
  return page.record();
}

/** Answers the question that is shown of the sheet, and waits until that is in the records. */
const answerFirst = (page) => written(page, async () => fillIn(page.inner, (await right())[0]));

/** Which question is shown. */
const shownOf = ({ inner }) => part(inner, "sheet-progress").textContent();

for (const version of ["scorm12", "scorm2004"]) {
  const { status, success, raw } = NAMES[version];

  test(`${version}: whoever looks at the run of a question has not ended the sheet, and loses no answer`, async () => {
    const page = await open({ version, query: { ...SHEET, pass: 100 } });
    await begin(page.inner);
    await answerFirst(page);
    await control(page.inner, "quiz-watch").click();
    await part(page.inner, "transport").waitFor();
    await written(page, () => control(page.inner, "end").click());
    await page.evaluate(() => document.querySelector("iframe").remove());
    await page.until(() => window.record.isOver);
    const { committed, faults } = await page.record();
    assert.deepEqual(faults, []);
    assert.equal(committed.values[status], "incomplete");
    assert.ok(!(raw in committed.values), "a platform would judge what is there");
    assert.match(committed.suspend, /mode=quiz.*report=/);

    await page.visit(committed);
    assert.match(await shownOf(page), /1 of 2/, "the next visit goes on with the sheet");
    await goOn(page.inner);
    await fillIn(page.inner, (await right())[1]);
    await goOn(page.inner);
    await part(page.inner, "sheet-results").waitFor();
    const { values } = await page.record();
    assert.equal(values[status], version === "scorm12" ? "passed" : "completed");
    assert.deepEqual([values[success], values[raw]], ["passed", "100"]);
    await page.finish();
  });

  test(`${version}: whoever sits down before the same tab sees and sends nothing of the one before`, async () => {
    const theirs = await open({ version });
    await begin(theirs.inner);
    const own = await answerFirst(theirs);
    await theirs.finish();

    const page = await open({ version });
    await begin(page.inner);
    await handIn(page.inner);
    await page.until(() => /complete/.test(window.record.committed.status));
    await page.visit(undefined);
    await control(page.inner, "sheet-begin").waitFor();
    const fresh = await page.record();
    assert.doesNotMatch(fresh.committed.suspend, /report=/);
    await page.visit(own.committed);
    assert.match(await shownOf(page), /1 of 2/);
    await page.inner.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    const { committed, faults } = await page.record();
    const reported = (text) => new URLSearchParams(text).get("report");
    assert.equal(reported(committed.suspend), reported(own.committed.suspend));
    assert.deepEqual(faults, []);
    await page.finish();
  });

  test(`${version}: of practice, too, the next learner before the same tab finds nothing, and the browser keeps nothing`, async () => {
    const page = await open({ version, query: { mode: "quiz", lang: "en", seed: 7, skills: "ack", level: 1 }, drawn: "task" });
    const shown = () => page.inner.locator(".question-number").textContent();
    const first = await shown();
    await fillIn(page.inner, ["1"]);
    await part(page.inner, "verdict").waitFor();
    await goOn(page.inner);
    await control(page.inner, "lock").waitFor();
    assert.notEqual(await shown(), first);
    const kept = () => [localStorage, sessionStorage].flatMap((of) => Object.keys(of)).filter((name) => name.startsWith("synackademy."));
    assert.deepEqual(await page.inner.evaluate(kept), []);
    await page.visit(undefined);
    assert.equal(await shown(), first, "a round of one's own");
    await page.finish();
  });

  test(`${version}: a sheet that is answered and ended at once is recorded as a whole`, async () => {
    const page = await open({ version, query: { ...SHEET, count: 1 } });
    await begin(page.inner);
    await fillIn(page.inner, (await right())[0]);
    await goOn(page.inner);
    await page.until(() => window.record.committed.status === "completed");
    const { values, faults, calls } = await page.record();
    assert.equal(values[raw], "100");
    assert.equal(calls.filter(([, element]) => /^cmi\.interactions\.\d+\.id$/.test(element)).length, (await right())[0].length);
    assert.deepEqual(faults, []);
    await page.finish();
  });

  test(`${version}: a sheet that was ended, of which the record knows no end, is completed with the next visit`, async () => {
    const page = await open({ version });
    await begin(page.inner);
    await answerFirst(page);
    await written(page, () => handIn(page.inner));
    const { committed } = await page.record();
    await page.visit({ ...committed, status: "incomplete", values: {} });
    await part(page.inner, "sheet-results").waitFor();
    await page.until(() => window.record.committed.status === "completed");
    assert.equal((await page.record()).values[raw], "50");
    await page.finish();
  });

  test(`${version}: with so many attempts there are no more of them, and a visit after the end changes nothing`, async () => {
    const page = await open({ version, query: { ...SHEET, feedback: "end" } });
    await begin(page.inner);
    await written(page, () => handIn(page.inner));
    assert.equal(await control(page.inner, "sheet-again").count(), 0);
    const { committed } = await page.record();
    assert.equal(committed.values[raw], "0", "whoever hands in without an answer has none right");
    await page.visit(committed);
    await part(page.inner, "sheet-results").waitFor();
    assert.equal(await control(page.inner, "sheet-again").count(), 0);
    const { values, faults } = await page.record();
    assert.ok([undefined, "completed"].includes(values[status]), values[status]);
    assert.deepEqual(faults, []);
    await page.finish();

    const free = await open({ version, query: { ...SHEET, attempts: "unlimited" } });
    await begin(free.inner);
    await handIn(free.inner);
    await control(free.inner, "sheet-again").click();
    await begin(free.inner);
    await free.finish();
  });

  test(`${version}: what is predicted once more takes neither the score nor the pass away`, async () => {
    const query = { lesson: "handshake", mode: "predict", lang: "en", pass: 60 };
    const [was, verdict] = version === "scorm12" ? ["passed", {}] : ["completed", { "cmi.success_status": "passed" }];
    const kept = { status: was, count: 0, suspend: "0.lesson=handshake&mode=predict", values: { [raw]: "80", ...verdict } };
    const page = await open({ version, query, kept, drawn: "transport" });
    for (let question = 0; question < 3; question += 1) {
      await control(page.inner, "go-to-question").click();
      await written(page, () => answerIn(page.inner));
      const { values, faults } = await page.record();
      assert.deepEqual([values[status], values[success], values[raw]], [was, "passed", "80"]);
      assert.deepEqual(faults, []);
    }
    await page.finish();
  });

  test(`${version}: with feedback at the end the record has what is right once the learner has it`, async () => {
    const page = await open({ version, query: { ...SHEET, feedback: "end" } });
    await begin(page.inner);
    const { values, committed } = await answerFirst(page);
    assert.deepEqual(Object.keys(values).filter((element) => /interactions|score/.test(element)), []);
    assert.equal(committed.values[status], "incomplete");
    assert.match(committed.suspend, /report=/, "what was answered is kept");
    await page.visit(committed);
    await goOn(page.inner);
    await fillIn(page.inner, (await right())[1]);
    await goOn(page.inner);
    await page.until(() => window.record.committed.status === "completed");
    const { values: all, faults } = await page.record();
    assert.equal(all[raw], "100");
    const results = Object.keys(all).filter((element) => /^cmi\.interactions\.\d+\.result$/.test(element));
    assert.equal(results.length, (await right()).flat().length);
    assert.deepEqual(faults, []);
    await page.finish();
  });

  test(`${version}: a limit of time runs on while the window is closed`, async () => {
    const query = { ...SHEET, minutes: 1 };
    const page = await open({ version, query, time: "2026-01-05T10:00:00Z" });
    await begin(page.inner);
    const { committed } = await answerFirst(page);
    await page.finish();
    const again = await open({ version, query, kept: committed, time: "2026-01-05T10:00:50Z" });
    assert.match(await part(again.inner, "time-left").textContent(), / 0:[012]\d$/);
    await again.finish();
    const late = await open({ version, query, kept: committed, time: "2026-01-05T10:30:00Z" });
    await part(late.inner, "sheet-results").waitFor();
    await late.until(() => window.record.committed.status === "completed");
    assert.equal((await late.record()).values[raw], "50", "what was answered in time counts");
    await late.finish();
  });

  test(`${version}: a page that the browser shows again goes on recording, or says that it cannot`, async () => {
    const again = ({ inner }) =>
      inner.evaluate(() => {
        for (const name of ["pagehide", "pageshow"]) window.dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
      });
    const open_again = await open({ version, reopens: true });
    await begin(open_again.inner);
    await again(open_again);
    const { faults, values } = await answerFirst(open_again);
    assert.deepEqual(faults, []);
    assert.equal(values[raw], "50");
    assert.equal(await part(open_again.inner, "host-trouble").count(), 0);
    await open_again.finish();

    const closed = await open({ version });
    await begin(closed.inner);
    await again(closed);
    await part(closed.inner, "host-trouble").waitFor();
    await closed.finish();
  });

  test(`${version}: a page that is no package leaves the records alone that it finds`, async () => {
    const page = await open({ version, isPackage: false });
    await begin(page.inner);
    await fillIn(page.inner, (await right())[0]);
    await part(page.inner, "verdict").waitFor();
    const { isOpen, calls } = await page.record();
    assert.deepEqual([isOpen, calls], [false, []]);
    assert.equal(await part(page.inner, "host-trouble").count(), 0);
    await page.finish();
  });
}
