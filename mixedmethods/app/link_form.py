"""The first half of the Links page's form: what a link joins, and both sides of it."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from mixedmethods.app import messages
from mixedmethods.coding import theme_table
from mixedmethods.integration import Study
from mixedmethods.integration.cells import gaps_of
from mixedmethods.integration.rules import scopes
from mixedmethods.model import Link
from mixedmethods.outcomes import gaps, usual_reference
from mixedmethods.report import gap_table, themes_table
from mixedmethods.report.labels import readable

NEW = Link("", "", "", "", "", "not assessed")
EVERYONE = "everyone who spoke"
START = "links.start"


def offer(label: str, key: str, **what: object) -> None:
    """Show a button that starts a link from here: code, measure, period, groups, items, quotes."""
    if st.button(label, key=key, icon=":material/add_link:"):
        st.session_state[START] = what
        st.switch_page(messages.PAGES / "links.py")


def begin() -> None:
    """Set the form as the page that led here asked for."""
    start = st.session_state.pop(START, None)
    if start is None:
        return
    for key in [str(key) for key in st.session_state if str(key).startswith("links.")]:
        del st.session_state[key]
    st.session_state.update({f"links.{name}": value for name, value in start.items()})
    st.session_state["links.link"] = ""
    st.session_state["links.started"] = start.get("measure", "")


def link_name(study: Study, link: Link) -> str:
    """Name a link as a person would."""
    code = study.codes.get(link.code)
    theme = "No theme" if not link.code else link.code if code is None else code.name
    other = readable(link.measure).lower() if link.measure else "survey answers"
    groups = f" ({', '.join(link.groups)})" if 0 < len(link.groups) <= 2 else ""
    return f"{theme} and {other}{groups}"  # its ends alone: a name that changes loses the choice


def choose_ends(study: Study, link: Link) -> Link:
    """Let the user choose what a new link joins; an old one keeps its ends."""
    if link.id:
        _show_ends(link)
        return link
    one, two = st.columns([3, 2])
    codes = study.codes
    used = set(study.group_codings["code"])
    ids = [*(c for c in codes if c in used), *(c for c in codes if c not in used), ""]
    code = one.selectbox(
        "Theme",
        ids,
        format_func=lambda id: f"{codes[id].name} ({id})" if id else "No theme: nobody raised it",
        key="links.code",
    )
    named = [m for m in (codes[code].measures if code else ()) if m in study.measure_labels]
    rated = set(study.rates["measure"])
    there = sorted(study.measure_labels, key=lambda id: id not in rated)
    first = next((m for m in named if m in rated), "") or next(iter(there), "")
    _begin_at("links.measure", [*there, ""], first)
    # Neither names nor order may depend on the theme: a list that changes loses its choice.
    measure = two.selectbox(
        "Measure",
        [*there, ""],
        format_func=lambda id: _measure_name(id, rated),
        key="links.measure",
    )
    if named:
        two.caption(f"The codebook names: {', '.join(map(readable, named))}.")
    link = replace(link, code=code, measure=measure)
    if measure in rated:
        link = _choose_gaps(study, link)
    return _choose_scope(study, link) if code else link


def _show_ends(link: Link) -> None:
    """Say what an existing link joins: its ends stay."""
    if link.period:
        groups = ", ".join(link.groups) or "the measure as a whole"
        st.caption(messages.plain(f"{link.period}, against {link.reference}. Gaps: {groups}."))
    if link.scope:
        st.caption(messages.plain(f"The theme speaks of: {link.scope}."))


def _measure_name(id: str, rated: set[str]) -> str:
    if not id:
        return "No gap: survey answers or literature"
    return readable(id) + ("" if id in rated else ", no rates")


def _begin_at(key: str, options: Sequence[str], value: str) -> None:
    """Set a list's first choice, unless it has one among its options already."""
    if st.session_state.get(key) not in options and value in options:
        st.session_state[key] = value


def _choose_gaps(study: Study, link: Link) -> Link:
    rates = study.rates[study.rates["measure"] == link.measure]
    one, two = st.columns(2)
    periods = sorted(rates["period"].unique(), reverse=True)
    _begin_at("links.period", periods, periods[0])
    period = one.selectbox("Period", periods, key="links.period")
    groups = sorted(rates["group"].unique())
    _begin_at("links.reference", groups, usual_reference(groups) or groups[0])
    reference = two.selectbox("Reference group", groups, key="links.reference")
    table = gaps_of(study, link.measure, period, reference)
    below = list(table.loc[table["gap"] < 0, "group"])
    asked = st.session_state.get("links.started") == link.measure  # by the page that led here
    wanted = st.session_state.get("links.groups", below) if asked else below
    chosen = st.multiselect(
        "Gaps that the link stands on",
        list(table["group"]),
        [each for each in wanted if each in set(table["group"])],
        key=f"links.groups.{link.measure}.{period}.{reference}",
        help="The link goes stale when one of these gaps changes. To begin with: every group "
        "below the reference. None: the link speaks of the measure as a whole.",
    )
    return replace(link, period=period, reference=reference, groups=tuple(chosen))


def _choose_scope(study: Study, link: Link) -> Link:
    groups = sorted(set(study.rates["group"]))
    scope = st.selectbox("Of whom the theme speaks", [EVERYONE, *groups], key="links.scope")
    if scope == EVERYONE:
        return link
    why = scopes(study, [scope])[scope]
    if why:
        st.error(messages.plain(f"Refused. {why}"), icon=":material/block:")
    return replace(link, scope=scope)


def show_evidence(study: Study, link: Link) -> None:
    """Show both sides of a link: who raised the theme, and the gaps."""
    left, right = st.columns(2)
    if link.code:
        with left:
            _show_theme(study, link)
    if link.measure not in set(study.rates["measure"]):
        if link.measure:
            right.info("The project holds no rates of this measure yet.", icon=":material/info:")
        return
    right.caption("Gaps, the lowest first")
    table = None
    with right, messages.shown_errors(stop=False):
        table = gaps(study.rates, link.reference, link.measure, link.period)
    if table is None:
        return
    shown = gap_table(table)
    wanted = [name for name in shown if name not in ("Measure", "Period", link.reference)]
    right.dataframe(shown[wanted], hide_index=True, height=215)


def _show_theme(study: Study, link: Link) -> None:
    st.caption("Theme")
    if study.group_turns.empty:
        st.info("No focus group has been imported yet.", icon=":material/info:")
        return
    by = "role" if "role" in study.group_turns else None
    code = [study.codes[link.code]]
    counts = themes_table(
        theme_table(study.group_codings, study.group_turns, code, by), counts=not study.reflexive
    )
    said = counts.drop(columns="Theme").T.reset_index()
    st.dataframe(said.set_axis(["Group", "Said"], axis=1), hide_index=True)
