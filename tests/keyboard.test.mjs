// Everything can be done with keys alone, and the focus is never lost nor caught.
import assert from "node:assert/strict";
import { test } from "node:test";
import { atStep, choice, control, host, isPlaying, part, theStage, transport } from "./support/stage.mjs";

const stage = theStage();

test("a whole lesson by keys only", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  const { steps } = await transport(page);
  for (let step = 1; step <= steps; step += 1) {
    await page.keyboard.press("ArrowRight");
    await atStep(page, step);
  }
  assert.equal((await host(page, "client")).state, "CLOSED");
  await page.keyboard.press("ArrowLeft");
  await atStep(page, steps - 1);
  await page.keyboard.press("Home");
  await atStep(page, 0);
  await page.keyboard.press("Space");
  await isPlaying(page, true);
  await page.keyboard.press("Space");
  await isPlaying(page, false);
  await page.keyboard.press("End");
  await atStep(page, steps);
  await page.finish();
});

test("keys of one character can be turned off, and stay so", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await page.keyboard.press("?");
  await control(page, "character-keys").uncheck();
  await page.keyboard.press("Escape");
  const untouched = async () => {
    await page.keyboard.press("b");
    await page.keyboard.press("ArrowRight");
    await atStep(page, 1);
    assert.equal(await choice(page, "watch").getAttribute("aria-pressed"), "true");
  };
  await untouched();
  await page.reload();
  await part(page, "transport").waitFor();
  await page.keyboard.press("Home");
  await atStep(page, 0);
  await untouched();
  await page.finish();
});

test("keys choose speed, numbers, mode, language and colours", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  const pressed = (locator) => locator.and(page.locator("[aria-pressed=true]")).waitFor();
  await page.keyboard.press("+");
  await pressed(page.locator("[data-speed='2']"));
  await page.keyboard.press("-");
  await page.keyboard.press("-");
  await pressed(page.locator("[data-speed='0.5']"));
  await page.keyboard.press("n");
  await pressed(choice(page, "relative"));
  await page.keyboard.press("p");
  await pressed(choice(page, "predict"));
  await page.keyboard.press("p");
  await pressed(choice(page, "watch"));
  await page.keyboard.press("l");
  await page.locator("html[lang^=zh]").waitFor({ state: "attached" });
  await page.keyboard.press("c");
  await page.locator("html[data-theme=light]").waitFor({ state: "attached" });
  await page.keyboard.press("c");
  await page.locator("html[data-theme=dark]").waitFor({ state: "attached" });
  await page.finish();
});

test("the list of keys opens with ?, closes with Escape, and gives the focus back", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await control(page, "step").focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  // Behind the dialog nothing happens.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal((await transport(page)).step, 0);
  assert.equal(await page.evaluate(() => window.document.activeElement.dataset.control), "step");

  await control(page, "keys").focus();
  await page.keyboard.press("Enter");
  await dialog.waitFor();
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Close" }).press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await page.keyboard.press("ArrowRight");
  await atStep(page, 1);
  await page.finish();
});

test("typing an answer is no command to the player", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "predict", lang: "en" });
  await control(page, "go-to-question").click();
  const input = page.locator("[data-answer=ack]");
  await input.focus();
  const { step } = await transport(page);
  await page.keyboard.type("12 nplc?-+");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  assert.equal(await input.inputValue(), "12 nplc?-+");
  assert.equal((await transport(page)).step, step);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.finish();
});

const VIEWS = {
  "watching, with a segment selected": "lesson=handshake&step=30&segment=c3&lang=en",
  "the header": "lesson=handshake&step=30&segment=c1&tab=header&lang=en",
  "the layers": "lesson=handshake&step=30&segment=c3&tab=layers&lang=en",
  "the states": "lesson=handshake&step=30&view=states&edge=listen.syn-received&lang=en",
  "the charts": "lesson=lost-segment&step=40&view=charts&segment=c4&lang=en",
  "an open question": "lesson=handshake&mode=predict&step=30&lang=en",
  "a changed run and notices": "lesson=handshake&drop=c1&step=5&tab=none&lang=en",
};

for (const [name, query] of Object.entries(VIEWS)) {
  test(`Tab reaches every control and comes round: ${name}`, async () => {
    const page = await stage.open(query);
    const wanted = await page.evaluate(() => {
      const controls = "a[href], button, input, select, textarea, summary, [tabindex]";
      const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
      const all = [...window.document.querySelectorAll(controls)];
      window.wanted = all.filter((element) => element.tabIndex >= 0 && !element.disabled && isShown(element));
      return window.wanted.map((element) => element.outerHTML.slice(0, 120));
    });
    const reached = new Set();
    // The round is longer than the controls by those inside scrolled parts, which browsers let be focused too.
    for (let presses = 0; presses < 2 * wanted.length + 20 && reached.size < wanted.length; presses += 1) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => window.wanted.indexOf(window.document.activeElement)));
      reached.delete(-1);
    }
    assert.deepEqual(wanted.filter((_, index) => !reached.has(index)), [], "controls that Tab does not reach");
    await page.keyboard.press("Shift+Tab");
    const back = await page.evaluate(() => window.document.activeElement.outerHTML.slice(0, 120));
    await page.keyboard.press("Tab");
    assert.notEqual(await page.evaluate(() => window.document.activeElement.outerHTML.slice(0, 120)), back);
    await page.finish();
  });
}

test("the first Tab leads to a link that skips to the table", async () => {
  const page = await stage.open({ lesson: "handshake", step: 9, lang: "en" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.document.activeElement?.id === "segments");
  await atStep(page, 9);
  await page.keyboard.press("ArrowRight");
  await atStep(page, 10);
  await page.finish();
});

test("tabs of the inspector are chosen with arrows", async () => {
  const page = await stage.open({ lesson: "handshake", step: 9, lang: "en" });
  await page.getByRole("tab", { selected: true }).focus();
  await page.keyboard.press("ArrowRight");
  await part(page, "field").first().waitFor();
  await page.keyboard.press("ArrowRight");
  await part(page, "layer").first().waitFor();
  await page.keyboard.press("ArrowRight");
  await part(page, "why").waitFor();
  assert.equal((await transport(page)).step, 9, "the player stays where it is");
  await page.finish();
});
