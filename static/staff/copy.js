// Copy buttons: <button data-copy="#id"> copies that element's text or value and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  event.preventDefault();
  const source = document.querySelector(button.dataset.copy);
  const text = "value" in source ? source.value : source.textContent.trim();
  const label = button.querySelector("[data-copy-label]") || button;
  const before = label.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard without https: select the text, so that Ctrl-C does it.
    if ("select" in source) source.select();
    else getSelection().selectAllChildren(source);
    if (!document.execCommand("copy")) {
      label.textContent = "Press Ctrl+C";
      return;
    }
  }
  label.textContent = "Copied";
  setTimeout(() => { label.textContent = before; }, 2000);
});

// <form data-confirm="…"> asks before it is sent.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
