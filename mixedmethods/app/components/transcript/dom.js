// The DOM: elements, text nodes, places under the pointer.
//
// Transcript text, names and reasons are data: they reach the page as text nodes, never as HTML.

// An element with attributes; children are elements, or strings that become text nodes.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function button(label, attributes = {}) {
  return make("button", { type: "button", class: "mmt-button", ...attributes }, label);
}

// A box of choices, each [value, label].
function choices(label, options, attributes = {}) {
  const box = make("select", { class: "mmt-select", "aria-label": label, ...attributes });
  box.append(...options.map(([value, name]) => make("option", { value }, name)));
  return box;
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

function textBetween(start, end) {
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range.toString();
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

// Unchanged text is left alone, or a screen reader would say it again.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// A window over the page, which keeps the focus inside until it is closed.
function dialog(title, ...content) {
  const element = make("dialog", { class: "mmt-dialog", "aria-label": title });
  element.append(make("div", { class: "mmt-dialog-title" }, title), ...content);
  element.addEventListener("keydown", (event) => event.stopPropagation());
  return element;
}
