// The main paths of the page in Firefox, on a desk and on a phone: what was proved in Chromium is no accident of it.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import {
  addressBar, arrow, atStep, choice, click, control, fill, gone, isPlaying, part, press, ready, seen, show, tabTo, textOf,
  theFirefox, toEnd,
} from "./support/firefox.mjs";
import { assertAsReference, geometry, layOut, unreadable } from "./support/drawing.mjs";
import { LADDERS } from "./support/ladders.mjs";
import { outOfReach } from "./support/layout.mjs";
import { QUESTIONS } from "./support/questions.mjs";
import { LESSONS, OCTETS, hooks, host, idOf, rows, segments, transport } from "./support/stage.mjs";

const firefox = theFirefox();

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SCREENS = Object.entries({ "a desk": DESK, "a phone": PHONE });
const PANES = ["ladder", "layers", "states", "charts"];
/** What stands in each of them and in no other. */
const CONTENT = { ladder: ".ladder-drawing", layers: part("layers"), states: part("states"), charts: part("charts") };

/** Both hosts closed, and each application was given exactly what the other one sent. */
async function assertAllDelivered(page, lesson) {
  for (const [side, peer] of [["client", "server"], ["server", "client"]]) {
    const { state, received } = await host(page, side);
    assert.equal(state, "CLOSED", `the ${side}`);
    assert.equal(received, OCTETS[lesson][peer], `octets received by the ${side}'s program`);
  }
}

test("whatever goes wrong on a page is heard", async () => {
  // It takes what is asked for and says nothing.
  const silent = createServer((socket) => socket.destroy());
  await new Promise((listening) => silent.listen(0, "127.0.0.1", listening));
  const page = await firefox.open({ lesson: "handshake", lang: "en" }, DESK);
  await page.evaluate(async (elsewhere) => {
    const script = document.createElement("script");
    script.textContent = `
      console.error("an error");
      console.warn("a warning");
      setTimeout(() => { throw new Error("nobody caught it"); });
    `;
    document.head.append(script);
    await Promise.allSettled(["missing", elsewhere].map((address) => fetch(address, { mode: "no-cors" })));
  }, `http://127.0.0.1:${silent.address().port}/`);
  silent.close();
  await assert.rejects(page.finish, ({ actual }) => {
    const heard = new Set(actual.map((fault) => fault.split(":")[0]));
    const all = ["answer 404", "console error", "console warn", "request failed", "request to another origin", "uncaught"];
    assert.deepEqual([...heard].sort(), all);
    return true;
  });
});

for (const lesson of LESSONS) {
  test(`${lesson} plays to its end`, async () => {
    const page = await firefox.open({ lesson, lang: "en", speed: 4 }, DESK);
    await click(page, control("toggle"));
    await isPlaying(page, true);
    await isPlaying(page, false);
    const { step, steps } = await transport(page);
    assert.equal(step, steps, "it stops at the end and not before");
    await assertAllDelivered(page, lesson);
    await page.finish();
  });

  test(`${lesson} is the same at each step forward and back`, async () => {
    const page = await firefox.open({ lesson, lang: "en" }, PHONE);
    const forward = await page.evaluate(() => window.stage.walk("step", window.stage.hooks));
    await assertAllDelivered(page, lesson);
    const back = await page.evaluate(() => window.stage.walk("back", window.stage.hooks));
    assert.equal(forward.length, (await transport(page)).steps + 1);
    assert.deepEqual(back.reverse(), forward);
    await page.finish();
  });
}

