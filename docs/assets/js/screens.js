// Shows a screen's own page in the list of screens, when somebody asks for it: each is a player that loads pictures.
(function () {
  "use strict";
  var LANDSCAPE = 640, PORTRAIT = 300;

  function frame(section) {
    var about = section.dataset, wide = Number(about.width), high = Number(about.height);
    var made = document.createElement("iframe");
    made.className = "live";
    made.title = section.querySelector("h2").textContent;
    made.width = wide < high ? PORTRAIT : LANDSCAPE;
    made.height = Math.round(made.width * high / wide);
    made.src = about.player;
    return made;
  }

  document.querySelectorAll("[data-player]").forEach(function (section) {
    var button = document.createElement("button"), shown = null;
    button.type = "button";
    button.className = "wanted";
    function tell() {
      button.textContent = shown ? "Thôi xem" : "Xem như trên màn hình";
      button.setAttribute("aria-expanded", String(Boolean(shown)));
    }
    button.addEventListener("click", function () {
      if (shown) shown.remove();
      shown = shown ? null : frame(section);
      if (shown) button.after(shown);
      tell();
    });
    tell();
    section.querySelector("details").before(button);
  });
})();
