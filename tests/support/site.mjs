// Serves the built site on a free port of this machine, as any plain web server would.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");

// Octets of a request's head: a link may be hostile, and it is the page that has to bear it.
const LONGEST_HEAD = 1024 * 1024;

// A browser compiles wasm while it arrives only when told that it is wasm.
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

// Another build may be looked at, such as the quick one of `trunk build --dist target/dev`.
const SITE = process.env.SITE ?? "dist";

/**
 * Serves `folder` (given from the top of the project) until `close` is called; `url` ends with a slash.
 * Under `base` the site lies in a folder of its host, as it does on a shared server. `also` may answer a request first, as
 * whatever else is on that host does: it says whether it has.
 */
export async function serveSite({ folder = SITE, base = "/", also = () => false } = {}) {
  const top = join(ROOT, folder);
  if (!existsSync(join(top, "index.html"))) {
    throw new Error(`There is no site in \`${folder}\`: build it with \`cargo xtask test --only build\`.`);
  }
  const server = createServer({ maxHeaderSize: LONGEST_HEAD }, (request, response) => {
    if (!also(request, response)) answer(request, response, top, base);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  // A test that failed before it could close the server must not be kept waiting by it.
  server.unref();
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function answer(request, response, top, base) {
  const file = fileFor(request.url, top, base);
  if (file === undefined) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not here.\n");
    return;
  }
  // A file whose name carries the hash of what is in it never changes.
  const isFixed = /-[0-9a-f]{16}(_bg)?\.\w+$/.test(file);
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "cache-control": isFixed ? "public, max-age=31536000, immutable" : "no-store",
  });
  createReadStream(file).pipe(response);
}

/** The file that an address means, or nothing: no address leads out of the site's own folder. */
function fileFor(address, top, base) {
  let path;
  try {
    path = decodeURIComponent(new URL(address, "http://127.0.0.1").pathname);
  } catch {
    return undefined;
  }
  if (!path.startsWith(base)) {
    return undefined;
  }
  let file = join(top, normalize(`/${path.slice(base.length)}`));
  if (existsSync(file) && statSync(file).isDirectory()) {
    file = join(file, "index.html");
  }
  return existsSync(file) ? file : undefined;
}
