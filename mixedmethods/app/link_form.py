"""The form of the Joint display page: what a link joins, its evidence, the judgement."""

from dataclasses import replace

import streamlit as st

from mixedmethods.app import drafts, messages, state
from mixedmethods.coding import quotes, theme_table
from mixedmethods.desk.reading import save_link
from mixedmethods.integration import Study
from mixedmethods.model import RELATIONS, Link
from mixedmethods.outcomes import gaps, usual_reference
from mixedmethods.report import gap_table, themes_table
from mixedmethods.report.joint import quote_line
from mixedmethods.report.labels import readable

NEW = Link("", "", "", "", "", "not assessed")


def link_name(study: Study, link: Link) -> str:
    """Name a link as a person would."""
    return f"{study.codes[link.code].name} and {readable(link.measure).lower()}: {link.relation}"


def choose_ends(study: Study, link: Link) -> Link:
    """Let the user choose what a new link joins; an old one keeps its ends."""
    if link.id:
        return link
    one, two = st.columns([3, 2])
    codes = study.codes
    used = set(study.group_codings["code"])
    ids = [*(c for c in codes if c in used), *(c for c in codes if c not in used)]
    code = one.selectbox(
        "Theme", ids, format_func=lambda id: f"{codes[id].name} ({id})", key="joint.code"
    )
    rated = set(study.rates["measure"])
    there = [id for id in study.measure_labels if id in rated]
    named = [m for m in codes[code].measures if m in there]
    measure = two.selectbox(
        "Measure",
        [*named, *(m for m in there if m not in named)],
        format_func=lambda id: readable(id) + (", named by the codebook" if id in named else ""),
        key=f"joint.measure.{code}",
    )
    rates = study.rates[study.rates["measure"] == measure]
    one, two = st.columns(2)
    period = one.selectbox(
        "Period", sorted(rates["period"].unique(), reverse=True), key="joint.period"
    )
    groups = sorted(rates["group"].unique())
    usual = groups.index(usual_reference(groups))
    reference = two.selectbox("Reference group", groups, usual, key="joint.reference")
    return replace(link, code=code, measure=measure, period=period, reference=reference)


def show_evidence(study: Study, link: Link) -> None:
    """Show both sides of a link: who raised the theme, and the gaps."""
    left, right = st.columns(2)
    left.caption("Theme")
    if study.group_turns.empty:
        left.info("No focus group has been imported yet.", icon=":material/info:")
    else:
        by = "role" if "role" in study.group_turns else None
        code = [study.codes[link.code]]
        counts = themes_table(theme_table(study.group_codings, study.group_turns, code, by))
        said = counts.drop(columns="Theme").T.reset_index()
        left.dataframe(said.set_axis(["Group", "Said"], axis=1), hide_index=True)
    right.caption("Gaps, the lowest first")
    table = None
    with right, messages.shown_errors(stop=False):
        table = gaps(study.rates, link.reference, link.measure, link.period)
    if table is None:
        return
    shown = gap_table(table)
    wanted = [name for name in shown if name not in ("Measure", "Period", link.reference)]
    right.dataframe(shown[wanted], hide_index=True, height=215)


def edit(study: Study, link: Link) -> None:
    """Show the form of one link and save what comes of it."""
    said = {quote["id"]: quote for _, quote in quotes(study.codings, link.code).iterrows()}
    items = [i for i in study.items if study.items[i].scale is not None]
    id = link.id or f"{link.code}|{link.measure}|{link.period}|{link.reference}"
    seen, key = drafts.opened("joint.draft", id, link.version)
    with st.form(f"{key}form"):
        relation = st.radio(
            "Relation",
            list(RELATIONS),
            list(RELATIONS).index(link.relation),
            captions=list(RELATIONS.values()),
            key=f"{key}relation",
        )
        reason = st.text_area("Reason, in a sentence or two", link.reason, key=f"{key}reason")
        pinned = st.multiselect(
            "Pinned quotes",
            list(said),
            [q for q in link.quotes if q in said],
            format_func=lambda id: quote_line(said[id]),
            key=f"{key}quotes",
        )
        asked = st.multiselect(
            "Survey items",
            items,
            [i for i in link.items or study.codes[link.code].items if i in items],
            format_func=lambda id: f"{study.items[id].wording} ({id})",
            key=f"{key}items",
        )
        if st.form_submit_button("Save the link", type="primary"):
            changed = replace(
                link, relation=relation, reason=reason.strip(),
                quotes=tuple(pinned), items=tuple(asked), version=seen,
                recommendations=study.codes[link.code].recommendations,
            )  # fmt: skip
            with messages.shown_errors():
                st.session_state["joint.saved"] = save_link(state.project(), changed, state.coder())
            drafts.close("joint.draft")
            messages.say("The link is saved")
            st.rerun()
