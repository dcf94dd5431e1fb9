// Links as somebody might write them to do harm, or break them by accident: each with what it is, its query and its
// fragment, and what the page's notices have to name, if there is something that they have to.
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";

const IMAGE = `<img src=x onerror="window.harmed=1">`;
const SCRIPT = `"><script>window.harmed=1</script>`;
const ADDRESS = "javascript:window.harmed=1";

const enc = encodeURIComponent;
const base64 = (octets) => Buffer.from(octets).toString("base64url");
const deflated = (text) => base64(deflateRawSync(text));

// The options that the page itself reads, which it names when it understands nothing.
const OWN = [
  "v", "lesson", "conversation", "captured-at", "mode", "step", "t", "drop", "fault", "edit", "beside", "answer", "segment",
  "field", "layer", "device", "bit", "code", "variable", "edge", "view", "tab", "numbers", "zoom", "charts", "sender", "span",
  "seen", "lab", "paused", "speed", "loop", "stop", "lang", "theme",
];
// Those that are kept for others to read, or that may be any text.
const OTHERS = [
  "capture", "find", "seed", "count", "skills", "level", "lessons", "feedback", "attempts", "minutes", "pass", "title", "ui",
  "motion", "links", "id", "origin", "msg", "lesson-url", "endpoint", "fetch", "actor", "registration",
];
// Read only together with a capture.
const OF_CAPTURES = ["conversation", "captured-at"];

const cases = [];
const add = (name, query, says = null, fragment = "") => cases.push({ name, query, says, fragment });

for (const [index, name] of [...OWN, ...OTHERS].entries()) {
  const hostile = [IMAGE, SCRIPT, ADDRESS][index % 3];
  const says = OWN.includes(name) && !OF_CAPTURES.includes(name) ? (name === "lesson" ? hostile.slice(0, 10) : name) : null;
  // These two would leave the page with other things to show than its stage.
  if (name !== "capture" && name !== "lesson-url" && name !== "endpoint") add(`a script as ${name}`, `${name}=${enc(hostile)}`, says);
}

// Numbers at every bound, beside it, and as no number is written.
for (const [name, good, bad] of [
  ["layer", ["1", "7"], ["0", "8", "-1", "1.0", "0x7", "７", "1e0"]],
  ["zoom", ["25", "400"], ["24", "401", "0", "+100", "100%25", ""]],
  ["bit", ["0", "524800"], ["524801", "18446744073709551616", "-0"]],
  ["step", ["0", "1"], ["18446744073709551615", "18446744073709551616", "9".repeat(400), "NaN", "Infinity", "1_000", "٣"]],
  ["t", ["0", "18446744073709551615"], ["18446744073709551616", "1e309", "-9223372036854775808", "0b1"]],
  ["speed", ["0.25", "4"], ["0", "-1", "4.0", "1e300", ".5"]],
  ["v", ["1"], ["0", "2", "01", "99999999999999999999"]],
]) {
  for (const value of good) add(`${name} at its bound, ${value}`, `${name}=${value}`, "");
  for (const value of bad) add(`${name} as “${value.slice(0, 24)}”`, `${name}=${value}`, name);
}
for (const [name, value] of [
  ["drop", "c0"], ["drop", "c4294967296"], ["drop", "c-1"], ["drop", "c1.5"], ["drop", "cc1"], ["segment", "xc0"],
  ["fault", "c1.delay.86400001"], ["fault", "c1.delay.-1"], ["fault", "c1.corrupt"], ["fault", "c1.delay.1.1.1.1"],
  ["answer", "0.4294967296.0.0"], ["answer", "99999999999999999999.1.1.1"], ["answer", "0.-1.1.1"],
  ["loop", "5-3"], ["loop", "0-18446744073709551616"], ["loop", "-"], ["span", "5-5"], ["span", "0-18446744073709551616"],
]) {
  add(`${name}=${value}`, `mode=predict&${name}=${value}`, name);
}

// Too much of something.
for (const name of ["lesson", "drop", "edit", "beside", "answer", "field", "find", "title", "actor", "mode"]) {
  add(`60,000 letters of ${name}`, `${name}=${"x".repeat(60_000)}`, ["title", "actor"].includes(name) ? null : name === "lesson" ? "xxx" : name);
}
add("100,000 letters of edit", `edit=2.${"A".repeat(100_000)}`, "edit");
add("20,000 parameters", Array.from({ length: 20_000 }, (_, at) => `a${at}`).join("&"), "");
add("64 parameters and one more", Array.from({ length: 65 }, (_, at) => `p${at}=1`).join("&"), "");
add("5,000 elements of drop", `drop=${Array.from({ length: 5_000 }, (_, at) => `c${at + 1}`).join(",")}`, "drop");
add("5,000 elements of stop", `stop=${"loss,".repeat(5_000)}`, "stop");
add("50,000 commas", `fault=${",".repeat(50_000)}`, "");
add("lists in lists, 10,000 deep", `actor=${enc("[".repeat(10_000))}`);
add("objects in objects, 5,000 deep", `actor=${enc(`{"a":`.repeat(5_000))}`);
add("brackets in a name, 2,000 deep", `lesson${"[a]".repeat(2_000)}=1`, "lesson[a]");
add("dots without end", `variable=${"client.".repeat(5_000)}`, "variable");

// Packed runs that are none.
const random = (seed, length) => {
  let state = seed;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24);
};
for (const [name, text] of [
  ["of no version", "AAAA"],
  ["of version 0", "0.AAAA"],
  ["of a later version", "3.AAAA"],
  ["with nothing in it", "2."],
  ["of zeros", `2.${base64(new Uint8Array(2_000))}`],
  ["of ones", `2.${base64(new Uint8Array(2_000).fill(255))}`],
  ["with a length of 2^64", `2.${base64([255, 255, 255, 255, 255, 255, 255, 255, 255, 1])}`],
  ["with a length of 2^32 - 1", `2.${base64([255, 255, 255, 255, 15, 0, 0, 0])}`],
  ["in another alphabet", "2.+/+/"],
  ["with a letter too many", "2.A"],
  ["with letters of no alphabet", `2.${enc("你好")}`],
]) {
  add(`a run ${name}`, `edit=${text}`, "edit");
  add(`a run beside it ${name}`, `beside=${text}`, "beside");
}
for (let seed = 1; seed <= 6; seed += 1) add(`octets of chance, ${seed}`, `edit=2.${base64(random(seed, 40 * seed * seed))}`, "edit");

