// Narrows the tables and lists of a page to what a reader types, with or without marks.
// The field is made here: without scripts it could do nothing.
(function () {
  "use strict";

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  // A group of rows under one name stays whole: a name that spans rows cannot lose one of them.
  function parts() {
    var found = Array.from(document.querySelectorAll("main .units > li, main .feeds > li"));
    document.querySelectorAll("main .tasks > tbody").forEach(function (body) {
      var group = body.querySelector("th[scope=rowgroup]");
      Array.prototype.push.apply(found, group ? [body] : Array.from(body.rows));
    });
    return found.map(function (element) {
      return { element: element, text: fold(element.textContent.replace(/\s+/g, " ")) };
    });
  }

  function set(place) {
    var label = document.createElement("label");
    var field = document.createElement("input");
    var told = document.createElement("p");
    var all = parts();
    label.className = "filters__label";
    label.htmlFor = field.id = "__filter";
    label.textContent = place.dataset.filter;
    field.type = "search";
    field.className = "field";
    field.autocomplete = "off";
    told.className = "note";
    told.setAttribute("role", "status");
    field.addEventListener("input", function () {
      var words = fold(field.value).split(/\s+/).filter(Boolean);
      var shown = all.filter(function (part) {
        var fits = words.every(function (word) { return part.text.indexOf(word) >= 0; });
        part.element.hidden = !fits;
        return fits;
      });
      told.textContent = !words.length ? ""
        : shown.length ? "Còn " + shown.length + " mục khớp." : "Không có mục nào khớp trong trang này.";
    });
    place.append(label, field, told);
  }

  document.querySelectorAll("[data-filter]").forEach(set);
})();
