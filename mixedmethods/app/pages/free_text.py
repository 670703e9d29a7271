"""Page "Free text": what people wrote in their own words, ranked by how many wrote it."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.charts import share_chart
from mixedmethods.desk.free_text import free_text_books, make_ready, open_items, rankings, waiting
from mixedmethods.desk.words import counted
from mixedmethods.integration import Study
from mixedmethods.report import labels, share_plot
from mixedmethods.report.ranking import BASE, people_table, ranking_table

PAGES = messages.PAGES
EVERY = "All codes"
REFLEXIVE = (
    "In reflexive thematic analysis codings are not counted, so nothing is ranked here. The "
    "answers are read and coded on the Code page. The Project page changes the approach."
)


@st.cache_data(max_entries=20, show_spinner="Counting people")
def rank(
    revision: tuple[str, int, str],
    codebook: str,
    topic: str,
    items: tuple[str, ...],
    _study: Study,
) -> dict[str, pd.DataFrame]:
    """Rank once per project revision and choice."""
    return rankings(_study, codebook, topic, items)


def choose(study: Study) -> tuple[str, str, tuple[str, ...]]:
    """Let the user choose a codebook, a topic and questions."""
    one, two, three = st.columns([3, 3, 5])
    books = free_text_books(study)
    book = books[one.selectbox(
        "Codebook", list(books), format_func=lambda id: books[id].title, key="free_text.book"
    )]  # fmt: skip
    topics = {"": EVERY, **dict(book.topics)}
    first = list(topics).index("barrier") if "barrier" in topics else 0
    topic = two.selectbox(
        "Topic", list(topics), first, format_func=topics.__getitem__, key=f"free_text.{book.id}"
    )
    asked = open_items(study)
    items = three.multiselect(
        "Questions",
        list(asked),
        format_func=lambda id: f"{asked[id].wording} ({id})",
        placeholder="All questions in free text",
        key="free_text.items",
    )
    return book.id, str(topic), tuple(items)


study = state.study()
messages.said()
messages.need(any(len(survey.responses) for survey in study.surveys), "survey")
st.title("Free text")
if not open_items(study):
    st.info("Nobody has answered a question in free text yet.", icon=":material/info:")
    st.stop()
if waiting(state.project()):
    st.write("There are answers in free text that cannot be coded yet, because no text holds them.")
    if st.button("Make them ready to code", type="primary", icon=":material/post_add:"):
        made = make_ready(state.project(), state.coder())
        messages.say(f"{counted(len(made), 'text')} of answers can be coded now.")
        st.rerun()
    st.stop()
st.write(
    "What people wrote in their own words, ranked by how many of them wrote it. Each answer is "
    "read and coded on the Code page, under the name of its question."
)
st.page_link(PAGES / "code.py", label="Code the answers", icon=":material/ink_highlighter:",
             query_params={"source": next(iter(open_items(study)))})  # fmt: skip
if study.reflexive:
    st.info(REFLEXIVE, icon=":material/info:")
    st.stop()
if study.answer_codings.empty:
    st.info("No answer is coded yet. Code some, and they are ranked here.", icon=":material/info:")
    st.stop()
book, topic, items = choose(study)
with messages.shown_errors():
    parts = rank(state.revision(), book, topic, items, study)
ranking = parts["ranking"]
st.dataframe(people_table(parts["people"]), hide_index=True)
if ranking.empty:
    st.info("Nobody gave a code of this topic in these answers.", icon=":material/info:")
    st.stop()
st.plotly_chart(share_chart(ranking), key="free_text.chart", config={"displaylogo": False})
st.dataframe(
    ranking_table(ranking),
    hide_index=True,
    column_config={"Code": st.column_config.Column(width=330)},
)
st.caption(BASE)
downloads.tables(
    "free_text_ranking", ranking, {"title": f"{study.title}: free text", "label": study.label},
    lambda: share_plot(ranking),
)  # fmt: skip

st.subheader("In their words", anchor=False)
names = dict(zip(ranking["code"], ranking["name"], strict=True))
code = st.selectbox("Code", list(names), format_func=names.__getitem__, key="free_text.code")
quotes = parts["quotes"][parts["quotes"]["code"] == code].reset_index(drop=True)
shown = quotes.assign(group=quotes["group"].map(labels.group))
picked = st.dataframe(
    shown[["group", "speaker", "quote"]].rename(columns=labels.readable), hide_index=True,
    column_config={"Quote": st.column_config.Column(width=640)}, key=f"free_text.quotes.{code}",
    on_select="rerun", selection_mode="single-row",
)  # fmt: skip
st.caption("One quote of each person, those that are short enough to print first.")
rows = [row for row in picked.selection.rows if row < len(quotes)]
if rows:
    messages.transcript_link(*quotes.loc[rows[0], ["source", "turn"]])
