// Behind an @ the colleagues who may read the ticket are offered as buttons under the text: arrow down goes there.
const address = document.querySelector("[data-colleagues]").dataset;
const BEGUN = /(?:^|[^\w.%+-])@([^\s@]{0,20})$/u;

for (const area of document.querySelectorAll("textarea[data-mentions]")) {
  const offers = document.createElement("div");
  offers.className = "mentions";
  offers.setAttribute("role", "group");
  offers.setAttribute("aria-label", address.mention);
  area.after(offers);
  const begun = () => BEGUN.exec(area.value.slice(0, area.selectionStart));

  const choose = (written) => {
    const end = area.selectionStart;
    area.setRangeText(`@${written} `, end - begun()[1].length - 1, end, "end");
    offers.replaceChildren();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };

  area.addEventListener("input", async () => {
    const found = begun();
    if (!found) { offers.replaceChildren(); return; }
    const answer = await fetch(`${address.colleagues}?q=${encodeURIComponent(found[1])}`, { headers: { Accept: "application/json" } });
    // A late answer must not take the offer from under the hand: what has the focus stays.
    if (!answer.ok || begun()?.[1] !== found[1] || offers.contains(document.activeElement)) return;
    offers.replaceChildren(...(await answer.json()).map(({ written, name, office }) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: `@${name} ${office}` });
      button.addEventListener("click", () => choose(written));
      return button;
    }));
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && offers.firstChild) { event.preventDefault(); offers.firstChild.focus(); }
    if (event.key === "Escape") offers.replaceChildren();
  });
}
