"""Page "Thread": start from any piece of evidence and follow it through the strands."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.link_form import offer
from mixedmethods.integration import Study
from mixedmethods.integration.thread import STARTS, starts, thread
from mixedmethods.store.threads import add_step

SHOWN = {"what": "What", "detail": "Detail", "at": "Since", "by": "By"}
ICONS = {
    "link": "link", "theme": "sell", "quote": "format_quote", "item": "bar_chart",
    "gap": "query_stats", "literature": "menu_book", "recommendation": "flag",
}  # fmt: skip
HEADINGS = {
    "link": "Links", "theme": "Themes", "quote": "Quotes", "item": "Survey items",
    "gap": "Outcomes", "literature": "Literature", "recommendation": "Recommendations",
}  # fmt: skip
WIDTHS = {
    name: st.column_config.TextColumn(width=width)
    for name, width in {"Id": 120, "What": 300, "Detail": 290, "Since": 120, "By": 90}.items()
}


@st.cache_data(max_entries=40, show_spinner="Following the thread")
def followed(revision: tuple[str, int, str], kind: str, id: str, _study: Study) -> pd.DataFrame:
    """Return the chain of a piece of evidence, once per project revision."""
    return thread(_study, kind, id)


def show_chain(chain: pd.DataFrame) -> None:
    """Show the chain strand by strand."""
    for kind, heading in HEADINGS.items():
        rows = chain[chain["kind"] == kind]
        if rows.empty:
            continue
        st.markdown(f":material/{ICONS[kind]}: **{heading}** ({len(rows)})")
        when = [messages.when(at) if at else "not on record" for at in rows["at"]]
        columns = [*([] if kind in ("link", "quote") else ["id"]), *SHOWN]
        shown = rows.assign(at=when)[columns].rename(columns={"id": "Id", **SHOWN})
        st.dataframe(
            shown, hide_index=True, column_config=WIDTHS, row_height=70 if kind == "quote" else None
        )


def ask(study: Study, start: str, chain: pd.DataFrame) -> None:
    """Show the questions asked along this thread, and take another."""
    st.subheader("Questions along the thread", anchor=False)
    held = [step for step in study.steps if step["thread"] == start]
    names = {f"{row['kind']}:{row['id']}": row["what"] for row in chain.to_dict("records")}
    for step in held:
        target = names.get(step["target"], step["target"])
        when = messages.when(step["at"])
        st.text(f"{when}, {step['author']}, of “{f'{target}'[:60]}”: {step['question']}")
    with st.form("thread.ask", clear_on_submit=True):
        target = st.selectbox("Of what", list(names), format_func=lambda key: f"{names[key]}"[:90])
        question = st.text_input("What does it raise that another strand might answer?")
        if st.form_submit_button("Note the question"):
            with messages.shown_errors():
                add_step(state.project(), start, target, question, state.coder())
            messages.say("The question is noted")
            st.rerun()


study = state.study()
messages.said()
st.title("Thread")
st.write("Start from a theme, a gap, an item or a quote, and see all that bears on it.")
kinds = [kind for kind in STARTS if starts(study, kind)]
if not kinds:
    st.info("The project holds no evidence to follow yet.", icon=":material/info:")
    st.stop()
asked = st.query_params.pop("theme", "")
if asked in study.codes:  # a link on another page led here
    st.session_state.update({"thread.kind": "theme", "thread.id.theme": asked})
one, two = st.columns([1, 3])
kind = one.selectbox("Start from a", kinds, key="thread.kind")
names = starts(study, kind)
id = two.selectbox(
    "Which", list(names), format_func=lambda id: f"{names[id]}"[:110], key=f"thread.id.{kind}"
)
chain = followed(state.revision(), kind, id, study)
show_chain(chain)
if kind in ("theme", "gap", "item"):
    name = {"theme": "code", "gap": "measure", "item": "items"}[kind]
    offer("Make a link from here", "thread.link", **{name: [id] if kind == "item" else id})
ask(study, f"{kind}:{id}", chain)
downloads.tables("thread", chain, state.about())
