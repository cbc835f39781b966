// When another request type is chosen, its category, level and route are filled in at once; each stays free to change.
const route = document.querySelector("[data-route]");

function choose(name, value) {
  for (const field of route.querySelectorAll(`[name="${name}"]`)) {
    if (field.tagName === "SELECT") field.value = value;
    else field.checked = field.value === value;
  }
}

route?.querySelector("[name=request_type]").addEventListener("change", (event) => {
  const { category, secondary, level, lead, co } = event.target.selectedOptions[0].dataset;
  if (!category) return;
  choose("category", category);
  choose("secondary_category", secondary);
  choose("level", level);
  choose("lead", lead);
  const helpers = co.split(" ");
  for (const box of route.querySelectorAll("[name=co_departments]")) box.checked = helpers.includes(box.value);
  route.querySelector("details").open = true;
  route.closest("form").elements.routed_for.value = event.target.value;
});
