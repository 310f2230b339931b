// The search box of every page: an ARIA 1.2 combobox. Without script or index its form leads to /tim-kiem/,
// where search-page.js uses `window.portalSearch`.
(function () {
  "use strict";
  const KEY = "nq57.phim"; // "tat": / is no shortcut
  const root = new URL("../..", document.currentScript.src).href.slice(0, -1);
  const form = document.querySelector("form[role=search]");
  const input = form.querySelector("input");
  const waiting = {};
  let worker, last = 0;

  function make(tag, name, ...content) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...content.filter(Boolean));
    return element;
  }
  function marked(parts) {
    return parts.map(([text, match]) => match ? make("mark", "", text) : text);
  }
  function link(address, ...content) {
    const a = make("a", "", ...content);
    a.href = root + "/" + address.replace(/^\/+/, "");
    return a;
  }

  // What has no id is for all who wait.
  function answer(message) {
    (message.id ? [message.id] : Object.keys(waiting)).forEach((id) => {
      const done = waiting[id];
      delete waiting[id];
      if (done) done(message);
    });
  }
  // The next question tries again.
  function fail() {
    if (worker) worker.terminate();
    worker = null;
    answer({ type: "failed", offline: !navigator.onLine });
  }
  function open() {
    if (worker) return;
    try {
      worker = new Worker(root + "/search/worker.js");
      worker.onmessage = (event) => answer(event.data);
      worker.onerror = fail;
      worker.postMessage({ type: "open", root });
    } catch (error) { setTimeout(fail); }
  }
  // Gives the question's id. A later question of the kind may overtake it: then no answer comes.
  function ask(message, done) {
    const id = message.id || ++last;
    open();
    waiting[id] = done;
    if (worker) worker.postMessage(Object.assign({ id }, message));
    return id;
  }
  input.onfocus = open;
  if (document.activeElement === input) open();

  // Storage may be off.
  function shortcut() {
    try { return localStorage.getItem(KEY) !== "tat"; } catch (error) { return true; }
  }
  addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || at.isContentEditable ||
      at.matches("textarea, select, input:not([type=checkbox])") || !shortcut()) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  window.portalSearch = { KEY, ask, link, make, marked, shortcut };
  // Where results come as one types, suggestions would lie over them.
  if ("live" in form.dataset) return;

  const list = make("div", "suggestions");
  const status = make("p", "unseen");
  let options = [], at = -1, asked, timer;

  function set(element, values) {
    Object.keys(values).forEach((name) => element.setAttribute(name, values[name]));
  }
  function move(to) {
    if (options[at]) options[at].setAttribute("aria-selected", false);
    at = to;
    const option = options[at];
    input.setAttribute("aria-activedescendant", option ? option.id : "");
    if (!option) return;
    option.setAttribute("aria-selected", true);
    option.scrollIntoView({ block: "nearest" });
  }
  function toggle(open) {
    move(-1);
    list.hidden = !open;
    input.setAttribute("aria-expanded", open);
  }
  function close() {
    clearTimeout(timer);
    asked = 0;
    toggle(false);
    status.textContent = "";
  }
  function option(address, title, ...about) {
    const a = link(address, ...title, make("small", "", about.filter(Boolean).join(" · ")));
    a.id = "__suggestion" + options.push(a);
    set(a, { role: "option", "aria-selected": false, tabindex: -1 });
    return a;
  }
  function group(label, content) {
    const box = make("div", "", make("b", "", label), ...content);
    set(box, { role: "group", "aria-label": label });
    set(box.firstChild, { "aria-hidden": true });
    return content.length ? box : "";
  }
  function show({ id, items, places }, typed) {
    if (id !== asked) return;
    if (!items) { close(); return; }
    options = [];
    list.textContent = "";
    list.append(
      group("Nơi", places.map((place) => option(place.address, [place.name, " "], place.context, place.note))),
      group("Trang", items.map((item) => option(item.address, [...marked(item.title), " "], item.label, item.place))),
      option("tim-kiem/?q=" + encodeURIComponent(typed), [`Tìm tất cả trang có «${typed}»`])
    );
    toggle(true);
    status.textContent = (options.length - 1 || "Không có") + " gợi ý";
  }
  // Also while a Vietnamese keyboard composes: it does so for whole words.
  function suggest() {
    const q = input.value;
    if (q.trim()) asked = ask({ type: "suggest", q }, (message) => show(message, q.trim()));
    else close();
  }

  input.oninput = () => {
    move(-1);
    clearTimeout(timer);
    timer = setTimeout(suggest, 80);
  };
  input.onkeydown = (event) => {
    const key = event.key, by = { ArrowDown: 1, ArrowUp: -1 }[key], count = options.length + 1;
    if (event.isComposing || event.keyCode === 229) return;
    if (by) list.hidden ? suggest() : move((at + 1 + by + count) % count - 1);
    else if (key === "Enter" && at >= 0) options[at].click();
    else if (key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    } else {
      if (/^(Arrow|Home|End)/.test(key)) move(-1);
      return;
    }
    event.preventDefault();
  };
  input.onblur = close;
  // The focus stays in the box while an option is pressed.
  list.onmousedown = (event) => event.preventDefault();
  addEventListener("pageshow", close);
  list.id = "__suggestions";
  set(list, { role: "listbox", "aria-label": "Gợi ý" });
  set(status, { role: "status" });
  set(input, {
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-keyshortcuts": "/",
    autocomplete: "off", spellcheck: false, placeholder: "Văn bản, nơi, số ký hiệu"
  });
  form.append(list, status);
  close();
})();
