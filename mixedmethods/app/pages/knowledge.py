"""Page "Knowledge audit": what each role says it knows, beside how it rates the thing."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.survey_parts import table
from mixedmethods.desk.knowledge import audit_items, audited, knowledge_audit, middle
from mixedmethods.integration import Study
from mixedmethods.model import Item
from mixedmethods.report import comparison_table, labels, survey_table, workbook
from mixedmethods.report import knowledge as printed


@st.cache_data(max_entries=20, show_spinner="Counting answers")
def audit(
    revision: tuple[str, int, str],
    ids: tuple[str, str, str],
    chosen: tuple[Any, Any],
    _study: Study,
) -> dict[str, pd.DataFrame]:
    """Compute once per project revision and choice."""
    (named, rated), (knowledge, rating, by) = chosen, ids
    return knowledge_audit(_study, knowledge, rating, named=named, rated=rated, by=by)


def pick(place: Any, label: str, items: Sequence[Item], first: str, nothing: str = "") -> str:
    """Let the user choose an item by its wording."""
    wordings = {"": nothing} if nothing else {}
    wordings |= {item.id: f"{item.wording} ({item.id})" for item in items}
    index = list(wordings).index(first) if first in wordings else 0
    chosen: str = place.selectbox(
        label, list(wordings), index, format_func=lambda id: wordings[id], key=f"knowledge.{label}"
    )
    return chosen


def options(label: str, item: Item, first: Sequence[str]) -> tuple[str, ...]:
    """Let the user choose answers of an item."""
    scale = item.scale.options if item.scale is not None else ()
    chosen = st.multiselect(label, scale, first, key=f"knowledge.{label}.{item.id}")
    return tuple(option for option in scale if option in chosen)


study = state.study()
answered = [survey for survey in study.surveys if len(survey.responses)]
messages.need(bool(answered), "survey")
st.title("Knowledge audit")
st.write(
    "What people say they know, beside how they rate it. It shows who rates what they say they do "
    "not know, and tests a statement about who the raters are."
)
instrument = audited(answered)
ordered = [i for i in instrument.closed if i.scale is not None and i.scale.kind == "ordinal"]
if len(ordered) < 2:
    st.info("This needs two questions with ordered answers. The survey has fewer.")
    st.stop()
knows, rates = audit_items(instrument)
one, two, three = st.columns(3)
knowledge = pick(one, "Knowledge", ordered, knows)
rating = pick(two, "Rating", [i for i in ordered if i.id != knowledge], rates)
single = [item for item in instrument.closed if item.kind == "single"]
region = next((item.id for item in single if "region" in item.wording.lower()), "")
by = pick(three, "Group by group", single, region, "Not split")
known, rated_item = instrument.item(knowledge), instrument.item(rating)
scale = rated_item.scale.options if rated_item.scale is not None else ()
with st.expander("The statement to test: all who gave a rating are among those who said ..."):
    named = options("Answers on knowledge that the statement names", known, middle(known))
    rated = options("Answers that count as a rating", rated_item, scale[1:])
if not named or not rated:
    st.info("The statement to test needs at least one answer on each side.", icon=":material/info:")
    st.stop()
with messages.shown_errors():
    parts = audit(state.revision(), (knowledge, rating, by), (named, rated), study)
items = list(study.items.values())
left = {*parts["knowledge"]["group"]} - {*parts["statement"]["role"]}
if left:
    st.caption(
        ":material/info: Not asked both on these scales, and left out beside the ratings: "
        f"{messages.plain(', '.join(sorted(map(labels.group, left))))}."
    )

st.subheader("Who rates what they say they do not know", anchor=False)
for sentence in printed.statement_sentences(parts["statement"], named, rated):
    st.markdown(f"- {messages.plain(sentence)}")
who = printed.raters_table(parts["raters"])
table("Who gave a rating, by what they say they know", who, printed.RATED)
for role in parts["cross"]["role"].unique():
    table(f"{labels.group(role)}, counts of people", printed.cross_table(parts["cross"], role))

st.subheader("Knowledge by role", anchor=False)
is_top = parts["knowledge"]["kind"] == "top two"
tops = parts["knowledge"][is_top].drop(columns="kind")
if len(tops) and tops["group"].nunique() == 2:
    table("Top answers together", comparison_table(tops, items), printed.GAP)
every = parts["knowledge"][~is_top].drop(columns="kind")
table("Every answer", survey_table(every, items), printed.BASE)
if len(parts["groups"]):
    st.subheader("Group by group", anchor=False)
    table("Top answers on knowledge", printed.groups_table(parts["groups"]), printed.GROUPS)
if len(parts["routing"]):
    st.subheader("Questions that not everyone was asked", anchor=False)
    st.dataframe(printed.routing_table(parts["routing"], items), hide_index=True)

about = {"title": f"{study.title}: knowledge audit", "label": study.label}
with st.container(horizontal=True):
    files = (study.title, parts, items, named, rated, study.label)
    downloads.file(
        "Page to print",
        "knowledge.docx",
        downloads.DOCX,
        lambda: printed.knowledge_document(*files),
    )
    full = {name: frame for name, frame in parts.items() if len(frame)}
    downloads.file("XLSX", "knowledge.xlsx", downloads.XLSX, lambda: workbook(full, about))
