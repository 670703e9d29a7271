// Change where a coding or a suggestion begins and ends: by two handles, or by the keyboard.
//
// The words as they would be are the browser's own selection, so all that selects words works.

class Ends {
  span = null; // what is being changed

  constructor(view) {
    this.view = view;
    this.grips = [this.grip("from"), this.grip("to")];
    this.save = button("Save", { class: "mmt-button mmt-primary" });
    this.cancel = button("Cancel");
    this.hint = make("span");
    this.bar = make("div", { class: "mmt-ends", role: "group", "aria-label": "Change ends" });
    this.bar.append(this.hint, this.save, this.cancel);
    this.save.addEventListener("click", () => this.finish());
    this.cancel.addEventListener("click", () => this.close());
    this.element = make("div", { class: "mmt-ends-layer", hidden: "" }, ...this.grips, this.bar);
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  grip(end) {
    const grip = make("div", { class: `mmt-grip mmt-grip-${end}`, "aria-hidden": "true" });
    grip.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      this.held = end;
    });
    grip.addEventListener("pointermove", (event) => this.held && this.drag(event));
    grip.addEventListener("pointerup", () => (this.held = null));
    return grip;
  }

  open(id) {
    const span = this.view.spanOf(id);
    if (!span || span.pending || (span.status === "coding" && !span.mine)) return;
    this.span = span;
    this.turn = this.view.turnAt(span.start);
    this.view.elements[this.turn].focus({ preventScroll: true });
    this.view.selection.backward = false;
    this.view.selection.take([{ turn: this.turn, from: span.from, to: span.to }]);
    this.element.hidden = false;
    this.position();
    const does = span.status === "suggested" ? "Enter accepts" : "Enter saves";
    const how = "Shift+arrows move the end, Tab goes to the other one.";
    setText(this.hint, `${how} ${does}, Escape stops.`);
    setText(this.save, span.status === "suggested" ? "Accept" : "Save");
    this.view.say(`Changing the ends of ${span.name}.`);
  }

  close() {
    const { span } = this;
    this.leave();
    this.view.selection.clear();
    this.view.focusSpan(span);
    this.view.say("");
  }

  // The coder has gone on to something else.
  leave() {
    this.span = null;
    this.element.hidden = true;
  }

  get part() {
    return this.view.selection.parts.find((part) => part.turn === this.turn);
  }

  finish() {
    this.view.selection.remember();
    const { span, part } = this;
    if (!part) return this.view.say("Nothing is selected. Select words of this turn.");
    const { start, end, quote } = this.view.toSource(part);
    this.close();
    if (span.status === "suggested") {
      this.view.send({ type: "accept", span: span.id, start, end, quote });
    } else if (start !== span.start || end !== span.end) {
      this.view.send({ type: "resize", span: span.id, start, end, quote });
    }
  }

  drag({ clientX: x, clientY: y }) {
    const text = this.view.textOf(this.turn);
    this.element.style.pointerEvents = "none"; // or the handle itself is under the pointer
    const caret = this.view.selection.caretIn(text, x, y);
    this.element.style.pointerEvents = "";
    if (!caret || !text.contains(caret[0]) || !this.part) return;
    const at = unitsBefore(text, ...caret);
    const { from, to } = this.part;
    if (this.held === "from" && at >= to) return;
    if (this.held === "to" && at <= from) return;
    const words = tidy(this.view.turns[this.turn].text, ...this.dragged(at, from, to));
    if (words) this.view.selection.take([{ turn: this.turn, ...words }]);
    this.position();
  }

  dragged(at, from, to) {
    return this.held === "from" ? [at, to] : [from, at];
  }

  // Keys while ends are being changed; true if this one was for us.
  onKey({ key }) {
    if (!this.span) return false;
    if (key === "Enter" || (key === "y" && this.span.status === "suggested")) this.finish();
    else if (key === "Escape") this.close();
    else if (key === "Tab") this.swap();
    else return false;
    return true;
  }

  swap() {
    const { selection } = this.view;
    selection.backward = !selection.backward;
    selection.select(selection.parts);
    this.view.say(`Shift+arrows move the ${selection.backward ? "beginning" : "end"}.`);
  }

  position() {
    if (!this.span || !this.part) return;
    const rects = [...this.view.selection.rangeOf(this.part).getClientRects()];
    if (!rects.length) return;
    const [first, last] = [rects[0], rects.at(-1)];
    place(this.grips[0], first.left, first.top, first.height);
    place(this.grips[1], last.right, last.top, last.height);
    const below = last.bottom + 8;
    const { offsetWidth: width, offsetHeight: height } = this.bar;
    const top = below + height < innerHeight ? below : Math.max(HEADER_PX, first.top - height - 8);
    place(this.bar, clamp(last.left, 8, innerWidth - width - 8), top);
  }
}

function place(element, left, top, height) {
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
  if (height) element.style.height = `${height}px`;
}
