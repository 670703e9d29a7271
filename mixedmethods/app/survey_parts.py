"""Parts of the pages on surveys."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from mixedmethods.app import messages
from mixedmethods.model import Item
from mixedmethods.report import tests_table
from mixedmethods.survey import differences


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
