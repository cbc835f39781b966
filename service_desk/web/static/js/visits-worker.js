// The service worker of the visits (scope /visits): without a network it shows the copy of a page that was seen before.
// It keeps three kinds of page and nothing else, each for the account it was drawn for; copies.js clears them away.
const KEPT = /^\/visits(\/new(\?campaign=\d+)?|\/campaigns\/\d+)?$/;
const VERSION = self.location.pathname.split("/")[2];
const LONGEST = Number(new URLSearchParams(self.location.search).get("hours")) * 3_600_000; // as long as a session at most
const PATIENCE = 8_000; // a network that does not answer is none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function remember(request, answer) {
  const html = await answer.text();
  const account = /<html[^>]* data-account="(\d+)"/.exec(html)?.[1];
  if (!account) return;
  const headers = new Headers(answer.headers);
  headers.set("X-Copied-At", new Date().toISOString());
  const cache = await caches.open(`visits:${account}:${VERSION}`);
  await cache.put(request.url, new Response(html, { headers }));
}

async function copyOf(request) {
  const kept = await caches.match(request.url, { ignoreVary: true });
  const at = new Date(kept?.headers.get("X-Copied-At") ?? 0);
  if (!kept || Date.now() - at > LONGEST) return null;
  const html = await kept.text();
  const language = /<html[^>]* lang="([^"]+)"/.exec(html)?.[1];
  const time = at.toLocaleString(language, { timeZone: "Asia/Shanghai", dateStyle: "medium", timeStyle: "short" });
  const marked = html.replace(/(<p [^>]*data-offline-copy="[^"]*") hidden>([^{]*)\{time\}/, `$1 data-copied-at="${at.toISOString()}">$2${time}`);
  return new Response(marked, { headers: kept.headers });
}

async function open(event) {
  const fresh = fetch(event.request).then((answer) => {
    if (answer.ok && !answer.redirected) event.waitUntil(remember(event.request, answer.clone()));
    return answer;
  });
  const tooLong = new Promise((resolve) => { setTimeout(resolve, PATIENCE); }).then(() => copyOf(event.request));
  try {
    return (await Promise.race([fresh, tooLong])) ?? (await fresh);
  } catch (offline) {
    const copy = await copyOf(event.request);
    if (copy) return copy;
    throw offline;
  }
}

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && KEPT.test(pathname + search)) event.respondWith(open(event));
  else if (pathname.startsWith("/static/")) event.respondWith(caches.match(url, { ignoreVary: true }).then((kept) => kept ?? fetch(event.request)));
});
