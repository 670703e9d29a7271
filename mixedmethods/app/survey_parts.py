"""Parts of the pages on surveys."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from mixedmethods.app import messages
from mixedmethods.integration import Study
from mixedmethods.model import Item
from mixedmethods.report import comparison_table, labels, survey_table, tests_table
from mixedmethods.survey import differences

SMALL = 20  # below this base one person weighs more than 5 points
HIDING = {  # what is chosen: counts below this are hidden, and the rest rounded to this
    "All shown": (0, 1),
    "Under 5 hidden": (5, 1),
    "Under 5 hidden, rounded to 5": (5, 5),
    "Under 10 hidden": (10, 1),
}


def what_was_hidden(options: pd.DataFrame, hidden: pd.DataFrame, rounding: int) -> pd.DataFrame:
    """Say how small counts were hidden, list them for the owner, and return what can be drawn."""
    other = "; what is shown is rounded, and shares come from the rounded" if rounding > 1 else ""
    st.caption(
        f":material/visibility_off: {len(hidden)} counts are hidden: small ones, and others from "
        f"which they could be worked out{other}. Bars and comparisons that would tell them are "
        "left out. Zeros are shown. Another page, another split or what people know may still "
        "tell: look at all that you publish together."
    )
    if len(hidden):
        with st.expander("What was hidden and why (for you: keep it out of what you publish)"):
            shown = hidden.assign(group=hidden["group"].map(labels.group))
            st.dataframe(shown.rename(columns=labels.column), hide_index=True)
    if rounding > 1:  # rounded counts of a bar would not sum to it
        return options.head(0)
    told = options.groupby(["item", "group"], observed=True)["note"].transform("max")
    return options[told == ""].drop(columns="note").astype({"n": "int64", "base": "int64"})


def small_bases(options: pd.DataFrame) -> None:
    """Say which groups are so small that one person weighs much."""
    bases = options.groupby("group", sort=False)["base"].max().dropna()
    small = ", ".join(f"{labels.group(str(g))} {base}" for g, base in bases.items() if base < SMALL)
    if small:
        one = 100 / max(1, bases[bases > 0].min())
        st.caption(
            f":material/info: Few answered: {messages.plain(small)}. One person is up to "
            f"{one:.1f} points, so read the counts first, and the interval with them."
        )


def how_far(study: Study, ids: Sequence[str]) -> None:
    """Say where the roles were not asked quite the same."""
    notes = {study.items[id].comparability for id in ids} - {"", "same"}
    for note in sorted(notes):
        st.caption(
            ":material/compare_arrows: How far the roles' questions compare: "
            f"{messages.plain(note)}."
        )


def top_two(
    tops: pd.DataFrame, options: pd.DataFrame, items: Sequence[Item], *, compared: bool
) -> None:
    """Show the top options summed; of two groups their difference too, if that is wanted."""
    if not len(tops):
        return
    st.subheader("Top two options together", anchor=False)
    if tops["group"].nunique() != 2 or not compared:
        st.dataframe(survey_table(tops, items), hide_index=True)
        return
    widths = {"Question": 175, "Reading": 250}
    config = {name: st.column_config.Column(width=w) for name, w in widths.items()}
    st.dataframe(comparison_table(tops, items), hide_index=True, column_config=config)
    st.caption(
        "Share with its Wilson 95% interval; difference in points with its Newcombe 95% "
        "interval. It speaks of those who answered. Where the interval spans 0 the difference "
        "is not established at these sizes. The more questions are compared, the more of them "
        "differ by chance alone. People who chose to answer do not stand for all of their role."
    )
    how_sure(options, items)


def how_sure(options: pd.DataFrame, items: Sequence[Item]) -> None:
    """Show, for those who ask, what the bases could show, the effect over all answers, and p."""
    with st.expander("How sure: what could be shown, effect over all answers, exact p"):
        shown = tests_table(differences(options, items), items)
        if shown.empty:
            st.caption("No question here was answered on the same scale by both.")
            return
        st.dataframe(shown, hide_index=True)
        st.caption(
            "Could be shown from: the smallest difference that 4 of 5 surveys of these sizes would "
            "establish, taking the second group's share as true. Cliff's delta, −1 to 1: above 0 "
            "where the first group answers higher. p: exact Wilcoxon-Mann-Whitney; for lists to "
            "tick and two-way answers Fisher's. Adjusted: Holm's way, over the questions shown."
        )


def table(title: str, frame: pd.DataFrame, note: str = "") -> None:
    """Show a printed table of one question with its heading and a note below."""
    st.markdown(f"**{messages.plain(title)}**")
    st.dataframe(frame.drop(columns="Question", errors="ignore"), hide_index=True)
    if note:
        st.caption(note)
