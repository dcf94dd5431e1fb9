// What every artifact is made of: the page, its style sheets, the module and its chunks as small as they get, the scripts
// that join them, and what is taught.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shortenChunk, shortenMain } from "./module.mjs";
import { allOptimised } from "./optimised.mjs";

// What `splitter` and wasm-bindgen call their files.
export const MAIN = "web_bg.wasm";
const LINK = "./__wasm_split.js";
export const CHUNK = /^(?:split_)?(.*)\.wasm$/;

// Chunks that only wait for others to need them, and are smaller than this in octets, come in one file: a request for each
// would cost more than the chunk.
const SMALL = 8192;
const SHARED = /^chunk_/;

/**
 * The parts in the folder `made`: `page` is `index.html` with `<!--styles-->` where style sheets stood, `styles` and
 * `later` are what styles the first load and the chunks (`laterFor` gives the sheets of these names alone), `files` are the module and the chunks by name, `glue` and `link`
 * the scripts that join them to the browser, `names` the short names in them, and `lessons` what is taught by name.
 */
export async function readParts(made) {
  const { page, styles, sheets, settings } = readPage();
  const laterFor = (named) => sheets.filter(([href]) => named.test(href)).map(([, style]) => style).join("");
  const chunks = readdirSync(join(made, "parts")).filter((file) => CHUNK.test(file) && file !== "web.wasm");
  const modules = [join("page", MAIN), ...chunks.map((file) => join("parts", file))];
  const [main, ...small] = await allOptimised(modules.map((file) => join(made, file)), settings);
  const { wasm, names } = shortenMain(main);
  const link = join(made, "parts", LINK);
  return {
    page,
    styles,
    later: laterFor(/./),
    laterFor,
    names,
    chunks,
    files: new Map([[MAIN, wasm], ...chunks.map((file, index) => [file, shortenChunk(small[index])])]),
    glue: readFileSync(join(made, "page/web.js"), "utf8"),
    link: existsSync(link) ? readFileSync(link, "utf8") : undefined,
    lessons: readLessons(join(made, "lessons")),
  };
}

/** The page with no element of Trunk's, its style sheets, and the settings for wasm-opt. */
function readPage() {
  let settings;
  const [styles, sheets] = [[], []];
  const source = readFileSync("index.html", "utf8");
  const page = source.replace(/[ \t]*<link data-trunk ([^>]*?)\s*\/>\n/g, (_, attributes) => {
    const of = Object.fromEntries([...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, value ?? ""]));
    if (of.rel === "rust") settings = [`-O${of["data-wasm-opt"]}`, ...of["data-wasm-opt-params"].split(" ")];
    else if (of.rel === "inline") {
      const style = bareStyle(readFileSync(of.href, "utf8"));
      if (of["data-later"] === undefined) styles.push(style);
      else sheets.push([of.href, style]);
    }
    else throw new Error(`\`index.html\` asks Trunk for \`${of.rel}\`, which is unknown here.`);
    return "";
  });
  if (!settings || page.includes("data-trunk")) throw new Error("`index.html` asks Trunk for something unknown here.");
  return { page, styles: styles.join(""), sheets, settings };
}

/** A style sheet without what only readers of its source need: comments and indents. */
function bareStyle(style) {
  const rules = style.replace(/\/\*.*?\*\//gs, "").replace(/\s+/g, " ").replace(/ ?([{};,]) ?/g, "$1");
  return rules.replaceAll(";}", "}").trim();
}

/** What is taught, by the name of its file: in the order in which it is taught, and then the rest. */
function readLessons(folder) {
  const order = readFileSync(join(folder, "order.txt"), "utf8").split("\n").filter((name) => name !== "");
  const all = readdirSync(folder).filter((file) => file.endsWith(".bin")).map((file) => file.replace(/\.bin$/, ""));
  const names = new Set([...order, ...all.sort()]);
  return new Map([...names].map((name) => [name, readFileSync(join(folder, `${name}.bin`))]));
}

/**
 * The script that joins the page to its module and starts it, with the one that fetches the chunks in it. `styling`
 * declares `style`, which a chunk waits for, and `after` is done once the page runs. `fetched` is the expression that
 * fetches a chunk, by the name of its file.
 */
export function oneScript({ glue, link, names }, styling, after, fetched = (file) => `fetch(new URL("./${file}", import.meta.url))`) {
  let whole = `${glue}\n__wbg_init()${after};`;
  if (link !== undefined) {
    // One line for each chunk.
    const joined = whole.replace(/^import \* as (\w+) from "(.*)";?$/gm, (line, name, from) =>
      from === LINK ? `const ${name} = chunks;` : line,
    );
    if (/^import /m.test(joined)) throw new Error("The script of wasm-bindgen imports what is not known here.");
    const loaders = [...link.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
    const fetching = link
      .replace(/^import .*$/gm, "")
      .replace(/^export const/gm, "const")
      .replace(/fetch\(new URL\("\.\/([^"]+)", import\.meta\.url\)\)/g, (_, file) => fetched(file))
      // Whatever a server says that a chunk is: the page itself is not particular about it either.
      .replaceAll(
        "WebAssembly.instantiateStreaming(src, imports)",
        "Promise.all([src, style()]).then(([answer]) => answer.arrayBuffer()).then((octets) => WebAssembly.instantiate(octets, imports))",
      );
    whole = `${styling}\n${fetching}\nconst chunks = { ${loaders.join(", ")} };\n${joined}`;
  }
  return whole.replace(/^export \{.*$/m, "").replace(/\b__w\w+/g, (long) => names.get(long) ?? long);
}

/**
 * The small chunks in one file: where each begins, and the last ends, as numbers of four octets (the lowest first), and then
 * the chunks. `small` has their files in this order.
 */
export function together({ chunks, files }) {
  const small = chunks.filter((file) => SHARED.test(file) && files.get(file).length < SMALL);
  const places = new Uint32Array(small.length + 1);
  places[0] = places.byteLength;
  small.forEach((file, index) => (places[index + 1] = places[index] + files.get(file).length));
  return { small, octets: Buffer.concat([Buffer.from(places.buffer), ...small.map((file) => files.get(file))]) };
}

// How a chunk stands in the script that fetches them: its name, its file, and the names of those that it needs.
const LOADED = /^((?:export )?const (\w+) = (?:wrapAsyncCb\()?makeLoad\([\s\S]*?new URL\("\.\/([^"]+)"[\s\S]*?^, \[)([^\]]*)(\]\)\)?;)/gm;

/** The files that a chunk needs besides the page, each after those that it needs itself. */
export function neededBy(link, chunk) {
  const [needs, files] = [new Map(), new Map()];
  for (const [, , name, file, list] of link.matchAll(LOADED)) {
    files.set(name, file);
    needs.set(name, list.split(", ").filter((need) => need !== ""));
  }
  const found = new Set();
  const add = (name) => {
    if (!files.has(name)) throw new Error(`There is no chunk \`${name}\`.`);
    needs.get(name).forEach(add);
    found.add(files.get(name));
  };
  add(`__wasm_split_load_${chunk}`);
  return [...found];
}

/** The script that fetches chunks where only `files` are there: what marks a view asks for its file alone, in vain. */
export function linkOf(link, files) {
  return link.replace(LOADED, (whole, start, name, file, needs, end) => {
    if (files.includes(file)) return whole;
    return whole.startsWith("export ") ? start + end : "";
  });
}
