// What the visitor's page and the element in a foreign page have in common: mistakes said before sending, waiting, copying.
// The page works without any of it. Sentences come from the server with the form, so both sides say the same.

/* exported personaliaFlow */
const personaliaFlow = {
  // Say each mistake beside its question and go to the first; returns whether there is none.
  check(form) {
    let first = null;
    const seen = new Set();
    for (const input of form.elements) {
      if (!input.name || seen.has(input.name) || input.type === "hidden") continue;
      seen.add(input.name);
      const sentence = personaliaFlow.sentence(input);
      personaliaFlow.say(input, sentence);
      if (sentence && !first) first = input;
    }
    if (first) first.focus();
    return !first;
  },

  sentence(input) {
    const state = input.validity;
    if (!state || state.valid) return "";
    if (state.customError) return input.validationMessage;
    if (state.valueMissing) return input.dataset.sayRequired || input.validationMessage;
    if (state.tooLong) return input.dataset.sayLong || input.validationMessage;
    return input.dataset.sayType || input.validationMessage;
  },

  // aloud: nobody's focus goes there, so that a screen reader has to be told.
  say(input, sentence, aloud = false) {
    const question = input.closest(".question");
    const line = question && question.querySelector(".mistake");
    if (!line) return;
    if (aloud) line.setAttribute("role", "alert");
    else line.removeAttribute("role");
    if (line.textContent !== sentence) line.textContent = sentence;
    line.hidden = !sentence;
    question.classList.toggle("wrong", Boolean(sentence));
    const described = question.matches("fieldset") ? question : input;
    const ids = (described.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== line.id);
    if (sentence) ids.push(line.id);
    if (ids.length) described.setAttribute("aria-describedby", ids.join(" "));
    else described.removeAttribute("aria-describedby");
    if (sentence) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  },

  // A mistake that is mended is no longer said.
  mend(event) {
    const input = event.target;
    for (const each of input.form ? input.form.elements : []) each.setCustomValidity(""); // which does not fit is asked anew
    if (input.getAttribute("aria-invalid") === "true" && input.validity && input.validity.valid) personaliaFlow.say(input, "");
  },

  // A form that has come: its clock runs, and its first answer is counted with where the visitor came from (`source`, a query).
  open(form, source, begun) {
    form.openedAt = performance.now();
    form.addEventListener("input", personaliaFlow.mend);
    form.addEventListener("change", personaliaFlow.mend);
    if (form.dataset.fits) form.addEventListener("change", () => personaliaFlow.fit(form));
    form.addEventListener("input", () => {
      if (form.dataset.work) form.working = personaliaFlow.prove(form);
      if (!form.dataset.started) return; // it has come back, with mistakes: the visitor began before
      fetch(form.dataset.started + source, { method: "POST", credentials: "omit", keepalive: true, referrerPolicy: "origin" }).catch(() => {});
      begun();
    }, { once: true });
  },

  // An answer was left: whether all that is typed fits the design, asked before it is sent. No answer, and nothing is said.
  async fit(form) {
    const turn = (form.fitting = {});
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    let said;
    try {
      const answer = await fetch(form.dataset.fits, { method: "POST", body, credentials: "omit", referrerPolicy: "no-referrer" });
      said = (await answer.json()).mistakes;
    } catch {
      return;
    }
    if (form.fitting !== turn) return; // typed on since, and asked again
    const before = form.unfit || [];
    form.unfit = [];
    for (const input of form.elements) {
      const sentence = said[input.name] || "";
      if (!sentence && !before.includes(input)) continue;
      if (sentence) form.unfit.push(input);
      input.setCustomValidity(sentence);
      personaliaFlow.say(input, personaliaFlow.sentence(input), true);
    }
  },

  // What must be before it is sent: the time that people take at least, and the proof of work where the campaign asks for one.
  async clear(form) {
    const rest = Number(form.dataset.least) + 100 - (performance.now() - form.openedAt);
    if (rest > 0) await new Promise((later) => { setTimeout(later, rest); });
    if (!form.dataset.work) return;
    const proof = await (form.working || personaliaFlow.prove(form));
    form.working = null; // a proof is good once
    const input = form.elements.proof || form.appendChild(document.createElement("input"));
    input.type = "hidden";
    input.name = "proof";
    input.value = proof;
  },

  async prove(form) {
    try {
      const answer = await fetch(form.dataset.work, { credentials: "omit", cache: "no-store" });
      const { solve } = await import(form.dataset.solver);
      return await solve(await answer.json());
    } catch {
      return ""; // no connection, or a policy that lets nothing in: the server says what is missing
    }
  },

  busy(form, busy) {
    const button = form.querySelector("button[type=submit]");
    if (!button) return;
    if (busy) button.dataset.says = button.textContent;
    button.disabled = busy;
    button.textContent = busy ? form.dataset.busy : button.dataset.says || button.textContent;
  },

  // Ask for the state with growing pauses until the waiting is over, then call `over`. `alive` ends it early.
  wait(place, state, over, alive) {
    let pause = 150;
    const ask = async () => {
      if (!alive()) return;
      let said = null;
      try {
        const answer = await fetch(state, { credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
        said = await answer.json();
      } catch {
        said = null; // no connection, or a proxy's page: the next question may be answered
      }
      if (!alive()) return;
      const offline = place.querySelector("[data-offline]");
      if (offline) offline.hidden = said !== null;
      if (said && said.state !== "waiting") {
        personaliaFlow.show(place, { ...said, percent: 100 });
        over(said.state);
        return;
      }
      if (said) personaliaFlow.show(place, said);
      pause = Math.min(pause * 1.4, 5000);
      setTimeout(ask, pause);
    };
    setTimeout(ask, pause);
  },

  show(place, said) {
    const message = place.querySelector("[data-message]");
    if (message && message.textContent !== said.message) message.textContent = said.message;
    const bar = place.querySelector("progress");
    if (bar) bar.value = said.percent;
    const turn = place.querySelector("[data-step='2']");
    if (turn) turn.classList.toggle("now", said.percent > 50);
    const slow = place.querySelector("[data-slow]");
    if (slow) slow.hidden = !said.slow;
  },

  // Copy buttons are only there with a script. Without https there is no clipboard, and the old command does it.
  offerCopy(root) {
    for (const button of root.querySelectorAll("[data-copy]")) {
      const input = button.closest(".copy").querySelector("input");
      input.addEventListener("focus", () => input.select());
      button.hidden = false;
      button.addEventListener("click", async () => {
        const says = button.textContent;
        try {
          await navigator.clipboard.writeText(input.value);
        } catch {
          input.select(); // if this is not allowed either, the text is marked, and the visitor copies it
          if (!document.execCommand("copy")) return;
          button.focus();
        }
        button.textContent = button.dataset.copied;
        setTimeout(() => { button.textContent = says; }, 2000);
      });
    }
  },
};
