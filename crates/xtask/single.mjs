// Makes the page as one file that asks nobody for anything: it can be mailed, and opened from a folder. Not everything fits:
// the views that are named here do, and as many lessons as there is room for.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MAIN, linkOf, neededBy, oneScript } from "./parts.mjs";
import { asText, kindsOf, squeeze } from "./single/squeeze.mjs";

// Octets.
const LARGEST = 450_000;
// The chunks that are within it, the most needed ones first. Captures, charts and the figure of states, and saving are not.
const CHUNKS = ["why", "segment", "lab"];
// The sheets that style them.
const STYLES = /(header|layers|layers-work|predict|answer|player|buffers|table|lab|compare|course|tour|print|left-out)\.css$/;
// What a first course goes through comes before the other lessons, which follow in their order.
const BASICS = [
  "handshake", "lost-segment", "four-way-close", "seven-layers", "numbers-count-octets", "relative-numbers", "cumulative-ack",
  "segmentation", "sliding-window", "timeout-and-backoff", "fast-retransmit", "sack", "slow-start", "congestion-avoidance",
  "closed-port", "abort", "half-close", "checksum", "nagle", "syn-flood",
];
// Packing takes seconds, so that what came of it is kept by what went in.
const KEPT = "target/single";

// What the page says where a part is missing, by the tag of its language.
const LEFT_OUT = {
  en: "This part is not in the single file. Open the full site to see it.",
  "zh-CN": "单文件版里没有这一部分，请打开完整的网站查看。",
};

const source = (name) => readFileSync(new URL(`single/${name}`, import.meta.url), "utf8");

/** Writes it to `place`, with the lessons `chosen` before all others, and says what is in it. It opens with the first of these. */
export async function singleFile(parts, place, chosen, small) {
  const { link, files, lessons } = parts;
  if (link === undefined) throw new Error("The single file is made of a page that is split.");
  const needed = [...new Set(CHUNKS.flatMap((chunk) => neededBy(link, chunk)))];
  const code = oneScript({ ...parts, link: linkOf(link, needed) }, "const style = () => undefined;", "")
    // Files are asked for by their names alone: in a mail there is no address that they could be relative to.
    .replace(/new URL\((["'])(?:\.\/)?([^"']+)\1, import\.meta\.url\)/g, '"$2"');
  const lesson = ([name, octets]) => ({ name: `${name}-.bin`, octets });
  const first = [...new Set([...chosen, ...BASICS])];
  const unknown = first.find((id) => !lessons.has(id));
  if (unknown !== undefined) throw new Error(`There is no lesson \`${unknown}\`.`);
  // Pages for teachers, what a lesson of one's own is checked against, and the words of all lessons are not in it.
  const about = [...lessons].filter(([name]) => name.startsWith("_") && !/^_(guide|known|search)/.test(name));
  const others = [...lessons].filter(([name]) => !name.startsWith("_") && !first.includes(name));
  const taught = [...first.map((id) => [id, lessons.get(id)]), ...others];
  const all = [
    { name: "page.css", octets: Buffer.from(parts.styles + parts.laterFor(STYLES)) },
    { name: "page.js", octets: Buffer.from(await small(code, { module: true })) },
    ...[MAIN, ...needed].map((name) => ({ name, octets: files.get(name) })),
    ...about.map(lesson),
    ...taught.map(lesson),
  ];
  const { stream, ends } = squeezed(all);

  // As many files as fit: those that are left out are the last lessons.
  let count = all.length;
  let page;
  do {
    const within = all.slice(0, count);
    page = Buffer.from(`\ufeff${await wrapped(parts.page, within, stream.subarray(0, ends[count - 1]), chosen[0], small)}`, "utf16le");
  } while (page.length > LARGEST && --count > 0);
  const left = all.length - count;
  if (left >= taught.length) throw new Error(`The single file has no room for any lesson: it may have ${LARGEST} octets.`);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, page);
  return `The page as one file is \`${place}\`: ${page.length} octets, with ${taught.length - left} of ${taught.length} lessons.`;
}

/** What `squeeze` makes of files, or made of them before. */
function squeezed(files) {
  const hash = createHash("sha256").update(source("model.mjs")).update(source("squeeze.mjs"));
  files.forEach(({ name, octets }) => hash.update(name).update(octets));
  const kept = join(KEPT, hash.digest("hex"));
  if (!existsSync(`${kept}.json`)) {
    const { stream, ends } = squeeze(files);
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(`${kept}.bin`, stream);
    writeFileSync(`${kept}.json`, JSON.stringify(ends));
  }
  return { stream: readFileSync(`${kept}.bin`), ends: JSON.parse(readFileSync(`${kept}.json`, "utf8")) };
}

/** The page with `files` in it, which `stream` is. Without a query it shows the lesson `opening`, if there is one. */
async function wrapped(page, files, stream, opening, small) {
  const length = files.reduce((sum, { octets }) => sum + octets.length, 0);
  const listed = { files: files.map(({ name, octets }) => [name, octets.length]), kinds: kindsOf(files), length, opening };
  const unpack = (source("model.mjs") + source("boot.mjs").replace(/^import .*$/gm, "")).replaceAll("export ", "");
  const script = await small(`(() => {${unpack.replace("__LISTED__", JSON.stringify(listed))}})();`);
  const attributes = Object.entries(LEFT_OUT).map(([lang, text]) => `data-left-out-${lang}="${text}"`).join(" ");
  return page
    .replace("<html ", `<html data-lessons="" ${attributes} `)
    // While it is unpacked there are no styles, and in the dark nobody wants a white page.
    .replace("<head>", '<head><meta name="color-scheme" content="light dark">')
    // The mark at the beginning of the file says how its characters are written.
    .replace(/\s*<meta charset[^>]*>/, "")
    .replace(/\s*<body><\/body>/, () => `<body>${source("unpacking.html").replace(/\n\s*/g, "")}<script type="text/plain" id="packed">${asText(stream)}</script><script>${script}</script></body>`);
}
