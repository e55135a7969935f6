// The card of an oEmbed. Where the frame has rights, the form itself takes its place. Where it has none (WordPress gives a stranger's frame
// scripts and nothing else), the card stays, and WordPress's own messages carry height and link.

(function () {
  "use strict";
  const link = document.querySelector("[data-form]");
  if (self.origin !== "null") {
    location.replace(link.dataset.form);
    return;
  }
  const secret = /[#&?]secret=([A-Za-z0-9]+)/.exec(location.hash);
  if (!secret) return;
  const say = (message, value) => parent.postMessage({ message, value, secret: secret[1] }, "*");
  const tell = () => say("height", Math.ceil(document.querySelector(".personalia").getBoundingClientRect().height));
  // WordPress hides the frame until it has told its height, and says when its own script listens. Browsers draw nothing in a hidden
  // frame, so the observer is silent until then.
  addEventListener("message", (event) => {
    if (event.source === parent && event.data && event.data.message === "ready") tell();
  });
  new ResizeObserver(tell).observe(document.querySelector(".personalia"));
  tell();
  link.addEventListener("click", (event) => {
    event.preventDefault();
    say("link", link.href);
  });
})();
