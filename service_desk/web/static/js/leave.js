// Ask before a page with unsent text is left. The browser words the question itself.
export function warnBeforeLeaving() {
  // What a refused form shows again has not been sent either.
  const refused = document.querySelector(".errors, #stale") !== null;
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const written = () => [...form.elements].some((field) =>
      (field.tagName === "TEXTAREA" || field.type === "text") && field.value !== (refused ? "" : field.defaultValue));
    let sending = false; // or kept as a draft
    // What is pressed in the hints beside a form leaves on purpose; the form is kept as a draft.
    document.addEventListener("submit", ({ target }) => { sending ||= target === form || target.closest("[data-hints]") !== null; });
    form.addEventListener("kept", () => { sending = true; });
    form.addEventListener("input", () => { sending = false; });
    window.addEventListener("pageshow", () => { sending = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!sending && written()) event.preventDefault();
    });
  }
}
