// Runs inside the page, under `window.stage`: reads the page's hooks and presses its buttons, so that a test that goes
// through a whole run need not cross over to the browser for each step.
(() => {
  const PATIENCE = 10_000;

  const part = (name, rest = "") => document.querySelector(`[data-part="${name}"]${rest}`);
  const parts = (name, rest = "") => [...document.querySelectorAll(`[data-part="${name}"]${rest}`)];
  const control = (name) => document.querySelector(`[data-control="${name}"]`);
  const textOf = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

  /** Where the player is. */
  function transport() {
    const { step, steps, playing } = part("transport").dataset;
    return { step: Number(step), steps: Number(steps), playing: playing === "true" };
  }

  /**
   * The page is drawn as a whole: nothing changes in two turns of the browser. Where much is to be drawn at once, Yew lets
   * the browser have a turn in between.
   */
  async function drawn() {
    const observer = new MutationObserver(() => {});
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    for (let still = 0; still < 2; still += 1) {
      await new Promise((turn) => setTimeout(turn));
      // What comes later is a part of the page as well.
      still = observer.takeRecords().length > 0 || part("later") !== null ? -1 : still;
    }
    observer.disconnect();
  }

  /** Presses a control that moves the cursor, and waits until it has moved. */
  function press(name) {
    const bar = part("transport");
    const button = control(name);
    if (button.disabled) {
      throw new Error(`the control “${name}” is disabled at step ${bar.dataset.step} of ${bar.dataset.steps}`);
    }
    return new Promise((moved, stuck) => {
      const patience = setTimeout(() => stuck(new Error(`“${name}” moved nothing`)), PATIENCE);
      const observer = new MutationObserver(() => {
        observer.disconnect();
        clearTimeout(patience);
        drawn().then(moved);
      });
      observer.observe(bar, { attributes: true, attributeFilter: ["data-step"] });
      button.click();
    });
  }

  /** Presses `name` until its button can be pressed no more; what `read` says before, between and after. */
  async function walk(name, read) {
    const seen = [read()];
    while (!control(name).disabled) {
      await press(name);
      seen.push(read());
    }
    return seen;
  }

  const facts = (element) => ({ ...element.dataset });
  const segments = () => parts("segment").map(facts);
  const rows = () => parts("row").map(facts);

  /** A host: its state, the octets its program received, the variables of its TCB, its buffers' octets by kind. */
  function host(side) {
    const panel = part("host", `[data-side="${side}"]`);
    const variables = [...panel.querySelectorAll("[data-tcb]")].map((row) => [
      row.dataset.tcb,
      textOf(row.querySelector("td")),
    ]);
    const octets = [...panel.querySelectorAll("[data-run]")].map((run) => [run.dataset.run, Number(run.dataset.len)]);
    return {
      state: panel.dataset.state,
      received: Number(panel.dataset.received),
      tcb: Object.fromEntries(variables),
      octets: Object.fromEntries(octets),
    };
  }

  /**
   * Everything that the page says of its moment, in a form that can be compared: each element with hooks, what is
   * pressed, chosen or open, and the words of the hosts, the table, the explanation and the question.
   */
  function hooks() {
    const chosen = ["aria-pressed", "aria-selected", "aria-expanded", "aria-current", "aria-checked"];
    const worded = ["host", "row", "why", "question", "status", "notices", "edited"];
    const root = document.documentElement;
    const elements = [...document.querySelectorAll(".app, .app *")].flatMap((element) => {
      const states = chosen.filter((name) => element.hasAttribute(name));
      if (Object.keys(element.dataset).length === 0 && states.length === 0) {
        return [];
      }
      const said = Object.entries(element.dataset).map(([name, value]) => `${name}=${value}`);
      said.push(...states.map((name) => `${name}=${element.getAttribute(name)}`));
      if (worded.includes(element.dataset.part)) {
        said.push(textOf(element));
      }
      return [`${element.localName}: ${said.join(" | ")}`];
    });
    const at = Number(control("position").value).toFixed(3);
    const lesson = control("lesson").value;
    const page = `page: ${root.lang} | ${root.dataset.theme ?? "system"} | ${document.title} | ${lesson} | at ${at}`;
    return [page, ...elements];
  }

  /** Presses the row of the table for the segment `index`, and waits until the segment is shown. */
  async function select(index) {
    const row = parts("row")[index];
    if (row.getAttribute("aria-current") !== "true") {
      row.querySelector("button").click();
      while (parts("row")[index].getAttribute("aria-current") !== "true" || part("later") !== null) {
        await new Promise(requestAnimationFrame);
      }
    }
  }

  /** What stands in each header field of the segment `index`; the tab of the header has to be shown. */
  async function fields(index) {
    await select(index);
    return Object.fromEntries(parts("field").map(({ dataset }) => [dataset.field, dataset.value]));
  }

  /** Keeps a record of the states that each host shows from now on, beginning with the present ones. */
  function recordStates() {
    const record = {};
    for (const side of ["client", "server"]) {
      const panel = part("host", `[data-side="${side}"]`);
      const states = (record[side] = [panel.dataset.state]);
      new MutationObserver(() => {
        if (states.at(-1) !== panel.dataset.state) {
          states.push(panel.dataset.state);
        }
      }).observe(panel, { attributes: true, attributeFilter: ["data-state"] });
    }
    return record;
  }

  const reading = { part, parts, control, textOf, transport, segments, rows, host, hooks, fields, recordStates };
  window.stage = { ...reading, press, walk, select };
})();
