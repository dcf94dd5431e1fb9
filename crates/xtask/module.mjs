// Rewrites a WebAssembly module so that it is carried in fewer octets: short names, no notes of tools, data in one piece.

const CUSTOM = 0;
const IMPORTS = 2;
const DATA = 11;
const DATA_COUNT = 12;
const FUNCTION = 0;
const I32_CONST = 0x41;
const END = 0x0b;

// As many zeros between two pieces of data cost less than another piece would.
const LARGEST_GAP = 64;

/** Reads a section of a module: numbers, names and what may be imported. */
class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }

  octets(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  octet(expected) {
    const [octet] = this.octets(1);
    if (expected !== undefined && octet !== expected) throw new Error(`${octet} stands where ${expected} should`);
    return octet;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const octet = this.octet();
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

/** A number that could be below zero, which one more bit tells. */
function signed(value) {
  const octets = [];
  for (; value >= 0x40; value = Math.floor(value / 0x80)) octets.push((value % 0x80) | 0x80);
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
    const [kind, type] = [reader.octet(), reader.number()];
    if (kind !== FUNCTION) throw new Error(`\`${long}\` is imported and is no function`);
    names.set(long, `_${index.toString(36)}`);
    parts.push(name(module), name(names.get(long)), Buffer.from([kind]), number(type));
  }
  return { section: Buffer.concat(parts), names };
}

/** The data section with pieces that are no further than `gap` octets from each other made one. */
function joinData(section, gap) {
  const reader = new Reader(section);
  const pieces = [];
  for (let count = reader.number(); count > 0; count--) {
    // Data for memory 0 at a place that is known, and there is no other.
    reader.octet(0);
    reader.octet(I32_CONST);
    const start = reader.number();
    reader.octet(END);
    const octets = reader.octets(reader.number());
    if (octets.length > 0) pieces.push({ start, end: start + octets.length, parts: [octets] });
  }
  pieces.sort((one, other) => one.start - other.start);
  const joined = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const zeros = piece.start - last?.end;
    if (zeros <= gap) {
      last.parts.push(Buffer.alloc(zeros), ...piece.parts);
      last.end = piece.end;
    } else {
      joined.push(piece);
    }
  }
  const written = joined.map(({ start, end, parts }) =>
    Buffer.concat([Buffer.from([0, I32_CONST]), signed(start), Buffer.from([END]), number(end - start), ...parts]),
  );
  return Buffer.concat([number(joined.length), ...written]);
}

/** The page's own module, and the short names of what it imports by those that they had. */
export function shortenMain(wasm) {
  let names;
  const short = rewrite(wasm, {
    [IMPORTS](section) {
      const renamed = renameImports(section);
      names = renamed.names;
      return renamed.section;
    },
    [DATA]: (section) => joinData(section, LARGEST_GAP),
  });
  return { wasm: short, names };
}

/** A module that is loaded into the memory of the page's own: between its data lies what is not its to write to. */
export function shortenChunk(wasm) {
  return rewrite(wasm, { [DATA]: (section) => joinData(section, 0) });
}

/** A module with some of its sections written anew, and without those that say nothing to a browser. */
function rewrite(wasm, sections) {
  const reader = new Reader(wasm);
  const parts = [reader.octets(8)];
  while (reader.at < wasm.length) {
    const id = reader.octet();
    const before = reader.octets(reader.number());
    // The number of pieces is told in advance only for the sake of what copies single ones, which nothing does.
    if (id === CUSTOM || id === DATA_COUNT) continue;
    const content = sections[id]?.(before) ?? before;
    parts.push(Buffer.from([id]), number(content.length), content);
  }
  return Buffer.concat(parts);
}
