// A list by keyboard: j and k move, o opens, → and ← open and close a preview, x ticks, s and a sign and assign what is ticked, p reports progress, / searches,
// ? shows the keys. The button below the list switches them off and on.
import { keysAreOn } from "./keys.js";
import { close, isOffered, isOpen, look, offerPreviews } from "./preview.js";
import { offerKeys, openSheet } from "./sheet.js";

const rows = [...document.querySelectorAll(".table tbody tr")];
const search = document.getElementById("q");
let here = -1;

function stand(number) {
  here = Math.max(0, Math.min(rows.length - 1, number));
  rows.forEach((row, place) => row.classList.toggle("selected", place === here));
  return rows[here];
}

function move(by) {
  const looks = isOpen(), row = stand(here + by);
  row?.querySelector("a.title").focus();
  if (looks && row.nextElementSibling?.className !== "looked-at") look(row);
}

// The row the focus is in, or the one that j and k have led to.
function rowOf(element) {
  const there = rows.indexOf(element.closest("tr[data-number]"));
  return stand(there >= 0 ? there : here);
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
  ArrowRight: (event) => { if (!isOpen()) look(rowOf(event.target)); },
  ArrowLeft: () => close(),
  "/": () => search?.focus(),
  "?": openSheet,
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog[open]");
  if (typing || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || !(event.key in DEEDS)) return;
  if (event.key.startsWith("Arrow") && (!isOffered || !rows.length || event.target.closest(".tabs, details"))) return;
  event.preventDefault();
  DEEDS[event.key](event);
});

if (rows.length) {
  offerKeys();
  if (isOffered) offerPreviews(rows);
}
