// While a request is being written: what may help, asked of the server after a pause. Lies over the page, moves no field.
const box = document.querySelector("[data-hints]");
const form = document.getElementById("request") ?? document.querySelector("form.ask");
const WAIT = 700;

if (box && form) {
  const [details, found, count] = ["details", "[data-found]", "[data-count]"].map((one) => box.querySelector(one));
  const value = (name) => form.elements[name]?.value.trim() ?? "";
  let [timer, asked] = [0, ""];

  const show = (html) => {
    found.innerHTML = html; // made by our own templates, every word in it escaped
    const number = found.querySelectorAll("[data-hint]").length;
    if (box.hidden && number) details.open = matchMedia("(min-width: 96rem)").matches;
    count.textContent = number ? count.dataset.words.replace("{n}", number) : "";
    const appears = box.hidden && number > 0;
    box.hidden = number === 0;
    // What is being typed is not left underneath; the page keeps room for the bar below (scroll-padding).
    if (appears) form.querySelector(":focus")?.scrollIntoView({ block: "nearest" });
  };

  const ask = async () => {
    const words = [value("title"), value("problem"), value("body")].join("\n").trim();
    const wanted = new URLSearchParams({
      csrf_token: box.dataset.token, words, type: box.dataset.type, park: value("park"), uscc: value("uscc"),
    });
    if (wanted.toString() === asked) return;
    asked = wanted.toString();
    try {
      const answer = await fetch(box.dataset.hints, { method: "POST", body: wanted });
      if (answer.ok && wanted.toString() === asked) show(await answer.text());
    } catch { /* without a network there are no hints, and nothing else is missing */ }
  };

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) { details.open = false; details.querySelector("summary").focus(); }
  });
  if (value("body")) ask();
}
