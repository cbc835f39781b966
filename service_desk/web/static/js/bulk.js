// Ticking tickets in the list: how many, all of the page at once, then the list with its other pages, and no bar while
// nothing is ticked.
const bar = document.querySelector(".bulk");
const boxes = [...document.querySelectorAll(".pick input")];
const all = bar?.querySelector("[data-all]");
const whole = bar?.querySelector("[data-whole]");
const told = bar?.querySelector("[data-ticked]");

function show() {
  const ticked = boxes.filter((box) => box.checked).length;
  if (whole) {
    whole.closest("label").hidden = ticked !== boxes.length;
    if (ticked !== boxes.length) whole.checked = false;
  }
  if (whole?.checked) told.textContent = whole.dataset.whole;
  else told.textContent = ticked ? told.dataset.ticked.replace("{n}", String(ticked)) : told.dataset.none;
  all.checked = ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
  bar.classList.toggle("idle", ticked === 0);
  for (const button of bar.querySelectorAll("button")) button.disabled = ticked === 0;
}

if (bar && boxes.length) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of [...boxes, ...(whole ? [whole] : [])]) box.addEventListener("change", show);
  window.addEventListener("pageshow", show); // the browser may tick again what was ticked before going back
  show();
}
