// A row that is wider than the page (tabs of lists, the main menu on a phone) begins at the open entry; its cut edge fades.
export function showOpenTabs() {
  for (const row of document.querySelectorAll(".tabs, .places")) {
    const open = row.querySelector("[aria-current]");
    const fade = () => {
      const scrolls = getComputedStyle(row).overflowX !== "visible";
      row.classList.toggle("cut-before", scrolls && row.scrollLeft > 1);
      row.classList.toggle("cut-after", scrolls && row.scrollLeft + row.clientWidth < row.scrollWidth - 1);
    };
    if (open) row.scrollLeft += open.getBoundingClientRect().left - row.getBoundingClientRect().left - row.clientWidth / 3;
    row.addEventListener("scroll", fade, { passive: true });
    window.addEventListener("resize", fade);
    fade();
  }
}
