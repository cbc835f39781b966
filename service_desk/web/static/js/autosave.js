// What is typed into a form is kept on the server a moment later, and at once when the page is left.
const WAITS = 1200;

for (const line of document.querySelectorAll("[data-autosave]")) {
  const form = line.closest("form");
  const told = line.querySelector("[data-kept]");
  let timer;
  let sent = false;
  let changed = false;
  const send = async () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("draft", "auto");
    const answer = await fetch(line.dataset.autosave, { method: "POST", body: data, keepalive: true });
    return answer.json();
  };
  const save = async () => {
    clearTimeout(timer);
    if (!changed || sent) return;
    changed = false;
    try {
      let answer = await send();
      if (answer.csrf_token) { // the session has ended: the page goes on with a token of the new one
        form.elements.csrf_token.value = answer.csrf_token;
        answer = await send();
      }
      const { saved, fields, reason } = answer;
      for (const [name, value] of Object.entries(fields ?? {})) form.elements[name].value = value;
      if (!sent) told.textContent = saved ? line.dataset.words.replace("{time}", saved) : reason ?? "";
      if (saved) form.dispatchEvent(new Event("kept"));
    } catch { // offline or signed out: the text stays in the form
      changed = true;
      if (line.dataset.failed) told.textContent = line.dataset.failed;
    }
  };
  form.addEventListener("submit", () => { sent = true; clearTimeout(timer); });
  form.addEventListener("input", () => { changed = true; clearTimeout(timer); timer = setTimeout(save, WAITS); });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("pagehide", save);
}
