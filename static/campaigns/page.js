// The visitor's page and the iframe page.

(function () {
  "use strict";
  const flow = personaliaFlow;

  for (const form of document.querySelectorAll(".personalia form")) {
    form.addEventListener("input", flow.mend);
    form.addEventListener("change", flow.mend);
    form.addEventListener("submit", (event) => {
      if (flow.check(form)) flow.busy(form, true);
      else event.preventDefault();
    });
    // Back from the next page: the button works again.
    addEventListener("pageshow", (event) => { if (event.persisted) flow.busy(form, false); });
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
