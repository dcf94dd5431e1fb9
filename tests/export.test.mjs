// A run is saved as a file from the page: the same octets as the command line writes, a drawing that stands alone, a
// picture of the right size; in both languages, by keys alone, and without holding the page up.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { LESSONS, choice, control, part, rows, segments, theStage, toEnd } from "./support/stage.mjs";
import { longer } from "./support/transfer.mjs";
import { decode, fieldsOf } from "./support/tshark.mjs";

const stage = theStage();
const { CAPTURES } = process.env;

// Written by an example of the crate `cli`; `cargo xtask test` does so and names the folder.
const skip = CAPTURES === undefined && "CAPTURES names no folder of what the command line writes";

const FORMATS = ["pcapng", "txt", "json", "svg", "png"];
const POINTS = ["client", "path", "server"];
const folder = mkdtempSync(join(tmpdir(), "export-"));

const dialog = (page) => page.locator("dialog.export");

/** Opens the dialog and chooses a format, and where a capture is made. */
async function choose(page, format, point) {
  await control(page, "export").click();
  await control(page, `export-format-${format}`).check();
  if (point !== undefined) await control(page, `export-point-${point}`).check();
}

/** Presses Save; the file's name and its octets. */
async function save(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), control(page, "export-save").click()]);
  return { name: file.suggestedFilename(), octets: readFileSync(await file.path()) };
}

async function saved(page, format, point) {
  await choose(page, format, point);
  return save(page);
}

/** The same as a file that another program can read. */
async function savedFile(page, point) {
  const { name, octets } = await saved(page, "pcapng", point);
  const file = join(folder, `${Math.random().toString(36).slice(2)}-${name}`);
  writeFileSync(file, octets);
  return file;
}

// The folder of each language has the tag that the page gives it.
for (const [lang, tag] of [
  ["en", "en"],
  ["zh", "zh-CN"],
]) {
  for (const lesson of LESSONS) {
    test(`what the page saves of ${lesson} is what the command line writes (${lang})`, { skip }, async () => {
      const page = await stage.open({ lesson, lang, step: 5 });
      const files = [["txt"], ["json"], ...POINTS.map((point) => ["pcapng", point])];
      for (const [format, point] of files) {
        const { name, octets } = await saved(page, format, point);
        assert.equal(name, `${[lesson, point].filter(Boolean).join("-")}.${format}`);
        assert.ok(octets.equals(readFileSync(join(CAPTURES, tag, name))), name);
      }
      await page.finish();
    });
  }

  test(`a file of each format is saved under the name that is typed, and it is said (${lang})`, async () => {
    const page = await stage.open({ lesson: "handshake", lang });
    const name = lang === "en" ? "my run" : "我的 握手";
    for (const format of FORMATS) {
      await choose(page, format);
      await control(page, "export-name").fill(name);
      const file = await save(page);
      assert.equal(file.name, `${name}.${format}`);
      assert.ok(file.octets.length > 500, `${file.octets.length} octets`);
      await dialog(page).waitFor({ state: "hidden" });
      await part(page, "live").getByText(`${name}.${format}`).waitFor({ state: "attached" });
    }
    await page.finish();
  });
}

test("in a packet analyser each vantage shows what the ladder says is seen there, with hosts and rules", { skip }, async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en", drop: "s2" });
  await toEnd(page);
  const key = ({ side, seq, ack, flags, len }) => [side, seq, ack ?? "", [...flags].sort(), len].join(" ");
  const sent = (await rows(page)).map((row) => ({ ...row, flags: row.flags.split(",") }));
  const arrives = ({ fate }) => fate === "delivered" || fate === "duplicate";
  assert.ok(sent.some((row) => !arrives(row)), "something is lost");
  for (const point of POINTS) {
    const seen = sent.filter((row) => point === "path" || row.side === point || arrives(row));
    const file = await savedFile(page, point);
    const captured = await decode(file);
    for (const packet of captured) {
      assert.deepEqual([packet.errors, packet.ipChecksum, packet.tcpChecksum], [[], "good", "good"]);
    }
    const shown = captured.map(({ source, seq, ack, flags, len }) =>
      key({ side: source.port === 80 ? "server" : "client", seq, ack: flags.includes("ACK") ? ack : "", flags, len }),
    );
    assert.deepEqual(shown.sort(), seen.map(key).sort(), point);
    const details = await fieldsOf(file, ["frame.comment", "frame.interface_name", "frame.time_epoch", "ip.src_host"]);
    for (const packet of details) {
      assert.match(packet["frame.comment"], /\(RFC \d+ § [\d.]+\)$/);
      assert.match(packet["frame.interface_name"], point === "path" ? /^router-(client|server)$/ : new RegExp(`^${point}$`));
      assert.match(packet["frame.time_epoch"], /\.\d{9}|\.\d{9}Z$/);
      assert.match(packet["ip.src_host"], /^(client|server)$/);
    }
  }
  await page.finish();
});

