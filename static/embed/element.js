// <personalia-form campaign="spring"><a href="…/c/spring/">Get your brochure</a></personalia-form>
// The form in a shadow root: no style leaks either way, no cookie, no storage, nothing evaluated. Until it is there, and whenever
// something is in the way, the plain link inside stands. HOME is the server that sent this script.

const VERSION = "1.0.0";
const sheets = new Map(); // address -> promise of a CSSStyleSheet, shared by all elements of the page

function sheet(address) {
  if (!sheets.has(address)) {
    sheets.set(address, fetch(address, { credentials: "omit" }).then((answer) => {
      if (!answer.ok) throw new Error(address);
      return answer.text();
    }).then((text) => {
      const made = new CSSStyleSheet();
      made.replaceSync(text);
      return made;
    }));
    sheets.get(address).catch(() => sheets.delete(address));
  }
  return sheets.get(address);
}

// Pages that ask for Trusted Types take HTML only from a policy that has a name: theirs may allow "personalia".
let policy = null;
function trusted(html) {
  if (!window.trustedTypes) return html;
  policy = policy || trustedTypes.createPolicy("personalia", { createHTML: (text) => text });
  return policy.createHTML(html);
}

// Where a visitor came from, the language of the page, and what was agreed to there; the rest of the page's address is nobody's business.
function sourceOf(element) {
  const source = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(location.search)) if (name.startsWith("utm_")) source.set(name, value);
  const said = { embed: element.getAttribute("source"), host_consent: element.getAttribute("consent") };
  said.lang = (element.closest("[lang]") || document.documentElement).lang;
  if (isEdited(element)) said.editing = "1"; // nobody's view
  for (const [name, value] of Object.entries(said)) if (value) source.set(name, value);
  return source;
}

// Whether it stands in the preview of a page's editor: our plug-in marks it there.
function isEdited(element) {
  return Boolean(element.closest("[data-personalia-editing]"));
}

class PersonaliaForm extends HTMLElement {
  static version = VERSION;
  static observedAttributes = ["campaign"];

  get version() {
    return VERSION;
  }

  connectedCallback() {
    if (this.shadowRoot) {
      this.resume();
      return;
    }
    this.attachShadow({ mode: "open" }).append(document.createElement("slot")); // the plain link
    this.begin();
  }

  disconnectedCallback() {
    this.turn = null; // ends what is being waited for
  }

  // An editor has chosen another campaign.
  attributeChangedCallback(name, before, now) {
    if (!this.shadowRoot || before === now) return;
    this.said = null;
    this.shadowRoot.replaceChildren(document.createElement("slot"));
    this.begin();
  }

  begin() {
    const campaign = this.getAttribute("campaign");
    const link = this.querySelector("a[href*='/c/']");
    const home = this.getAttribute("server") || (link ? link.href.split("/c/")[0] : HOME);
    this.address = /^[\w-]+$/.test(campaign || "") ? `${home}/embed/v1/${campaign}/` : null;
    if (this.address) this.load(this.formAddress);
  }

  get formAddress() {
    return `${this.address}?${sourceOf(this)}`;
  }

  // Sliders and popups take elements out of the page and put them back: what was typed is still there, and waiting goes on.
  resume() {
    if (!this.address) return;
    if (!this.said) this.load(this.formAddress);
    else if (this.said.step === "waiting") this.load(this.said.self);
  }

  async load(address, body) {
    const turn = (this.turn = {});
    let said;
    try {
      const answer = await fetch(address, {
        method: body ? "POST" : "GET", body, credentials: "omit", cache: "no-store", referrerPolicy: "strict-origin",
      });
      said = await answer.json();
      if (!said.step) throw new Error(address); // something in between has answered
      said.sheets = await Promise.all((said.styles || []).map(sheet));
    } catch {
      this.unanswered(address, body, turn); // the plain link, or the form as it stands, stays
      return;
    }
    if (this.turn === turn) this.show(said, turn, Boolean(body));
  }

