"""The part of the Import page for annual files of counts: which areas come in."""

from collections.abc import Iterable

import streamlit as st

from mixedmethods.ingest.outcomes.nhs import ENGLAND, LEVELS


def levels_of(kinds: Iterable[str]) -> tuple[str, ...]:
    """Let the user choose kinds of areas where a file of counts is among the files."""
    if "counts" not in kinds:
        return (ENGLAND,)
    chosen = st.multiselect(
        "Areas of the annual counts",
        LEVELS,
        default=[ENGLAND],
        key="import.levels",
        help="Below England counts are rounded to 5 and those under 5 are not printed, so rates "
        "become spans. Providers are many: eight years of them take half a minute.",
    )
    return tuple(chosen) or (ENGLAND,)
