// Passes modules through wasm-opt, and keeps what came out by what went in: most chunks are the same as in the build before.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const KEPT = "target/wasm-opt";
const run = promisify(execFile);

/** Modules as wasm-opt leaves them, as many at a time as there are cores: each of its runs takes one and 200 MB. */
export async function allOptimised(files, settings) {
  const made = new Array(files.length);
  let next = 0;
  const work = async () => {
    while (next < files.length) {
      const place = next++;
      made[place] = await optimised(files[place], settings);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return made;
}

/** A module as wasm-opt leaves it. `settings` begins with how hard it tries. */
async function optimised(file, settings) {
  const given = createHash("sha256").update(settings.join(" ")).update(readFileSync(file)).digest("hex");
  const kept = join(KEPT, `${given}.wasm`);
  if (!existsSync(kept)) {
    mkdirSync(KEPT, { recursive: true });
    // Whoever is interrupted leaves nothing that passes for a whole module.
    const made = join(KEPT, `${given}-${process.pid}-${basename(file)}`);
    await run("wasm-opt", [settings[0], file, `--output=${made}`, ...settings.slice(1)]);
    renameSync(made, kept);
  }
  return readFileSync(kept);
}
