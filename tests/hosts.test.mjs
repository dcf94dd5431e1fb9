// Each host shows its variables, timers, buffers, queues and program, and every value of it can be selected.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { linkTo } from "./support/questions.mjs";
import { addressBar, control, host, part, show, theStage, toEnd, transport } from "./support/stage.mjs";

const stage = theStage();

const panel = (page, side) => part(page, "host", `[data-side="${side}"]`);
const variable = (page, side, slug) => panel(page, side).locator(`.tcb [data-variable="${slug}"]`);
const runs = (page, side, title) =>
  panel(page, side).locator(".tape", { has: page.getByRole("heading", { name: title }) }).locator("[data-run]")
    .evaluateAll((all) => all.map(({ dataset }) => `${dataset.run} ${dataset.len}`));
const edges = (page, side) =>
  panel(page, side).locator("[data-edge]").evaluateAll((all) =>
    Object.fromEntries(all.map((edge) => [edge.dataset.edge, window.stage.textOf(edge.querySelector("button span:last-child"))])),
  );

/** Steps on to where the status line says `words`. */
async function stepTo(page, words) {
  do {
    const { step, steps } = await transport(page);
    assert.ok(step < steps, `nothing says “${words}”`);
    await page.evaluate(() => window.stage.press("step"));
  } while (!(await part(page, "status").textContent()).includes(words));
}

test("every variable of RFC 9293 and its companions is in the panel, and what has no value says why", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  await toEnd(page);
  const { tcb } = await host(page, "client");
  const names = [
    "SND.UNA", "SND.NXT", "SND.WND", "SND.WL1", "SND.WL2", "SND.UP", "ISS", "RCV.NXT", "RCV.WND", "RCV.UP", "IRS", "cwnd",
    "ssthresh", "FlightSize", "pipe", "RTO", "SRTT", "RTTVAR", "Eff.snd.MSS", "Snd.Wind.Shift", "Rcv.Wind.Shift", "SACK",
    "TS.Recent", "ECN",
  ];
  for (const name of names) {
    assert.ok(name in tcb, name);
  }
  assert.equal(tcb["SND.UNA"], "—");
  assert.match(await panel(page, "client").locator(`[data-tcb="SND.UNA"] td`).getAttribute("title"), /no TCB/);
  await page.finish();
});

test("the buffers show each run of octets with the numbers at its edges", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en" });
  // The second segment is lost; the third arrives beyond the gap.
  await stepTo(page, "150 octets reaches the server");
  assert.deepEqual(await runs(page, "server", "Octets received"), ["delivered 100", "gap 200", "held 150", "free 65085"]);
  const server = await edges(page, "server");
  assert.equal(server["RCV.NXT"], "4021337102");
  assert.equal(server["NXT + WND"], String(4021337102 + 65435));
  assert.deepEqual(await runs(page, "client", "Octets to send"), ["acknowledged 100", "in-flight 350", "room 65085"]);
  const client = await edges(page, "client");
  assert.deepEqual([client["SND.UNA"], client["SND.NXT"]], ["4021337102", "4021337452"]);
  await page.finish();
});

test("a segment in the retransmission queue leads to its last transmission", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en" });
  await stepTo(page, "retransmits PSH,ACK");
  const queue = panel(page, "client").locator("[data-part=retransmission-queue] li");
  assert.deepEqual(await queue.evaluateAll((all) => all.map(({ dataset }) => dataset.seq)), ["4021337102", "4021337302"]);
  assert.match(await queue.first().textContent(), /sent 2 times/);
  await queue.first().getByRole("button").click();
  const row = part(page, "row", `[aria-current="true"]`);
  await row.waitFor({ state: "attached" });
  assert.deepEqual(
    await row.evaluate(({ dataset }) => [dataset.side, dataset.nth, dataset.seq]),
    ["client", "6", "4021337102"],
  );
  assert.equal(await queue.first().getByRole("button").getAttribute("aria-pressed"), "true");
  await page.finish();
});

