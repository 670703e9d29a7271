// The canvas: the turns on the screen, what is painted on them, and which has the focus.

class Canvas {
  outbox = new Outbox();
  store = new Store();
  elements = []; // one for each turn
  places = new Map(); // element -> its turn
  codes = new Map();
  shown = []; // per turn: the spans to see, with the unanswered operations carried out
  painted = []; // per turn: the spans as they were painted last
  placed = new WeakMap(); // span -> the same with its place in its turn
  read = new Set(); // numbers of the turns that are read, as Python sent them
  readNow = new Set(); // with the unanswered operations carried out
  current = 0; // the turn in the tab order
  at = ""; // id of the span that the keys of a suggestion or coding are about

  get turns() {
    return this.store.turns;
  }

  drawTurns(key) {
    this.popup.close(false);
    this.ends.leave();
    this.drawn = key;
    this.selection.parts = [];
    this.painted = [];
    this.placed = new WeakMap();
    this.current = 0;
    this.at = "";
    this.bar.letAll();
    this.elements = this.turns.map((turn) => turnElement(turn));
    this.places = new Map(this.elements.map((element, turn) => [element, turn]));
    this.elements[0]?.setAttribute("tabindex", "0");
    this.scroller.replaceChildren(...this.elements);
    this.scroller.scrollTop = 0;
    this.readShown = new Set();
    this.root.dataset.document = this.outbox.document;
  }

  // -- Painting

  // Spans by turn, with their place and the name and colour of their code; those that the filter
  // lets through.
  place(spans) {
    const placed = this.turns.map(() => []);
    for (const span of spans) {
      if (!this.placed.has(span)) this.placed.set(span, this.placeOne(span));
      const { turn, span: full } = this.placed.get(span);
      if (turn >= 0 && this.bar.lets(span)) placed[turn].push(full);
    }
    return placed;
  }

  placeOne(span) {
    const turn = this.turnAt(span.start);
    const { start, text } = this.turns[turn] || { start: 0, text: "" };
    const from = toUnits(text, span.start - start);
    const to = toUnits(text, span.end - start);
    const unknown = { name: span.code, color: GREY, pattern: 0 };
    const { name, color, pattern, listed } = this.codes.get(span.code) || unknown;
    const facets = Boolean(listed);
    const full = { ...span, from, to, name, color, pattern, facets };
    return { turn: from < to ? turn : -1, span: full };
  }

  turnAt(point) {
    let low = 0;
    let high = this.turns.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.turns[middle].start <= point) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  repaint() {
    this.selection.remember();
    this.shown = this.place(withOps(this.store.spans, this.outbox.ops));
    const stale = [...this.turns.keys()].filter((turn) => this.isStale(turn));
    for (const turn of stale) this.paintTurn(turn);
    this.painted = this.shown;
    // Repainting drops the browser's selection.
    if (this.selection.parts.some((part) => stale.includes(part.turn))) this.selection.restore();
    this.paintRead();
    this.showAt();
    this.popup.refresh();
    this.bar.show();
    this.showStatus();
  }

  isStale(turn) {
    const [now, before = []] = [this.shown[turn], this.painted[turn]];
    return now.length !== before.length || now.some((span, i) => span !== before[i]);
  }

  paintTurn(turn) {
    const element = this.elements[turn];
    const hadFocus = element !== document.activeElement && element.contains(document.activeElement);
    const spans = withLanes(this.shown[turn]);
    const lanes = Math.min(MAX_LANES, Math.max(1, ...spans.map((span) => span.lane + 1)));
    const text = this.textOf(turn);
    text.style.setProperty("--mmt-lanes", lanes);
    text.replaceChildren(...this.paintedRuns(turn, spans, lanes));
    element.querySelector(".mmt-margin").replaceChildren(...chipsFor(spans));
    if (turn === this.current) this.setTabStops(turn, 0);
    if (hadFocus) element.focus({ preventScroll: true });
  }

