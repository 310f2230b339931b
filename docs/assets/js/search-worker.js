// Finds documents and places in the files below /search/, which hooks/portal/search/ writes and describes.
// A worker of the search page: gets {type, id, …} and answers with that id. ES2017.
"use strict";
const FORMAT = 2, MANIFEST = "/search/index.json", KEPT = "nq57.search";
// Files in memory; of a query characters, units, and trials with a letter put right; characters of an excerpt.
const MOST_FILES = 300, MOST_TYPED = 200, MOST_UNITS = 12, MOST_TRIALS = 4, WIDTH = 220, FEW = 3;
// What is worth how much: a word, and two side by side, in a body, a summary, a title; with other marks than were
// typed; that only begins so; each unit without its marks; the document whose number it is.
const FIELD = [0, 0.5, 1.5, 3], PAIR = [0, 4, 6, 12], FOLDED = 0.15, BEGUN = 0.3, INEXACT = 0.3, OWN = 1000;
const FACETS = ["kind", "year", "place", "section", "audience"];
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const TWIN = /^(nghi-quyet|ke-hoach|dien-hinh|tin-tuc)$/;
const KIND = /(?:^| )(thanh pho|thi xa|thi tran|dac khu|tinh|quan|huyen|phuong|xa|tp|tx|tt|dk|[tqhpx])$/;
const INLINE = /^(a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|su[bp]|u)$/i;
const OFFLINE = "offline", GONE = "gone", DAMAGED = "damaged", OUTDATED = "outdated", SUPERSEDED = "superseded";
const memory = new Map(), lexemes = new Map();
let root, opened, store, current = 0, last;

// --- words, as in words.py -------------------------------------------------------------------------
const LETTERS = (() => {
  try {
    return RegExp("\\p{L}", "u") && "\\p{L}\\p{N}";
  } catch (error) {
    // Browsers of before 2020.
    return "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u1fff";
  }
})();
const SIGNS = "[.,;:!?()\\[\\]{}«»“”\"|…\\n]", SIGN = RegExp(`^${SIGNS}$`, "u");
const SEPARATED = RegExp(`[0-9]+(?:[.,][0-9]+)+(?![${LETTERS}])`, "gu");
const WORD = RegExp(`[0-9]+,[0-9]+(?![${LETTERS}])|[${LETTERS}]+(?:&[${LETTERS}]+)*|${SIGNS}`, "gu");
// Parts of a text that can be split by themselves.
const CHUNK = RegExp(`[${LETTERS}]+(?:(?:&|[.,](?=[0-9]))[${LETTERS}]+)*|${SIGNS}`, "gu");
const THOUSANDS = /^[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?$/, TONES = /[\u0300\u0309\u0303\u0301\u0323]/g;
const MARKED = /[^\0-\x7f]/;

function normal(text) {
  return text.normalize("NFKC").replace(/\u01a2/g, "Ư").replace(/\u01a3/g, "ư").normalize("NFC");
}
function split(text) {
  return normal(text).toLowerCase().replace(SEPARATED, (written) => {
    const parts = written.split(/[.,]/);
    return THOUSANDS.test(written) ? written.replace(/\./g, "") : parts.join(parts[2] ? " " : ",");
  }).match(WORD) || [];
}
// Tones as digits behind: «chuyển» is chuyên2, «hòa» and «hoà» are hoa1.
function spelt(word) {
  const apart = word.normalize("NFD"), tones = apart.match(TONES) || [];
  const digits = tones.map((mark) => 1 + "\u0300\u0309\u0303\u0301\u0323".indexOf(mark));
  return apart.replace(TONES, "").replace(/[\u00f0\u0256]/g, "đ").normalize("NFC") + digits.join("");
}
function even(word) {
  return word.replace(/^(h|k|l|m|qu|s|t|v)y(?=\d?$)/, "$1i");
}
function folded(word) {
  return even(word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đ\u00f0\u0256]/g, "d").normalize("NFC"));
}
// Words and signs of a text, with their places in it and the gap before them. A sign has no fold.
function scan(text) {
  const found = [];
  let before = 0, match;
  CHUNK.lastIndex = 0;
  while ((match = CHUNK.exec(text))) {
    const start = match.index, end = CHUNK.lastIndex;
    split(match[0]).forEach((word) => {
      if (lexemes.size > 2e4) lexemes.clear();
      if (!lexemes.has(word)) lexemes.set(word, SIGN.test(word) ? ["", word] : [folded(word), spelt(word)]);
      const [fold, spelling] = lexemes.get(word);
      found.push({ word, fold, spelling, start, end, gap: text.slice(before, start) });
      before = end;
    });
  }
  return found;
}
function foldsOf(tokens) {
  return tokens.map(({ fold }) => fold).filter(Boolean);
}

