// A button beside a text that copies it; where the clipboard is closed, the text is selected for the keys.
for (const text of document.querySelectorAll("textarea[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = text.dataset.copy;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      button.textContent = text.dataset.copied;
    } catch { text.focus(); }
  });
  text.after(button);
}
