// Menus (details.menu-box, what they open inside or, in .more, after them) close on Escape and on a click elsewhere.
export function menus() {
  const open = () => document.querySelectorAll("details.menu-box[open]");
  document.addEventListener("click", (event) => {
    for (const box of open()) if (!(box.closest(".more") ?? box).contains(event.target)) box.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const box of open()) {
      box.open = false;
      box.querySelector("summary").focus();
    }
  });
}
