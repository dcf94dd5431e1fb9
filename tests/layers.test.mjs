// The pane of the layers: a segment's way through four devices, the work of every layer with real values, and the bits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { addressBar, arrow, control, part, rows, show, theStage, toEnd } from "./support/stage.mjs";

const stage = theStage();

/** The client's third segment, which carries text, while it is under way. */
const MOVING = { lesson: "handshake", view: "layers", lang: "en", step: 14 };
/** When it has gone so much of its way of 30 ms, in nanoseconds of the run. */
const after = (share) => ({ ...MOVING, t: Math.round(70_000_000 + share * 30_000_000) });
const ARRIVED = { lesson: "handshake", view: "layers", lang: "en", step: 30, segment: "c3" };
/** A bit of its text flips on the way. */
const DAMAGED = { ...ARRIVED, fault: "c3.corrupt.171" };

const box = (page, name) => page.locator(`[data-box="${name}"]`);
const place = (page) => part(page, "place").evaluate(({ dataset }) => `${dataset.device}-${dataset.layer}`);
const whereabouts = (page) => part(page, "layers").evaluate(({ dataset }) => ({ ...dataset }));

/** What the open layer does, each as its kind, what it is about, its value, and how a check ends. */
const deeds = (page) =>
  part(page, "place").evaluate((place) =>
    [...place.querySelectorAll("[data-deed]")].map((deed) => ({
      kind: deed.dataset.deed,
      field: deed.querySelector("[data-deed-field]")?.dataset.deedField,
      value: window.stage.textOf(deed.querySelector(".deed-value")),
      fits: deed.dataset.fits,
    })),
  );

test("every layer of every device opens from the keyboard and says what it does", async () => {
  const page = await stage.open(ARRIVED);
  const names = await page.evaluate(() => [...window.document.querySelectorAll("[data-box]")].map((box) => box.dataset.box));
  assert.equal(names.length, 7 + 2 + 3 + 7);
  for (const name of names) {
    await box(page, name).focus();
    await page.keyboard.press("Enter");
    const [device, layer] = name.split("-");
    await part(page, "place", `[data-device="${device}"][data-layer="${layer}"]`).waitFor();
    assert.equal(await box(page, name).getAttribute("aria-pressed"), "true");
    const text = await part(page, "place").textContent();
    assert.ok(text.length > 40, `${name}: ${text}`);
  }
  // Let go of, the place follows the segment again.
  await control(page, "follow").click();
  await part(page, "place", `[data-device="server"][data-layer="7"]`).waitFor();
  await page.finish();
});

test("the segment goes down, across a switch and a router, and up, as the cursor says and not otherwise", async () => {
  const page = await stage.open(MOVING);
  const seen = [];
  const tokens = [];
  for (let share = 0.005; share < 1; share += 0.01) {
    await show(page, after(share));
    const { at, atLayer, onWire } = await whereabouts(page);
    const stop = onWire === "true" ? `behind ${at}` : `${at}-${atLayer}`;
    if (seen.at(-1) !== stop) {
      seen.push(stop);
    }
    tokens.push(await part(page, "token").evaluate((token) => token.parentElement.style.transform));
  }
  const down = [7, 6, 5, 4, 3, 2, 1].map((layer) => `client-${layer}`);
  const up = [1, 2, 3, 4, 5, 6, 7].map((layer) => `server-${layer}`);
  const across = ["switch-1", "switch-2", "switch-1", "behind switch", "router-1", "router-2", "router-3", "router-2"];
  assert.deepEqual(seen, [...down, "behind client", ...across, "router-1", "behind router", ...up]);
  assert.equal(new Set(tokens).size, tokens.length, "it moves all the time");
  await show(page, after(0.005));
  assert.equal(await part(page, "token").evaluate((token) => token.parentElement.style.transform), tokens[0]);
  await page.finish();
});

test("headers are put round the text on the way down and taken off on the way up", async () => {
  const page = await stage.open(MOVING);
  const there = () =>
    part(page, "packet").evaluate((packet) =>
      [...packet.querySelectorAll("[data-there=true]")].map(({ dataset }) => dataset.pack).sort(),
    );
  const expected = {
    "client-7": ["text"],
    "client-4": ["tcp", "text"],
    "client-3": ["ipv4", "tcp", "text"],
    "client-2": ["ethernet", "fcs", "ipv4", "tcp", "text"],
    "router-3": ["ipv4", "tcp", "text"],
    "server-4": ["tcp", "text"],
    "server-7": ["text"],
  };
  for (let share = 0.005; share < 1; share += 0.02) {
    await show(page, after(share));
    const { at, atLayer, onWire } = await whereabouts(page);
    const parts = expected[`${at}-${atLayer}`];
    if (parts !== undefined && onWire === "false") {
      assert.deepEqual(await there(), parts, `${at}-${atLayer}`);
    }
  }
  await page.finish();
});

