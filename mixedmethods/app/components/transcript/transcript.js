// The transcript view: a Streamlit component with no dependencies.
//
// Offsets that cross to Python count Unicode CODE POINTS in the whole source; the DOM and this
// script count UTF-16 UNITS within one turn. Only `toUnits` and `toPoints` translate.
// Transcript text, names and reasons are data: they reach the page as text nodes, never as HTML.

const MAX_LANES = 4; // stripes drawn below a line; the popup lists every code
const DOUBLE_CLICK_MS = 220; // a click on a mark opens its popup unless a second one comes so soon
const RETRY_MS = 5_000; // send unanswered operations again after this time
const SILENT_MS = 20_000; // unanswered for so long, the app is not likely to answer at all
const HEADER_PX = 64; // height of Streamlit's header, which covers what is below it
const GREY = "#808080";
const HINT = "Select words, then press a code.";

const views = new WeakMap(); // parentElement -> TranscriptView

export default function mount({ parentElement, data, setStateValue }) {
  if (!views.has(parentElement)) views.set(parentElement, new TranscriptView(parentElement));
  const view = views.get(parentElement);
  view.post = (ops) => setStateValue("ops", ops);
  view.update(data);
  return () => {
    view.destroy();
    views.delete(parentElement);
  };
}

// ---- Text: units, code points, graphemes ---------------------------------------------------

const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });

function toPoints(text, units) {
  let points = 0;
  for (const _ of text.slice(0, units)) points += 1; // a string iterates by code point
  return points;
}

function toUnits(text, points) {
  let units = 0;
  for (; points > 0 && units < text.length; points -= 1) units += charLength(text, units);
  return units;
}

function charLength(text, unit) {
  return text.codePointAt(unit) > 0xffff ? 2 : 1;
}

// Start and end of the user-perceived character that holds this unit.
function graphemeAt(text, unit) {
  if (segmenter) {
    const { index, segment } = segmenter.segment(text).containing(unit);
    return [index, index + segment.length];
  }
  const start = /[\udc00-\udfff]/.test(text[unit]) && unit > 0 ? unit - 1 : unit;
  return [start, start + charLength(text, start)];
}

// The words of a stretch: no blank edges, no character cut in two; null if nothing is left.
function tidy(text, from, to) {
  while (from < to && /\s/.test(text[from])) from += 1;
  while (from < to && /\s/.test(text[to - 1])) to -= 1;
  return from < to ? { from: graphemeAt(text, from)[0], to: graphemeAt(text, to - 1)[1] } : null;
}

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain http: no randomUUID
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// ---- DOM helpers ---------------------------------------------------------------------------

// An element with attributes; children are elements, or strings that become text nodes.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function swatch(code) {
  const element = make("span", { class: "mmt-swatch", "aria-hidden": "true" });
  element.style.background = code.color;
  return element;
}

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

// DOM point -> units from the start of the element's text, and back.
function unitsBefore(element, node, offset) {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function pointAt(element, units) {
  const nodes = textNodes(element);
  for (const node of nodes) {
    if (units <= node.data.length) return [node, units];
    units -= node.data.length;
  }
  return nodes.length ? [nodes.at(-1), nodes.at(-1).data.length] : [element, 0];
}

// The place in the text under a point of the window; browsers have one function or the other.
function caretAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (caret) return [caret.offsetNode, caret.offset];
  const range = document.caretRangeFromPoint?.(x, y);
  return range && [range.startContainer, range.startOffset];
}

function isText(x, y) {
  return Boolean(document.elementFromPoint(x, y)?.closest(".mmt-text"));
}

function textAround(node) {
  return node?.parentElement?.closest(".mmt-text");
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(value, high));
}

// ---- Painting: flat runs of <mark>, one stripe lane for each coding ------------------------

// Greedy interval colouring: a span keeps one lane from its first to its last word.
function withLanes(spans) {
  const free = []; // where each lane is free again
  const ordered = [...spans].sort((a, b) => a.from - b.from || b.to - a.to);
  return ordered.map((span) => {
    let lane = free.findIndex((unit) => unit <= span.from);
    if (lane < 0) lane = free.length;
    free[lane] = span.to;
    return { ...span, lane };
  });
}

