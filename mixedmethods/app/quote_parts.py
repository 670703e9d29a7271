"""Parts of pages that show quotes: what to ask for, and one quote in its place."""

import pandas as pd
import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.app.link_form import offer
from mixedmethods.coding.query import Near, Query
from mixedmethods.desk.words import counted
from mixedmethods.integration import Study
from mixedmethods.store import Project
from mixedmethods.store.texts import read_source

JOINS = {
    "any": "any of these codes",
    "all": "all of them on the same words",
    "turn": "all of them in the same turn",
    "near": "the first near the second",
    "overlap": "the first overlapping the second",
}
COLUMNS = {
    "speaker": "Speaker", "source": "Source", "turn": "Turn", "code": "Code", "stance": "Stance",
    "coder": "Coder", "quote": "Quote",
}  # fmt: skip

FACTS = {"source", "kind", "turn", "start", "end", "speaker", "case", "moderator"}


def ask(study: Study) -> Query:
    """Ask which quotes are wanted."""
    names = {id: f"{code.name} ({id})" for id, code in study.codes.items()}
    used = [id for id in names if id in set(study.codings["code"])]
    asked = st.query_params.pop("code", "")
    if asked in used:  # a link on another page led here
        st.session_state["quotes.with"] = [asked]
    one, two, three = st.columns([4, 2, 3], vertical_alignment="bottom")
    codes = one.multiselect("Codes", used, format_func=names.__getitem__, key="quotes.with",
                            placeholder="Every code")  # fmt: skip
    join = two.selectbox("Show", list(JOINS), format_func=JOINS.__getitem__, key="quotes.join")
    without = three.multiselect("But not with", used, format_func=names.__getitem__,
                                key="quotes.without", placeholder="No code")  # fmt: skip
    apart = 1
    if join == "near":
        apart = int(st.number_input("At most so many turns apart", 0, 50, 1, key="quotes.apart"))
    return _query(study, tuple(codes), join, tuple(without), apart)


def show_places(found: pd.DataFrame, key: str) -> None:
    """Show words with what stands around them, how many there are and of how many people."""
    people = found.groupby(["source", "speaker"]).ngroups
    st.markdown(
        f"**{counted(len(found), 'place')}** of **{counted(people, 'speaker')}** in "
        f"**{counted(found['source'].nunique(), 'source')}**"
    )
    shown = found[["before", "match", "after", "speaker", "source", "turn"]].rename(
        columns={"before": "Before", "match": "Word", "after": "After", **COLUMNS}
    )
    pick(shown, found, key)


def pick(shown: pd.DataFrame, found: pd.DataFrame, key: str) -> None:
    """Show a list whose rows open their place in the text."""
    picked = st.dataframe(
        shown,
        hide_index=True,
        height=420,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Quote": st.column_config.Column(width=520)},
    )
    rows = [row for row in picked.selection.rows if row < len(found)]
    if rows:
        place = found.iloc[rows[0]]
        open_place(place, state.project())
        if {"id", "code"} <= set(found):
            offer("Link this quote", f"{key}.link", code=place["code"], quotes=[place["id"]])
    else:
        st.caption("Click a row to read it in its place.")


def facts_of(study: Study) -> list[str]:
    """Return the variables of speakers and sources."""
    return [str(column) for column in study.turns if column not in FACTS]


def _query(
    study: Study, codes: tuple[str, ...], join: str, without: tuple[str, ...], apart: int
) -> Query:
    pair = codes[:2] if len(codes) > 1 else ()
    with st.expander("More filters"):
        left, right = st.columns(2)
        made = study.codings
        sources = left.multiselect(
            "Source", sorted(map(str, made["source"].unique())), key="quotes.source"
        )
        speakers = right.multiselect(
            "Speaker", sorted(set(made["case"].dropna())), key="quotes.speaker"
        )
        coders = left.multiselect("Coder", sorted(made["coder"].unique()), key="quotes.coder")
        stances = right.multiselect(
            "Stance", sorted(set(made["stance"]) - {""}), key="quotes.stance"
        )
        variables = []
        for k, name in enumerate(facts_of(study)):
            values = sorted(study.turns[name].dropna().unique())
            chosen = (left, right)[k % 2].multiselect(name, values, key=f"quotes.variable.{name}")
            if chosen:
                variables.append((name, tuple(chosen)))
        text = left.text_input("Contains", key="quotes.text")
        below = right.toggle("Count the codes below a code as that code", key="quotes.below")
        prompts = right.toggle("The moderator's prompts too", key="quotes.prompts")
    together = join in ("all", "turn")
    return Query(
        all_of=codes if together else (),
        any_of=codes if join == "any" or (not together and not pair) else (),
        none_of=without,
        near=(Near(pair[0], pair[1], apart),) if join == "near" and pair else (),
        overlap=((pair[0], pair[1]),) if join == "overlap" and pair else (),
        within="turn" if join == "turn" else "overlap",
        with_children=below,
        sources=tuple(sources),
        speakers=tuple(speakers),
        coders=tuple(coders),
        stances=tuple(stances),
        variables=tuple(variables),
        text=text.strip(),
        prompts=prompts,
    )


def open_place(quote: pd.Series, project: Project) -> None:
    """Show a quote between the turns around it, with a way to the Code page.

    Parameters
    ----------
    quote : Series
        With ``source turn speaker start end``.
    project : Project
        The open project.
    """
    source = read_source(project, str(quote["source"]))
    place = next(k for k, turn in enumerate(source.turns) if turn.number == quote["turn"])
    with st.container(border=True):
        for turn in source.turns[max(0, place - 1) : place + 2]:
            st.caption(messages.plain(f"{turn.speaker}, {source.id}, turn {turn.number}"))
            st.text(source.text[turn.start : turn.end])
        messages.transcript_link(source.id, quote["turn"])
