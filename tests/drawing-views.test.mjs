// The figures beside the ladder are drawn as they were drawn before, in either theme: the states, the charts, a
// segment's way through the layers, and the grid of a header.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAsPicture, assertAsReference, assertOtherColours } from "./support/drawing.mjs";
import { boxes, layOutFigure, pictureOf, shapes } from "./support/figures.mjs";
import { show, theStage } from "./support/stage.mjs";

const stage = theStage();

/** What is drawn line by line: in which frame, and of which moments. */
const DRAWINGS = {
  "states-closing": [".states-scroll", { lesson: "four-way-close", step: 30, view: "states", edge: "established.fin-wait-1" }],
  "states-opening": [".states-scroll", { lesson: "handshake", step: 8, view: "states" }],
  "charts-loss": [".charts-frame", { lesson: "lost-segment", step: 40, view: "charts", segment: "c4" }],
  "charts-server": [".charts-frame", { lesson: "lost-segment", step: 62, view: "charts", sender: "server" }],
};

/** What is made of boxes: the frame, the boxes, and the moments. */
const BOXES = {
  "layers-message": [".journey", ".box", { lesson: "handshake", step: 13, view: "layers", segment: "c3", layer: 6 }],
  "layers-bits": [".journey", ".box", { lesson: "handshake", step: 12, view: "layers", segment: "c2", layer: 1 }],
  "header-syn": [".frame", ".cell", { lesson: "handshake", step: 12, segment: "c1", tab: "header", field: "tcp-sequence-number" }],
  "header-data": [".frame", ".cell", { lesson: "handshake", step: 20, segment: "c3", tab: "header" }],
};

const open = async (link, frame) => {
  const page = await stage.open({ lang: "en", theme: "light", ...link }, { reducedMotion: "reduce" });
  await layOutFigure(page, frame);
  return page;
};

for (const [name, [frame, link]] of Object.entries(DRAWINGS)) {
  test(`${name}: every line, shape and word is where it was, in the colours that it had, light and dark`, async () => {
    const page = await open(link, frame);
    const lines = await shapes(page, frame);
    assertAsReference(name, lines);
    const light = await pictureOf(page, frame);
    await show(page, { lang: "en", ...link, theme: "dark" });
    const dark = await pictureOf(page, frame);
    await assertAsPicture(page, `${name}-light`, light);
    await assertAsPicture(page, `${name}-dark`, dark);
    assert.deepEqual(await shapes(page, frame), lines);
    await assertOtherColours(page, light, dark);
    await page.finish();
  });
}

for (const [name, [frame, selector, link]] of Object.entries(BOXES)) {
  test(`${name}: every box stands where it stood, with its words and its look, light and dark`, async () => {
    const page = await open(link, frame);
    assertAsReference(`${name}-light`, [...(await shapes(page, frame)), ...(await boxes(page, frame, selector))]);
    await show(page, { lang: "en", ...link, theme: "dark" });
    assertAsReference(`${name}-dark`, [...(await shapes(page, frame)), ...(await boxes(page, frame, selector))]);
    await page.finish();
  });
}