// Cut [0, length) wherever a span starts or ends.
function runsOf(length, spans) {
  const cuts = new Set([0, length, ...spans.flatMap((span) => [span.from, span.to])]);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((to, i) => {
    const from = edges[i];
    return { from, to, spans: spans.filter((span) => span.from < to && span.to > from) };
  });
}

// "#rrggbb" -> with transparency; a coding of somebody else, or not stored yet, is paler.
function shade(span) {
  if (span.pending) return `${span.color}80`;
  return span.mine ? span.color : `${span.color}a6`;
}

function stripe(span, lanes) {
  const color = shade(span);
  const image =
    span.status === "suggested"
      ? `repeating-linear-gradient(90deg, ${color} 0 6px, transparent 6px 10px)`
      : `linear-gradient(${color}, ${color})`;
  return `${image} 0 calc(100% - ${(lanes - 1 - span.lane) * 4}px) / 100% 3px no-repeat`;
}

function tint(spans, lanes) {
  const coded = spans.find((span) => span.status === "coding");
  if (!coded) return [];
  const color = coded.color + (coded.mine && !coded.pending ? "1f" : "12");
  return [`linear-gradient(${color}, ${color}) 0 0 / 100% calc(100% - ${lanes * 4}px) no-repeat`];
}

function background(spans, lanes) {
  const drawn = spans.filter((span) => span.lane < MAX_LANES);
  return [...drawn.map((span) => stripe(span, lanes)), ...tint(spans, lanes)].join(", ");
}

function describe(span) {
  if (span.status === "suggested") return `${span.name} (suggested)`;
  return span.coder ? `${span.name} (${span.coder})` : span.name;
}

function markFor(text, run, lanes) {
  const title = run.spans.map(describe).join("\n");
  const mark = make("mark", { class: "mmt-mark", title, tabindex: "-1" }, text);
  mark.setAttribute("aria-description", `coded ${title}`); // a <mark> may not be named
  mark.dataset.spans = run.spans.map((span) => span.id).join(" ");
  mark.dataset.codes = run.spans.map((span) => span.code).join(" ");
  mark.dataset.lanes = run.spans.map((span) => span.lane).join(" ");
  mark.dataset.from = run.from;
  mark.dataset.to = run.to;
  mark.style.background = background(run.spans, lanes);
  mark.classList.toggle("mmt-suggested", run.spans.every((span) => span.status === "suggested"));
  mark.classList.toggle("mmt-unsaved", run.spans.some((span) => span.pending));
  return mark;
}

function chipFor(span) {
  const label = make("span", { class: "mmt-chip-name" }, span.name);
  const chip = make("button", { type: "button", class: "mmt-chip", tabindex: "-1" });
  chip.append(swatch(span), label);
  chip.title = span.name;
  chip.setAttribute("aria-label", `Show ${describe(span)}`);
  chip.dataset.code = span.code;
  chip.dataset.status = span.status;
  return chip;
}

// ---- Outbox: operations that Python has not acknowledged yet -------------------------------

class Outbox {
  ops = [];
  since = 0; // waiting for an answer since then
  isKept = true; // in the tab's storage, so that a reload loses nothing

  // Operations of a page that was closed or reloaded too early are taken up again.
  open(document) {
    this.document = document;
    this.ops = this.stored();
    this.since = performance.now();
  }

  add(op) {
    if (!this.ops.length) this.since = performance.now();
    this.ops.push({ id: uuid(), document: this.document, ...op });
    this.store();
  }

  // Forget what Python has answered; gives the number saved and the sentences of refusals.
  settle(acked, refused) {
    const known = new Set(acked);
    const refusals = this.ops.filter((op) => Object.hasOwn(refused, op.id));
    const saved = this.ops.filter((op) => known.has(op.id) && !refusals.includes(op));
    const answered = [...saved, ...refusals];
    this.ops = this.ops.filter((op) => !answered.includes(op));
    if (answered.length) this.since = performance.now();
    this.store();
    return { saved: saved.length, refusals: refusals.map((op) => refused[op.id]) };
  }

  // Streamlit tells Python only of a value that differs, so a repeated one carries a count.
  again() {
    this.ops = this.ops.map((op) => ({ ...op, attempt: (op.attempt || 1) + 1 }));
  }