// The number of a document that begins with token `at`: short (serial and kind) and long, and its last token. In
// a query (`loose`) spaces do for signs.
function numberAt(tokens, at, { kinds, long, issuers }, loose) {
  const fold = (n) => tokens[n] ? tokens[n].fold : "", isYear = (text) => /^(19|20)\d\d$/.test(text);
  const spaced = (n) => fold(n) && !tokens[n].gap.trim();
  const signed = (n) => fold(n) && /^\s*[-\/\u2010-\u2015]\s*$/.test(tokens[n].gap);
  const joined = (n) => signed(n) || loose && spaced(n);
  const whole = (serial, kind, to, year = "") => {
    let all = serial + year + kind;
    while (signed(to + 1) && /^[a-z]+\d{0,2}$/.test(fold(to + 1)) || joined(to + 1) && issuers.includes(fold(to + 1))) {
      all += fold(++to);
    }
    return { short: serial + kind, long: all, to };
  };
  const from = (n, named) => {
    const [, serial, glued] = /^0*([1-9]\d{0,4}[a-z]??)([a-z]{2,})?$/.exec(fold(n)) || [];
    if (!serial || glued) return kinds.includes(glued) ? whole(serial, glued, n) : null;
    const year = joined(n + 1) && isYear(fold(n + 1)) ? fold(n + 1) : "", to = n + (year ? 2 : 1), kind = fold(to);
    const known = kinds.includes(kind) || /^qh\d/.test(kind) || signed(to) && issuers.includes(kind);
    if (known && joined(to)) return whole(serial, kind, to, year);
    // A year does not say which plan is meant.
    return named && !(loose && isYear(serial)) ? whole(serial, named, n) : null;
  };
  const name = spaced(at + 1) && long[`${fold(at)} ${fold(at + 1)}`];
  if (name) return from(at + (fold(at + 2) === "so" ? 3 : 2), name);
  const [, kind, serial] = /^([a-z]+)0*([1-9]\d{0,4})?$/.exec(fold(at)) || [];
  if (!kinds.includes(kind)) return from(at);
  return serial ? whole(serial, kind, at) : loose && joined(at + 1) ? from(at + 1, kind) : null;
}

// --- files -----------------------------------------------------------------------------------------
// Where there is no cache, or no room in it, nothing is kept.
function cached(act) {
  return Promise.resolve().then(() => store = store || caches.open(KEPT)).then(act).catch(() => null);
}
async function ask(address, options) {
  const answer = await fetch(root + address, options).catch(() => { throw OFFLINE; });
  if (answer.status === 404) throw GONE;
  // What a hotel's network puts before everything is a page.
  if (!answer.ok || /html/.test(answer.headers.get("content-type"))) throw DAMAGED;
  return answer;
}
async function fetched(address, options) {
  const answer = await ask(address, options), copy = answer.clone();
  cached((cache) => cache.put(root + address, copy));
  return answer;
}
function kept(address) {
  return cached((cache) => cache.match(root + address));
}
// A file that never changes, as `read` makes it; the latest stay in memory.
function file(address, read) {
  const held = memory.get(address) || (async () => {
    const answer = await kept(address) || await fetched(address);
    return read ? read(new Uint8Array(await answer.arrayBuffer())) : answer.json();
  })();
  memory.delete(address);
  memory.set(address, held);
  held.catch(() => memory.delete(address));
  if (memory.size > MOST_FILES) memory.delete(memory.keys().next().value);
  return held;
}
function within(group, name, read) {
  return file(`/search/${group.at}/${name}`, read);
}
async function openIndex(options) {
  let offline = false;
  const answer = await fetched(MANIFEST, options).catch(async (error) => {
    offline = await kept(MANIFEST);
    if (!offline) throw error === GONE ? DAMAGED : error;
    return offline;
  });
  const index = await answer.json(), { format, groups, names, lexicon } = index;
  if (format !== FORMAT) throw OUTDATED;
  groups.forEach((group, n) => { group.number = n; });
  index.docs = groups.reduce((sum, { docs }) => sum + docs, 0);
  // What the index no longer names is thrown away.
  const named = ["index.json", lexicon, ...[names, ...groups].map(({ at }) => at)];
  if (!offline) cached(async (cache) => (await cache.keys()).forEach((request) => {
    if (!named.includes(request.url.split("/search/").pop().split("/")[0])) cache.delete(request);
  }));
  return Object.assign(index, { offline: Boolean(offline) });
}
function theIndex(options) {
  if (!opened || options) {
    const opening = opened = openIndex(options);
    // Without a line it is tried again.
    opening.then(({ offline }) => !offline, () => false).then((fine) => {
      if (!fine && opened === opening) opened = null;
    });
  }
  return opened;
}

