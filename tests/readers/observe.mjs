// Grades a running site as Mozilla's HTTP Observatory does:
//   node observe.mjs <folder of node_modules> <host> <port of HTTP> <port of HTTPS> <path>
// Standard output: {status, grade, score, tests: [{name, pass, result, points}]}.
// Its own program asks at ports 80 and 443 only, and needs lists from the network; its parts need neither.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

// The list of hosts that browsers know by heart; nobody's local host is in it.
const read = fs.readFileSync;
fs.readFileSync = (file, ...options) => String(file).endsWith("hsts-preload.json") ? "{}" : read(file, ...options);

const [folder, host, httpPort, httpsPort, address] = process.argv.slice(2);
const part = (name) =>
  import(pathToFileURL(path.join(folder, "node_modules/@mdn/mdn-http-observatory/src", name)));
const { ALL_TESTS } = await part("constants.js");
const { retrieve } = await part("retriever/retriever.js");
const { getGradeForScore, getScoreModifier } = await part("grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await part("grader/charts.js");

const site = await retrieve(host, { httpPort, httpsPort, path: address });
const tests = ALL_TESTS.map((test) => test(site)).map((found) => ({
  name: found.constructor.name, pass: found.pass, result: found.result, points: getScoreModifier(found.result),
}));
const sum = (some) => some.reduce((total, each) => total + each.points, 100);
const strict = sum(tests.filter((each) => each.points < 0));
const { grade, score } = getGradeForScore(strict >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(tests) : strict);
console.log(JSON.stringify({ status: site.responses.auto.status, grade, score, tests }));
