"""The second half of the Links page's form: what a link rests on, and the judgement."""

from dataclasses import replace

import streamlit as st

from mixedmethods.app import drafts, messages, state
from mixedmethods.coding import quotes
from mixedmethods.desk.reading import save_link
from mixedmethods.integration import Study
from mixedmethods.integration.rules import cautions, constructs, offered, silences
from mixedmethods.model import RELATIONS, STRATEGIES, Link
from mixedmethods.report.joint import quote_line

ASKED = {"not asked": None, "yes": True, "no": False}


def open_draft(link: Link) -> tuple[int, str]:
    """Return the version that the form was opened on, and the start of its keys."""
    id = link.id or f"{link.code}|{link.measure}"
    return drafts.opened("links.draft", id, link.version)


def rest_on(study: Study, link: Link, key: str) -> Link:
    """Let the user choose the items, quotes and studies that a link rests on."""
    said = {quote["id"]: quote for _, quote in quotes(study.codings, link.code).iterrows()}
    code = study.codes.get(link.code)
    named = code.items if code else ()
    items = [i for i in study.items if study.items[i].scale is not None]
    items.sort(key=lambda id: id not in named)
    usual = link.items if link.id else st.session_state.get("links.items", ())
    pinned = link.quotes if link.id else st.session_state.get("links.quotes", ())
    asked = st.multiselect(
        "Survey items that asked about it",
        items,
        [i for i in usual if i in items],
        format_func=lambda id: (
            f"{study.items[id].wording} ({id}{', named by the codebook' if id in named else ''})"
        ),
        key=f"{key}items",
    )
    works = {work["id"]: work["title"] for work in study.literature}
    read = st.multiselect(
        "Literature",
        list(works),
        [each for each in link.literature if each in works],
        format_func=works.__getitem__,
        key=f"{key}literature",
    )
    link = replace(link, items=tuple(asked), literature=tuple(read))
    if not link.code:
        return link

    def line(id: str) -> str:
        return quote_line(said[id]) if id else "none pinned"

    one, two = st.columns([3, 2])
    chosen = one.multiselect(
        "Pinned quotes, two or more",
        list(said),
        [q for q in pinned if q in said],
        format_func=line,
        key=f"{key}quotes",
    )
    others = ["", *(id for id in said if id not in chosen)]
    counter = two.selectbox(
        "A quote that speaks against it",
        others,
        others.index(link.counter) if link.counter in others else 0,
        format_func=line,
        key=f"{key}counter",
    )
    return replace(link, quotes=tuple(chosen), counter=counter)


def compare(study: Study, link: Link, key: str) -> Link:
    """Ask whether both strands looked at the same thing, and which says nothing."""
    measured, where = constructs(study, replace(link, construct=""))
    if link.code and link.measure:
        if measured is None:
            text = st.text_input(
                "Where the outcome data measured the same thing",
                link.construct,
                help="A covariate, a model, a table. Leave it empty if they did not.",
                key=f"{key}construct",
            )
            link = replace(link, construct=text.strip())
        else:
            fact = "measured this" if measured else "did not measure this"
            st.caption(messages.plain(f"The outcome data {fact}: {where}."))
    why = silences(study, link)
    free = [strand for strand, reason in why.items() if not reason]
    one, two, three = st.columns([2, 1, 1])
    silent = one.multiselect(
        "Strands that were looked at in full and say nothing",
        free,
        [strand for strand in link.silent if strand in free],
        key=f"{key}silent",
    )
    if why["focus groups"]:
        one.caption(messages.plain(f"Focus groups cannot be called silent: {why['focus groups']}"))
    meaning, examples = (
        place.radio(
            label,
            list(ASKED),
            list(ASKED.values()).index(held),
            key=f"{key}{name}",
            horizontal=True,
            disabled=bool(silent),
        )
        for place, label, held, name in (
            (two, "Same meaning?", link.meaning, "meaning"),
            (three, "Same examples?", link.examples, "examples"),
        )
    )
    link = replace(link, silent=tuple(silent), meaning=None, examples=None)
    if not silent:
        link = replace(link, meaning=ASKED[meaning], examples=ASKED[examples])
    if link.category != "not asked":
        st.caption(f"The protocol of Farmer and others calls this **{link.category}**.")
    return link


def judge(study: Study, link: Link, seen: int, key: str) -> None:
    """Show the judgement's form and save what comes of it."""
    why = offered(study, replace(link, mechanism=link.mechanism or "asked for below"))
    free = [relation for relation in RELATIONS if not why[relation]]
    with st.form(f"{key}form"):
        relation = st.radio(
            "Relation",
            free,
            free.index(link.relation) if link.relation in free else len(free) - 1,
            captions=[RELATIONS[each] for each in free],
            key=f"{key}relation",
        )
        for name in [each for each in RELATIONS if why[each]]:
            st.caption(f":material/block: {name.capitalize()}: {messages.plain(why[name])}")
        reason = st.text_area("Reason, in a sentence or two", link.reason, key=f"{key}reason")
        mechanism = st.text_input(
            "How the theme would bear on the gap", link.mechanism, key=f"{key}mechanism"
        )
        one, two = st.columns(2)
        strategy = one.selectbox(
            "For a dissonance: what to do with it",
            ["", *STRATEGIES],
            ["", *STRATEGIES].index(link.strategy),
            format_func=lambda id: f"{id}: {STRATEGIES[id]}" if id else "not chosen yet",
            key=f"{key}strategy",
        )
        action = two.text_input("Next action", link.next_action, key=f"{key}action")
        known = {each["id"] for each in study.recommendations}
        known |= {r for code in study.codes.values() for r in code.recommendations}
        code = study.codes.get(link.code)
        usual = link.recommendations if link.id or code is None else code.recommendations
        led = st.multiselect(
            "Recommendations that rest on it", sorted(known | set(usual)), usual, key=f"{key}led"
        )
        sent = st.form_submit_button("Save the link", type="primary")
    if not sent:
        return
    changed = replace(
        link, relation=relation, reason=reason.strip(), mechanism=mechanism.strip(),
        strategy=strategy, next_action=action.strip(), recommendations=tuple(led), version=seen,
    )  # fmt: skip
    with messages.shown_errors():
        st.session_state["links.saved"] = save_link(state.project(), changed, state.coder())
    drafts.close("links.draft")
    for name in ("items", "quotes", "groups"):  # what another page asked for is done with
        st.session_state.pop(f"links.{name}", None)
    open_ends = cautions(study, changed)
    messages.say("The link is saved. " + " ".join(open_ends))
    st.rerun()