  get isSilent() {
    return this.ops.length > 0 && performance.now() - this.since > SILENT_MS;
  }

  get slot() {
    return `mixedmethods-transcript:${this.document}`;
  }

  stored() {
    try {
      const ops = JSON.parse(sessionStorage.getItem(this.slot) || "[]");
      return Array.isArray(ops) ? ops.filter((op) => op?.id && op.type) : [];
    } catch {
      return []; // storage switched off, or not ours: nothing to take up again
    }
  }

  store() {
    try {
      if (this.ops.length) sessionStorage.setItem(this.slot, JSON.stringify(this.ops));
      else sessionStorage.removeItem(this.slot);
      this.isKept = true;
    } catch {
      this.isKept = false; // switched off or full: still sent, but not after a reload
    }
  }
}

// ---- Palette: undo, redo, the filter box and the codes -------------------------------------

class Palette {
  codes = [];
  visible = []; // codes that pass the filter

  constructor(view) {
    this.view = view;
    this.filter = make("input", {
      class: "mmt-filter",
      type: "search",
      placeholder: "Find a code",
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
    const button = make("button", { type: "button", class: "mmt-button" }, name);
    button.title = `Ctrl+${key}`;
    button.setAttribute("aria-keyshortcuts", `Control+${key}`);
    button.dataset.step = type;
    button.addEventListener("click", () => this.view.send({ type }));
    return button;
  }

  listen() {
    this.element.addEventListener("mousedown", (event) => {
      if (event.target !== this.filter) event.preventDefault(); // keep the text selected
    });
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest(".mmt-code");
      if (button) this.view.apply(this.codes.find((code) => code.id === button.dataset.code));
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
    this.codes = codes;
    this.draw();
  }

  draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const fits = ({ id, name }) => `${id}\n${name}`.toLowerCase().includes(wanted);
    this.visible = this.codes.filter(fits);
    const groups = new Map();
    for (const code of this.visible) {
      groups.set(code.group, [...(groups.get(code.group) || []), code]);
    }
    this.visible = [...groups.values()].flat(); // number keys count down the screen
    this.list.replaceChildren(...[...groups].map(([name, codes]) => this.group(name, codes)));
    if (!this.visible.length) this.list.append(make("p", { class: "mmt-none" }, "No code fits."));
  }

  group(name, codes) {
    const section = make("section", { class: "mmt-group", role: "group", "aria-label": name });
    if (name) section.append(make("div", { class: "mmt-group-name", "aria-hidden": "true" }, name));
    section.append(...codes.map((code) => this.button(code)));
    return section;
  }

  button(code) {
    const place = this.visible.indexOf(code);
    const button = make("button", { type: "button", class: "mmt-code", title: code.definition });
    button.append(swatch(code), make("span", { class: "mmt-code-name" }, code.name));
    button.dataset.code = code.id;
    button.tabIndex = place === 0 ? 0 : -1; // one tab stop; arrows go on from there
    if (place < 9) {
      button.append(make("kbd", { class: "mmt-key", "aria-hidden": "true" }, String(place + 1)));
      button.setAttribute("aria-keyshortcuts", String(place + 1));
    }
    return button;
  }
}

// ---- Popup: the codings at one place -------------------------------------------------------

class Popup {
  place = null; // { turn, from, to } of a mark, or { turn, code, status } of a margin chip

  constructor(view) {
    this.view = view;
    const attributes = { class: "mmt-popup", role: "dialog", "aria-label": "Codes on these words" };
    this.element = make("div", { ...attributes, tabindex: "-1", hidden: "" });
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.element.addEventListener("click", (event) => this.onClick(event));
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
    this.element.replaceChildren(...spans.map((span) => this.row(span)));
    this.element.hidden = false;
    (this.element.querySelector("button") || this.element).focus({ preventScroll: true });
  }

  row(span) {
    const name = make("strong", {}, span.name);
    const head = make("div", { class: "mmt-row-name" }, swatch(span), name);
    const by = make("div", { class: "mmt-row-by" }, this.origin(span));
    const row = make("div", { class: "mmt-row" }, make("div", {}, head, by));
    row.dataset.span = span.id;
    if (span.status === "suggested" && span.why) by.append(make("div", {}, span.why));
    const decides = span.mine || span.status === "suggested"; // another coder's coding stays theirs
    if (decides && !span.pending) row.append(this.actions(span));
    return row;
  }

