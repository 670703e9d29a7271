"""Page "Survey": one item or a block of items, whole or by role."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app import survey_more as more
from mixedmethods.app.link_form import offer
from mixedmethods.app.survey_parts import HIDING, how_far, small_bases, top_two, what_was_hidden
from mixedmethods.desk.answers import hidden_table, item_table
from mixedmethods.integration import Study
from mixedmethods.report import labels, survey_table
from mixedmethods.survey import blocks, headline, items_of


@st.cache_data(max_entries=50, show_spinner="Counting answers")
def count(
    revision: tuple[str, int, str],
    items: tuple[str, ...],
    by: str,
    threshold: int,
    rounding: int,
    _study: Study,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tabulate once per project revision; return the table, and what was hidden."""
    if not threshold:
        return item_table(_study, items, by or None), pd.DataFrame()
    return hidden_table(_study, items, by or None, threshold=threshold, rounding=rounding)


def choose(study: Study) -> tuple[str, tuple[str, ...], str, int, int]:
    """Let the user choose a questionnaire, a block or an item, a split, and what is hidden."""
    surveys = {s.instrument.id: s for s in study.surveys if len(s.responses)}
    one, two, three, four = st.columns([4, 6, 4, 3])
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
    single = (*instrument.closed, *instrument.numeric)
    choices |= {f"{item.wording} ({item.id})": (item.id,) for item in single}
    first = next((k for k, ids in choices.items() if len(ids) > 4), next(iter(choices)))
    chosen = two.selectbox(
        "Question or block", list(choices), index=list(choices).index(first), key="survey.item"
    )
    splits = {"role": "By role", "": "Not split"}
    splits |= {
        item.id: f"By “{item.wording}”" for item in instrument.closed if item.kind == "single"
    }
    by = three.selectbox("Split", list(splits), format_func=lambda id: splits[id], key="survey.by")
    hiding = four.selectbox("Small counts", list(HIDING), key="survey.hiding")
    return chosen, choices[chosen], by, *HIDING[hiding]


study = state.study()
messages.need(any(len(s.responses) for s in study.surveys), "survey")
st.title("Survey")
title, ids, by, threshold, rounding = choose(study)
if study.items[ids[0]].scale is None:  # numbers have means and quartiles, and no options
    with messages.shown_errors():
        more.mean_values(study, ids, by)
    st.stop()
with messages.shown_errors():
    table, hidden = count(state.revision(), ids, by, threshold, rounding, study)
items = items_of(study.surveys)
options = table[table["kind"] == "option"].drop(columns="kind")
tops = table[table["kind"] == "top two"].drop(columns="kind")
aside = table[table["kind"] == "aside"].drop(columns="kind")

small_bases(options)
if by == "role":
    how_far(study, ids)

drawn = what_was_hidden(options, hidden, rounding) if threshold else options
draw = None
if len(drawn):
    drawn = pd.concat([drawn, aside]) if len(aside) else drawn
    draw = more.chart(drawn, options.head(0) if threshold else headline(options, items), items)

top_two(tops, options, items, compared=not threshold)
if not threshold:
    more.sentences(headline(options, items), items)
st.subheader("Every option", anchor=False)
st.dataframe(survey_table(options, items), hide_index=True)
st.caption(
    "Each cell: people of the base, share and Wilson 95% interval. Base: those who answered."
)
more.answers_aside(aside, items)
downloads.tables(
    ids[0] if len(ids) == 1 else "survey_block",
    table,
    {"title": f"{study.title}: {title}", "label": study.label},
    draw,
)
if not threshold:
    more.mean_values(study, ids, by)
    more.weighted(study, ids, by)
    more.who_answered(study, set(options["item"]))
    more.every_block(study)
    offer("Link these answers to a theme or gap", "survey.link", items=list(ids))