// What is folded into the fragment.
const long = deflated(`drop=c3&find=${"round trip ".repeat(50)}`);
const folded = (name, letters, says = "#z", query = "lesson=handshake") => add(`a fragment ${name}`, query, says, `#z=${letters}`);
folded("with nothing in it", "");
folded("of letters of no alphabet", "!!!!");
folded("with percent signs that encode nothing", "%zz%");
folded("cut in the middle", long.slice(0, long.length / 2));
folded("cut by one letter", long.slice(0, -1));
folded("with a letter changed", long.slice(0, 9) + (long[9] === "A" ? "B" : "A") + long.slice(10));
folded("with the header of zlib", base64(deflateSync("drop=c3")));
folded("with the header of gzip", base64(gzipSync("drop=c3")));
folded("that comes to 30,000,000 octets", deflated(Buffer.alloc(30_000_000)));
folded("that comes to 300,000 octets", deflated(`find=${"x".repeat(300_000)}`));
folded("of 70,000 letters", "A".repeat(70_000));
folded("of a block of a kind that there is not", base64([0b111]));
folded("of a stored block of another length", base64([1, 5, 0, 5, 0, 1, 2, 3, 4, 5]));
folded("with octets that are no text", base64(deflateRawSync(Buffer.from([0xff, 0xfe, 0xc3, 0x28]))));
folded("of 100,000 empty blocks", base64(Buffer.concat([Buffer.alloc(0), ...Array.from({ length: 8_000 }, () => Buffer.from([0, 0, 0, 255, 255]))])));
folded("with a script in it", deflated(`lesson=${enc(IMAGE)}&${enc(SCRIPT)}=1&find=${enc(SCRIPT)}`), "<script>", "lang=en");
folded("with another fragment in it", deflated(`#z=${long}`), "#z");
folded("with 5,000 parameters", deflated(Array.from({ length: 5_000 }, (_, at) => `q${at}=1`).join("&")), "");
folded("that says what the query says already", deflated("lesson=lost-segment&step=5&step=6"), "");
folded("with a run that is none", deflated("edit=2.AAAAAA"), "edit");
add("a fragment of another kind", "lesson=handshake", "", "#z");
add("a fragment that is a script", "lesson=handshake", "", `#${enc(SCRIPT)}`);
add("a fragment that is an address", "lesson=handshake", "", `#${ADDRESS}`);

// Text that is not what it seems.
add("percent signs that encode nothing", "lesson=%zz%&step=%", "%zz%");
add("octets that are no text", "lesson=%ff%fe%c3%28", "");
add("half of a pair of surrogates", "lesson=%ed%a0%80", "");
add("NUL in a value", "mode=watch%00", "mode");
add("NUL in a name", "mo%00de=watch", "mo");
add("text from right to left", `lesson=${enc("\u202egnp.exe")}`, "gnp");
add("letters that cannot be seen", `lesson=${enc("\u200b\u200d\ufeff")}`, "");
add("a letter with 2,000 accents", `lesson=${enc(`e${"\u0301".repeat(2_000)}`)}`, "e");
add("a family of one letter", `lesson=${enc("👨‍👩‍👧‍👦".repeat(200))}`, "");
add("ends of lines", `find=${enc("a\r\nb\u2028c")}&theme=${enc("dark\n")}`, "theme");
add("letters that look like others", `lesson=${enc("hаndshake")}`, "hаndshake");
add("a name of the language's own", "__proto__=1&constructor=1&toString=1", "__proto__");
add("a template of another language", `lesson=${enc("${7*7}{{7*7}}<%= 7*7 %>")}`, "7*7");
add("a path to somewhere else", `lesson=${enc("../../../../etc/passwd")}`, "etc/passwd");
add("signs without names", "&&&=&==&=1&?", "");
add("the same lesson twice", "lesson=lost-segment&lesson=no-such&step=2", "");
add("the same step twice", "step=3&step=abc", "");
add("60 times the same", Array.from({ length: 60 }, () => "mode=exam").join("&"), "mode");
add("a name in capitals", "LESSON=handshake", "LESSON");

/** All of them; `says` is null where a notice may be there or not, and "" where there may be one that names nothing. */
export const HOSTILE_LINKS = cases;