// --- bits, as in bits.py and shards.py -------------------------------------------------------------
function reader(bytes, from) {
  const end = bytes.length * 8;
  let at = from;
  const bit = () => bytes[at >> 3] >> (7 - (at++ & 7)) & 1;
  const take = (count) => {
    let value = 0;
    while (count-- > 0) value = value * 2 + bit();
    return value;
  };
  const zeros = () => {
    const start = at;
    while (at < end) if (bit()) return at - start - 1;
    throw DAMAGED;
  };
  const gamma = () => {
    const count = zeros();
    return 2 ** count + take(count);
  };
  return { take, gamma, rice: (k) => zeros() * 2 ** k + take(k), place: () => at, skip: (count) => { at += count; } };
}
function increasing(bits, count, limit) {
  if (count > limit) throw DAMAGED;
  let k = 0, next = 0;
  while (count && 3 * count * 2 ** (k + 1) <= 2 * limit) k++;
  return new Uint32Array(count).map(() => (next += 1 + bits.rice(k)) - 1);
}
// Increasing numbers, and the level of each.
function list(bits, limit) {
  const count = bits.gamma(), values = increasing(bits, count, limit), levels = new Uint8Array(count).fill(1);
  if (bits.take(1)) {
    const second = bits.gamma() - 1, third = bits.gamma() - 1;
    increasing(bits, third, count).forEach((n) => { levels[n] = 3; });
    increasing(bits, second, count).forEach((n) => { levels[n] = 2; });
  }
  return { values, levels };
}
function shardOf(bytes, docs) {
  const number = (at) => bytes.subarray(at, at + 4).reduce((sum, byte) => sum * 256 + byte, 0), end = 8 + number(4);
  if (!(end <= bytes.length)) throw DAMAGED;
  const text = new TextDecoder().decode(bytes.subarray(8, end)), bits = reader(bytes, end * 8);
  let rank = number(0);
  return (text ? text.split("\n") : []).map((line) => {
    const [fold, others] = line.split("\t"), spellings = others ? others.split(" ") : [fold];
    const lists = spellings.map(() => list(bits, docs)), length = bits.gamma() - 1, from = bits.place();
    const size = lists.reduce((sum, { values }) => sum + values.length, 0);
    const family = { fold, spellings, rank, lists, size, pairs: () => length ? reader(bytes, from) : null };
    bits.skip(length);
    rank += spellings.length;
    return family;
  });
}
// A capital says how many letters are those of the text before: A none.
function startsOf(group) {
  let last = "";
  group.list = group.list || group.starts.match(/[A-Z][^A-Z]*/g).map((each) => {
    last = last.slice(0, each.charCodeAt(0) - 65) + each.slice(1);
    return last;
  });
  return group.list;
}
// Families of a group that fit a word. The beginning of very many words is not read.
async function familiesIn(group, word) {
  const starts = startsOf(group), shards = [];
  const shardAt = (text) => starts.filter((start) => start <= text).length - 1;
  const first = shardAt(word.fold), final = word.prefix ? shardAt(word.fold + "\uffff") : first;
  const wide = final > first + 2;
  word.wide = word.wide || wide;
  for (let n = first; n <= (wide ? first : final); n++) {
    shards.push(within(group, `${n}.bin`, (bytes) => shardOf(bytes, group.docs)));
  }
  return [].concat(...await Promise.all(shards)).filter(({ fold }) => fold === word.fold
    || word.prefix && !wide && fold.startsWith(word.fold));
}
// Calls `visit` with documents that hold a word of family `a` right before one of family `b`.
async function pairsIn(a, b, visit) {
  const first = a.size < b.size || a.size === b.size && a.rank <= b.rank, [owner, other] = first ? [a, b] : [b, a];
  const bits = owner.pairs(), width = owner.spellings.length;
  if (!bits) return;
  const count = bits.gamma(), k = bits.gamma() - 1;
  for (let n = 0, code = -1; n < count; n++) {
    code += 1 + bits.rice(k);
    const own = code % width, token = (code - own) / width, docs = owner.lists[own].values;
    const { values, levels } = list(bits, docs.length), partner = (token >> 1) - other.rank;
    if (token % 2 === Number(first) || partner < 0 || partner >= other.spellings.length) continue;
    values.forEach((value, at) => visit(docs[value], levels[at], ...first ? [own, partner] : [partner, own]));
  }
}

