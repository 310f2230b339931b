// What is seen of a screen: two layers, one in front and one in which the next slide is made ready; for kiosk.js,
// which finds it as `ledStage`. Nothing is ever added: two pictures and two sheets of words serve for months.
// ES2017, as kiosk.js.
(function () {
  "use strict";
  // Where it stands, one step after the other, in pixels: no pixel shows the same for days.
  const SHIFTS = [[0, 0], [2, 0], [4, 2], [2, 4], [0, 4], [-2, 2], [-4, 0], [-2, -2]];
  const PAGE = 2500; // ms to read a page of a board

  function make(tag, name, parent) {
    const element = document.createElement(tag);
    element.className = name;
    if (parent) parent.appendChild(element);
    return element;
  }
  function layerIn(stage) {
    const box = make("div", "layer", stage), img = make("img", "", box), words = make("div", "words none", box);
    img.decoding = "sync"; // never drawn half
    img.alt = "";
    const [kicker, title, text, source] = ["kicker", "title", "text", "source"].map((name) => make("p", name, words));
    return { box, img, words, kicker, title, text, source, item: null, pages: [] };
  }

  // `kind` of the screen: "led", "ticker" or "kiosk"; its size in its own pixels.
  window.ledStage = function (kind, width, height) {
    const board = kind === "led" || kind === "ticker";
    const stage = make("div", board ? "stage board" : "stage"), layers = [layerIn(stage), layerIn(stage)];
    const corner = make("p", "notice", stage);
    let front = layers[0], back = layers[1], scale = 1;
    // Nobody sits at a screen: a screen reader that somebody left on must not speak.
    stage.setAttribute("aria-live", "off");
    document.body.appendChild(stage);

    // The picture keeps its proportions. A board gets pixel for pixel, at the top left: there its sending card
    // takes its part of the window, and 192 points of the picture have to be 192 of the window whatever the system
    // thinks of the density of its display. Windows that are too small, and previews in a frame of the portal,
    // show all of it instead.
    function fit() {
      const ratio = window.devicePixelRatio || 1, wide = window.innerWidth, high = window.innerHeight;
      const exact = board && !window.frameElement && wide * ratio + .5 >= width && high * ratio + .5 >= height;
      const { style } = stage;
      scale = exact ? 1 / ratio : Math.min(wide / width, high / height);
      style.width = width * scale + "px";
      style.height = height * scale + "px";
      style.left = exact ? "0" : Math.round((wide - width * scale) / 2) + "px";
      style.top = exact ? "0" : Math.round((high - height * scale) / 2) + "px";
      stage.classList.toggle("crisp", board && scale * ratio > .99);
      layers.forEach((layer) => { if (layer.item) write(layer, layer.item); });
    }
    function size(newWidth, newHeight) {
      if (newWidth === width && newHeight === height) return;
      width = newWidth;
      height = newHeight;
      fit();
    }
    // Boards do not burn in, and each of their pixels counts.
    function shift(number) {
      const [x, y] = SHIFTS[number % SHIFTS.length];
      if (!board) stage.style.transform = "translate(" + x + "px," + y + "px)";
    }
    function say(notice) {
      if (corner.textContent !== notice) corner.textContent = notice;
    }

    // --- words: the largest size at which all fit; on a board that is too small even so, page by page ------
    function fits({ scrollHeight, clientHeight, scrollWidth, clientWidth }) {
      const spare = board ? 0 : 1; // lost in rounding, and of no weight on a large screen
      return scrollHeight <= clientHeight + spare && scrollWidth <= clientWidth + spare;
    }
    function write(layer, item) {
      const { words } = layer, high = stage.clientHeight, wide = stage.clientWidth, least = board ? 10 * scale : 6;
      let size = board ? high * .8 : Math.min(high, wide) / 14;
      layer.item = item;
      layer.title.textContent = board ? item.board : item.title;
      layer.kicker.textContent = board ? "" : item.kicker;
      layer.text.textContent = board ? "" : item.text;
      layer.source.textContent = board ? "" : item.source;
      words.className = item.emergency ? "words emergency" : "words";
      do {
        words.style.fontSize = size + "px";
        size *= .94;
      } while (size >= least && !fits(words));
      layer.pages = board && !fits(words) ? pagesOf(layer, item.board) : [];
      if (layer.pages.length) layer.title.textContent = layer.pages[0];
    }
    function pagesOf(layer, whole) {
      const pages = [""];
      for (const word of whole.split(/\s+/)) {
        const last = pages[pages.length - 1], longer = last ? last + " " + word : word;
        layer.title.textContent = longer;
        if (!last || fits(layer.words)) pages[pages.length - 1] = longer; else pages.push(word);
      }
      return pages;
    }

    // --- slides ------------------------------------------------------------------------------------------
    // Makes a slide ready in the back. `state` of what it gives: "" until then, "picture", or "words".
    function prepare(slide) {
      const { img, words } = back, coming = { key: slide.key, state: slide.picture ? "" : "words" };
      const end = (state) => () => { coming.state = coming.state || state; };
      back.item = null;
      words.className = "words none";
      img.removeAttribute("src");
      if (!slide.picture) return coming;
      img.alt = [slide.item.kicker, slide.item.title, slide.item.text].filter(Boolean).join(". ");
      img.onload = img.decode ? null : end("picture");
      img.onerror = end("words");
      img.src = slide.picture;
      if (img.decode) img.decode().then(end("picture"), end("words"));
      return coming;
    }
    // Brings it to the front; gives how long its words take to read, 0 for a picture.
    function show(slide, coming) {
      const isFirst = !front.box.classList.contains("on"), old = front;
      if (coming.state !== "picture") {
        back.img.removeAttribute("src");
        write(back, slide.item);
      }
      front = back;
      back = old;
      front.box.className = "layer on";
      front.box.removeAttribute("aria-hidden");
      back.box.className = isFirst ? "layer" : "layer was";
      back.box.setAttribute("aria-hidden", "true");
      return coming.state === "picture" ? 0 : front.pages.length * PAGE;
    }
    // When the fade is over: the back may be used again.
    function settle() {
      if (back.box.className !== "layer") back.box.className = "layer";
    }
    // Turns the pages of words; `part` of their time is over.
    function turn(part) {
      const wanted = front.item && front.pages[Math.floor(part * front.pages.length)];
      if (wanted && front.title.textContent !== wanted) front.title.textContent = wanted;
    }

    fit();
    window.addEventListener("resize", fit);
    return { board, size, shift, say, prepare, show, settle, turn };
  };
})();