  paintedRuns(turn, spans, lanes) {
    const { text } = this.turns[turn];
    return runsOf(text.length, spans).map((run) => {
      const words = text.slice(run.from, run.to);
      return run.spans.length ? markFor(words, run, lanes) : words;
    });
  }

  paintRead() {
    this.readNow = readWithOps(this.read, this.outbox.ops);
    this.turns.forEach(({ number }, turn) => {
      const isRead = this.readNow.has(number);
      if (isRead !== this.readShown.has(number)) showRead(this.elements[turn], isRead);
    });
    this.readShown = this.readNow;
  }

  textOf(turn) {
    return this.elements[turn].querySelector(".mmt-text");
  }

  // Turns that the filter keeps out give way to a line that counts them.
  filter() {
    this.repaint();
    collapse(this.elements, (turn) => this.bar.letsTurn(this.turns[turn], this.shown[turn]));
    if (this.elements[this.current]?.hidden) {
      const first = this.elements.findIndex((element) => !element.hidden);
      if (first >= 0) this.makeCurrent(first);
    }
    this.bar.show();
  }

  // -- Turns and focus

  makeCurrent(turn) {
    this.elements[this.current]?.setAttribute("tabindex", "-1");
    this.setTabStops(this.current, -1);
    if (turn !== this.current) this.ends.leave();
    this.current = turn;
    this.elements[turn].setAttribute("tabindex", "0");
    this.setTabStops(turn, 0);
  }

  // Only the marks and chips of the current turn are in the tab order.
  setTabStops(turn, tabIndex) {
    const stops = this.elements[turn]?.querySelectorAll(".mmt-mark, .mmt-chip") || [];
    for (const stop of stops) stop.tabIndex = tabIndex;
  }

  stepTurn(turn, step) {
    let next = turn + step;
    while (this.elements[next]?.hidden) next += step;
    if (this.elements[next]) this.focusTurn(next);
  }

  focusTurn(turn, block = "nearest") {
    const element = this.elements[turn];
    if (!element) return;
    if (element.hidden) this.bar.reset();
    this.makeCurrent(turn);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block });
  }

  // Go to a span: the keys of a suggestion or coding are about it then.
  focusSpan(span, block = "nearest") {
    const turn = this.turnAt(span.start);
    this.focusTurn(turn, block);
    const marks = [...this.elements[turn].querySelectorAll(".mmt-mark")];
    this.at = span.id;
    marks.find((mark) => mark.dataset.spans.split(" ").includes(span.id))?.focus();
    this.showAt();
  }

  returnToText() {
    this.elements[this.current]?.focus({ preventScroll: true });
    this.selection.restore();
  }

  turnOf(node) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return this.places?.get(element?.closest?.(".mmt-turn")) ?? -1;
  }

  spanOf(id) {
    return this.shown.flat().find((span) => span.id === id);
  }

  placeOf(stop) {
    const { from, to, code, status } = stop.dataset;
    const turn = this.turnOf(stop);
    return code ? { turn, code, status } : { turn, from: Number(from), to: Number(to) };
  }

  spansAt({ turn, from, to, code, status }) {
    const isHere = (span) => (code ? span.code === code && span.status === status : overlaps(span));
    const overlaps = (span) => span.from < to && span.to > from;
    return this.shown[turn].filter(isHere);
  }

  onFocus({ target }) {
    const turn = this.turnOf(target);
    if (turn >= 0 && turn !== this.current) this.makeCurrent(turn);
    const spans = target.matches(".mmt-mark, .mmt-chip") ? this.spansAt(this.placeOf(target)) : [];
    const first = spans.find(({ mine, status }) => mine || status === "suggested") || spans[0];
    if (!spans.some(({ id }) => id === this.at)) this.at = first?.id || "";
    if (spans.length) this.lastAt = this.spanOf(this.at)?.start;
    else this.lastAt = undefined;
    this.showAt();
  }
}
