"use strict";

// The editor is in Vietnamese unless somebody chose another language: it keeps choices under this name.
const PREFERENCES = "sveltia-cms.prefs";
if (!localStorage.getItem(PREFERENCES)) {
  localStorage.setItem(PREFERENCES, JSON.stringify({ locale: "vi" }));
}
// Only now: it looks for the language when it is loaded.
import("./npm/index.js").then((cms) => cms.init());
