// A press puts a phrase into the form's first long text, where the caret stands.
for (const button of document.querySelectorAll("[data-insert]")) {
  const area = button.closest("form").querySelector("textarea");
  if (!area) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const text = button.parentElement.querySelector("[data-phrase]").textContent.trim();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
}
