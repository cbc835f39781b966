// Ask before a page with unsent text is left. The browser words the question itself.
export function warnBeforeLeaving() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const written = () => [...form.elements].some((field) =>
      (field.tagName === "TEXTAREA" || field.type === "text") && field.value !== field.defaultValue);
    let sending = false;
    form.addEventListener("submit", () => { sending = true; });
    window.addEventListener("pageshow", () => { sending = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!sending && written()) event.preventDefault();
    });
  }
}
