// Text: units, code points, user-perceived characters.
//
// Offsets that cross to Python count Unicode CODE POINTS in the whole source; the DOM and these
// scripts count UTF-16 UNITS within one turn. Only `toUnits` and `toPoints` translate.

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

function clamp(value, low, high) {
  return Math.max(low, Math.min(value, high));
}

// "1 turn", "3 turns".
function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
