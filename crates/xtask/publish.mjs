// Makes what is published of what wasm-bindgen wrote: `node crates/xtask/publish.mjs MADE FOLDER [SINGLE [LESSONS]]`. FOLDER gets the
// site, whose files are as small as they get and named by their content; `FOLDER-servers` what a server has to know of it;
// SINGLE, if it is given, the page as one file, with LESSONS (ids with commas) before all others.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { minify } from "terser";
import { offline } from "./offline.mjs";
import { CHUNK, MAIN, neededBy, oneScript, readParts, together } from "./parts.mjs";
import { apacheConfiguration, nginxConfiguration, policyOf } from "./servers.mjs";
import { singleFile } from "./single.mjs";

const [made, folder, single, chosen = ""] = process.argv.slice(2);

// Chunks that a package for a learning platform does without: opening captures and lessons of one's own, sharing and saving,
// charts and the lab, and what goes with them.
const NOT_PACKED = ["captures", "share", "plots", "lab"];
const NOT_PACKED_FILES = /^lessons\/_(guide|known|search)/;

// The style sheets that come with the first chunk.
const STYLES = "later.css";

// The small chunks in one file.
const JOINED = "chunks.bin";

// What a server gains nothing by compressing, or what is too short for it.
const COMPRESSED = /\.(html|js|css|wasm|bin|json|svg|webmanifest)$/;
const LEAST_GAIN = 0.95;

/**
 * What a browser that has drawn the page may do while it is idle: fetch chunks, and see to it that all works offline. Within
 * another page nothing is asked for ahead of time: that page has its own to fetch.
 */
const AFTER = (chunks) => `.then(() => {
  if (top === self) for (const chunk of ${JSON.stringify(chunks)}) {
    const href = new URL(chunk, import.meta.url);
    const link = { rel: "prefetch", as: "fetch", crossOrigin: "anonymous", href };
    document.head.append(Object.assign(document.createElement("link"), link));
  }
  const { offline } = document.documentElement.dataset;
  if (offline && isSecureContext && top === self && origin !== "null") import(new URL(offline, import.meta.url));
})`;

/** Fetches what styles the chunks, once; where that fails, so does the chunk, and both are tried again together. */
const STYLING = `let styled;
const style = () => styled ??= new Promise((done, failed) => {
  const link = document.createElement("link");
  const onerror = () => { styled = undefined; link.remove(); failed(new Error(link.href)); };
  Object.assign(link, { rel: "stylesheet", href: new URL("${STYLES}", import.meta.url), onload: done, onerror });
  document.head.append(link);
});`;

/** Asks for the words on why the page did not start, unless it did or can without the link that failed. They are no module: such a one may not be loaded. */
const TROUBLE = (file) =>
  `{const f=e=>{if(!e.target.href&&!document.querySelector(".app")){self.fault??=e;const s=document.createElement("script");s.src="${file}";` +
  `document.head.append(s)}};addEventListener("error",f,true);addEventListener("unhandledrejection",f)}`;

/** Gives one of the small chunks. Their file is fetched once; where that fails, again for the next that is asked for. */
const PIECES = `let all;
const piece = async (index) => {
  all ??= fetch(new URL("${JOINED}", import.meta.url)).then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(answer.status)));
  all.catch(() => all = undefined);
  const octets = await all;
  return new Response(octets.slice(...new Uint32Array(octets, index * 4, 2)));
};`;

const hashOf = (...contents) => {
  const hash = createHash("sha256");
  contents.forEach((content) => hash.update(content));
  return hash.digest("hex").slice(0, 16);
};
const small = async (code, settings) => (await minify(code, { compress: { passes: 2 }, mangle: true, ...settings })).code;

const parts = await readParts(made);
const { files, chunks, lessons } = parts;
const version = hashOf(...[...lessons].flat());
const { small: joined, octets: pieces } = together(parts);
const fetched = (file) => (joined.includes(file) ? `piece(${joined.indexOf(file)})` : `fetch(new URL("./${file}", import.meta.url))`);
const large = [...files].filter(([file]) => !joined.includes(file));
const ahead = [JOINED, ...chunks.filter((file) => !joined.includes(file))];
const code = await small(oneScript(parts, `${STYLING}\n${PIECES}`, AFTER(ahead), fetched), { module: true });