test("the router checks, rewrites and leaves what the header tab shows on both sides of it", async () => {
  const page = await stage.open({ ...ARRIVED, tab: "header", device: "router", layer: 3 });
  const index = (await rows(page)).findIndex(({ side, nth }) => side === "client" && nth === "3");
  const before = await page.evaluate((index) => window.stage.fields(index), index);
  await page.locator("[data-vantage=receiver]").click();
  await page.locator("[data-vantage=receiver][aria-pressed=true]").waitFor();
  const behind = await page.evaluate((index) => window.stage.fields(index), index);
  const rewrites = async () => (await deeds(page)).filter(({ kind }) => kind === "rewrites");
  for (const [layer, fields] of [
    [3, ["ipv4-ttl", "ipv4-header-checksum"]],
    [2, ["ethernet-destination", "ethernet-source", "ethernet-fcs"]],
  ]) {
    await show(page, { ...ARRIVED, tab: "header", device: "router", layer });
    await part(page, "place", `[data-layer="${layer}"]`).waitFor();
    const told = await rewrites();
    assert.deepEqual(told.map(({ field }) => field), fields);
    for (const { field, value } of told) {
      assert.equal(value, `${before[field]} → ${behind[field]}`);
    }
    assert.ok((await deeds(page)).filter(({ kind }) => kind === "checks").every(({ fits }) => fits === "true"));
  }
  await page.finish();
});

test("a bit that flips in the router passes every check but the one from end to end", async () => {
  const page = await stage.open(DAMAGED);
  assert.equal((await whereabouts(page)).phase, "dropped");
  for (const [name, field, fits] of [
    ["router-2", "ethernet-fcs", "true"],
    ["server-2", "ethernet-fcs", "true"],
    ["server-3", "ipv4-header-checksum", "true"],
    ["server-4", "tcp-checksum", "false"],
  ]) {
    await box(page, name).click();
    await part(page, "place", `[data-device="${name.split("-")[0]}"][data-layer="${name.at(-1)}"]`).waitFor();
    const check = (await deeds(page)).find((deed) => deed.kind === "checks" && deed.field === field);
    assert.equal(check.fits, fits, `${name}: ${check.value}`);
  }
  await box(page, "router-3").click();
  await part(page, "place", `[data-device="router"][data-layer="3"]`).waitFor();
  assert.equal((await deeds(page)).filter(({ kind }) => kind === "breaks").length, 1);
  assert.match(await box(page, "server-7").textContent(), /takes no part/);
  await page.finish();
});

test("what the path loses vanishes behind the router and never comes up at the receiver", async () => {
  const page = await stage.open({ lesson: "lost-segment", view: "layers", lang: "en", step: 60, segment: "c4" });
  const { phase, at, onWire } = await whereabouts(page);
  assert.deepEqual({ phase, at, onWire }, { phase: "lost", at: "router", onWire: "true" });
  await box(page, "server-4").click();
  assert.match(await part(page, "place").textContent(), /never came here/);
  await page.finish();
});

test("one selection: a field marks its bits, a bit selects its field, and both are in the link", async () => {
  const page = await stage.open({ ...ARRIVED, tab: "header", device: "client", layer: 1 });
  const cell = (field) => part(page, "field", `[data-field="${field}"]`);
  const strip = page.locator(".bit-strip");
  await cell("ipv4-ttl").click();
  const ttl = 8 * (8 + 14 + 8);
  await part(page, "signal", `[data-bit="${ttl}"]`).waitFor();
  const marked = () => page.locator(".line-bit.is-selected").allTextContents();
  // 64, lowest bit first.
  assert.deepEqual(await marked(), [..."00000010"]);
  await strip.focus();
  await page.keyboard.press("PageDown");
  await part(page, "signal", `[data-bit="${ttl + 8}"]`).waitFor();
  assert.equal(await cell("ipv4-protocol").getAttribute("aria-pressed"), "true");
  assert.deepEqual(await marked(), [..."01100000"]);
  for (const [key, bit] of [["ArrowLeft", ttl + 7], ["Home", 0], ["ArrowRight", 1]]) {
    await page.keyboard.press(key);
    await part(page, "signal", `[data-bit="${bit}"]`).waitFor();
    assert.equal(await strip.getAttribute("aria-valuenow"), String(bit));
  }
  assert.equal((await addressBar(page)).includes("bit=1"), true);
  await page.finish();
});

