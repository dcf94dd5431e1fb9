// Whether all of the page can be reached on its screen.

/** What sticks out of the page sideways, unless it is in a part that scrolls by itself, such as a wide table. */
export const outOfReach = (page) =>
  page.evaluate(() => {
    const root = window.document.documentElement;
    const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    const isFree = (element) => {
      for (let parent = element.parentElement; parent !== root; parent = parent.parentElement) {
        if (scrolls(parent) || parent.localName === "svg") {
          return false;
        }
      }
      return element.checkVisibility() && !element.matches(".visually-hidden, .visually-hidden *, .skip");
    };
    const sticksOut = (element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > root.clientWidth + 1 || left < -1);
    };
    const out = [...window.document.querySelectorAll("body *")].filter((element) => isFree(element) && sticksOut(element));
    const wide = root.scrollWidth > root.clientWidth ? [`the page scrolls to ${root.scrollWidth}`] : [];
    return [...wide, ...out.map((element) => element.outerHTML.slice(0, 150))];
  });
