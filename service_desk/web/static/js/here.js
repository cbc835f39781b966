// An open ticket tells the desk that it is looked at, and learns who else is here and what others did. Nothing moves.
const line = document.querySelector("[data-here]");
const told = document.querySelector("[data-changed]");
const token = document.querySelector("[name=csrf_token]").value;

function sign(leaves) {
  const data = new FormData();
  data.set("csrf_token", token);
  data.set("version", line.dataset.version);
  if (leaves) data.set("leaves", "1");
  return data;
}

async function tell() {
  if (document.hidden) return;
  try {
    const answer = await fetch(line.dataset.here, { method: "POST", body: sign(), headers: { Accept: "application/json" } });
    if (answer.status === 401 || answer.status === 404) clearInterval(timer);
    if (!answer.ok) return;
    const { here, changed, link } = await answer.json();
    if (line.textContent !== here) line.textContent = here;
    if (!changed || told.firstElementChild.textContent === changed) return;
    told.firstElementChild.textContent = changed;
    told.querySelector("a").href = link;
    told.hidden = false;
  } catch { /* offline: told next time */ }
}

const timer = setInterval(tell, 20000);
document.addEventListener("visibilitychange", tell);
window.addEventListener("pagehide", () => navigator.sendBeacon(line.dataset.here, sign(true)));
tell();
