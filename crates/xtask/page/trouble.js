// Says in words why the page did not start, in both languages. It is asked for once something failed, and is no module, since
// a host may keep modules from being loaded.
(() => {
  if (document.querySelector("[data-part=trouble]")) return;
  const { reason, message } = self.fault ?? {};
  const isForbidden = /wasm|WebAssembly|unsafe-eval/i.test(`${reason?.message ?? ""}${message ?? ""}`) &&
    /polic|CSP|unsafe|refused|blocked/i.test(`${reason?.message ?? ""}${message ?? ""}`);
  // In a sandboxed frame the page is of no origin at all, and its own files count as foreign.
  const isForeign = self.fault?.target?.localName === "script" && self.origin === "null";
  const words = isForbidden
    ? {
        en: "This page could not start: the content security policy of its server forbids WebAssembly. Its script-src needs 'wasm-unsafe-eval'.",
        zh: "网页无法启动：服务器的内容安全策略（CSP）禁止了 WebAssembly。请在 script-src 中加上 'wasm-unsafe-eval'。",
      }
    : isForeign
      ? {
          en: "This page could not start: it is in a sandboxed frame, and its server does not let such a frame load its files. The server has to send Access-Control-Allow-Origin: *, or the frame needs sandbox=\"allow-scripts allow-same-origin\".",
          zh: "网页无法启动：它位于沙箱框架（sandbox）中，而服务器不允许这样的框架加载文件。请让服务器发送 Access-Control-Allow-Origin: *，或者给框架加上 sandbox=\"allow-scripts allow-same-origin\"。",
        }
      : {
          en: "This page could not start. Part of it could not be loaded, or this browser is too old. Reload the page, or try another browser.",
          zh: "网页无法启动：有一部分没有加载成功，或者浏览器版本太旧。请重新加载，或者换一个浏览器。",
        };
  const say = () => {
    const place = document.createElement("main");
    place.dataset.part = "trouble";
    place.setAttribute("role", "alert");
    place.style.cssText = "max-width:40rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif";
    for (const [lang, text] of Object.entries(words)) {
      const paragraph = document.createElement("p");
      paragraph.lang = lang;
      paragraph.textContent = text;
      place.append(paragraph);
    }
    document.body.append(place);
  };
  if (document.body) say();
  else addEventListener("DOMContentLoaded", say);
})();
