// The page as a SCORM package, on a platform that is as strict as the standards are.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { answerIn } from "./support/hosts.mjs";
import { launchScorm } from "./support/scorm.mjs";
import { serveSite } from "./support/site.mjs";

const shared = {};
before(async () => {
  shared.browser = await launch();
  shared.site = await serveSite();
});
after(async () => {
  await shared.browser?.close();
  await shared.site?.close();
});

const QUESTIONS = { lesson: "handshake", mode: "predict", lang: "en" };
const open = (options) => launchScorm(shared.browser, shared.site.url, { query: QUESTIONS, ...options });

const NAMES = {
  scorm12: { status: "cmi.core.lesson_status", raw: "cmi.core.score.raw", exit: "cmi.core.exit" },
  scorm2004: { status: "cmi.completion_status", raw: "cmi.score.raw", exit: "cmi.exit" },
};

/** Goes to the next question and answers it, wrong unless something else is said. */
async function answerNext({ inner }, answer = {}) {
  await inner.locator('[data-control="go-to-question"]').click();
  await answerIn(inner, answer);
}

for (const version of ["scorm12", "scorm2004"]) {
  const { status, raw, exit } = NAMES[version];

  test(`${version}: whoever has not begun has not completed anything, and has no score`, async () => {
    const page = await open({ version });
    await page.until(() => window.record.commits > 0);
    const { values, faults } = await page.record();
    // SCORM 1.2 takes whoever leaves without a status to have completed it; SCORM 2004 does not, of somebody who will go on.
    assert.equal(values[status], version === "scorm12" ? "incomplete" : undefined);
    assert.equal(values[exit], "suspend");
    assert.equal(raw in values, false);
    assert.deepEqual(faults, []);
    await page.finish();
  });

  test(`${version}: every answer is kept at once, and the last one completes it`, async () => {
    const page = await open({ version });
    await answerNext(page);
    await page.until(() => window.record.commits > 1);
    const first = await page.record();
    assert.equal(first.committed.values[raw], "0");
    assert.equal(first.committed.values[status], "incomplete");
    assert.equal(first.committed.values[exit], "suspend");
    assert.match(first.committed.suspend, /lesson=handshake.*answer=/);
    const interaction = (name) => first.values[`cmi.interactions.0.${name}`];
    assert.equal(interaction("id"), "handshake.1.ack");
    assert.equal(interaction("type"), "numeric");
    assert.equal(interaction("result"), version === "scorm12" ? "wrong" : "incorrect");
    await answerNext(page);
    await answerNext(page);
    await page.until(() => /complete/.test(window.record.committed.status) && window.record.committed.status !== "incomplete");
    const { values, faults, calls } = await page.record();
    assert.equal(values[status], "completed");
    assert.equal(values[exit], "suspend", "a platform that ends the attempt would begin anew at the next visit");
    assert.equal("cmi.success_status" in values, false, "nobody said what it takes to pass");
    assert.deepEqual(faults, []);
    const set = calls.filter(([kind]) => kind === "set").map(([, element]) => element);
    assert.ok(set.lastIndexOf(raw) < set.lastIndexOf(status), "the score comes before the status");
    await page.finish();
  });

  test(`${version}: where the author says what it takes to pass, it is passed or failed`, async () => {
    // What acknowledges a SYN has the relative number 1.
    for (const [ack, verdict] of [["1", "passed"], ["2", "failed"]]) {
      const page = await open({ version, query: { ...QUESTIONS, numbers: "relative", pass: 50 } });
      await answerNext(page, { ack, flags: ["SYN", "ACK"] });
      for (const _ of ["second", "third"]) await answerNext(page);
      await page.until(() => Object.values(window.record.committed.values).some((value) => /^(passed|failed)$/.test(value)));
      const { values, faults } = await page.record();
      assert.equal(values[version === "scorm12" ? status : "cmi.success_status"], verdict);
      assert.deepEqual(faults, []);
      await page.finish();
    }
  });

  test(`${version}: a visit that is cut off in the middle goes on where it was`, async () => {
    const page = await open({ version });
    await answerNext(page);
    await page.until(() => window.record.committed?.suspend.includes("answer"));
    const { committed } = await page.record();
    // The platform hears nothing more of it.
    await page.context().close();
    const again = await open({ version, kept: committed });
    await again.inner.locator('[data-part="verdict"]').waitFor();
    await answerNext(again);
    await again.until(() => window.record.committed?.count > 2);
    const { faults, values, calls } = await again.record();
    assert.deepEqual(faults, []);
    const ids = calls.filter(([, element]) => /\.id$/.test(element)).map(([, element, value]) => [element, value]);
    assert.equal(ids[0][0], `cmi.interactions.${committed.count}.id`, "entries of the journal go on");
    assert.ok(ids.every(([, id]) => !id.startsWith("handshake.1.")), "what was told is not told again");
    assert.equal(values[status], "incomplete");
    await again.finish();
  });

  test(`${version}: when the page goes, all is kept and the records are closed once`, async () => {
    const page = await open({ version });
    await page.inner.locator('[data-control="step"]').click();
    await page.evaluate(() => document.querySelector("iframe").remove());
    await page.until(() => window.record.isOver);
    const { faults, committed } = await page.record();
    assert.deepEqual(faults, []);
    assert.match(committed.suspend, /step=1/);
    assert.ok(Object.keys(committed.values).some((element) => element.endsWith("session_time")));
    await page.finish();
  });

  test(`${version}: what was kept and is damaged is told, and one begins anew`, async () => {
    for (const suspend of ["x", "0.lesson=nowhere", "99999999999.lesson=handshake", "3.%%%", "0.lesson=handshake&step=-1"]) {
      const page = await open({ version, kept: { status: "incomplete", count: 0, suspend } });
      await page.inner.locator('[data-part="host-trouble"]').waitFor();
      await page.inner.locator('[data-control="host-dismiss"]').click();
      assert.deepEqual((await page.record()).faults, []);
      await page.finish();
    }
  });

  test(`${version}: somebody who only looks at it changes nothing`, async () => {
    const page = await open({ version, mode: "review" });
    await answerNext(page);
    const { calls, faults } = await page.record();
    assert.deepEqual(calls.filter(([kind]) => kind === "set"), []);
    assert.deepEqual(faults, []);
    await page.finish();
  });

  test(`${version}: a package without a platform says that nothing is recorded, and works`, async () => {
    const page = await open({ version, lacksRecords: true });
    await page.inner.locator('[data-part="host-trouble"]').waitFor();
    await page.inner.locator('[data-control="host-dismiss"]').click();
    await answerNext(page);
    await page.finish();
  });
}
