// The entrance: Streamlit calls it with new data after each run of the page.

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