// --- queries ---------------------------------------------------------------------------------------
// A query asks for units: tokens `at` to `to` of it. A unit is found in one of several `ways`: by words, of which
// those side by side are pairs.
async function queryOf(typed, turn) {
  const index = await theIndex(), text = normal(String(typed || "").slice(0, MOST_TYPED)), tokens = scan(text);
  const exact = tokens.some(({ fold, word }) => fold && MARKED.test(word)), units = [];
  const query = { index, turn, text, tokens, exact, offline: index.offline, missing: false, note: {} };
  for (let at = 0; at < tokens.length; at++) {
    const unit = phraseAt(query, at)
      || tokens[at].fold && (numberIn(query, at) || shortAt(query, at) || wordAt(query, at));
    if (!unit) continue;
    units.push(unit);
    at = unit.to;
  }
  const telling = units.filter(({ word }) => !(exact && word && index.stop.includes(word.spelling)));
  query.units = (telling.length ? telling : units).slice(0, MOST_UNITS);
  return query;
}
// `strict`: no mark may be another, and these stops are not looked for.
function wayOf(tokens, exact, strict) {
  const words = [], pairs = [];
  tokens.forEach(({ fold, spelling, word }, n) => {
    if (!fold) return;
    words.push({ fold, spelling, word, exact, strict, idle: strict && strict.includes(spelling) });
    if (n && tokens[n - 1].fold) pairs.push({ a: words[words.length - 2], b: words[words.length - 1], worth: [] });
  });
  return { words, pairs };
}
function special(fold) {
  return wayOf([{ fold, spelling: fold }]);
}
function unitOf(at, to, ways) {
  return { at, to, ways, word: !ways[0].words[1] && ways[0].words[0] };
}
function wordAt({ tokens, exact }, at) {
  return unitOf(at, at, [wayOf([tokens[at]], exact)]);
}
function phraseAt({ tokens, exact }, at) {
  const close = { "\"": "\"", "“": "”", "«": "»" }[tokens[at].word];
  const to = close ? tokens.findIndex(({ word }, n) => n > at && word === close) : 0;
  const inner = tokens.slice(at + 1, Math.max(to, 0)), way = wayOf(inner, exact, exact && []);
  return way.words[0] && { at, to, ways: [way], loose: [wayOf(inner, exact)] };
}
function numberIn({ tokens, index }, at) {
  const number = numberAt(tokens, at, index.numbers, true);
  return number && { at, to: number.to, number };
}
// CĐS: itself, or the words that it stands for.
function shortAt({ index, text, tokens, exact }, at) {
  const bare = (written) => written.replace(/[&.\/\s-]/g, "");
  for (let to = Math.min(at + 2, tokens.length - 1); to >= at; to--) {
    const own = tokens.slice(at, to + 1), typed = bare(text.slice(own[0].start, own[to - at].end));
    const known = index.short[bare(foldsOf(own).join(""))];
    if (!Array.isArray(known) || !own.every(({ fold, gap }, n) => fold && (!n || /^[-\/]$/.test(gap)))) continue;
    // In small letters without marks it may be any that sounds so; «An» of «An Giang» is not «AN».
    const small = typed.toLowerCase() === typed, marked = MARKED.test(typed);
    const same = known.filter(([short]) => bare(marked && small ? short.toLowerCase() : short) === typed);
    const meant = same[0] || marked || !small && typed !== typed.toUpperCase() ? same : known;
    const long = meant.map(([, words]) => wayOf(scan(words), true, index.stop));
    if (long[0]) return unitOf(at, to, [wayOf(own, exact), ...long]);
  }
  return null;
}

// --- matching --------------------------------------------------------------------------------------
// How far each spelling of a family is what was typed.
function fits(word, { fold, spellings }) {
  const [, letters, tone] = /^(.*?)([1-5]*)$/.exec(word.spelling);
  return spellings.map((spelling) => {
    const same = even(spelling) === even(word.spelling);
    if (word.strict) return Number(same);
    if (fold === word.fold) return same || !word.exact ? 1 : FOLDED;
    return !word.exact || spelling.startsWith(letters) && spelling.endsWith(tone) ? BEGUN : BEGUN * FOLDED;
  });
}
function isCurrent(query) {
  if (query.turn && query.turn !== current) throw SUPERSEDED;
}
// What cannot be read is as if it were not there.
function forgiving(query, reading, otherwise) {
  return reading.catch((error) => {
    if (error === GONE || error === SUPERSEDED) throw error;
    query.missing = true;
    query.offline = query.offline || error === OFFLINE;
    return otherwise;
  });
}
// Reads a word in all groups: its `families`, and what it is `worth` in each document.
function read(query, word) {
  word.done = word.done || (async () => {
    const { groups, stop, docs } = query.index, sizes = [0, 0];
    word.families = await Promise.all(groups.map((group) => forgiving(query, familiesIn(group, word), [])));
    isCurrent(query);
    word.count = 0;
    word.worth = groups.map((group, n) => {
      const worth = new Float32Array(group.docs);
      word.families[n].forEach((family) => fits(word, family).forEach((share, which) => {
        const { values, levels } = family.lists[which];
        sizes[Number(stop.includes(family.spellings[which]))] += values.length;
        if (share) values.forEach((doc, at) => {
          if (!worth[doc]) word.count++;
          worth[doc] = Math.max(worth[doc], FIELD[levels[at]] * share);
        });
      }));
      return worth;
    });
    word.idf = Math.log(1 + docs / Math.max(1, word.count));
    // Without marks «cua» is của, though cửa is possible; «da» is đà as well as đã.
    word.stop = word.exact ? stop.includes(word.spelling) : sizes[1] > 4 * sizes[0];
  })();
  return word.done;
}
// What two words side by side are worth in each document of a group.
function readPair(query, group, { a, b, worth }) {
  const found = worth[group.number] = new Float32Array(group.docs);
  // Of many words that begin so only the one that is so.
  const near = ({ families, fold }) => families[group.number].filter((each, n, all) => !all[3] || each.fold === fold);
  return Promise.all(near(a).map((left) => Promise.all(near(b).map((right) => {
    const first = fits(a, left), second = fits(b, right);
    return forgiving(query, pairsIn(left, right, (doc, level, n, m) => {
      found[doc] = Math.max(found[doc], PAIR[level] * Math.min(first[n], second[m]));
    }));
  }))));
}

