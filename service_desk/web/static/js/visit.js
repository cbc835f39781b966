// The form of a visit on a phone with a bad network: kept while it is typed, sent now or when there is a network again.
import { find, keep, send } from "./visit-store.js";

const form = document.getElementById("visit");
const line = document.querySelector("[data-standing]");
const user = form.dataset.user;
const rows = () => [...form.querySelectorAll("[data-asked]")];
let ready = false;
let sending = false;

function entry() {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const asked = fields.filter(([name, value]) => /^asked-\d+-text$/.test(name) && value.trim()).length;
  return {
    key: form.elements.key.value, at: Date.now(), ready, fields, asked, photos: form.querySelectorAll("li[data-photo]").length,
    address: form.getAttribute("action"), firm: form.elements.firm_name.value, day: form.elements.visited_on.value,
  };
}

function tell(words) {
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  line.textContent = line.dataset[words].replace("{time}", time);
  line.hidden = false;
}

function save() {
  tell(keep(user, entry()) ? (ready ? "waiting" : "kept") : "full");
}

function addRow() {
  const last = rows().at(-1);
  const copy = last.cloneNode(true);
  const next = rows().length;
  copy.querySelectorAll("[data-thought]").forEach((each) => each.remove());
  for (const each of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["id", "name", "for", "aria-describedby", "aria-labelledby"]) {
      const value = each.getAttribute(name);
      if (value) each.setAttribute(name, value.replace(/asked-\d+/g, `asked-${next}`));
    }
    if (each.matches("textarea, select, [type=hidden]")) each.value = "";
    if (each.matches("[type=radio]")) each.checked = each.value === "listed";
    if (each.matches("[data-no]")) each.textContent = next + 1;
  }
  last.after(copy);
  return copy;
}

function restore(kept) {
  const last = Math.max(0, ...kept.fields.map(([name]) => Number(/^asked-(\d+)-/.exec(name)?.[1] ?? 0)));
  while (rows().length <= last) addRow();
  for (const field of form.elements) {
    if (!field.name || ["csrf_token", "kept_photos"].includes(field.name)) continue;
    const values = kept.fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length && field.type !== "submit") field.value = values[0];
  }
  tell("kept");
}

async function trySending() {
  if (sending) return;
  sending = true;
  tell("sending");
  try {
    const { address, signedOut, refusedPhoto, token, photos } = await send(user, entry());
    if (address) location.assign(address);
    else if (signedOut) location.assign(`/sign-in?next=${encodeURIComponent("/visits")}`); // from there it goes by itself
    else if (refusedPhoto) {
      ready = sending = false;
      save();
      tell("photo");
    } else {
      form.elements.csrf_token.value = token;
      for (const value of photos) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "kept_photos", value }));
      form.submit(); // the server's page says what is wrong and keeps the text
    }
  } catch {
    tell("waiting");
    sending = false;
  }
}

// What the machine chose goes when the text changes; what a person chose by hand stays.
form.addEventListener("input", ({ target }) => {
  const row = target.closest?.("[data-asked]");
  const [guessed, chosen] = ["guessed", "request_type"].map((name) => row?.querySelector(`[name$="-${name}"]`));
  if (!target.matches?.("[name$='-text']") || !guessed?.value || chosen.value !== guessed.value) return;
  guessed.value = chosen.value = "";
  row.querySelectorAll("[data-thought]").forEach((each) => each.remove());
});

let timer;
form.addEventListener("input", () => { ready = false; clearTimeout(timer); timer = setTimeout(save, 250); });
window.addEventListener("pagehide", () => { if (timer && !sending) save(); });
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (event.submitter?.value === "more") {
    event.preventDefault();
    addRow().querySelector("textarea").focus();
  } else if (event.submitter?.value === "send" || !event.submitter) {
    event.preventDefault();
    ready = true;
    save();
    trySending();
  } else if (!navigator.onLine) { // taking apart and looking up are the server's work
    event.preventDefault();
    save();
  }
});
// The same copy of the empty form may be filled in for several firms, and after midnight.
function makeNew({ copiedAt }) {
  form.elements.key.value = crypto.randomUUID();
  const day = (at) => Date.parse(at.toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" }));
  form.elements.visited_on.valueAsNumber += day(new Date()) - day(new Date(copiedAt));
}

window.addEventListener("online", () => { if (ready) trySending(); });
const copy = document.querySelector("[data-copied-at]");
if (copy) makeNew(copy.dataset);
const kept = find(user, new URLSearchParams(location.hash.slice(1)).get("draft") ?? "");
if (kept && !document.querySelector(".errors")) restore(kept);
