// Guesses each bit of what the single file holds from what came before it. The page unpacks with the same guesses with
// which it was packed, so that nothing here may differ from browser to browser: sums, products and quotients do not, while
// a browser's own logarithms and powers may.

// Octets between two moments at which whoever unpacks may do something else.
const TURN = 1024;

// Contexts of which each has a guess, and places for the guesses of four bits each.
const CONTEXTS = 13;
const PLACES = 20;
// What is mixed: the guesses, what came after the same octets before, how sure that is, and a constant.
const INPUTS = CONTEXTS + 3;

const RATE = 0.02;
const MOST_SEEN = 20;
const LONGEST_MATCH = 31;
const SHORTEST_MATCH = 5;

/** ln x: no browser's own. */
function logarithm(x) {
  let [power, sum] = [0, 0];
  for (; x > 1.5; x /= 2) power++;
  for (; x < 0.75; x *= 2) power--;
  const z = (x - 1) / (x + 1);
  for (let term = 41; term > 0; term -= 2) sum = sum * z * z + 1 / term;
  return 2 * z * sum + power * 0.6931471805599453;
}

/** e to the power of x: no browser's own. */
function exponential(x) {
  let sum = 1;
  for (let term = 24; term > 0; term--) sum = 1 + (sum * x) / 32 / term;
  for (let square = 0; square < 5; square++) sum *= sum;
  return sum;
}

/** How many numbers follow an operation of WebAssembly; below zero, octets. `TABLE` is a number of numbers. */
const TABLE = 200;
function operands(operation) {
  if (operation === 0x0e) return TABLE;
  if (operation === 0x43 || operation === 0x44) return operation === 0x43 ? -4 : -8;
  if (operation === 0x11 || (operation >= 0x28 && operation <= 0x3e)) return 2;
  const hasOne =
    (operation >= 2 && operation <= 4) || operation === 0x0c || operation === 0x0d || operation === 0x10 ||
    (operation >= 0x20 && operation <= 0x24) || (operation >= 0x3f && operation <= 0x42) ||
    operation === 0xd0 || operation === 0xd2 || operation === 0xfc;
  return hasOne ? 1 : 0;
}

/**
 * Goes through `octets` bit by bit. `code(guess)` is given how likely a one is, in 65536ths, and gives the bit; the
 * octets that it makes up are written to `octets`. `kinds[n]` is the end of the nth part, which is a module if n is even.
 * Yields the number of octets that are done, now and then.
 */
