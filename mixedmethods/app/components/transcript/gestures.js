// What the mouse or a finger does in the view.

const DOUBLE_CLICK_MS = 220; // a click on a mark opens its popup unless a second one comes so soon

class Gestures {
  pointing = null; // while a selection is being drawn: where the pointer is, and where it began

  constructor(view) {
    this.view = view;
  }

  listen(on) {
    const { scroller } = this.view;
    on(document, "pointerdown", (event) => this.onPointerDown(event));
    on(document, "mousedown", (event) => this.onMouseDown(event));
    on(document, "pointermove", (event) => this.onPointerMove(event));
    on(document, "pointerup", () => this.onPointerEnd());
    on(document, "pointercancel", () => this.onPointerEnd());
    on(window, "blur", () => this.onPointerEnd());
    on(scroller, "click", (event) => this.onClick(event));
    on(scroller, "mouseover", (event) => this.onHover(event.target, true));
    on(scroller, "mouseout", (event) => this.onHover(event.target, false));
  }

  onPointerDown(event) {
    clearTimeout(this.opening);
    const { target } = event;
    const { popup, root, scroller, selection } = this.view;
    if (!popup.element.contains(target)) popup.close(false);
    if (!root.contains(target)) selection.parts = [];
    if (!scroller.contains(target) || this.view.turnOf(target) < 0) return;
    if (event.button !== 0 || event.shiftKey || event.pointerType === "touch") return;
    // A new gesture: no rerun may bring the old selection back, and pressing on selected words
    // must begin a new selection, where a browser would begin to drag them about.
    selection.clear();
    const { clientX: x, clientY: y } = event;
    this.pointing = { x, y, anchor: isText(x, y) ? caretAt(x, y) : null };
  }

  // Only here is it known that the press is the second or third of a multiple click, from which the
  // browser goes on by words or lines.
  onMouseDown({ detail }) {
    if (this.pointing && detail > 1) this.pointing.anchor = null;
  }

  onPointerMove({ clientX: x, clientY: y }) {
    if (!this.pointing) return;
    Object.assign(this.pointing, { x, y });
    // Not at once: a browser that finds words selected before it moves would drag them about.
    setTimeout(() => this.view.selection.followPointer());
  }

  onPointerEnd() {
    if (!this.pointing) return;
    this.view.selection.followPointer();
    this.pointing = null;
    this.view.ends.position();
    if (this.view.late) this.view.update(this.view.late);
  }

  onClick(event) {
    if (event.target.matches(".mmt-read")) return this.onRead(event.target);
    const stop = event.target.closest(".mmt-mark, .mmt-chip");
    if (!stop) return;
    const place = this.view.placeOf(stop);
    if (stop.matches(".mmt-chip")) this.view.popup.open(place);
    else if (event.detail === 1 && document.getSelection().isCollapsed) {
      this.opening = setTimeout(() => this.view.popup.open(place), DOUBLE_CLICK_MS);
    }
  }

  onRead(mark) {
    const turn = this.view.turnOf(mark);
    this.view.focusTurn(turn);
    this.view.toggleRead(turn);
  }

  // Pointing at a name in the margin shows which words it stands for.
  onHover(target, enters) {
    const chip = target.closest(".mmt-chip");
    if (!chip) return;
    for (const mark of chip.closest(".mmt-turn").querySelectorAll(".mmt-mark")) {
      const isOne = mark.dataset.codes.split(" ").includes(chip.dataset.code);
      mark.classList.toggle("mmt-lit", enters && isOne);
    }
  }
}
