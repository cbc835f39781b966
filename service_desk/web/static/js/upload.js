// Files are sent as soon as they are chosen or dropped, each with its own progress; without this they go with the form.
function row(list, name) {
  const line = document.createElement("li");
  const words = document.createElement("span");
  const bar = document.createElement("progress");
  words.textContent = name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  line.append(words, bar);
  list.append(line);
  return { line, words, bar };
}

// One after another: a telephone's thin line brings each of them sooner, and a page that was left has whole files.
let turn = Promise.resolve();

function receive(field, list, file) {
  const shown = row(list, file.name);
  turn = turn.then(() => new Promise((over) => send(field, file, shown, over)));
}

function send(field, file, { line, words, bar }, over) {
  const form = field.form;
  const sent = new FormData();
  sent.append("csrf_token", form.elements.csrf_token.value);
  sent.append("files", file);
  const request = new XMLHttpRequest();
  const fail = (why) => {
    bar.remove();
    words.textContent = why || `${file.name} ${field.dataset.failed}`;
    line.className = "wrong";
  };
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("error", () => fail());
  request.addEventListener("load", () => {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* an error page */ }
    if (!answer.token) { fail(answer.reason); return; }
    words.textContent = `${answer.name} ${answer.size}`;
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = `kept_${field.name}`;
    kept.value = answer.token;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "link-button";
    drop.textContent = field.dataset.drop;
    drop.addEventListener("click", () => { line.remove(); field.focus(); });
    bar.replaceWith(kept, drop);
  });
  request.addEventListener("loadend", over);
  request.open("POST", field.dataset.upload);
  request.send(sent);
}

for (const field of document.querySelectorAll("input[type=file][data-upload]")) {
  const place = field.closest(".field");
  const list = place.querySelector("ul.files") ?? Object.assign(document.createElement("ul"), { className: "files" });
  list.setAttribute("aria-live", "polite");
  if (!list.isConnected) (field.closest(".drop") ?? field).before(list);
  field.addEventListener("change", () => {
    for (const file of field.files) receive(field, list, file);
    field.value = "";
  });
  place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    for (const file of event.dataTransfer.files) receive(field, list, file);
  });
}

// A file that goes with the form is named where it was chosen.
for (const field of document.querySelectorAll(".drop input:not([data-upload])")) {
  const told = field.parentElement.querySelector("[data-chosen]"), words = told.textContent;
  field.addEventListener("change", () => { told.textContent = [...field.files].map((file) => file.name).join("、") || words; });
}
