// The page in a small frame (`ui=min`): what a learner needs, all of it in reach, and a height that settles.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { event, frame, heard, theHosts, within } from "./support/hosts.mjs";
import { control, part, ready, theStage } from "./support/stage.mjs";

const stage = theStage();
const hosts = theHosts();

const SIZES = [[320, 400], [390, 600], [640, 400], [720, 480], [1000, 700]];
const LINKS = {
  watching: { lesson: "handshake", step: 8 },
  predicting: { lesson: "handshake", mode: "predict", step: 30 },
};

for (const [name, link] of Object.entries(LINKS)) {
  test(`${name}, everything is in sight or scrolled to, from 320x400 to 1000x700`, async () => {
    for (const [width, height] of SIZES) {
      for (const lang of ["en", "zh"]) {
        const page = await stage.open({ ...link, ui: "min", lang }, { viewport: { width, height } });
        await part(page, "small-bar").waitFor();
        const seen = await page.evaluate(() => {
          const box = (selector) => window.document.querySelector(selector)?.getBoundingClientRect();
          const { scrollWidth, clientWidth } = window.document.documentElement;
          const shown = (selector) => [...window.document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length;
          return {
            wide: scrollWidth - clientWidth,
            exchange: box(".exchange"),
            bar: box(".small-bar"),
            prompt: box(".prompt"),
            transport: box(".transport"),
            others: shown('.top-bar, [data-part="host"], .below'),
            words: shown(".inspector .note"),
            cut: [...window.document.querySelectorAll(".transport button, .small-bar :is(button, a), .predict button, .predict input")]
              .filter((element) => element.checkVisibility())
              .filter((element) => {
                const { left, right, width, height } = element.getBoundingClientRect();
                return left < 0 || right > clientWidth + 0.5 || width < 24 || height < 24;
              })
              .map((element) => element.outerHTML.slice(0, 90)),
          };
        });
        const at = `${width}x${height} ${lang}`;
        assert.equal(seen.wide, 0, `${at}: nothing goes beyond the side`);
        assert.equal(seen.others, 0, `${at}: the rest is in the whole page`);
        const isTold = name === "watching" && width >= 640;
        assert.equal(seen.words, Number(isTold), `${at}: what the lesson says stands where there is room`);
        assert.deepEqual(seen.cut, [], at);
        const least = name === "predicting" && height < 450 ? 160 : 200;
        assert.ok(seen.exchange.height >= least, `${at}: an exchange ${seen.exchange.height} high`);
        assert.ok(!seen.prompt || seen.prompt.bottom <= seen.transport.top, `${at}: what is asked is in sight at once`);
        assert.ok(Math.abs(seen.transport.bottom - height) <= 1, `${at}: the player is at the bottom`);
        assert.equal(seen.bar.top, 0, at);
        await page.finish();
      }
    }
  });
}

test("the way to the whole page shows the same moment there, and can be left out", async () => {
  const page = await stage.open({ lesson: "lost-segment", step: 7, ui: "min", lang: "en" }, { viewport: { width: 400, height: 500 } });
  const link = await control(page, "open-full").getAttribute("href");
  await page.goto(new URL(link, page.url()).href);
  await ready(page);
  assert.equal(await part(page, "transport").getAttribute("data-step"), "7");
  assert.equal(await part(page, "small-bar").count(), 0);
  await page.finish();
  const without = await stage.open({ lesson: "handshake", ui: "min", links: "off", lang: "en" });
  await part(without, "small-bar").waitFor();
  assert.equal(await control(without, "open-full").count(), 0);
  await without.finish();
});

test("the language is changed within the frame", async () => {
  const page = await stage.open({ lesson: "handshake", ui: "min", lang: "en" }, { viewport: { width: 320, height: 400 } });
  await part(page, "small-bar").locator('[data-control="lang"]').click();
  await page.locator('html[lang^="zh"]').waitFor({ state: "attached" });
  await page.finish();
});

test("a small frame has no barrier that axe finds", async () => {
  for (const [colorScheme, lang, link, width] of [["light", "en", "predicting", 390], ["dark", "zh", "predicting", 390], ["dark", "en", "watching", 720]]) {
    const page = await stage.open({ ...LINKS[link], ui: "min", lang }, { viewport: { width, height: 600 }, colorScheme });
    await part(page, "small-bar").waitFor();
    // The player stays at the bottom, over what is still to be scrolled to.
    await page.evaluate(() => window.scrollTo(0, window.document.documentElement.scrollHeight));
    await assertAccessible(page);
    await page.finish();
  }
});

test("initial sequence numbers of the link are the run's, and others of no sense are told", async () => {
  const page = await stage.open({ lesson: "handshake", isn: "4294967295,0xdeadbeef", step: 12, lang: "en" });
  const rows = await page.evaluate(() => window.stage.rows());
  const syn = (side) => rows.find((row) => row.side === side && row.flags.includes("SYN")).seq;
  assert.deepEqual([syn("client"), syn("server")], ["4294967295", String(0xdeadbeef)]);
  await page.finish();
  for (const isn of ["1", "1,2,3", "4294967296,1", "-1,1", "0xg,1", "a,b", "+1,1"]) {
    const bad = await stage.open({ lesson: "handshake", isn, lang: "en" });
    await part(bad, "notices").getByText("isn").waitFor();
    await bad.finish();
  }
});

test("an option that has two values is told when it has another, and is as if it were not there", async () => {
  for (const name of ["ui", "motion", "links"]) {
    const page = await stage.open({ lesson: "handshake", [name]: "<b>", lang: "zh" });
    await part(page, "notices").getByText(name).waitFor();
    assert.equal(await page.locator(".top-bar").isVisible(), true);
    await page.finish();
  }
});

test("with motion off the player goes by whole steps", async () => {
  const page = await stage.open({ lesson: "handshake", motion: "off", speed: 4, ui: "min", lang: "en" });
  await control(page, "toggle").click();
  await page.waitForFunction(() => Number(document.querySelector("[data-part=transport]").dataset.step) >= 2);
  const places = await page.evaluate(async () => {
    const seen = new Set();
    for (let frame = 0; frame < 30; frame += 1) {
      await new Promise(requestAnimationFrame);
      seen.add(window.document.querySelector('[data-control="position"]').value);
    }
    return seen.size;
  });
  assert.ok(places <= 4, `${places} places in 30 frames`);
  await page.finish();
});

test("a frame that is made as high as it would like to be settles, in every mode", async () => {
  for (const [query, width] of [
    [{ lesson: "handshake", ui: "min" }, 720],
    [{ lesson: "handshake", ui: "min", mode: "predict" }, 340],
    [{ lesson: "handshake", mode: "lab" }, 720],
    [{ lesson: "handshake" }, 1300],
  ]) {
    const page = await hosts.open(`
      <script>
        window.heights = [];
        addEventListener("message", ({ data }) => {
          const message = JSON.parse(data);
          if (message.event !== "resize") return;
          window.heights.push(message.height);
          document.querySelector("iframe").style.height = message.height + "px";
        });
      </script>${frame({ ...query, lang: "en" }, `width="${width}" height="300"`)}`);
    const inner = await within(page);
    await event(page, "ready");
    await event(page, "resize");
    // The frame may be growing under a mouse.
    await inner.locator('[data-control="step"]').evaluate((button) => button.click());
    await event(page, "state");
    // Two more turns of the browser's drawing, in which a frame that grows would grow on.
    await inner.evaluate(async () => {
      for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
    });
    const heights = await page.evaluate(() => window.heights);
    const what = `${JSON.stringify(query)}: ${heights}`;
    assert.ok(heights.length <= 6, what);
    assert.ok(heights.every((height) => height > 300 && height < 4000), what);
    await page.finish();
  }
});

test("a host whose browser sizes frames by what is in them shows the frame as high as that, and no other host is troubled", async () => {
  const sized = "iframe { height: auto; frame-sizing: content-height; }";
  const sheet = { mode: "quiz", count: 2, seed: 7 };
  for (const [style, query, shown, width] of [["", sheet, "sheet", 720], [sized, sheet, "sheet", 720], [sized, LINKS.watching, "transport", 400]]) {
    const page = await hosts.open(`<style>${style}</style>${frame({ ...query, ui: "min", lang: "en" }, `width="${width}" height="300"`)}`);
    const inner = await within(page, 0, shown);
    assert.equal(await inner.locator('meta[name="responsive-embedded-sizing"]').getAttribute("content"), "allow-origins=*");
    const { height } = await event(page, "resize");
    assert.ok(height > 350, `it would like to be ${height} pixels high`);
    // A browser that does not know of it leaves the frame as it was.
    const isKnown = style !== "" && (await page.evaluate(() => CSS.supports("frame-sizing", "content-height")));
    const isSized = ({ isKnown, height }) => {
      const shown = document.querySelector("iframe").clientHeight;
      return isKnown ? Math.abs(shown - height) <= 2 : shown === 300;
    };
    await page.waitForFunction(isSized, { isKnown, height });
    await page.finish();
  }
});

test("opening a frame holds a host page of another site up by no task over 50 ms, and asks for nothing twice", async () => {
  const page = await hosts.open(`
    <script>
      window.long = [];
      new PerformanceObserver((list) => {
        for (const { duration, attribution } of list.getEntries()) window.long.push([duration, attribution[0]?.containerSrc]);
      }).observe({ type: "longtask", buffered: true });
    </script>${frame({ lesson: "handshake", ui: "min", lang: "en" })}`);
  await within(page);
  await event(page, "ready");
  // What has no frame to it is the host's own doing.
  const ofFrame = await page.evaluate(() => window.long.filter(([, source]) => source));
  assert.deepEqual(ofFrame, []);
  assert.equal(new Set(page.asked).size, page.asked.length, page.asked.join("\n"));
  assert.ok((await heard(page)).length > 0);
  await page.finish();
});
