// A ticket at a glance below its row, fetched when asked for: → or the button opens it, Esc, ← or the button closes it and
// leads the focus back to the row. One at a time; walking on with j and k takes it along.
const list = document.querySelector("[data-preview]");
let open; // { row, part, wanted }

const linkOf = (row) => row.querySelector("a.title");
const buttonOf = (row) => row.querySelector("[data-look]");

export const isOpen = () => Boolean(open);
export const isOffered = Boolean(list);

export function close(back = true) {
  if (!open) return;
  const { row, part, wanted } = open;
  open = undefined;
  wanted.abort();
  part.remove();
  buttonOf(row).setAttribute("aria-expanded", "false");
  if (back) linkOf(row).focus();
}

export async function look(row) {
  const isSame = open?.row === row;
  close(isSame);
  if (isSame) return;
  const part = document.createElement("tr"), cell = part.insertCell(), wanted = new AbortController();
  part.className = "looked-at";
  cell.colSpan = row.cells.length;
  cell.textContent = list.dataset.waiting;
  row.after(part);
  open = { row, part, wanted };
  buttonOf(row).setAttribute("aria-expanded", "true");
  try {
    const answer = await fetch(`${linkOf(row).href}/preview`, { signal: wanted.signal, headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const told = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".preview");
    cell.replaceChildren(document.adoptNode(told));
    cell.querySelector("[data-close]").addEventListener("click", () => close());
    cell.firstElementChild.focus({ preventScroll: true });
    part.scrollIntoView({ block: "nearest" });
  } catch (error) {
    if (error.name !== "AbortError") cell.textContent = list.dataset.failed;
  }
}

export function offerPreviews(rows) {
  for (const row of rows) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "look" });
    button.dataset.look = "";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", `${list.dataset.preview} ${row.dataset.number}`);
    button.addEventListener("click", () => look(row));
    linkOf(row).after(" ", button);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open || event.target.closest("dialog, input, select, textarea, details[open]")) return;
  event.preventDefault();
  close();
});
