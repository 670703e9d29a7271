// The view: joins its parts, takes data from Python, sends operations.

const HINT = "Select words, then press a code.";

class TranscriptView extends Canvas {
  facets = { stances: [], elicitations: [] };
  saved = 0; // operations acknowledged since the view was opened
  refusal = "";
  notice = "";
  reloading = false;

  constructor(parent) {
    super();
    this.parent = parent;
    this.palette = new Palette(this);
    this.popup = new Popup(this);
    this.selection = new Selection(this);
    this.ends = new Ends(this);
    this.memos = new Memos(this);
    this.invivo = new InVivo(this);
    this.bar = new Bar(this);
    this.gestures = new Gestures(this);
    this.keys = new Keys(this);
    this.help = keysDialog(() => this.returnToText());
    this.build();
    this.listen();
  }

  build() {
    this.scroller = make("div", { class: "mmt-transcript", role: "region" });
    this.scroller.setAttribute("aria-label", "Transcript");
    this.status = make("span", { class: "mmt-status", role: "status", "aria-live": "polite" });
    this.alert = make("span", { class: "mmt-alert", role: "alert" });
    const text = make("div", { class: "mmt-main" }, this.bar.element, this.scroller);
    const columns = make("div", { class: "mmt-columns" }, text, this.palette.element);
    this.reload = button("Reload", { hidden: "" });
    const foot = make("div", { class: "mmt-foot" }, this.alert, this.reload, this.status);
    const frame = make("div", { class: "mmt-frame" }, columns, foot);
    const windows = [this.popup, this.ends, this.memos, this.invivo].map((part) => part.element);
    this.root = make("div", { class: "mmt" }, frame, ...windows, this.help);
    this.parent.append(this.root);
  }

  listen() {
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    const on = (target, type, handle, capture = false) =>
      target.addEventListener(type, handle, { signal, capture });
    const follow = () => {
      this.popup.position();
      this.ends.position();
    };
    on(document, "selectionchange", () => this.selection.onChange());
    on(document, "scroll", follow, true); // of any element
    on(window, "resize", follow);
    on(window, "beforeunload", (event) => this.onLeave(event));
    on(this.reload, "click", () => this.onReload());
    on(this.scroller, "focusin", (event) => this.onFocus(event));
    this.gestures.listen(on);
    this.keys.listen(on);
  }

  destroy() {
    clearTimeout(this.timer);
    clearTimeout(this.gestures.opening);
    this.listeners.abort();
    this.selection.show(false);
    this.root.remove();
  }

  // -- Data from Python

  update(data) {
    this.late = null;
    if (this.gestures.pointing || this.ends.held) {
      this.late = data; // repainting now would spoil the selection that is being drawn
      return;
    }
    if (!this.parent.contains(this.root)) this.parent.append(this.root);
    if (data.document !== this.outbox.document) this.open(data);
    this.settle(data);
    if (!this.store.take(data)) return this.ask();
    this.setCodes(data.codes);
    const key = `${data.document}\n${this.store.text}`;
    const isNew = key !== this.drawn;
    if (isNew) this.drawTurns(key);
    this.facets = data.facets || this.facets;
    this.memos.all = data.memos || [];
    this.read = numbersOf(data.read || []);
    this.bar.offer();
    this.repaint();
    if (isNew && this.outbox.ops.length) this.push();
    this.follow(data.focus);
  }

  open({ document, source }) {
    this.outbox.open(document);
    this.sourceName = source || "";
    this.notice = "";
    this.refusal = "";
  }

  // Python sent changes to something that is not here, after a restart perhaps: ask for all.
  ask() {
    this.post([...this.outbox.ops, { ask: uuid() }]);
  }

  settle({ acked, refused }) {
    const { saved, refusals } = this.outbox.settle(acked || [], refused || {});
    this.saved += saved;
    if (refusals.length) this.refusal = refusals.join(" ");
    if (refusals.length) this.notice = "";
    else if (saved && !this.notice) this.notice = "All changes saved.";
    if (!this.outbox.ops.length) this.slow = false;
  }

  setCodes(codes) {
    const signature = JSON.stringify(codes);
    if (signature === this.codesDrawn) return;
    this.codesDrawn = signature;
    const safe = codes.map((code, pattern) => ({
      listed: true, codable: true, depth: 0, pattern, ...code, color: safeColor(code.color),
    }));
    this.codes = new Map(safe.map((code) => [code.id, code]));
    this.placed = new WeakMap();
    this.palette.setCodes(safe);
  }

  follow(number) {
    if (number === this.followed) return;
    this.followed = number;
    const turn = this.turns.findIndex((each) => each.number === number);
    if (turn < 0) return;
    this.focusTurn(turn, "center");
    // Turns out of sight have guessed heights: once they are drawn, aim again.
    requestAnimationFrame(() => this.elements[turn]?.scrollIntoView({ block: "center" }));
  }

