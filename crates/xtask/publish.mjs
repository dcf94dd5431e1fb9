// Makes the published site of what wasm-bindgen wrote: `node crates/xtask/publish.mjs MADE FOLDER`. Everything in it is
// as small as it gets, and the names of the files follow their content.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { minify } from "terser";
import { shortenChunk, shortenMain } from "./module.mjs";

const run = promisify(execFile);
const [made, folder] = process.argv.slice(2);

// What `splitter` and wasm-bindgen call their files.
const MAIN = "web_bg.wasm";
const LINK = "./__wasm_split.js";
const CHUNK = /^(?:split_)?(.*)\.wasm$/;

// The style sheets that come with the first chunk.
const STYLES = "later.css";

/** The page with each element of Trunk's replaced, what styles the chunks, and the settings for wasm-opt. */
function readPage() {
  let settings;
  let styles = "";
  // What is published in place of each element of the page that Trunk makes something of.
  const ELEMENTS = {
    inline({ href, "data-later": isLater }) {
      const style = bareStyle(readFileSync(href, "utf8"));
      if (isLater === undefined) return `<style>${style}</style>`;
      styles += style;
      return "";
    },
    rust: () => "",
  };
  const page = readFileSync("index.html", "utf8").replace(/[ \t]*<link data-trunk ([^>]*?)\s*\/>\n/g, (_, attributes) => {
    const of = Object.fromEntries([...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, value ?? ""]));
    if (of.rel === "rust") settings = [`-O${of["data-wasm-opt"]}`, ...of["data-wasm-opt-params"].split(" ")];
    return ELEMENTS[of.rel](of);
  });
  if (!settings || page.includes("data-trunk")) throw new Error("`index.html` asks Trunk for something unknown here.");
  return { page, styles, settings };
}

