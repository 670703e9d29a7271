"""Page "Overview": the four strands, what is missing, what to do next."""

import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.desk.overview import missing, next_steps, strands

study = state.study()
opened = state.project()
messages.said()

st.title(messages.plain(study.title))
if study.label:
    st.caption(f":material/science: {messages.plain(study.label)}")

for column, strand in zip(st.columns(4), strands(study), strict=True):
    with column.container(border=True, height="stretch"):
        st.caption(strand.name)
        st.subheader(strand.headline or "Nothing yet", anchor=False)
        for line in strand.lines:
            st.markdown(messages.plain(line))

left, right = st.columns(2, gap="large")
with left:
    st.subheader("What to do next", anchor=False)
    for page, sentence in next_steps(study) or [("import_files", "Bring your files in.")]:
        st.page_link(messages.PAGES / f"{page}.py", label=sentence, icon=":material/arrow_forward:")
with right:
    st.subheader("What to keep in mind", anchor=False)
    for sentence in missing(study) or ["Nothing is missing."]:
        st.markdown(f"- {messages.plain(sentence)}")

with st.expander("What has been done"):
    entries = opened.history(200)
    st.dataframe(
        [
            {"When": messages.when(e.at), "Who": e.author, "What": e.what, "Kind": e.kind}
            for e in entries
        ],
        hide_index=True,
    )
    back, again, _ = st.columns([3, 2, 5])
    with messages.shown_errors():
        if back.button("Undo my last change", icon=":material/undo:", width="stretch"):
            what = opened.undo(state.coder())
            messages.say(f"Taken back: {what}" if what else "You have no change to take back.")
            st.rerun()
        if again.button("Redo", icon=":material/redo:", width="stretch"):
            what = opened.redo(state.coder())
            messages.say(f"Made again: {what}" if what else "There is nothing to make again.")
            st.rerun()
