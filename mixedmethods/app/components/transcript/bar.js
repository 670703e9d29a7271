// The bar over the transcript: how much is read, what is shown, suggestions, memo, keys.

class Bar {
  wanted = { code: "", coder: "", speaker: "" }; // what the filter lets through; "" is all

  constructor(view) {
    this.view = view;
    this.read = make("span", { class: "mmt-count" });
    this.upTo = button("Mark read up to here", { title: "Shift+R" });
    this.shown = make("span", { class: "mmt-count", role: "status" });
    this.all = button("Show all", { hidden: "" });
    this.boxes = ["code", "coder", "speaker"].map((name) => this.box(name));
    this.previous = button("‹", { "aria-label": "Previous suggestion", title: "Shift+S" });
    this.next = button("Next suggestion ›", { title: "S" });
    this.memo = button("Memo", { title: "M" });
    this.keys = button("Keys", { title: "?", "aria-keyshortcuts": "?" });
    const reading = make("div", { class: "mmt-bar-part" }, this.read, this.upTo);
    const filter = make("div", { class: "mmt-bar-part" }, ...this.boxes, this.shown, this.all);
    this.steps = make("div", { class: "mmt-bar-part" }, this.previous, this.next);
    const rest = make("div", { class: "mmt-bar-part" }, this.memo, this.keys);
    const attributes = { class: "mmt-bar", role: "toolbar", "aria-label": "Reading" };
    this.element = make("div", attributes, filter, reading, this.steps, rest);
    this.listen();
  }

  box(name) {
    const box = make("select", { class: "mmt-select", "aria-label": `Show ${name}` });
    box.dataset.filter = name;
    return box;
  }

  listen() {
    const on = (element, handle) => element.addEventListener("click", handle);
    on(this.upTo, () => this.view.markReadUpTo(this.view.current));
    on(this.all, () => this.reset());
    on(this.previous, () => this.view.stepSuggestion(-1));
    on(this.next, () => this.view.stepSuggestion(1));
    on(this.memo, () => this.view.memos.open("source", this.view.sourceName));
    on(this.keys, () => this.view.help.showModal());
    this.element.addEventListener("change", ({ target }) => {
      this.wanted = { ...this.wanted, [target.dataset.filter]: target.value };
      this.view.filter();
    });
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
  }

  letAll() {
    this.wanted = { code: "", coder: "", speaker: "" };
    for (const box of this.boxes) box.value = "";
  }

  reset() {
    this.letAll();
    this.view.filter();
  }

  get isOn() {
    return Boolean(this.wanted.code || this.wanted.coder || this.wanted.speaker);
  }

  // Whether a mark is to be seen.
  lets(span) {
    const { code, coder } = this.wanted;
    return (!code || span.code === code) && (!coder || span.coder === coder || span.pending);
  }

  letsTurn({ who }, spans) {
    const { code, coder, speaker } = this.wanted;
    return (!speaker || who === speaker) && ((!code && !coder) || spans.length > 0);
  }

  // Offer what there is to choose from; a choice that is gone shows all again.
  offer() {
    const { view } = this;
    const spans = [...view.store.spans.values()];
    const used = new Set(spans.map((span) => span.code));
    const codes = [...view.codes.values()].filter((code) => used.has(code.id));
    const options = {
      code: codes.map((code) => [code.id, code.name]),
      coder: names(spans.map((span) => span.coder)),
      speaker: names(view.turns.map((turn) => turn.who)),
    };
    for (const box of this.boxes) this.fill(box, options[box.dataset.filter]);
  }

  fill(box, options) {
    const name = box.dataset.filter;
    const wanted = this.wanted[name];
    const kept = options.some(([value]) => value === wanted) || !wanted;
    const signature = JSON.stringify(options);
    if (!kept) options = [...options, [wanted, wanted]];
    if (signature === box.signature) return;
    box.signature = signature;
    const all = ["", `All ${name}s`];
    box.replaceChildren(
      ...[all, ...options].map(([value, label]) => make("option", { value }, label))
    );
    box.value = wanted;
    box.hidden = options.length < 2 && !wanted;
  }

  show() {
    const { view } = this;
    const turns = view.turns.length;
    const hidden = view.elements.filter((element) => element.hidden).length;
    setText(this.read, `${view.readNow.size} of ${count(turns, "turn")} read`);
    setText(this.shown, hidden ? `${turns - hidden} of ${count(turns, "turn")} shown` : "");
    this.all.hidden = !this.isOn;
    const open = view.suggestions().length;
    this.steps.hidden = !open;
    const memos = view.memos.of("source", view.sourceName).length;
    setText(this.memo, memos ? `Memo (${memos})` : "Memo");
  }
}

function names(values) {
  return [...new Set(values.filter(Boolean))].sort().map((name) => [name, name]);
}

// Hide the turns that the filter keeps out, and say at each place how many there are.
function collapse(elements, isShown) {
  for (const gap of elements[0]?.parentElement.querySelectorAll(".mmt-gap") || []) gap.remove();
  let run = [];
  const close = () => {
    if (run.length) run[0].before(make("div", { class: "mmt-gap" }, gapText(run.length)));
    run = [];
  };
  elements.forEach((element, turn) => {
    element.hidden = !isShown(turn);
    if (element.hidden) run.push(element);
    else close();
  });
  close();
}

function gapText(number) {
  return `${count(number, "turn")} not shown`;
}