/** What an SVG file says, read as XML by the browser: its size, its texts, and whatever in it needs something else. */
const readSvg = (page, text) =>
  page.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...svg.querySelectorAll("*")];
    const root = svg.documentElement;
    const needs = (element) =>
      ["script", "style", "image", "use", "foreignObject", "a", "parsererror"].includes(element.localName) ||
      [...element.attributes].some(
        ({ name, value }) => /^on|href|^style$|^class$/.test(name) || (name !== "xmlns" && /url\(|https?:|var\(/.test(value)),
      );
    return {
      root: root.localName,
      size: [root.getAttribute("width"), root.getAttribute("height")].map(Number),
      viewBox: root.getAttribute("viewBox"),
      title: root.querySelector(":scope > title").textContent,
      titles: [...svg.querySelectorAll("g > title")].map((title) => title.textContent),
      texts: [...svg.querySelectorAll("text")].filter((it) => !it.hasAttribute("aria-hidden")).map((it) => it.textContent),
      fonts: [...new Set(all.map((it) => it.getAttribute("font-family")).filter(Boolean))].sort(),
      colours: [...new Set(all.flatMap((it) => ["fill", "stroke"].map((name) => it.getAttribute(name))))].filter(Boolean),
      needing: all.filter(needs).map((it) => it.outerHTML.slice(0, 200)),
    };
  }, text);

for (const [lang, theme, title, lost] of [
  ["en", "light", "A lost segment", "lost"],
  ["zh", "dark", "丢失的报文段", "丢失"],
]) {
  test(`the drawing is a file that stands alone, and says what the ladder says (${lang}, ${theme})`, async () => {
    const page = await stage.open({ lesson: "lost-segment", lang, theme, step: 20 });
    const before = await saved(page, "svg");
    await toEnd(page);
    const drawn = await segments(page);
    const { octets } = await saved(page, "svg");
    assert.ok(octets.equals(before.octets), "it is the whole run, wherever the player is");
    const svg = await readSvg(page, octets.toString());
    assert.deepEqual(svg.needing, []);
    assert.equal(svg.root, "svg");
    assert.equal(svg.viewBox, `0 0 ${svg.size.join(" ")}`);
    assert.equal(svg.title.length > 0, true);
    assert.deepEqual(svg.fonts, ["monospace", "sans-serif"]);
    // The page's colours in the light, whatever it is in.
    for (const colour of ["#0a5fb4", "#b34700", "#b3261e", "#ffffff"]) assert.ok(svg.colours.includes(colour), colour);
    assert.ok(svg.colours.every((colour) => colour === "none" || /^#[0-9a-f]{6}$/.test(colour)), svg.colours.join(" "));
    for (const { seq } of drawn) {
      assert.ok(svg.titles.some((said) => said.includes(`seq=${seq}`)), `seq=${seq} is drawn`);
    }
    assert.ok(svg.texts.some((text) => text === lost), `${lost} stands there`);
    assert.ok(svg.texts.includes(svg.title), title);
    await page.finish();
  });
}

test("the picture is the drawing at twice its size, and not blank", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "zh", theme: "dark" });
  const { size } = await readSvg(page, (await saved(page, "svg")).octets.toString());
  const { octets } = await saved(page, "png");
  assert.equal(octets.subarray(1, 4).toString(), "PNG");
  const [width, height] = [octets.readUInt32BE(16), octets.readUInt32BE(20)];
  assert.deepEqual([width, height], size.map((pixels) => pixels * 2));
  const seen = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const count = (r, g, b) => {
      let found = 0;
      for (let at = 0; at < data.length; at += 4) found += data[at] === r && data[at + 1] === g && data[at + 2] === b;
      return found;
    };
    return { white: count(255, 255, 255), client: count(10, 95, 180), server: count(179, 71, 0), all: data.length / 4 };
  }, octets.toString("base64"));
  assert.ok(seen.white > seen.all / 2, "it is on white");
  assert.ok(seen.client > 5_000 && seen.server > 5_000, `both lifelines are there: ${JSON.stringify(seen)}`);
  await page.finish();
});

test("by keys alone a capture from the server is saved, and the focus goes back to where it was", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await control(page, "export").focus();
  await page.keyboard.press("Enter");
  await control(page, "export-save").waitFor();
  const focused = () => page.evaluate(() => document.activeElement.dataset.control ?? document.activeElement.id);
  const tabTo = async (name) => {
    for (let times = 0; times < 8 && (await focused()) !== name; times += 1) await page.keyboard.press("Tab");
    assert.equal(await focused(), name);
  };
  assert.equal(await focused(), "export-heading");
  await tabTo("export-format-pcapng");
  await tabTo("export-point-client");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "export-point-server");
  await tabTo("export-name");
  // Letters that are keys of the page are letters here.
  await page.keyboard.type("pbl");
  await tabTo("export-save");
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(file.suggestedFilename(), /^.*pbl.*\.pcapng$/);
  await dialog(page).waitFor({ state: "hidden" });
  assert.equal(await focused(), "export");
  await page.keyboard.press("Enter");
  await control(page, "export-save").waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.querySelector(".app").dataset.mode), "watch");
  await page.finish();
});

