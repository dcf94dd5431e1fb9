// What the ladder draws, in forms that can be compared: as words and numbers, and as pixels.
//
// A picture of the page as it is says little on another machine, for letters are drawn otherwise wherever the fonts
// differ, and how much room they take moves everything else. So the ladder is taken out of the page's layout and given
// a size of its own; what it draws there depends on no font, because its geometry reckons with widths of its own.
//
// * Across machines and browsers its geometry is compared, as text, with a reference in the repository: every line,
//   shape and word with its place, to a pixel. A difference can be read, and a change reviewed.
// * What geometry does not say (colours, strokes, dashes, what lies over what) is in small pictures without letters,
//   which are compared by the mean colour of each small square, so that smoothing of edges does not matter.
// * Within one run whole pictures are compared, letters and all: between different ways to one moment.
//
// The references are in `tests/reference`. After a change that is wanted, `REDRAW=1 node --test` with the test that fails
// draws them anew.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const REFERENCES = fileURLToPath(new URL("../reference/", import.meta.url));
const OUTPUT = fileURLToPath(new URL("../output/drawing/", import.meta.url));
const REDRAW = Boolean(process.env.REDRAW);

/** Takes the ladder of a page of either driver out of the layout, with a size of its own, and waits until it has it. */
export async function layOut(page, { width, height }) {
  const content = `
    .ladder { position: fixed; inset: 0 auto auto 0; z-index: 1000; width: ${width}px; height: ${height}px;
      background: var(--surface); }
    .ladder > :not(.ladder-body), .ladder-body > :not(.ladder-scroll) { display: none; }
    .ladder-scroll { scrollbar-gutter: auto; scrollbar-width: none; scroll-behavior: auto; }
  `;
  await page.addStyleTag({ content });
  await fits(page);
}

/** Waits until the ladder is drawn as wide as there is room for it. */
export const fits = (page) =>
  page.evaluate(async () => {
    const room = () => String(document.querySelector(".ladder-scroll").clientWidth);
    while (document.querySelector(".ladder-drawing")?.getAttribute("width") !== room()) {
      await new Promise(requestAnimationFrame);
    }
  });

/** Every line, shape and word of the ladder, one a text, with its place in pixels. */
export const geometry = (page) =>
  page.evaluate(() => {
    const SHAPES = ["line", "path", "polygon", "rect", "circle", "text"];
    const tenths = (values) => values.map((value) => Math.round(value * 10) / 10).join(" ");
    const classOf = (element) => element.getAttribute("class") ?? element.parentElement.getAttribute("class") ?? "";
    const first = (list) => (list.length > 0 ? list[0].value : 0);
    /** What is drawn in a part of the ladder, from that part's corner. */
    const within = (part) => {
      const origin = part.getBoundingClientRect();
      const place = (element) => {
        const matrix = element.getScreenCTM();
        const at = (x, y) => {
          const point = new DOMPoint(x, y).matrixTransform(matrix);
          return [point.x - origin.x, point.y - origin.y];
        };
        if (element.localName === "line") {
          const [x1, y1, x2, y2] = [element.x1, element.y1, element.x2, element.y2].map((length) => length.baseVal.value);
          return tenths([...at(x1, y1), ...at(x2, y2)]);
        }
        if (element.localName === "text") {
          const degrees = (Math.atan2(matrix.b, matrix.a) * 180) / Math.PI;
          const start = tenths(at(first(element.x.baseVal), first(element.y.baseVal)));
          return `${start} turned ${tenths([degrees])}: ${element.textContent}`;
        }
        const { x, y, width, height } = element.getBBox();
        return `${tenths(at(x, y))} size ${tenths([width, height])}`;
      };
      const isSeen = (element) => SHAPES.includes(element.localName) && !element.matches(".segment-hit, .segment-glow");
      return [...part.querySelectorAll("*")].filter(isSeen).map((element) => {
        const dashed = getComputedStyle(element).strokeDasharray === "none" ? "" : ", dashed";
        return `${element.localName} (${classOf(element)}) ${place(element)}${dashed}`;
      });
    };
    const long = document.querySelector(".ladder-long");
    const cursor = document.querySelector(".ladder-cursor").getBoundingClientRect().top - long.getBoundingClientRect().top;
    return [...within(document.querySelector(".ladder-head")), ...within(long), `cursor ${tenths([cursor])}`];
  });