// Scores of the documents of each group, 0 where nothing is found. With `some` not all units must be there.
async function evaluate(query, units, some) {
  const words = [], links = [];
  units.forEach(({ ways }) => ways.forEach((way) => words.push(...way.words)));
  await Promise.all(words.map((word) => word.idle || read(query, word)));
  isCurrent(query);
  const telling = units.filter(({ word, ways }) => !word || ways[1] || !word.stop && !word.wide);
  const needed = telling.length ? telling : units;
  needed.forEach(({ at, word }, n) => {
    const before = needed[n - 1];
    if (word && before && before.word && before.to + 1 === at) links.push({ a: before.word, b: word, worth: [] });
  });
  return Promise.all(query.index.groups.map((group) => rate(query, group, needed, links, some)));
}
async function rate(query, group, needed, links, some) {
  const n = group.number, scores = new Float64Array(group.docs), docs = [], pairs = links.slice();
  scores.forEach((none, doc) => {
    const holds = ({ ways }) => ways.some(({ words }) => words.every((word) => word.idle || word.worth[n][doc]));
    if (some ? needed.some(holds) : needed.every(holds)) docs.push(doc);
  });
  if (!docs.length) return scores;
  needed.forEach(({ ways }) => ways.forEach((way) => pairs.push(...way.pairs)));
  const telling = pairs.filter(({ a, b }) => ![a, b].some(({ stop, idle }) => stop || idle));
  await Promise.all(telling.map((pair) => readPair(query, group, pair)));
  isCurrent(query);
  // As columns.py counts the words of titles.
  const length = [2, 4, 8].filter((most) => foldsOf(query.tokens).length > most).length;
  docs.forEach((doc) => { scores[doc] = score(needed, links, some, n, doc, length >= group.titles[doc]); });
  return scores;
}
function score(needed, links, some, n, doc, titled) {
  const beside = ({ a, b, worth }) => worth[n] ? (a.idf + b.idf) / 2 * worth[n][doc] : 0;
  let total = 0, own = 0, met = 0, share = 1;
  for (const { ways, number } of needed) {
    let best = 0, least = 0;
    ways.forEach(({ words, pairs }) => {
      let value = 0, low = FIELD[3];
      words.forEach((word) => {
        if (word.idle) return;
        value += word.idf * word.worth[n][doc];
        low = Math.min(low, word.worth[n][doc]);
      });
      pairs.forEach((pair) => {
        value += beside(pair);
        if (pair.worth[n] && !beside(pair)) low = 0;
      });
      if (low && value > best) [best, least] = [value, low];
    });
    if (best) met++;
    else if (!some) return 0;
    if (best && least < FIELD[1]) share *= INEXACT;
    if (least < FIELD[3]) titled = false;
    if (number && ways[0].words[0].worth[n][doc]) own = OWN;
    total += best;
  }
  links.forEach((pair) => { total += beside(pair); });
  return met && Math.max(1, Math.round(100 * (own + total * share * (titled ? 2 : 1) * (met / needed.length) ** 2)));
}
function bestOf(scores) {
  return scores.reduce((most, each) => each.reduce((a, b) => Math.max(a, b), most), 0);
}

