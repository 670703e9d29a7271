"""Parts of the Survey page: the chart, what stands beside the shares, and what is handed out."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages
from mixedmethods.app.charts import likert_chart, share_chart
from mixedmethods.desk.answers import item_table, mean_table
from mixedmethods.integration import Study
from mixedmethods.model import Item
from mixedmethods.report import (
    alt_text,
    labels,
    likert,
    share_plot,
    survey_table,
    weighted_table,
)
from mixedmethods.report.means import MEAN, means_table
from mixedmethods.report.sentences import survey_sentences
from mixedmethods.report.survey_report import survey_bytes
from mixedmethods.survey import completion, items_of
from mixedmethods.survey.completion import COUNTS
from mixedmethods.survey.means import has_mean
from mixedmethods.survey.rounding import RULES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    Draw = Callable[[], Figure]

PLAIN = {"displaylogo": False}


def chart(drawn: pd.DataFrame, tops: pd.DataFrame, items: Sequence[Item]) -> "Draw":
    """Show the answers as bars, or the top ones as dots with intervals; return the printed one."""
    kinds = ["Every answer"] + (["Top answers, with intervals"] if len(tops) else [])
    kind = kinds[0]
    if len(kinds) > 1:
        kind = st.segmented_control("Chart", kinds, default=kind, key="survey.kind") or kind
    if kind == kinds[0]:
        st.plotly_chart(likert_chart(drawn, items), key="survey.chart", config=PLAIN)
        with st.expander("The chart in words"):
            st.text(alt_text(drawn, items=items))
        return lambda: likert(drawn, items)
    topics = tops["topic"] if "topic" in tops else tops["item"]
    named = tops.assign(name=[labels.wording(id, items) for id in topics])
    st.plotly_chart(share_chart(named), key="survey.dots", config=PLAIN)
    st.caption("Share with the top answers, or who ticked, with its Wilson 95% interval.")
    return lambda: share_plot(named)


def weighted(study: Study, ids: Sequence[str], by: str) -> None:
    """Show, where the survey holds numbers that may be weights, the shares weighted by one."""
    own = next(s.instrument for s in study.surveys if ids[0] in s.responses)
    having = own.numeric
    if not having or by == "role":
        return
    with st.expander("With weights"):
        wordings = {"": "None"} | {item.id: f"{item.wording} ({item.id})" for item in having}
        weights = st.selectbox(
            "Each person counts by", list(wordings), format_func=wordings.__getitem__,
            key="survey.weights",
        )  # fmt: skip
        if not weights:
            return
        with messages.shown_errors(stop=False):
            table = item_table(study, ids, by or None, weights=str(weights))
            st.dataframe(weighted_table(table, items_of(study.surveys)), hide_index=True)
            st.caption(
                "Weighted share; Wilson 95% interval at the effective base: as many people of "
                "equal weight as these are worth (Kish)."
            )


def answers_aside(aside: pd.DataFrame, items: Sequence[Item]) -> None:
    """Show the answers that stand outside the base of all the others, as "don't know"."""
    if not len(aside):
        return
    st.subheader("Outside the base", anchor=False)
    st.dataframe(survey_table(aside, items), hide_index=True)
    st.caption(
        "Each cell: of everyone who replied, with an option or one of these. The shares above are "
        "of those who chose an option."
    )


def mean_values(study: Study, ids: Sequence[str], by: str) -> None:
    """Show means and quartiles of those questions for which they have a meaning."""
    having = [id for id in ids if has_mean(study.items[id])]
    if not having:
        return
    st.subheader("Means", anchor=False)
    found = mean_table(study, having, by or None)
    st.dataframe(means_table(found, study.items.values()), hide_index=True)
    st.caption(MEAN)
    about = {"title": f"{study.title}: means", "label": study.label}
    downloads.tables(f"means_{having[0]}", found, about)


def who_answered(study: Study, ids: Collection[str]) -> None:
    """Show, for those who ask, who was asked each question, who was silent and who was routed."""
    with st.expander("Who was asked, and who answered"):
        parts = []
        for survey in study.surveys:
            counts = completion(survey)
            parts.append(counts[counts["item"].isin(ids)].assign(group=survey.role))
        found = pd.concat(parts)
        found["item"] = [labels.wording(id, study.items.values()) for id in found["item"]]
        found["group"] = found["group"].map(labels.group)
        order = ["item", "group", *COUNTS]
        st.dataframe(found[order].rename(columns=labels.column), hide_index=True)
        st.caption(
            "Asked: by the route of the questionnaire. Of these aside: gave an answer outside the "
            "base, such as “don't know”. Answered unasked: kept, and counted as answers."
        )


def sentences(tops: pd.DataFrame, items: Sequence[Item]) -> None:
    """Show the headlines in sentences that can be copied into a report."""
    said = survey_sentences(tops, items)
    if said:
        with st.expander("In sentences, for a report"):
            st.code("\n\n".join(said), language=None, wrap_lines=True)


def every_block(study: Study) -> None:
    """Hand out all blocks of all questionnaires by role, as Word and Excel."""
    st.subheader("Every block, by role", anchor=False)
    rule = st.selectbox(
        "Whole percentages are rounded", RULES, key="survey.rounding",
        help="Largest remainder: the answers to a question add up to 100. For the Excel file.",
    )  # fmt: skip
    with st.container(horizontal=True):
        for ending, label, mime in (
            (".docx", "Word, with figures and sentences", downloads.DOCX),
            (".xlsx", "Excel, a sheet per block", downloads.XLSX),
        ):
            make = partial(survey_bytes, study, ending, str(rule))
            downloads.file(label, f"survey{ending}", mime, make)
