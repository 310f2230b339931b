// /man-hinh/thu/: a text is laid out and drawn as it is typed. board-layout.js computes; here is what is seen.
(function () {
  "use strict";
  var NAMES = { s: "ngắn", m: "vừa", l: "dài" };
  // Pixels of the page: how high a board is drawn at most, and from which size of its points there are gaps.
  var HIGHEST = 400, DOTTED = 4;
  // Milliseconds without typing after which screen readers are told.
  var PAUSE = 800;

  var place = document.querySelector("[data-try-board]");
  var base = new URL(place.dataset.tryBoard, location.href);
  var rules, boards, fields, faces = {}, turn = 0, telling = 0;

  function part(selector) { return place.querySelector(selector); }

  function made(tag, text, name) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function button(text, action) {
    var element = made("button", text, "copy");
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  function load(address) {
    return fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }

  // ---- Words --------------------------------------------------------------------------------------

  // The smallest of the edited texts that may be so long; undefined when none may.
  function sizeFor(length) {
    return Object.keys(rules.limits).find(function (size) { return length <= rules.limits[size]; });
  }

  // «27 ký tự: dài hơn cỡ ngắn, vừa cỡ vừa.»
  function counted(length) {
    if (!length) return "Chưa có chữ nào.";
    var sizes = Object.keys(rules.limits), size = sizeFor(length), last = sizes[sizes.length - 1];
    var shorter = sizes[(size ? sizes.indexOf(size) : sizes.length) - 1];
    var fits = size ? "vừa cỡ " + NAMES[size] : "thừa " + (length - rules.limits[last]) + " ký tự";
    return length + " ký tự: " + (shorter ? "dài hơn cỡ " + NAMES[shorter] + ", " : "") + fits + ".";
  }

  function named(character) {
    var code = "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return /^[\p{M}\p{C}\p{Z}]$/u.test(character) ? code : "«" + character + "» (" + code + ")";
  }

  function shortened(text) { return boards.count(text) > 40 ? Array.from(text).slice(0, 40).join("") + "…" : text; }

  function fit(found) { return found.phases.length > 1 ? "vừa khi chia hai phần" : "vừa trong một phần"; }

  function undrawable(characters) {
    var more = characters.length > 8 ? " và " + (characters.length - 8) + " ký tự khác" : "";
    return "Bảng không vẽ được " + characters.slice(0, 8).map(named).join(", ") + more + ".";
  }

  function misfit(excess) {
    return (excess.word ? "từ «" + shortened(excess.word) + "» dài hơn một dòng " : "thừa ") + excess.pixels +
      " điểm ảnh, bớt ít nhất " + excess.characters + " ký tự" + (excess.word ? " của từ" : "");
  }

  function verdict(found, seconds) {
    if (found.missing.length) return undrawable(found.missing);
    if (found.excess) {
      var although = found.excess.word ? "" : ", kể cả khi chữ nhỏ nhất và chia hai phần";
      return "Không vừa bảng" + although + ": " + misfit(found.excess) + ".";
    }
    var said = fit(found), both = found.phases.length > 1 ? " cả hai phần" : "";
    return said[0].toUpperCase() + said.slice(1) + ", chữ cao " + found.face + " điểm ảnh, hiện " + seconds +
      " giây" + both + ".";
  }

  function outside() {
    return "Bảng phải rộng từ " + rules.sizes.width.join(" đến ") + " và cao từ " + rules.sizes.height.join(" đến ") +
      " điểm ảnh.";
  }

  // What sticks out, marked, behind the end of what fits.
  function stickingOut(text, excess) {
    var letters = Array.from(excess.word || text), at = letters.length - excess.characters;
    var line = made("p", (at > 30 ? "…" : "") + letters.slice(Math.max(0, at - 30), at).join(""), "trial__excess");
    line.append(made("mark", shortened(letters.slice(at).join(""))));
    return line;
  }

  // ---- Pictures -----------------------------------------------------------------------------------

  // What is left of the page's width beside the frame of a board.
  function room() { return place.clientWidth - 2; }

  // A whole number of the display's own pixels for each point of the board, so that all are equally large.
  function scaleFor(board) {
    var ratio = window.devicePixelRatio || 1;
    var most = Math.min(room() / board.width, HIGHEST / board.height);
    return Math.max(1, Math.floor(most * ratio)) / ratio;
  }

  function canvas(bits, board) {
    var element = made("canvas"), pair = rules.colours[fields.colour.value][fields.priority.value];
    element.width = board.width;
    element.height = board.height;
    var image = new ImageData(boards.coloured(bits, pair), board.width, board.height);
    element.getContext("2d").putImageData(image, 0, 0);
    element.setAttribute("role", "img");
    return element;
  }

  function picture(lines, board, atlas, name) {
    var figure = made("figure"), frame = made("div", "", "board"), box = made("div", "", "boards__scroll");
    var drawn = canvas(boards.pixels(lines, board, atlas), board), scale = scaleFor(board);
    drawn.setAttribute("aria-label", (name || "Trên bảng") + ": " + (lines.join(" / ") || "không có chữ"));
    drawn.style.width = board.width * scale + "px";
    frame.style.setProperty("--point", scale + "px");
    frame.classList.toggle("board--dots", scale >= DOTTED);
    frame.append(drawn);
    box.append(frame);
    if (board.width * scale > room()) reachable(box, name);
    figure.append(box);
    if (name) figure.append(made("figcaption", name, "note"));
    return figure;
  }

  // What scrolls, with the keyboard too.
  function reachable(box, name) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", (name || "Bảng") + ", cuộn ngang để xem hết");
  }

  function face(height) {
    faces[height] = faces[height] || load(new URL("chu-" + height + ".json", base)).catch(function (failure) {
      delete faces[height];
      throw failure;
    });
    return faces[height];
  }

  function draw(found, board) {
    var own = turn += 1, count = found.phases.length;
    if (!count) { part(".boards").replaceChildren(); return; }
    face(found.face).then(function (atlas) {
      return found.phases.map(function (lines, number) {
        return picture(lines, board, atlas, count > 1 ? "Phần " + (number + 1) + " trên " + count : "");
      });
    }, function () {
      return [again("Chưa tải được chữ để vẽ.", update)];
    }).then(function (shown) {
      // Somebody may have typed on meanwhile.
      if (own === turn) part(".boards").replaceChildren.apply(part(".boards"), shown);
    });
  }

  // ---- The page -----------------------------------------------------------------------------------

  function tell(text) {
    clearTimeout(telling);
    telling = setTimeout(function () {
      if (part("[role=status]").textContent !== text) part("[role=status]").textContent = text;
    }, PAUSE);
  }

  function again(text, action) {
    var line = made("p", text + " ");
    line.append(button("Thử lại", action));
    return line;
  }

  // Without a clipboard the line is selected, to be copied by hand.
  function copy(line, from) {
    function said(text) {
      from.textContent = text;
      tell(text);
      setTimeout(function () { from.textContent = "Chép"; }, 2500);
    }
    function select() {
      getSelection().selectAllChildren(line);
      said("Hãy bấm Ctrl+C");
    }
    if (!navigator.clipboard) { select(); return; }
    navigator.clipboard.writeText(line.textContent).then(function () { said("Đã chép"); }, select);
  }

  function offerLine(text, drawable) {
    var box = part(".trial__copy"), size = sizeFor(boards.count(text));
    box.replaceChildren();
    if (!text || !size || !drawable) return;
    // A text in JSON is one in YAML too.
    var line = made("code", "led: {" + size + ": " + JSON.stringify(text) + "}");
    var copier = button("Chép", function () { copy(line, copier); });
    copier.setAttribute("aria-label", "Chép dòng led");
    box.append(made("b", "Ghi vào phần đầu của tin: "), line, copier);
  }

  function compare(text, board) {
    part(".trial__others").parentElement.hidden = !text;
    if (!text) return;
    var seen = new Set([board.width + "×" + board.height]), list = part(".trial__others");
    var others = rules.boards.filter(function (each) {
      var size = each.width + "×" + each.height, isNew = !seen.has(size);
      seen.add(size);
      return isNew;
    });
    list.replaceChildren.apply(list, others.map(function (each) {
      var found = boards.layout(text, each), item = made("li");
      item.append(made("b", each.name + ": "), found.excess ? "không vừa, " + misfit(found.excess) : fit(found));
      return item;
    }));
  }

  function show(lines, more) {
    var result = part(".trial__result");
    result.replaceChildren.apply(result, lines.map(function (line) { return made("p", line); }).concat(more));
    tell(lines.join(" "));
  }

  function update() {
    var text = boards.tidy(fields.text.value), shown = boards.plain(text);
    var board = { width: Number(fields.width.value), height: Number(fields.height.value) };
    var possible = fields.width.checkValidity() && fields.height.checkValidity();
    var found = possible ? boards.layout(shown, board) : { phases: [], missing: [] };
    var lines = [counted(boards.count(text))];
    if (!possible) lines.push(outside());
    else if (shown) lines.push(verdict(found, boards.dwell(shown)));
    show(lines, found.excess ? [stickingOut(shown, found.excess)] : []);
    draw(found, board);
    offerLine(text, !found.missing.length);
    compare(found.missing.length ? "" : shown, board);
    part("[data-mono]").hidden = fields.colour.value !== "mono";
  }

  // The size and the colours of a board stay in the fields, to go on from.
  function choose() {
    var board = rules.boards[fields.board.value];
    place.querySelectorAll("[data-size]").forEach(function (each) { each.hidden = Boolean(board); });
    if (!board) return;
    fields.width.value = board.width;
    fields.height.value = board.height;
    fields.colour.value = board.colour;
  }

  function fill() {
    var groups = fields.board.querySelectorAll("optgroup");
    rules.boards.forEach(function (board, number) {
      groups[board.own ? 0 : 1].append(new Option(board.name, number));
    });
    groups.forEach(function (group) { if (!group.children.length) group.remove(); });
    fields.board.selectedIndex = 0;
    ["width", "height"].forEach(function (side) {
      fields[side].min = rules.sizes[side][0];
      fields[side].max = rules.sizes[side][1];
    });
  }

  function start(found) {
    rules = found;
    boards = window.portalBoards(rules);
    place.replaceChildren(part("template").content.cloneNode(true));
    fields = part("form").elements;
    fill();
    choose();
    update();
    part("form").addEventListener("submit", function (event) { event.preventDefault(); });
    fields.board.addEventListener("input", choose);
    part("form").addEventListener("input", update);
    window.addEventListener("resize", update);
  }

  function open() {
    load(base).then(start, function () {
      var said = again("Chưa tải được phần thử chữ.", function () {
        said.remove();
        open();
      });
      place.append(said);
    });
  }

  open();
})();
