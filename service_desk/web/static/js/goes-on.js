// Long work is done part by part: the page sends itself on until the server says it is finished.
document.getElementById("goes-on")?.requestSubmit();
