// <portal-feed src="…">: the newest items of one of the portal's feeds (JSON Feed 1.1) on any website.
//   limit   how many items, 1 to 50 (5)             heading  a text above the list (none)
//   show    which of "date kind summary" (date)     level    of that heading, 1 to 6 (3)
//   target  "_blank": links open a new tab
// What the element holds is shown until the list is there, and stays when it does not come.
// The page is somebody else's: it gets one new element and nothing more, and of a feed only texts and links.
// ES2017, and nothing newer without a look whether it is there: old telephones read these pages.
(function () {
  "use strict";
  const NAME = "portal-feed";
  const ATTRIBUTES = ["src", "limit", "show", "heading", "level", "target"];
  const PATIENCE = 20000, PAUSE = 5000, MOST_BYTES = 5e6, MOST_ITEMS = 50;
  const FINAL = {}; // thrown where asking again would not help
  // White space, control characters, and marks that turn the direction of the text after them.
  const BLANK = /[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;
  const MOMENT = /^([12]\d{3}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

  if (!window.customElements || !window.fetch || !window.URL || !Element.prototype.attachShadow
    || customElements.get(NAME)) return;

  // In the box all that is inherited starts afresh: pages set texts to size 0, push them out of sight or make
  // them capitals for reasons of their own. Kept is what makes the list look like the page, but never too small
  // and no lines upon each other; and what a page hides things with on purpose, a closed menu say: visibility
  // and pointer-events.
  const STYLE = `
:host { display: block }
:host([hidden]) { display: none }
.box {
  all: initial; display: block; font: inherit; font-variant: normal; font-size: max(1em, 13px);
  line-height: max(1lh, 1.2em); color: inherit; color-scheme: inherit; cursor: inherit; pointer-events: inherit; visibility: inherit;
  -webkit-text-size-adjust: inherit; text-size-adjust: inherit; overflow-wrap: break-word
}
ul, p { margin: 0; padding: 0; list-style: none }
li + li, [part=more] { margin-top: var(--portal-feed-gap, .75em) }
a { color: var(--portal-feed-link-color, inherit); text-decoration: underline; cursor: pointer }
a:hover { text-decoration-thickness: 2px }
a:focus { outline: 2px solid var(--portal-feed-focus-color, currentcolor); outline-offset: 2px }
a:focus:not(:focus-visible) { outline: none }
[part=heading] { margin-bottom: .5em; font-size: 1.17em; font-weight: bold; line-height: 1.3 }
[part=meta] { font-size: max(.875em, 12px); color: var(--portal-feed-meta-color, inherit) }
[part=more] { display: inline-block }
`;

  function nothing() {}

  function make(tag, part, ...content) {
    const element = document.createElement(tag);
    if (part) element.setAttribute("part", part);
    element.append(...content);
    return element;
  }
  function box(...content) {
    const element = make("div", "", ...content);
    element.className = "box";
    return element;
  }
  function note(text) {
    const element = make("p", "note", text);
    element.lang = "vi";
    return element;
  }

  // A style sheet made by script is no inline style: a strict Content-Security-Policy lets it be.
  function sheet() {
    try {
      const made = new CSSStyleSheet();
      made.replaceSync(STYLE);
      return "adoptedStyleSheets" in document && made;
    } catch (error) { return null; }
  }
  const SHEET = sheet();
  function dress(root) {
    if (SHEET) root.adoptedStyleSheets = [SHEET];
    else root.append(make("style", "", STYLE));
  }

  // --- what a feed may say: anything. Only texts, addresses and moments come out ------------------
  function text(value, most) {
    if (typeof value !== "string") return "";
    const plain = value.replace(BLANK, " ").trim();
    return plain.length > most ? plain.slice(0, most).replace(/[\ud800-\udbff]$/, "") + "…" : plain;
  }
  function address(value, base) {
    try {
      const url = new URL(value, base);
      return value.trim() && /^https?:$/.test(url.protocol) ? url.href : "";
    } catch (error) { return ""; }
  }
  // As dd/mm/yyyy in Vietnam, always seven hours ahead of UTC. Some engines take 30 February for 2 March.
  function date(value) {
    const [, day] = typeof value === "string" && MOMENT.exec(value) || [];
    const moment = day ? Date.parse(value) : NaN;
    if (isNaN(moment) || new Date(day).toISOString().indexOf(day)) return null;
    const there = new Date(moment + 7 * 36e5).toISOString().slice(0, 10);
    return { value, shown: there.split("-").reverse().join("/") };
  }
  function item(found, base) {
    if (!found) return null;
    const summary = text(found.summary, 500) || text(found.content_text, 500);
    const title = text(found.title, 300);
    return (title || summary) && {
      title: title || summary,
      summary: title && summary,
      url: address(found.url, base),
      date: date(found.date_published) || date(found.date_modified),
      kind: Array.isArray(found.tags) ? text(found.tags[0], 80) : ""
    };
  }
  function usable(found, base) {
    const items = [];
    if (!found || !Array.isArray(found.items)) throw FINAL;
    for (const each of found.items) {
      const made = item(each, base);
      if (made) items.push(made);
      if (items.length === MOST_ITEMS) break;
    }
    if (found.items.length && !items.length) throw FINAL;
    const language = text(found.language, 35);
    return {
      items,
      title: text(found.title, 200),
      home: address(found.home_page_url, base),
      language: /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(language) ? language : "vi"
    };
  }

  // Piece by piece where possible: a feed without end must not fill a telephone.
  function read(answer) {
    if (!answer.body || !window.TextDecoder) return answer.text();
    const reader = answer.body.getReader(), decoder = new TextDecoder();
    let bytes = 0, whole = "";
    const next = ({ done, value }) => {
      if (done) return whole + decoder.decode();
      bytes += value.length;
      if (bytes > MOST_BYTES) {
        reader.cancel();
        throw FINAL;
      }
      whole += decoder.decode(value, { stream: true });
      return reader.read().then(next);
    };
    return reader.read().then(next);
  }
  // Without cookies, and without telling on which page the reader is.
  function load(src, signal) {
    const discreet = { signal, credentials: "omit", referrerPolicy: "no-referrer" };
    return Promise.resolve().then(() => fetch(src, discreet))
      .then((answer) => {
        if (answer.ok) return read(answer).then((whole) => usable(JSON.parse(whole), answer.url || src));
        throw answer.status < 500 ? FINAL : answer;
      });
  }

  // --- what is shown -------------------------------------------------------------------------------
  function number(host, name, usual, most) {
    const value = host.getAttribute(name);
    return /^\s*0*[1-9]\d*\s*$/.test(value) ? Math.min(Number(value), most) : usual;
  }
  function list(host, feed) {
    const shown = (host.hasAttribute("show") ? host.getAttribute("show") : "date").toLowerCase().split(/\s+/);
    const shows = (word) => shown.indexOf(word) >= 0;
    const heading = text(host.getAttribute("heading"), 200);
    const link = (part, url, label) => {
      const a = make(url ? "a" : "span", part, label);
      if (url) a.href = url;
      if (url && host.getAttribute("target") === "_blank") {
        a.target = "_blank";
        a.rel = "noopener";
      }
      return a;
    };
    const entry = (each) => {
      const li = make("li", "item", link("link", each.url, each.title));
      const meta = make("div", "meta");
      if (shows("kind") && each.kind) meta.append(make("span", "kind", each.kind));
      if (shows("date") && each.date) {
        const time = make("time", "date", each.date.shown);
        time.dateTime = each.date.value;
        meta.append(meta.firstChild ? " · " : "", time);
      }
      if (meta.firstChild) li.append(meta);
      if (shows("summary") && each.summary) li.append(make("p", "summary", each.summary));
      return li;
    };
    const made = box();
    if (heading) {
      const element = make("div", "heading", heading);
      element.setAttribute("role", "heading");
      element.setAttribute("aria-level", number(host, "level", 3, 6));
      made.append(element);
    }
    if (feed.items.length) {
      const ul = make("ul", "list", ...feed.items.slice(0, number(host, "limit", 5, MOST_ITEMS)).map(entry));
      ul.lang = feed.language;
      ul.setAttribute("role", "list"); // Safari takes a list without bullets for none
      if (heading || feed.title) ul.setAttribute("aria-label", heading || feed.title);
      made.append(ul);
    } else made.append(note("Chưa có mục nào."));
    if (feed.home) {
      const more = link("more", feed.home, "Xem tất cả");
      more.lang = "vi";
      // Links with the same text are told apart by what follows.
      if (feed.title) more.setAttribute("aria-label", "Xem tất cả: " + feed.title);
      made.append(more);
    }
    return made;
  }
  function holdsSomething(host) {
    return Array.prototype.some.call(host.childNodes, (node) => node.nodeType === 3 ? node.data.trim()
      : node.nodeType === 1 && !/^(noscript|script|style|template)$/.test(node.localName));
  }

  // --- the element -----------------------------------------------------------------------------------
  // Gives the function to call when something about the element has changed.
  function follow(host, root) {
    const slot = make("slot");
    let shown = slot, stop = nothing;
    let src, feed, failed, tries, planned, waiting;
    dress(root);
    root.append(slot);

    // A move in the page is a removal and an insertion, and attributes change one by one: seen as a whole.
    function plan() {
      if (planned) return;
      planned = true;
      Promise.resolve().then(() => {
        planned = false;
        settle();
      });
    }
    function settle() {
      if (!host.isConnected) {
        if (feed) return;
        stop();
        src = null;
        return;
      }
      const wanted = address(host.getAttribute("src"), host.baseURI);
      if (wanted !== src) {
        stop();
        src = wanted;
        feed = null;
        failed = !src;
        tries = 0;
        if (src) ask();
      }
      show();
    }
    function show() {
      // What has the focus is not taken away from under it: a reader may be about to follow that link.
      waiting = host.contains(host.getRootNode().activeElement);
      if (waiting) return;
      const view = feed ? list(host, feed)
        : failed && !holdsSomething(host) ? box(make("slot"), note("Chưa tải được tin mới.")) : slot;
      if (view !== shown) root.replaceChild(view, shown);
      shown = view;
    }
    function ask() {
      const control = window.AbortController ? new AbortController() : { abort: nothing };
      const finish = () => {
        clearTimeout(timer);
        control.abort();
        host.removeAttribute("aria-busy");
        stop = nothing;
      };
      const fail = (error) => {
        if (stop !== finish) return;
        stop();
        failed = true;
        if (error !== FINAL) askAgain();
        show();
      };
      const timer = setTimeout(fail, PATIENCE);
      stop = finish;
      host.setAttribute("aria-busy", "true");
      load(src, control.signal).then((found) => {
        if (stop !== finish) return;
        stop();
        feed = found;
        show();
      }).catch(fail);
    }
    // Once after a pause, not all readers at the same moment; and once when the line or the reader is back.
    function askAgain() {
      tries += 1;
      if (tries === 1) {
        const timer = setTimeout(ask, PAUSE * (1 + Math.random()));
        stop = () => clearTimeout(timer);
      } else if (tries === 2) {
        const back = () => {
          if (document.hidden) return;
          stop();
          ask();
        };
        window.addEventListener("online", back);
        document.addEventListener("visibilitychange", back);
        stop = () => {
          window.removeEventListener("online", back);
          document.removeEventListener("visibilitychange", back);
        };
      }
    }

    host.addEventListener("focusout", (event) => {
      if (waiting && !host.contains(event.relatedTarget)) plan();
    });
    return plan;
  }

  const plans = new WeakMap();
  customElements.define(NAME, class extends HTMLElement {
    static get observedAttributes() { return ATTRIBUTES; }
    constructor() {
      super();
      plans.set(this, follow(this, this.attachShadow({ mode: "open" })));
    }
    connectedCallback() { plans.get(this)(); }
    disconnectedCallback() { plans.get(this)(); }
    attributeChangedCallback() { plans.get(this)(); }
  });
})();
