// The visits this browser has not sent yet: open, send or drop each; those that were meant to be sent go by themselves.
import { drop, keep, send, unsent } from "./visit-store.js";

const box = document.querySelector("[data-unsent]");
const { user } = box.dataset;
const list = box.querySelector("ul");

function button(words, act, look = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn ${look}`;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function item(entry) {
  const row = document.createElement("li");
  const name = document.createElement("p");
  const title = document.createElement("strong");
  title.textContent = entry.firm || box.dataset.nameless;
  const more = document.createElement("span");
  more.className = "small muted";
  more.textContent = ` ${entry.day} · ${box.dataset.count.replace("{n}", entry.asked)}`;
  if (entry.photos) more.textContent += ` · ${box.dataset.photos.replace("{n}", entry.photos)}`;
  const state = document.createElement("p");
  state.className = "small flush";
  state.setAttribute("role", "status");
  state.textContent = entry.refused ? box.dataset.refused : box.dataset.state;
  name.append(title, more);
  const open = document.createElement("a");
  open.className = "btn";
  open.href = `${entry.address}#draft=${encodeURIComponent(entry.key)}`;
  open.textContent = box.dataset.open;
  const acts = document.createElement("div");
  acts.className = "row";
  acts.append(
    button(box.dataset.send, () => deliver([entry]), "primary"), open,
    button(box.dataset.drop, () => { drop(user, entry.key); show(); }),
  );
  row.append(name, state, acts);
  return row;
}

function show() {
  const entries = unsent(user);
  list.replaceChildren(...entries.map(item));
  box.hidden = entries.length === 0;
  box.querySelector("h2").hidden = entries.length === 0; // what was just sent is still told below it
}

function linkTo({ firm, address }) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = firm || box.dataset.nameless;
  return link;
}

let busy = false;
async function deliver(entries) {
  if (busy) return;
  busy = true;
  const sent = [];
  let isOut = false;
  box.querySelector("[data-told]").textContent = box.dataset.sending;
  try {
    for (const entry of entries) {
      const { address, signedOut } = await send(user, entry);
      if (address) sent.push({ firm: entry.firm, address });
      else if (signedOut) isOut = true; // it stays as it is, and goes after signing in
      else keep(user, { ...entry, refused: true, ready: false });
    }
  } catch { /* no network: they stay */ }
  busy = false;
  if (isOut) { location.assign(`/sign-in?next=${encodeURIComponent("/visits")}`); return; }
  show();
  const words = sent.length ? box.dataset.sent.replace("{n}", sent.length) : box.dataset.failed;
  box.querySelector("[data-told]").replaceChildren(words, ...sent.flatMap((one) => [" ", linkTo(one)]));
  box.hidden = false;
}

const waiting = () => unsent(user).filter((entry) => entry.ready);
window.addEventListener("online", () => { if (waiting().length) deliver(waiting()); });
window.addEventListener("storage", show);
show();
if (waiting().length) deliver(waiting());
