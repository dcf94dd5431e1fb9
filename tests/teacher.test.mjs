// A lesson that a teacher wrote: from files, from the link, from an address beside the page; checked, bounded and inert.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { assertAccessible } from "./support/axe.mjs";
import { addressBar, atStep, control, document, part, ready, theStage, toEnd, transport } from "./support/stage.mjs";

const NAMES = ["lesson.toml", "en.md", "zh.md"];
const EXAMPLE = Object.fromEntries(NAMES.map((name) => [name, readFileSync(new URL(`../docs/example-lesson/${name}`, import.meta.url), "utf8")]));
const packed = (files) => NAMES.filter((name) => name in files).map((name) => `=== ${name} ===\n${files[name]}`).join("");
const linked = (text) => `#lesson=${deflateRawSync(text, { level: 9 }).toString("base64url")}`;

/** What else is on the page's host: by its path. */
const beside = new Map();
/** What was asked of another host. */
const askedElsewhere = [];
let elsewhere;

const stage = theStage({
  also(request, response) {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const answer = beside.get(pathname);
    if (answer === undefined) return false;
    answer(response);
    return true;
  },
});

const folder = mkdtempSync(join(tmpdir(), "lesson-"));
before(async () => {
  elsewhere = createServer((request, response) => {
    askedElsewhere.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end(packed(EXAMPLE));
  });
  await new Promise((listening) => elsewhere.listen(0, "127.0.0.1", listening));
  elsewhere.unref();
  for (const name of NAMES) beside.set(`/course/ten/${name}`, (response) => response.end(EXAMPLE[name]));
  beside.set("/course/ten.lesson.txt", (response) => response.end(packed(EXAMPLE)));
  beside.set("/course/away/lesson.toml", (response) => response.writeHead(302, { location: `${other()}lesson.toml` }).end());
  beside.set("/course/endless.txt", (response) => {
    response.on("error", () => {});
    const more = () => {
      while (!response.destroyed && response.write("a".repeat(65536)));
    };
    response.on("drain", more);
    more();
  });
});
after(() => {
  elsewhere.close();
  rmSync(folder, { recursive: true });
});
const other = () => `http://127.0.0.1:${elsewhere.address().port}/`;

