// The photographs of visits that were not sent yet: kept in this browser under the visit's key, sent one by one.
const SENDING = new Map(); // one upload of a photograph at a time, whoever asks for it

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("visits", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "id" }).createIndex("visit", ["user", "key"]);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function act(mode, wish) {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction("photos", mode);
      const asked = wish(transaction.objectStore("photos"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally { base.close(); }
}

export const keepPhoto = (photo) => act("readwrite", (store) => store.put(photo));
export const dropPhoto = (id) => act("readwrite", (store) => store.delete(id));

export async function photosOf(user, key) {
  try {
    const found = await act("readonly", (store) => store.index("visit").getAll([String(user), key]));
    return found.sort((a, b) => a.at - b.at);
  } catch { return []; } // a browser that keeps nothing
}

export async function dropPhotosOf(user, key) {
  for (const photo of await photosOf(user, key)) await dropPhoto(photo.id);
}

function post(photo, token, progress) {
  const body = new FormData();
  body.append("csrf_token", token);
  body.append("key", photo.key);
  body.append("files", photo.blob, photo.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => progress?.(loaded / total));
    request.addEventListener("error", () => reject(new Error("no network")));
    request.addEventListener("load", () => {
      let told = {};
      try { told = JSON.parse(request.responseText); } catch { /* an error page */ }
      if (told.token || told.reason) resolve(told);
      else reject(new Error("try again later"));
    });
    request.open("POST", "/visits/photos");
    request.send(body);
  });
}

async function upload(photo, token, progress) {
  const { token: there, reason } = await post(photo, token, progress);
  const known = { ...photo, there, reason };
  await keepPhoto(known);
  return known;
}

// Returns the photograph with `there`, its name on the server, or the `reason` why it was not taken; throws without a network.
export function sendPhoto(photo, token, progress) {
  if (photo.there) return Promise.resolve(photo);
  if (!SENDING.has(photo.id)) SENDING.set(photo.id, upload(photo, token, progress).finally(() => SENDING.delete(photo.id)));
  return SENDING.get(photo.id);
}

// Sends all photographs of a visit; returns their names on the server, null where one was not taken.
export async function sendPhotos(user, key, token) {
  const there = [];
  for (const photo of await photosOf(user, key)) there.push((await sendPhoto(photo, token)).there);
  return there.every(Boolean) ? there : null;
}
