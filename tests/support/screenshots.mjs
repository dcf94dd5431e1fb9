// Takes pictures of the page in every size, theme and language: `node tests/support/screenshots.mjs [ADDRESS ..]`.
//
// An address is given from the site's own, such as `#/lesson/handshake`; without one, the first page is taken.
// `{lang}` and `{theme}` in it become `en` or `zh` and `light` or `dark`, for a page that takes them from its link.
// The pictures lie in tests/output/screenshots.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, newPage } from "./browser.mjs";
import { serveSite } from "./site.mjs";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 720, height: 480 },
];
const THEMES = ["light", "dark"];
const LANGUAGES = { en: "en-US", zh: "zh-CN" };
const OUTPUT = resolve(fileURLToPath(import.meta.url), "../../output/screenshots");

/** A file name that says what is on the picture. */
function nameOf(address, { width, height }, theme, language) {
  const words = address.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "").slice(0, 80) || "first-page";
  return `${words}-${width}x${height}-${theme}-${language}.png`;
}

const addresses = process.argv.length > 2 ? process.argv.slice(2) : [""];
mkdirSync(OUTPUT, { recursive: true });
const site = await serveSite();
const browser = await launch();
try {
  for (const address of addresses) {
    for (const viewport of SIZES) {
      for (const theme of THEMES) {
        for (const [language, locale] of Object.entries(LANGUAGES)) {
          const page = await newPage(browser, { viewport, locale, colorScheme: theme, reducedMotion: "reduce" });
          const target = address.replaceAll("{lang}", language).replaceAll("{theme}", theme);
          await page.goto(new URL(target, site.url).href);
          await page.getByRole("heading").first().waitFor();
          await page.evaluate(() => document.fonts.ready);
          const file = join(OUTPUT, nameOf(address, viewport, theme, language));
          await page.screenshot({ path: file });
          console.log(file);
          await page.finish();
        }
      }
    }
  }
} finally {
  await browser.close();
  await site.close();
}