for (const [screen, viewport] of SCREENS) {
  test(`a click drops a segment, it is sent again, and the run can be restored (${screen})`, async () => {
    const page = await firefox.open({ lesson: "handshake", lang: "en" }, viewport);
    await toEnd(page);
    const own = await rows(page);
    assert.ok(own.every((row) => row.retransmission === undefined));
    await click(page, arrow("s1"));
    await click(page, control("drop"));
    await seen(page, part("edited"));
    await toEnd(page);
    await seen(page, arrow("s1", "[data-fate=lost]"));
    const again = (await rows(page)).filter((row) => row.retransmission === "true");
    assert.ok(again.some(({ side, flags }) => side === "server" && flags === "SYN,ACK"), JSON.stringify(again));
    await assertAllDelivered(page, "handshake");
    await click(page, control("restore"));
    await gone(page, part("edited"));
    await toEnd(page);
    assert.deepEqual(await rows(page), own);
    await page.finish();
  });

  test(`a segment and a field of its header say why they are as they are (${screen})`, async () => {
    const page = await firefox.open({ lesson: "handshake", step: 12, lang: "en" }, viewport);
    await click(page, arrow("s1"));
    await seen(page, arrow("s1", "[aria-pressed=true]"));
    const { seq, ack } = (await rows(page)).find((row) => idOf(row) === "s1");
    for (const [number, value] of Object.entries({ seq, ack })) {
      const reason = await textOf(page, `${part("why")} [data-why="${number}"]`);
      assert.ok(reason.includes(value) && /RFC \d+/.test(reason), reason);
    }
    await click(page, "#tab-header");
    const field = "tcp-acknowledgment-number";
    await click(page, part("field", `[data-field="${field}"]`));
    await seen(page, part("field", `[data-field="${field}"][data-value="${ack}"][aria-pressed=true]`));
    const meaning = await textOf(page, `[data-field-detail="${field}"]`);
    assert.match(meaning, /RFC 9293/);
    await page.finish();
  });

  test(`a prediction is judged, rightly answered and wrongly (${screen})`, async () => {
    const [first, second] = QUESTIONS.handshake;
    const page = await firefox.open({ lesson: "handshake", lang: "en" }, viewport);
    await toEnd(page);
    const iss = (await rows(page)).filter(({ flags }) => flags.includes("SYN")).map(({ seq }) => Number(seq));
    await click(page, choice("predict"));
    await goToQuestion(page);
    assert.ok((await segments(page)).every((segment) => idOf(segment) !== first.segment), "it is not given away");
    const right = first.right(...iss);
    const judged = await answer(page, right);
    assert.deepEqual(judged, { ack: { right: "true" }, flags: { right: "true" } });
    await goToQuestion(page);
    // A SYN that is taken for no octet: the client would go on with its ISS.
    const wrong = await answer(page, { ...second.right(...iss), seq: iss[0] });
    assert.deepEqual(wrong, { seq: { right: "false", rule: "syn-zero" }, ack: { right: "true" }, flags: { right: "true" } });
    await page.finish();
  });

  test(`in the lab calls, the path and segments are edits that can be taken back (${screen})`, async () => {
    const page = await firefox.open({ lesson: "handshake", mode: "lab", step: 16, lang: "en" }, viewport);
    const steps = async () => (await transport(page)).steps;
    const [own, flags] = [await steps(), async () => (await atEnd(page)).map((segment) => segment.flags)];
    await click(page, `.lab-side[data-side="client"] [data-call="abort"]`);
    await seen(page, part("lab-done"));
    assert.notEqual(await steps(), own);
    assert.ok((await flags()).some((flag) => flag.includes("RST")));
    await click(page, control("undo"));
    await gone(page, part("lab-done"));
    assert.equal(await steps(), own);

    await click(page, `[data-lab="path"]`);
    await seen(page, "#path-to-server");
    const delay = await page.$eval("#path-to-server", (field) => Number(field.value));
    const slider = `.lab-scale:has(#path-to-server) input[type="range"]`;
    await page.focus(slider);
    for (let presses = 0; presses < 3; presses += 1) {
      await press(page, "ArrowRight");
    }
    await page.waitForFunction((delay) => document.querySelector("#path-to-server").value === String(delay), {}, delay + 3);
    await fill(page, "#path-to-server", "150");
    const slowed = await addressBar(page);
    assert.match(slowed, /edit=/);
    // One key takes back what was written, and one what was drawn along the scale.
    await page.evaluate(() => document.activeElement.blur());
    await press(page, "z");
    await press(page, "z");
    await page.waitForFunction((delay) => document.querySelector("#path-to-server").value === String(delay), {}, delay);
    assert.doesNotMatch(await addressBar(page), /edit=/);
    await press(page, "Shift+z");
    await press(page, "Shift+z");
    await page.waitForFunction(() => document.querySelector("#path-to-server").value === "150");
    assert.equal(await addressBar(page), slowed);

    await show(page, { lesson: "handshake", mode: "lab", lab: "segment", step: 16, lang: "en" });
    await click(page, `${part("lab")} [data-flag="RST"]`);
    await click(page, control("inject"));
    await seen(page, part("edited"));
    assert.ok((await flags()).some((flag) => flag.includes("RST")));
    await page.finish();
  });

  test(`a moment is the same in another context and loaded again (${screen})`, async () => {
    const page = await firefox.open({ lesson: "lost-segment", tab: "header", lang: "zh", theme: "dark" }, viewport);
    await toEnd(page);
    await click(page, arrow("c2"));
    await click(page, choice("relative"));
    await click(page, part("field", `[data-field="tcp-sequence-number"]`));
    await seen(page, part("field", `[data-field="tcp-sequence-number"][aria-pressed=true]`));
    const [shown, address] = [await hooks(page), await addressBar(page)];
    await page.reload();
    await ready(page);
    assert.deepEqual(await hooks(page), shown, "loaded again");
    await page.finish();
    const other = await firefox.openAddress(address, viewport);
    assert.deepEqual(await hooks(other), shown, "in another context");
    assert.equal(await addressBar(other), address);
    await other.finish();
  });

  test(`each pane can be chosen, and nothing scrolls sideways (${screen})`, async () => {
    const page = await firefox.open({ lesson: "lost-segment", step: 22, lang: "en" }, viewport);
    for (const [index, pane] of PANES.entries()) {
      await click(page, `[data-pane="${pane}"]`);
      await seen(page, `.app[data-view="${pane}"] [data-pane="${pane}"][aria-pressed="true"]`);
      assert.equal(new URL(await addressBar(page)).searchParams.get("view") ?? "ladder", pane);
      for (const other of PANES) {
        await (other === pane ? seen : gone)(page, CONTENT[other]);
      }
      await press(page, String(1 + ((index + 1) % PANES.length)));
      await seen(page, `.app[data-view="${PANES[(index + 1) % PANES.length]}"]`);
      for (const mode of ["watch", "predict", "lab"]) {
        await show(page, { lesson: "lost-segment", step: 22, view: pane, mode, lang: "en" });
        await seen(page, `.app[data-view="${pane}"][data-mode="${mode}"]`);
        assert.deepEqual(await outOfReach(page), [], `${pane}, ${mode}`);
      }
    }
    await page.finish();
  });

  test(`language and colours are chosen (${screen})`, async () => {
    const page = await firefox.open({ lesson: "handshake", step: 9, lang: "en" }, viewport);
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [title, exchange] = [await page.title(), await rows(page)];
    await click(page, control("lang"));
    await seen(page, "html[lang^=zh]");
    assert.match(await page.title(), /[\u4e00-\u9fff]/);
    assert.deepEqual(await rows(page), exchange, "the exchange is the same in both languages");
    await click(page, control("lang"));
    await seen(page, "html[lang^=en]");
    assert.equal(await page.title(), title);
    const seenColours = [];
    for (const theme of ["light", "dark"]) {
      await click(page, control("theme"));
      await seen(page, `html[data-theme=${theme}]`);
      seenColours.push(await background());
    }
    assert.notEqual(seenColours[0], seenColours[1]);
    await page.finish();
  });

  test(`Tab reaches every control, and what has the focus is in sight (${screen})`, async () => {
    const page = await firefox.open({ lesson: "handshake", step: 30, segment: "c3", mode: "lab", lang: "en" }, viewport);
    const wanted = await page.evaluate(() => {
      const controls = "a[href], button, input, select, textarea, summary, [tabindex]";
      const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
      const all = [...document.querySelectorAll(controls)];
      window.wanted = all.filter((element) => element.tabIndex >= 0 && !element.disabled && isShown(element));
      /** Whether something of what has the focus can be seen; a box that is drawn otherwise is where its label is. */
      window.isInSight = () => {
        const { activeElement } = document;
        const element = activeElement.labels?.[0] ?? activeElement;
        const { left, top, width, height } = element.getBoundingClientRect();
        const shares = [0.1, 0.5, 0.9];
        const points = shares.flatMap((x) => shares.map((y) => [left + x * width, top + y * height]));
        return points.some(([x, y]) => element.contains(document.elementFromPoint(x, y)));
      };
      return window.wanted.map((element) => element.outerHTML.slice(0, 120));
    });
    const reached = new Set();
    const hidden = new Set();
    for (let presses = 0; presses < 2 * wanted.length + 20 && reached.size < wanted.length; presses += 1) {
      await press(page, "Tab");
      const index = await page.evaluate(() => window.wanted.indexOf(document.activeElement));
      if (index >= 0) {
        reached.add(index);
        // The ladder glides.
        await page.waitForFunction(() => window.isInSight(), { timeout: 3000 }).catch(() => hidden.add(wanted[index]));
      }
    }
    assert.deepEqual(wanted.filter((_, index) => !reached.has(index)), [], "controls that Tab does not reach");
    assert.deepEqual([...hidden], [], "controls that lie under something, or off the screen, while they have the focus");
    await page.finish();
  });
}