/** Fails where a drawing is not the one of the reference `name`, to a pixel. */
export function assertAsReference(name, lines) {
  const file = `${REFERENCES}${name}.txt`;
  if (REDRAW) {
    mkdirSync(REFERENCES, { recursive: true });
    writeFileSync(file, `${lines.join("\n")}\n`);
  }
  assert.ok(existsSync(file), `there is no reference ${name}: draw it with REDRAW=1`);
  const wanted = readFileSync(file, "utf8").trimEnd().split("\n");
  const at = wanted.findIndex((line, index) => !isSame(line, lines[index] ?? ""));
  assert.ok(at < 0, `${name} is not drawn as it was:\n  was ${wanted[at]}\n  is  ${lines[at]}`);
  assert.deepEqual(lines.slice(wanted.length), [], `${name} has more than it had`);
}

const NUMBER = /-?\d+(\.\d+)?/g;

/** Whether two lines have the same words, and numbers that differ by no more than a pixel or a degree. */
function isSame(one, other) {
  const numbers = (line) => (line.match(NUMBER) ?? []).map(Number);
  const [of, against] = [numbers(one), numbers(other)];
  return one.replace(NUMBER, "#") === other.replace(NUMBER, "#") && of.every((n, at) => Math.abs(n - against[at]) <= 1);
}

/** A picture of a ladder that was laid out, in Chromium; `letters` says whether what is written is on it. */
export function picture(page, { width, height }, { letters }) {
  const style = letters ? "" : ".ladder text, .ladder-cursor-time { visibility: hidden; }";
  return screenshot(page, { clip: { x: 0, y: 0, width, height }, style });
}

/** A picture of the page, in Chromium, with the ladder at its top: where it is scrolled to is the learner's affair. */
export async function screenshot(page, options = {}) {
  await page.evaluate(async () => {
    const isDrawn = async () => {
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    };
    // First the page scrolls to where it wants to be by itself.
    await isDrawn();
    document.querySelector(".ladder-scroll").scrollTo({ top: 0, behavior: "instant" });
    // What was painted bit by bit is smoothed otherwise at the seams than what is painted at once.
    for (const visibility of ["hidden", ""]) {
      document.body.style.visibility = visibility;
      await isDrawn();
    }
  });
  return page.screenshot({ animations: "disabled", ...options });
}

// How far the mean colour of a square of 8 by 8 pixels may be from another's, of 255: a letter or a stroke that is gone,
// moved, or of another colour is far above either.
/** In one run the same is painted the same, but for the smoothing of an edge here and there. */
const IN_ONE_RUN = 4;
/** Another version of a browser may smooth every edge otherwise. */
const ELSEWHERE = 24;

/** Fails unless two pictures of one run are the same. */
export async function assertSamePicture(page, one, other, what) {
  const { square, at } = await difference(page, one, other);
  if (square > IN_ONE_RUN) {
    keep(`${what}-one`, one);
    keep(`${what}-other`, other);
  }
  assert.ok(square <= IN_ONE_RUN, `${what}: two pictures differ by ${square} of 255 at ${at}: see tests/output/drawing`);
}

