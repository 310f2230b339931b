// Reads files with one reader from npm: node read.mjs <folder of node_modules> <reader>
// Standard input: a JSON array of file names. Standard output: {file: [what the reader found there, ...]}, under
// the same names for all readers; {"error": "..."} instead of the list where the reader gives up.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const OCCURRENCES = 5;

const [folder, reader] = process.argv.slice(2);
const require = createRequire(path.join(folder, "read.mjs"));

const readers = {
  "rss-parser": () => {
    const Parser = require("rss-parser");
    // Unless it is asked for both, it tells one of the two dates of an Atom entry.
    const parser = new Parser({ customFields: { item: ["published", "updated"] } });
    return async (file) => {
      const feed = await parser.parseString(text(file));
      return feed.items.map((item) => ({
        title: item.title,
        id: item.guid ?? item.id,
        link: item.link,
        published: moment(item.published ?? item.pubDate),
        updated: moment(item.updated),
        content: item["content:encoded"] ?? item.content,
      }));
    };
  },

  feedme: () => {
    const FeedMe = require("feedme");
    return (file) =>
      new Promise((resolve, reject) => {
        const parser = new FeedMe(true);
        parser.on("error", reject);
        parser.on("finish", () => resolve((parser.done().items ?? []).map(itemOfFeedme)));
        parser.end(readFileSync(file));
      });
  },

  "feedparser-node": () => {
    const FeedParser = require("feedparser");
    return async (file) => {
      const parser = new FeedParser();
      parser.end(readFileSync(file));
      const items = [];
      for await (const item of parser) items.push(itemOfFeedparser(item));
      // It goes on after an error; ours must have none.
      if (parser.errors.length) throw parser.errors[0];
      return items;
    };
  },

  feedsmith: () => {
    const { parseFeed } = require("feedsmith");
    return (file) => {
      const { format, feed } = parseFeed(text(file));
      return (feed.items ?? feed.entries ?? []).map(itemOfFeedsmith[format]);
    };
  },

  // Lists of feeds (OPML); groups are flattened.
  "feedsmith-opml": () => {
    const { parseOpml } = require("feedsmith");
    const feeds = (outline) => (outline.outlines ? outline.outlines.flatMap(feeds) : [outline]);
    return (file) => parseOpml(text(file)).body.outlines.flatMap(feeds);
  },

  // Calendars; of each event the first occurrences as its rule gives them.
  "ical.js": () => {
    const ICAL = require("ical.js");
    // By default it lets faults pass.
    ICAL.design.strict = true;
    return (file) => {
      const calendar = new ICAL.Component(ICAL.parse(text(file)));
      return calendar.getAllSubcomponents("vevent").map((component) => eventOf(new ICAL.Event(component)));
    };
  },
};

function text(file) {
  // Throws where a file is not UTF-8.
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
}

// Most readers hand dates on as text: what reads the text in the end is JavaScript.
function moment(date) {
  return date ? new Date(date).toISOString() : null;
}

function itemOfFeedme(item) {
  // An element with attributes, and several of a name, come as they are.
  const inside = (value) => (value && typeof value === "object" ? value.text : value);
  const link = Array.isArray(item.link) ? item.link[0] : item.link;
  return {
    title: inside(item.title),
    id: inside(item.guid ?? item.id),
    link: item.url ?? link?.href ?? link,
    published: moment(item.pubdate ?? item.published ?? item.date_published),
    updated: moment(item.updated ?? item.date_modified),
    content: inside(item["content:encoded"] ?? item.content ?? item.content_html ?? item.content_text),
  };
}

function itemOfFeedparser(item) {
  return {
    title: item.title,
    id: item.guid,
    link: item.link,
    published: moment(item.pubdate),
    // In RSS it takes the one date for both.
    updated: item.meta["#type"] === "atom" ? moment(item.date) : null,
    content: item.description,
  };
}

const itemOfFeedsmith = {
  rss: (item) => ({
    title: item.title,
    id: item.guid?.value,
    link: item.link,
    published: moment(item.pubDate),
    updated: null,
    content: item.content?.encoded,
  }),
  atom: (entry) => ({
    title: entry.title?.value,
    id: entry.id,
    link: entry.links?.find((link) => (link.rel ?? "alternate") === "alternate")?.href,
    published: moment(entry.published),
    updated: moment(entry.updated),
    content: entry.content?.value,
  }),
  json: (item) => ({
    title: item.title,
    id: item.id,
    link: item.url,
    published: moment(item.date_published),
    updated: moment(item.date_modified),
    content: item.content_html ?? item.content_text,
  }),
};

function eventOf(event) {
  const occurrences = [];
  const dates = event.iterator();
  for (let date = dates.next(); date && occurrences.length < OCCURRENCES; date = dates.next()) {
    occurrences.push(date.toString());
  }
  return {
    uid: event.uid,
    summary: event.summary,
    start: event.startDate.toString(),
    rule: event.component.getFirstPropertyValue("rrule")?.toString() ?? null,
    occurrences,
  };
}

const read = readers[reader]();
const found = {};
for (const file of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    found[file] = await read(file);
  } catch (error) {
    found[file] = { error: String(error) };
  }
}
process.stdout.write(JSON.stringify(found));
