// Where the reader's system says which colours there are, all that is drawn is still told from what it lies on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { show, theStage } from "./support/stage.mjs";

const stage = theStage();

/** What has to be seen in each view: which element, and which of its colours is what one sees of it. */
const DRAWN = [
  [{ lesson: "lost-segment", step: 40, segment: "c5" }, {
    ".ladder-cursor": "borderTopColor",
    ".ladder-map-cursor": "borderTopColor",
    ".ladder-map-handle": "borderTopColor",
    ".ladder-state.client rect": "stroke",
    ".ladder-state.server rect": "stroke",
    ".ladder-phase rect": "stroke",
    ".lifeline.client": "stroke",
    ".lifeline.server": "stroke",
    ".ladder-timer path": "stroke",
    ".segment:not(.selected) .segment-line": "stroke",
    ".segment.selected .segment-line": "stroke",
    ".segment-cross": "stroke",
    ".map-client": "stroke",
    ".map-server": "stroke",
    ".timer-left": "fill",
    ".timer-whole": "stroke",
    ".run-acknowledged": "fill",
    ".run-in-flight": "fill",
    ".run-room": "stroke",
    ".mark-client": "stroke",
    ".mark-lost": "stroke",
    ".transport .play": "backgroundColor",
    ".segment-table tr[aria-current=true]": "outlineColor",
  }],
  [{ lesson: "four-way-close", step: 30, view: "states", edge: "established.fin-wait-1" }, {
    ".states-figure .state rect": "stroke",
    ".states-figure .edge-line": "stroke",
  }],
  [{ lesson: "lost-segment", step: 40, view: "charts", segment: "c4" }, {
    ".chart-axis": "stroke",
    ".curve": "stroke",
    ".chart-cursor line:not(.chart-grip)": "stroke",
  }],
  [{ lesson: "handshake", step: 13, view: "layers", segment: "c3", layer: 6 }, {
    ".device .box.is-open": "outlineColor",
    ".token": "backgroundColor",
  }],
  [{ lesson: "handshake", step: 12, segment: "c1", tab: "header", field: "tcp-sequence-number" }, {
    ".cell[aria-pressed=true]": "outlineColor",
    ".cell": "borderTopColor",
  }],
];

for (const colorScheme of ["light", "dark"]) {
  // A theme that was chosen gives way as well.
  for (const theme of ["", "light", "dark"]) {
    test(`nothing that is drawn has the colour of what is behind it (${colorScheme}, ${theme || "no"} theme)`, async () => {
      const page = await stage.open({ lang: "en" }, { forcedColors: "active", colorScheme, reducedMotion: "reduce" });
      for (const [link, drawn] of DRAWN) {
        await show(page, { lang: "en", ...(theme ? { theme } : {}), ...link });
        const unseen = await page.evaluate((drawn) => {
          const canvas = getComputedStyle(window.document.body).backgroundColor;
          const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
          const luminance = (colour) => {
            const [red, green, blue] = channels(colour).map((value) =>
              value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4,
            );
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
          };
          const contrast = (one, other) => {
            const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          };
          const faint = (colour) => !/^rgb/.test(colour) || channels(colour)[3] === 0 || contrast(colour, canvas) < 3;
          return Object.entries(drawn).flatMap(([selector, property]) => {
            const elements = [...window.document.querySelectorAll(selector)];
            if (elements.length === 0) {
              return [`there is no ${selector}`];
            }
            const colours = [...new Set(elements.map((element) => getComputedStyle(element)[property]))];
            return colours.filter(faint).map((colour) => `${selector}: ${property} ${colour} on ${canvas}`);
          });
        }, drawn);
        assert.deepEqual(unseen, [], JSON.stringify(link));
      }
      await page.finish();
    });
  }
}

test("the line of the cursor has a height that is seen", async () => {
  const page = await stage.open({ lesson: "lost-segment", step: 40 }, { forcedColors: "active" });
  const heights = await page.evaluate(() =>
    [".ladder-cursor", ".ladder-map-cursor"].map((selector) => {
      const { borderTopStyle, borderTopWidth } = getComputedStyle(window.document.querySelector(selector));
      return borderTopStyle === "solid" && parseFloat(borderTopWidth) >= 1;
    }),
  );
  assert.deepEqual(heights, [true, true]);
  await page.finish();
});
