// A capture is opened in the page: what is listed and shown is what the file has, and nothing of it goes anywhere.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { outOfReach } from "./support/layout.mjs";
import { blocks, fileOf, isPacket } from "./support/pcapng.mjs";
import { blanks, fillInAll, goToQuestion, lock } from "./support/questions.mjs";
import {
  addressBar, arrow, atStep, choice, control, document, host, part, rows, segments, theStage, toEnd, transport,
} from "./support/stage.mjs";
import { decode } from "./support/tshark.mjs";

const stage = theStage();
const { CAPTURES } = process.env;

// Written by an example of the crate `cli`; `cargo xtask test` does so and names the folder.
const skip = CAPTURES === undefined && "CAPTURES names no folder of captures";
const capture = (lesson) => join(CAPTURES, `${lesson}.pcapng`);
const named = (name, buffer) => ({ name, mimeType: "application/octet-stream", buffer });

/** Opens the dialog and gives it a file. */
async function choose(page, file) {
  await control(page, "captures").click();
  await control(page, "capture-file").setInputFiles(file);
}

/** The same, and waits until it is listed. */
async function list(page, file) {
  await choose(page, file);
  await part(page, "counts").waitFor();
}

/** Shows a conversation of the file that is listed. */
async function openOne(page, number = 1) {
  await part(page, "conversation", `[data-number="${number}"]`).locator("[data-control=capture-open]").click();
  await page.locator("[data-part=host].is-captured").first().waitFor();
}

const conversations = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("[data-part=conversation]")].map((row) => ({
      number: row.dataset.number,
      opened: row.dataset.opened,
      closed: row.dataset.closed,
      cells: [...row.cells].map((cell) => cell.innerText),
    })),
  );

const known = (page, side, name) =>
  part(page, "host", `[data-side="${side}"] [data-tcb="${name}"]`).getAttribute("data-known");

for (const lesson of ["handshake", "lost-segment"]) {
  test(`${lesson}: an opened capture shows the segments that tshark reads`, { skip }, async () => {
    const read = await decode(capture(lesson));
    const page = await stage.open({ lang: "en" });
    await list(page, capture(lesson));
    await openOne(page);
    assert.equal((await transport(page)).step, 0, "it begins at its beginning");
    await toEnd(page);
    const shown = await rows(page);
    assert.equal(shown.length, read.length);
    // The table goes by when a segment left its sender, the file by when it passed.
    const key = ({ seq, ack, len, flags }) => [seq, flags.includes("ACK") ? ack : "", len, [...flags].sort()].join(" ");
    const ours = shown.map((row) => key({ ...row, flags: row.flags.split(",") })).sort();
    assert.deepEqual(ours, read.map(key).sort());
    const lost = lesson === "lost-segment" ? 1 : 0;
    assert.equal(shown.filter((row) => row.retransmission).length, lost);
    assert.equal(shown.filter((row) => row.fate === "lost").length, lost);
    await page.finish();
  });
}

test("a file of several conversations is listed, searched and sorted", { skip }, async () => {
  // Of the same two sockets, and each with an ISN of its own.
  const lessons = ["first-syn", "lost-segment", "four-way-close"];
  // The last packet once more, as the first fragment of a longer one: behind Ethernet, "more fragments" in IP's header.
  const fragment = Buffer.from(blocks(capture(lessons.at(-1))).filter(isPacket).at(-1).octets);
  fragment[28 + 14 + 6] = 0x20;
  const whole = named("all.pcapng", Buffer.concat([...lessons.map((lesson) => readFileSync(capture(lesson))), fragment]));
  const page = await stage.open({ lang: "en" });
  await list(page, whole);
  const all = await conversations(page);
  assert.equal(all.length, lessons.length);
  for (const [index, lesson] of lessons.entries()) {
    const read = await decode(capture(lesson));
    const count = (port) => read.filter(({ source }) => source.port === port).length;
    assert.ok(all[index].cells[4].includes(`${read.length - count(80)} + ${count(80)}`), lesson);
    const octets = (isServer) =>
      read.filter(({ source }) => (source.port === 80) === isServer).reduce((sum, { len }) => sum + len, 0);
    assert.ok(all[index].cells[5].includes(`${octets(false)} + ${octets(true)}`), lesson);
    assert.deepEqual([all[index].opened, all[index].closed], ["handshake", "both"]);
  }
  assert.match(await part(page, "others").innerText(), /^Also in the file: IP fragments.*: 1$/);
  assert.match(all[2].cells[8], /1 segment came in fragments/);
  await control(page, "capture-search").fill("again");
  await page.locator("[data-part=conversation]").nth(1).waitFor({ state: "detached" });
  assert.deepEqual((await conversations(page)).map(({ number }) => number), ["2"]);
  await control(page, "capture-search").fill("no-such-word");
  await page.locator("[data-part=conversation]").first().waitFor({ state: "detached" });
  await control(page, "capture-search").fill("");
  await page.locator("[data-sort=octets]").click();
  await page.locator("th[aria-sort=descending] [data-sort=octets]").waitFor();
  assert.deepEqual((await conversations(page)).map(({ number }) => number), ["2", "3", "1"]);
  await openOne(page, 3);
  assert.match(await page.locator("[data-note=capture]").innerText(), /1 segment came in fragments/);
  await page.finish();
});

