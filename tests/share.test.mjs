// The page is passed on: as a link, as code for another page, and with what teachers may want to know.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { assertAccessible } from "./support/axe.mjs";
import { addressBar, atStep, control, part, ready, theStage, transport } from "./support/stage.mjs";

const stage = theStage();

const HOSTS = [
  "html", "canvas", "moodle", "openedx", "pretext", "runestone", "mdbook", "docusaurus", "notion", "wordpress", "markdown",
  "element", "single-file", "scorm",
];
const FRAMES = ["html", "canvas", "moodle", "openedx", "runestone", "mdbook", "wordpress"];

const dialog = (page) => page.locator("dialog.share");
const tab = (page, name) => dialog(page).locator(`[data-tab="${name}"]`);
const text = (page, hook) => control(page, `${hook}-text`).inputValue();

async function share(page, name) {
  await control(page, "share").click();
  await tab(page, name).click();
  await part(page, "share-part", `[data-of="${name}"]`).waitFor();
}

const optionsOf = (link) => new URL(link).searchParams;

test("the link shows the same moment elsewhere, and leaves out what one leaves out", async () => {
  const page = await stage.open({ lesson: "lost-segment", step: 7, drop: "none", lang: "zh", theme: "dark" });
  await share(page, "link");
  const whole = optionsOf(await text(page, "share-link"));
  assert.deepEqual(
    ["v", "lesson", "step", "drop", "lang", "theme"].map((name) => whole.get(name)),
    ["1", "lost-segment", "7", "none", null, null],
    "language and colours are the reader's own",
  );
  await control(page, "share-keep-language").check();
  await control(page, "share-keep-changes").uncheck();
  const link = await text(page, "share-link");
  assert.equal(optionsOf(link).get("lang"), "zh");
  assert.ok(!optionsOf(link).has("drop"));
  const other = await stage.openElsewhere(link);
  await atStep(other, 7);
  assert.equal(await other.locator("html").getAttribute("lang"), "zh-CN");
  assert.equal(await part(other, "notices").count(), 0);
  await other.finish();
  await control(page, "share-close").click();
  await dialog(page).waitFor({ state: "detached" });
  await page.finish();
});

test("the link is copied without leave to use the clipboard, and is selected where that fails", async () => {
  const page = await stage.open({ lesson: "handshake", step: 3, lang: "en" });
  await share(page, "link");
  const link = await text(page, "share-link");
  await control(page, "share-link-copy").click();
  await part(page, "share-link-copied").getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.control), "share-link-copy", "the focus stays");
  await tab(page, "embed").click();
  await control(page, "share-site").fill("");
  await control(page, "share-site").press("Control+v");
  assert.equal(await control(page, "share-site").inputValue(), link, "it is what is pasted");
  await tab(page, "link").click();
  await page.evaluate(() => {
    document.execCommand = () => false;
  });
  await control(page, "share-link-copy").click();
  await part(page, "share-link-copied").getByText("Ctrl+C").waitFor();
  const selected = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd, dataset } = document.activeElement;
    return { control: dataset.control, text: value.slice(selectionStart, selectionEnd) };
  });
  assert.deepEqual(selected, { control: "share-link-text", text: link });
  await page.finish();
});

test("what a course hands over when it starts the page is in no link and in no code", async () => {
  const launch = { endpoint: "https://lrs.example/", fetch: "https://lms.example/t", actor: "{}", registration: "r-1" };
  const page = await stage.open({ lesson: "handshake", step: 2, ...launch, lang: "en" });
  await share(page, "link");
  const links = [await text(page, "share-link")];
  await tab(page, "embed").click();
  for (const host of HOSTS) {
    await control(page, "share-host").selectOption(host);
    links.push(await text(page, "share-code"));
  }
  for (const link of links) {
    assert.doesNotMatch(link, /endpoint|fetch=|actor|registration|lrs\.example|lms\.example/, link);
  }
  await page.context().close();
});

