// /tim-kiem/: results as one types, filters, all of it in the address. search-box.js asks the worker.
(function () {
  "use strict";
  const { KEY, ask, link, make, marked, shortcut } = window.portalSearch;
  // As addresses have them, in the order in which they are shown; the worker calls a locality a place.
  const FILTERS = { kind: "Loại", year: "Năm", locality: "Địa phương", section: "Mục của nghị quyết", audience: "Dành cho" };
  const ALL = Object.keys(FILTERS), FOLDED = ALL.slice(2);
  const SIZE = 10, MOST = 500;
  const title = document.title;
  const form = document.querySelector("form[role=search]");
  const input = form.querySelector("input");
  const ways = document.querySelector("[data-ways]");
  const names = {};
  const seen = window.IntersectionObserver && new IntersectionObserver(look, { rootMargin: "200px" });
  let now, settled, id, loaded, facetsOf, trouble, typing, telling;

  // ---- What is asked for, in the address ----------------------------------------------------------

  function read() {
    const given = new URLSearchParams(location.search);
    const filters = {};
    ALL.forEach((name) => { filters[name] = Array.from(new Set(given.getAll(name))).slice(0, 50); });
    const shown = Number((history.state || {}).shown);
    return { q: (given.get("q") || "").slice(0, 200), filters, shown: shown > SIZE ? Math.min(shown, MOST) : SIZE };
  }
  function address(query) {
    const given = new URLSearchParams();
    if (query.q.trim()) given.set("q", query.q.trim());
    ALL.forEach((name) => query.filters[name].forEach((value) => given.append(name, value)));
    const text = given.toString();
    return location.pathname + (text && "?" + text);
  }
  function store(how) {
    // Safari refuses more than a hundred in half a minute.
    try { history[how + "State"]({ shown: now.shown }, "", address(now)); } catch (error) { /* the next one will do */ }
  }
  // What is typed takes the place of the entry, until it is submitted: then the one before comes back below it.
  function settle() {
    if (settled && address(settled) !== address(now)) {
      history.replaceState({ shown: settled.shown }, "", address(settled));
      store("push");
    } else store("replace");
    settled = Object.assign({}, now);
  }
  function filtered(among) {
    return among.some((name) => now.filters[name].length);
  }

  // ---- The parts of the page ----------------------------------------------------------------------

  function button(text, act, name) {
    const made = make("button", name || "tool", ...[].concat(text));
    made.type = "button";
    made.onclick = act;
    return made;
  }
  const heading = make("h2", "found__count");
  const dropped = make("p", "found__drop");
  const groups = {};
  const summary = make("summary");
  const folded = make("details", "fold", summary, ...FOLDED.map(group));
  const filters = make("form", "narrow", group("kind"), group("year"), folded);
  const notes = make("div", "found__notes");
  const list = make("ol", "results");
  const more = button("", next, "button found__more");
  const found = make("div", "found", make("div", "", heading, dropped), filters, make("div", "", notes, list, more));
  const status = make("p", "unseen");

  function group(name) {
    const picks = make("span", "picks");
    const box = make("div", "narrow__group", make("b", "", FILTERS[name]), picks);
    box.hidden = true;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", FILTERS[name]);
    groups[name] = { box, picks, all: Object.create(null) };
    return box;
  }

  function build() {
    document.querySelectorAll("[data-names]").forEach((each) => {
      const known = names[each.dataset.names] = new Map();
      each.querySelectorAll("[data-id]").forEach((a) => known.set(a.dataset.id, a.dataset.name || a.firstChild.data.trim()));
    });
    filters.setAttribute("aria-label", "Lọc kết quả");
    status.setAttribute("role", "status");
    heading.tabIndex = -1;
    more.hidden = filters.hidden = true;
    form.after(found, status);
    ways.append(help());
  }

  // Single keys must not be shortcuts for who does not want them (WCAG 2.1.4).
  function help() {
    const box = make("input");
    box.type = "checkbox";
    box.checked = shortcut();
    box.onchange = () => {
      try { box.checked ? localStorage.removeItem(KEY) : localStorage.setItem(KEY, "tat"); } catch (error) { /* off */ }
    };
    return make("section", "", make("h2", "", "Cách gõ"),
      make("ul", "hints",
        make("li", "", "Gõ có dấu thì trang viết đúng như vậy đứng trước; gõ không dấu thì tìm mọi cách viết."),
        make("li", "", "Đặt trong ngoặc kép để tìm nguyên cụm: “chuyển đổi số”."),
        make("li", "", "Số ký hiệu gõ thế nào cũng được: 57-NQ/TW, nq 57, nghị quyết 57.")),
      make("label", "pick", box, "Phím / đưa con trỏ vào ô tìm, ở mọi trang"));
  }

  // ---- Filters ------------------------------------------------------------------------------------

  function label(name, value) {
    return names[name] && names[name].get(value) || value;
  }
  function pick(name, value) {
    const box = make("input"), number = make("span");
    box.type = "checkbox";
    box.name = name;
    box.value = value;
    return { box, number, element: make("label", "pick", box, make("b", "", label(name, value)), " ", number) };
  }
  // In the same order each time, so that what has the focus need not move.
  function order(name, counts) {
    const there = Array.from(new Set(Object.keys(counts).concat(now.filters[name])));
    if (name === "year") return there.sort().reverse();
    const known = Array.from((names[name] || new Map()).keys());
    return known.filter((value) => there.includes(value)).concat(there.filter((value) => !known.includes(value)).sort());
  }
  function fill(name, counts) {
    const { box, picks, all } = groups[name];
    const wanted = order(name, counts);
    Object.keys(all).filter((value) => !wanted.includes(value)).forEach((value) => {
      all[value].element.remove();
      delete all[value];
    });
    wanted.forEach((value, at) => {
      const each = all[value] = all[value] || pick(name, value);
      each.box.checked = now.filters[name].includes(value);
      each.element.querySelector("b").textContent = label(name, value);
      each.number.textContent = thousands(Number(counts[value]) || 0);
      if (picks.children[at] !== each.element) picks.insertBefore(each.element, picks.children[at] || null);
    });
    box.hidden = !wanted.length;
  }
  function facets() {
    if (!id || facetsOf === id || !(folded.open || filtered(FOLDED))) return;
    const asked = facetsOf = id;
    ask({ type: "facets", id }, ({ counts }) => {
      if (asked !== id) return;
      if (counts) FOLDED.forEach((name) => fill(name, counts[name === "locality" ? "place" : name] || {}));
      else {
        facetsOf = 0;
        summary.textContent = "Lọc thêm (chưa tải được, mở lại để thử)";
      }
    });
  }
  // Filters out of sight can be taken away without looking for them.
  function drops() {
    const all = FOLDED.reduce((made, name) => made.concat(now.filters[name].map((value) =>
      button([make("span", "unseen", "Bỏ lọc "), label(name, value), " ×"], () => drop(name, value)))), []);
    const number = all.length;
    if (filtered(ALL)) all.push(button("Bỏ mọi bộ lọc", () => drop()));
    dropped.textContent = "";
    dropped.append(...all);
    summary.textContent = number ? `Lọc thêm (đang lọc ${number})` : "Lọc thêm";
  }
  function drop(name, value) {
    const filters = Object.assign({}, now.filters);
    (name ? [name] : ALL).forEach((each) => { filters[each] = filters[each].filter((one) => name && one !== value); });
    change({ filters });
    heading.focus();
  }

  // ---- Results ------------------------------------------------------------------------------------

  function thousands(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  }
  function day(iso) {
    const time = make("time", "", iso.split("-").reverse().join("/"));
    time.dateTime = iso;
    return time;
  }
  function row(kind, about, address, title, text) {
    const head = about.filter(Boolean).map((each) => make("span", "", each));
    return make("li", "result", make("p", "result__head", make("b", "", kind), ...head),
      make("h3", "result__title", link(address, ...title)), text);
  }
  function place(each) {
    return row("Địa phương", [each.context, each.note], each.address, [each.name]);
  }
  function page(item) {
    const text = make("p", "result__text", ...marked(item.about || []));
    const made = row(item.label, [item.place, item.date && day(item.date)], item.address, marked(item.title), text);
    if (item.twin) {
      text.dataset.address = item.address;
      if (seen) seen.observe(text); else look([{ target: text, isIntersecting: true }]);
    }
    return made;
  }
  // Excerpts are far larger than what else is known of a page: only who scrolls there gets them.
  function look(entries) {
    entries.filter((each) => each.isIntersecting).forEach(({ target }) => {
      if (seen) seen.unobserve(target);
      ask({ type: "excerpt", address: target.dataset.address }, ({ parts }) => target.append(...marked(parts || [])));
    });
  }

  function note(name, ...content) {
    notes.append(make("p", name, ...content));
  }
  function again(text, act) {
    return button(text, act, "tool");
  }
  function told(answer) {
    const { corrected, some } = answer.note || {};
    notes.textContent = "";
    if (answer.offline) note("banner", "Không có mạng: kết quả lấy từ phần đã lưu trong máy, có thể cũ hoặc thiếu.");
    else if (answer.missing) note("banner", "Một phần dữ liệu chưa tải được, kết quả có thể thiếu. ", again("Thử lại", rerun));
    (corrected || []).forEach(([typed, used]) => note("note", "Đã tìm «", make("b", "", used), `» thay cho «${typed}».`));
    // Where something could not be read, nobody knows.
    if (some && answer.total && !answer.missing) note("note", "Không có trang nào có đủ các từ đã gõ. Dưới đây là trang có một số từ.");
    if (!ways.hidden) note("note", "Thử bớt từ, bỏ bộ lọc, gõ không dấu, hoặc đi theo các danh mục dưới đây.");
  }
  function draw(answer, from, size) {
    const { items, places, total } = answer;
    const added = items.map(page);
    loaded = from + size;
    trouble = answer.offline || answer.missing;
    if (!from) {
      list.textContent = "";
      list.append(...places.map(place));
      if (answer.more) list.append(make("li", "note", `Còn ${thousands(answer.more)} nơi nữa cùng tên: gõ thêm tên tỉnh.`));
      ways.hidden = total || places.length;
      told(answer);
      heading.textContent = total ? thousands(total) + " trang" : places.length ? "Nơi có tên này" : "Không có trang nào";
    }
    name(items);
    list.append(...added);
    now.shown = loaded;
    more.hidden = loaded >= total;
    more.textContent = "Xem thêm";
    filters.hidden = !total && !filtered(ALL);
    fill("kind", answer.counts.kind);
    fill("year", answer.counts.year);
    drops();
    facets();
    return added;
  }
  // A place that is no province, as what was found there calls it.
  function name(items) {
    const [only, ...others] = now.filters.locality;
    const called = items.length && items[0].place;
    items.forEach((item) => names.kind.has(item.kind) || names.kind.set(item.kind, item.label));
    if (!only || others.length || names.locality.has(only) || !called) return;
    if (items.every((item) => item.place === called)) names.locality.set(only, called);
  }
  function failed({ type, offline }) {
    trouble = true;
    list.textContent = notes.textContent = "";
    more.hidden = filters.hidden = true;
    ways.hidden = false;
    heading.textContent = "Chưa tìm được";
    if (type === "outdated") note("banner", "Cổng vừa đổi cách tìm. ", again("Tải lại trang", () => location.reload()));
    else note("banner", offline ? "Không có mạng, mà máy này chưa lưu dữ liệu để tìm. " : "Chưa tải được dữ liệu để tìm. ", again("Thử lại", rerun));
    tell(heading.textContent + ". " + notes.firstChild.firstChild.data);
  }
  // Once, when what is typed has come to rest.
  function tell(text) {
    clearTimeout(telling);
    telling = setTimeout(() => { status.textContent = text; }, 700);
  }

  // ---- Asking -------------------------------------------------------------------------------------

  function question(from, size, done, undone) {
    const { kind, year, locality, section, audience } = now.filters;
    found.setAttribute("aria-busy", "true");
    const asked = id = ask(
      { type: "search", q: now.q, filters: { kind, year, place: locality, section, audience }, from, size },
      (answer) => {
        if (asked !== id) return;
        found.removeAttribute("aria-busy");
        if (answer.type === "results") done(answer);
        else undone(answer);
      }
    );
  }
  function run(done) {
    const q = now.q.trim(), something = q || filtered(ALL);
    document.title = (q && q + " · ") + title;
    found.hidden = !something;
    ways.hidden = something;
    id = 0;
    tell("");
    if (!something) return;
    if (!list.firstChild) heading.textContent = "Đang tìm…";
    question(0, now.shown, (answer) => {
      if (seen) seen.disconnect();
      draw(answer, 0, now.shown);
      tell([answer.places.length && answer.places.length + " nơi", (answer.total || !answer.places.length) && heading.textContent]
        .filter(Boolean).join(", "));
      if (done) done();
    }, failed);
  }
  function rerun() {
    run();
    heading.focus();
  }
  function next() {
    question(loaded, SIZE, (answer) => {
      const added = draw(answer, loaded, SIZE);
      store("replace");
      tell(`Thêm ${added.length} trang`);
      if (added.length) added[0].querySelector("a").focus();
    }, () => { more.textContent = "Chưa tải được, thử lại"; });
  }
  // Chosen or submitted, not only typed.
  function change(what) {
    now = Object.assign({}, now, what, { shown: SIZE });
    settle();
    run();
  }

  function start() {
    now = read();
    settled = Object.assign({}, now);
    input.value = now.q;
    const y = (history.state || {}).y;
    run(() => { if (y && !scrollY) scrollTo(0, y); });
  }

  build();
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      if (input.value === now.q) return;
      now = Object.assign({}, now, { q: input.value, shown: SIZE });
      store("replace");
      run();
    }, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && input.value) {
      event.preventDefault();
      input.value = "";
      input.dispatchEvent(new Event("input"));
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    change({ q: input.value });
    // The keyboard of a phone lies over the results.
    if (matchMedia("(pointer: coarse)").matches) input.blur();
  });
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("change", ({ target }) => {
    const { name, value, checked } = target;
    const chosen = now.filters[name].filter((each) => each !== value).concat(checked ? value : []);
    change({ filters: Object.assign({}, now.filters, { [name]: chosen }) });
  });
  folded.addEventListener("toggle", facets);
  addEventListener("popstate", () => {
    const wanted = read();
    // Anchors of the page make entries too.
    if (address(wanted) === address(now) && (!history.state || wanted.shown === now.shown)) return;
    start();
  });
  addEventListener("pagehide", () => history.replaceState({ shown: now.shown, y: scrollY }, ""));
  addEventListener("online", () => trouble && !found.hidden && !list.contains(document.activeElement) && run());
  start();
})();
