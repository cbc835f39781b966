// Whether single keys are shortcuts here; each person may turn them off, as a screen reader or dictation needs them. It is kept
// with the account: the page says how it stands, and a change is sent at once.
const page = document.querySelector("[data-single-keys]");

export const keysAreOn = () => page?.dataset.singleKeys !== "off";

export function turnKeys(on) {
  page.dataset.singleKeys = on ? "on" : "off";
  const wish = new URLSearchParams({ keys: page.dataset.singleKeys, csrf_token: page.dataset.token });
  fetch(page.dataset.keep, { method: "POST", body: wish, keepalive: true }).catch(() => {}); // it holds on this page at least
}
