// Reads a screen's led.json (JSON Feed 1.1 with `_led`) and says what is to be shown at a moment; for kiosk.js,
// which finds it as `ledList`. Nothing here knows the page or the clock. ES2017, as kiosk.js.
//   item   id, title, text, kicker, source, board (the text for boards), emergency, start, end, days, spans,
//          dwell, pictures; moments and lengths of time in milliseconds
//   list   width, height, items, standing (the item for when there is nothing else)
//   slide  key (equal for what looks equal), item, picture (an address or empty), lasts
(function () {
  "use strict";
  const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const VIETNAM = 7 * HOUR; // always ahead of UTC by that
  const MOST_ITEMS = 100, MOST_PICTURES = 9;
  const WEEK = ["thu-2", "thu-3", "thu-4", "thu-5", "thu-6", "thu-7", "chu-nhat"];
  const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
  const SPAN = /^\s*([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)\s*$/;
  const WHOLE_DAY = [[0, DAY]];

  // --- reading: an item that cannot be understood is left out, a file without any is none ----------------
  function text(value) {
    return typeof value === "string" ? value.trim() : "";
  }
  function moment(value, none) {
    if (value === null || value === undefined) return none;
    const found = MOMENT.test(value) ? Date.parse(value) : NaN;
    if (isNaN(found)) throw new Error("moment");
    return found;
  }
  function weekday(name) {
    if (WEEK.indexOf(name) < 0) throw new Error("day");
    return WEEK.indexOf(name);
  }
  function span(value) {
    const [, hours, minutes, toHours, toMinutes] = SPAN.exec(value);
    const from = hours * HOUR + minutes * MINUTE, to = toHours * HOUR + toMinutes * MINUTE;
    return [from, to > from ? to : to + DAY];
  }
  // Pictures are named by the portal's public address; they are asked for where the page itself came from.
  function picture(value, named, root) {
    try {
      const url = new URL(value.indexOf(named) ? value : value.slice(named.length), root);
      return url.origin === new URL(root).origin ? url.href : "";
    } catch (error) { return ""; }
  }
  function plain(id, title, more) {
    return Object.assign({
      id, title, text: "", kicker: "", source: "", board: title, emergency: false, start: -Infinity, end: Infinity,
      days: [], spans: [], dwell: 10 * SECOND, pictures: []
    }, more);
  }
  function item(found, pictures) {
    const led = found._led, texts = led.texts || {}, id = text(found.id), title = text(found.title);
    if (!id || !title) throw new Error("item");
    return plain(id, title, {
      text: text(found.content_text),
      kicker: text(led.kicker),
      source: text(led.source),
      board: text(texts.board) || text(texts.s) || title,
      emergency: led.priority === "emergency",
      start: moment(led.start, -Infinity),
      end: moment(led.end, Infinity),
      days: (led.days || []).map(weekday),
      spans: led.hours ? led.hours.split(",").map(span) : [],
      dwell: Math.min(Math.max(Number(led.dwell_s) || 10, 3), 300) * SECOND,
      pictures: pictures(led.images || {})
    });
  }
  // `found` is what JSON.parse gave, `address` where it came from. Throws when it is not the list of this screen.
  function read(found, screen, address) {
    const led = found._led, items = [], own = "led/" + screen + "/led.json";
    if (led.id !== screen || !(led.width > 0) || !(led.height > 0)) throw new Error("screen");
    const rootOf = (url) => url.slice(-own.length) === own ? url.slice(0, -own.length) : url;
    const named = rootOf(text(found.feed_url)) || address, root = rootOf(address);
    const pictures = (images) => (images[led.width + "x" + led.height] || []).slice(0, MOST_PICTURES)
      .map((each) => picture(each, named, root));
    for (const each of found.items.slice(0, MOST_ITEMS)) {
      try { items.push(item(each, pictures)); } catch (error) { /* the others are shown */ }
    }
    if (!items.length) throw new Error("items");
    const end = "man-hinh/" + screen + "/thuong-truc", isStanding = (each) => each.id.slice(-end.length) === end;
    return {
      width: led.width,
      height: led.height,
      items: items.filter((each) => !isStanding(each)),
      standing: items.filter(isStanding)[0] || plain("standing", text(led.standing) || text(led.name) || screen)
    };
  }

  // --- showing -------------------------------------------------------------------------------------------
  // As portal/schedule.py: a span over midnight belongs to the day on which it begins.
  function shows(each, at) {
    if (at < each.start || at >= each.end) return false;
    if (!each.days.length && !each.spans.length) return true;
    const today = Math.floor((at + VIETNAM) / DAY);
    return [today, today - 1].some((begin) => {
      // The first day of all was a Thursday.
      if (each.days.length && each.days.indexOf((begin + 3) % 7) < 0) return false;
      const since = at + VIETNAM - begin * DAY;
      return (each.spans.length ? each.spans : WHOLE_DAY).some(([from, to]) => from <= since && since < to);
    });
  }
  // In their order, never none: emergencies alone, else what is live, else the standing message.
  function slides(list, at) {
    const live = list.items.filter((each) => shows(each, at)), urgent = live.filter((each) => each.emergency);
    const made = [];
    for (const each of urgent.length ? urgent : live.length ? live : [list.standing]) {
      const phases = each.pictures.length ? each.pictures : [""];
      phases.forEach((address, phase) => made.push({
        key: [each.id, phase, address, each.title, each.text].join(" "),
        item: each,
        picture: address,
        lasts: each.dwell / phases.length
      }));
    }
    return made;
  }

  // --- moments in words ----------------------------------------------------------------------------------
  function hour(at) {
    return new Date(at + VIETNAM).toISOString().slice(11, 16);
  }
  function day(at) {
    return new Date(at + VIETNAM).toISOString().slice(5, 10).split("-").reverse().join("/");
  }

  window.ledList = { read, plain, slides, hour, day };
})();