/** Files of a lesson on this machine. */
function written(files) {
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

/** Chooses files in the menu of the lessons. */
async function choose(page, files) {
  await control(page, "lesson").click();
  await control(page, "own-files").setInputFiles(written(files));
}

const shown = (page, id) => page.waitForFunction((id) => window.stage.control("lesson").value === id, id);
const title = (page) => control(page, "lesson").innerText();
const remarks = (page) => page.locator("[data-remark]").evaluateAll((all) => all.map((of) => of.textContent));

/** Opens an address at which there may be nothing to show. */
async function openRefused(query) {
  const page = await stage.open({ lang: "en" });
  await page.goto(`${stage.url()}${query}`);
  await part(page, "own-refused").waitFor();
  return page;
}

test("the three files of a lesson are chosen together, and the lesson is shown like ours, beyond a reload and back", async () => {
  const page = await stage.open({ lang: "en" });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await choose(page, EXAMPLE);
  await shown(page, "own.ten-octets");
  assert.match(await title(page), /Ten octets, and none arrives/);
  assert.equal(await part(page, "lessons").count(), 0);
  await part(page, "own-provenance").waitFor();
  // The files stay on this machine.
  assert.deepEqual(asked.filter((url) => url.includes("ten-octets") || !url.startsWith(stage.url())), []);
  await assertAccessible(page);

  await toEnd(page);
  const { step } = await transport(page);
  assert.ok(step > 10);
  const address = await addressBar(page);
  assert.match(address, /[?&]step=\d+.*#lesson=[\w-]+$/);
  await page.reload();
  await ready(page);
  await shown(page, "own.ten-octets");
  assert.equal((await transport(page)).step, step);

  await page.goBack();
  await shown(page, "handshake");
  await page.goForward();
  await shown(page, "own.ten-octets");
  await page.finish();
});

test("a lesson packed into one file opens, and is saved as such", async () => {
  const page = await stage.open({ lang: "zh" });
  await choose(page, { "my lesson.txt": packed(EXAMPLE) });
  await shown(page, "own.ten-octets");
  assert.match(await title(page), /十个字节，一个也没到/);
  const [download] = await Promise.all([page.waitForEvent("download"), control(page, "save-lesson").click()]);
  assert.equal(download.suggestedFilename(), "ten-octets.lesson.txt");
  assert.equal(readFileSync(await download.path(), "utf8"), packed(EXAMPLE));
  await control(page, "dismiss-provenance").click();
  await part(page, "own-provenance").waitFor({ state: "detached" });
  await page.finish();
});

test("a link has a lesson within it, at its moment and with its mode, and opens in another browser", async () => {
  const page = await stage.openElsewhere(`${stage.url()}?step=4&numbers=relative&lang=en${linked(packed(EXAMPLE))}`);
  await shown(page, "own.ten-octets");
  await atStep(page, 4);
  assert.equal(await page.locator('[data-choice="relative"]').getAttribute("aria-pressed"), "true");
  // The way past the top bar leaves the lesson in the address.
  await page.locator(".skip").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => window.document.activeElement.id), "segments");
  assert.match(await addressBar(page), /#lesson=/);
  await shown(page, "own.ten-octets");
  // A lesson of ours takes its place in the address, too.
  await control(page, "lesson").click();
  await part(page, "lessons").locator('[data-lesson="four-way-close"]').click();
  await shown(page, "four-way-close");
  assert.doesNotMatch(await addressBar(page), /#|own/);
  await page.finish();
});

test("a lesson of a teacher that is called as one of ours does not take its place", async () => {
  const files = { ...EXAMPLE, "lesson.toml": EXAMPLE["lesson.toml"].replace('id = "ten-octets"', 'id = "handshake"') };
  const page = await stage.open(`lang=en${linked(packed(files))}`);
  await shown(page, "own.handshake");
  assert.match(await title(page), /Ten octets/);
  await control(page, "lesson").click();
  await part(page, "lessons").locator('[data-lesson="handshake"]').click();
  await shown(page, "handshake");
  assert.doesNotMatch(await title(page), /Ten octets/);
  await page.finish();
});

for (const address of ["course/ten/", "/course/ten/", "course/ten.lesson.txt"]) {
  test(`a lesson opens from an address beside the page (${address})`, async () => {
    const page = await stage.open({ lang: "en", "lesson-url": address, step: "4" });
    await shown(page, "own.ten-octets");
    await atStep(page, 4);
    const settled = new URL(await addressBar(page));
    assert.equal(settled.searchParams.get("lesson-url"), address);
    assert.equal(settled.hash, "");
    await page.reload();
    await ready(page);
    await shown(page, "own.ten-octets");
    await page.finish();
  });
}

test("an address of another origin is refused, and so is one that leads there; nobody there is asked", async () => {
  const cases = [
    [other(), /this page only reads lessons from where it comes from itself/],
    [`//127.0.0.1:${elsewhere.address().port}/ten/`, /only reads lessons/],
    ["javascript:alert(1)", /javascript:.*only reads lessons/],
    ["data:text/plain,x", /data:.*only reads lessons/],
    ["http://", /is no address/],
    ["course/away/", /could not be read/],
    ["course/nothing/", /the answer is 404/],
    ["course/endless.txt", /too long: at most/],
    ["index.html", /is no lesson/],
  ];
  for (const [address, words] of cases) {
    const page = await openRefused(`?lang=en&lesson-url=${encodeURIComponent(address)}`);
    assert.match(await part(page, "own-refused").innerText(), words, address);
    await control(page, "first-lesson").click();
    await shown(page, "handshake");
    assert.doesNotMatch(await addressBar(page), /lesson-url/);
    // What could not be fetched stands on the console, so the page is not held to saying nothing there.
    await page.context().close();
  }
  assert.deepEqual(askedElsewhere, []);
});

for (const [lang, place, sentence, kept] of [
  ["en", "lesson.toml, line 3:", /There is no chapter 44/, /Nothing else has changed/],
  ["zh", "lesson.toml 第 3 行：", /没有第 44 章/, /其他一切照旧/],
]) {
  test(`what is wrong with chosen files is told with file and line, and nothing is lost (${lang})`, async () => {
    const page = await stage.open({ lang, lesson: "handshake", step: "5" });
    const toml = EXAMPLE["lesson.toml"].replace("chapter = 5", "chapter = 44").replace('"9293 3.4"', '"9293 99"');
    const grave = toml.replace('asks = ["seq", "len"]', "asks = []").replace("program = [", "program = [{ sleep = { ms = 4000000000 } }, ");
    await choose(page, { ...EXAMPLE, "lesson.toml": grave });
    const outcome = part(page, "own-outcome");
    await outcome.waitFor();
    assert.equal(await outcome.evaluate((of) => of === window.document.activeElement), true);
    const said = await remarks(page);
    assert.ok(said.length >= 4, said.join("\n"));
    assert.ok(said.some((line) => line.includes(place) && sentence.test(line)), said.join("\n"));
    assert.match(await outcome.innerText(), kept);
    assert.equal(await control(page, "open-anyway").count(), 0);
    await assertAccessible(page, { within: '[data-part="lessons"]' });
    // It is put right, chosen again, and opens.
    assert.equal((await transport(page)).step, 5);
    await control(page, "own-files").setInputFiles(written(EXAMPLE));
    await shown(page, "own.ten-octets");
    await page.finish();
  });
}

test("TOML that cannot be read, and files that are none of a lesson, are told", async () => {
  const page = await stage.open({ lang: "en" });
  await choose(page, { ...EXAMPLE, "lesson.toml": EXAMPLE["lesson.toml"].replace("chapter = 5", "chapter = = 5") });
  await page.waitForFunction(() => window.document.querySelector("[data-remark]") !== null);
  assert.match((await remarks(page))[0], /lesson\.toml, line 3:.*no TOML/);
  const told = async (words) => {
    await page.waitForFunction((words) => new RegExp(words).test(window.document.querySelector('[data-part="own-outcome"]')?.textContent ?? ""), words);
  };
  await control(page, "own-files").setInputFiles(written({ "notes.txt": "nothing" }));
  await told("notes.txt is no lesson");
  await control(page, "own-files").setInputFiles(written({ "a.txt": "a", "b.txt": "b" }));
  await told("None of these files belongs to a lesson");
  await control(page, "own-files").setInputFiles(written({ "large.txt": "=== en.md ===\n".padEnd(1 << 20, "a") }));
  await told("large.txt is too long");
  // In one file a line is counted from the top of that.
  const text = packed({ ...EXAMPLE, "zh.md": EXAMPLE["zh.md"].replace("term:syn", "term:sny") });
  await control(page, "own-files").setInputFiles(written({ "one.txt": text }));
  await told("no term");
  const line = text.split("\n").findIndex((of) => of.includes("sny")) + 1;
  assert.match((await remarks(page))[0], new RegExp(`one\\.txt \\(zh\\.md:\\d+:\\d+\\), line ${line}:`));
  await page.finish();
});

test("a lesson in one language alone is told of, and shown all the same", async () => {
  const page = await stage.open({ lang: "zh" });
  const { "zh.md": _, ...english } = EXAMPLE;
  await choose(page, english);
  await control(page, "open-anyway").click();
  await shown(page, "own.ten-octets");
  assert.match(await title(page), /Ten octets, and none arrives/);
  await part(page, "own-provenance").locator("summary").click();
  assert.match((await remarks(page))[0], /zh\.md.*缺少这个文件/);
  await page.waitForFunction(() => window.location.hash.startsWith("#lesson="));
  await page.reload();
  await ready(page);
  await shown(page, "own.ten-octets");
  await page.finish();
});

const EVIL = `<script>window.evil = 1</script><img src=x onerror="window.evil = 2"><svg onload="window.evil = 3">`;

test("nothing in a hostile lesson runs, leads away or asks for anything", async () => {
  const hostile = {
    "lesson.toml": EXAMPLE["lesson.toml"]
      .replace(/prompt = .*/g, `prompt = { en = ${JSON.stringify(EVIL)}, zh = ${JSON.stringify(EVIL)} }`)
      .replace("chapter = 5", `chapter = 5\nclaim = { en = ${JSON.stringify(EVIL)}, zh = ${JSON.stringify(EVIL)} }`)
      .replace("{ send = { octets = 10 } }", `{ send = { text = ${JSON.stringify(EVIL)} } }`)
      .replace("{ recv = { octets = 10 } }", `{ recv = { octets = ${EVIL.length} } }`),
    "en.md": `# ${EVIL} \`${EVIL}\`\n\n${EVIL} [a](javascript:window.evil=4) [b](data:text/html,x) ![c](http://127.0.0.1:9/c.png) <http://127.0.0.1:9/> **Why \`${EVIL}\`?**\n\n## text\n\n${"> ".repeat(500)}${EVIL}\n\n${"- ".repeat(500)}x\n\n## again\n\n[${EVIL}](term:syn) [x](term:"><script>window.evil=5</script>)\n\n## taken\n\n\`\`\`\n${EVIL}\n\`\`\`\n\n## try\n\n- ${EVIL} \`${EVIL}\`\n`,
    "zh.md": EXAMPLE["zh.md"],
  };
  const page = await stage.open({ lang: "en" });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await choose(page, hostile);
  await part(page, "own-outcome").waitFor();
  assert.ok((await remarks(page)).some((line) => /HTML is not allowed/.test(line)));
  await control(page, "open-anyway").click();
  await shown(page, "own.ten-octets");
  for (const mode of ["watch", "predict", "watch"]) {
    await page.locator(`[data-choice="${mode}"]`).click();
    for (let step = 0; step < 12; step += 1) await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => window.evil), undefined);
    const found = await page.evaluate(() => {
      const all = [...window.document.body.querySelectorAll("*")];
      const leads = (of) => /^\s*(javascript|data):|127\.0\.0\.1:9/i.test(of.getAttribute("href") ?? of.getAttribute("src") ?? "");
      return all.filter((of) => of.localName === "img" || [...of.attributes].some((at) => /^on/.test(at.name)) || (leads(of) && of.dataset.control !== "save-lesson")).map((of) => of.outerHTML);
    });
    assert.deepEqual(found, [], mode);
  }
  await toEnd(page);
  assert.match(await document(page), /&lt;script&gt;window\.evil/);
  assert.deepEqual(asked.filter((url) => !url.startsWith(stage.url()) && !url.startsWith("data:")), []);
  await page.finish();
});

