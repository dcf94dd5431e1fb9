// What is dropped on the page: a lesson opens as a lesson, a capture as a capture, and of anything else it is said what is
// accepted. Nothing that was there before is lost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { control, part, theStage, toEnd } from "./support/stage.mjs";

const stage = theStage();
const NAMES = ["lesson.toml", "en.md", "zh.md"];
const EXAMPLE = Object.fromEntries(NAMES.map((name) => [name, readFileSync(new URL(`../docs/example-lesson/${name}`, import.meta.url), "utf8")]));
const packed = NAMES.map((name) => `=== ${name} ===\n${EXAMPLE[name]}`).join("");

/** Drops files on the page: by name, what is in each, as text or octets. */
const drop = (page, files) =>
  page.evaluate((files) => {
    const transfer = new DataTransfer();
    for (const [name, content] of files) {
      transfer.items.add(new File([typeof content === "string" ? content : new Uint8Array(content)], name));
    }
    for (const type of ["dragover", "drop"]) {
      document.querySelector("main").dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
  }, Object.entries(files));

/** The octets of a capture, as the page itself saves one. */
async function aCapture(page) {
  await control(page, "export").click();
  const [download] = await Promise.all([page.waitForEvent("download"), control(page, "export-save").click()]);
  return [...(await readFile(await download.path()))];
}

const isShown = (page, id) => page.waitForFunction((id) => window.stage.control("lesson").value === id, id);
const dialog = (page) => page.locator("dialog.captures");

for (const [what, files] of [
  ["three files of a lesson", EXAMPLE],
  ["a lesson packed into one file, whatever it is called", { "for class.txt": packed }],
]) {
  test(`${what}: dropped, they open as a lesson, and no dialog is left`, async () => {
    const page = await stage.open({ lang: "en" });
    await drop(page, files);
    await isShown(page, "own.ten-octets");
    await part(page, "own-provenance").waitFor();
    assert.equal(await dialog(page).evaluate((dialog) => dialog.open), false);
    await page.finish();
  });
}

test("a lesson with something wrong is told of where it was dropped, and the lesson that was shown stays", async () => {
  const page = await stage.open({ lang: "en" });
  await drop(page, { ...EXAMPLE, "lesson.toml": EXAMPLE["lesson.toml"].replace("[[marks]]", "[[marsk]]") });
  await part(page, "own-outcome").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('[data-part="own-outcome"]'));
  assert.match(await part(page, "own-outcome").innerText(), /lesson\.toml, line \d+/);
  assert.ok((await page.locator("[data-remark]").count()) > 0);
  await assertAccessible(page);
  await isShown(page, "handshake");
  // Mended and dropped again, it opens.
  await drop(page, EXAMPLE);
  await isShown(page, "own.ten-octets");
  await page.finish();
});

test("a capture is known by what is in it, whatever it is called", async () => {
  const page = await stage.open({ lang: "en" });
  await toEnd(page);
  const octets = await aCapture(page);
  await drop(page, { traffic: octets });
  await part(page, "counts").waitFor();
  assert.match(await part(page, "counts").innerText(), /^traffic · Conversations: 1/);
  // What is dropped beside it and cannot be opened takes nothing away.
  await drop(page, { "notes.txt": "Monday: TCP" });
  await part(page, "problem").waitFor();
  assert.equal(await part(page, "conversation").count(), 1);
  await page.finish();
});

for (const [lang, says] of [["en", /^notes\.txt is neither a capture nor a lesson\. Accepted are .*pcapng.*lesson\.toml/], ["zh", /^notes\.txt 既不是抓包文件，也不是课程。.*pcapng.*lesson\.toml/]]) {
  test(`of anything else it is said what is accepted (${lang})`, async () => {
    const page = await stage.open({ lang });
    for (const content of ["Monday: TCP", "", [0x50, 0x4b, 3, 4, 0, 0], "<img src=x onerror='window.hurt=1'>".repeat(9000)]) {
      await drop(page, { "notes.txt": content });
      await part(page, "problem").waitFor();
      assert.match(await part(page, "problem").innerText(), says);
      await page.waitForFunction(() => document.activeElement?.contains(document.querySelector('[data-part="problem"]')));
      await page.keyboard.press("Escape");
    }
    assert.equal(await page.evaluate(() => window.hurt), undefined);
    await isShown(page, "handshake");
    await page.finish();
  });
}

test("the dialog takes a lesson as it takes a capture", async () => {
  const page = await stage.open({ lang: "en" });
  await control(page, "captures").click();
  const files = Object.entries(EXAMPLE).map(([name, text]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) }));
  await control(page, "capture-file").setInputFiles(files);
  await isShown(page, "own.ten-octets");
  await page.finish();
});
