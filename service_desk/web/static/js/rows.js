// A list typed one row a line, as a grid: a box for every cell, pasted as a block. The text field behind it stays what is sent.
const CUT = /[,，;；\t]/;
const cellsOf = (line, wanted) => {
  const parts = line.split(CUT);
  return [...parts.slice(0, wanted - 1), parts.slice(wanted - 1).join("、")].map((part) => part.trim());
};

function grid(area) {
  const { columns: given, words } = JSON.parse(area.dataset.columns);
  const columns = given.map(([label, marks, ...options]) => (
    { label, needed: marks.includes("n"), digits: marks.includes("d"), options: options.length ? options : null }
  ));
  const help = document.getElementById(`${area.id}-help`), ofLines = help?.textContent;
  const left = document.getElementById(`${area.id}-count`); // how much may be written says nothing about cells
  const box = document.createElement("div"), lines = document.createElement("div"), tools = document.createElement("p");
  box.className = "grid-of";
  box.role = "group";
  box.setAttribute("aria-label", area.labels[0].firstChild.textContent.trim());
  if (area.hasAttribute("aria-describedby")) box.setAttribute("aria-describedby", area.getAttribute("aria-describedby"));
  tools.className = "small flush";
  const rows = () => [...lines.children];
  const cells = (row) => [...row.querySelectorAll("[data-cell]")];
  const isEmpty = (row) => cells(row).every((cell) => cell.value.trim() === "");

  function number() {
    rows().forEach((row, place) => row.setAttribute("aria-label", words.row.replace("{n}", place + 1)));
  }

  function keep() {
    // What separates cells can stand in the last one only.
    const said = (cell, place, all) => (place < all.length - 1 ? cell.value.replaceAll(/[,，;；\t]/g, "、") : cell.value).trim();
    area.value = rows().filter((row) => !isEmpty(row)).map((row) => cells(row).map(said).join(", ").replace(/[, ]+$/, "")).join("\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function add(given = []) {
    const row = document.createElement("div");
    row.className = "grid-row";
    row.role = "group";
    columns.forEach((column, place) => {
      const label = document.createElement("label"), cell = document.createElement(column.options ? "select" : "input");
      label.append(Object.assign(document.createElement("span"), { textContent: column.label }), cell);
      for (const name of column.options ? ["", ...column.options] : []) cell.add(new Option(name, name));
      const wanted = given[place] ?? "";
      const typed = column.options?.find((name) => name.normalize("NFKC") === wanted) ?? wanted;
      if (column.options && typed && !column.options.includes(typed)) cell.add(new Option(typed, typed));
      cell.value = typed;
      cell.className = "input";
      cell.dataset.cell = place;
      if (column.digits) cell.inputMode = "decimal";
      if (column.needed) cell.setAttribute("aria-required", "true");
      row.append(label);
    });
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: words.drop });
    drop.addEventListener("click", () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      if (!next) add();
      number();
      keep();
      cells(next ?? rows()[0])[0].focus();
    });
    row.append(drop);
    lines.append(row);
    number();
    return row;
  }

  function read() {
    const text = area.value.normalize("NFKC").split("\n").filter((line) => line.trim());
    lines.replaceChildren();
    text.forEach((line) => add(cellsOf(line, columns.length)));
    if (!text.length) add();
  }

  lines.addEventListener("input", (event) => { event.stopPropagation(); keep(); });
  lines.addEventListener("change", (event) => event.stopPropagation());
  lines.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\s+$/, "");
    const here = event.target.closest(".grid-row");
    if (!/[\t\n]/.test(text) || !here) return;
    event.preventDefault();
    let row = here;
    for (const line of text.split(/\r?\n/)) {
      row ??= add();
      cellsOf(line, columns.length).forEach((typed, place) => { if (cells(row)[place]) cells(row)[place].value = typed; });
      row = row.nextElementSibling;
    }
    keep();
  });

  const more = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: words.add });
  const other = Object.assign(document.createElement("button"), { type: "button", className: "link-button" });
  more.addEventListener("click", () => cells(add())[0].focus());
  const show = (asGrid) => {
    if (asGrid) read();
    area.hidden = asGrid;
    if (left) left.hidden = asGrid;
    lines.hidden = more.hidden = !asGrid;
    if (help) help.textContent = asGrid ? words.help : ofLines;
    other.textContent = asGrid ? words.text : words.grid;
  };
  other.addEventListener("click", () => {
    show(!area.hidden);
    (area.hidden ? cells(rows()[0])[0] : area).focus();
  });
  tools.append(more, " ", other);
  box.append(lines, tools);
  area.after(box);
  show(true);
  // The label and the summary of errors lead to the field; while it is hidden they lead to its first cell.
  for (const way of document.querySelectorAll(`label[for="${area.id}"], a[href="#${area.id}"]`)) {
    way.addEventListener("click", (event) => {
      if (!area.hidden) return;
      event.preventDefault();
      cells(rows()[0])[0].focus();
    });
  }
}

document.querySelectorAll("textarea[data-columns]").forEach(grid);