  // -- Operations

  send(op) {
    this.outbox.add(op);
    this.notice = "";
    this.refusal = "";
    this.repaint();
    this.push();
  }

  // The first operation tells what the view holds.
  push() {
    const [first, ...rest] = this.outbox.ops;
    this.post([{ ...first, have: this.store.tell() }, ...rest]);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.retry(), RETRY_MS);
  }

  retry() {
    if (!this.outbox.ops.length) return;
    this.slow = true;
    this.outbox.again();
    this.push();
    this.showStatus();
  }

  apply(code) {
    this.selection.remember(); // "selectionchange" is queued: a fast key can come before it
    if (!this.selection.parts.length) return this.say(`Nothing is selected. ${HINT}`);
    const isNew = (part) => !this.shown[part.turn].some((span) => isSame(span, part, code));
    const parts = this.selection.parts.filter(isNew);
    if (!parts.length) return this.say(`These words have the code ${code.name} already.`);
    const selections = parts.map((part) => this.toSource(part));
    this.ends.leave();
    this.send({ type: "apply", selections, codes: [code.id] });
    this.selection.restore(); // shows exactly the words that were coded
  }

  toSource({ turn, from, to }) {
    const { start, text } = this.turns[turn];
    const points = (units) => start + toPoints(text, units);
    return { start: points(from), end: points(to), quote: text.slice(from, to) };
  }

  // -- Reading

  toggleRead(turn) {
    const { number } = this.turns[turn];
    this.send({ type: "read", turns: [number], read: !this.readNow.has(number) });
  }

  markReadUpTo(turn) {
    const until = this.turns.slice(0, turn + 1).map(({ number }) => number);
    const turns = until.filter((number) => !this.readNow.has(number));
    if (turns.length) this.send({ type: "read", turns, read: true });
    else this.say("All turns up to here are read.");
  }

  // -- Suggestions

  suggestions() {
    const open = this.shown.flat().filter(({ status }) => status === "suggested");
    return open.sort((a, b) => a.start - b.start || a.code.localeCompare(b.code));
  }

  stepSuggestion(step) {
    const open = this.suggestions();
    if (!open.length) return this.say("No suggestion is open here.");
    const next = open[this.nextPlace(open, step)];
    this.focusSpan(next, "center");
    const place = `Suggestion ${open.indexOf(next) + 1} of ${open.length}: ${next.name}.`;
    this.say(`${place} ${next.why} Y accepts, X rejects, W not this word again, E changes ends.`);
  }

  nextPlace(open, step) {
    const here = open.findIndex(({ id }) => id === this.at);
    if (here >= 0) return (here + step + open.length) % open.length;
    const from = this.lastAt ?? this.turns[this.current].start;
    const after = open.findIndex(({ start }) => start >= from);
    if (step > 0) return Math.max(after, 0);
    return after < 0 ? open.length - 1 : (after - 1 + open.length) % open.length;
  }

  decided(span, op) {
    this.send(op);
    this.focusTurn(this.turnAt(span.start));
    this.lastAt = span.start; // the next suggestion comes after it
  }

  spanAtFocus() {
    const span = this.spanOf(this.at);
    return span && this.turnAt(span.start) === this.current ? span : null;
  }

  showAt() {
    for (const mark of this.scroller.querySelectorAll(".mmt-at")) mark.classList.remove("mmt-at");
    const span = this.spanAtFocus();
    if (!span) return;
    for (const mark of this.elements[this.current].querySelectorAll(".mmt-mark")) {
      mark.classList.toggle("mmt-at", mark.dataset.spans.split(" ").includes(span.id));
    }
  }

  // -- Status line

  say(notice) {
    this.notice = notice;
    this.showStatus();
  }

  showStatus() {
    const pending = this.outbox.ops.length;
    this.root.dataset.pending = pending;
    this.root.dataset.saved = this.saved;
    const { isSilent, isKept } = this.outbox;
    const saving = `Saving ${count(pending, "change")} …`;
    const waiting = this.slow ? `${saving} No answer yet, trying again.` : saving;
    this.reload.hidden = !isSilent || !isKept;
    setText(this.alert, isSilent ? noAnswer(pending, isKept) : this.refusal);
    setText(this.status, isSilent ? "" : pending ? waiting : this.notice || HINT);
  }

  // -- Leaving the page

  onLeave(event) {
    if (this.outbox.ops.length && !this.reloading) event.preventDefault(); // the browser asks
  }

  onReload() {
    this.reloading = true;
    location.reload();
  }
}
