// A part of the page that moves on by itself: fetched anew every few seconds until the server says it stands still.
const EVERY = 3000;

async function refresh() {
  const part = document.getElementById("refresh");
  if (part?.dataset.moving === undefined) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("refresh");
    if (fresh && !part.contains(document.activeElement)) part.replaceWith(document.adoptNode(fresh));
  } catch {
    // No connection: try again later.
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
