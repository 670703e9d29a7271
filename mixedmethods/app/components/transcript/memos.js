// Memos: a small editor for notes on the source or on one coding.

class Memos {
  all = [];

  constructor(view) {
    this.view = view;
    this.others = make("div", { class: "mmt-memo-others" });
    this.text = make("textarea", { class: "mmt-memo-text", rows: "7", "aria-label": "Memo" });
    const save = button("Save", { class: "mmt-button mmt-primary", title: "Ctrl+Enter" });
    const cancel = button("Cancel");
    const buttons = make("div", { class: "mmt-dialog-buttons" }, save, cancel);
    this.element = dialog("Memo", this.others, this.text, buttons);
    save.addEventListener("click", () => this.save());
    cancel.addEventListener("click", () => this.element.close());
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.save();
    });
    this.element.addEventListener("close", () => this.view.returnToText());
  }

  of(kind, target) {
    return this.all.filter((memo) => memo.kind === kind && memo.target === target);
  }

  open(kind, target) {
    this.kind = kind;
    this.target = target;
    const here = this.of(kind, target);
    this.own = here.findLast((memo) => memo.mine);
    const span = kind === "coding" && this.view.spanOf(target);
    const title = span ? `Memo on ${span.name}` : `Memo on ${this.view.sourceName}`;
    this.element.firstChild.textContent = title;
    this.element.setAttribute("aria-label", title);
    const read = here.filter((memo) => memo !== this.own);
    this.others.replaceChildren(...read.map(memoElement));
    this.text.value = this.own?.text || "";
    this.element.showModal();
    this.text.focus();
  }

  save() {
    const text = this.text.value.trim();
    const { kind, target, own } = this;
    this.element.close();
    if (text === (own?.text || "")) return;
    const memo = { memo: own?.id || "", version: own?.version || 0 };
    this.view.send({ type: "memo", kind, target, text, ...memo });
  }
}

function memoElement({ author, text }) {
  return make("p", {}, make("strong", {}, `${author}: `), text);
}

// ---- A code from the words of a participant

class InVivo {
  constructor(view) {
    this.view = view;
    this.name = make("input", { class: "mmt-input", type: "text", maxlength: "80" });
    this.name.setAttribute("aria-label", "Name of the new code");
    const save = button("Make the code", { class: "mmt-button mmt-primary" });
    const cancel = button("Cancel");
    const buttons = make("div", { class: "mmt-dialog-buttons" }, save, cancel);
    const what = make("p", {}, "The new code is put on the selected words. Name it:");
    this.element = dialog("New code from these words", what, this.name, buttons);
    save.addEventListener("click", () => this.save());
    cancel.addEventListener("click", () => this.element.close());
    this.name.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.save();
    });
    this.element.addEventListener("close", () => this.view.returnToText());
  }

  open() {
    const { selection } = this.view;
    selection.remember();
    if (!selection.parts.length) return this.view.say(`Nothing is selected. ${HINT}`);
    this.parts = [...selection.parts];
    const [{ turn, from, to }] = this.parts;
    const words = this.view.turns[turn].text.slice(from, to).replace(/\s+/g, " ");
    this.name.value = [...words].slice(0, 60).join("");
    this.element.showModal();
    this.name.select();
  }

  save() {
    const name = this.name.value.trim();
    if (!name) return this.name.focus();
    const selections = this.parts.map((part) => this.view.toSource(part));
    this.element.close();
    this.view.send({ type: "invivo", selections, name });
  }
}
