// The sheet of single keys and the switch that turns them off, alike on lists, the search and the page of a ticket.
import { keysAreOn, turnKeys } from "./keys.js";

const sheet = document.getElementById("key-sheet");
const hints = document.querySelector("[data-keys]");

export const openSheet = () => sheet?.showModal();

document.querySelector("[data-sheet]")?.addEventListener("click", openSheet);
sheet?.querySelector("[data-close]").addEventListener("click", () => sheet.close());

export function offerKeys() {
  const button = hints?.querySelector("button[data-off]");
  if (!button) return;
  const show = () => { button.textContent = keysAreOn() ? button.dataset.off : button.dataset.on; };
  button.addEventListener("click", () => {
    turnKeys(!keysAreOn());
    show();
  });
  show();
  hints.hidden = false;
}
