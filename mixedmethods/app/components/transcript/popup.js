// The popup: the codings and suggestions at one place, and what can be done with them.

const HEADER_PX = 64; // height of Streamlit's header, which covers what is below it
const ACTIONS = {
  accept: "Accept",
  reject: "Reject",
  ends: "Change ends",
  mute: "Not this word again",
  memo: "Memo",
  remove: "Remove",
};

class Popup {
  place = null; // { turn, from, to } of a mark, or { turn, code, status } of a margin chip

  constructor(view) {
    this.view = view;
    const attributes = { class: "mmt-popup", role: "dialog", "aria-label": "Codes on these words" };
    this.element = make("div", { ...attributes, tabindex: "-1", hidden: "" });
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.element.addEventListener("click", (event) => this.onClick(event));
    this.element.addEventListener("change", (event) => this.onChoice(event));
  }

  open(place) {
    this.place = place;
    this.drawn = null;
    this.refresh();
  }

  close(giveBackFocus) {
    if (!this.place) return;
    const { anchor, place } = this;
    this.place = null;
    this.element.hidden = true;
    if (giveBackFocus) (anchor || this.view.elements[place.turn]).focus({ preventScroll: true });
  }

  // Draw anew if other codings are here than before; close if none is left.
  refresh() {
    if (!this.place) return;
    const spans = this.view.spansAt(this.place);
    const drawn = JSON.stringify(spans);
    if (!spans.length) this.close(this.element.contains(document.activeElement));
    else if (drawn !== this.drawn) this.draw(spans);
    this.drawn = drawn;
    this.position();
  }

  draw(spans) {
    const before = this.element.contains(document.activeElement) && document.activeElement.id;
    this.element.replaceChildren(...spans.map((span) => this.row(span)));
    this.element.hidden = false;
    const same = before && [...this.stops].find((stop) => stop.id === before);
    (same || this.stops[0] || this.element).focus({ preventScroll: true });
  }

  get stops() {
    return this.element.querySelectorAll("button, select");
  }

  row(span) {
    const name = make("strong", {}, span.name);
    const head = make("div", { class: "mmt-row-name" }, swatch(span), name);
    const by = make("div", { class: "mmt-row-by" }, this.origin(span));
    const row = make("div", { class: "mmt-row" }, head, by);
    row.dataset.span = span.id;
    if (span.status === "suggested" && span.why) by.append(make("div", {}, span.why));
    const labels = [span.stance, span.elicitation].filter(Boolean).join(", ");
    if (labels && !span.mine) by.append(make("div", {}, labels));
    const types = this.types(span);
    if (types.length) row.append(this.actions(span, types));
    if (span.status === "coding" && span.mine && span.facets) row.append(this.facets(span));
    return row;
  }

  origin(span) {
    if (span.pending) return "Saving …";
    if (span.status === "suggested") return "Suggested";
    if (!span.mine) return span.coder;
    return span.coder ? `${span.coder} (you)` : "You";
  }

  // Another coder's coding stays theirs; one may write a memo on it.
  types(span) {
    if (span.pending) return [];
    if (span.status !== "suggested") return span.mine ? ["remove", "ends", "memo"] : ["memo"];
    return ["accept", "reject", "ends", ...(span.words?.length ? ["mute"] : [])];
  }

  actions(span, types) {
    const buttons = types.flatMap((type) =>
      type === "mute" ? span.words.map((word) => this.mute(span, word)) : [this.action(span, type)]
    );
    return make("div", { class: "mmt-row-actions" }, ...buttons);
  }

  action(span, type) {
    const label = type === "memo" && span.memos ? `Memo (${span.memos})` : ACTIONS[type];
    const element = button(label, { "aria-label": `${label} ${span.name}` });
    element.id = `mmt-${type}-${span.id}`;
    Object.assign(element.dataset, { type, span: span.id });
    return element;
  }

  mute(span, word) {
    const element = button(`Not “${word}” again`, { "aria-label": `Not “${word}” again` });
    element.id = `mmt-mute-${word}-${span.id}`;
    Object.assign(element.dataset, { type: "mute", span: span.id, word });
    return element;
  }

  facets(span) {
    const { stances, elicitations } = this.view.facets;
    const boxes = [
      ["Stance", "stance", stances],
      ["Raised", "elicitation", elicitations],
    ].filter(([, , values]) => values.length);
    return make("div", { class: "mmt-row-facets" }, ...boxes.map((each) => facet(span, ...each)));
  }

  get anchor() {
    const turn = this.view.elements[this.place.turn];
    if (!this.place.code) return turn.querySelector(`mark[data-from="${this.place.from}"]`);
    const same = (chip) =>
      chip.dataset.code === this.place.code && chip.dataset.status === this.place.status;
    return [...turn.querySelectorAll(".mmt-chip")].find(same);
  }

  // Below its anchor, or above where there is no room; never under the window's edges, nor under
  // Streamlit's header.
  position() {
    if (!this.place || !this.anchor) return;
    const anchor = this.anchor.getClientRects()[0];
    if (!anchor) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const below = this.anchor.getBoundingClientRect().bottom + 6;
    const top = below + height < innerHeight ? below : Math.max(HEADER_PX, anchor.top - height - 6);
    this.element.style.top = `${top}px`;
    this.element.style.left = `${clamp(anchor.left, 8, innerWidth - width - 8)}px`;
  }

  onClick(event) {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    const { type, span, word } = pressed.dataset;
    this.close(true);
    if (type === "ends") this.view.ends.open(span);
    else if (type === "memo") this.view.memos.open("coding", span);
    else this.view.send(word ? { type, span, word } : { type, span });
  }

  onChoice({ target }) {
    const span = this.view.spanOf(target.dataset.span);
    if (!span) return;
    const { stance = "", elicitation = "" } = span;
    const chosen = { stance, elicitation, [target.dataset.facet]: target.value };
    this.view.send({ type: "label", span: span.id, ...chosen });
  }

  onKey(event) {
    event.stopPropagation(); // digits and letters mean nothing in here
    if (event.key === "Escape") this.close(true);
    if (event.key !== "Tab") return;
    const stops = [...this.stops];
    const next = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
    stops.at(next % stops.length)?.focus(); // a dialog keeps the focus inside
    event.preventDefault();
  }
}

function facet(span, label, name, values) {
  const known = values.includes(span[name]) || !span[name] ? values : [...values, span[name]];
  const box = choices(`${label}: ${span.name}`, [["", "not said"], ...known.map((v) => [v, v])]);
  box.value = span[name] || "";
  box.id = `mmt-${name}-${span.id}`;
  Object.assign(box.dataset, { facet: name, span: span.id });
  return make("label", {}, make("span", {}, label), box);
}
