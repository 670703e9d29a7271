// One turn: who speaks, the words, and the margin.

function turnElement({ number, who, time, text, moderator }) {
  const label = make("div", { class: "mmt-who" }, make("span", { class: "mmt-name" }, who));
  if (time) label.append(make("span", { class: "mmt-time" }, time));
  const read = make("button", { type: "button", class: "mmt-read", tabindex: "-1" });
  label.append(read);
  const words = make("div", { class: "mmt-text", dir: "auto" }, text);
  const margin = make("div", { class: "mmt-margin" });
  const name = [`Turn ${number}`, who, time].filter(Boolean).join(", ");
  const attributes = { class: "mmt-turn", role: "group", tabindex: "-1", "aria-label": name };
  const element = make("div", attributes, label, words, margin);
  element.classList.toggle("mmt-moderator", Boolean(moderator));
  element.dataset.turn = number;
  element.style.setProperty("--mmt-lines", Math.ceil(text.length / 60)); // to guess its height
  showRead(element, false);
  return element;
}

function showRead(element, isRead) {
  const mark = element.querySelector(".mmt-read");
  element.classList.toggle("mmt-is-read", isRead);
  mark.textContent = isRead ? "✓ read" : "unread";
  mark.title = isRead ? "Mark as unread (R)" : "Mark as read (R)";
}

// [[1, 3], [7, 7]] -> the numbers 1, 2, 3, 7.
function numbersOf(ranges) {
  const numbers = new Set();
  for (const [first, last] of ranges) {
    for (let number = first; number <= last; number += 1) numbers.add(number);
  }
  return numbers;
}

// What is read, with the operations carried out that Python has not answered yet.
function readWithOps(read, ops) {
  const now = new Set(read);
  for (const op of ops.filter(({ type }) => type === "read")) {
    for (const number of op.turns) op.read ? now.add(number) : now.delete(number);
  }
  return now;
}

function isSame(span, part, code) {
  const here = span.from === part.from && span.to === part.to && span.code === code.id;
  return here && span.mine && span.status === "coding";
}
