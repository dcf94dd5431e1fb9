// Shortens what joins the page to its WebAssembly: `node crates/xtask/shrink.mjs FOLDER`, once, on a site just built.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "terser";

const folder = process.argv[2];
const WASM = /^(.*)-([0-9a-f]+)_bg\.wasm$/;
const CUSTOM = 0;
const IMPORTS = 2;

/** Reads a section of a module: numbers, names and what may be imported. */
class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }

  octets(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const [octet] = this.octets(1);
      value += (octet & 0x7f) * 2 ** shift;
      if (octet < 0x80) return value;
    }
  }

  name() {
    return this.octets(this.number()).toString();
  }
}

function number(value) {
  const octets = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) octets.push((value % 0x80) | 0x80);
  return Buffer.from([...octets, value]);
}

function name(text) {
  return Buffer.concat([number(Buffer.byteLength(text)), Buffer.from(text)]);
}

/** The import section with a short name for each function, and these names by those that they had. */
function renameImports(section) {
  const reader = new Reader(section);
  const count = reader.number();
  const [parts, names] = [[number(count)], new Map()];
  for (let index = 0; index < count; index++) {
    const [module, long] = [reader.name(), reader.name()];
    const [kind, type] = [reader.octets(1), reader.number()];
    if (kind[0] !== 0) throw new Error(`\`${long}\` is imported and is no function`);
    names.set(long, `_${index.toString(36)}`);
    parts.push(name(module), name(names.get(long)), kind, number(type));
  }
  return { section: Buffer.concat(parts), names };
}

/** The module with short names for what it imports. */
function shorten(wasm) {
  const reader = new Reader(wasm);
  const parts = [reader.octets(8)];
  let names = new Map();
  while (reader.at < wasm.length) {
    const [id] = reader.octets(1);
    let content = reader.octets(reader.number());
    // What tools say of themselves and to each other.
    if (id === CUSTOM) continue;
    if (id === IMPORTS) ({ section: content, names } = renameImports(content));
    parts.push(Buffer.from([id]), number(content.length), content);
  }
  return { wasm: Buffer.concat(parts), names };
}

/** The page without what only readers of its sources need: comments of style sheets, and indents. */
function bare(page) {
  return page.replace(/(<style[^>]*>)(.*?)(<\/style>)/gs, (_, open, style, close) => {
    const rules = style.replace(/\/\*.*?\*\//gs, "").replace(/\s+/g, " ").replace(/ ?([{};,]) ?/g, "$1");
    return open + rules.replaceAll(";}", "}").trim() + close;
  });
}

const files = readdirSync(folder);
const module = files.find((file) => WASM.test(file));
if (!module) throw new Error(`There is no module in \`${folder}\`.`);
const [, stem, hash] = module.match(WASM);

const { wasm, names } = shorten(readFileSync(join(folder, module)));
const glue = readFileSync(join(folder, `${stem}-${hash}.js`), "utf8");
const renamed = glue.replace(/\b__wb\w+/g, (long) => names.get(long) ?? long);
const { code } = await minify(renamed, { module: true, compress: { passes: 2 }, mangle: true });

// The names of the files follow their content, so that a browser never joins an old one to a new one.
const digest = createHash("sha256").update(code).update(wasm).digest("hex").slice(0, hash.length);
const page = readFileSync(join(folder, "index.html"), "utf8");
writeFileSync(join(folder, module), wasm);
writeFileSync(join(folder, `${stem}-${hash}.js`), code.replaceAll(hash, digest));
writeFileSync(join(folder, "index.html"), bare(page.replaceAll(hash, digest)));
for (const file of files.filter((file) => file.includes(hash))) {
  renameSync(join(folder, file), join(folder, file.replace(hash, digest)));
}
console.log(`${names.size} imported functions have short names, and ${stem}.js is minified.`);