test("the window of bits is dragged, and a bit is pointed at", async () => {
  const page = await stage.open({ ...ARRIVED, device: "client", layer: 1, bit: 240 });
  const { x, y, width } = await page.locator(".curve").boundingBox();
  const bit = width / 32;
  await page.mouse.move(x + 20 * bit, y + 20);
  await page.mouse.down();
  await page.mouse.move(x + 12 * bit, y + 20, { steps: 4 });
  await page.mouse.up();
  await part(page, "signal", `[data-bit="248"]`).waitFor();
  // The first bit of the window is four before the one that is looked at.
  await page.mouse.click(x + 10.5 * bit, y + 20);
  await part(page, "signal", `[data-bit="254"]`).waitFor();
  await page.finish();
});

test("each line code draws its own signal of the same bits", async () => {
  const page = await stage.open({ ...ARRIVED, device: "client", layer: 1, field: "tcp-data" });
  const curves = new Set();
  for (const code of ["manchester", "nrz", "nrzi", "mlt3"]) {
    await page.locator(`[data-line-code="${code}"]`).click();
    await part(page, "signal", `[data-code="${code}"]`).waitFor();
    curves.add(await page.locator(".curve .level").getAttribute("d"));
  }
  assert.equal(curves.size, 4);
  await page.finish();
});

test("presentation shows each character's octets, and a compression that gives the message back", async () => {
  const page = await stage.open({ ...ARRIVED, lesson: "lost-segment", segment: "c3", device: "client", layer: 6 });
  const compressed = await part(page, "compressed").evaluate(({ dataset }) => ({ ...dataset }));
  assert.equal(compressed.whole, "true");
  assert.equal(compressed.from, "100");
  assert.ok(Number(compressed.to) < 100, `${compressed.to} octets`);
  const first = await page.locator(".char").first().textContent();
  assert.equal(first, "P50");
  await page.finish();
});

test("a text that is typed in the lab is shown with all the octets of each character", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "lab", lang: "en" });
  const call = (side, name) => page.locator(`.lab-side[data-side="${side}"] [data-call="${name}"]`);
  await control(page, "take-over").click();
  await call("server", "listen").click();
  await call("client", "connect").click();
  await toEnd(page);
  await page.locator("#lab-client-text").fill("你好, café");
  // No more than the text has.
  await page.locator("#lab-client-octets").fill("13");
  await page.locator("#lab-client-octets").press("Tab");
  await call("client", "send").click();
  await toEnd(page);
  const link = Object.fromEntries(new URL(await addressBar(page)).searchParams);
  await show(page, { ...link, view: "layers", segment: "c3", device: "client", layer: "6" });
  const octets = await page.locator(".char").evaluateAll((chars) => chars.map(({ dataset }) => dataset.octets).join(""));
  assert.equal(octets, "33111112");
  assert.equal(await page.locator(".char").first().textContent(), "你e4 bd a0");
  assert.equal(await part(page, "compressed").getAttribute("data-whole"), "true");
  assert.match(await part(page, "place").textContent(), /8 characters → 13 octets/);
  await show(page, { ...link, view: "layers", segment: "c3", device: "client", layer: "7" });
  assert.match(await part(page, "place").textContent(), /s\.send\("你好, café"\.encode\(\)\)/);
  await page.finish();
});

test("a segment made by hand for another port is nobody's: asked for by no call, and given to no socket", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "lab", lang: "en", step: 16, lab: "segment" });
  for (const [id, text] of [["dst-port", "99"], ["text", "0123456789"]]) {
    await page.locator(`#made-${id}`).fill(text);
    await page.locator(`#made-${id}`).press("Tab");
  }
  await control(page, "inject").click();
  await toEnd(page);
  const link = Object.fromEntries(new URL(await addressBar(page)).searchParams);
  const placed = async (device, layer) => {
    await show(page, { ...link, view: "layers", segment: "xc1", device, layer });
    return part(page, "place", `[data-device="${device}"][data-layer="${layer}"]`).textContent();
  };
  const tcp = await placed("server", 4);
  assert.match(tcp, /99 → no socket.*none is taken.*No such connection.*RFC 9293 §3\.10\.7\.1/s);
  assert.doesNotMatch(tcp, /receive buffer/);
  assert.doesNotMatch(await placed("server", 7), /recv/);
  assert.match(await box(page, "server-7").textContent(), /takes no part/);
  assert.match(await placed("client", 5), /no connection between these ports/);
  assert.match(await placed("client", 7), /no call: made by hand/);
  await page.finish();
});

