// Copies addresses of feeds, and finds the feed that somebody wants. The page works without it.
(function () {
  "use strict";

  function made(tag, text, name) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  // Older browsers, and pages that are not served by HTTPS, have no clipboard: a selected field is copied.
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    return new Promise(function (done, failed) {
      var field = made("textarea", "", "unseen");
      field.value = text;
      document.body.append(field);
      field.select();
      var copied = document.execCommand("copy");
      field.remove();
      if (copied) done(); else failed();
    });
  }

  var told = made("p", "", "unseen");
  told.setAttribute("role", "status");

  function copier(what, text) {
    var button = made("button", "Chép", "copy");
    button.type = "button";
    button.setAttribute("aria-label", "Chép " + what);
    button.addEventListener("click", function () {
      copy(text).then(function () { return "Đã chép"; }, function () { return "Không chép được"; }).then(function (said) {
        button.textContent = said;
        told.textContent = said + " " + what;
        setTimeout(function () { button.textContent = "Chép"; }, 2500);
      });
    });
    return button;
  }

  function nameOf(link) {
    var list = link.closest("[aria-label]");
    return link.textContent + (list ? ", " + list.getAttribute("aria-label") : "");
  }

  function offerCopies(root) {
    root.querySelectorAll("a[data-copy]").forEach(function (link) {
      link.after(copier("địa chỉ " + nameOf(link), link.href));
    });
    root.querySelectorAll("[data-copy-text]").forEach(function (block) {
      block.after(copier("mã", block.textContent));
    });
  }

  // ---- The picker ---------------------------------------------------------------------------------

  var FIELDS = [
    { group: "chung", label: "Loại", all: "Mọi loại", key: "kinds" },
    { group: "dia-phuong", label: "Địa phương", typed: true, key: "localities" },
    { group: "muc", label: "Mục của nghị quyết", all: "Mọi mục", key: "sections" },
    { group: "doi-tuong", label: "Dành cho", all: "Mọi người", key: "audiences" },
    { group: "them", label: "Chủ đề", all: "Mọi chủ đề" }
  ];

  function options(feeds, field) {
    return feeds.filter(function (feed) { return feed.group === field.group && feed.name !== "tat-ca"; });
  }

  function field(kind, feeds, number) {
    var box = made("div");
    var label = made("label", kind.label, "filters__label");
    var control = made(kind.typed ? "input" : "select", "", "field");
    label.htmlFor = control.id = "__picker-" + number;
    box.append(label, control);
    if (kind.typed) {
      var list = made("datalist");
      list.id = "__picker-list";
      control.setAttribute("list", list.id);
      control.placeholder = "Gõ tên tỉnh, xã, phường";
      control.autocomplete = "off";
      box.append(list);
    } else {
      control.append(new Option(kind.all, ""));
    }
    options(feeds, kind).forEach(function (feed) {
      if (kind.typed) list.append(new Option(feed.label));
      else control.append(new Option(feed.label, feed.name));
    });
    return { box: box, control: control, kind: kind };
  }

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().trim();
  }

  // A typed name counts with or without marks, and without «Tỉnh», «Thành phố».
  function chosen(feeds, part) {
    var value = part.control.value;
    if (!value) return null;
    if (!part.kind.typed) return feeds.find(function (feed) { return feed.name === value; });
    var wanted = fold(value);
    var places = options(feeds, part.kind);
    return places.find(function (feed) { return fold(feed.label) === wanted; }) ||
      places.find(function (feed) { return fold(feed.label).replace(/^(tinh|thanh pho|xa|phuong|dac khu) /, "") === wanted; }) ||
      { unknown: value };
  }

  function line(name, text) {
    var row = made("p", "", "picked");
    row.append(made("b", name + ": "), made("code", text), copier(name, text));
    return row;
  }

  function code(name, text) {
    var box = made("div", "", "picked");
    var block = made("pre", "", "code");
    block.tabIndex = 0;
    block.append(made("code", text));
    box.append(made("b", name), block, copier(name, text));
    return box;
  }

  function plain(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  }

  function found(feed, script) {
    var parts = [made("h3", feed.title), made("p", feed.description, "note")];
    parts.push(line("RSS", feed.rss), line("Atom", feed.atom), line("JSON", feed.json_feed));
    if (feed.calendar) parts.push(line("Lịch hạn", feed.calendar));
    parts.push(code("Mã nhúng", '<script src="' + script + '" async></' + 'script>\n<portal-feed src="' + feed.light +
      '" limit="5">\n  <a href="' + feed.page + '">' + plain(feed.title) + "</a>\n</portal-feed>"));
    parts.push(code("Mã khung (iframe)", '<iframe src="' + feed.embed + '" title="' + plain(feed.title) +
      '" width="100%" height="420" loading="lazy" style="border:0"></iframe>'));
    return parts;
  }

  // Feeds for two conditions at once are declared by the editors: here is what they need.
  function combined(picks) {
    var names = picks.map(function (pick) { return pick.feed.name.split("/").pop(); });
    var labels = picks.map(function (pick) { return pick.feed.label; });
    var lines = ["  - name: " + names.join("-"), "    title: " + labels.join(", "),
      "    description: Các mục thỏa cả " + picks.length + " điều kiện."];
    picks.forEach(function (pick) {
      var id = pick.part.key === "localities" ? pick.feed.name.replace(/^dia-phuong\//, "") : pick.feed.name.split("/").pop();
      lines.push("    " + pick.part.key + ": [" + id + "]");
    });
    return [made("p", "Cổng chưa có bản tin ghép các điều kiện này. Gửi ban biên tập đoạn dưới đây để thêm vào data/feeds.yml."),
      code("Khai báo", lines.join("\n"))];
  }

  function answer(feeds, parts, script) {
    var picks = [];
    var unknown = "";
    parts.forEach(function (part) {
      var feed = chosen(feeds, part);
      if (feed && feed.unknown) unknown = feed.unknown;
      else if (feed) picks.push({ part: part.kind, feed: feed });
    });
    if (unknown) return [made("p", "Không có địa phương nào tên «" + unknown + "» trong danh sách.")];
    var known = picks.filter(function (pick) { return pick.part.key; });
    if (picks.length > 1 && known.length === picks.length) return combined(picks);
    return found(picks.length ? picks[picks.length - 1].feed : feeds[0], script);
  }

  function start(place, feeds) {
    var form = made("form", "", "picker");
    var result = made("div", "", "picker__result");
    var parts = FIELDS.filter(function (kind) { return options(feeds, kind).length; }).map(function (kind, number) {
      return field(kind, feeds, number);
    });
    result.setAttribute("role", "status");
    parts.forEach(function (part) { form.append(part.box); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () {
      result.replaceChildren.apply(result, answer(feeds, parts, place.dataset.script));
    });
    place.append(form, result);
    parts[0].control.focus();
  }

  function offerPicker(place) {
    var title = made("h2", "Chọn bản tin");
    var button = made("button", "Tìm bản tin theo loại, địa phương, mục", "wanted");
    var said = made("p", "", "note");
    button.type = "button";
    said.setAttribute("role", "status");
    button.addEventListener("click", function () {
      button.disabled = true;
      said.textContent = "Đang tải danh sách…";
      fetch(place.dataset.picker).then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      }).then(function (data) {
        button.remove();
        said.remove();
        start(place, data.feeds);
      }).catch(function () {
        button.disabled = false;
        said.textContent = "Chưa tải được danh sách, hãy thử lại.";
      });
    });
    place.append(title, button, said);
  }

  document.querySelectorAll("[data-picker]").forEach(offerPicker);
  offerCopies(document);
  document.body.append(told);
})();
