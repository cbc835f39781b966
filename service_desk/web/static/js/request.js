// A request form while it is filled in: what does not apply is hidden, sums are shown. The server reckons everything anew.
import "./rows.js";
import { isMet } from "./conditions.js";

const form = document.getElementById("request");
const value = (name) => {
  const text = form.elements[name]?.value ?? "";
  const number = Number(text.normalize("NFKC").replace(/[,\s]/g, ""));
  return text.trim() === "" || Number.isNaN(number) ? null : number;
};
const shown = (number, digits = 2) => number.toLocaleString("en", { maximumFractionDigits: digits });
const asked = (name) => [...form.querySelectorAll(`[name="${name}"]`)].filter((one) => !one.closest("[hidden]"));
const chosen = (name) => asked(name).filter((one) => !/radio|checkbox/.test(one.type) || one.checked).map((one) => one.value);
function hideWhatDoesNotApply() {
  for (const part of form.querySelectorAll("[data-when]")) part.hidden = !isMet(JSON.parse(part.dataset.when), asked);
}

function sayWhatIsRequired() {
  for (const mark of form.querySelectorAll("[data-must]"))
    mark.textContent = isMet(JSON.parse(mark.dataset.must), asked) ? mark.dataset.yes : mark.dataset.no;
}

function say(box, lines, isWrong, blocks = false) {
  const text = lines.join("\n");
  if (box.textContent !== text) box.textContent = text;
  box.classList.toggle("wrong-sum", isWrong && !blocks);
  box.classList.toggle("blocking-sum", isWrong && blocks);
  box.hidden = text === "";
}

function power(box) {
  const kind = chosen("apply_kind")[0];
  const total = kind === "borrow" ? value("borrow_kva") : (value("existing_kva") ?? 0) + (value("add_kva") ?? 0);
  const load = value("est_load_kw"), factor = value("power_factor");
  const needed = load && factor > 0 && factor <= 1 ? Math.ceil(load / factor * 100) / 100 : null;
  const lines = [];
  if (total) lines.push(`${box.dataset.total} ${shown(total)} kVA`);
  if (needed) lines.push(`${box.dataset.need} ${shown(load)} kW ÷ ${factor} = ${shown(needed)} kVA`);
  const over = Boolean(total && needed && needed > total);
  if (over) lines.push(box.dataset.over);
  say(box, lines, over);
}

function borrow(box) {
  const [rated, keep, borrowed] = ["lender_rated_kva", "lender_keep_kva", "borrow_kva"].map(value);
  if (keep === null || borrowed === null) return say(box, [], false);
  const over = rated !== null && keep + borrowed > rated;
  const words = rated === null ? [] : [over ? box.dataset.over : box.dataset.ok];
  say(box, [`${box.dataset.sum} ${shown(borrowed)} + ${shown(keep)} = ${shown(borrowed + keep)} kVA`, ...words], over, true);
}

const SIGNS = { bought: 1, stock_start: 1, stock_end: -1, sold: -1, passed_on: -1 };
const plain = (name) => name.normalize("NFKC").replace(/\s/g, "").toLowerCase();
const figure = (cell) => Number((cell ?? "").match(/\d+(\.\d+)?/)?.[0] ?? 0);

// What one unit of the form makes in tce, by the heating value that was measured, else by the standard's factor.
function perUnit(table, code, units, factor, measured) {
  if (!measured) return factor;
  const kgce = code === "steam" ? measured * table.steam : measured / table.kj;
  return Math.round(kgce * 1e4) / 1e4 * units;
}

function energy(box) {
  const slot = box.dataset.slot, table = JSON.parse(document.querySelector("[data-factors]").dataset.factors);
  let [equivalent, equal, any] = [0, 0, false];
  for (const [row, factor] of Object.entries(table.rows)) {
    const measured = value(`${slot}_${row}_heating_value`) ?? value(table.measured[row] ?? "");
    const tce = perUnit(table, row, table.units[row], factor, measured);
    let amount = 0;
    for (const [column, sign] of Object.entries(SIGNS)) {
      const typed = value(`${slot}_${row}_${column}`);
      if (typed !== null) { amount += sign * typed; any = true; }
    }
    equivalent += amount * tce;
    equal += amount * (row === "electricity" ? table.equal[chosen(`${slot}_year`)[0]] ?? tce : tce);
  }
  const others = Object.entries(table.others).map(([name, other]) => [plain(name), other]);
  for (const line of (form.elements[`${slot}_others`]?.value ?? "").normalize("NFKC").split("\n")) {
    const [name, ...cells] = line.split(/[,;\t]/), wanted = plain(name);
    const other = wanted && others.find(([known]) => known === wanted || known.startsWith(`${wanted}(`))?.[1];
    if (!other) continue;
    any = true;
    const amount = Object.values(SIGNS).reduce((sum, sign, place) => sum + sign * figure(cells[place]), 0);
    const tce = amount * perUnit(table, "", other.units, other.tce, figure(cells[5]));
    equivalent += tce;
    equal += tce;
  }
  const words = `${box.dataset.equivalent} ${shown(equivalent)} tce · ${box.dataset.equal} ${shown(equal)} tce`;
  say(box, any ? [words, box.dataset.thresholds] : [], false);
}

const LIVE = { power, borrow, energy };
function refresh() {
  hideWhatDoesNotApply();
  sayWhatIsRequired();
  for (const box of form.querySelectorAll("[data-live]")) LIVE[box.dataset.live](box);
}
if (form) {
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  window.addEventListener("pageshow", refresh);
  refresh();
}
