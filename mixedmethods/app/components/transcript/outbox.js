// The outbox: operations that Python has not acknowledged yet.

const RETRY_MS = 5_000; // send unanswered operations again after this time
const SILENT_MS = 20_000; // unanswered for so long, the app is not likely to answer at all

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

function noAnswer(pending, isKept) {
  const changes = pending === 1 ? "1 change is" : `${pending} changes are`;
  const advice = isKept ? "kept in this tab; reload the page." : "not saved; keep this page open.";
  return `The app does not answer. Your ${changes} ${advice}`;
}
