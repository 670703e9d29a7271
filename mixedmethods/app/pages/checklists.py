"""Page "Checklists": reporting guidelines as forms, begun by what the log knows."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, drafts, messages, state
from mixedmethods.integration import Study
from mixedmethods.report.checklist import NAMES, NOT_RECORDED, checklist, filled
from mixedmethods.store.checklist import save_answer

TITLES = {id: checklist(id).title for id in NAMES}
MARKS = {"written": "written", "log": "from the log", NOT_RECORDED: "not recorded"}
WIDTHS = {
    "item": st.column_config.TextColumn("Item", width=50),
    "section": st.column_config.TextColumn("Section", width=95),
    "text": st.column_config.TextColumn("Asks for", width=230),
    "answer": st.column_config.TextColumn("Answer", width=410),
    "from": st.column_config.TextColumn("From", width=95),
}


@st.cache_data(max_entries=20, show_spinner="Asking the log")
def answered(revision: tuple[str, int, str], form: str, _study: Study) -> pd.DataFrame:
    """Return a checklist with what is known of each item, once per project revision."""
    return filled(_study, form)


study = state.study()
messages.said()
st.title("Checklists")
st.write(
    "What a reader of your report will look for. Where the project's own record knows the answer "
    "it stands there; write over it, or add what only you know. Nothing is assumed: an item that "
    "nobody has answered yet reads “not recorded”."
)
form = st.selectbox("Checklist", list(TITLES), format_func=TITLES.__getitem__, key="check.form")
guide = checklist(form)
st.caption(f"Version: {guide.version}. {guide.source}.")
table = answered(state.revision(), form, study)
known = int((table["from"] != NOT_RECORDED).sum())
st.progress(known / len(table), f"{known} of {len(table)} items are on record")
st.dataframe(
    table.assign(**{"from": table["from"].map(MARKS)}), hide_index=True, column_config=WIDTHS,
    row_height=60, height=460,
)  # fmt: skip
names = {row["item"]: f"{row['item']}. {row['text']}" for row in table.to_dict("records")}
item = st.selectbox("Item", list(names), format_func=names.__getitem__, key=f"check.{form}.item")
held = next((a for a in study.answers if (a["form"], a["item"]) == (form, item)), None)
row = table[table["item"] == item].iloc[0]
seen, key = drafts.opened("check.draft", f"{form}.{item}", int(held["version"]) if held else 0)
with st.form(f"{key}form"):
    text = st.text_area(
        "What the report says of it",
        "" if row["from"] == NOT_RECORDED else row["answer"],
        key=f"{key}text",
    )
    if st.form_submit_button("Save", type="primary"):
        with messages.shown_errors():
            save_answer(state.project(), form, item, text, state.coder(), seen)
        drafts.close("check.draft")
        messages.say("The answer is saved")
        st.rerun()
downloads.tables(form, table, state.about() | {"title": f"{guide.title}: {study.title}"})
