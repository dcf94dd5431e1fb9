// Measures what a first visit loads and what comes later: `node crates/xtask/size.mjs FOLDER`. Fails when the first is
// over the budget.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGET = 250_000;
const folder = process.argv[2];

// Every page, script, module and style sheet counts that an element of the page names; others, its script fetches when needed.
const LOADED = /\.(html|js|wasm|css|bin)$/;

/** The sizes of one file in octets: as it is, and as the two encodings carry it. */
function measure(file) {
  const bytes = readFileSync(join(folder, file));
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}

function row(name, sizes) {
  return [name.padEnd(44), ...sizes.map((size) => String(size).padStart(11))].join("");
}

let files;
try {
  files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && LOADED.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
} catch {
  files = [];
}
if (!files.some((file) => file.endsWith(".wasm"))) {
  console.error(`There is no site in \`${folder}\`: build it with \`cargo xtask test --only build\`.`);
  process.exit(1);
}

const page = readFileSync(join(folder, "index.html"), "utf8");
const isNamed = (file) => ["src", "href"].some((name) => page.includes(` ${name}="./${file}"`));
const isFirst = (file) => file === "index.html" || isNamed(file);
const first = files.filter(isFirst).map(measure);
const later = files.filter((file) => !isFirst(file)).map(measure);
const total = (measured, encoding) => measured.reduce((sum, sizes) => sum + sizes[encoding], 0);

function print(title, measured) {
  console.log(row(title, ["raw", "gzip", "brotli"]));
  for (const { file, raw, gzip, brotli } of measured) {
    console.log(row(file, [raw, gzip, brotli]));
  }
  console.log(row("total", ["raw", "gzip", "brotli"].map((encoding) => total(measured, encoding))));
}

print("first load, in bytes", first);
if (later.length > 0) print("\nlater, when it is first shown", later);

const spare = BUDGET - total(first, "brotli");
if (spare < 0) {
  console.error(`\nThe first load is ${-spare} bytes over its budget of ${BUDGET} bytes.`);
  process.exit(1);
}
console.log(`\n${spare} bytes are left of the budget of ${BUDGET} bytes.`);