  // `sent`: it answers what the visitor sent.
  show(said, turn, sent) {
    this.said = said;
    const root = this.shadowRoot;
    const place = document.createElement("div");
    place.className = "personalia host";
    place.setAttribute("part", "form");
    place.lang = said.language;
    place.dir = said.direction;
    place.dataset.step = said.step;
    place.innerHTML = trusted(said.html);
    const first = place.querySelector("[autofocus], [data-focus]") || place.querySelector("h2");
    if (first) first.removeAttribute("autofocus"); // browsers honour it only while a page loads
    if (said.sheets.length) root.adoptedStyleSheets = said.sheets;
    const follows = root.firstElementChild.localName !== "slot" && this.hasAttention();
    root.replaceChildren(place);

    for (const form of place.querySelectorAll("form")) this.serve(form);
    for (const link of place.querySelectorAll("[data-download]")) link.addEventListener("click", () => this.tell("downloaded"));
    for (const link of place.querySelectorAll("[data-again]")) {
      link.addEventListener("click", (event) => { event.preventDefault(); this.load(this.formAddress); });
    }
    personaliaFlow.offerCopy(place);
    if (follows) this.focusOn(first);
    if (said.step === "waiting") {
      personaliaFlow.wait(place, said.state, () => this.load(said.self), () => this.turn === turn);
    }
    if (said.step === "link") this.tell("submitted"); // there is nothing to wait for
    this.tell({ form: sent ? "refused" : "ready", waiting: "submitted", result: "completed", link: "completed", failed: "failed" }[said.step]);
  }

  serve(form) {
    const query = new URLSearchParams(location.search);
    if (this.said.step === "form") {
      for (const input of form.querySelectorAll("[data-prefill]")) {
        const name = input.dataset.prefill; // only the names that the campaign allows are there
        this.prefill(input, query.get(name) || this.getAttribute(`data-${name}`));
      }
    }
    personaliaFlow.open(form, `?${sourceOf(this)}`, () => this.tell("started"));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isEdited(this) || !personaliaFlow.check(form)) return;
      form.querySelector("[data-offline]").hidden = true;
      personaliaFlow.busy(form, true);
      await personaliaFlow.clear(form);
      const body = new FormData(form);
      for (const [name, value] of sourceOf(this)) body.set(name, value);
      this.load(this.formAddress, body);
    });
  }

  prefill(input, text) {
    if (!text || input.getAttribute("aria-invalid") || (input.value && input.value !== input.defaultValue)) return;
    if (input.type === "checkbox") input.checked = /^(1|true|yes|on)$/i.test(text);
    else if (input.type === "radio") input.checked = input.checked || input.value === text;
    else if (input.type !== "file") input.value = text;
  }

  // Whether the visitor is here, and not in another form of the page while the document is made.
  hasAttention() {
    const active = this.getRootNode().activeElement;
    return !active || active === this || active === document.body;
  }

  // Keyboard and screen reader go on where the flow goes on.
  focusOn(target) {
    if (!target) return;
    if (!target.matches("input, select, textarea")) target.tabIndex = -1;
    target.focus();
  }

  // The answer did not come: what stands there stays. What was sent is the visitor's to send again; what is asked for is asked again.
  unanswered(address, sent, turn) {
    if (this.turn !== turn) return;
    if (!this.said) {
      addEventListener("online", () => this.resume(), { once: true });
      return;
    }
    const word = this.shadowRoot.querySelector("[data-offline]");
    if (word) word.hidden = false;
    if (sent) {
      personaliaFlow.busy(this.shadowRoot.querySelector("form"), false);
      this.tell("failed");
    } else {
      setTimeout(() => { if (this.turn === turn) this.load(address); }, 1000);
    }
  }

  // For tag managers: where the visitor is, never what was typed.
  tell(what) {
    if (!what) return;
    const detail = { campaign: this.getAttribute("campaign"), source: this.getAttribute("source") || "", version: VERSION };
    this.dispatchEvent(new CustomEvent(`personalia:${what}`, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("personalia-form")) {
  customElements.define("personalia-form", PersonaliaForm);

  // Frames of ours follow their content's height, in both directions.
  addEventListener("message", (event) => {
    const height = event.data && event.data.type === "personalia:height" && Number(event.data.height);
    if (!(height >= 50 && height <= 10000)) return;
    for (const frame of document.querySelectorAll("iframe[src*='/embed/c']")) {
      if (frame.contentWindow === event.source && frame.src.startsWith(`${event.origin}/`)) frame.style.height = `${height}px`;
    }
  });
}