/** Goes on to the next question, which is then open. */
async function goToQuestion(page) {
  await click(page, control("go-to-question"));
  await seen(page, part("question", `[data-open="true"]`));
}

/** Fills in an answer, locks it, and reads what is said of each part of it. */
async function answer(page, { seq, ack, flags }) {
  for (const [name, value] of Object.entries({ seq, ack }).filter(([, value]) => value !== undefined)) {
    await fill(page, `[data-answer="${name}"]`, String(value));
  }
  for (const flag of flags?.split(",") ?? []) {
    await click(page, `[data-flag="${flag}"]`);
  }
  await click(page, control("lock"));
  await seen(page, part("verdict"));
  await isPlaying(page, false);
  return page.evaluate(() =>
    Object.fromEntries(
      window.stage.parts("judged").map(({ dataset: { ask, right, rule } }) => [ask, rule ? { right, rule } : { right }]),
    ),
  );
}

/** The segments of the whole run. */
async function atEnd(page) {
  await toEnd(page);
  return segments(page);
}

test("a whole lesson by keys alone: stepped, changed, played, and in other words and colours", async () => {
  const page = await firefox.open({ lesson: "lost-segment", lang: "en" }, DESK);
  const { steps } = await transport(page);
  for (let step = 1; step <= 5; step += 1) {
    await press(page, "ArrowRight");
    await atStep(page, step);
  }
  await press(page, "ArrowLeft");
  await atStep(page, 4);
  await press(page, "Shift+ArrowRight");
  await gone(page, part("transport", `[data-step="4"]`));
  await press(page, "End");
  await atStep(page, steps);
  const own = await rows(page);

  assert.ok(await tabTo(page, part("segment")));
  await press(page, "Home");
  await press(page, "ArrowDown");
  await seen(page, `${arrow("s1")}:focus`);
  await press(page, "d");
  await seen(page, part("edited"));
  assert.ok(await tabTo(page, control("end")));
  await press(page, "Enter");
  await seen(page, arrow("s1", "[data-fate=lost]"));
  assert.ok((await rows(page)).some(({ side, retransmission }) => side === "server" && retransmission === "true"));
  await assertAllDelivered(page, "lost-segment");
  // The button that was pressed is disabled by now, and no key is lost on it.
  await press(page, "z");
  await seen(page, part("transport", `[data-steps="${steps}"]`));
  await press(page, "End");
  await atStep(page, steps);
  assert.deepEqual(await rows(page), own);

  await press(page, "Home");
  await atStep(page, 0);
  await page.evaluate(() => document.activeElement.blur());
  await press(page, " ");
  await isPlaying(page, true);
  await press(page, " ");
  await isPlaying(page, false);
  await press(page, "l");
  await seen(page, "html[lang^=zh]");
  await press(page, "c");
  await seen(page, "html[data-theme=light]");
  await press(page, "?");
  await seen(page, "dialog[open]");
  await press(page, "Escape");
  await gone(page, "dialog[open]");
  await page.finish();
});

