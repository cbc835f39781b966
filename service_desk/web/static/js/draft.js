// What is typed into a request form is kept in this browser until it is submitted: a closed window, an expired session
// or a dead battery lose nothing. It never leaves the device and is forgotten after two weeks.
const LASTS = 14 * 24 * 3600 * 1000;
const SENT = "draft-sent";
const UNKEPT = ["hidden", "file", "password", "submit", "button"];

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < LASTS ? draft : null;
  } catch { return null; }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* a browser that keeps nothing */ }
}

function typed(form) {
  const fields = {};
  for (const field of form.elements) {
    if (!field.name || UNKEPT.includes(field.type)) continue;
    const on = field.type === "radio" || field.type === "checkbox" ? field.checked : field.value !== "";
    if (on) (fields[field.name] ??= []).push(field.value);
  }
  return fields;
}

function fill(form, fields) {
  for (const field of form.elements) {
    if (!field.name || UNKEPT.includes(field.type)) continue;
    const values = fields[field.name] ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// A draft goes on in the version of the form it was begun with, as long as that one is known.
const version = (form) => form.elements.form_version?.value;
const goOn = (form, draft) => {
  if (!draft.version || draft.version === version(form) || location.hash === "#restore") return fill(form, draft.fields);
  location.assign(`?form_version=${encodeURIComponent(draft.version)}#restore`);
};

function keep(form, key, start) {
  let timer;
  const save = () => {
    const fields = typed(form);
    if (JSON.stringify(fields) === start) return;
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields, version: version(form) })); } catch { /* full or forbidden */ }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 300); });
  form.addEventListener("submit", () => { save(); sessionStorage.setItem(SENT, key); });
  window.addEventListener("pagehide", () => { clearTimeout(timer); save(); });
}

export function keepDrafts() {
  const form = document.querySelector("form[data-draft]");
  if (document.querySelector("[data-submitted]")) {
    forget(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
  }
  if (!form) return;
  const key = `draft:${form.dataset.draft}`;
  const offer = document.querySelector("[data-draft-offer]");
  const draft = read(key);
  const start = JSON.stringify(typed(form));
  if (draft && offer && !document.querySelector(".errors") && JSON.stringify(draft.fields) !== start) {
    const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    offer.querySelector("[data-when]").textContent = when;
    offer.hidden = location.hash === "#restore";
    if (offer.hidden) fill(form, draft.fields);
    offer.querySelector("[data-restore]").addEventListener("click", () => { goOn(form, draft); offer.hidden = true; });
    offer.querySelector("[data-discard]").addEventListener("click", () => { forget(key); offer.hidden = true; });
  }
  keep(form, key, start);
}
