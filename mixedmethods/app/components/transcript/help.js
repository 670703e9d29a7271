// All keys, in a window.

const KEYS = {
  Reading: [
    ["↓  ↑", "Next, previous turn"],
    ["R", "Mark the turn as read, or unread"],
    ["Shift+R", "Mark all turns up to here as read"],
  ],
  Selecting: [
    ["→  ←", "Next, previous word"],
    ["Shift+→  Shift+←", "Take in a word more, or less"],
    ["A", "The whole turn"],
    ["Escape", "Select nothing"],
  ],
  Suggestions: [
    ["S  Shift+S", "Next, previous suggestion"],
    ["Y", "Accept"],
    ["X", "Reject"],
    ["W", "Not this word again, for this code"],
  ],
  Coding: [
    ["1 to 9", "Put on the code with this number"],
    ["/", "Find a code by its name; Enter puts it on"],
    ["I", "New code, named with the selected words"],
    ["Tab, then Enter", "Open the codings on a mark"],
    ["E", "Change where it begins and ends"],
    ["Delete", "Remove your coding"],
    ["M", "Memo on the coding, or else on the source"],
    ["Ctrl+Z  Ctrl+Y", "Undo, redo your own changes"],
    ["?", "Show these keys"],
  ],
};

function keysDialog(onClose) {
  const parts = Object.entries(KEYS).map(([name, keys]) => keysPart(name, keys));
  const close = button("Close", { class: "mmt-button mmt-primary" });
  const buttons = make("div", { class: "mmt-dialog-buttons" }, close);
  const element = dialog("Keys", make("div", { class: "mmt-keys" }, ...parts), buttons);
  element.classList.add("mmt-wide");
  close.addEventListener("click", () => element.close());
  element.addEventListener("close", onClose);
  return element;
}

function keysPart(name, keys) {
  const part = make("div", { class: "mmt-keys-part" }, make("strong", {}, name));
  for (const [key, does] of keys) {
    part.append(make("kbd", { class: "mmt-key" }, key), make("span", {}, does));
  }
  return part;
}
