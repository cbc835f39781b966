// The page of a ticket by keyboard: s signs, a assigns, p reports progress where one may, o goes back to the list, ? shows the keys.
// A key leads to the act and never does it: where its form stands on the page, its button is focused.
import { keysAreOn } from "./keys.js";
import { offerKeys, openSheet } from "./sheet.js";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, dialog");
  if (typing || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const wanted = document.querySelector(`[data-deed="${CSS.escape(event.key)}"]`);
  if (!wanted && event.key !== "?") return;
  event.preventDefault();
  if (event.key === "?") openSheet();
  else if (wanted.matches("a")) wanted.click();
  else wanted.querySelector("input:not([type=hidden]), select, textarea, button").focus();
});

offerKeys();
