// What the figures beside the ladder draw, in the forms that `drawing.mjs` compares: the states, the charts, the way
// through the layers, and the grid of a header.
//
// The first two are drawings, whose geometry depends on no font once their frame has a size of its own. The other two
// are boxes: they are told by the columns and rows that they stand in, with the colours and the borders that they have.

/** As large as the middle of a page on a desk. */
const SIZE = { width: 640, height: 640 };

/** Takes the figures out of the layout, with a size of their own, and waits until they are drawn in it. */
export async function layOutFigure(page, frame) {
  const { width, height } = SIZE;
  await page.addStyleTag({
    content: `${frame} { position: fixed !important; inset: 0 auto auto 0 !important; z-index: 1000; width: ${width}px !important;
      max-width: none; height: ${height}px !important; margin: 0; background: var(--surface); overflow: hidden !important; }`,
  });
  await page.evaluate(async (frame) => {
    // A drawing that is made for its frame is made anew when that has another size.
    let before;
    for (let still = 0; still < 3; still += 1) {
      await new Promise(requestAnimationFrame);
      await new Promise((turn) => setTimeout(turn));
      const now = window.document.querySelector(frame).innerHTML;
      still = now === before ? still : 0;
      before = now;
    }
  }, frame);
  await page.mouse.move(1439, 899);
}

/** Every line, shape and word of the drawings in `frame`, with its place in its drawing in pixels. */
export const shapes = (page, frame) =>
  page.evaluate((frame) => {
    const SHAPES = "line, path, polygon, rect, circle, text";
    const tenths = (values) => values.map((value) => Math.round(value * 10) / 10).join(" ");
    const classes = (element) => {
      const own = element.getAttribute("class");
      return own ?? element.closest("[class]").getAttribute("class");
    };
    const place = (element, origin) => {
      const matrix = element.getScreenCTM();
      const at = (x, y) => {
        const point = new DOMPoint(x, y).matrixTransform(matrix);
        return [point.x - origin.x, point.y - origin.y];
      };
      if (element.localName === "text") {
        const first = (list) => (list.length > 0 ? list[0].value : 0);
        return `${tenths(at(first(element.x.baseVal), first(element.y.baseVal)))}: ${element.textContent}`;
      }
      const { x, y, width, height } = element.getBBox();
      return `${tenths(at(x, y))} size ${tenths([width, height])}`;
    };
    return [...window.document.querySelectorAll(`${frame} svg`)].flatMap((drawing) => {
      const origin = drawing.getBoundingClientRect();
      return [...drawing.querySelectorAll(SHAPES)].map((element) => {
        const dashed = getComputedStyle(element).strokeDasharray === "none" ? "" : ", dashed";
        return `${element.localName} (${classes(element)}) ${place(element, origin)}${dashed}`;
      });
    });
  }, frame);

/** The boxes `selector` in `frame`: in which row each stands, from where to where in hundredths of the width, and its look. */
export const boxes = (page, frame, selector) =>
  page.evaluate(
    ([frame, selector]) => {
      const { left, width } = window.document.querySelector(frame).getBoundingClientRect();
      const found = [...window.document.querySelectorAll(`${frame} ${selector}`)];
      const tops = [...new Set(found.map((box) => Math.round(box.getBoundingClientRect().top)))].sort((a, b) => a - b);
      // What stands a pixel lower or higher stands in the same row.
      const rows = tops.filter((top, index) => index === 0 || top - tops[index - 1] > 2);
      const text = (box) => box.textContent.replace(/\s+/g, " ").trim();
      return found.map((box) => {
        const at = box.getBoundingClientRect();
        const row = rows.findLastIndex((top) => top <= Math.round(at.top));
        const columns = [at.left, at.right].map((x) => Math.round(((x - left) / width) * 100)).join(" to ");
        const { backgroundColor, borderTopColor, borderTopStyle, color } = getComputedStyle(box);
        return `row ${row} from ${columns}: ${text(box)} | ${color} on ${backgroundColor}, ${borderTopStyle} ${borderTopColor}`;
      });
    },
    [frame, selector],
  );

/** A small picture of a drawing without its letters, in Chromium. */
export async function pictureOf(page, frame) {
  const style = `${frame} text { visibility: hidden; } ${frame} figcaption { visibility: hidden; }`;
  return page.screenshot({ animations: "disabled", clip: { x: 0, y: 0, ...SIZE }, style });
}
