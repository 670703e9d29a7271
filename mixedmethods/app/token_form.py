"""A form that makes a token, so that nobody need remember its parts."""

import streamlit as st

from mixedmethods.app import messages
from mixedmethods.integration import Study
from mixedmethods.integration.tokens import KINDS, fill
from mixedmethods.model import RELATIONS
from mixedmethods.report.labels import readable

NAMES = {
    "gap": "a gap", "rate": "a rate", "change": "the change of a gap",
    "below": "how many groups are below", "item": "answers to an item", "theme": "a theme's counts",
    "read": "how much was read", "links": "how many links",
}  # fmt: skip


def token_builder(study: Study) -> None:
    """Let the user choose what to say, and show the token and its value."""
    with st.expander("Make a token"):
        kind = st.selectbox("What to fill in", list(KINDS), format_func=NAMES.__getitem__)
        parts = _parts(study, kind)
        if parts is None:
            st.info("The project holds nothing of it yet.", icon=":material/info:")
            return
        token = ":".join([kind, *parts])
        st.code(f"{{{token}}}", language=None)
        with messages.shown_errors(stop=False):
            st.caption(messages.plain(f"It reads: {fill(study, token)}"))


def _parts(study: Study, kind: str) -> list[str] | None:
    match kind:
        case "gap" | "rate" | "change" | "below":
            return _of_rates(study, kind)
        case "item":
            items = {i: item for i, item in study.items.items() if item.scale is not None}
            return _one("Item", {i: f"{item.wording} ({i})" for i, item in items.items()})
        case "theme":
            return _one("Theme", {id: code.name for id, code in study.codes.items()})
        case "links":
            return _one("Relation", dict(zip(RELATIONS, RELATIONS, strict=True)))
    return [] if len(study.group_turns) else None


def _of_rates(study: Study, kind: str) -> list[str] | None:
    if study.rates.empty:
        return None
    one, two, three = st.columns(3)
    measure = one.selectbox(
        "Measure", list(study.rates["measure"].unique()), format_func=readable, key="token.measure"
    )
    rates = study.rates[study.rates["measure"] == measure]
    periods = sorted(rates["period"].unique(), reverse=True)
    period = two.selectbox("Period", periods, key="token.period")
    if kind == "below":
        return [measure, period]
    group = three.selectbox("Group", sorted(rates["group"].unique()), key="token.group")
    return [measure, group, *([periods[-1]] if kind == "change" else []), period]


def _one(label: str, names: dict[str, str]) -> list[str] | None:
    if not names:
        return None
    return [st.selectbox(label, list(names), format_func=names.__getitem__, key=f"token.{label}")]
