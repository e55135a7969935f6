// The visitor's page and the iframe page.

(function () {
  "use strict";
  const flow = personaliaFlow;

  for (const form of document.querySelectorAll(".personalia form")) {
    flow.open(form, location.search, () => {});
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!flow.check(form)) return;
      flow.busy(form, true);
      await flow.clear(form);
      form.submit();
    });
    // Back from the next page: the button works again.
    addEventListener("pageshow", (event) => { if (event.persisted) flow.busy(form, false); });
  }

  // The picture beside the form takes on what is typed, where the server can do that fast enough (it says 204 where not).
  const picture = document.querySelector("[data-look]");
  const form = document.querySelector(".personalia form");
  const connection = navigator.connection || {};
  if (picture && form && matchMedia("(min-width: 56em)").matches && !connection.saveData) {
    let timer = 0;
    let asked = null;
    const look = async () => {
      const turn = (asked = {});
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      try {
        const answer = await fetch(picture.dataset.look + location.search, { method: "POST", body, credentials: "omit" });
        if (answer.status === 204) form.removeEventListener("input", later);
        if (answer.status !== 200 || asked !== turn) return;
        const reader = new FileReader();
        reader.addEventListener("load", () => { if (asked === turn) picture.src = reader.result; });
        reader.readAsDataURL(await answer.blob());
      } catch {
        // no connection: the picture stays as it was
      }
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(look, 350);
    };
    form.addEventListener("input", later);
  }

  const waiting = document.querySelector("[data-wait]");
  if (waiting) flow.wait(waiting, waiting.dataset.state, () => location.replace(location.href), () => true);

  flow.offerCopy(document);
  const ended = document.querySelector("[data-focus]");
  if (ended && !document.querySelector("[autofocus]")) ended.focus({ preventScroll: true });

  // In an iframe: tell the page round it how high the content is. Nothing else is ever said.
  if (parent !== window && document.body.classList.contains("personalia-frame")) {
    const content = document.querySelector(".personalia");
    const tell = () => {
      const height = Math.min(Math.max(Math.ceil(content.getBoundingClientRect().height), 50), 10000);
      parent.postMessage({ type: "personalia:height", height }, "*");
    };
    new ResizeObserver(tell).observe(content);
    tell();
  }
})();
