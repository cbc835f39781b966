// A list by keyboard: j and k move, o opens, x ticks, s and a sign and assign what is ticked, p reports progress, / searches,
// ? shows the keys. The button below the list switches them off and on.
import { keysAreOn } from "./keys.js";
import { offerKeys, openSheet } from "./sheet.js";

const rows = [...document.querySelectorAll(".table tbody tr")];
const search = document.getElementById("q");
let here = -1;

function move(by) {
  here = Math.max(0, Math.min(rows.length - 1, here + by));
  rows.forEach((row, number) => row.classList.toggle("selected", number === here));
  rows[here]?.querySelector("a.title").focus();
}

function tick(row, on) {
  const box = row?.querySelector("input[type=checkbox]");
  if (box && box.checked !== (on ?? !box.checked)) box.click();
}

// What is ticked is done together; with nothing ticked, the row one stands on.
function together(slug) {
  const button = document.querySelector(`#bulk button[formaction$="/${slug}"]`);
  if (!button) return;
  if (!document.querySelector(".table tbody input[type=checkbox]:checked")) tick(rows[here], true);
  if (document.querySelector(".table tbody input[type=checkbox]:checked")) button.click();
}

const DEEDS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => rows[here]?.querySelector("a.title").click(),
  x: () => tick(rows[here]),
  s: () => together("sign"),
  a: () => together("assign"),
  p: () => { if (rows[here]) location.assign(`${rows[here].querySelector("a.title").href}/progress`); },
  "/": () => search?.focus(),
  "?": openSheet,
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, dialog");
  if (typing || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || !(event.key in DEEDS)) return;
  event.preventDefault();
  DEEDS[event.key]();
});

if (rows.length) offerKeys();