test("the position bar leads to the same moments as steps", async () => {
  const page = await firefox.open({ lesson: "lost-segment", step: 12, lang: "en" }, PHONE);
  const linked = await hooks(page);
  const place = await page.$eval(control("position"), (bar) => bar.value);
  await press(page, "Home");
  await atStep(page, 0);
  await page.focus(control("position"));
  await press(page, "ArrowRight");
  await atStep(page, 1);
  await page.$eval(control("position"), (bar, place) => {
    bar.value = place;
    bar.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, place);
  await atStep(page, 12);
  assert.deepEqual(await hooks(page), linked);
  await page.finish();
});

test("the ladder is saved as a drawing and as a picture, as light as in Chromium", async () => {
  const page = await firefox.open({ lesson: "handshake", lang: "en", theme: "dark" }, DESK);
  // What the page gives the browser to save.
  await page.evaluate(() => {
    window.given = [];
    HTMLAnchorElement.prototype.click = function () {
      window.given.push(fetch(this.href).then((file) => file.arrayBuffer()));
    };
  });
  for (const format of ["svg", "png"]) {
    await page.click(control("export"));
    await seen(page, control(`export-format-${format}`));
    await page.click(control(`export-format-${format}`));
    await page.click(control("export-save"));
    await gone(page, "dialog[open]");
  }
  const [drawing, width, height] = await page.evaluate(async () => {
    const [svg, png] = await Promise.all(window.given);
    const header = new DataView(png);
    return [new TextDecoder().decode(svg), header.getUint32(16), header.getUint32(20)];
  });
  for (const of of ['fill="#e4effa"', 'stroke="#0a5fb4"', ">SYN seq=", 'font-family="monospace"']) {
    assert.ok(drawing.includes(of), of);
  }
  assert.ok(drawing.includes(`viewBox="0 0 ${width / 2} ${height / 2}"`), `${width} x ${height}`);
  await page.finish();
});

for (const { name, link, size } of LADDERS) {
  test(`${name} is drawn as in Chromium, and can be read with the letters of this machine`, async () => {
    const page = await firefox.open({ lang: "en", theme: "light", ...link }, DESK);
    await layOut(page, size);
    assertAsReference(name, await geometry(page));
    assert.deepEqual(await unreadable(page), []);
    await page.finish();
  });
}