test("of a capture what follows for certain is asked, and judged with its sum", { skip }, async () => {
  const page = await stage.open({ lang: "en" });
  await list(page, capture("handshake"));
  await openOne(page);
  await toEnd(page);
  const captured = (await rows(page)).map((row) => ({ ...row, seq: Number(row.seq), ack: Number(row.ack) }));
  await choice(page, "predict").click();
  await part(page, "asking").locator("summary").click();
  await page.locator("[data-ask-scope=every]").click();
  await part(page, "asking", `[data-every="true"]`).waitFor();
  for (const name of ["len", "window", "sack-left"]) {
    assert.equal(await page.locator(`[data-ask-part="${name}"]`).count(), 0, `${name} depends on what nobody saw`);
  }
  let asked = 0;
  while ((await control(page, "go-to-question").count()) > 0) {
    await goToQuestion(page);
    const { seq, ack, flags } = captured[(await segments(page)).length];
    const whole = (await document(page)).replace(/[\s,_]/g, "");
    const seen = captured.slice(0, (await segments(page)).length).flatMap((segment) => [segment.seq, segment.ack]);
    const names = await blanks(page);
    for (const [name, number] of Object.entries({ seq, ack }).filter(([name]) => names.includes(name))) {
      assert.ok(seen.includes(number) || !whole.includes(String(number)), `${name} ${number} is not given away`);
    }
    // The first is answered by a wrong rule.
    const isFirst = asked === 0;
    await page.locator(`[data-hint="${names[0]}"]`).click();
    await fillInAll(page, { seq, ack: isFirst ? ack - 1 : ack, flags });
    const judged = await lock(page);
    assert.deepEqual(Object.keys(judged), names);
    if (isFirst) {
      assert.equal(judged.ack.rule, "syn-zero");
      assert.match(await part(page, "judged", `[data-ask="ack"]`).textContent(), / \+ 1 = /);
    } else {
      assert.ok(Object.values(judged).every(({ right }) => right === "true"), JSON.stringify(judged));
    }
    asked += 1;
  }
  assert.ok(asked >= 3, `${asked} segments`);
  assert.doesNotMatch(await part(page, "question").textContent(), /lesson/, "it is no lesson");
  await page.finish();
});

test("a file that is dropped on the page is listed, and asks nobody for anything", { skip }, async () => {
  const page = await stage.open({ lang: "en" });
  await control(page, "captures").click();
  await part(page, "captures").waitFor();
  await page.keyboard.press("Escape");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const octets = [...readFileSync(capture("handshake"))];
  await page.evaluate((octets) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(octets)], "dropped.pcapng"));
    for (const type of ["dragover", "drop"]) {
      const event = new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
      document.querySelector("main").dispatchEvent(event);
    }
  }, octets);
  await part(page, "counts").waitFor();
  assert.match(await part(page, "counts").innerText(), /^dropped\.pcapng/);
  await openOne(page);
  await toEnd(page);
  assert.deepEqual(asked, []);
  await page.finish();
});

