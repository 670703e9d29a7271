// Painting: flat runs of <mark>, one stripe lane for each coding.

const MAX_LANES = 4; // stripes drawn below a line; the popup lists every code
const GREY = "#808080";

// Ways to draw a stripe, [colour, gap, ...] in pixels: codes are told apart without their colour.
const PATTERNS = [[], [9, 3], [3, 3], [9, 3, 2, 3], [2, 6]];

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

// A band of colour with the gaps of its code's pattern.
function band(color, pattern) {
  const lengths = PATTERNS[pattern % PATTERNS.length] || [];
  if (!lengths.length) return `linear-gradient(${color}, ${color})`;
  let at = 0;
  const stops = lengths.map((length, i) => {
    const from = at;
    at += length;
    return `${i % 2 ? "transparent" : color} ${from}px ${at}px`;
  });
  return `repeating-linear-gradient(90deg, ${stops.join(", ")})`;
}

function stripe(span, lanes) {
  const height = span.status === "suggested" ? 1 : 3;
  const up = (lanes - 1 - span.lane) * 4;
  return `${band(shade(span), span.pattern)} 0 calc(100% - ${up}px) / 100% ${height}px no-repeat`;
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

function swatch(code) {
  const element = make("span", { class: "mmt-swatch", "aria-hidden": "true" });
  element.style.background = band(code.color, code.pattern);
  return element;
}

// One chip for each code of the turn, in the order of the text.
function chipsFor(spans) {
  const chips = new Map();
  for (const span of spans) {
    const key = `${span.status} ${span.code}`;
    if (!chips.has(key)) chips.set(key, chipFor(span));
    if (span.memos) chips.get(key).classList.add("mmt-has-memo");
  }
  return [...chips.values()];
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

function safeColor(color) {
  return /^#[0-9a-f]{6}$/i.test(color) ? color : GREY;
}
