// Capture files as lists of blocks, to be put together anew: a file without its beginning, two files as one, a broken one.
import { readFileSync } from "node:fs";

const PACKET = 6;

/** The blocks of a little-endian pcapng file, each with its type and its octets. */
export function blocks(path) {
  const file = readFileSync(path);
  const found = [];
  for (let at = 0; at < file.length; ) {
    const len = file.readUInt32LE(at + 4);
    found.push({ type: file.readUInt32LE(at), octets: file.subarray(at, at + len) });
    at += len;
  }
  return found;
}

export const isPacket = ({ type }) => type === PACKET;

/** A file of these blocks. */
export const fileOf = (list) => Buffer.concat(list.map(({ octets }) => octets));
