// Keeps copies of the visits' pages, so that an officer in a workshop without a network can open them (visits-worker.js).
import { own } from "./copies.js";

const FRESH = 3_600_000; // the worker copies whatever page is opened; of the others a copy of the last hour is good enough
const box = document.querySelector("[data-offline-copy]");
const { account } = document.documentElement.dataset;

async function copyPage(cache, page) {
  const known = await cache.match(page, { ignoreVary: true });
  if (known && Date.now() - Date.parse(known.headers.get("X-Copied-At")) < FRESH) return;
  const answer = await fetch(page, { headers: { "X-Offline-Copy": "1" } });
  const html = await answer.text();
  if (!answer.ok || answer.redirected || !html.includes(`data-account="${account}"`)) return; // signed out meanwhile
  const headers = new Headers(answer.headers);
  headers.set("X-Copied-At", new Date().toISOString());
  await cache.put(page, new Response(html, { headers }));
}

async function copyAll() {
  const { worker, pages, assets } = JSON.parse(box.dataset.offlineCopy);
  const name = own(account) + worker.split("/")[2];
  const cache = await caches.open(name);
  await navigator.serviceWorker.register(worker, { scope: "/visits" });
  for (const asset of assets) if (!(await cache.match(asset, { ignoreVary: true }))) await cache.add(asset);
  for (const page of pages) await copyPage(cache, page);
  for (const other of await caches.keys()) { // of an earlier version of the desk
    if (other.startsWith(own(account)) && other !== name) await caches.delete(other);
  }
  box.dataset.copied = pages.length;
}

if (box.hidden && "caches" in window && "serviceWorker" in navigator) {
  copyAll().catch(() => { /* no network or no room: what was copied before is still there */ });
}