// Numbers of documents as they are in the index: the long form, the short one, or no number but words.
async function settle(query) {
  const units = [];
  for (const unit of query.units) {
    const { number, at, to } = unit;
    for (const form of number ? [number.long, number.short] : []) {
      const ways = [special("=" + form), special("#" + form)];
      await Promise.all(ways.map(({ words }) => read(query, words[0])));
      if (!unit.ways && ways.some(({ words }) => words[0].count)) Object.assign(unit, { form, ways });
    }
    if (unit.ways) units.push(unit);
    else for (let n = at; n <= to; n++) if (query.tokens[n].fold) units.push(wordAt(query, n));
  }
  query.units = units.slice(0, MOST_UNITS);
}
// With the beginning of a word as the last one.
function begun(units) {
  const last = units[units.length - 1];
  if (!last || !last.word) return null;
  const word = Object.assign({}, last.word, { prefix: true, done: null });
  const ways = [{ words: [word], pairs: [] }, ...last.ways.slice(1)];
  return [...units.slice(0, -1), Object.assign({}, last, { word, ways })];
}
// One way after the other, until something is found.
async function answerTo(query) {
  await settle(query);
  let scores = await evaluate(query, query.units);
  if (!bestOf(scores) && query.units.some(({ loose }) => loose)) {
    // A phrase in quotes is nowhere with these marks.
    query.units = query.units.map((unit) => unit.loose ? Object.assign({}, unit, { ways: unit.loose }) : unit);
    scores = await evaluate(query, query.units);
  }
  const longer = begun(query.units);
  // Who has found next to nothing may not have written the last word to its end.
  if (longer && scores.reduce((sum, each) => sum + each.filter(Boolean).length, 0) < FEW) {
    const more = await evaluate(query, longer);
    if (bestOf(more) && (longer[1] || !longer[0].word.wide)) {
      scores = scores.map((each, n) => each.map((score, doc) => Math.max(score, more[n][doc])));
      query.units = longer;
    }
  }
  if (!bestOf(scores) && !query.missing) scores = await mended(query) || scores;
  if (bestOf(scores)) return scores;
  query.note = { some: true };
  return evaluate(query, query.units, true);
}
// With a letter put right: of words that are nowhere, or else of one word, preferably a rare one.
async function mended(query) {
  const units = query.units.filter(({ word, ways }) => word && !ways[1]);
  const absent = units.filter(({ word }) => !word.count), fine = ({ word }) => /^[a-z]{4,}$/.test(word.fold);
  if (!absent.every(fine)) return null;
  const lexicon = await forgiving(query, file(`/search/${query.index.lexicon}/words.json`), []);
  const likely = (unit) => lexicon.filter((each) => isNear(unit.word.fold, each)).slice(0, 3);
  const wrong = absent[0] ? absent : units.filter(fine).sort((a, b) => a.word.count - b.word.count);
  // A change is a unit and another word.
  const changes = wrong.map((unit) => likely(unit).map((each) => [unit, each])), single = [].concat(...changes);
  const trials = absent[1] ? [changes.map((each) => each[0])] : single.map((change) => [change]);
  let best = null, most = 0;
  for (const trial of trials.filter((each) => each.every(Boolean)).slice(0, MOST_TRIALS)) {
    const changed = query.units.map((unit) => {
      const change = trial.find(([each]) => each === unit);
      return change ? unitOf(unit.at, unit.to, [special(change[1])]) : unit;
    });
    const scores = await evaluate(query, changed);
    // Rare words are worth more, but not likelier.
    const value = bestOf(scores) / changed.reduce((sum, { word }) => sum + (word ? word.idf : 1), 0);
    if (value > most) [best, most] = [{ scores, changed, trial }, value];
  }
  if (!best) return null;
  query.units = best.changed;
  query.note = { corrected: best.trial.map(([{ word }, used]) => [word.word, used]) };
  return best.scores;
}
// One letter is another, too many, missing, or two have changed places.
function isNear(a, b) {
  const more = b.length - a.length;
  if (a === b || more > 1 || more < -1) return false;
  let at = 0;
  while (a[at] === b[at]) at++;
  const same = (n, m) => a.slice(at + n) === b.slice(at + m);
  return more > 0 ? same(0, 1) : more ? same(1, 0)
    : same(1, 1) || a[at] === b[at + 1] && a[at + 1] === b[at] && same(2, 2);
}

// --- narrowing -------------------------------------------------------------------------------------
// For each group what its documents are under each facet: ids. `all`: not only kinds and years.
function columnsOf(query, all) {
  const { groups, kinds, places, sections, audiences } = query.index;
  return Promise.all(groups.map((group) => forgiving(query, (async () => {
    const more = all && await within(group, "facets.json"), years = [];
    group.years.forEach(([year, count]) => { while (count--) years.push(year ? [String(year)] : []); });
    const named = (rows, masks) => rows.filter((row, bit) => masks / 2 ** bit & 1).map(([id]) => id);
    return {
      kind: (doc) => [kinds[parseInt(group.kinds[doc], 36)][0]],
      year: (doc) => years[doc],
      place: (doc) => (places[DIGITS.indexOf(more.place[doc])] || []).slice(0, 1),
      section: (doc) => named(sections, more.sections[doc]),
      audience: (doc) => named(audiences, more.audiences[doc])
    };
  })(), null)));
}
// All that was found, best first and newest of equals first, with a bit for each filter that it does not pass.
async function narrowed(query, scores, filters) {
  const chosen = FACETS.map((facet) => [].concat((filters || {})[facet] || []));
  if (!scores && !chosen.some((ids) => ids[0])) return [];
  // Communes are words.
  const below = chosen[2].map((id) => special("@" + id).words[0]), found = [];
  await Promise.all(below.map((word) => read(query, word)));
  const columns = await columnsOf(query, chosen.slice(2).some((ids) => ids[0]));
  query.index.groups.forEach((group, n) => {
    for (let doc = 0; columns[n] && doc < group.docs; doc++) {
      const value = scores ? scores[n][doc] : 1;
      if (!value) continue;
      const fails = (ids, bit) => ids[0] && !columns[n][FACETS[bit]](doc).some((id) => ids.includes(id))
        && !(bit === 2 && below.some((word) => word.worth[n][doc]));
      const failed = chosen.reduce((bits, ids, bit) => bits | (fails(ids, bit) ? 1 << bit : 0), 0);
      found.push({ group, doc, value, failed });
    }
  });
  return found.sort((a, b) => b.value - a.value || a.group.number - b.group.number || a.doc - b.doc);
}
// How many there are of each id among what passes all other filters.
async function countsOf(query, found, facets) {
  const columns = await columnsOf(query, facets.includes("place")), counts = {};
  facets.forEach((facet) => {
    const count = counts[facet] = {}, others = ~(1 << FACETS.indexOf(facet));
    found.forEach(({ group, doc, failed }) => {
      if (!(failed & others) && columns[group.number]) columns[group.number][facet](doc).forEach((id) => {
        count[id] = (count[id] || 0) + 1;
      });
    });
  });
  return counts;
}

