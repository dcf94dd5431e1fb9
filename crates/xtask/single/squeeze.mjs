// Packs files so that they take little room in a page of text: `model.mjs` guesses each bit, and a bit that was expected
// costs little. What comes out is text, each character of which is any 16 bits that a page can hold.
import { pass } from "./model.mjs";

// How many characters can stand in a page in UTF-16: all but NUL, CR, `<` and surrogates, which come in pairs alone.
const CHARACTERS = 65536 - 3 - 2048;
/** So many octets are as many characters. */
export const BLOCK = { octets: 173, characters: 87 };

/** The octets of `files` in their order as one stream, and how long it is up to the end of each of them. */
export function squeeze(files) {
  const whole = Buffer.concat(files.map(({ octets }) => octets));
  const out = [];
  const ends = [];
  let [low, high, bits] = [0, 0xffffffff, 0];
  const code = (guess) => {
    const bit = (whole[bits >> 3] >> (7 - (bits & 7))) & 1;
    bits++;
    const middle = low + Math.floor(((high - low) * guess) / 65536);
    if (bit === 1) high = middle;
    else low = middle + 1;
    while (((low ^ high) & 0xff000000) === 0) {
      out.push(high >>> 24);
      low = (low << 8) >>> 0;
      high = ((high << 8) | 255) >>> 0;
    }
    // The octets up to here, and as many more as tell this place from every other.
    if ((bits & 7) === 0) ends[bits >> 3] = out.length + 4;
    return bit;
  };
  const copy = Uint8Array.from(whole);
  for (const _ of pass(copy, kindsOf(files), code)) continue;
  out.push(high >>> 24, (high >>> 16) & 255, (high >>> 8) & 255, high & 255);
  let end = 0;
  return { stream: Buffer.from(out), ends: files.map(({ octets }) => ends[(end += octets.length)]) };
}

/** Where modules and other files end, alternately and beginning with a module. */
export function kindsOf(files) {
  const kinds = [];
  let end = 0;
  for (const { name, octets } of files) {
    const isModule = name.endsWith(".wasm");
    while (kinds.length === 0 || (kinds.length % 2 === 1) !== isModule) kinds.push(end);
    end += octets.length;
    kinds[kinds.length - 1] = end;
  }
  return kinds;
}

/** Octets as text. */
export function asText(octets) {
  const padded = Buffer.concat([octets, Buffer.alloc((BLOCK.octets - (octets.length % BLOCK.octets)) % BLOCK.octets)]);
  let text = "";
  for (let at = 0; at < padded.length; at += BLOCK.octets) {
    let block = BigInt(`0x${padded.toString("hex", at, at + BLOCK.octets)}`);
    const units = [];
    for (let count = 0; count < BLOCK.characters; count++) {
      units.unshift(unit(Number(block % BigInt(CHARACTERS))));
      block /= BigInt(CHARACTERS);
    }
    text += String.fromCharCode(...units);
  }
  return text;
}

function unit(digit) {
  let value = digit + 1;
  if (value >= 0x0d) value++;
  if (value >= 0x3c) value++;
  return value >= 0xd800 ? value + 0x800 : value;
}