  origin(span) {
    if (span.pending) return "Saving …";
    if (span.status === "suggested") return "Suggested";
    if (!span.mine) return span.coder;
    return span.coder ? `${span.coder} (you)` : "You";
  }

  actions(span) {
    const types = span.status === "suggested" ? ["accept", "reject"] : ["remove"];
    const buttons = types.map((type) => {
      const label = type[0].toUpperCase() + type.slice(1);
      const button = make("button", { type: "button", class: "mmt-button" }, label);
      button.setAttribute("aria-label", `${label} ${span.name}`);
      button.dataset.type = type;
      button.dataset.span = span.id;
      return button;
    });
    return make("div", { class: "mmt-row-actions" }, ...buttons);
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
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const below = this.anchor.getBoundingClientRect().bottom + 6;
    const top = below + height < innerHeight ? below : Math.max(HEADER_PX, anchor.top - height - 6);
    this.element.style.top = `${top}px`;
    this.element.style.left = `${clamp(anchor.left, 8, innerWidth - width - 8)}px`;
  }

  onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { type, span } = button.dataset;
    this.close(true);
    this.view.send({ type, span });
  }

  onKey(event) {
    event.stopPropagation(); // digits and letters mean nothing in here
    if (event.key === "Escape") this.close(true);
    if (event.key !== "Tab") return;
    const buttons = [...this.element.querySelectorAll("button")];
    const next = buttons.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
    buttons.at(next % buttons.length)?.focus(); // a dialog keeps the focus inside
    event.preventDefault();
  }
}

