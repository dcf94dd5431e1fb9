// On a small screen the ladder, the player and what one does with them are seen and reached together: at 400 %, on a
// phone, and in an embed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { control, part, theStage } from "./support/stage.mjs";

const stage = theStage();

const WATCHING = { lesson: "lost-segment", step: 22, segment: "c4" };
const IN_LAB = { lesson: "handshake", mode: "lab", step: 12 };
const PREDICTING = { lesson: "handshake", mode: "predict", step: 6 };

/** Each tab stop of the page of which nothing is in sight once it has the focus, and how many there are. */
async function walkTabs(page) {
  const hidden = [];
  let stops = 0;
  await page.evaluate(() => {
    window.document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  for (; stops < 200; stops += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const active = window.document.activeElement;
      if (active === window.document.body || active.dataset.reached) {
        return undefined;
      }
      active.dataset.reached = "true";
      const { left, right, top, bottom } = active.getBoundingClientRect();
      const over = (element) => element?.closest(".transport, .exchange, .tour");
      const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
      const isSeen = parts.some((down) =>
        parts.some((along) => {
          const at = window.document.elementFromPoint(left + (right - left) * along, top + (bottom - top) * down);
          return at !== null && (at.contains(active) || active.contains(at) || over(at) === over(active));
        }),
      );
      return isSeen ? "" : active.outerHTML.slice(0, 120);
    });
    if (seen === undefined) {
      break;
    }
    if (seen !== "") {
      hidden.push(seen);
    }
  }
  return { hidden, stops };
}

for (const [width, height] of [[320, 256], [320, 640], [390, 844], [720, 480]]) {
  test(`what has the focus is never covered at ${width} by ${height}`, async () => {
    for (const link of [WATCHING, IN_LAB, PREDICTING]) {
      const page = await stage.open({ lang: "en", ...link }, { viewport: { width, height } });
      const { hidden, stops } = await walkTabs(page);
      assert.ok(stops > 30, `${stops} tab stops`);
      assert.deepEqual(hidden, [], JSON.stringify(link));
      await page.finish();
    }
  });
}

test("at 400 % nothing stands still, and the player comes right after the ladder", async () => {
  for (const lang of ["en", "zh"]) {
    const page = await stage.open({ lang, ...WATCHING }, { viewport: { width: 320, height: 256 } });
    const found = await page.evaluate(() => {
      const box = (selector) => window.document.querySelector(selector).getBoundingClientRect();
      const still = [...window.document.querySelectorAll(".app, .app > *, .stage > *")].filter((element) =>
        ["sticky", "fixed"].includes(getComputedStyle(element).position),
      );
      const between = box(".transport").top - box(".exchange").bottom;
      const [client, server] = ["client", "server"].map((side) => box(`.host[data-side=${side}]`).top);
      return { still: still.map(({ className }) => className), between, beside: client === server };
    });
    assert.deepEqual(found.still, []);
    assert.ok(found.between >= 0 && found.between < 20, `${found.between} pixels between them`);
    assert.ok(found.beside, "the hosts stand side by side");
    await page.finish();
  }
});

test("the bar takes no more than a quarter of a small screen, and what is scrolled to keeps clear of all of it", async () => {
  for (const [width, height] of [[320, 640], [390, 844], [720, 480], [1024, 768]]) {
    for (const lang of ["en", "zh"]) {
      const page = await stage.open({ lang, ...WATCHING }, { viewport: { width, height } });
      const bar = (await part(page, "transport").boundingBox()).height;
      assert.ok(bar <= height / 4, `${bar} of ${height}`);
      const padding = await page.evaluate(() => getComputedStyle(window.document.documentElement).scrollPaddingBottom);
      assert.ok(Math.abs(parseFloat(padding) - bar - 8) <= 1, `${padding} for a bar of ${bar}`);
      // No part of it lies on another.
      const over = await page.evaluate(() => {
        const parts = [...window.document.querySelectorAll(".transport button, .player-more, .position, .step-count, .status")];
        const boxes = parts.filter((it) => !it.closest(".player-panel")).map((it) => [it, it.getBoundingClientRect()]);
        const touch = (a, b) =>
          a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
        return boxes.flatMap(([one, a], at) =>
          boxes.slice(at + 1).flatMap(([other, b]) => (touch(a, b) ? [`${one.outerHTML} ${other.outerHTML}`] : [])),
        );
      });
      assert.deepEqual(over, []);
      await page.finish();
    }
  }
});

test("in an embed the ladder takes most of the height, and the question and the lab stand beside it", async () => {
  const viewport = { width: 720, height: 480 };
  for (const lang of ["en", "zh"]) {
    for (const [link, beside] of [[WATCHING, undefined], [PREDICTING, "question"], [IN_LAB, "lab"]]) {
      const page = await stage.open({ lang, ...link }, { viewport });
      const ladder = await page.locator(".exchange").boundingBox();
      const bar = await part(page, "transport").boundingBox();
      assert.ok(ladder.height >= viewport.height * 0.6, `${ladder.height}`);
      assert.ok(ladder.y + ladder.height <= bar.y + 1, "all of it is in sight");
      if (beside !== undefined) {
        const box = await part(page, beside).boundingBox();
        assert.ok(box.x >= ladder.x + ladder.width && Math.abs(box.y - ladder.y) < 2, `${beside} in ${lang}`);
      }
      await page.finish();
    }
  }
});

test("on a phone what one does in the lab and what it causes are in sight together", async () => {
  for (const lang of ["en", "zh"]) {
    const page = await stage.open({ lang, ...IN_LAB }, { viewport: { width: 390, height: 844 } });
    const send = page.locator(".lab-side.server").getByRole("button", { name: "close" });
    await send.scrollIntoViewIfNeeded();
    const [button, ladder, bar] = await Promise.all(
      [send, page.locator(".ladder-scroll"), part(page, "transport")].map((it) => it.boundingBox()),
    );
    assert.ok(ladder.y >= 0 && ladder.height >= 180, JSON.stringify(ladder));
    assert.ok(button.y >= ladder.y + ladder.height && button.y + button.height <= bar.y, JSON.stringify(button));
    const before = await part(page, "transport").getAttribute("data-steps");
    await send.click();
    await part(page, "transport", `:not([data-steps="${before}"])`).waitFor();
    assert.ok(await control(page, "toggle").isVisible());
    await page.finish();
  }
});

test("on a projector words are larger than on a desk", async () => {
  const size = (page) => page.evaluate(() => parseFloat(getComputedStyle(window.document.body).fontSize));
  const desk = await stage.open(WATCHING);
  const projector = await stage.open(WATCHING, { viewport: { width: 1920, height: 1080 } });
  assert.ok((await size(projector)) > (await size(desk)));
  await desk.finish();
  await projector.finish();
});
