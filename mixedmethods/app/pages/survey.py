"""Page "Survey": one item or a block of items, whole or by role."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.charts import likert_chart
from mixedmethods.app.survey_parts import how_sure
from mixedmethods.desk.tables import item_table
from mixedmethods.integration import Study
from mixedmethods.report import alt_text, comparison_table, labels, likert, survey_table
from mixedmethods.survey import blocks, items_of

SMALL = 20  # below this base one person weighs more than 5 points


@st.cache_data(max_entries=50, show_spinner="Counting answers")
def count(
    revision: tuple[str, int, str], items: tuple[str, ...], by: str, _study: Study
) -> pd.DataFrame:
    """Tabulate once per project revision."""
    return item_table(_study, items, by or None)


def choose(study: Study) -> tuple[str, tuple[str, ...], str]:
    """Let the user choose a questionnaire, a block or an item, and a split."""
    surveys = {s.instrument.id: s for s in study.surveys if len(s.responses)}
    one, two, three = st.columns([2, 3, 2])
    id = one.selectbox(
        "Questionnaire",
        list(surveys),
        format_func=lambda key: surveys[key].instrument.title,
        key="survey.instrument",
    )
    instrument = surveys[id].instrument
    parts = blocks(instrument)
    choices = {
        labels.block(name, [study.items[id] for id in ids]): ids
        for name, ids in parts.items()
        if len(ids) > 1
    }
    choices |= {f"{item.wording} ({item.id})": (item.id,) for item in instrument.closed}
    first = next((k for k, ids in choices.items() if len(ids) > 4), next(iter(choices)))
    chosen = two.selectbox(
        "Question or block", list(choices), index=list(choices).index(first), key="survey.item"
    )
    splits = {"role": "By role", "": "Not split"}
    splits |= {
        item.id: f"By “{item.wording}”" for item in instrument.closed if item.kind == "single"
    }
    by = three.selectbox("Split", list(splits), format_func=lambda id: splits[id], key="survey.by")
    return chosen, choices[chosen], by


study = state.study()
messages.need(any(len(s.responses) for s in study.surveys), "survey")
st.title("Survey")
title, ids, by = choose(study)
with messages.shown_errors():
    table = count(state.revision(), ids, by, study)
items = items_of(study.surveys)
options = table[table["kind"] == "option"].drop(columns="kind")
tops = table[table["kind"] == "top two"].drop(columns="kind")

bases = options.groupby("group", sort=False)["base"].max()
small = ", ".join(f"{labels.group(str(g))} {base}" for g, base in bases.items() if base < SMALL)
if small:
    one = 100 / max(1, bases[bases > 0].min())
    st.caption(
        f":material/info: Few answered: {messages.plain(small)}. One person is up to "
        f"{one:.1f} points, so read the counts first, and the interval with them."
    )
notes = {
    study.items[id].comparability
    for id in ids
    if by == "role" and study.items[id].comparability not in ("", "same")
}
for note in sorted(notes):
    st.caption(
        f":material/compare_arrows: How far the roles' questions compare: {messages.plain(note)}."
    )

st.plotly_chart(likert_chart(options, items), key="survey.chart", config={"displaylogo": False})
with st.expander("The chart in words"):
    st.text(alt_text(options, items=items))

if len(tops):
    st.subheader("Top two options together", anchor=False)
    if tops["group"].nunique() == 2:
        shown = comparison_table(tops, items)
        widths = {"Question": 175, "Reading": 250}
        config = {name: st.column_config.Column(width=w) for name, w in widths.items()}
        st.dataframe(shown, hide_index=True, column_config=config)
        st.caption(
            "Share with its Wilson 95% interval; difference in points with its Newcombe 95% "
            "interval. It speaks of those who answered. Where the interval spans 0 the difference "
            "is not established at these sizes. The more questions are compared, the more of them "
            "differ by chance alone. People who chose to answer do not stand for all of their role."
        )
        how_sure(options, items)
    else:
        st.dataframe(survey_table(tops, items), hide_index=True)

st.subheader("Every option", anchor=False)
st.dataframe(survey_table(options, items), hide_index=True)
st.caption(
    "Each cell: people of the base, share and Wilson 95% interval. Base: those who answered."
)
downloads.tables(
    ids[0] if len(ids) == 1 else "survey_block",
    table,
    {"title": f"{study.title}: {title}", "label": study.label},
    lambda: likert(options, items),
)