/** Fails where a picture without letters is not the one of the reference `name`. */
export async function assertAsPicture(page, name, taken) {
  const file = `${REFERENCES}${name}.png`;
  if (REDRAW) {
    mkdirSync(REFERENCES, { recursive: true });
    writeFileSync(file, taken);
  }
  assert.ok(existsSync(file), `there is no reference ${name}: draw it with REDRAW=1`);
  const { square, at } = await difference(page, readFileSync(file), taken);
  if (square > ELSEWHERE) {
    keep(name, taken);
  }
  assert.ok(square <= ELSEWHERE, `${name} differs by ${square} of 255 at ${at}: see tests/output/drawing/${name}.png`);
}

/** Fails unless two pictures are told apart by what tells a picture from its reference. */
export async function assertOtherColours(page, one, other) {
  const { square } = await difference(page, one, other);
  assert.ok(square > ELSEWHERE, `no more than ${square} of 255 between the two`);
}

function keep(name, taken) {
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(`${OUTPUT}${name}.png`, taken);
}

/** By how much the squares of two pictures differ that differ most, and where these are. */
const difference = (page, one, other) =>
  page.evaluate(
    async (pictures) => {
      const SIDE = 8;
      const read = async (text) => {
        const octets = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([octets], { type: "image/png" }));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [one, other] = await Promise.all(pictures.map(read));
      const { width, height } = one;
      if (width !== other.width || height !== other.height) {
        return { square: 255, at: `a size of ${other.width} by ${other.height}` };
      }
      const sums = new Map();
      for (let index = 0; index < one.data.length; index += 4) {
        const by = [0, 1, 2].map((channel) => other.data[index + channel] - one.data[index + channel]);
        if (by.some((difference) => difference !== 0)) {
          const [x, y] = [(index / 4) % width, Math.floor(index / 4 / width)];
          const square = `${x - (x % SIDE)},${y - (y % SIDE)}`;
          const sum = sums.get(square) ?? [0, 0, 0];
          sums.set(square, sum.map((before, channel) => before + by[channel]));
        }
      }
      const mean = (sum) => Math.max(...sum.map(Math.abs)) / SIDE ** 2;
      const [at, sum] = [...sums].sort((a, b) => mean(b[1]) - mean(a[1]))[0] ?? ["", [0, 0, 0]];
      return { square: Math.round(mean(sum)), at };
    },
    [one, other].map((taken) => Buffer.from(taken).toString("base64")),
  );

/**
 * What cannot be read of the ladder with the letters of this machine: texts that lie over each other, and texts that
 * stick out of the drawing. A text may reach over another's line by a little: no letter fills its line.
 */
export const unreadable = (page) =>
  page.evaluate(() => {
    const corners = (text) => {
      const { x, y, width, height } = text.getBBox();
      // Between the height of a small letter and the line that it stands on.
      const [top, bottom] = [y + height * 0.3, y + height * 0.75];
      const matrix = text.getScreenCTM();
      return [[x, top], [x + width, top], [x + width, bottom], [x, bottom]].map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
    };
    // Two boxes are apart where a line along one of their sides is between them.
    const isApart = (one, other) => {
      const axes = [one, other].flatMap(([a, b, c]) => [[b.x - a.x, b.y - a.y], [c.x - b.x, c.y - b.y]]);
      return axes.some(([dx, dy]) => {
        const along = (box) => box.map(({ x, y }) => x * dx + y * dy);
        return Math.max(...along(one)) <= Math.min(...along(other)) || Math.max(...along(other)) <= Math.min(...along(one));
      });
    };
    const drawing = document.querySelector(".ladder-drawing");
    const texts = [...drawing.querySelectorAll("text")].map((text) => [text.textContent, corners(text)]);
    const { left, right } = drawing.getBoundingClientRect();
    const out = texts.filter(([, box]) => box.some(({ x }) => x < left - 1 || x > right + 1));
    const over = texts.flatMap(([text, box], index) =>
      texts.slice(index + 1).filter(([, other]) => !isApart(box, other)).map(([other]) => `“${text}” over “${other}”`),
    );
    return [...out.map(([text]) => `“${text}” sticks out`), ...over];
  });