// --- places ----------------------------------------------------------------------------------------
// Which files have the names that begin so, as names.py puts them there: first those of one word.
function filesOf(first, second, files) {
  // FNV-1a.
  let hash = 0x811c9dc5;
  for (const letter of first + (second ? second.fold[0] : "")) {
    hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  }
  return second ? [files, hash % files] : [files];
}
// Whose whole name stands in the query; those for which nothing is left over hide others. While somebody is
// `typing` only these, and the last word may be the beginning of one.
async function placesIn(query, typing) {
  const { files, at } = query.index.names, words = query.tokens.filter(({ fold }) => fold), found = [];
  await Promise.all(words.map(async ({ fold }, start) => {
    const [, said] = KIND.exec(foldsOf(words.slice(0, start)).join(" ")) || [];
    // A name of one word is meant with its kind or alone; in a long query places come late.
    if (MARKED.test(fold) || start && !said && (start > words.length - 2 || start < words.length - 6)) return;
    const numbers = filesOf(fold, words[start + 1], files).map((n) => file(`/search/${at}/${n}.json`));
    const rows = [].concat(...await Promise.all(numbers.map((reading) => forgiving(query, reading, []))));
    rows.forEach(([name, kind, rank, context, note, address]) => {
      const own = scan(name.slice(kind && kind.length)), end = start + own.length, kinds = foldsOf(scan(kind));
      if (said && kind && ![kinds.join(" "), kinds.map((word) => word[0]).join("")].includes(said)) return;
      if (!own.every((token, n) => {
        const word = words[start + n] || {};
        if (word.fold === token.fold) return !query.exact || even(word.spelling) === even(token.spelling);
        return typing && n && start + n === words.length - 1 && token.fold.startsWith(word.fold);
      })) return;
      const known = foldsOf(scan(`${context} ${note}`)), first = said ? start - said.split(" ").length : start;
      const whole = words.every((word, n) => n >= first && n < end || known.includes(word.fold));
      if (whole || !typing && (said || own[1])) found.push({ whole, rank, place: { name, context, note, address } });
    });
  }));
  const whole = found.filter((each) => each.whole);
  query.named = Boolean(whole[0]);
  return (whole[0] ? whole : found).sort((a, b) => a.rank - b.rank).map(({ place }) => place);
}

// --- what was found, with marks --------------------------------------------------------------------
// Stretches of a text that the query means: of each unit the exact ones if there are any, and of these the ones
// beside those of its neighbours if there are any.
function marksIn({ index, units }, text) {
  const tokens = scan(text), onlyStops = units.every(({ word }) => word && word.stop);
  const spots = units.map(({ word, number, form, ways }) => {
    const found = [];
    tokens.forEach(({ fold, spelling }, at) => {
      const named = form && numberAt(tokens, at, index.numbers);
      if (named && (named.short === form || [number.short, number.long].includes(named.long))) {
        found.push({ at, to: named.to, worth: 1 });
      }
      if (fold && (!word || onlyStops || !index.stop.includes(spelling))) ways.forEach(({ words }) => {
        const worth = Math.min(...words.map((each, n) => worthOf(each, tokens[at + n])));
        if (worth) found.push({ at, to: at + words.length - 1, worth });
      });
    });
    const most = found.reduce((best, { worth }) => Math.max(best, worth), 0);
    return found.filter(({ worth }) => worth === most);
  });
  const marks = [];
  spots.forEach((own, n) => {
    const beside = own.filter(({ at, to }) => to > at || (spots[n - 1] || []).some((spot) => spot.to + 1 === at)
      || (spots[n + 1] || []).some((spot) => spot.at === to + 1));
    (beside[0] ? beside : own).forEach(({ at, to, worth }) => {
      marks.push({ start: tokens[at].start, end: tokens[to].end, worth });
    });
  });
  // Marks with nothing but a space between are one.
  return marks.sort((a, b) => a.start - b.start).reduce((joined, { start, end, worth }) => {
    const before = joined[joined.length - 1];
    const near = before && (start <= before.end || /^[ \u00a0-]$/.test(text.slice(before.end, start)));
    if (!near) joined.push({ start, end, worth });
    else if (end > before.end) Object.assign(before, { end, worth: before.worth + worth });
    return joined;
  }, []);
}
function worthOf(word, token) {
  if (!token || token.fold !== word.fold && !(word.prefix && token.fold && token.fold.startsWith(word.fold))) return 0;
  return fits(word, { fold: token.fold, spellings: [token.spelling] })[0];
}
// A stretch of a text in parts: [text, 1 if it is marked].
function partsOf(text, marks, start = 0, end = text.length) {
  const found = [];
  const add = (to, marked) => {
    if (to > start) found.push([text.slice(start, to).replace(/\n/g, " "), marked]);
    start = to;
  };
  marks.forEach((mark) => {
    if (mark.start < start || mark.end > end) return;
    add(mark.start, 0);
    add(mark.end, 1);
  });
  add(end, 0);
  return found;
}
function marked(query, written) {
  const text = written.normalize("NFC");
  return partsOf(text, marksIn(query, text));
}
// Where most is marked in a text: how much that is, and the parts.
function excerptOf(query, written) {
  const text = written.normalize("NFC"), marks = marksIn(query, text);
  let most = 0, from = 0, to = 0;
  marks.forEach(({ start }, n) => {
    let worth = 0, next = n;
    while (marks[next] && marks[next].end < start + WIDTH * 0.9) worth += marks[next++].worth ** 2;
    if (worth > most) [most, from, to] = [worth, start, marks[next - 1].end];
  });
  if (text.length < WIDTH * 1.2) return [most, partsOf(text, marks)];
  // From the beginning of a paragraph, if that is near, or of a word.
  const paragraph = text.lastIndexOf("\n", from) + 1, start = Math.max(0, from - (WIDTH - to + from >> 2));
  const first = from - paragraph < WIDTH / 3 ? paragraph : Math.min(from, text.indexOf(" ", start) + 1);
  const end = first + WIDTH < text.length ? Math.max(to, text.lastIndexOf(" ", first + WIDTH)) : text.length;
  const parts = partsOf(text, marks, first, end);
  if (first > paragraph) parts.unshift(["… ", 0]);
  if (end < text.length) parts.push([" …", 0]);
  return [most, parts];
}
// Of HTML that nh3 has cleaned: these are all the characters that it escapes.
function textOf(html) {
  const characters = { amp: "&", lt: "<", gt: ">", quot: "\"", nbsp: " " };
  return html.replace(/\s+/g, " ")
    .replace(/<\/?(\w*)(?:"[^"]*"|'[^']*'|[^>"'])*>/g, (tag, name) => INLINE.test(name) ? "" : "\n")
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (entity, name) => characters[name]).replace(/ *\n[ \n]*/g, "\n").trim();
}

