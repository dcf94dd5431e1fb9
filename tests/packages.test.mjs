// What is published beside the page itself: files that lie there compressed, samples for servers, packages for platforms.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { manifestOf, unpacked } from "./support/archive.mjs";
import { assertValid, faultsOf } from "./support/manifest-schema.mjs";

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const listed = JSON.parse(readFileSync(at("dist/files.json"), "utf8"));

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

// What some platforms take at the most, and what a teacher on a slow line has to wait for.
const MOST = 1_000_000;

for (const [version, edition, kind] of [["scorm12", "1.2", "scormtype"], ["scorm2004", "2004 4th Edition", "scormType"]]) {
  test(`the package for ${version} has its manifest at its root, which is valid and lists every file once, and is within a megabyte`, async () => {
    const archive = readFileSync(at(`dist-scorm/synackademy-${version}.zip`));
    assert.ok(archive.length <= MOST, `${archive.length} octets`);
    const files = unpacked(archive);
    const { text, listed: named } = manifestOf(files);
    assert.ok(text.includes(`<schemaversion>${edition}</schemaversion>`) && text.includes(`adlcp:${kind}="sco"`));
    await assertValid(version, text);
    // What finds nothing wrong with anything would say the same.
    assert.match((await faultsOf(version, text.replace("</item>", "</item><item/>"))).join(), /'identifier' is required/);
    assert.deepEqual([...files.keys()].filter((file) => file !== "imsmanifest.xml").sort(), named.sort());
    assert.equal(new Set(named.map((file) => basename(file))).size, named.length);
    assert.deepEqual(named, [...listed].sort());
    for (const file of named.filter((file) => file !== "index.html")) assert.deepEqual(files.get(file), readFileSync(at(`dist/${file}`)), file);
    const page = files.get("index.html").toString();
    assert.ok(page.includes(`<html data-package="${version}" `), "it looks for the records of this version alone");
    assert.doesNotMatch(page, /data-offline|rel="manifest"/);
    assert.ok(!files.has("worker.js"));
  });
}