test("what the program takes is told of the call that took it", async () => {
  const page = await stage.open({ ...ARRIVED, device: "server", layer: 4 });
  assert.match(await part(page, "place").textContent(), /41 octets → receive buffer.*RCV\.NXT/s);
  await box(page, "server-7").click();
  await part(page, "place", `[data-layer="7"]`).waitFor();
  assert.match(await part(page, "place").textContent(), /Taken by\s*c\.recv\(41, MSG_WAITALL\)/);
  await page.finish();
});

test("every value of a header's field leads to its why, by mouse and by keys", async () => {
  const page = await stage.open(ARRIVED);
  const links = () => part(page, "place").locator("[data-why-of]");
  for (const name of ["client-4", "client-3", "client-2", "router-3", "router-2", "server-4", "server-3", "server-2"]) {
    await box(page, name).click();
    const [device, layer] = name.split("-");
    await part(page, "place", `[data-device="${device}"][data-layer="${layer}"]`).waitFor();
    const fields = await links().evaluateAll((all) => all.map(({ dataset }) => dataset.whyOf));
    assert.ok(fields.length >= 3, `${name}: ${fields}`);
    const leadless = await part(page, "place").locator(".deed:has(button.deed-name):not(:has([data-why-of]))").count();
    assert.equal(leadless, 0, name);
    for (const [index, field] of fields.entries()) {
      const link = links().nth(index);
      await (index % 2 === 0 ? link.click() : link.press("Enter"));
      await page.locator(`[data-field-why="${field}"]`).waitFor();
    }
  }
  assert.match(await addressBar(page), /field=/);
  await page.finish();
});

test("UDP stands beside TCP with real values and what it lacks", async () => {
  const page = await stage.open({ ...ARRIVED, device: "client", layer: 4 });
  const udp = part(page, "udp");
  await udp.locator("summary").click();
  assert.match(await udp.textContent(), /20 octets.*8 octets/s);
  assert.equal(await udp.locator(`[data-deed-field="udp-length"]`).textContent(), String(8 + 41));
  assert.match(await udp.locator(`[data-deed-field="udp-checksum"]`).textContent(), /^0x[0-9a-f]{4}$/);
  assert.equal(await udp.locator(".lacks li").count(), 5);
  await page.finish();
});

test("in predict mode neither the segment that is asked for nor the fate of one under way is in the page", async () => {
  const open = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(open);
  await part(open, "row").first().waitFor({ state: "attached" });
  const all = await rows(open);
  await open.finish();
  const page = await stage.open({ lesson: "handshake", mode: "predict", view: "layers", lang: "en" });
  assert.match(await part(page, "layers").textContent(), /No segment has been sent yet/);
  await control(page, "end").click();
  await part(page, "question", "[data-open=true]").waitFor();
  await part(page, "row").first().waitFor({ state: "attached" });
  const shown = await part(page, "layers").innerHTML();
  const sent = (await rows(page)).flatMap(({ seq, ack }) => [seq, ack]);
  const asked = all.flatMap(({ seq, ack }) => [seq, ack]).filter((number) => number !== undefined && !sent.includes(number));
  assert.ok(asked.length > 3 && shown.includes(sent[0]));
  for (const number of asked) {
    assert.ok(!shown.includes(number), `${number} is not given away`);
  }
  await page.finish();
  const damaged = await stage.open({ ...after(0.5), fault: "c3.corrupt.171", mode: "predict", device: "server", layer: 4 });
  assert.equal(await damaged.locator("[data-fits=false], .fails").count(), 0);
  await damaged.finish();
});

test("another segment is shown once it is selected on the ladder, at the same place", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en", step: 30, device: "router", layer: 3 });
  await arrow(page, "s1").click();
  await page.keyboard.press("2");
  assert.equal(await place(page), "router-3");
  assert.match(await page.locator(".journey-line").textContent(), /Server's 1st segment/);
  await page.finish();
});

for (const lang of ["en", "zh"]) {
  test(`the pane is accessible at every kind of layer, light and dark (${lang})`, async (context) => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      for (const [device, layer] of [["client", 1], ["router", 2], ["server", 4], ["client", 6], ["server", 7]]) {
        await context.test(`${device}, layer ${layer}, ${theme}`, async () => {
          await show(page, { ...DAMAGED, theme, lang, device, layer, field: "udp-checksum" });
          await assertAccessible(page, { within: ".exchange" });
        });
      }
    }
    await page.finish();
  });
}
