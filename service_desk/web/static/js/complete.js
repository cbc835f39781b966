// In a search box the word at the caret is completed: first to a condition (状态:), then to one of its values.
const MOST = 8;
const WORD = /(?:[^\s"“”]|["“][^"”]*["”]?)*$/u;
const SIGN = /[:：<>=]/u;

for (const input of document.querySelectorAll("input[data-offers]")) {
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-offers`, className: "offers", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.offersName);
  input.removeAttribute("list");
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  let offers, here = -1;
  const typed = () => WORD.exec(input.value.slice(0, input.selectionStart))[0];
  const known = () => (offers ??= fetch(input.dataset.offers, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : [])).catch(() => []));

  const close = () => {
    list.hidden = true;
    here = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const point = (to) => {
    here = (to + list.children.length) % list.children.length;
    [...list.children].forEach((each, place) => each.setAttribute("aria-selected", String(place === here)));
    input.setAttribute("aria-activedescendant", list.children[here].id);
    list.children[here].scrollIntoView({ block: "nearest" });
  };

  const fitting = (all, word) => {
    const plain = word.replace("：", ":").replace(/["“”]/gu, "").toLowerCase();
    const at = plain.search(SIGN);
    if (at < 0) return [...new Set(all.map((each) => each.slice(0, each.search(SIGN)) + ":"))].filter((each) => each.startsWith(plain));
    const value = plain.slice(at + 1);
    return all.filter((each) => each.toLowerCase().startsWith(plain.slice(0, at)) && SIGN.test(each[at]) &&
      each.slice(at + 1).toLowerCase().includes(value) && each.toLowerCase() !== plain);
  };

  const choose = (offer) => {
    const end = input.selectionStart, isWhole = !offer.endsWith(":");
    input.setRangeText(offer + (isWhole ? " " : ""), end - typed().length, end, "end");
    input.focus();
    if (isWhole) close(); else show(false);
  };

  async function show(wanted) {
    const all = await known(), word = typed();
    const found = word || wanted ? fitting(all, word).slice(0, MOST) : [];
    close();
    if (!found.length || document.activeElement !== input) return;
    list.replaceChildren(...found.map((offer, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, textContent: offer });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.addEventListener("click", () => choose(offer));
      return option;
    }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  input.addEventListener("input", () => show(false));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (list.hidden) {
      if (event.key === "ArrowDown") { event.preventDefault(); await show(true); if (!list.hidden) point(0); }
      return;
    }
    if (isArrow) point(event.key === "ArrowDown" ? here + 1 : here < 0 ? -1 : here - 1);
    else if (event.key === "Enter" && here >= 0) choose(list.children[here].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
