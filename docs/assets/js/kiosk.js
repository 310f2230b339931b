// The player of a screen: turns the page's list into slides. kiosk-list.js reads led.json, kiosk-stage.js draws.
//   time      the last Date header of the server, carried on by performance.now(): a box's clock may be years off
//   list      asked for every minute; the last good one stays, whatever the server says or does not say
//   slides    the next comes to the front when its picture is decoded, or with its words when it has none
//   keeping   a service worker (kiosk-worker.js), where browsers allow one: HTTPS or localhost
// A screen runs for months and nobody stands by: no errors are shown, nothing grows, and what stands still is
// started again. ES2017, and nothing newer without a look whether it is there: boxes are old.
(function () {
  "use strict";
  const root = document.documentElement, about = root.dataset;
  const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE;
  const POLL = MINUTE, PATIENCE = 20 * SECOND, URGENT = 3 * SECOND, BEAT = SECOND / 2, FADED = SECOND;
  const STALE = 5 * MINUTE, KEEP = 15 * MINUTE, STUCK = MINUTE, RESTARTS = 3;
  const KEPT = "X-Kept"; // on answers of the worker: the box's clock when it kept them

  if (!window.fetch || !window.URL || !window.Promise || !window.ledList || !window.ledStage || !about.led) return;
  const { read, plain, slides, hour, day } = window.ledList;
  const LED = new URL(about.led, location).href;
  root.classList.add("plays");

  function nothing() {}

  // --- time ------------------------------------------------------------------------------------------
  let base = Date.now() - performance.now(), told = false;
  function now() { return base + performance.now(); }

  function setClock(headers) {
    const date = Date.parse(headers.get("Date")), kept = headers.get(KEPT);
    if (isNaN(date)) return;
    if (kept) {
      // It is later than the moment of keeping, by what the box has counted since if it counted at all.
      if (!told) base = date + Math.max(0, Date.now() - kept) - performance.now();
      return;
    }
    // The header has whole seconds, and a cache on the way (Age) gives the moment at which it asked: neither
    // sets the clock back, or what has begun would vanish again.
    if (told && date < now() && (now() - date < 2 * SECOND || headers.get("Age") > 0)) return;
    base = date - performance.now();
    told = true;
  }

  // --- what is shown at a moment -----------------------------------------------------------------------
  // Until there is a list: the page's own slides, for an hour, because they do not say when they end.
  function ofPage() {
    const found = (part, name) => (part.querySelector(name) || { textContent: "" }).textContent;
    const items = Array.prototype.map.call(document.querySelectorAll("main li"), (li, number) =>
      plain("page" + number, found(li, "h2"), {
        text: found(li, ".text"),
        kicker: found(li, ".kicker"),
        source: found(li, ".source"),
        emergency: li.className === "emergency",
        end: now() + HOUR,
        pictures: li.dataset.picture ? [new URL(li.dataset.picture, location).href] : []
      }));
    const standing = plain("standing", found(document, "h1"));
    return { width: Number(about.width), height: Number(about.height), items, standing };
  }
  function slidesAt(at) {
    const made = slides(list, at), notice = noticeAt(at);
    stage.say(stage.board ? "" : notice);
    // A board has no corner to spare: there the notice is a slide of its own.
    if (notice && stage.board && !made[0].item.emergency) {
      made.push({ key: notice, item: plain(notice, notice), picture: "", lasts: 5 * SECOND });
    }
    return made;
  }
  function noticeAt(at) {
    if (!good.at || performance.now() - good.since < STALE) return "";
    return "cập nhật lúc " + hour(good.at) + (day(good.at) === day(at) ? "" : " ngày " + day(good.at));
  }

  // --- from slide to slide -----------------------------------------------------------------------------
  // `good`: when the list was true, by our clock and by performance.now(). `shown` and `coming`: the slides in
  // front and in the back. `faded`: from when on the back is free. `progress`: when all was last seen to go on.
  let stage, list = null, good = { at: 0, since: -Infinity };
  let shown = null, coming = null, faded = 0, progress = 0;

  function step(t) {
    const wanted = list ? slidesAt(now()) : [];
    const here = shown ? wanted.findIndex((slide) => slide.key === shown.key) : -1;
    const next = wanted[(here + 1) % wanted.length], isOver = here < 0 || t >= shown.until;
    stage.shift(Math.floor(t / MINUTE));
    if (t >= faded) stage.settle();
    if (shown) stage.turn((t - shown.since) % shown.lasts / shown.lasts);
    if (!next || (here >= 0 && next.key === shown.key && !shown.failed)) {
      progress = t; // one slide only, or none yet
      restarts = 0;
      return;
    }
    if ((!coming || coming.key !== next.key) && t >= faded) {
      coming = stage.prepare(next);
      coming.since = t;
    }
    if (!isOver || !coming || coming.key !== next.key) return;
    // What has ended, or is less than an emergency, waits for no picture.
    if (coming.state || t - coming.since > (here < 0 ? URGENT : PATIENCE)) change(next, t);
  }
  function change(next, t) {
    const lasts = Math.max(next.lasts, stage.show(next, coming));
    shown = { key: next.key, since: t, lasts, until: t + lasts, failed: next.picture && coming.state !== "picture" };
    coming = null;
    faded = t + FADED;
    progress = t;
    restarts = 0;
  }

  // --- asking ------------------------------------------------------------------------------------------
  function ask(address) {
    return new Promise((done, failed) => {
      const control = window.AbortController ? new AbortController() : { abort: nothing };
      const timer = setTimeout(() => {
        control.abort();
        failed(new Error("late"));
      }, PATIENCE);
      fetch(address, { cache: "no-store", signal: control.signal })
        .then((answer) => answer.text().then((body) => {
          if (!answer.ok) throw new Error(answer.status);
          return { headers: answer.headers, body };
        })).then(done, failed).then(() => clearTimeout(timer));
    });
  }
  function accept({ headers, body }) {
    const found = read(JSON.parse(body), about.screen, LED);
    setClock(headers);
    if (headers.get(KEPT)) {
      if (good.at) return; // what is in memory is as new
      good = { at: Date.parse(headers.get("Date")), since: -Infinity };
    } else {
      good = { at: now(), since: performance.now() };
      latest = { found, date: headers.get("Date"), body };
      keep();
    }
    use(found);
  }
  function use(found) {
    list = found;
    stage.size(list.width, list.height);
    tick(); // an emergency does not wait for the next beat
  }
  function poll() {
    const mine = turn;
    polled = performance.now();
    ask(LED).then(accept).catch(() => { if (!list) use(ofPage()); }).then(() => {
      // Not all screens at the same moment.
      if (mine === turn) polling = setTimeout(poll, POLL * (1 - Math.random() / 10));
    });
  }

  // --- keeping -----------------------------------------------------------------------------------------
  // `latest` is the last good list, `sent` what the worker was told.
  let registration = null, latest = null, sent = { body: "", since: -Infinity };

  function register() {
    try {
      if (window.frameElement) return; // a preview
      navigator.serviceWorker.register(about.worker, { scope: new URL("./", location).pathname })
        .then(() => navigator.serviceWorker.ready).then((found) => {
          registration = found;
          keep();
        }).catch(nothing);
    } catch (error) { /* not allowed here: the page works without */ }
  }
  // Now and then also when nothing has changed: after a start without a line the clock goes on from there.
  function keep() {
    if (!registration || !latest || (latest.body === sent.body && performance.now() - sent.since < KEEP)) return;
    const { found, date, body } = latest, pictures = [];
    found.items.concat(found.standing).forEach((each) => pictures.push(...each.pictures.filter(Boolean)));
    const headers = { "Content-Type": "application/json", Date: date || "", [KEPT]: String(Date.now()) };
    sent = { body, since: performance.now() };
    registration.active.postMessage({ page: location.href.split("#")[0], list: LED, body, headers, pictures });
  }

  // --- running -----------------------------------------------------------------------------------------
  let turn = 0, ticking, polling, polled = 0, heart = 0, restarts = 0;

  function tick() {
    clearTimeout(ticking);
    ticking = setTimeout(tick, BEAT);
    try {
      step(performance.now());
      heart = performance.now();
    } catch (error) { coming = null; }
  }
  function run() {
    turn += 1;
    clearTimeout(polling);
    coming = null;
    heart = progress = performance.now();
    poll();
    tick();
  }
  // Starts again what stands still. A page that starts again in vain is loaded again, but only from a server that
  // has it: else the screen would show the browser's own error.
  function watch() {
    const t = performance.now(), lasts = shown ? shown.lasts : 0;
    if (t - heart < STUCK && t - progress < STUCK + lasts && t - polled < 3 * POLL) return;
    restarts += 1;
    if (restarts > RESTARTS) {
      restarts = 0;
      ask(location.href).then(({ body }) => { if (body.indexOf("data-led=") > 0) location.reload(); }).catch(nothing);
    }
    run();
  }
  function stayAwake() {
    if (document.hidden || !navigator.wakeLock) return;
    navigator.wakeLock.request("screen").catch(nothing);
  }
  function hideCursor() {
    let timer;
    const idle = () => root.classList.add("idle");
    document.addEventListener("mousemove", () => {
      root.classList.remove("idle");
      clearTimeout(timer);
      timer = setTimeout(idle, 3 * SECOND);
    });
    idle();
  }
  function start() {
    stage = window.ledStage(about.kind, Number(about.width), Number(about.height));
    document.addEventListener("visibilitychange", stayAwake);
    if (document.fonts) document.fonts.load("1em Inter").catch(nothing); // before the line is gone
    hideCursor();
    stayAwake();
    register();
    run();
    setInterval(watch, 10 * SECOND);
  }
  document.addEventListener("DOMContentLoaded", () => {
    try { start(); } catch (error) { root.classList.remove("plays"); }
  });
})();
