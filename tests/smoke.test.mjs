// The built site opens in a browser: it shows its heading, in silence, and asks nobody else for anything.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { launch, newPage } from "./support/browser.mjs";
import { serveSite } from "./support/site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The first page of a site of its own, once its heading shows. */
async function openSite(context, base) {
  const site = await serveSite({ base });
  context.after(() => site.close());
  const page = await newPage(browser);
  await page.goto(site.url);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  return page;
}

for (const base of ["/", "/a/folder/of/its/host/"]) {
  test(`the page opens under ${base}`, async (context) => {
    const page = await openSite(context, base);
    assert.notEqual(await page.title(), "");
    await page.finish();
  });
}

test("no other machine can be reached from the page, and whoever tried would be told of", async (context) => {
  const page = await openSite(context);
  for (const address of ["https://example.com/x.js", "http://93.184.215.14/"]) {
    assert.equal(await page.evaluate((address) => fetch(address, { mode: "no-cors" }).then(() => "there", () => "nowhere"), address), "nowhere");
    assert.throws(() => page.assertQuiet(), new RegExp(`request to another origin: ${address}`));
  }
  await page.context().close();
});

test("the first page is accessible", async (context) => {
  const page = await openSite(context);
  await assertAccessible(page);
  await page.finish();
});
