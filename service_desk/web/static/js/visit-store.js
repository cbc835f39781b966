// Visits that were written down and not sent: kept in this browser, each under its own key, and sent when there is a network.
// The server takes a key in once, however often it is sent.
import { dropPhotosOf, sendPhotos } from "./photo-store.js";

const PREFIX = "visit:";

const place = (user, key) => `${PREFIX}${user}:${key}`;

export function keep(user, entry) {
  try {
    localStorage.setItem(place(user, entry.key), JSON.stringify(entry));
    return true;
  } catch { return false; }
}

export function find(user, key) {
  try { return JSON.parse(localStorage.getItem(place(user, key))); } catch { return null; }
}

export function drop(user, key) {
  try { localStorage.removeItem(place(user, key)); } catch { /* a browser that keeps nothing */ }
  return dropPhotosOf(user, key);
}

export function unsent(user) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(place(user, "")))
      .map((name) => JSON.parse(localStorage.getItem(name))).sort((a, b) => b.at - a.at);
  } catch { return []; }
}

// A form may have lain here for hours: the token of the session that is open now goes with it. None where nobody is
// signed in, or somebody else; what he wrote is not sent in another's name.
export async function tokenOf(user) {
  const answer = await fetch("/visits/token", { headers: { Accept: "application/json" } });
  if (answer.status === 401 || answer.status === 403) return null;
  if (!answer.ok) throw new Error("try again later");
  const told = await answer.json();
  return String(told.user) === String(user) ? told.token : null;
}

// Sends the photographs and then the visit that names them. Returns { address } of the visit, { signedOut }, { refusedPhoto }
// or { refused }; throws where there is no network.
export async function send(user, entry) {
  const token = await tokenOf(user);
  if (!token) return { signedOut: true };
  const photos = await sendPhotos(user, entry.key, token);
  if (!photos) return { refusedPhoto: true };
  const body = new URLSearchParams(entry.fields.filter(([name]) => name !== "csrf_token" && name !== "do"));
  body.set("csrf_token", token);
  body.set("do", "send");
  for (const photo of photos) body.append("kept_photos", photo);
  const answer = await fetch(entry.address, { method: "POST", body });
  if (answer.status >= 500 || answer.status === 429) throw new Error("try again later");
  const landed = new URL(answer.url);
  if (!answer.ok || !answer.redirected || !/^\/visits\/ZF/.test(landed.pathname)) return { refused: true, token, photos };
  await drop(user, entry.key);
  return { address: landed.pathname };
}
