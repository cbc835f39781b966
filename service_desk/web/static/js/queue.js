// The queue by keyboard: j and k move, o opens, / searches. The button below the list switches the keys off and on.
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

const DEEDS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => rows[here]?.querySelector("a.title").click(),
  "/": () => search?.focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || !(event.key in DEEDS)) return;
  event.preventDefault();
  DEEDS[event.key]();
});

if (hints && rows.length) {
  const button = hints.querySelector("button");
  const show = () => { button.textContent = keysAreOn() ? button.dataset.off : button.dataset.on; };
  button.addEventListener("click", () => {
    turnKeys(!keysAreOn());
    show();
  });
  show();
  hints.hidden = false;
}
