// The palette: undo, redo, the filter box and the codes as a tree.

class Palette {
  codes = [];
  visible = []; // codes that can be applied and pass the filter

  constructor(view) {
    this.view = view;
    this.filter = make("input", {
      class: "mmt-filter",
      type: "search",
      placeholder: "Find a code ( / )",
      "aria-label": "Find a code",
      "aria-keyshortcuts": "/",
      autocomplete: "off",
      spellcheck: "false",
    });
    this.list = make("div", { class: "mmt-codes", role: "group", "aria-label": "Codes" });
    const history = make("div", { class: "mmt-history" }, this.step("undo"), this.step("redo"));
    this.element = make("div", { class: "mmt-palette" }, history, this.filter, this.list);
    this.listen();
  }

  step(type) {
    const [name, key] = type === "undo" ? ["Undo", "Z"] : ["Redo", "Y"];
    const step = button(name, { title: `Ctrl+${key}`, "aria-keyshortcuts": `Control+${key}` });
    step.dataset.step = type;
    step.addEventListener("click", () => this.view.send({ type }));
    return step;
  }

  listen() {
    this.element.addEventListener("mousedown", (event) => {
      if (event.target !== this.filter) event.preventDefault(); // keep the text selected
    });
    this.list.addEventListener("click", (event) => {
      const pressed = event.target.closest(".mmt-code");
      if (pressed) this.view.apply(this.codes.find((code) => code.id === pressed.dataset.code));
    });
    this.list.addEventListener("keydown", (event) => this.onListKey(event));
    this.filter.addEventListener("input", () => this.draw());
    this.filter.addEventListener("keydown", (event) => this.onFilterKey(event));
    const show = () => this.view.selection.show(this.isTyping);
    this.filter.addEventListener("focus", () => setTimeout(show)); // or Chromium does not paint it
    this.filter.addEventListener("blur", show);
  }

  get isTyping() {
    return document.activeElement === this.filter;
  }

  onFilterKey(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && this.visible.length) {
      this.view.apply(this.visible[0]);
      this.filter.select(); // ready for the next code
    } else if (event.key === "Escape") {
      this.filter.value = "";
      this.draw();
      this.view.returnToText();
    } else if (event.key === "ArrowDown") {
      this.list.querySelector(".mmt-code")?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  onListKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.list.querySelectorAll(".mmt-code")];
    const next = buttons.indexOf(document.activeElement) + step;
    (next < 0 ? this.filter : buttons[next])?.focus();
    event.preventDefault();
  }

  setCodes(codes) {
    this.codes = codes.filter((code) => code.listed);
    this.draw();
  }

  // With words in the filter box the codes that fit stand without the headings above them.
  draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const fits = ({ id, name }) => `${id}\n${name}`.toLowerCase().includes(wanted);
    const shown = this.codes.filter((code) => (wanted ? code.codable && fits(code) : true));
    const groups = new Map();
    for (const code of shown) groups.set(code.group, [...(groups.get(code.group) || []), code]);
    this.visible = [...groups.values()].flat().filter((code) => code.codable);
    const sections = [...groups].map(([name, codes]) => this.group(name, codes, Boolean(wanted)));
    this.list.replaceChildren(...sections);
    if (!this.visible.length) this.list.append(make("p", { class: "mmt-none" }, "No code fits."));
  }

  group(name, codes, isFlat) {
    const section = make("section", { class: "mmt-group", role: "group", "aria-label": name });
    if (name) section.append(make("div", { class: "mmt-group-name", "aria-hidden": "true" }, name));
    section.append(...codes.map((code) => this.entry(code, isFlat ? 0 : code.depth)));
    return section;
  }

  // A code that only groups others is a heading, not a button.
  entry(code, depth) {
    const entry = code.codable
      ? this.button(code)
      : make("div", { class: "mmt-code-heading", title: code.definition }, code.name);
    entry.style.setProperty("--mmt-depth", depth);
    return entry;
  }

  button(code) {
    const place = this.visible.indexOf(code);
    const entry = make("button", { type: "button", class: "mmt-code", title: code.definition });
    entry.append(swatch(code), make("span", { class: "mmt-code-name" }, code.name));
    entry.dataset.code = code.id;
    entry.tabIndex = place === 0 ? 0 : -1; // one tab stop; arrows go on from there
    if (place < 9) {
      entry.append(make("kbd", { class: "mmt-key", "aria-hidden": "true" }, String(place + 1)));
      entry.setAttribute("aria-keyshortcuts", String(place + 1));
    }
    return entry;
  }
}