for (const lang of ["en", "zh"]) {
  test(`each host gets code of its own with what to do there (${lang})`, async () => {
    const page = await stage.open({ lesson: "handshake", step: 4, lang });
    await share(page, "embed");
    const codes = new Set();
    for (const host of HOSTS) {
      await control(page, "share-host").selectOption(host);
      const code = await text(page, "share-code");
      assert.match(code, /lesson=["']?handshake/, `${host}: ${code}`);
      codes.add(code);
      const steps = await part(page, "share-steps").getByRole("listitem").allTextContents();
      assert.ok(steps.length > 0, host);
      for (const step of steps) assert.equal(/[\u4e00-\u9fff]/.test(step), lang === "zh", step);
      if (!FRAMES.includes(host)) continue;
      const frame = await page.evaluate((code) => {
        const page = new DOMParser().parseFromString(code.replace(".. raw:: html", ""), "text/html");
        const frame = page.querySelector("iframe");
        return { count: page.body.children.length, src: frame.getAttribute("src"), title: frame.title, height: frame.height };
      }, code);
      assert.equal(frame.count, 1);
      // What is pasted as an address is one, and says what the frame says.
      assert.equal(await text(page, "share-address"), frame.src, host);
      assert.equal(frame.height, "640");
      assert.notEqual(frame.title, "");
      assert.deepEqual(
        ["lesson", "step", "ui", "lang", "paused"].map((name) => optionsOf(frame.src).get(name)),
        ["handshake", "4", "min", null, null],
      );
    }
    assert.ok(codes.size >= 8, "what hosts accept differs");
    await assertAccessible(page, { within: "dialog.share" });
    await page.finish();
  });
}

test("how the frame opens is chosen, and what is wrong with a field is said", async () => {
  const page = await stage.open({ lesson: "handshake", step: 4, lang: "zh" });
  await share(page, "embed");
  for (const [name, checked] of [["small", false], ["language", true], ["moment", false], ["plays", true]]) {
    await control(page, `share-${name}`).setChecked(checked);
  }
  await control(page, "share-sandbox-strict").check();
  await control(page, "share-width").fill("700");
  await control(page, "share-height").fill("500");
  await control(page, "share-site").fill("https://school.example/tcp/?old=1#x");
  const code = await text(page, "share-code");
  assert.match(code, /src="https:\/\/school\.example\/tcp\/\?v=1&amp;lesson=handshake&amp;lang=zh&amp;paused=0"/, code);
  assert.match(code, / width="700" height="500" sandbox="allow-scripts"/, code);
  await control(page, "share-height").fill("12");
  await control(page, "share-site").fill("javascript:alert(1)");
  const wrong = await dialog(page).locator(".share-wrong:not(:empty)").allTextContents();
  assert.deepEqual(wrong, ["请填写以 https:// 或 http:// 开头的地址。", "请填写 200 到 4000 之间的整数。"]);
  assert.equal(await text(page, "share-code"), "", "no code leads to an address that is none");
  assert.equal(await control(page, "share-address-text").count(), 0);
  await page.finish();
});

test("the preview is the page itself, and is not there before one asks for it", async () => {
  const page = await stage.open({ lesson: "handshake", step: 4, lang: "en" });
  await share(page, "embed");
  assert.equal(await page.locator("iframe").count(), 0);
  await control(page, "share-preview").click();
  const frame = page.frameLocator("iframe");
  await frame.locator('[data-part="transport"][data-step="4"]').waitFor();
  assert.equal(await frame.locator(".app").getAttribute("data-ui"), "min");
  assert.equal(await frame.locator('[data-part="transport"]').getAttribute("data-playing"), "false", "it starts paused");
  await control(page, "share-preview").click();
  await page.locator("iframe").waitFor({ state: "detached" });
  await page.finish();
});

test("a link may start the player, but not for those who prefer reduced motion", async () => {
  const page = await stage.open({ lesson: "handshake", paused: 0, lang: "en" });
  await part(page, "transport", `[data-playing="true"]`).waitFor();
  await page.finish();
  const still = await stage.open({ lesson: "handshake", paused: 0, lang: "en" }, { reducedMotion: "reduce" });
  assert.deepEqual(await transport(still), { ...(await transport(still)), step: 0, playing: false });
  assert.equal(await part(still, "notices").count(), 0);
  await still.finish();
});

// A title is kept as it is written, so that it can make any link a long one.
const LONG = { lesson: "lost-segment", step: 7, title: "round trip ".repeat(180), lang: "en" };

test("what makes a link too long stands compressed behind the query, and comes back", async () => {
  const page = await stage.open(LONG);
  const address = await addressBar(page);
  assert.ok(address.length < 2_000, `${address.length} letters`);
  const { searchParams, hash } = new URL(address);
  assert.equal(searchParams.get("step"), "7");
  assert.ok(!searchParams.has("title"));
  const folded = inflateRawSync(Buffer.from(hash.slice("#z=".length), "base64url")).toString();
  assert.equal(new URLSearchParams(folded).get("title"), LONG.title);
  for (const other of [await stage.openElsewhere(address), page]) {
    if (other === page) await page.reload();
    await ready(other);
    await atStep(other, 7);
    assert.equal(await addressBar(other), address);
  }
  await share(page, "link");
  await page.waitForFunction(() => document.querySelector("[data-control=share-link-text]").value.includes("#z="));
  assert.equal(new URL(await text(page, "share-link")).hash, hash);
  await page.finish();
});

test("to skip to the table takes nothing from a long link", async () => {
  const page = await stage.open(LONG);
  await addressBar(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "segments");
  await control(page, "step").click();
  await atStep(page, 8);
  assert.match(await addressBar(page), /#z=/);
  await page.finish();
});

test("a folded link is read as if it were not folded", async () => {
  const folded = deflateRawSync("drop=none&step=12&segment=c2").toString("base64url");
  const page = await stage.open(`lesson=lost-segment&lang=en#z=${folded}`);
  await part(page, "edited").waitFor();
  await atStep(page, 12);
  const link = new URL(await addressBar(page));
  assert.deepEqual(["drop", "step", "segment"].map((name) => link.searchParams.get(name)), ["none", "12", "c2"]);
  assert.equal(link.hash, "", "it is short enough by itself");
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`the pages for teachers are there, lead to each other, and are reached by keys (${lang})`, async () => {
    const page = await stage.open({ lesson: "handshake", lang }, { viewport: { width: 390, height: 844 } });
    await control(page, "share").click();
    await tab(page, "link").focus();
    await page.keyboard.press("End");
    await part(page, "guide").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tab), "guide");
    const names = await dialog(page).locator("[data-guide]").evaluateAll((all) => all.map(({ dataset }) => dataset.guide));
    assert.ok(names.length >= 9, names.join(" "));
    for (const name of names) {
      await dialog(page).locator(`[data-guide="${name}"]`).click();
      await part(page, "guide", `[data-page="${name}"]`).waitFor();
      const words = await part(page, "guide").textContent();
      assert.equal(/[\u4e00-\u9fff]/.test(words), lang === "zh", name);
      const { scrollWidth, clientWidth } = await dialog(page).evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
      assert.ok(scrollWidth <= clientWidth, `${name} is wider than the window`);
    }
    await assertAccessible(page, { within: "dialog.share" });
    await dialog(page).locator(`[data-guide="index"]`).click();
    await part(page, "guide").locator("button.term").first().click();
    await part(page, "guide", `[data-page="links"]`).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.part), "guide", "the focus is on the page");
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await page.finish();
  });
}
