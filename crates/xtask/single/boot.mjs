// Unpacks the single file in the page, and starts the page as soon as what it begins with is there. The rest is unpacked
// while the page is in use; whoever asks for a file of it waits.
import { pass } from "./model.mjs";

// Files with their lengths, in their order: style sheet, script, module, chunks, lessons.
const LISTED = __LISTED__;
const FIRST = 3;

// Milliseconds in which the page does nothing else: before it is there, and afterwards.
const [BEFORE, AFTER] = [40, 8];

/** Octets from text: 87 characters, each of which is any but NUL, CR, `<` and surrogates, are 173 of them. */
function octetsOf(text) {
  const octets = new Uint8Array((text.length / 87) * 173);
  for (let at = 0; at < text.length; at += 87) {
    let block = 0n;
    for (let index = at; index < at + 87; index++) {
      const unit = text.charCodeAt(index);
      block = block * 63485n + BigInt(unit - (unit > 0xdfff ? 2048 : 0) - (unit > 0x3c ? 1 : 0) - (unit > 0x0d ? 1 : 0) - 1);
    }
    const digits = block.toString(16).padStart(346, "0");
    const to = (at / 87) * 173;
    for (let index = 0; index < 173; index++) octets[to + index] = parseInt(digits.slice(index * 2, index * 2 + 2), 16);
  }
  return octets;
}

const packed = document.getElementById("packed");
const unpacking = document.getElementById("unpacking");
const input = octetsOf(packed.textContent);
packed.remove();

const whole = new Uint8Array(LISTED.length);
let [low, high, value, next] = [0, 0xffffffff, 0, 0];
for (; next < 4; next++) value = ((value << 8) | input[next]) >>> 0;
const work = pass(whole, LISTED.kinds, (guess) => {
  const middle = low + Math.floor(((high - low) * guess) / 65536);
  const bit = value <= middle ? 1 : 0;
  if (bit === 1) high = middle;
  else low = middle + 1;
  while (((low ^ high) & 0xff000000) === 0) {
    low = (low << 8) >>> 0;
    high = ((high << 8) | 255) >>> 0;
    value = ((value << 8) | input[next++]) >>> 0;
  }
  return bit;
});

let end = 0;
const waiting = LISTED.files.map(([name, length]) => {
  const file = { name, from: end, end: (end += length) };
  file.there = new Promise((resolve) => (file.resolve = () => resolve(whole.subarray(file.from, file.end))));
  return file;
});
const byName = new Map(waiting.map((file) => [file.name, file]));

/** In place of the browser's own: what is asked for is within this file, or nowhere. */
self.fetch = async (address) => {
  const file = byName.get(String(address).split("/").pop());
  if (file === undefined) throw new TypeError(`${address} is not in the single file.`);
  const type = file.name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(await file.there, { headers: { "content-type": type } });
};

// Of a lesson that is not among these the page says so.
document.documentElement.dataset.within = LISTED.files.map(([name]) => name.replace(/-\.bin$/, "")).join(" ");

const toStart = waiting[FIRST - 1].end;
let isStarted = false;

function turn() {
  const until = performance.now() + (isStarted ? AFTER : BEFORE);
  let done;
  do done = work.next();
  while (!done.done && performance.now() < until);
  const reached = done.done ? end : done.value;
  while (waiting.length > 0 && waiting[0].end <= reached) waiting.shift().resolve();
  if (!isStarted) unpacking.querySelector("progress").value = reached / toStart;
  if (!isStarted && reached >= toStart) start();
  if (!done.done) setTimeout(turn);
}

function start() {
  isStarted = true;
  const text = (file) => new TextDecoder().decode(whole.subarray(file.from, file.end));
  const [style, script] = [document.createElement("style"), document.createElement("script")];
  style.textContent = text(byName.get("page.css"));
  script.type = "module";
  script.textContent = text(byName.get("page.js"));
  unpacking.remove();
  document.head.append(style, script);
}

if (LISTED.opening !== undefined && location.search === "") {
  try {
    history.replaceState(null, "", `?lesson=${LISTED.opening}`);
  } catch {
    // Where no address may be changed, the page opens as it does by itself.
  }
}
setTimeout(turn);