test("what a host knew is certain, likely or not seen, and what was not captured is not made up", { skip }, async () => {
  const page = await stage.open({ lang: "en" });
  await list(page, capture("handshake"));
  await openOne(page);
  assert.equal(await known(page, "client", "SND.UNA"), null);
  await toEnd(page);
  assert.equal(await known(page, "client", "ISS"), "certain");
  assert.equal(await known(page, "client", "SND.UNA"), "likely");
  const tcb = (await host(page, "client")).tcb;
  assert.deepEqual(Object.keys(tcb).filter((name) => /cwnd|ssthresh|RTO|SRTT/.test(name)), [], "nobody saw these");

  const all = blocks(capture("handshake"));
  const first = all.findIndex(isPacket);
  await list(page, named("late.pcapng", fileOf(all.filter((_, index) => index < first || index >= first + 3))));
  assert.equal((await conversations(page))[0].opened, "midstream");
  await openOne(page);
  await control(page, "step").click();
  await atStep(page, 1);
  assert.equal(await known(page, "client", "ISS"), null, "its SYN was not captured");
  await page.finish();
});

test("a retransmission says that it is one, why probably, and which packet shows it", { skip }, async () => {
  const page = await stage.open({ lang: "en" });
  await list(page, capture("lost-segment"));
  await openOne(page);
  await toEnd(page);
  const again = (await rows(page)).find((row) => row.retransmission);
  await arrow(page, `${again.side[0]}${again.nth}`).click();
  const finding = part(page, "findings").locator(".finding");
  await finding.first().waitFor();
  assert.match(await finding.first().innerText(), /RFC \d+, section|RFC \d+ § |RFC \d+/);
  const evidence = page.locator("[data-evidence]").first();
  const packet = await evidence.getAttribute("data-evidence");
  await evidence.click();
  await part(page, "findings", `[data-packet="${packet}"]`).waitFor();
  await page.finish();
});

test("a file that is chosen while another is read takes its place, and nothing of the other is heard again", { skip }, async () => {
  const page = await stage.open({ lang: "en" });
  await list(page, capture("handshake"));
  const said = await page.evaluate(async (lesson) => {
    const said = new Set();
    const note = () => document.querySelectorAll("[data-part=counts]").forEach((counts) => said.add(counts.textContent));
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    const input = document.querySelector("[data-control=capture-file]");
    // Both in one turn, as no hand could choose them.
    for (const name of ["first.pcapng", "second.pcapng"]) {
      const chosen = new DataTransfer();
      chosen.items.add(new File(Array(5_000).fill(new Uint8Array(lesson)), name));
      input.files = chosen.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    while (![...said].some((text) => text.includes("second.pcapng"))) await new Promise(requestAnimationFrame);
    return [...said];
  }, [...readFileSync(capture("handshake"))]);
  assert.ok(said.every((text) => !text.includes("first.pcapng")), said.join("; "));
  await page.finish();
});

test("what was captured cannot be changed, and says so", { skip }, async () => {
  const page = await stage.open({ lang: "en" });
  await list(page, capture("handshake"));
  await openOne(page);
  await toEnd(page);
  const { steps } = await transport(page);
  await arrow(page, "c1").focus();
  await page.keyboard.press("Delete");
  await page.getByText("it cannot be changed").first().waitFor({ state: "attached" });
  assert.equal((await transport(page)).steps, steps);
  assert.equal(await choice(page, "lab").count(), 0);
  await arrow(page, "c1").click();
  assert.equal(await control(page, "drop").count(), 0);
  await page.finish();
});

test("a link to a moment of a capture asks for the file, and then leads there", { skip }, async () => {
  const page = await stage.open({ lang: "en" });
  await list(page, capture("handshake"));
  await openOne(page);
  for (let step = 1; step <= 5; step += 1) {
    await control(page, "step").click();
    await atStep(page, step);
  }
  const address = await addressBar(page);
  const other = await stage.openElsewhere(address);
  await part(other, "notices").waitFor();
  assert.match(await part(other, "notices").innerText(), /handshake\.pcapng/);
  await choose(other, capture("handshake"));
  await other.locator("[data-part=host].is-captured").first().waitFor();
  await atStep(other, 5);
  assert.equal(await part(other, "notices").count(), 0);
  // Another lesson, and back.
  await control(other, "lesson").click();
  await other.locator('[data-lesson="four-way-close"]').click();
  await other.locator("[data-part=host].is-captured").first().waitFor({ state: "detached" });
  await addressBar(other);
  await other.goBack();
  await other.locator("[data-part=host].is-captured").first().waitFor();
  await atStep(other, 5);
  await other.finish();
  await page.finish();
});

const BROKEN = {
  "an empty file": { octets: () => Buffer.alloc(0), says: /empty|0/i, conversations: 0 },
  "a file of another kind": { octets: () => Buffer.from("<script>window.hurt = 1</script>".repeat(40)), says: /octet|byte/i, conversations: 0 },
  "a capture that was cut off": { octets: (file) => file.subarray(0, file.length - 30), says: /octet \d+/i, conversations: 1 },
  "a capture with a damaged block": {
    octets: (file) => {
      const damaged = Buffer.from(file);
      damaged.writeUInt32LE(0xffffffff, blocks(capture("handshake")).slice(0, 9).reduce((at, { octets }) => at + octets.length, 4));
      return damaged;
    },
    says: /octet \d+/i,
    conversations: 1,
  },
};

for (const [name, { octets, says, conversations: count }] of Object.entries(BROKEN)) {
  test(`${name}: what was readable is listed, and a sentence says where and why it stops`, { skip }, async () => {
    const page = await stage.open({ lang: "en" });
    const file = named('<img src=x onerror="window.hurt=1">.pcap', octets(readFileSync(capture("handshake"))));
    await list(page, file);
    assert.match(await part(page, "stopped").innerText(), says);
    assert.equal((await conversations(page)).length, count);
    const counts = await part(page, "counts").innerText();
    assert.equal(counts.includes("TCP"), count > 0, "of a file that is no capture nothing else is said");
    assert.equal(await page.evaluate(() => window.hurt), undefined, "nothing of a file runs");
    await page.finish();
  });
}

test("a long file is listed alike where the browser streams files and where it gives them in pieces", { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "captures-"));
  const file = join(folder, "long.pcapng");
  const all = blocks(capture("handshake"));
  const [head, packets] = [fileOf(all.filter((block) => !isPacket(block))), fileOf(all.filter(isPacket))];
  // More than the browser is asked for at once, and so that packets lie in two pieces.
  const times = Math.ceil(9e6 / packets.length);
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: times }, () => packets)]));
  for (const isStreamed of [true, false]) {
    const page = await stage.open({ lang: "en" });
    if (!isStreamed) await page.evaluate(() => delete window.ReadableStreamBYOBReader);
    await list(page, file);
    const counts = (await part(page, "counts").innerText()).replace(/[\s,]/g, "");
    assert.match(counts, new RegExp(`segments:${times * all.filter(isPacket).length}$`), `streamed: ${isStreamed}`);
    assert.equal(await part(page, "stopped").count(), 0);
    await page.finish();
  }
  rmSync(folder, { recursive: true });
});

