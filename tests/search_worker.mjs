// Runs docs/assets/js/search-worker.js on a folder of files as on a server: reads {folder, script, messages} as JSON
// from stdin, sends one message after the other, and prints what the worker posts as JSON lines. Messages with `do`
// are for this program:
//   {do: "offline"}, {do: "online"}        the server goes away, comes back
//   {do: "refuse", path}                   this file alone cannot be reached
//   {do: "serve", folder}                  another folder from now on
//   {do: "restart"}                        a new worker with the same cache
//   {do: "forget"}                         its cache is empty
//   {do: "requests"}                       prints {type: "requests", paths}: asked of the server since the last time
//   {do: "cache"}                          prints {type: "cache", paths}
//   {do: "together", messages}             sent at once; prints all that comes
//   {do: "call", call, with}               prints {type: "called", value}: an expression in the worker, called with a value
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const ROOT = "https://portal.example/cong";
const TYPES = { ".json": "application/json", ".bin": "application/octet-stream" };
const { folder, script, messages } = JSON.parse(fs.readFileSync(0, "utf8"));
let served = folder, online = true, refused = null, requests = [], kept = new Map();
let context, waiting = [];

const cache = {
  match: async (url) => kept.has(url) ? kept.get(url).clone() : undefined,
  put: async (url, answer) => { kept.set(url, answer); },
  keys: async () => [...kept.keys()].map((url) => ({ url })),
  delete: async (request) => kept.delete(request.url)
};
async function fetchFile(url) {
  const at = decodeURI(new URL(url).pathname.slice("/cong".length));
  requests.push(at);
  if (!online || at === refused) throw new TypeError("Failed to fetch");
  const name = path.join(served, at);
  if (!fs.existsSync(name)) return new Response("", { status: 404 });
  return new Response(fs.readFileSync(name), { headers: { "content-type": TYPES[path.extname(name)] || "text/html" } });
}
function print(value) {
  process.stdout.write(JSON.stringify(value) + "\n");
}
function start() {
  const self = { postMessage: (answer) => { print(answer); waiting.forEach((heard) => heard(answer)); } };
  context = vm.createContext({ self, fetch: fetchFile, caches: { open: async () => cache }, TextDecoder, console, performance });
  vm.runInContext(fs.readFileSync(script, "utf8"), context, { filename: script });
}
// Resolves at an answer with the id; without one when nothing has come for a while.
function send(message) {
  const heard = new Promise((resolve) => {
    waiting.push((answer) => { if (answer.id === message.id || answer.type === "outdated") resolve(); });
    if (message.type === "open") setTimeout(resolve, 40);
  });
  context.self.onmessage({ data: message });
  return heard;
}
const acts = {
  offline: () => { online = false; },
  online: () => { online = true; refused = null; },
  refuse: (message) => { refused = message.path; },
  serve: (message) => { served = message.folder; },
  forget: () => { kept.clear(); },
  restart: () => { start(); return send({ type: "open", root: ROOT }); },
  requests: () => { print({ type: "requests", paths: requests }); requests = []; },
  cache: () => print({ type: "cache", paths: [...kept.keys()].map((url) => url.slice(ROOT.length)) }),
  call: async (message) => print({ type: "called", value: await vm.runInContext(`(${message.call})`, context)(message.with) }),
  together: async (message) => {
    message.messages.slice(0, -1).forEach((each) => context.self.onmessage({ data: each }));
    await send(message.messages[message.messages.length - 1]);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
};

start();
await send({ type: "open", root: ROOT });
for (const message of messages) await (message.do ? acts[message.do](message) : send(message));
