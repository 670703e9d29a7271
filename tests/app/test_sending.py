"""Tests of what is sent to the transcript view: all spans once, then what changed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.app.components.transcript import held
from mixedmethods.app.components.transcript.sending import Span, outgoing, ranges

SPANS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)).map(
    lambda made: [{"id": id, "start": start} for id, start in made.items()]
)


class View:
    """What the browser does with what it is sent."""

    def __init__(self) -> None:
        self.revisions: dict[str, dict[str, Span]] = {}
        self.revision = ""

    def take(self, data: dict[str, Any]) -> None:
        if data["spans"] is not None:
            now = {span["id"]: span for span in data["spans"]}
        else:
            base = self.revisions[data["change"]["base"]]
            now = {id: s for id, s in base.items() if id not in data["change"]["drop"]}
            now |= {span["id"]: span for span in data["change"]["put"]}
        self.revision = data["revision"]
        self.revisions[self.revision] = now


@given(st.lists(st.tuples(SPANS, st.booleans(), st.booleans()), max_size=8))
def test_the_view_always_ends_with_what_it_is_to_show(
    runs: list[tuple[list[Span], bool, bool]],
) -> None:
    view, sent, told = View(), dict[str, dict[str, Span]](), ""
    for spans, tells, restarts in runs:
        if tells:
            told = view.revision
        if restarts:
            sent = {}
        view.take(dict(outgoing(spans, told, sent)))
        assert sorted(map(str, view.revisions[view.revision].values())) == sorted(map(str, spans))


def test_only_what_changed_is_sent() -> None:
    sent: dict[str, dict[str, Span]] = {}
    first = outgoing([{"id": "a", "start": 1}, {"id": "b", "start": 2}], "", sent)
    then = outgoing([{"id": "a", "start": 3}, {"id": "c", "start": 4}], first["revision"], sent)
    assert then["spans"] is None
    assert then["change"] == {
        "base": first["revision"],
        "put": [{"id": "a", "start": 3}, {"id": "c", "start": 4}],
        "drop": ["b"],
    }


def test_spans_that_are_as_they_were_keep_their_revision() -> None:
    sent: dict[str, dict[str, Span]] = {}
    revisions = {outgoing([{"id": "a"}], "", sent)["revision"] for _ in range(3)}
    assert len(revisions) == 1


def test_old_revisions_are_forgotten_but_not_the_one_that_the_view_holds() -> None:
    sent: dict[str, dict[str, Span]] = {}
    first = outgoing([], "", sent)["revision"]
    for k in range(20):
        outgoing([{"id": f"{k}"}], first, sent)
    assert first in sent
    assert len(sent) <= 6


def test_numbers_become_stretches() -> None:
    assert ranges([]) == []
    assert ranges([5, 3, 4, 4, 9]) == [(3, 5), (9, 9)]


@pytest.mark.parametrize(
    "ops",
    [
        None,
        "x",
        [],
        [None, {"have": None}],
        [{"have": ["a"]}],
        [{"have": ["a", 1]}, {"have": "ab"}],
    ],
)
def test_a_view_that_tells_nothing_sensible_holds_nothing(
    ops: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.session_state", {"view": {"ops": ops}})
    assert held("view") == ("", "")
    monkeypatch.setattr("streamlit.session_state", {"view": {"ops": [{"have": ["a", "b"]}]}})
    assert held("view") == ("a", "b")
