// A zip as a strict reader takes it: what the directory says, what stands before each file and what is in it have to agree.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32, inflateRawSync } from "node:zlib";

const DEFLATED = 8;
// A flag that says that checksum and lengths follow the file.
const FOLLOWS = 8;

/** The files of an archive by name, in its order. */
export function unpacked(octets) {
  const end = octets.length - 22;
  assert.equal(octets.toString("latin1", end, end + 4), "PK\x05\x06", "the archive ends with its directory");
  const [count, length, start] = [octets.readUInt16LE(end + 10), octets.readUInt32LE(end + 12), octets.readUInt32LE(end + 16)];
  assert.equal(start + length, end, "nothing lies between the directory and the end");
  const files = new Map();
  let [entry, place] = [start, 0];
  for (let nth = 0; nth < count; nth += 1) {
    assert.equal(octets.toString("latin1", entry, entry + 4), "PK\x01\x02");
    const [flags, method] = [octets.readUInt16LE(entry + 8), octets.readUInt16LE(entry + 10)];
    const [date, crc] = [octets.readUInt16LE(entry + 14), octets.readUInt32LE(entry + 16)];
    const [packed, whole] = [octets.readUInt32LE(entry + 20), octets.readUInt32LE(entry + 24)];
    const [named, extra, comment] = [28, 30, 32].map((field) => octets.readUInt16LE(entry + field));
    const name = octets.toString("utf8", entry + 46, entry + 46 + named);
    assert.equal(octets.readUInt32LE(entry + 42), place, `${name} follows the file before it`);
    assert.equal(octets.toString("latin1", place, place + 4), "PK\x03\x04", name);
    assert.deepEqual([octets.readUInt16LE(place + 6), octets.readUInt16LE(place + 8)], [flags, method], name);
    assert.equal(method, DEFLATED, `${name}: some readers take nothing else with lengths behind it`);
    assert.ok((date >> 5) % 16 >= 1 && (date >> 5) % 16 <= 12 && date % 32 >= 1, `${name} has a date`);
    const content = place + 30 + octets.readUInt16LE(place + 26) + octets.readUInt16LE(place + 28);
    assert.equal(octets.toString("utf8", place + 30, place + 30 + octets.readUInt16LE(place + 26)), name);
    const file = inflateRawSync(octets.subarray(content, content + packed));
    assert.deepEqual([file.length, crc32(file)], [whole, crc], name);
    place = content + packed;
    if (flags & FOLLOWS) {
      const said = [0, 4, 8, 12].map((field) => octets.readUInt32LE(place + field));
      assert.deepEqual(said, [0x08074b50, crc, packed, whole], name);
      place += 16;
    }
    assert.ok(!files.has(name), `${name} is there once`);
    files.set(name, file);
    entry += 46 + named + extra + comment;
  }
  assert.deepEqual([entry, place], [end, start], "there is nothing else in it");
  return files;
}

/** Puts an archive's files into a new folder of `tests/output`, as a platform does with a package, and gives its name. */
export function unpackInto(files) {
  mkdirSync("tests/output", { recursive: true });
  const folder = mkdtempSync("tests/output/package-");
  for (const [name, octets] of files) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, octets);
  }
  return folder;
}

/** What a package's manifest says: the files that it lists, and the address at which it is launched. */
export function manifestOf(files) {
  const text = files.get("imsmanifest.xml").toString();
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const [, page] = /<resource [^>]*href="([^"]+)"/.exec(text);
  const parameters = / parameters="([^"]*)"/.exec(text)?.[1] ?? "";
  const listed = [...text.matchAll(/<file href="([^"]+)"/g)].map(([, file]) => plain(file));
  return { text, listed, title: plain(/<title>([^<]*)</.exec(text)[1]), address: plain(page + parameters) };
}
