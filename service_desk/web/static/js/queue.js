// A list by keyboard: j and k move, o opens, x ticks, s and a sign and assign what is ticked, p reports progress, / searches,
// ? shows the keys. The button below the list switches them off and on.
import { keysAreOn, turnKeys } from "./keys.js";

const rows = [...document.querySelectorAll(".table tbody tr")];
const hints = document.querySelector("[data-keys]");
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

const sheet = document.getElementById("key-sheet");
document.querySelector("[data-sheet]")?.addEventListener("click", () => sheet.showModal());
sheet?.querySelector("[data-close]").addEventListener("click", () => sheet.close());

const DEEDS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => rows[here]?.querySelector("a.title").click(),
  x: () => tick(rows[here]),
  s: () => together("sign"),
  a: () => together("assign"),
  p: () => { if (rows[here]) location.assign(`${rows[here].querySelector("a.title").href}/progress`); },
  "/": () => search?.focus(),
  "?": () => sheet?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || !(event.key in DEEDS)) return;
  event.preventDefault();
  DEEDS[event.key]();
});

if (hints && rows.length) {
  const button = hints.querySelector("button[data-off]");
  const show = () => { button.textContent = keysAreOn() ? button.dataset.off : button.dataset.on; };
  button.addEventListener("click", () => {
    turnKeys(!keysAreOn());
    show();
  });
  show();
  hints.hidden = false;
}