test("a connection is in the SYN queue until its handshake is over, then waits for accept", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  const queue = (name) => panel(page, "server").locator(`[data-queue="${name}"]`).getAttribute("data-len");
  await stepTo(page, "LISTEN → SYN-RECEIVED");
  assert.deepEqual([await queue("syn"), await queue("accept")], ["1", "0"]);
  await stepTo(page, "SYN-RECEIVED → ESTABLISHED");
  assert.deepEqual([await queue("syn"), await queue("accept")], ["0", "1"]);
  await page.evaluate(() => window.stage.press("step"));
  assert.deepEqual([await queue("syn"), await queue("accept")], ["0", "0"]);
  assert.equal(await panel(page, "client").locator("[data-part=listener]").count(), 0);
  await page.finish();
});

test("the program shows the line that runs, what each call returned, and leads to when it did", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en" });
  const lines = (side) => panel(page, side).locator("[data-part=program] li");
  const current = () => panel(page, "client").locator("[data-part=program] [aria-current=step]").textContent();
  await stepTo(page, "Client calls connect, which blocks");
  assert.match(await current(), /^s\.connect\(\("198\.51\.100\.20", 80\)\)blocks since 10 ms$/);
  await toEnd(page);
  const all = (await lines("server").allTextContents()).map((line) => line.replace(/\s+/g, " "));
  assert.match(all[0], /^s = socket\(\)/);
  assert.match(all[1], /^s\.bind\(\("198\.51\.100\.20", 80\)\)/);
  assert.ok(all.some((line) => /c\.recv\(41, MSG_WAITALL\)→ 41 octets/.test(line)), all.join("\n"));
  assert.ok(all.some((line) => /while c\.recv\(4096\): pass→ b'' \(end\)/.test(line)), all.join("\n"));
  await lines("server").filter({ hasText: "c.recv(41" }).getByRole("button").click();
  assert.match(await part(page, "status").textContent(), /recv \(41 octets\) returns 41 octets/);
  await page.finish();
});

test("a call that fails shows the error that a programmer sees", async () => {
  const every = Array.from({ length: 12 }, (_, at) => `c${at + 1}`).join(",");
  const page = await stage.open({ lesson: "handshake", lang: "en", drop: every });
  await toEnd(page);
  const failed = panel(page, "client").locator("[data-part=program] .is-failed");
  assert.match(await failed.textContent(), /s\.connect.*→ ETIMEDOUT/);
  await page.finish();
});

test("what the learner calls besides the program is listed with what it returned", async () => {
  const page = await stage.open({ lesson: "handshake", mode: "lab", lang: "en" });
  await control(page, "take-over").click();
  const call = (side, name) => page.locator(`.lab-side[data-side="${side}"] [data-call="${name}"]`);
  await call("server", "listen").click();
  const program = panel(page, "server").locator("[data-part=program]");
  await program.getByText("s.listen()").waitFor();
  assert.match(await program.textContent(), /s\.bind\(.*Called by yous\.listen\(\)→ ok/);
  await call("client", "connect").click();
  await toEnd(page);
  // Nobody has called accept.
  assert.equal(await panel(page, "server").locator(`[data-queue="accept"]`).getAttribute("data-len"), "1");
  await page.finish();
});

test("a timer counts down, and says what happens when it fires", async () => {
  const page = await stage.open({ lesson: "lost-segment", lang: "en" });
  await stepTo(page, "sends SYN");
  const timer = panel(page, "client").locator("[data-timer=retransmission-timer]");
  const left = () => timer.locator(".timer-left").evaluate((bar) => Number(bar.getAttribute("width")));
  assert.equal(await left(), 100);
  assert.match(await timer.textContent(), /in 1000 ms.*sent again/);
  await page.evaluate(() => window.stage.press("step"));
  assert.ok((await left()) < 100);
  await page.finish();
});

test("a selected variable stays selected while time goes on, is in the link, and is left where it was chosen", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en", step: 6, tab: "header" });
  await variable(page, "server", "rcv-nxt").click();
  assert.equal(await variable(page, "server", "rcv-nxt").getAttribute("aria-pressed"), "true");
  assert.equal(await page.getByRole("tab", { selected: true }).textContent(), "Why");
  await part(page, "variable", `[data-variable="rcv-nxt"]`).waitFor();
  await toEnd(page);
  assert.equal(await part(page, "variable").count(), 1);
  assert.match(await addressBar(page), /variable=server\.rcv-nxt/);
  const again = await stage.openElsewhere(page.url());
  assert.equal(await part(again, "variable").getAttribute("data-variable"), "rcv-nxt");
  await variable(page, "server", "rcv-nxt").click();
  await part(page, "variable").waitFor({ state: "detached" });
  await variable(page, "server", "rcv-nxt").click();
  await part(page, "variable").waitFor();
  await page.keyboard.press("Escape");
  await part(page, "variable").waitFor({ state: "detached" });
  await again.finish();
  await page.finish();
});

