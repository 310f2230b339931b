// A reader's own place, found under any of its names (see views/place_names.py), kept in this browser.
(function () {
  "use strict";
  const KEY = "nq57.noi";
  const ADDRESS = /^\/dia-phuong\/[a-z0-9\/-]+\/$/;
  const KIND = /^(thanh pho|thi xa|thi tran|dac khu|tinh|quan|huyen|phuong|xa|tp|tx|tt|dk|[tqhpx])( |(?=\d))(?=.)/;
  const PRIVATE = "Lựa chọn chỉ lưu trong trình duyệt này.";
  const root = new URL("../..", document.currentScript.src).href.slice(0, -1);
  const main = document.querySelector("main");
  const box = document.querySelector("[data-choose]");
  const keep = document.querySelector("[data-keep]");
  const shards = {};
  let choice;

  // Storage may be off, or hold anything. Without `own` the place has no page.
  function read() {
    choice = null;
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      const texts = [kept.name, kept.province, kept.address];
      if (texts.every((text) => text && typeof text === "string") && ADDRESS.test(kept.address)) choice = kept;
    } catch (error) { return; }
  }
  function save(value) {
    choice = value;
    try {
      if (value) localStorage.setItem(KEY, JSON.stringify(value, ["name", "context", "address", "province", "own"]));
      else localStorage.removeItem(KEY);
      return true;
    } catch (error) { return false; }
  }

  function make(tag, name, ...content) {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...content);
    return element;
  }
  function link(address, ...content) {
    const a = make("a", "", ...content);
    a.href = address;
    return a;
  }
  function button(text, act) {
    const element = make("button", "own__button", text);
    element.type = "button";
    element.onclick = act;
    return element;
  }
  function live(text) {
    const element = make("p", "own__status", text);
    element.setAttribute("role", "status");
    return element;
  }
  function swap(id, element, parent, put) {
    const old = document.getElementById(id);
    if (old) old.remove();
    if (!element) return;
    element.id = id;
    parent[put](element);
  }
  function get(address) {
    return fetch(root + address).then((answer) => {
      if (!answer.ok) throw answer;
      return answer;
    });
  }

  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d")
      .replace(/[^a-z0-9]+/g, " ").trim();
  }
  // Sorted letters: alike for «Hòa» and «Hoà», not for «Hoa».
  function spelt(text) {
    return text.toLowerCase().split(/[\s.,]+/).map((word) => Array.from(word.normalize("NFD")).sort().join(""));
  }
  function begins(words, text) {
    return words.split(" ").every((word) => (" " + text).includes(" " + word));
  }
  function rows(data) {
    const found = [];
    const full = (coded) => (data.kinds[coded[0]] + " " + coded.slice(1)).trim();
    data.groups.forEach(([rank, n, blocks]) => blocks.forEach(([district, ...entries]) => entries.forEach((entry) => {
      const [origin, number] = data.origins[n];
      const [province, home] = data.provinces[number];
      const [coded, at] = [].concat(entry);
      const name = full(coded);
      const context = [full(district), origin].filter(Boolean).join(", ");
      found.push({
        name, context, province, rank,
        address: isNaN(at) ? home : data.addresses[at < 0 ? -1 - at : at],
        own: isNaN(at) ? !rank : at >= 0,
        kind: fold(data.kinds[coded[0]]),
        bare: fold(coded.slice(1)),
        where: fold(context + " " + province),
        spelt: spelt(name)
      });
    })));
    return found;
  }
  function shard(letter) {
    shards[letter] = shards[letter] || get("/dia-phuong/ten/" + (letter > "9" ? letter : 0) + ".json")
      .then((answer) => answer.json()).then(rows);
    shards[letter].catch(() => delete shards[letter]);
    return shards[letter];
  }
  // «quan hoa» is a district called Hòa, or Quan Hóa.
  function readings(text) {
    const kind = KIND.exec(text);
    return [...(kind ? [[kind[1], text.slice(kind[0].length)]] : []), ["", text]];
  }
  function score(row, [kind, text]) {
    const more = text.startsWith(row.bare + " ") && text.slice(row.bare.length + 1);
    const fit = row.bare === text || more && begins(more, row.where) ? 0
      : row.bare.startsWith(text) ? 2 : (" " + row.bare).includes(" " + text) ? 4 : 99;
    return fit + (!kind || kind === row.kind || kind === row.kind.replace(/(\w)\w* ?/g, "$1") ? 0 : 8);
  }
  // Best first. What follows a comma may be stale («Kinh Môn, Hải Dương»): it moves up and hides nothing.
  async function find(text) {
    const [first, ...more] = text.split(",");
    const ways = readings(fold(first));
    const words = spelt(first.trim());
    const near = fold(more.join(" "));
    return (await shard(ways[0][1][0])).filter((row) => {
      row.score = Math.min(...ways.map((way) => score(row, way))) + !words.every((word) => row.spelt.includes(word));
      if (!begins(near, row.where)) row.score += 16;
      return row.score < 99;
    }).sort((a, b) => a.score - b.score || a.rank - b.rank || a.bare.localeCompare(b.bare));
  }
  // It may have got a page since.
  async function renew() {
    const old = choice;
    if (old.own) return;
    const now = (await find(old.name)).find((row) =>
      row.name === old.name && row.context === old.context && row.province === old.province);
    if (now && choice === old) save(now);
  }

  function finder(said) {
    const input = make("input", "own__input");
    const label = make("label", "own__label", "Gõ tên tỉnh, xã, phường (tên cũ cũng được)");
    const status = live(said);
    const list = make("ul", "own__list");
    const panel = make("div", "own", label, input, status, list, make("p", "own__note", PRIVATE));
    label.htmlFor = "__place";
    Object.assign(input, { id: "__place", type: "search", autocomplete: "off", spellcheck: false });
    input.oninput = async () => {
      const typed = input.value;
      let found = [], text = "";
      try {
        if (fold(typed)) {
          found = await find(typed);
          text = found.length ? `Tìm thấy ${found.length} nơi.` : "Không tìm thấy nơi nào tên như vậy.";
          if (found[8]) text += " Gõ thêm huyện hoặc tỉnh để nơi cần tìm lên đầu.";
        }
      } catch (error) { text = "Không tải được danh sách tên. Hãy thử lại, hoặc chọn tỉnh ở dưới."; }
      if (typed !== input.value) return;
      status.textContent = text;
      list.replaceChildren(...found.slice(0, 8).map(result));
    };
    panel.onkeydown = (event) => {
      const first = list.querySelector("a");
      if (event.key === "Escape") {
        input.value = "";
        input.oninput();
        input.focus();
      } else if (first && event.target === input && /Enter|ArrowDown/.test(event.key)) {
        event.preventDefault();
        first.focus();
      }
    };
    return panel;
  }
  function result(row) {
    const about = [row.context, row.rank && row.rank !== 2 && "nay thuộc " + row.province].filter(Boolean).join(" · ");
    const a = link(root + row.address, make("b", "", row.name), " ", make("span", "own__about", about));
    a.onclick = () => { save(row); };
    return make("li", "", a);
  }
  function panel() {
    const a = link(root + choice.address, choice.name);
    const news = make("div", "own__news");
    const ask = (said) => {
      menu();
      swap("__own", finder(said), box, "prepend");
      box.querySelector("input").focus();
    };
    renew().catch(() => 0).then(() => {
      a.href = root + choice.address;
      return newest(choice, news);
    }).catch(() => 0);
    return make("div", "own", make("p", "", "Địa phương của bạn: ", a), news,
      make("p", "", button("Đổi", () => ask("")), " ", button("Quên", () => { save(null); ask("Đã quên."); })),
      make("p", "own__note", PRIVATE));
  }
  async function newest({ name, address, province, own }, news) {
    const answer = await get(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const day = (a) => (a.closest(".card").querySelector("time") || a).dateTime || "";
    const items = Array.from(page.querySelectorAll(".card__title a")).filter((a) => !a.closest("[data-nation]"))
      .sort((a, b) => day(b).localeCompare(day(a))).slice(0, 3)
      .map((a) => make("li", "", link(new URL(a.getAttribute("href"), answer.url), a.textContent)));
    if (!own || !items[0]) news.append(make("p", "", `Cổng chưa có bài nào của ${name}.`));
    if (!own && items[0]) news.append(make("p", "", `Mới của ${province}:`));
    news.append(make("ul", "", ...items));
  }

  function menu() {
    const a = choice && link(root + choice.address, "Nơi của tôi: " + choice.name);
    if (a && main.dataset.place === choice.address) a.setAttribute("aria-current", "page");
    swap("__my-entry", a && make("li", "", a), document.querySelector("#__menu nav ul"), "append");
  }
  function note() {
    const here = choice && !choice.own && main.dataset.place === choice.address;
    const banner = here && make("div", "banner banner--info", `Cổng chưa có bài nào của ${choice.name}. Dưới đây là bài của ${keep ? keep.dataset.name : choice.province} và của cả nước.`);
    if (here) banner.setAttribute("role", "note");
    swap("__my-note", banner, main.firstElementChild, "prepend");
    return here;
  }
  function keeper() {
    const { name, address } = keep.dataset;
    const mine = () => choice && choice.own && choice.address === address;
    const label = () => (mine() ? "Bỏ khỏi" : "Đặt làm") + " địa phương của tôi";
    const status = live("");
    const toggle = button(label(), () => {
      const done = save(mine() ? null : { name, address, province: name, own: true });
      toggle.textContent = label();
      status.textContent = done ? mine() ? PRIVATE : "Đã bỏ." : "Trình duyệt không cho lưu.";
      menu();
      note();
    });
    keep.replaceChildren(toggle, status);
  }
  function draw() {
    read();
    menu();
    if (box) swap("__own", choice ? panel() : finder(""), box, "prepend");
    if (keep) keeper();
    if (note()) renew().then(menu).then(note).catch(() => 0);
  }
  draw();
  addEventListener("pageshow", (event) => event.persisted && draw());
})();
