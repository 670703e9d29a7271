"""What is suggested on the Suggestions page, kept between the runs of the page."""

from dataclasses import dataclass

import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.app.coding_view import look_through
from mixedmethods.coding import Suggestion
from mixedmethods.coding.minilm import Encoder
from mixedmethods.coding.queue import Proposal
from mixedmethods.coding.semantic import load_encoder, remembering
from mixedmethods.desk.suggesting import learned_proposals, open_proposals, semantic_proposals
from mixedmethods.model import Codebook, Source
from mixedmethods.store import Project
from mixedmethods.store.texts import read_source, source_facts, source_ids

KINDS = {"lexicon": "By words", "learned": "From what is coded", "semantic": "By meaning"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is suggested from, for which sources, by which codebook."""

    project: Project
    texts: dict[str, Source]
    ids: tuple[str, ...]
    book: Codebook


def texts(project: Project) -> dict[str, Source]:
    """Return the sources by name; their texts are read again only where one is another now."""
    digests = tuple((id, source_facts(project, id)[1]) for id in source_ids(project))
    return _texts(str(project.path), digests, project)


@st.cache_resource(max_entries=4, show_spinner="Reading the texts")
def _texts(path: str, digests: tuple[tuple[str, str], ...], _project: Project) -> dict[str, Source]:
    return {id: read_source(_project, id) for id, _ in digests}


def lexical(asked: Asked, ids: tuple[str, ...], *, all_words: bool = False) -> list[Suggestion]:
    """Return what the words find in sources, with the muted ones left out unless all are wanted."""
    coder = None if all_words else state.coder()
    return [
        each
        for id in ids
        for each in look_through(asked.project, asked.texts[id], asked.book, coder)
    ]


def queue(asked: Asked, kinds: list[str]) -> list[Proposal]:
    """Return what is open for this coder, in the order of review."""
    coder = state.coder()
    words = lexical(asked, asked.ids) if "lexicon" in kinds else []
    others: list[Proposal] = []
    for kind in kinds:
        if kind != "lexicon":
            with messages.shown_errors(stop=False):
                others += _others(_stamp(kind), coder, kind, asked.ids, asked.book.id, asked)
    return open_proposals(asked.project, coder, asked.book.codes, words, others)


def learn_again(kinds: list[str]) -> None:
    """Offer to learn from what was coded since; until then an answer makes nobody wait."""
    kinds = [kind for kind in kinds if kind != "lexicon"]
    late = any(_stamp(kind) != state.revision() for kind in kinds)
    if late and st.button("Learn from what you did since", icon=":material/refresh:"):
        for kind in kinds:
            st.session_state.pop(f"suggest.stamp.{kind}", None)
        st.rerun()


def _stamp(kind: str) -> tuple[str, int, str]:
    """Return the revision of which the suggestions are; of another project it is a new one."""
    now = state.revision()
    held = st.session_state.get(f"suggest.stamp.{kind}", now)
    if (held[0], held[2]) != (now[0], now[2]) or held[1] > now[1]:
        held = now
    st.session_state[f"suggest.stamp.{kind}"] = held
    stamp: tuple[str, int, str] = held
    return stamp


@st.cache_resource(show_spinner="Loading the model of meaning")
def _encoder() -> Encoder:
    """Return the encoder, which keeps what it has computed: learning again takes no minutes."""
    return remembering(load_encoder(), {})


@st.cache_resource(max_entries=8, show_spinner="Comparing the texts with what is coded")
def _others(
    stamp: tuple[str, int, str], coder: str, kind: str, ids: tuple[str, ...], book: str,
    _asked: Asked,
) -> list[Proposal]:  # fmt: skip
    here = [_asked.texts[id] for id in ids]
    if kind == "semantic":
        codes = _asked.book.codes
        return semantic_proposals(_asked.project, coder, here, codes, _encoder())
    every = list(_asked.texts.values())
    return learned_proposals(_asked.project, coder, every, here, _asked.book.codes)
