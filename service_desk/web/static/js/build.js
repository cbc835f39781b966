// A question being edited: only what goes with its kind is shown. Without the script everything stands there.
const form = document.getElementById("question");
function refresh() {
  const kind = form.elements.kind.value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(kind);
  for (const what of form.querySelectorAll("select[name^=columns-][name$=-kind]")) {
    form.elements[what.name.replace(/kind$/, "options")].parentElement.hidden = what.value !== "choice";
  }
}
form.addEventListener("change", refresh);
refresh();
