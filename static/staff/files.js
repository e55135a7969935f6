// The theme writes a chosen file's name into the first text input it finds near (app.js, fileInputUpdatePath): into a name that people
// are asked for. Our file inputs are the browser's own and show the name themselves.
document.addEventListener("change", (event) => {
  if (event.target.matches('.staff-panel input[type="file"]')) event.stopPropagation();
}, true);