test("reading is cancelled at once, and what came before is listed", { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "captures-"));
  const file = join(folder, "long.pcapng");
  const all = blocks(capture("handshake"));
  const packets = fileOf(all.filter(isPacket));
  const head = fileOf(all.filter((block) => !isPacket(block)));
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: Math.ceil(60e6 / packets.length) }, () => packets)]));
  const page = await stage.open({ lang: "en" });
  const slow = await page.context().newCDPSession(page);
  await control(page, "captures").click();
  await part(page, "captures").waitFor();
  // It is pressed as soon as it is there.
  await page.evaluate(() => {
    new MutationObserver(() => document.querySelector("[data-control=capture-cancel]")?.click()).observe(document.body, {
      childList: true,
      subtree: true,
    });
  });
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await control(page, "capture-file").setInputFiles(file);
  await part(page, "stopped").waitFor();
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  assert.match(await part(page, "stopped").innerText(), /cancelled at octet \d+/);
  rmSync(folder, { recursive: true });
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`the dialog and a conversation are accessible, by keys alone and on a phone (${lang})`, { skip }, async () => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme });
      await list(page, capture("lost-segment"));
      await assertAccessible(page);
      await openOne(page);
      await toEnd(page);
      await assertAccessible(page);
    }
    await page.keyboard.press("Home");
    await control(page, "captures").focus();
    await page.keyboard.press("Enter");
    await page.locator("[data-control=capture-open]").first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.setViewportSize({ width: 390, height: 844 });
    await control(page, "captures").click();
    await part(page, "counts").waitFor();
    assert.deepEqual(await outOfReach(page), []);
    await assertAccessible(page);
    await page.finish();
  });
}
