// What an officer types into an act's form is kept on the server a moment later; only he sees it.
const WAITS = 1200;

for (const line of document.querySelectorAll("[data-autosave]")) {
  const form = line.closest("form");
  const told = line.querySelector("[data-kept]");
  let timer;
  let sent = false;
  const save = async () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("draft", "auto");
    try {
      const answer = await fetch(line.dataset.autosave, { method: "POST", body: data, keepalive: true });
      const { saved } = await answer.json();
      if (!sent) told.textContent = saved ? line.dataset.words.replace("{time}", saved) : "";
    } catch { /* offline or signed out: the text stays in the form */ }
  };
  form.addEventListener("submit", () => { sent = true; clearTimeout(timer); });
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, WAITS); });
}