/** A style sheet without what only readers of its source need: comments and indents. */
function bareStyle(style) {
  const rules = style.replace(/\/\*.*?\*\//gs, "").replace(/\s+/g, " ").replace(/ ?([{};,]) ?/g, "$1");
  return rules.replaceAll(";}", "}").trim();
}

/** A module as wasm-opt leaves it. */
async function optimized(file, settings) {
  const small = `${file}.opt`;
  await run("wasm-opt", [settings[0], file, `--output=${small}`, ...settings.slice(1)]);
  return readFileSync(small);
}

/** What a browser that has drawn the page may fetch while it is idle, so that a view is there when it is asked for. */
const PREFETCH = (chunks) => `.then(() => {
  for (const chunk of ${JSON.stringify(chunks)}) {
    const href = new URL(chunk, import.meta.url);
    const link = { rel: "prefetch", as: "fetch", crossOrigin: "anonymous", href };
    document.head.append(Object.assign(document.createElement("link"), link));
  }
})`;

/** Fetches what styles the chunks, once; where that fails, so does the chunk, and both are tried again together. */
const STYLING = `let styled;
const style = () => styled ??= new Promise((done, failed) => {
  const link = document.createElement("link");
  const onerror = () => { styled = undefined; link.remove(); failed(new Error(link.href)); };
  Object.assign(link, { rel: "stylesheet", href: new URL("${STYLES}", import.meta.url), onload: done, onerror });
  document.head.append(link);
});`;

/** The script that joins the page to its module and starts it, with the one that fetches the chunks in it. */
function oneScript(glue, link, chunks) {
  if (link === undefined) return `${glue}\n__wbg_init();`;
  // One line for each chunk.
  const joined = glue.replace(/^import \* as (\w+) from "(.*)";?$/gm, (line, name, from) =>
    from === LINK ? `const ${name} = chunks;` : line,
  );
  if (/^import /m.test(joined)) throw new Error("The script of wasm-bindgen imports what is not known here.");
  const loaders = [...link.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
  const fetching = link
    .replace(/^import .*$/gm, "")
    .replace(/^export const/gm, "const")
    // Whatever a server says that a chunk is: the page itself is not particular about it either.
    .replaceAll(
      "WebAssembly.instantiateStreaming(src, imports)",
      "Promise.all([src, style()]).then(([answer]) => answer.arrayBuffer()).then((octets) => WebAssembly.instantiate(octets, imports))",
    );
  return `${STYLING}\n${fetching}\nconst chunks = { ${loaders.join(", ")} };\n${joined}\n__wbg_init()${PREFETCH(chunks)};`;
}

/** What is taught, by the name of its file without the hash, and the hash of all of it. */
function readLessons() {
  const folder = join(made, "lessons");
  const lessons = readdirSync(folder).sort().map((file) => [file.replace(/\.bin$/, ""), readFileSync(join(folder, file))]);
  const hash = createHash("sha256");
  lessons.forEach(([name, octets]) => hash.update(name).update(octets));
  return { lessons, version: hash.digest("hex").slice(0, 16) };
}

const { page, styles, settings } = readPage();
const { lessons, version } = readLessons();
const chunks = readdirSync(join(made, "parts")).filter((file) => CHUNK.test(file) && file !== "web.wasm");
const [main, ...small] = await Promise.all(
  [join("page", MAIN), ...chunks.map((file) => join("parts", file))].map((file) => optimized(join(made, file), settings)),
);
const { wasm, names } = shortenMain(main);
const link = join(made, "parts", LINK);
const script = oneScript(
  readFileSync(join(made, "page/web.js"), "utf8"),
  existsSync(link) ? readFileSync(link, "utf8") : undefined,
  chunks,
).replace(/^export \{.*$/m, "");
const renamed = script.replace(/\b__w\w+/g, (long) => names.get(long) ?? long);
const { code } = await minify(renamed, { module: true, compress: { passes: 2 }, mangle: true });

// A browser never joins an old file to a new one: each name carries what all of them are.
const files = new Map([[MAIN, wasm], ...chunks.map((file, index) => [file, shortenChunk(small[index])])]);
const hash = createHash("sha256").update(code);
files.forEach((octets) => hash.update(octets));
hash.update(styles);
const digest = hash.digest("hex").slice(0, 16);
const published = (file) => (file === MAIN ? `web-${digest}_bg.wasm` : `${file.match(CHUNK)[1]}-${digest}.wasm`);
const named = [...files.keys()]
  .reduce((code, file) => code.replaceAll(file, published(file)), code)
  .replaceAll(STYLES, `later-${digest}.css`);
const head = [
  `<link rel="preload" href="./${published(MAIN)}" as="fetch" type="application/wasm" crossorigin>`,
  `<script type="module" src="./web-${digest}.js"></script>`,
];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
files.forEach((octets, file) => writeFileSync(join(folder, published(file)), octets));
if (chunks.length > 0) writeFileSync(join(folder, `later-${digest}.css`), styles);
else head.unshift(`<style>${styles}</style>`);
writeFileSync(join(folder, `web-${digest}.js`), named);
mkdirSync(join(folder, "lessons"));
lessons.forEach(([name, octets]) => writeFileSync(join(folder, "lessons", `${name}-${version}.bin`), octets));
const whole = page.replace(/\s*<\/head>/, `${head.join("")}</head>`);
// The page finds what is taught by this.
writeFileSync(join(folder, "index.html"), whole.replace("<html ", `<html data-lessons="${version}" `));
// The element for sites that allow scripts, with its types: they name it in their pages, so that its name stays.
const ELEMENT = "web/embed";
mkdirSync(join(folder, "embed"));
for (const file of readdirSync(ELEMENT)) {
  const source = readFileSync(join(ELEMENT, file), "utf8");
  const made = file.endsWith(".js") ? (await minify(source, { module: true })).code : source;
  writeFileSync(join(folder, "embed", file), made);
}
console.log(`The site is in \`${folder}\`: ${names.size} imported functions have short names, and ${chunks.length} chunks and ${lessons.length} files of lessons come later.`);
