// The element `<syn-ackademy>`: a frame with the page in it, for sites that allow scripts. One file, no dependency.
//
//   <script type="module" src="https://…/embed/synackademy.js"></script>
//   <syn-ackademy lesson="handshake" ui="min" lang="zh"></syn-ackademy>
//
// Each attribute becomes a parameter of the page's address; `base` says where the page is, which is the folder above this
// file where it is not given, `height` how high the frame is until the page has said how high it would like to be, `title`
// what a screen reader calls it. What the page tells is fired as an event of its name, with the message as its `detail`.

const PAGE = new URL("../", import.meta.url).href;
const VERSION = 1;
const EVENTS = ["ready", "state", "answer", "complete", "error", "resize"];
// What is said of the element itself, and not of the page in it.
const OWN = ["base", "height", "title", "class", "id", "style", "slot", "part", "is", "hidden", "tabindex", "role", "dir"];
const HEIGHT = 560;
// Milliseconds until an answer that does not come is no longer waited for.
const PATIENCE = 10_000;
// Pixels beyond which nobody's frame grows.
const TALLEST = 20_000;

let frames = 0;

export class SynAckademy extends HTMLElement {
  #frame;
  #name = `syn-ackademy-${(frames += 1)}`;
  #asked = new Map();
  #count = 0;
  #isReady = false;
  #queue = [];
  #watcher;
  #redraw;

  connectedCallback() {
    if (!this.#frame) {
      this.#frame = document.createElement("iframe");
      // Neither a frame's own border nor a sheet of styles that a strict page would not let through.
      Object.assign(this.#frame.style, { display: "block", width: "100%", border: "0" });
      this.#frame.allow = "fullscreen; clipboard-write";
      const shadow = this.attachShadow({ mode: "open" });
      shadow.append(this.#frame);
      const style = new CSSStyleSheet();
      style.replaceSync(":host { display: block } :host([hidden]) { display: none }");
      shadow.adoptedStyleSheets = [style];
    }
    window.addEventListener("message", this.#hear);
    this.#watcher = new MutationObserver(() => this.#draw());
    this.#watcher.observe(this, { attributes: true });
    this.#draw();
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.#hear);
    this.#watcher?.disconnect();
    // Wherever it is put next, the frame loads its page anew.
    this.#isReady = false;
    this.#forget(new Error("The element was taken out of the page."));
  }

  /** A browser that can move it with its page in it does so, and there is nothing to do. */
  connectedMoveCallback() {}

  /** Plays on. */
  play() {
    return this.#ask("play");
  }

  /** Rests. */
  pause() {
    return this.#ask("pause");
  }

  /** Goes on by one step. */
  step() {
    return this.#ask("step");
  }

  /** Back to the beginning, with no answers. */
  reset() {
    return this.#ask("reset");
  }

  /** All of where the page is, as a text. */
  async getState() {
    return (await this.#ask("getState")).state;
  }

  /** Shows what `getState` gave. */
  setState(state) {
    return this.#ask("setState", { state: String(state) });
  }

  /** The address of the page with this element's attributes. */
  get address() {
    const address = new URL(this.getAttribute("base") ?? PAGE, document.baseURI);
    for (const { name, value } of this.attributes) {
      const isOwn = OWN.includes(name) || /^(data-|aria-|on)/.test(name);
      if (!isOwn) address.searchParams.set(name === "activityid" ? "activityId" : name, value);
    }
    address.searchParams.set("id", this.#name);
    // It answers us alone. A page that came from a file has no origin that could be named.
    if (window.origin !== "null") address.searchParams.set("origin", window.origin);
    return address.href;
  }

  #draw() {
    // Several attributes that are set at once make one new address.
    this.#redraw ??= Promise.resolve().then(() => {
      this.#redraw = undefined;
      const address = this.address;
      this.#frame.title = this.getAttribute("title") ?? "SYN·ACKademy";
      const height = Number(this.getAttribute("height"));
      if (!this.#isReady) this.#frame.style.height = `${height > 0 ? Math.min(height, TALLEST) : HEIGHT}px`;
      if (this.#frame.src === address) return;
      this.#isReady = false;
      this.#forget(new Error("The page was replaced by another."));
      this.#frame.src = address;
    });
  }

  #ask(command, more = {}) {
    return new Promise((answered, failed) => {
      const request = String((this.#count += 1));
      const patience = setTimeout(() => {
        this.#asked.delete(request);
        failed(new Error(`The page did not answer “${command}”.`));
      }, PATIENCE);
      this.#asked.set(request, { answered, failed, patience });
      const message = JSON.stringify({ synackademy: VERSION, command, request, ...more });
      if (this.#isReady) this.#send(message);
      else this.#queue.push(message);
    });
  }

  #send(message) {
    const { origin } = new URL(this.#frame.src);
    this.#frame.contentWindow?.postMessage(message, origin === "null" ? "*" : origin);
  }

  #forget(error) {
    this.#queue = [];
    for (const { failed, patience } of this.#asked.values()) {
      clearTimeout(patience);
      failed(error);
    }
    this.#asked.clear();
  }

  #hear = ({ source, data }) => {
    if (source === null || source !== this.#frame?.contentWindow || typeof data !== "string" || data[0] !== "{") return;
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message.synackademy !== VERSION || !EVENTS.includes(message.event)) return;
    if (message.event === "ready") {
      this.#isReady = true;
      this.#queue.splice(0).forEach((waiting) => this.#send(waiting));
    }
    if (message.event === "resize" && message.height > 0) {
      this.#frame.style.height = `${Math.min(message.height, TALLEST)}px`;
    }
    const asked = this.#asked.get(message.request);
    if (asked) {
      this.#asked.delete(message.request);
      clearTimeout(asked.patience);
      if (message.event === "error") asked.failed(new Error(message.message));
      else asked.answered(message);
    }
    this.dispatchEvent(new CustomEvent(message.event, { detail: message }));
  };
}

if (!customElements.get("syn-ackademy")) customElements.define("syn-ackademy", SynAckademy);
