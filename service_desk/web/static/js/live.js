// An open list asks every fifteen seconds whether anything has changed. Rows stay where they are: what changed is marked in
// place, what is new waits behind a bar that r or a click shows.
import { keysAreOn } from "./keys.js";

const bar = document.querySelector("[data-live]");
const rows = [...document.querySelectorAll("tr[data-number]")];
let version = bar.dataset.version;
let timer;

function mark(row, words, gone) {
  row.classList.toggle("gone", gone);
  const told = row.querySelector(".fresh") ?? Object.assign(document.createElement("span"), { className: "fresh" });
  told.textContent = words;
  row.cells[0].append(told);
}

function show({ tabs, rows: held, gone, new: words }) {
  for (const [key, count] of Object.entries(tabs)) {
    const badge = document.querySelector(`[data-tab="${CSS.escape(key)}"] .badge`);
    if (badge && count) badge.firstChild.data = count;
  }
  for (const row of rows) {
    const now = held[row.dataset.number];
    if (!now) mark(row, gone, true);
    else if (String(now.version) !== row.dataset.version) mark(row, now.words, false);
  }
  bar.firstElementChild.textContent = words;
  bar.hidden = !words;
}

async function ask() {
  if (document.hidden) return;
  const address = new URL(bar.dataset.live, location.href);
  address.searchParams.set("shown", rows.map((row) => row.dataset.number).join("."));
  try {
    const answer = await fetch(address, { headers: { "If-None-Match": version, Accept: "application/json" }, cache: "no-store" });
    if (answer.status === 401 || answer.status === 403) clearInterval(timer);
    if (answer.status !== 200) return;
    version = answer.headers.get("ETag");
    show(await answer.json());
  } catch { /* offline: asked again next time */ }
}

timer = setInterval(ask, 15000);
document.addEventListener("visibilitychange", ask);
document.addEventListener("keydown", (event) => {
  if (event.key !== "r" || bar.hidden || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!event.target.closest("input, select, textarea")) bar.firstElementChild.click();
});
