// What makes the site installable and lets it work without a network: a manifest, an icon, and a service worker that knows
// every file of the site.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const source = (name) => readFileSync(new URL(`page/${name}`, import.meta.url), "utf8");
const hashOf = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);

const MANIFEST = {
  name: "SYN·ACKademy: TCP · 看懂 TCP",
  short_name: "SYN·ACKademy",
  description: "Two real TCP endpoints in a web page. 网页里的两个真实 TCP 端点。",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#ffffff",
  theme_color: "#117788",
  icons: [
    { src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
    { src: "icon-maskable.svg", sizes: "any", type: "image/svg+xml", purpose: "maskable" },
  ],
};

/**
 * For a page and the files of its site, by name: the element that names the manifest, the attribute by which the page's
 * script finds what it is to load, and the files that come with these. An archive has none of them.
 */
export async function offline(page, site, small) {
  const client = await small(source("offline.js"), { module: true });
  const name = `offline-${hashOf(client)}.js`;
  const files = [...site.keys(), name, "files.json", "manifest.webmanifest", "icon.svg", "icon-maskable.svg"];
  // The hashes in the names and the page itself say which version this is.
  const version = hashOf(`${files.join()}${page}`);
  const worker = await small(source("worker.js").replace("__VERSION__", version).replace("__FILES__", JSON.stringify(files)));
  const icon = decodeURIComponent(/href="data:image\/svg\+xml,([^"]+)"/.exec(page)[1]);
  return {
    link: `<link rel="manifest" href="./manifest.webmanifest">`,
    attribute: `data-offline="./${name}"`,
    extra: new Map([
      [name, client],
      ["worker.js", worker],
      ["manifest.webmanifest", JSON.stringify(MANIFEST)],
      ["icon.svg", icon],
      // What a system cuts off at the edges is background.
      ["icon-maskable.svg", icon.replace("viewBox='0 0 16 16'", "viewBox='-6 -6 28 28'").replace("><", "><path d='M-6-6h28v28H-6z' fill='#fff' stroke='none'/><")],
    ]),
  };
}
