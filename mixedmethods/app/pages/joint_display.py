"""Page "Joint display": themes beside outcome gaps; make, edit and withdraw links."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.coding import quotes
from mixedmethods.desk.reading import save_link
from mixedmethods.desk.tables import themes
from mixedmethods.integration import Study, beside_reading, candidates, joint_display, stale
from mixedmethods.model import RELATIONS, Link
from mixedmethods.outcomes import gaps
from mixedmethods.report import gap_table, themes_table
from mixedmethods.report.joint import joint_table, quote_line
from mixedmethods.report.labels import readable
from mixedmethods.store import links as kept

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
    usual = groups.index("White British") if "White British" in groups else 0
    reference = two.selectbox("Reference group", groups, usual, key="joint.reference")
    return replace(link, code=code, measure=measure, period=period, reference=reference)


def show_evidence(study: Study, link: Link) -> None:
    """Show both sides of a link: who raised the theme, and the gaps."""
    by = "role" if "role" in study.group_turns else None
    counts = themes(study, by)
    left, right = st.columns(2)
    left.caption("Theme")
    theme = counts[counts["code"] == link.code].drop(columns=["code", "name", "prompts"])
    left.dataframe(themes_table(theme), hide_index=True)
    with messages.shown_errors():
        table = gaps(study.rates, link.reference, link.measure, link.period)
    right.caption("Gaps, the lowest first")
    shown = gap_table(table, study.measures)
    wanted = [name for name in shown if name not in ("Measure", "Period", link.reference)]
    right.dataframe(shown[wanted], hide_index=True, height=215)


def edit(study: Study, link: Link) -> None:
    """Show the form of one link and save what comes of it."""
    said = {quote["id"]: quote for _, quote in quotes(study.codings, link.code).iterrows()}
    items = [i for i in study.items if study.items[i].scale is not None]
    with st.form(f"joint.form.{link.id}.{link.code}.{link.measure}.{link.version}"):
        relation = st.radio(
            "Relation",
            list(RELATIONS),
            list(RELATIONS).index(link.relation),
            captions=list(RELATIONS.values()),
        )
        reason = st.text_area("Reason, in a sentence or two", link.reason)
        pinned = st.multiselect(
            "Pinned quotes",
            list(said),
            [q for q in link.quotes if q in said],
            format_func=lambda id: quote_line(said[id]),
        )
        asked = st.multiselect(
            "Survey items",
            items,
            [i for i in link.items or study.codes[link.code].items if i in items],
            format_func=lambda id: f"{study.items[id].wording} ({id})",
        )
        if st.form_submit_button("Save the link", type="primary"):
            changed = replace(
                link, relation=relation, reason=reason.strip(),
                quotes=tuple(pinned), items=tuple(asked),
                recommendations=study.codes[link.code].recommendations,
            )  # fmt: skip
            with messages.shown_errors():
                save_link(state.project(), changed, state.coder())
            messages.say("The link is saved")
            st.rerun()


def show_links(study: Study, table: pd.DataFrame) -> None:
    """Show the links, and what has changed under those that are stale."""
    st.dataframe(joint_table(table), hide_index=True)
    downloads.tables("joint_display", table, {"title": study.title, "label": study.label})
    changed = stale(study, study.links)
    if len(changed):
        st.warning(
            "The evidence under some links has changed since they were saved. Look at old and "
            "new, then save the link again or withdraw it.",
            icon=":material/history:",
        )
        st.dataframe(changed.drop(columns="link"), hide_index=True)


study = state.study()
messages.said()
messages.need(bool(study.codebooks), "codebook")
messages.need(len(study.rates) > 0, "outcomes")
st.title("Joint display")
st.write(
    "A link is your argument that a theme and an outcome gap bear on each other. It is no "
    "correlation: those who spoke are not those who are counted. Each link speaks of all groups "
    "together."
)
table = joint_display(study)
if len(table):
    show_links(study, table)
else:
    st.info("There is no link yet. Make the first one below.", icon=":material/info:")

names = {each.id: link_name(study, each) for each in study.links}
chosen = st.selectbox(
    "Link", ["", *names], format_func=lambda id: names.get(id, "A new link"), key="joint.link"
)
link = choose_ends(study, next((each for each in study.links if each.id == chosen), NEW))
show_evidence(study, link)
edit(study, link)
if link.id and st.button("Withdraw this link", icon=":material/delete:"):
    with messages.shown_errors():
        kept.remove_link(state.project(), link, state.coder())
    messages.say("The link is withdrawn; Undo on the Overview brings it back")
    st.rerun()

with st.expander("Pairs that the codebook names and no one has linked"):
    st.caption("Places to look, not findings.")
    st.dataframe(candidates(study), hide_index=True)
for name, rows in study.readings.items():
    with st.expander(f"A published reading to compare with: {name} ({len(rows)} rows)"):
        st.caption("Someone else's reading of the same evidence. It is never counted as yours.")
        st.dataframe(beside_reading(study.links, rows), hide_index=True)