test("a lesson that asks for too much is refused, and the page stays quick", async () => {
  const toml = EXAMPLE["lesson.toml"];
  const long = (text) => ({ ...EXAMPLE, "lesson.toml": text });
  const cases = [
    // Two hosts that exchange sixty thousand segments, and one that does nothing for two days.
    [
      long(`${toml.replaceAll("octets = 10", "octets = 4194304")}\n[scenario.server.settings]\nmss = 64\n`),
      /The run is too long/,
    ],
    [long(toml.replace("program = [", "program = [{ sleep = { ms = 86400000 } }, { sleep = { ms = 86400000 } }, ")), /within 24 hours/],
    [long(toml.replace("to_server_ms = 20", "to_server_ms = 4294967295")), /time in milliseconds/],
    [long(toml.replace("to_server_ms = 20", "to_server_ms = nan")), /expected is/],
    [long(toml.replace("iss = 1000", "iss = 99999999999999999999999")), /line 1\d:/],
    [long(`${toml}\n${'[[marks]]\nid = "m"\nat = { sent = { from = "client", kind = "text" } }\n'.repeat(150)}`), /The marks are 153|already/],
    [long(`x = ${"[".repeat(20000)}`), /no TOML/],
    [long(`x = ${"{a=".repeat(15000)}`), /no TOML/],
    [long(toml.padEnd(70_000, "#")), /at most 65536 octets|too long/],
  ];
  const page = await stage.open({ lang: "en" });
  await control(page, "lesson").click();
  for (const [files, words] of cases) {
    const began = Date.now();
    await control(page, "own-files").setInputFiles(written(files));
    await page.waitForFunction((words) => new RegExp(words).test(window.document.querySelector('[data-part="own-outcome"]')?.textContent ?? ""), words.source);
    assert.ok(Date.now() - began < 10_000, `${words}: ${Date.now() - began} ms`);
    assert.equal(await control(page, "open-anyway").count(), 0, String(words));
  }
  await page.finish();
});

test("a link that is damaged, or would grow beyond a lesson, is refused in a sentence", async () => {
  const whole = linked(packed(EXAMPLE));
  for (const [hash, words] of [
    [whole.slice(0, -40), /damaged/],
    [`${whole.slice(0, 60)}!${whole.slice(60)}`, /damaged/],
    [linked("nothing of a lesson"), /damaged/],
    [linked("a".repeat(20_000_000)), /longer than a lesson may be/],
    [linked(packed({ ...EXAMPLE, "en.md": EXAMPLE["en.md"].repeat(100) })), /longer than|at most 65536/],
  ]) {
    const page = await openRefused(`?lang=en${hash}`);
    assert.match(await part(page, "own-refused").innerText(), words);
    await control(page, "first-lesson").click();
    await shown(page, "handshake");
    assert.doesNotMatch(await addressBar(page), /#lesson/);
    await page.finish();
  }
});