// ---- Selection: the words that a code would go to ------------------------------------------

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
    return this.view.elements.map((_, turn) => this.partOf(turn, range)).filter(Boolean);
  }

  // The selected words of one turn; never its label, its time or its margin.
  partOf(turn, range) {
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
    if (!this.view.pointing) return;
    const { x, y, anchor } = this.view.pointing;
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
    selection.modify("extend", direction, "word");
    this.remember();
    if (!extend) this.restore(); // without the blank that the browser took along
    this.showFocus();
    const here = this.parts[0]?.turn;
    if (!extend && here !== undefined && here !== turn) this.view.focusTurn(here);
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

// ---- The view ------------------------------------------------------------------------------

class TranscriptView {
  turns = [];
  elements = []; // one for each turn
  codes = new Map();
  spans = []; // as Python sent them
  shown = []; // per turn: the spans to see, with the unanswered operations carried out
  current = 0; // the turn in the tab order
  saved = 0; // operations acknowledged since the view was opened
  refusal = "";
  notice = "";
  pointing = null; // while a selection is being drawn: where the pointer is, and where it began
  reloading = false;

  constructor(parent) {
    this.parent = parent;
    this.outbox = new Outbox();
    this.palette = new Palette(this);
    this.popup = new Popup(this);
    this.selection = new Selection(this);
    this.build();
    this.listen();
  }

  build() {
    this.scroller = make("div", { class: "mmt-transcript", role: "region" });
    this.scroller.setAttribute("aria-label", "Transcript");
    this.status = make("span", { class: "mmt-status", role: "status", "aria-live": "polite" });
    this.alert = make("span", { class: "mmt-alert", role: "alert" });
    const columns = make("div", { class: "mmt-columns" }, this.scroller, this.palette.element);
    this.reload = make("button", { type: "button", class: "mmt-button", hidden: "" }, "Reload");
    const foot = make("div", { class: "mmt-foot" }, this.alert, this.reload, this.status);
    const frame = make("div", { class: "mmt-frame" }, columns, foot);
    this.root = make("div", { class: "mmt" }, frame, this.popup.element);
    this.parent.append(this.root);
  }

  destroy() {
    clearTimeout(this.timer);
    clearTimeout(this.opening);
    this.listeners.abort();
    this.selection.show(false);
    this.root.remove();
  }

  // -- Data from Python

  update(data) {
    this.late = null;
    if (this.pointing) {
      this.late = data; // repainting now would spoil the selection that is being drawn
      return;
    }
    if (!this.parent.contains(this.root)) this.parent.append(this.root);
    const opened = data.document !== this.outbox.document;
    if (opened) this.open(data.document);
    this.settle(data);
    this.setCodes(data.codes);
    if (opened || !sameTurns(this.turns, data.turns)) this.drawTurns(data.turns);
    this.spans = data.spans;
    this.repaint();
    if (opened && this.outbox.ops.length) this.push();
    this.follow(data.focus);
  }

  open(document) {
    this.outbox.open(document);
    this.notice = "";
    this.refusal = "";
  }

  settle({ acked, refused }) {
    const { saved, refusals } = this.outbox.settle(acked || [], refused || {});
    this.saved += saved;
    if (refusals.length) this.refusal = refusals.join(" ");
    if (refusals.length) this.notice = "";
    else if (saved) this.notice = "All changes saved.";
    if (!this.outbox.ops.length) this.slow = false;
  }

  setCodes(codes) {
    const signature = JSON.stringify(codes);
    if (signature === this.codesDrawn) return;
    this.codesDrawn = signature;
    const safe = codes.map((code) => ({ ...code, color: safeColor(code.color) }));
    this.codes = new Map(safe.map((code) => [code.id, code]));
    this.palette.setCodes(safe);
  }

  drawTurns(turns) {
    this.popup.close(false);
    this.turns = turns;
    this.selection.parts = [];
    this.painted = [];
    this.current = 0;
    this.elements = turns.map((turn) => turnElement(turn));
    this.elements[0]?.setAttribute("tabindex", "0");
    this.scroller.replaceChildren(...this.elements);
    this.scroller.scrollTop = 0;
    this.root.dataset.document = this.outbox.document;
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
    this.refusal = "";
    this.repaint();
    this.push();
  }

  push() {
    this.post([...this.outbox.ops]);
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
    this.send({ type: "apply", selections, codes: [code.id] });
    this.selection.restore(); // shows exactly the words that were coded
  }

  toSource({ turn, from, to }) {
    const { start, text } = this.turns[turn];
    const points = (units) => start + toPoints(text, units);
    return { start: points(from), end: points(to), quote: text.slice(from, to) };
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
    const saving = `Saving ${pending} ${pending === 1 ? "change" : "changes"} …`;
    const waiting = this.slow ? `${saving} No answer yet, trying again.` : saving;
    this.reload.hidden = !isSilent || !isKept;
    setText(this.alert, isSilent ? noAnswer(pending, isKept) : this.refusal);
    setText(this.status, isSilent ? "" : pending ? waiting : this.notice || HINT);
  }

  // -- Painting

  // What is to be seen: Python's spans, changed by the operations it has not answered yet.
  spansNow() {
    const spans = new Map(this.spans.map((span) => [span.id, span]));
    for (const op of this.outbox.ops) {
      if (op.type === "apply") for (const span of unsaved(op)) spans.set(span.id, span);
      if (op.type === "remove" || op.type === "reject") spans.delete(op.span);
      if (op.type === "accept" && spans.has(op.span)) {
        spans.set(op.span, { ...spans.get(op.span), status: "coding", mine: true, pending: true });
      }
    }
    return spans.values();
  }

  // Spans by turn, their offsets in units of the turn, with the name and colour of their code.
  place(spans) {
    const placed = this.turns.map(() => []);
    for (const span of spans) {
      const turn = this.turnAt(span.start);
      const { start, text } = this.turns[turn] || { start: 0, text: "" };
      const from = toUnits(text, span.start - start);
      const to = toUnits(text, span.end - start);
      const { name, color } = this.codes.get(span.code) || { name: span.code, color: GREY };
      if (from < to) placed[turn].push({ ...span, from, to, name, color });
    }
    return placed;
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
    this.shown = this.place(this.spansNow());
    const signatures = this.shown.map((spans) => JSON.stringify(spans));
    const isStale = (turn) => signatures[turn] !== (this.painted[turn] ?? "[]");
    const stale = [...this.turns.keys()].filter(isStale);
    for (const turn of stale) this.paintTurn(turn);
    this.painted = signatures;
    // Repainting drops the browser's selection.
    if (this.selection.parts.some((part) => stale.includes(part.turn))) this.selection.restore();
    this.popup.refresh();
    this.showStatus();
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

  textOf(turn) {
    return this.elements[turn].querySelector(".mmt-text");
  }

  // -- Turns and focus

  makeCurrent(turn) {
    this.elements[this.current]?.setAttribute("tabindex", "-1");
    this.setTabStops(this.current, -1);
    this.current = turn;
    this.elements[turn].setAttribute("tabindex", "0");
    this.setTabStops(turn, 0);
  }

  // Only the marks and chips of the current turn are in the tab order.
  setTabStops(turn, tabIndex) {
    const stops = this.elements[turn]?.querySelectorAll(".mmt-mark, .mmt-chip") || [];
    for (const stop of stops) stop.tabIndex = tabIndex;
  }

  focusTurn(turn, block = "nearest") {
    const element = this.elements[turn];
    if (!element) return;
    this.makeCurrent(turn);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block });
  }

  returnToText() {
    this.elements[this.current]?.focus({ preventScroll: true });
    this.selection.restore();
  }

  turnOf(node) {
    return this.elements.indexOf(node.closest?.(".mmt-turn"));
  }

  spansAt({ turn, from, to, code, status }) {
    const isHere = (span) => (code ? span.code === code && span.status === status : overlaps(span));
    const overlaps = (span) => span.from < to && span.to > from;
    return this.shown[turn].filter(isHere);
  }

  // -- Events

  listen() {
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    const on = (target, type, handle, capture = false) =>
      target.addEventListener(type, handle, { signal, capture });
    on(document, "selectionchange", () => this.selection.onChange());
    on(document, "pointerdown", (event) => this.onPointerDown(event));
    on(document, "mousedown", (event) => this.onMouseDown(event));
    on(document, "pointermove", (event) => this.onPointerMove(event));
    on(document, "pointerup", () => this.onPointerEnd());
    on(document, "pointercancel", () => this.onPointerEnd());
    on(window, "blur", () => this.onPointerEnd());
    on(window, "resize", () => this.popup.position());
    on(window, "beforeunload", (event) => this.onLeave(event));
    on(this.reload, "click", () => this.onReload());
    on(document, "scroll", () => this.popup.position(), true); // of any element
    on(this.scroller, "click", (event) => this.onClick(event));
    on(this.scroller, "focusin", (event) => this.onFocus(event));
    on(this.scroller, "mouseover", (event) => this.onHover(event.target, true));
    on(this.scroller, "mouseout", (event) => this.onHover(event.target, false));
    on(this.scroller, "keydown", (event) => this.onTextKey(event));
    on(this.root, "keydown", (event) => this.onKey(event));
  }

  onPointerDown(event) {
    clearTimeout(this.opening);
    const { target } = event;
    if (!this.popup.element.contains(target)) this.popup.close(false);
    if (!this.root.contains(target)) this.selection.parts = [];
    if (!this.scroller.contains(target) || this.turnOf(target) < 0) return;
    if (event.button !== 0 || event.shiftKey || event.pointerType === "touch") return;
    // A new gesture: no rerun may bring the old selection back, and pressing on selected words
    // must begin a new selection, where a browser would begin to drag them about.
    this.selection.clear();
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
    setTimeout(() => this.selection.followPointer());
  }

  onPointerEnd() {
    this.selection.followPointer();
    this.pointing = null;
    if (this.late) this.update(this.late);
  }

  onLeave(event) {
    if (this.outbox.ops.length && !this.reloading) event.preventDefault(); // the browser asks
  }

  onReload() {
    this.reloading = true;
    location.reload();
  }

  onFocus(event) {
    const turn = this.turnOf(event.target);
    if (turn >= 0 && turn !== this.current) this.makeCurrent(turn);
  }

  onClick(event) {
    const stop = event.target.closest(".mmt-mark, .mmt-chip");
    if (!stop) return;
    const place = this.placeOf(stop);
    if (stop.matches(".mmt-chip")) this.popup.open(place);
    else if (event.detail === 1 && document.getSelection().isCollapsed) {
      this.opening = setTimeout(() => this.popup.open(place), DOUBLE_CLICK_MS);
    }
  }

  placeOf(stop) {
    const { from, to, code, status } = stop.dataset;
    const turn = this.turnOf(stop);
    return code ? { turn, code, status } : { turn, from: Number(from), to: Number(to) };
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

  // Keys that work everywhere in the view.
  onKey(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const typing = event.target === this.palette.filter;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return this.onHistoryKey(event, typing);
    if (typing || event.altKey) return;
    if (/^[1-9]$/.test(event.key)) this.applyNumber(event);
    else if (event.key === "/") this.palette.filter.focus();
    else if (event.key === "Escape") this.selection.clear();
    else return;
    event.preventDefault();
  }

  onHistoryKey(event, typing) {
    if (typing && this.palette.filter.value) return; // undo the typing, not the coding
    const key = event.key.toLowerCase();
    const type = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key];
    if (!type) return;
    event.preventDefault();
    this.send({ type });
  }

  applyNumber(event) {
    const code = this.palette.visible[Number(event.key) - 1];
    if (code && !event.repeat) this.apply(code);
  }

  // Keys that work in the text only.
  onTextKey(event) {
    const turn = this.turnOf(event.target);
    if (turn < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, shiftKey, target } = event;
    const whole = { turn, from: 0, to: this.turns[turn].text.length };
    if (key === "ArrowDown") this.focusTurn(turn + 1);
    else if (key === "ArrowUp") this.focusTurn(turn - 1);
    else if (key === "ArrowRight") this.selection.moveByWord(turn, "right", shiftKey);
    else if (key === "ArrowLeft") this.selection.moveByWord(turn, "left", shiftKey);
    else if (key === "a") this.selection.select([whole]);
    else if (key !== "Enter" || !this.openFromKey(target)) return;
    event.preventDefault();
  }

  openFromKey(target) {
    if (target.matches(".mmt-chip")) return false; // Enter is a click there
    const caret = document.getSelection().focusNode?.parentElement;
    const mark = target.closest(".mmt-mark") || caret?.closest(".mmt-mark");
    if (!mark || !this.scroller.contains(mark)) return false;
    this.popup.open(this.placeOf(mark));
    return true;
  }
}

