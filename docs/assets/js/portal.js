// What a page cannot know when it is built: the reader's choice of colours, and today's date.
// Runs in the head, before anything is drawn; every page works without it.
(function () {
  "use strict";
  var KEY = "nq57.nen"; // "toi" (dark), "sang" (light), or nothing: as the system has it
  var SYSTEM = "screen and (prefers-color-scheme: dark)";
  var root = document.documentElement;
  var sheet = document.getElementById("__dark");
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  // Storage may be switched off; the choice then lasts for this page.
  function stored() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }
  function store(value) {
    try {
      if (value) localStorage.setItem(KEY, value);
      else localStorage.removeItem(KEY);
    } catch (error) { /* nothing to do */ }
  }

  var choice = stored();
  function isDark() {
    return choice ? choice === "toi" : system.matches;
  }
  function paint() {
    sheet.media = choice ? (choice === "toi" ? "screen" : "not all") : SYSTEM;
    var meta = document.querySelector('meta[name="color-scheme"]');
    meta.content = choice ? (choice === "toi" ? "dark" : "light") : "light dark";
    var button = document.getElementById("__theme");
    if (button) button.setAttribute("aria-pressed", String(isDark()));
  }
  root.classList.add("scripted");
  paint();

  function toggle() {
    var wanted = isDark() ? "sang" : "toi";
    choice = (wanted === "toi") === system.matches ? null : wanted;
    store(choice);
    paint();
  }

  // Dates are compared as ISO text; part dates count to their last day.
  function today() {
    return new Intl.DateTimeFormat("en-CA", {
      timeZone: "Asia/Ho_Chi_Minh", year: "numeric", month: "2-digit", day: "2-digit"
    }).format(new Date());
  }
  function lastDay(iso) {
    return (iso + "-12-31".slice(iso.length - 4)).slice(0, 10);
  }
  function mark(time, text, name) {
    var row = time.closest("tr");
    if (row) row.classList.add("is-" + name);
    var label = document.createElement("span");
    label.className = "mark mark--" + name;
    label.textContent = text;
    time.after(label);
  }
  function markDates(now) {
    document.querySelectorAll("time[data-due]").forEach(function (time) {
      if (lastDay(time.dataset.due) < now) mark(time, "đã qua", "past");
    });
    document.querySelectorAll("table[data-next]").forEach(function (table) {
      var ahead = Array.from(table.querySelectorAll("time[data-due]")).filter(function (time) {
        return lastDay(time.dataset.due) >= now;
      });
      ahead.forEach(function (time) {
        if (time.dataset.due === ahead[0].dataset.due) mark(time, "sắp tới", "next");
      });
    });
  }

  // Made here: without scripts it could do nothing.
  function offerTheme() {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "theme";
    made.id = "__theme";
    made.title = "Đổi nền sáng, tối";
    made.setAttribute("aria-label", "Nền tối");
    made.addEventListener("click", toggle);
    document.querySelector(".brand").after(made);
  }

  document.addEventListener("DOMContentLoaded", function () {
    offerTheme();
    system.addEventListener("change", paint);
    paint();
    markDates(today());
  });
})();
