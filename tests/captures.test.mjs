// The octets of each lesson, as tshark reads them, say what the page's table says. Neither knows of the other.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { LESSONS, rows, theStage, toEnd } from "./support/stage.mjs";
import { decode } from "./support/tshark.mjs";

const stage = theStage();
const { CAPTURES } = process.env;

// Written by an example of the crate `cli`; `cargo xtask test` does so and names the folder.
const skip = CAPTURES === undefined && "CAPTURES names no folder of captures";

// Microseconds: the page shows whole milliseconds.
const HALF_A_MILLISECOND = 500;

/** The sending host by its port: the lessons' servers have the well-known one. */
const sideOf = ({ source }) => (source.port === 80 ? "server" : "client");

/** Microseconds of a time as the page shows it: `10 ms`, `1.16 s`, `4 min 0.3 s`. */
function microseconds(text) {
  const units = { min: 60e6, s: 1e6, ms: 1e3, "µs": 1 };
  const parts = [...text.matchAll(/([\d.]+)\s*(min|ms|µs|s)\b/g)];
  assert.ok(parts.length > 0, `“${text}” is a time`);
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit], 0);
}

for (const lesson of LESSONS) {
  test(`${lesson}: the capture says what the table says`, { skip }, async () => {
    const captured = await decode(join(CAPTURES, `${lesson}.pcapng`));
    const page = await stage.open({ lesson, lang: "en" });
    await toEnd(page);
    const shown = await rows(page);
    const times = await page.evaluate(() =>
      window.stage.parts("row").map((row) => window.stage.textOf(row.cells[1])),
    );
    assert.ok(captured.length > 0);
    assert.equal(shown.length, captured.length, "as many rows as segments in the capture");
    captured.forEach((segment, index) => {
      const row = shown[index];
      const of = `segment ${index + 1}`;
      assert.deepEqual(segment.errors, [], of);
      assert.equal(segment.ipChecksum, "good", of);
      assert.equal(segment.tcpChecksum, "good", of);
      assert.equal(row.side, sideOf(segment), of);
      assert.equal(row.seq, String(segment.seq), `seq of ${of}`);
      assert.equal(row.ack, segment.flags.includes("ACK") ? String(segment.ack) : undefined, `ack of ${of}`);
      assert.deepEqual(row.flags.split(",").sort(), [...segment.flags].sort(), `flags of ${of}`);
      assert.equal(row.len, String(segment.len), `octets of ${of}`);
      const since = microseconds(times[index]) - microseconds(times[0]);
      assert.ok(Math.abs(since - segment.time * 1e6) <= HALF_A_MILLISECOND, `${times[index]} of ${of}`);
    });
    await page.finish();
  });

  test(`${lesson}: the capture says what the header fields say`, { skip }, async () => {
    const captured = await decode(join(CAPTURES, `${lesson}.pcapng`));
    const page = await stage.open({ lesson, tab: "header", lang: "en" });
    await toEnd(page);
    for (const [index, segment] of captured.entries()) {
      const fields = await page.evaluate((index) => window.stage.fields(index), index);
      const expected = {
        "ipv4-source": segment.source.address,
        "ipv4-destination": segment.destination.address,
        "tcp-source-port": String(segment.source.port),
        "tcp-destination-port": String(segment.destination.port),
        "tcp-sequence-number": String(segment.seq),
        "tcp-acknowledgment-number": String(segment.ack),
        "tcp-window": String(segment.window),
      };
      for (const flag of ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"]) {
        expected[`tcp-${flag.toLowerCase()}`] = segment.flags.includes(flag) ? "1" : "0";
      }
      const shown = Object.fromEntries(Object.keys(expected).map((field) => [field, fields[field]]));
      assert.deepEqual(shown, expected, `segment ${index + 1}`);
    }
    await page.finish();
  });
}
