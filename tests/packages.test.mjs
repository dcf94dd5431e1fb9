// What is published beside the page itself: files that lie there compressed, samples for servers, packages for platforms.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync, inflateRawSync } from "node:zlib";

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const listed = JSON.parse(readFileSync(at("dist/files.json"), "utf8"));

/** The files of an archive by name, as its own list at the end has them. */
function unpacked(file) {
  const octets = readFileSync(file);
  const end = octets.lastIndexOf(Buffer.from("PK\x05\x06"));
  let place = octets.readUInt32LE(end + 16);
  return new Map(
    Array.from({ length: octets.readUInt16LE(end + 10) }, () => {
      const [method, size, name, extra, comment] = [10, 20, 28, 30, 32].map((field) => (field === 20 ? octets.readUInt32LE(place + 20) : octets.readUInt16LE(place + field)));
      const local = octets.readUInt32LE(place + 42);
      const start = local + 30 + octets.readUInt16LE(local + 26) + octets.readUInt16LE(local + 28);
      const content = octets.subarray(start, start + size);
      const entry = [octets.toString("utf8", place + 46, place + 46 + name), method === 0 ? content : inflateRawSync(content)];
      place += 46 + name + extra + comment;
      return entry;
    }),
  );
}

test("what lies there compressed is what it stands beside, and smaller", () => {
  const files = readdirSync(at("dist"), { recursive: true }).filter((name) => /\.(br|gz)$/.test(name));
  assert.ok(files.some((name) => name.endsWith("_bg.wasm.br")) && files.some((name) => name === "index.html.gz"));
  for (const name of files) {
    const [small, whole] = [readFileSync(at(`dist/${name}`)), readFileSync(at(`dist/${name.replace(/\.(br|gz)$/, "")}`))];
    assert.ok(small.length < whole.length, name);
    assert.deepEqual(name.endsWith(".br") ? brotliDecompressSync(small) : gunzipSync(small), whole, name);
  }
});

test("the list of the site's files names files that are there, and the page among them", () => {
  assert.ok(listed.includes("index.html"));
  for (const name of listed) assert.ok(existsSync(at(`dist/${name}`)), name);
});

test("the samples for servers carry the policy that the build prints", () => {
  const policy = readFileSync(at("dist-servers/csp.txt"), "utf8").trim();
  assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|\*/);
  for (const name of ["nginx.conf", "apache.conf"]) {
    assert.ok(readFileSync(join(at("dist-servers"), name), "utf8").includes(policy), name);
  }
});

for (const [name, edition, kind] of [["synackademy-scorm12.zip", "1.2", "scormtype"], ["synackademy-scorm2004.zip", "2004 4th Edition", "scormType"]]) {
  test(`${name} has its manifest at its root, which lists every file once, and is within a megabyte`, () => {
    const place = at(`dist-scorm/${name}`);
    assert.ok(statSync(place).size <= 2 ** 20, `${statSync(place).size} octets`);
    const files = unpacked(place);
    const manifest = files.get("imsmanifest.xml").toString();
    assert.ok(manifest.includes(`<schemaversion>${edition}</schemaversion>`) && manifest.includes(`adlcp:${kind}="sco"`));
    const named = [...manifest.matchAll(/<file href="([^"]+)"/g)].map(([, file]) => file);
    assert.deepEqual([...files.keys()].filter((file) => file !== "imsmanifest.xml").sort(), named.sort());
    assert.equal(new Set(named.map((file) => basename(file))).size, named.length);
    for (const file of named.filter((file) => file !== "index.html")) assert.deepEqual(files.get(file), readFileSync(at(`dist/${file}`)), file);
    const page = files.get("index.html").toString();
    assert.doesNotMatch(page, /data-offline|rel="manifest"/);
    assert.ok(!files.has("worker.js"));
  });
}
