// Firms that are known already are offered while a name is typed; the one chosen brings its code and park along
// (in place of another's where a correction is written).
const box = document.querySelector("[list=firms]");
const offers = document.getElementById("firms");
const known = new Map();
let timer;

async function look() {
  try {
    const answer = await fetch(`${offers.dataset.source}?q=${encodeURIComponent(box.value)}`, { headers: { Accept: "application/json" } });
    const { firms } = await answer.json();
    known.clear();
    for (const firm of firms) known.set(firm.name, firm);
    offers.replaceChildren(...firms.map((firm) => new Option([firm.uscc, firm.park].filter(Boolean).join(" · "), firm.name)));
  } catch { /* offline: the name is taken as it is typed */ }
}

box?.addEventListener("input", () => {
  const firm = known.get(box.value);
  clearTimeout(timer);
  if (!firm) { timer = setTimeout(look, 200); return; }
  for (const name of ["uscc", "park"]) {
    const field = box.form.elements[name];
    if (field && (!field.value || "replaces" in offers.dataset)) field.value = firm[name];
  }
});
