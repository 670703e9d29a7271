// What the keyboard does in the view. The help window lists the same keys.

class Keys {
  constructor(view) {
    this.view = view;
  }

  listen(on) {
    on(this.view.scroller, "keydown", (event) => this.onTextKey(event));
    on(this.view.root, "keydown", (event) => this.onKey(event));
  }

  // Keys that work everywhere in the view. A key of ours goes no further: Streamlit has keys too.
  onKey(event) {
    if (event.defaultPrevented) return event.stopPropagation();
    if (event.isComposing) return;
    const typing = event.target === this.view.palette.filter;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return this.onHistoryKey(event, typing);
    if (typing || event.altKey) return;
    event.stopPropagation();
    if (this.view.ends.onKey(event) || this.does(event)) event.preventDefault();
  }

  does({ key, repeat }) {
    if (/^[1-9]$/.test(key)) this.applyNumber(key, repeat);
    else if (key === "/") this.view.palette.filter.focus();
    else if (key === "?") this.view.help.showModal();
    else if (key === "i") this.view.invivo.open();
    else if (key === "s" || key === "S") this.view.stepSuggestion(key === "s" ? 1 : -1);
    else if (key === "Escape") this.view.selection.clear();
    else return false;
    return true;
  }

  onHistoryKey(event, typing) {
    if (typing && this.view.palette.filter.value) return; // undo the typing, not the coding
    const key = event.key.toLowerCase();
    const type = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key];
    if (!type) return;
    event.preventDefault();
    event.stopPropagation();
    this.view.send({ type });
  }

  applyNumber(key, repeat) {
    const code = this.view.palette.visible[Number(key) - 1];
    if (code && !repeat) this.view.apply(code);
  }

  // Keys that work in the text only.
  onTextKey(event) {
    const turn = this.view.turnOf(event.target);
    if (turn < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.view.ends.onKey(event) || this.moves(event, turn) || this.acts(event, turn)) {
      event.preventDefault();
    }
  }

  moves({ key, shiftKey }, turn) {
    const { selection } = this.view;
    const whole = { turn, from: 0, to: this.view.turns[turn].text.length };
    if (key === "ArrowDown") this.view.stepTurn(turn, 1);
    else if (key === "ArrowUp") this.view.stepTurn(turn, -1);
    else if (key === "ArrowRight") selection.moveByWord(turn, "right", shiftKey);
    else if (key === "ArrowLeft") selection.moveByWord(turn, "left", shiftKey);
    else if (key === "a") selection.select([whole]);
    else return false;
    this.view.ends.position();
    return true;
  }

  acts({ key, target, repeat }, turn) {
    if (repeat) return false;
    const { view } = this;
    if (key === "Enter") return this.openFromKey(target);
    const wanted = { y: isOpen, x: isOpen, w: isOpen, Delete: isOwn, m: isMade }[key];
    const at = this.spanFor(target, wanted || (() => true));
    if (key === "r") view.toggleRead(turn);
    else if (key === "R") view.markReadUpTo(turn);
    else if (key === "m") this.memo(at);
    else if (key === "y" || key === "x" || key === "w") this.decide(key, at);
    else if (key === "e") this.changeEnds(at);
    else if (key === "Delete") this.remove(at);
    else return false;
    return true;
  }

  // The span that has the focus; where several are, one that the key can be about.
  spanFor(target, isWanted) {
    const at = this.view.spanAtFocus();
    if (!at || isWanted(at) || !target.matches(".mmt-mark")) return at;
    return this.view.spansAt(this.view.placeOf(target)).find(isWanted) || at;
  }

  memo(at) {
    const { memos, sourceName } = this.view;
    if (at && isMade(at) && !at.pending) memos.open("coding", at.id);
    else memos.open("source", sourceName);
  }

  decide(key, at) {
    if (!at || !isOpen(at) || at.pending) {
      return this.view.say("No suggestion has the focus. Press S to go to the next one.");
    }
    const type = { y: "accept", x: "reject", w: "mute" }[key];
    const [word, ...more] = at.words || [];
    if (type !== "mute") this.view.decided(at, { type, span: at.id });
    else if (more.length) this.view.popup.open({ turn: this.view.current, ...at });
    else if (word) this.view.decided(at, { type, span: at.id, word });
  }

  changeEnds(at) {
    if (at && (isOwn(at) || isOpen(at))) this.view.ends.open(at.id);
    else this.view.say("No coding of yours has the focus. Press Tab or S to go to one.");
  }

  remove(at) {
    if (at && isOwn(at)) this.view.send({ type: "remove", span: at.id });
    else this.view.say("No coding of yours has the focus. Press Tab to go to one.");
  }

  openFromKey(target) {
    if (target.matches(".mmt-chip, .mmt-read")) return false; // Enter is a click there
    const caret = document.getSelection().focusNode?.parentElement;
    const mark = target.closest(".mmt-mark") || caret?.closest(".mmt-mark");
    if (!mark || !this.view.scroller.contains(mark)) return false;
    this.view.popup.open(this.view.placeOf(mark));
    return true;
  }
}

function isOpen(span) {
  return span.status === "suggested";
}

function isMade(span) {
  return span.status === "coding";
}

function isOwn(span) {
  return isMade(span) && span.mine;
}
