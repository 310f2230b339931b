"use strict";

// Loads the page anew when there is a new build. Only a page that is seen asks: a browser keeps six lines open
// to one host, and each question waits for its answer.
(async () => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const seen = () => new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
  let number = "";
  for (;;) {
    if (document.hidden) await seen();
    try {
      const answer = await fetch(`/_preview/build?after=${number}`, { cache: "no-store" });
      const newest = await answer.text();
      if (number && newest !== number) location.reload();
      number = newest;
    } catch {
      await pause(1000); // The preview is being restarted.
    }
  }
})();
