// The spans and texts that Python has sent, so that it need not send them again.
//
// Each operation tells Python which text and which revision of the spans the view holds; Python
// then sends what has changed since. What the view does not hold it asks for.

const TEXTS_KEPT = 4;

class Store {
  texts = new Map(); // key of a text -> its turns
  revisions = new Map(); // revision -> Map(id -> span)
  text = "";
  revision = "";
  told = ""; // the revision that Python was told of last: changes start from there

  // Take what came; false if it builds on something that is not here.
  take({ text, turns, revision, spans, change }) {
    if (turns) this.keepText(text, turns);
    const base = change && this.revisions.get(change.base);
    if (!this.texts.has(text) || !(spans || base)) return false;
    const now = spans ? this.renewed(spans) : changed(base, change);
    this.text = text;
    this.revision = revision;
    this.revisions.set(revision, now);
    for (const old of this.revisions.keys()) {
      if (old !== revision && old !== this.told) this.revisions.delete(old);
    }
    return true;
  }

  keepText(text, turns) {
    this.texts.delete(text);
    this.texts.set(text, turns);
    if (this.texts.size > TEXTS_KEPT) this.texts.delete(this.texts.keys().next().value);
  }

  // A span that is as it was stays the same object, so that nothing is painted anew.
  renewed(spans) {
    const old = this.spans;
    return new Map(
      spans.map((span) => {
        const held = old.get(span.id);
        return [span.id, held && sameFields(held, span) ? held : span];
      })
    );
  }

  get turns() {
    return this.texts.get(this.text) || [];
  }

  get spans() {
    return this.revisions.get(this.revision) || new Map();
  }

  // What the view holds, for Python.
  tell() {
    this.told = this.revision;
    return [this.text, this.revision];
  }
}

function changed(base, { put, drop }) {
  const spans = new Map(base);
  for (const id of drop) spans.delete(id);
  for (const span of put) spans.set(span.id, span);
  return spans;
}

function sameFields(one, other) {
  const keys = Object.keys(other);
  const isSameField = (key) => String(one[key]) === String(other[key]);
  return keys.length === Object.keys(one).length && keys.every(isSameField);
}

// ---- What the operations that Python has not answered yet will do to the spans

function withOps(spans, ops) {
  const now = new Map(spans);
  for (const op of ops) foresee(now, op);
  return now.values();
}

function foresee(spans, op) {
  const span = spans.get(op.span);
  const change = (fields) => span && spans.set(op.span, { ...span, ...fields, pending: true });
  if (op.type === "apply") for (const each of unsaved(op, op.codes)) spans.set(each.id, each);
  if (op.type === "invivo") for (const each of unsaved(op, [op.name])) spans.set(each.id, each);
  if (["remove", "reject", "mute"].includes(op.type)) spans.delete(op.span);
  if (op.type === "accept") change({ status: "coding", mine: true, ...endsOf(op, span) });
  if (op.type === "resize") change(endsOf(op, span));
  if (op.type === "label") change({ stance: op.stance, elicitation: op.elicitation });
}

function endsOf(op, span) {
  return { start: op.start ?? span?.start, end: op.end ?? span?.end };
}

function unsaved(op, codes) {
  const common = { status: "coding", coder: "", mine: true, why: "", words: [], pending: true };
  return op.selections.flatMap(({ start, end }, i) =>
    codes.map((code) => ({ ...common, id: `${op.id}-${i}-${code}`, start, end, code }))
  );
}