// ---- Small parts of the view ---------------------------------------------------------------

function turnElement({ number, who, time, text, moderator }) {
  const label = make("div", { class: "mmt-who" }, make("span", { class: "mmt-name" }, who));
  if (time) label.append(make("span", { class: "mmt-time" }, time));
  const words = make("div", { class: "mmt-text", dir: "auto" }, text);
  const margin = make("div", { class: "mmt-margin" });
  const name = [`Turn ${number}`, who, time].filter(Boolean).join(", ");
  const attributes = { class: "mmt-turn", role: "group", tabindex: "-1", "aria-label": name };
  const element = make("div", attributes, label, words, margin);
  element.classList.toggle("mmt-moderator", Boolean(moderator));
  element.dataset.turn = number;
  element.style.setProperty("--mmt-lines", Math.ceil(text.length / 60)); // to guess its height
  return element;
}

// One chip for each code of the turn, in the order of the text.
function chipsFor(spans) {
  const chips = new Map();
  for (const span of spans) {
    const key = `${span.status} ${span.code}`;
    if (!chips.has(key)) chips.set(key, chipFor(span));
  }
  return [...chips.values()];
}

function unsaved(op) {
  const common = { status: "coding", coder: "", mine: true, why: "", pending: true };
  return op.selections.flatMap(({ start, end }, i) =>
    op.codes.map((code) => ({ ...common, id: `${op.id}-${i}-${code}`, start, end, code }))
  );
}

function noAnswer(pending, isKept) {
  const changes = pending === 1 ? "1 change is" : `${pending} changes are`;
  const advice = isKept ? "kept in this tab; reload the page." : "not saved; keep this page open.";
  return `The app does not answer. Your ${changes} ${advice}`;
}

function isSame(span, part, code) {
  const here = span.from === part.from && span.to === part.to && span.code === code.id;
  return here && span.mine && span.status === "coding";
}

function sameTurns(old, turns) {
  const fields = ["number", "who", "time", "start", "text", "moderator"];
  const isSameTurn = (turn, i) => fields.every((field) => turn[field] === old[i][field]);
  return old.length === turns.length && turns.every(isSameTurn);
}

function safeColor(color) {
  return /^#[0-9a-f]{6}$/i.test(color) ? color : GREY;
}

// Unchanged text is left alone, or a screen reader would say it again.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
