// Copies of the visits' pages belong to the account that saw them: they go when it signs out, and when another signs in.
const OURS = "visits:";

export const own = (account) => `${OURS}${account}:`;

export async function dropCopies(except = "") {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && !(except && name.startsWith(except)));
  await Promise.all(names.map((name) => caches.delete(name)));
  if (names.length && !except) await (await navigator.serviceWorker?.getRegistration("/visits"))?.unregister();
}

export function guardCopies() {
  if (!("caches" in window)) return; // without https a browser keeps none
  const { account } = document.documentElement.dataset; // a page that tells of a failure does not know who reads it
  if (account !== undefined) dropCopies(account && own(account)).catch(() => { /* a browser that keeps nothing */ });
  document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => { dropCopies().catch(() => {}); });
}