// A browser never joins an old file to a new one: each name carries what all of them are.
const digest = hashOf(code, ...files.values(), parts.later);
const published = (file) => (file === MAIN ? `web-${digest}_bg.wasm` : `${file.match(CHUNK)[1]}-${digest}.wasm`);
const named = large
  .reduce((code, [file]) => code.replaceAll(file, published(file)), code)
  .replaceAll(JOINED, `chunks-${digest}.bin`)
  .replaceAll(STYLES, `later-${digest}.css`);
const styles = chunks.length > 0 ? [parts.styles] : [parts.styles, parts.later];
const words = await small(readFileSync(new URL("page/trouble.js", import.meta.url), "utf8"));
const trouble = { name: `trouble-${hashOf(words)}.js`, script: TROUBLE(`./trouble-${hashOf(words)}.js`) };

// What the site is made of, by the place of each file in it, but for the page itself.
const site = new Map();
large.forEach(([file, octets]) => site.set(published(file), octets));
if (chunks.length > 0) {
  site.set(`later-${digest}.css`, parts.later);
  site.set(`chunks-${digest}.bin`, pieces);
}
site.set(`web-${digest}.js`, named);
site.set(trouble.name, words);
lessons.forEach((octets, name) => site.set(`lessons/${name}-${version}.bin`, octets));
const { link, attribute, extra } = await offline(parts.page, site, small);
const head = [
  link,
  `<script>${trouble.script}</script>`,
  ...styles.map((style) => `<style>${style}</style>`),
  `<link rel="preload" href="./${published(MAIN)}" as="fetch" type="application/wasm" crossorigin>`,
  `<script type="module" src="./web-${digest}.js"></script>`,
];
site.set(
  "index.html",
  parts.page
    .replace(/\s*<\/head>/, () => `${head.join("")}</head>`)
    // The page finds what is taught, and what makes it work offline, by this.
    .replace("<html ", `<html data-lessons="${version}" ${attribute} `),
);
extra.forEach((content, name) => site.set(name, content));
// Whoever packs the site as an archive fetches these: what an exercise needs, for a package has no more than 1 MB.
const views = [...(parts.link ?? "").matchAll(/^export const __wasm_split_load_(\w+)/gm)].map(([, view]) => view);
const packedViews = views.filter((view) => !NOT_PACKED.includes(view));
const packedChunks = new Set(packedViews.flatMap((view) => neededBy(parts.link, view)).map(published));
const allChunks = new Set(chunks.map(published));
const isPacked = (name) =>
  name === "index.html" ||
  (!extra.has(name) && !NOT_PACKED_FILES.test(name) && (!allChunks.has(name) || packedChunks.has(name)));
site.set("files.json", JSON.stringify([...site.keys()].filter(isPacked).sort()));

// The element for sites that allow scripts, with its types: they name it in their pages, so that its name stays.
const ELEMENT = "web/embed";
for (const file of readdirSync(ELEMENT)) {
  const source = readFileSync(join(ELEMENT, file), "utf8");
  site.set(`embed/${file}`, file.endsWith(".js") ? await small(source, { module: true }) : source);
}

rmSync(folder, { recursive: true, force: true });
for (const [name, content] of site) {
  const [file, octets] = [join(folder, name), Buffer.from(content)];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, octets);
  if (COMPRESSED.test(name)) compress(file, octets);
}

/** Puts what a server sends to a browser that takes it compressed beside a file, where that is less. */
function compress(file, octets) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: octets.length };
  const ways = { br: brotliCompressSync(octets, { params }), gz: gzipSync(octets, { level: 9 }) };
  for (const [ending, less] of Object.entries(ways)) {
    if (less.length < octets.length * LEAST_GAIN) writeFileSync(`${file}.${ending}`, less);
  }
}

const policy = policyOf({ scripts: [trouble.script], styles });
const servers = `${folder}-servers`;
rmSync(servers, { recursive: true, force: true });
mkdirSync(servers);
writeFileSync(join(servers, "csp.txt"), `${policy}\n`);
writeFileSync(join(servers, "nginx.conf"), nginxConfiguration(policy));
writeFileSync(join(servers, "apache.conf"), apacheConfiguration(policy));
console.log(`The site is in \`${folder}\`: ${parts.names.size} imported functions have short names, and ${ahead.length} files of chunks and ${lessons.size} files of lessons come later.`);
console.log(`Its content security policy, which is in \`${servers}\` with sample configurations:\n${policy}`);
if (single !== undefined) console.log(await singleFile(parts, single, chosen.split(",").filter((id) => id !== ""), small));
