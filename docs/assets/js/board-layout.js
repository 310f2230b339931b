// Lays texts out on LED boards and draws them as hooks/portal/boards does: what fits here fits the build.
// `window.portalBoards(rules)`, with the content of /man-hinh/thu/quy-tac.json, gives the functions below.
// A board is {width, height}; lengths are cells of a face, whole pixels. Nothing here touches the page.
window.portalBoards = function (rules) {
  "use strict";
  // How badly a break reads, in the order of layouts.py.
  var SENTENCE = 0, PAUSE = 1, PLAIN = 2, NUMBER = 3, WORD = 4;
  var INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+/g;
  var SAFE = { "<": "«", ">": "»", '"': "”", "'": "’" };
  var together = new Set(rules.together);
  var widths = {};
  rules.faces.forEach(function (height) {
    widths[height] = new Map(Array.from(rules.characters, function (character, number) {
      return [character, rules.widths[height][number]];
    }));
  });

  // ---- Texts --------------------------------------------------------------------------------------

  // The space that does not break stays: an editor keeps «5.000 ₫» together with it.
  function joined(text) { return text.replace(/[^\S\u00a0]+/g, " ").trim(); }

  // One line in NFC without what cannot be seen: what an editor means.
  function tidy(text) { return joined(text.normalize("NFC").replace(INVISIBLE, " ")); }

  // The same without what players stumble over: what boards show (screens/slots.py).
  function plain(text) {
    return joined(tidy(text).replace(/\s*&\s*/g, " và ").replace(/[<>"']/g, function (sign) { return SAFE[sign]; }));
  }

  function count(text) { return Array.from(text).length; }

  function dwell(text) {
    return Math.max(rules.dwell[0], Math.ceil(count(text.normalize("NFC")) / rules.dwell[1]) + 1);
  }

  function missing(words) {
    var known = widths[rules.faces[0]];
    var found = new Set(Array.from(words.join("")).filter(function (character) { return !known.has(character); }));
    return Array.from(found).sort(function (a, b) { return a.codePointAt(0) - b.codePointAt(0); });
  }

  // ---- Boards -------------------------------------------------------------------------------------

  function step(board) {
    return rules.steps.find(function (each) { return board.height >= each[0]; });
  }

  // Heights of the faces that are legible on a board, largest first.
  function faces(board) {
    return rules.faces.filter(function (height) {
      return step(board)[1] <= height && height <= board.height;
    }).reverse();
  }

  function cells(text, widthOf) {
    return Array.from(text).reduce(function (sum, character) { return sum + widthOf.get(character); }, 0);
  }

  // Words in a face, and what a phase of the board holds of them.
  function setting(words, height, board) {
    var widthOf = widths[height];
    return {
      face: height,
      words: words,
      widthOf: widthOf,
      widths: words.map(function (word) { return cells(word, widthOf); }),
      space: widthOf.get(" "),
      room: board.width - 2 * rules.margin + 1,
      most: Math.min(step(board)[2], Math.floor(board.height / height))
    };
  }

  // ---- Lines and phases ---------------------------------------------------------------------------

  function isName(word) {
    return word.length > 1 && word[0] !== word[0].toLowerCase() && word.slice(1) === word.slice(1).toLowerCase();
  }

  function isSmall(character) { return character === character.toLowerCase(); }

  function stripped(word, marks) {
    var end = word.length;
    while (end && marks.includes(word[end - 1])) end -= 1;
    return word.slice(0, end);
  }

  function breakAt(before, after) {
    var last = before.slice(-1);
    if (rules.calls.includes(last) || (last === rules.stop && isSmall(before.slice(-2, -1)))) return SENTENCE;
    if (rules.pauses.includes(last)) return PAUSE;
    var bare = stripped(after, rules.marks);
    if (together.has((before + " " + bare).toLowerCase()) || (isName(before) && isName(after))) return WORD;
    return /^[0-9]*$/.test(bare) ? NUMBER : PLAIN;
  }

  // The word that begins each line when lines take as many as they can; null when a word does not fit.
  function filled(of, first, last) {
    var starts = [], left = -1;
    for (var n = first; n < last; n += 1) {
      var width = of.widths[n];
      if (width > of.room) return null;
      if (of.space + width <= left) {
        left -= of.space + width;
      } else {
        starts.push(n);
        left = of.room - width;
      }
    }
    return starts;
  }

  function holds(of, first, last, phases) {
    var starts = filled(of, first, last);
    return starts !== null && starts.length <= phases * of.most;
  }

  // Calls `each(end, cost)` for every line that begins with a word.
  function linesFrom(of, start, last, each) {
    var left = of.room + of.space;
    for (var end = start + 1; end <= last; end += 1) {
      left -= of.space + of.widths[end - 1];
      if (left < 0) return;
      var parted = end === last ? 0 : breakAt(of.words[end - 1], of.words[end]);
      each(end, left * left + parted * Math.floor(of.room * of.room / rules.uneven));
    }
  }

  // The words as the fewest lines that hold them, about equally long and broken where it reads well.
  function part(of, first, last) {
    var best = new Map([[first, { cost: 0, starts: [] }]]);
    filled(of, first, last).forEach(function () {
      var longer = new Map();
      best.forEach(function (way, start) {
        linesFrom(of, start, last, function (end, cost) {
          var total = way.cost + cost, known = longer.get(end);
          if (!known || total < known.cost) longer.set(end, { cost: total, starts: way.starts.concat(start) });
        });
      });
      best = longer;
    });
    var starts = best.get(last).starts;
    return starts.map(function (start, n) {
      return of.words.slice(start, n + 1 < starts.length ? starts[n + 1] : last).join(" ");
    });
  }

  function sum(numbers) { return numbers.reduce(function (a, b) { return a + b; }, 0); }

  // Two phases, parted where it reads best, no worse than `worst`; null when they do not fit.
  function split(of, worst) {
    var last = of.words.length, found = null;
    for (var end = 1; end < last; end += 1) {
      var rank = breakAt(of.words[end - 1], of.words[end]);
      if (rank > worst || !holds(of, 0, end, 1) || !holds(of, end, last, 1)) continue;
      var uneven = Math.abs(sum(of.widths.slice(0, end)) - sum(of.widths.slice(end)));
      if (!found || rank < found.rank || (rank === found.rank && uneven < found.uneven)) {
        found = { rank: rank, uneven: uneven, end: end };
      }
    }
    return found && [part(of, 0, found.end), part(of, found.end, last)];
  }

  // What has to go from the end of a line: pixels, and characters at least.
  function over(line, of, word) {
    var letters = Array.from(line), solid = 0, width = 0, fits = 0;
    letters.forEach(function (letter, number) {
      width += of.widthOf.get(letter);
      // A space that ends a line takes no room.
      if (letter !== " ") solid = width;
      if (solid <= of.room) fits = number + 1;
    });
    return { pixels: width - of.room, characters: letters.length - fits, word: word };
  }

  function excess(of) {
    var long = of.widths.indexOf(of.widths.reduce(function (a, b) { return Math.max(a, b); }));
    if (of.widths[long] > of.room) return over(of.words[long], of, of.words[long]);
    var starts = filled(of, 0, of.words.length);
    return over(of.words.slice(starts[rules.phases * of.most - 1]).join(" "), of, "");
  }

  // {face, phases, excess, missing}: the lines of one or two phases in the face of a height. No phase when there
  // is an excess {pixels, characters, word}, or characters without a drawing. The board is not too small.
  function layout(text, board) {
    var words = text.normalize("NFC").split(/[ \t\r\n]+/).filter(Boolean);
    var lacking = missing(words);
    if (lacking.length) return { face: 0, phases: [], excess: null, missing: lacking };
    var settings = faces(board).map(function (height) { return setting(words, height, board); });
    return atOnce(settings, words.length) || inTwo(settings, words.length);
  }

  function fitted(of, phases) { return { face: of.face, phases: phases, excess: null, missing: [] }; }

  // The largest face in which one phase holds the text, or two hold whole sentences.
  function atOnce(settings, last) {
    for (var of of settings) {
      if (holds(of, 0, last, 1)) return fitted(of, [part(of, 0, last)]);
      var phases = holds(of, 0, last, rules.phases) && split(of, SENTENCE);
      if (phases) return fitted(of, phases);
    }
    return null;
  }

  function inTwo(settings, last) {
    var of = settings.find(function (each) { return holds(each, 0, last, rules.phases); });
    if (of) return fitted(of, split(of, WORD));
    of = settings[settings.length - 1];
    return { face: of.face, phases: [], excess: excess(of), missing: [] };
  }

  // ---- Pixels -------------------------------------------------------------------------------------

  // A line in one row of cells, with the box of its ink; `face` is /man-hinh/thu/chu-<height>.json.
  function drawn(line, face) {
    var glyphs = Array.from(line, function (letter) { return face.glyphs[letter]; });
    var width = sum(glyphs.map(function (glyph) { return glyph[0]; })), height = face.height;
    var found = { width: width, bits: new Uint8Array(width * height), left: width, right: 0, top: height, bottom: 0 };
    var left = 0;
    glyphs.forEach(function (glyph) {
      copyGlyph(glyph, height, found, left);
      left += glyph[0];
    });
    return found.right ? found : Object.assign(found, { left: 0, top: 0, bottom: height });
  }

  function copyGlyph(glyph, height, to, left) {
    var bytes = atob(glyph[1]), stride = Math.ceil(glyph[0] / 8);
    for (var y = 0; y < height; y += 1) {
      for (var x = 0; x < glyph[0]; x += 1) {
        if (!(bytes.charCodeAt(y * stride + (x >> 3)) & (128 >> (x & 7)))) continue;
        to.bits[y * to.width + left + x] = 1;
        to.left = Math.min(to.left, left + x);
        to.right = Math.max(to.right, left + x + 1);
        to.top = Math.min(to.top, y);
        to.bottom = Math.max(to.bottom, y + 1);
      }
    }
  }

  // The pixels of a phase, row by row: 1 for letters. The ink is in the middle (drawing.py).
  function pixels(texts, board, face) {
    var to = new Uint8Array(board.width * board.height);
    var lines = texts.filter(Boolean).map(function (text) { return drawn(text, face); });
    if (!lines.length) return to;
    var height = face.height, others = lines.length - 1;
    var spare = board.height - (others * height + lines[others].bottom - lines[0].top);
    var gap = others ? Math.max(0, Math.min(height >> 2, Math.floor((spare - 2) / others))) : 0;
    var top = Math.floor((spare - others * gap) / 2) - lines[0].top;
    lines.forEach(function (line, number) {
      var left = Math.floor((board.width - (line.right - line.left)) / 2) - line.left;
      paste(line, height, to, board, left, top + number * (height + gap));
    });
    return to;
  }

  function paste(line, height, to, board, left, top) {
    for (var y = 0; y < height; y += 1) {
      for (var x = 0; x < line.width; x += 1) {
        var inside = top + y >= 0 && top + y < board.height && left + x >= 0 && left + x < board.width;
        if (inside && line.bits[y * line.width + x]) to[(top + y) * board.width + left + x] = 1;
      }
    }
  }

  // The same as RGBA, in two colours like «#ffd21f»: ground and letters.
  function coloured(bits, pair) {
    var inks = pair.map(function (name) { return [1, 3, 5].map(function (at) { return parseInt(name.slice(at, at + 2), 16); }); });
    var bytes = new Uint8ClampedArray(4 * bits.length);
    bits.forEach(function (bit, number) { bytes.set(inks[bit], 4 * number); bytes[4 * number + 3] = 255; });
    return bytes;
  }

  return { tidy: tidy, plain: plain, count: count, dwell: dwell, layout: layout, pixels: pixels, coloured: coloured };
};
