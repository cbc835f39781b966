// One key for what stands on the card: it presses a button or link, or ticks an answer. Text fields keep their keys.
import { keysAreOn } from "./keys.js";

document.querySelector("[data-card]").dataset.ready = "";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("select, textarea, input:not([type=radio], [type=checkbox])");
  const pressing = event.key === "Enter" && event.target.closest("a, button, summary");
  if (typing || pressing || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const wanted = document.querySelector(`[data-card] [data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  if (wanted.matches("input")) wanted.focus();
});
