// Live count under a long text. A character is a code point, as on the server; a line break is one.
export function countCharacters() {
  for (const area of document.querySelectorAll("textarea[data-longest]")) {
    const line = document.getElementById(area.id + "-count");
    if (!line) continue;
    const longest = Number(area.dataset.longest);
    const show = () => {
      const used = [...area.value.trim()].length;
      const words = used > longest ? line.dataset.over : line.dataset.left;
      line.textContent = words.replace("{n}", String(Math.abs(longest - used)));
      line.classList.toggle("over", used > longest);
    };
    area.addEventListener("input", show);
    show();
  }
}