// --- messages --------------------------------------------------------------------------------------
async function itemsOf(query, found) {
  const items = await Promise.all(found.map(({ group, doc }) => forgiving(query, (async () => {
    const [address, name, date, place, text] = (await within(group, `t${doc >> 3}.json`))[doc & 7];
    const [kind, label] = query.index.kinds[parseInt(group.kinds[doc], 36)];
    const title = marked(query, name), about = text ? marked(query, text) : null;
    return { address, title, kind, label, date, place, about, twin: TWIN.test(kind) };
  })(), null)));
  isCurrent(query);
  return items.filter(Boolean);
}
const ACTS = {
  async open(message) {
    root = message.root;
    await theIndex();
  },
  async suggest({ q }, turn) {
    const query = await queryOf(q, turn), typing = !/\s$/.test(query.text);
    const [places] = await Promise.all([placesIn(query, typing), settle(query)]);
    query.units = typing && begun(query.units) || query.units;
    const found = await narrowed(query, query.units[0] && await evaluate(query, query.units));
    const items = await itemsOf(query, found.slice(0, 10));
    // Of many words that begin so the one that stands behind the others is meant.
    const run = ({ title }) => Math.max(0, ...title.map(([text, hit]) => hit && text.split(" ").length));
    if (query.units.some(({ word }) => word && word.prefix)) items.sort((a, b) => run(b) - run(a));
    return { type: "suggestions", q, items: items.slice(0, 6), places: places.slice(0, 3) };
  },
  async search({ q, filters, from = 0, size = 10 }, turn) {
    const query = await queryOf(q, turn);
    const [places, scores] = await Promise.all([placesIn(query), query.units[0] && answerTo(query)]);
    const all = await narrowed(query, scores, filters);
    const found = all.filter(({ failed }) => !failed), counts = await countsOf(query, all, FACETS.slice(0, 2));
    const items = await itemsOf(query, found.slice(from, from + size));
    // A name among other words helps only where there is no document with all of them.
    const near = query.named || query.note.some || !all[0] ? places : [];
    last = { query, all };
    return {
      type: "results", q, total: found.length, from, items, counts,
      places: near.slice(0, 3), more: Math.max(0, near.length - 3),
      note: query.note, offline: query.offline, missing: query.missing
    };
  },
  async facets() {
    return { type: "facets", counts: await countsOf(last.query, last.all, FACETS.slice(2)) };
  },
  async excerpt({ address }) {
    const query = last ? last.query : await queryOf();
    const twin = ask(`/api/v1${address.replace(/\/$/, "")}.json`);
    const answer = await twin.catch((error) => { throw error === GONE ? DAMAGED : error; });
    const { record: { summary }, content } = await answer.json();
    const texts = [summary || "", textOf(content && content.html || "")];
    const [short, long] = texts.map((text) => excerptOf(query, text));
    return { type: "excerpt", address, parts: (long[0] > short[0] || !summary ? long : short)[1] };
  }
};
async function serve(message, turn, again) {
  const { id, type } = message;
  try {
    const answer = await ACTS[type](message, turn);
    if (answer) self.postMessage(Object.assign({ id }, answer));
  } catch (error) {
    if (error === GONE && !again) {
      // The portal was built anew meanwhile.
      theIndex({ cache: "reload" });
      serve(message, turn, true);
    } else if (error !== SUPERSEDED) {
      self.postMessage(error === OUTDATED ? { type: error } : { type: "failed", id, offline: error === OFFLINE });
    }
  }
}
self.onmessage = ({ data }) => serve(data, /^s/.test(data.type) && ++current);
