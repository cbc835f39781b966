// A question being edited: only what goes with its kind is shown. Without the script everything stands there.
const form = document.getElementById("question");
function refresh() {
  const kind = form.elements.kind.value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(kind);
}
form.addEventListener("change", refresh);
refresh();
