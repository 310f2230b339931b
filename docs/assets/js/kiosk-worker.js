// Keeps a screen's page, its parts, the last good led.json and the pictures in it, so that the screen starts and
// plays without a line. One registration a screen: its scope is the folder of the page.
// What is good, the page decides: it hands over each list that it has accepted, and the pictures named there.
// ES2017, as kiosk.js.
"use strict";
const NAME = "man-hinh " + self.registration.scope;
const LIST = /\/led\/[^/]+\/led\.json$/;
// Less than the page's own patience (20 s): it gets the kept list before it gives up.
const PATIENCE = 12000;
const PARTS = /<(?:link|script)\b[^>]*\sdata-keep\b[^>]*>/g;

self.addEventListener("install", () => self.skipWaiting());
// A screen runs for months without being loaded again: what runs now is served at once.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fresh(request, isPage));
  else if (LIST.test(url.pathname)) event.respondWith(fresh(request, isList));
  // "no-store": the page wants to know whether the server answers.
  else if (request.cache !== "no-store") event.respondWith(kept(request).then((found) => found || fetch(request)));
});

// --- answering -------------------------------------------------------------------------------------
function kept(request) {
  return caches.open(NAME).then((cache) => cache.match(request.url.split("#")[0], { ignoreVary: true }));
}

// From the server; from what is kept when the server is slow, away, or says something else.
function fresh(request, isGood) {
  const answer = fetch(request);
  const good = answer.then((found) => found.ok && found.clone().text()).then((body) => body && isGood(body));
  const late = new Promise((done) => { setTimeout(done, PATIENCE); });
  return Promise.race([good, late]).catch(() => false)
    .then((usable) => usable ? answer : kept(request).then((found) => found || answer));
}
function isPage(body) {
  return body.indexOf("data-led=") > 0;
}
function isList(body) {
  return JSON.parse(body).items.length > 0;
}

// --- keeping ---------------------------------------------------------------------------------------
let work = Promise.resolve();
self.addEventListener("message", (event) => {
  work = work.then(() => keep(event.data)).catch(() => {});
  event.waitUntil(work);
});

async function keep({ page, list, body, headers, pictures }) {
  const cache = await caches.open(NAME);
  await cache.put(list, new Response(body, { headers }));
  const named = [list, ...await keepPage(cache, page), ...pictures];
  // One after another: the line may be thin, and the page uses it too.
  for (const address of pictures) await add(cache, address);
  for (const request of await cache.keys()) {
    if (named.indexOf(request.url) < 0) await cache.delete(request);
  }
}

// The page goes with the parts that it names, or stays as it was with those that it had.
async function keepPage(cache, page) {
  const before = await cache.match(page);
  for (const html of [await load(page), before && await before.text()]) {
    const parts = html ? partsOf(html, page) : [];
    const there = await Promise.all(parts.map((part) => add(cache, part)));
    if (html && there.every(Boolean)) {
      await cache.put(page, new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
      return [page, ...parts];
    }
  }
  return [page];
}
async function load(page) {
  try {
    const answer = await fetch(page, { cache: "no-cache" }), html = await answer.text();
    return answer.ok && isPage(html) && html;
  } catch (error) { return ""; }
}
function partsOf(html, page) {
  return (html.match(PARTS) || []).map((tag) => new URL(/\s(?:href|src)="([^"]*)"/.exec(tag)[1], page).href);
}

// Names of parts and pictures change with their content: what is there is never asked for again.
async function add(cache, address) {
  if (await cache.match(address, { ignoreVary: true })) return true;
  try {
    await cache.add(address);
    return true;
  } catch (error) { return false; }
}
