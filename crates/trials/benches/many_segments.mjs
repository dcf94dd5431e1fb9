// Times the same run natively and in WebAssembly, in turns, and prints both with their ratio:
// `node many_segments.mjs NATIVE_PROGRAM WASM_FILE`. The best of each counts, since whatever else the machine does only
// adds to it.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const TURNS = 9;

const [program, file] = process.argv.slice(2);
const compiled = await WebAssembly.compile(readFileSync(file));

function timed(run) {
  const begun = performance.now();
  run();
  return performance.now() - begun;
}

function natively() {
  const { status, error } = spawnSync(program);
  if (status !== 0) throw error ?? new Error(`${program} failed (${status})`);
}

const best = { native: Infinity, wasm: Infinity };
let memory = 0;
for (let turn = 0; turn < TURNS; turn += 1) {
  best.native = Math.min(best.native, timed(natively));
  const { exports } = await WebAssembly.instantiate(compiled, {});
  best.wasm = Math.min(best.wasm, timed(() => exports.main(0, 0)));
  memory = exports.memory.buffer.byteLength;
}

console.log(`100,000 segments natively        ${best.native.toFixed(0)} ms`);
console.log(`100,000 segments in WebAssembly  ${best.wasm.toFixed(0)} ms, ${(memory / 2 ** 20).toFixed(0)} MiB`);
console.log(`WebAssembly takes ${(best.wasm / best.native).toFixed(2)} times as long`);
