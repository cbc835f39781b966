// Long work is done part by part: the page sends itself on until the server says it is finished.
const form = document.getElementById("goes-on");
if (form) {
  form.querySelector("button").hidden = true; // it is for pages without a script
  form.requestSubmit();
}
