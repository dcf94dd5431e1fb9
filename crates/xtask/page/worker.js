// Answers the page when the network does not. Written anew for each build, with the names of all its files: they carry the
// hash of what is in them, so that one that is kept is as good as one that is fetched.
const VERSION = "__VERSION__";
const FILES = __FILES__;
const OURS = "synackademy-";
const CACHE = OURS + VERSION;
const HOME = new URL("./", self.location).href;

self.addEventListener("install", (event) => {
  // What a page sends as it goes does not arrive by way of a worker. Where a browser knows no routes, it goes that way.
  event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" });
  event.waitUntil(keep());
});
self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));
self.addEventListener("message", ({ data }) => {
  // Only once somebody said so: a page that is in use is not changed under their hands.
  if (data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(HOME)) return;
  event.respondWith(request.mode === "navigate" ? newest(request) : kept(request));
});

/** Keeps every file of this version; what an older one has already is taken from there. */
async function keep() {
  const cache = await caches.open(CACHE);
  const fixed = /-[0-9a-f]{16}(_bg)?\.\w+$/;
  const one = async (name) => {
    const address = new URL(name, HOME).href;
    const known = fixed.test(name) ? await caches.match(address, { ignoreVary: true }) : undefined;
    const answer = known ?? (await fetch(address, { cache: "no-cache" }));
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    await cache.put(address, answer);
  };
  await Promise.all(["./", ...FILES].map(one));
}

/** Deletes what older versions kept. */
async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

/** The page as the server has it now; without a network, as it was kept. */
async function newest(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) return answer;
  } catch {
    // What is kept is better than the browser's word that there is no network.
  }
  return (await caches.match(HOME, { ignoreVary: true })) ?? Response.error();
}

async function kept(request) {
  return (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);
}