export function* pass(octets, kinds, code) {
  const { imul } = Math;
  const table = new Uint32Array(16 << PLACES);
  const stretched = new Float64Array(4096);
  for (let index = 0; index < 4096; index++) stretched[index] = logarithm((index + 0.5) / (4095.5 - index));
  // Squashed by 512ths from -12 to 12.
  const squashed = new Float64Array(12290);
  for (let index = 0; index < squashed.length; index++) squashed[index] = 1 / (1 + exponential(12 - index / 512));
  const rates = new Float64Array(MOST_SEEN + 1);
  for (let seen = 0; seen <= MOST_SEEN; seen++) rates[seen] = 1 / (seen + 1.3);
  const weights = [1024, 256, 512 * 256].map((sets) => new Float64Array(sets * INPUTS).fill(0.18));
  const [byBit, byMatch, byContext] = weights;
  const refined = [256, 512 * 256].map((sets) => {
    const steps = new Float64Array(sets * 33);
    for (let index = 0; index < steps.length; index++) steps[index] = squash(((index % 33) - 16) / 2);
    return steps;
  });
  const [refinedFew, refinedMany] = refined;
  const input = new Float64Array(INPUTS);
  const hashes = new Int32Array(CONTEXTS);
  const slots = new Int32Array(CONTEXTS);
  const found = new Int32Array(1 << 20);
  const trust = new Float64Array(128).fill(0.1);
  for (let index = 1; index < 128; index += 2) trust[index] = 0.9;
  const lastNumber = new Int32Array(256);
  // Where in an operation the module is, and what came before: operations, locals, the number that is being read.
  let [pending, field, operation, operations, number, locals] = [0, 0, 0, 0, 0, 0];
  let [match, matched, word, part] = [0, 0, 0, 0];

  function squash(x) {
    return squashed[Math.round((x > 11.9 ? 11.9 : x < -11.9 ? -11.9 : x) * 512) + 6144];
  }

  function readCode(octet) {
    if (pending === 0) {
      lastNumber[operation] = number;
      if (operation >= 0x20 && operation <= 0x22) locals = (locals << 8) | (number & 255);
      operations = (operations << 8) | octet;
      [operation, number, field] = [octet, 0, 0];
      pending = operands(octet);
    } else if (pending < 0) {
      pending++;
    } else if (pending === TABLE) {
      if (octet < 128) pending = octet + 1;
    } else {
      number = (imul(number, 0x101) + octet + 1) | 0;
      if (octet < 128) {
        pending--;
        field++;
      }
    }
  }

  function advance(at) {
    while (at >= kinds[part]) part++;
    const isCode = part % 2 === 0;
    const one = at > 0 ? octets[at - 1] : 0;
    const [two, three, four] = [at > 1 ? octets[at - 2] : 0, at > 2 ? octets[at - 3] : 0, at > 3 ? octets[at - 4] : 0];
    const [five, six] = [at > 4 ? octets[at - 5] : 0, at > 5 ? octets[at - 6] : 0];
    const lastFour = one | (two << 8) | (three << 16) | (four << 24);
    const lastFive = (imul(lastFour, 0x2545f491) + imul(five, 0x9e3779b1)) | 0;
    const lastSix = (lastFive + imul(six, 0x85ebca77) + 99) | 0;
    const isLetter = one >= 128 || (one >= 97 && one <= 122) || (one >= 65 && one <= 90);
    word = isLetter ? imul(word + one + 1, 0x2f0b4c47) : 0;
    if (isCode) readCode(one);
    else pending = field = operation = 0;
    const place = (pending < 0 ? 15 : pending > 15 ? 14 : pending) * 4 + (field & 3);
    const here = operation * 64 + place + imul(number, 0x10001);

    hashes[0] = 0;
    hashes[1] = one;
    hashes[2] = lastFour & 0xffff;
    hashes[3] = lastFour;
    hashes[4] = lastSix;
    if (isCode) {
      hashes[5] = here + imul(operations >>> 8, 0x27d4eb2f);
      hashes[6] = two | (three << 8);
      hashes[7] = imul(operations, 64) + place;
      hashes[8] = imul((operations & 0xffff) * 64 + place, 256) + one;
      hashes[9] = (operations & 0xffffff) * 64 + place;
      hashes[10] = here + imul(lastNumber[operation], 0x85ebca77);
      hashes[11] = here + imul(operations, 64);
      hashes[12] = here + (operations & 0xff00) * 64 + imul(locals & 0xff, 0x85ebca77);
    } else {
      hashes[5] = lastFour & 0xffffff;
      hashes[6] = imul(word, 31) + one;
      hashes[7] = word;
      hashes[8] = two | (three << 8);
      hashes[9] = one | (three << 8);
      hashes[10] = lastFive;
      hashes[11] = word + imul((two << 8) | one, 0x85ebca77);
      hashes[12] = two | (three << 8) | (four << 16);
    }
    for (let index = 0; index < CONTEXTS; index++) {
      let hash = imul(hashes[index], 0x9e3779b1) + imul(index + 1, 0x7f4a7c15);
      hash ^= hash >>> 15;
      hashes[index] = imul(hash, 0x85ebca6b);
    }

    if (matched > 0 && octets[match] === one) {
      if (matched < LONGEST_MATCH) matched++;
      match++;
    } else matched = 0;
    if (at > 5) {
      const hash = imul(lastSix, 0x9e3779b1) >>> 12;
      if (matched === 0) {
        match = found[hash];
        if (match > 0) {
          while (matched < LONGEST_MATCH && match > matched && octets[match - 1 - matched] === octets[at - 1 - matched]) matched++;
          if (matched < SHORTEST_MATCH) matched = 0;
        }
      }
      found[hash] = at;
    }
    const expected = octets[match] + 256;
    const state = isCode ? (pending === 0 ? 0 : pending < 0 ? 2 : 1) : 3;
    const context = isCode ? operation : one + 256;

    let so = 1;
    for (let bit = 7; bit >= 0; bit--) {
      if (bit === 7 || bit === 3) {
        for (let index = 0; index < CONTEXTS; index++) {
          let hash = imul(hashes[index] + imul(so, 0x3d4d51cb), 0x9e3779b1);
          hash ^= hash >>> 16;
          hash = imul(hash, 0x2c1b3c6d);
          const slot = (hash >>> (32 - PLACES)) << 4;
          slots[index] = slot;
          const check = ((hash & 0xfff) << 4) | index | 0x10000;
          if (table[slot] !== check) {
            table[slot] = check;
            table.fill(0x80000000, slot + 1, slot + 16);
          }
        }
      }
      const nth = bit > 3 ? so : (so & ((1 << (3 - bit)) - 1)) | (1 << (3 - bit));
      for (let index = 0; index < CONTEXTS; index++) {
        const guess = table[slots[index] + nth];
        input[index] = (guess & 1023) === 0 ? 0 : stretched[guess >>> 20];
      }
      let trusted = 0;
      input[CONTEXTS] = input[CONTEXTS + 2] = 0;
      input[CONTEXTS + 1] = 0.3;
      if (matched > 0) {
        if (expected >> (bit + 1) === so) {
          const next = (expected >> bit) & 1;
          trusted = matched * 2 + next;
          input[CONTEXTS] = stretched[(trust[trusted] * 4095) | 0];
          input[CONTEXTS + 2] = (next === 1 ? 1 : -1) * (matched > 15 ? 1 : 0.3);
        } else matched = 0;
      }
      const first = (so + 256 * state) * INPUTS;
      const second = (matched * 8 + bit) * INPUTS;
      const third = (context * 256 + so) * INPUTS;
      let a = 0;
      let b = 0;
      let c = 0;
      for (let index = 0; index < INPUTS; index++) {
        const value = input[index];
        a += value * byBit[first + index];
        b += value * byMatch[second + index];
        c += value * byContext[third + index];
      }
      const mixed = (a + b + c) / 3;
      const bounded = ((mixed > 7.99 ? 7.99 : mixed < -7.99 ? -7.99 : mixed) + 8) * 2;
      const step = bounded | 0;
      const share = bounded - step;
      const few = so * 33 + step;
      const many = (context * 256 + so) * 33 + step;
      const guess =
        squash(mixed) / 2 +
        (refinedFew[few] * (1 - share) + refinedFew[few + 1] * share) / 4 +
        (refinedMany[many] * (1 - share) + refinedMany[many + 1] * share) / 4;
      const is = code(Math.min(65535, Math.max(1, (guess * 65536) | 0)));

      const nearer = share > 0.5 ? 1 : 0;
      refinedFew[few + nearer] += (is - refinedFew[few + nearer]) * 0.02;
      refinedMany[many + nearer] += (is - refinedMany[many + nearer]) * 0.02;
      const errorA = (is - squash(a)) * RATE;
      const errorB = (is - squash(b)) * RATE;
      const errorC = (is - squash(c)) * RATE;
      for (let index = 0; index < INPUTS; index++) {
        const value = input[index];
        byBit[first + index] += value * errorA;
        byMatch[second + index] += value * errorB;
        byContext[third + index] += value * errorC;
      }
      for (let index = 0; index < CONTEXTS; index++) {
        const slot = slots[index] + nth;
        const seen = table[slot] & 1023;
        const likely = table[slot] >>> 10;
        const next = (likely + (is * 4194303 - likely) * rates[seen]) | 0;
        table[slot] = (next << 10) | (seen < MOST_SEEN ? seen + 1 : seen);
      }
      if (trusted > 0) trust[trusted] += (is - trust[trusted]) * 0.02;
      so = (so << 1) | is;
    }
    octets[at] = so;
  }

  for (let at = 0; at < octets.length; at++) {
    if (at % TURN === 0) yield at;
    advance(at);
  }
  yield octets.length;
}
