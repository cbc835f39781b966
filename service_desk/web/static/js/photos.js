// Photographs on the form of a visit: shrunk and kept in this browser as soon as they are taken, sent when there is a network.
import { dropPhoto, keepPhoto, photosOf, sendPhoto } from "./photo-store.js";
import { tokenOf } from "./visit-store.js";

const LONGEST = 2000;
const form = document.getElementById("visit");
const box = form.querySelector("[data-photos]");
const list = box.querySelector("ul.files");
const { user } = form.dataset;

function drawn(picture, longest) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function shrunk(file) {
  try {
    const canvas = drawn(await createImageBitmap(file), LONGEST);
    return await new Promise((resolve) => { canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.85); });
  } catch { return file; } // the server says what is wrong with it
}

async function show(photo) {
  const line = document.createElement("li");
  line.className = "picture";
  line.dataset.photo = photo.id;
  const told = Object.assign(document.createElement("span"), { className: "tiny muted" });
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, hidden: true });
  bar.setAttribute("aria-label", photo.name);
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: box.dataset.drop });
  drop.append(Object.assign(document.createElement("span"), { className: "sr", textContent: photo.name }));
  drop.addEventListener("click", async () => {
    await dropPhoto(photo.id);
    line.remove();
    form.dispatchEvent(new Event("input"));
    box.querySelector("input[type=file]").focus();
  });
  try { line.append(drawn(await createImageBitmap(photo.blob), 320)); } catch { /* no picture: its name is enough */ }
  line.append(Object.assign(document.createElement("span"), { textContent: photo.name }), told, bar, drop);
  list.append(line);
  const tell = ({ there, reason }) => {
    line.classList.toggle("wrong", Boolean(reason));
    told.textContent = reason ?? (there ? box.dataset.there : box.dataset.waiting);
    bar.hidden = true;
  };
  tell(photo);
  return { tell, progress: (share) => { bar.hidden = false; bar.value = share; } };
}

async function send(photo, { tell, progress }) {
  try {
    const token = await tokenOf(user);
    if (token) tell(await sendPhoto(photo, token, progress));
  } catch { tell(photo); } // no network: it goes with the visit
}

async function take(file) {
  const blob = await shrunk(file);
  const id = [...crypto.getRandomValues(new Uint32Array(4))].join("-");
  const photo = { id, user, key: form.elements.key.value, at: performance.timeOrigin + performance.now(), name: file.name, blob };
  try {
    await keepPhoto(photo);
  } catch {
    list.append(Object.assign(document.createElement("li"), { className: "wrong", textContent: `${file.name} ${box.dataset.full}` }));
    return;
  }
  const line = await show(photo);
  form.dispatchEvent(new Event("input"));
  send(photo, line);
}

for (const field of box.querySelectorAll("input[type=file]")) {
  field.addEventListener("change", async () => {
    const chosen = [...field.files];
    field.value = "";
    for (const file of chosen) await take(file);
  });
}

// What lies here from an earlier time is shown again, in place of what the server lists of it; after visit.js set the key.
for (const photo of await photosOf(user, form.elements.key.value)) {
  list.querySelector(`input[value="${photo.there}"]`)?.closest("li").remove();
  const line = await show(photo);
  if (!photo.there && !photo.reason) send(photo, line);
}
box.dataset.shown = "";
