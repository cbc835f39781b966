// Visits that were written down and not sent: kept in this browser, each under its own key, and sent when there is a network.
// The server takes a key in once, however often it is sent.
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
}

export function unsent(user) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(place(user, "")))
      .map((name) => JSON.parse(localStorage.getItem(name))).sort((a, b) => b.at - a.at);
  } catch { return []; }
}

// Returns the visit's address, or null where the server refused it; throws where there is no network.
export async function send(user, entry, token) {
  const body = new URLSearchParams(entry.fields.filter(([name]) => name !== "csrf_token" && name !== "do"));
  body.set("csrf_token", token);
  body.set("do", "send");
  const answer = await fetch(entry.address, { method: "POST", body });
  if (answer.status >= 500) throw new Error("try again later");
  const landed = new URL(answer.url);
  if (!answer.ok || !answer.redirected || !/^\/visits\/ZF/.test(landed.pathname)) return null;
  drop(user, entry.key);
  return landed.pathname;
}
