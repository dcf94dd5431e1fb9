// Has the browser keep the site for when there is no network, and says when there is a new version. It never loads the page
// anew by itself, for somebody may be in the middle of something.
const WORDS = {
  en: { news: "There is a new version of this page.", reload: "Reload", later: "Later" },
  zh: { news: "这个网页有新版本。", reload: "重新加载", later: "以后再说" },
};

// The page's own style sheets have nothing of this, since few ever see it. A strict policy lets a script set a style.
const PLACE =
  "position:fixed;left:20px;bottom:calc(var(--bar,100px) + 16px);z-index:8;display:flex;flex-wrap:wrap;gap:8px;align-items:center;" +
  "max-width:calc(100vw - 40px);box-sizing:border-box;padding:10px 14px;border:2px solid var(--select);border-radius:var(--radius);" +
  "background:var(--surface);color:var(--text)";

/** Says that `worker` waits, once. */
function tell(worker) {
  if (document.querySelector("[data-part=update]")) return;
  const words = WORDS[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];
  const bar = document.createElement("section");
  bar.dataset.part = "update";
  bar.lang = document.documentElement.lang;
  bar.setAttribute("aria-label", words.news);
  bar.style.cssText = PLACE;
  const text = document.createElement("span");
  text.textContent = words.news;
  bar.append(text, button("reload", words.reload, reload), button("later", words.later, () => bar.remove()));
  document.body.append(bar);
  // The page has one voice.
  const voice = document.querySelector("[data-said=saved]");
  if (voice) voice.textContent = words.news;

  function reload() {
    // The page is loaded anew by the version that has taken over, and by no other.
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take over");
  }
}

function button(name, label, onclick) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label, onclick });
  made.dataset.control = `update-${name}`;
  return made;
}

// A page that a course platform launched is one in a host, in a window of its own: nothing is kept for that.
if (!new URLSearchParams(location.search).has("endpoint")) {
  await keep();
}

async function keep() {
  try {
    const registration = await navigator.serviceWorker.register(new URL("worker.js", import.meta.url), { updateViaCache: "none" });
    // A first version takes over from nothing, and is no news.
    const look = () => registration.waiting && navigator.serviceWorker.controller && tell(registration.waiting);
    look();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  } catch {
    // A browser that keeps nothing shows the page all the same.
  }
}