for (const [colorScheme, lang] of [
  ["light", "en"],
  ["dark", "zh"],
]) {
  test(`the dialog is accessible and fits small screens (${colorScheme}, ${lang})`, async () => {
    const page = await stage.open({ lesson: "lost-segment", lang }, { colorScheme });
    await choose(page, "pcapng");
    await assertAccessible(page, { within: "dialog.export" });
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
      [720, 480],
      [320, 480],
    ]) {
      await page.setViewportSize({ width, height });
      const [frame, button] = await Promise.all([dialog(page).boundingBox(), control(page, "export-save").boundingBox()]);
      assert.ok(frame.x >= 0 && frame.x + frame.width <= width, `${width}: ${JSON.stringify(frame)}`);
      assert.ok(button.y + button.height <= frame.y + frame.height, `${width}x${height}: Save is in sight`);
      const wider = await dialog(page).evaluate((it) => it.scrollWidth - it.clientWidth);
      assert.ok(wider <= 0, `nothing is cut off at ${width}`);
    }
    await page.finish();
  });
}

test("while segments are still to be predicted nothing is saved, and it says why", async () => {
  for (const [lang, why] of [
    ["en", /what you are asked/],
    ["zh", /还没问到的答案/],
  ]) {
    const page = await stage.open({ lesson: "handshake", lang, mode: "predict" });
    await control(page, "export").click();
    assert.match(await part(page, "export-refused").textContent(), why);
    assert.equal(await control(page, "export-save").count(), 0);
    await assertAccessible(page, { within: "dialog.export" });
    await control(page, "export-close").click();
    await choice(page, "watch").click();
    assert.ok((await saved(page, "txt")).octets.length > 0);
    await page.finish();
  }
});

test("a run that was changed is saved as it was changed, under another name", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en", drop: "c1" });
  const { name, octets } = await saved(page, "txt");
  assert.equal(name, "handshake-changed.txt");
  assert.match(octets.toString(), /to be lost/);
  await page.finish();
});

test("saving a run of some 100,000 steps lets the page go on, tells how far it is and can be called off", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en", edit: longer(33) });
  await part(page, "pending").waitFor({ state: "detached", timeout: 120_000 });
  const steps = Number(await part(page, "transport").getAttribute("data-steps"));
  assert.ok(steps > 90_000, `${steps} steps`);
  // How often the page draws meanwhile, and what its button says.
  await page.evaluate(() => {
    window.frames_drawn = 0;
    const count = () => requestAnimationFrame(count, (window.frames_drawn += 1));
    count();
    window.told = new Set();
    new MutationObserver(() => {
      window.told.add(document.querySelector("[data-control=export-save]")?.textContent);
    }).observe(document.querySelector("dialog.export"), { subtree: true, childList: true, characterData: true });
  });
  for (const format of ["pcapng", "json"]) {
    await choose(page, format);
    await page.evaluate(() => {
      window.frames_drawn = 0;
      window.told.clear();
    });
    const { octets } = await save(page);
    const [frames, told] = await page.evaluate(() => [window.frames_drawn, [...window.told]]);
    assert.ok(octets.length > 10_000_000, `${octets.length} octets`);
    assert.ok(frames > 10, `${frames} frames were drawn while ${format} was made`);
    assert.ok(told.filter((text) => /\d+ % done/.test(text)).length > 5, told.join(", "));
    if (format === "json") assert.equal(JSON.parse(octets.toString()).events.length, steps);
  }
  await choose(page, "json");
  await page.evaluate(() => {
    const button = document.querySelector("[data-control=export-save]");
    button.click();
    return new Promise((called) => setTimeout(() => called(button.click()), 60));
  });
  await page.waitForFunction(() => document.querySelector("[data-control=export-save]").textContent === "Save");
  assert.ok(await dialog(page).isVisible(), "nothing was saved");
  for (const format of ["svg", "png"]) {
    await control(page, `export-format-${format}`).check();
    const said = await part(page, "export-cut").textContent();
    const last = Number(said.match(/step (\d+) of/)[1]);
    assert.ok(last > 100 && last < steps, said);
    const { octets } = await save(page);
    if (format === "svg") {
      const drawing = octets.toString();
      assert.match(drawing, new RegExp(`ends here, after step ${last} of ${steps}\\.</text>`));
      // A state that lasts says its name again and again, on both sides.
      assert.ok(drawing.match(/>ESTABLISHED</g).length > 300, "states are drawn from the beginning to the end");
    } else assert.ok(octets.readUInt32BE(20) <= 16_384);
    await control(page, "export").click();
  }
  await page.finish();
});
