// The selection: the words that a code would go to.
//
// The browser's own selection is lost when a turn is repainted or the filter box gets the focus,
// so it is remembered here, and put back.

class Selection {
  parts = []; // [{ turn, from, to }], one for each turn, without blank edges

  constructor(view) {
    this.view = view;
  }

  read() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return [];
    if (!this.view.scroller.contains(selection.anchorNode)) return []; // it began somewhere else
    const range = selection.getRangeAt(0);
    const [first, last] = this.turnsOf(range);
    const parts = [];
    for (let turn = first; turn <= last; turn += 1) parts.push(this.partOf(turn, range));
    return parts.filter(Boolean);
  }

  // The first and the last turn that a range may touch.
  turnsOf({ startContainer, endContainer }) {
    const first = this.view.turnOf(startContainer);
    const last = this.view.turnOf(endContainer);
    return [first < 0 ? 0 : first, last < 0 ? this.view.elements.length - 1 : last];
  }

  // The selected words of one turn; never its label, its time or its margin.
  partOf(turn, range) {
    if (this.view.elements[turn].hidden) return null; // filtered out
    if (!range.intersectsNode(this.view.elements[turn])) return null;
    const element = this.view.textOf(turn);
    const { text } = this.view.turns[turn];
    if (!range.intersectsNode(element)) return null;
    const starts = element.contains(range.startContainer);
    const ends = element.contains(range.endContainer);
    const from = starts ? unitsBefore(element, range.startContainer, range.startOffset) : 0;
    const to = ends ? unitsBefore(element, range.endContainer, range.endOffset) : text.length;
    const words = tidy(text, from, to);
    return words && { turn, ...words };
  }

  remember() {
    const parts = this.read();
    if (!parts.length) return;
    this.parts = parts;
    const selection = document.getSelection();
    const { startContainer, startOffset } = selection.getRangeAt(0);
    this.backward = selection.focusNode === startContainer && selection.focusOffset === startOffset;
  }

  onChange() {
    this.followPointer();
    this.remember();
    const { anchorNode, isCollapsed } = document.getSelection();
    if (this.view.palette.isTyping) return; // still wanted
    if (isCollapsed && this.view.scroller.contains(anchorNode)) this.parts = [];
  }

  // Where a coding begins or ends, Chromium often draws no selection from the place that was
  // pressed, or stops after a letter: draw it from there to the pointer ourselves. A drag that
  // overshoots the text would take the rest of the turn, or of the transcript: it ends at the
  // nearest character instead.
  followPointer() {
    if (!this.view.gestures.pointing) return;
    const { x, y, anchor } = this.view.gestures.pointing;
    const selection = document.getSelection();
    const text = textAround(anchor ? anchor[0] : selection.anchorNode);
    if (!text || (!anchor && (selection.isCollapsed || isText(x, y)))) return;
    const caret = this.caretIn(text, x, y);
    if (caret && anchor) selection.setBaseAndExtent(...anchor, ...caret);
    else if (caret) selection.extend(...caret);
  }

  // The place under the pointer, or beside the pointer if it has left the text.
  caretIn(text, x, y) {
    const { scroller } = this.view;
    const { left, right } = text.getBoundingClientRect();
    const { top, bottom } = scroller.getBoundingClientRect();
    const inside = [clamp(x, left + 1, right - 1), clamp(y, top + 1, bottom - 1)];
    const caret = caretAt(...(isText(x, y) ? [x, y] : inside));
    return caret && scroller.contains(caret[0]) ? caret : null;
  }

  rangeOf({ turn, from, to }) {
    const range = document.createRange();
    range.setStart(...pointAt(this.view.textOf(turn), from));
    range.setEnd(...pointAt(this.view.textOf(turn), to));
    return range;
  }

  restore() {
    const active = document.activeElement;
    if (!this.parts.length) return;
    if (this.view.palette.isTyping) this.show(true); // the box keeps the focus
    else if (active === document.body || this.view.root.contains(active)) this.select(this.parts);
  }

  select(parts) {
    const first = this.rangeOf(parts[0]);
    const last = this.rangeOf(parts.at(-1));
    const ends = [
      [first.startContainer, first.startOffset],
      [last.endContainer, last.endOffset],
    ];
    if (this.backward) ends.reverse();
    document.getSelection().setBaseAndExtent(...ends[0], ...ends[1]);
  }

  // Select these words and remember them.
  take(parts) {
    this.parts = parts;
    this.select(parts);
  }

  clear() {
    this.parts = [];
    document.getSelection().removeAllRanges();
  }

  // While the filter box has the focus the browser hides the selection: paint it ourselves.
  show(isWanted) {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("mmt-selection");
    if (!isWanted || !this.parts.length) return;
    const ranges = this.parts.map((part) => this.rangeOf(part));
    CSS.highlights.set("mmt-selection", new Highlight(...ranges));
  }

  // An arrow selects the next word, so that one sees where one is; with Shift it adds a word.
  moveByWord(turn, direction, extend) {
    const selection = document.getSelection();
    if (!selection.rangeCount || !this.view.textOf(turn).contains(selection.focusNode)) {
      if (!extend || !this.parts.length) selection.collapse(this.view.textOf(turn), 0);
    } else if (!extend && !selection.isCollapsed) {
      selection.collapse(selection.focusNode, selection.focusOffset);
    }
    this.extendByWord(direction);
    this.remember();
    if (!extend) this.restore(); // without the blank that the browser took along
    this.showFocus();
    const here = this.parts[0]?.turn;
    if (!extend && here !== undefined && here !== turn) this.view.focusTurn(here);
  }

  // For a browser a comma is a word: go on until one with a letter or a number is passed.
  extendByWord(direction) {
    const selection = document.getSelection();
    for (let step = 0; step < 5; step += 1) {
      const { focusNode, focusOffset } = selection;
      selection.modify("extend", direction, "word");
      const ends = [[focusNode, focusOffset], [selection.focusNode, selection.focusOffset]];
      if (direction === "left") ends.reverse();
      if (/[\p{L}\p{N}]/u.test(textBetween(...ends))) return;
      if (selection.focusNode === focusNode && selection.focusOffset === focusOffset) return;
    }
  }

  // Keep the moving end of the selection in sight.
  showFocus() {
    const { scroller } = this.view;
    const { focusNode, focusOffset } = document.getSelection();
    if (!scroller.contains(focusNode)) return;
    const range = document.createRange();
    range.setStart(focusNode, focusOffset);
    const line = range.getBoundingClientRect();
    const frame = scroller.getBoundingClientRect();
    const below = line.bottom + line.height - frame.bottom;
    const above = frame.top - line.top + line.height;
    if (line.height && below > 0) scroller.scrollTop += below;
    else if (line.height && above > 0) scroller.scrollTop -= above;
  }
}
