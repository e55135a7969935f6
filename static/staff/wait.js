// <div data-wait="address"> asks the address for {ended, progress} with growing pauses, shows the progress, and loads the page again at the end.
document.addEventListener("DOMContentLoaded", () => {
  const waiting = document.querySelector("[data-wait]");
  if (!waiting) return;
  const said = waiting.querySelector("[data-progress]");
  let pause = 400;

  async function ask() {
    try {
      const answer = await fetch(waiting.dataset.wait, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const state = await answer.json();
        if (state.ended) {
          location.reload();
          return;
        }
        if (said && state.progress) said.textContent = state.progress;
      }
    } catch {
      // The server is away for a moment: ask again.
    }
    pause = Math.min(pause * 1.3, 4000);
    setTimeout(ask, pause);
  }

  setTimeout(ask, pause);
});
