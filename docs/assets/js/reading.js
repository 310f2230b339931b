// Aids for reading a page: print, copy its address, share, listen; abbreviations explained at a touch.
// Everything here is made by script, because none of it works without.
(function () {
  "use strict";
  var PAUSE = "Tạm dừng", GO_ON = "Nghe tiếp", LISTEN = "Nghe trang này";

  function button(label, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "tool";
    made.textContent = label;
    made.addEventListener("click", function () { action(made); });
    return made;
  }

  var status = document.createElement("p");
  status.className = "note";
  status.setAttribute("role", "status");
  function tell(text) { status.textContent = text; }

  // The page's public address, also in a preview and below a proxy.
  function address() {
    return document.querySelector("link[rel=canonical]").href;
  }

  // Without a secure connection there is no clipboard; then the address is shown to be copied by hand.
  function copy() {
    var shown = function () { tell("Địa chỉ trang: " + address()); };
    if (!navigator.clipboard) { shown(); return; }
    navigator.clipboard.writeText(address()).then(function () { tell("Đã chép liên kết."); }, shown);
  }

  function share() {
    var about = document.querySelector("meta[name=description]");
    navigator.share({ title: document.title, text: about ? about.content : "", url: address() })
      .catch(function () { /* the reader changed their mind */ });
  }

  // QR codes load lazily, and paper cannot wait.
  function print() {
    var code = document.querySelector(".printed img");
    if (code) code.loading = "eager";
    (code && code.decode ? code.decode() : Promise.resolve()).catch(function () {}).then(function () {
      window.print();
    });
  }

  // --- listening -------------------------------------------------------------------------------
  var speech = window.speechSynthesis;
  function voice() {
    return speech.getVoices().filter(function (each) { return /^vi\b/i.test(each.lang.replace("_", "-")); })[0];
  }

  // Browsers cut long utterances off, so a text is spoken a sentence at a time.
  function sentences(text) {
    return text.split("\n").reduce(function (found, line) {
      return found.concat(line.match(/[^.!?;:]+[.!?;:]*/g) || []);
    }, []).map(function (part) { return part.trim(); }).filter(Boolean);
  }

  function reader(file) {
    var waiting = [], speaking = false, paused = false, play, stop;

    function end() {
      speaking = paused = false;
      waiting = [];
      play.textContent = LISTEN;
      stop.hidden = true;
    }
    function next() {
      if (!speaking || paused) return;
      var text = waiting.shift();
      if (!text) { end(); return; }
      var spoken = new SpeechSynthesisUtterance(text);
      spoken.lang = "vi-VN";
      spoken.voice = voice();
      spoken.onend = next;
      spoken.onerror = function (event) {
        if (event.error !== "canceled" && event.error !== "interrupted") { end(); tell("Trình duyệt không đọc được."); }
      };
      reader.last = spoken; // or Chromium forgets it, and with it what to do at its end
      reader.text = text;
      speech.speak(spoken);
    }
    function begin() {
      fetch(file).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      }).then(function (text) {
        tell("");
        waiting = sentences(text);
        speaking = true;
        play.textContent = PAUSE;
        stop.hidden = false;
        speech.cancel();
        next();
      }).catch(function () { tell("Chưa tải được lời đọc của trang này."); });
    }
    // Android has no pause: what was being said is said again from its beginning.
    function turn() {
      if (!speaking) { begin(); return; }
      paused = !paused;
      play.textContent = paused ? GO_ON : PAUSE;
      if (paused) { waiting.unshift(reader.text); speech.cancel(); } else { next(); }
    }
    play = button(LISTEN, turn);
    stop = button("Dừng đọc", function () { speech.cancel(); end(); play.focus(); });
    stop.hidden = true;
    addEventListener("pagehide", function () { speech.cancel(); });
    return [play, stop];
  }

  // Voices often come only after the page; without a Vietnamese one there is nothing to offer.
  function offerListening(place, file) {
    var offered = false;
    function look() {
      if (offered || !voice()) return;
      offered = true;
      place.prepend.apply(place, reader(file));
    }
    look();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", look);
  }

  document.querySelectorAll("[data-tools]").forEach(function (place) {
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "Công cụ của trang");
    place.append(button("In hoặc lưu PDF", print), button("Chép liên kết", copy));
    if (navigator.share) place.append(button("Chia sẻ", share));
    place.append(status);
    if (speech && place.dataset.tools) offerListening(place, place.dataset.tools);
  });

  // --- abbreviations ---------------------------------------------------------------------------
  // One box for all, above everything else: no table or edge of the screen cuts it off.
  var box = document.createElement("div");
  box.className = "meaning";
  box.id = "__meaning";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  var open = null;

  function place(word) {
    var at = word.getBoundingClientRect(), size = box.getBoundingClientRect();
    var room = document.documentElement.clientWidth - size.width - 8;
    box.style.left = Math.max(8, Math.min(at.left, room)) + "px";
    box.style.top = (at.bottom + size.height + 8 < innerHeight ? at.bottom : at.top - size.height) + "px";
  }
  function show(word) {
    hide();
    open = word;
    box.textContent = word.dataset.full;
    box.hidden = false;
    word.setAttribute("aria-describedby", box.id);
    place(word);
  }
  function hide() {
    if (!open) return;
    open.removeAttribute("aria-describedby");
    box.hidden = true;
    open = null;
  }

  var words = document.querySelectorAll("main abbr[title]");
  if (words.length) document.querySelector("main").append(box);
  words.forEach(function (word) {
    word.dataset.full = word.title;
    word.removeAttribute("title"); // or the browser would show its own box over ours
    word.tabIndex = 0;
    word.addEventListener("mouseenter", function () { show(word); });
    word.addEventListener("focus", function () { show(word); });
    word.addEventListener("click", function () { show(word); });
    word.addEventListener("blur", hide);
    // The pointer may move onto the box itself.
    word.addEventListener("mouseleave", function (event) {
      if (event.relatedTarget !== box && document.activeElement !== word) hide();
    });
  });
  box.addEventListener("mouseleave", hide);
  // Focus scrolls to a word that was off the screen, and tables scroll by themselves.
  addEventListener("scroll", function () { if (open) place(open); }, { capture: true, passive: true });
  addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
})();