test("the variables are one stop of the tab key, and arrows go from one to the next", async () => {
  const page = await stage.open({ lesson: "handshake", lang: "en", step: 20 });
  await variable(page, "client", "snd-una").focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await variable(page, "client", "snd-nxt").getAttribute("aria-pressed"), "true");
  await page.keyboard.press("End");
  assert.equal(await part(page, "variable").getAttribute("data-variable"), "irs");
  assert.equal((await transport(page)).step, 20, "the player stays where it is");
  assert.equal(await variable(page, "client", "irs").getAttribute("tabindex"), "0");
  assert.equal(await variable(page, "client", "snd-una").getAttribute("tabindex"), "-1");
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(() => window.document.activeElement.localName);
  assert.equal(focused, "summary");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => window.document.activeElement.dataset.variable), "cwnd");
  await page.finish();
});

test("while a question is open, neither buffers, queues nor what was read are in the page", async () => {
  const page = await stage.open(linkTo("lost-segment", 1, { variable: "server.rcv-nxt" }));
  await control(page, "go-to-question").click();
  await part(page, "question", `[data-open="true"]`).waitFor();
  for (const name of ["tape", "retransmission-queue"]) {
    assert.equal(await part(page, name).count(), 0, name);
  }
  const { tcb } = await host(page, "server");
  for (const name of ["SND.WL1", "SND.WL2", "FlightSize", "pipe", "RCV.WND"]) {
    assert.match(tcb[name], /^\?/, name);
  }
  const program = await panel(page, "server").locator("[data-part=program]").textContent();
  assert.match(program, /\? octets so far/);
  assert.equal(await panel(page, "server").getAttribute("data-received"), null);
  assert.match(await part(page, "why").textContent(), /Predict first/);
  assert.equal(await page.locator("[data-why=origin]").count(), 0);
  await page.finish();
});

const SIZES = [[320, 640], [390, 844], [720, 480], [1440, 900]].map(([width, height]) => ({ width, height }));

for (const viewport of SIZES) {
  test(`an unfolded host fits at ${viewport.width} by ${viewport.height}, numbers whole`, async () => {
    const page = await stage.open({ lesson: "lost-segment", step: 37, lang: "en" }, { viewport });
    for (const lang of ["en", "zh"]) {
      await show(page, { lesson: "lost-segment", step: 37, lang });
      await page.evaluate(() => {
        for (const box of window.document.querySelectorAll(".host-toggle:not(:checked)")) {
          box.click();
        }
        for (const group of window.document.querySelectorAll(".host details")) {
          group.open = true;
        }
      });
      const out = await page.evaluate(() => {
        const isOut = (element) => {
          const { left, right, width } = element.getBoundingClientRect();
          const within = element.closest(".host").getBoundingClientRect();
          return width > 0 && (right > within.right + 1 || left < within.left - 1);
        };
        const all = [...window.document.querySelectorAll(".host *")].filter((element) => element.checkVisibility());
        return all.filter((element) => !element.matches(".visually-hidden") && isOut(element)).map((element) => element.outerHTML.slice(0, 120));
      });
      assert.deepEqual(out, [], lang);
    }
    await page.finish();
  });
}

for (const lang of ["en", "zh"]) {
  test(`hosts with everything unfolded are accessible, light and dark (${lang})`, async () => {
    const page = await stage.open({ lang });
    for (const theme of ["light", "dark"]) {
      for (const link of [{ step: 33, variable: "server.rcv-nxt" }, { step: 22, variable: "client.retransmission-timer" }]) {
        await show(page, { lesson: "lost-segment", lang, theme, ...link });
        await page.evaluate(() => {
          for (const group of window.document.querySelectorAll(".host details")) {
            group.open = true;
          }
        });
        await assertAccessible(page);
      }
    }
    await page.finish();
  });
}
