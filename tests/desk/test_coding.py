"""Tests of serve: each request of the Code page once, and no request that breaks it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mixedmethods.coding import Suggestion
from mixedmethods.desk import coding as desk
from mixedmethods.desk.coding import serve, suggestion_id
from mixedmethods.desk.intake import import_files
from mixedmethods.desk.reading import suggestions
from mixedmethods.errors import ProjectError
from mixedmethods.store import open_project
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import codings
from mixedmethods.store.decisions import decisions
from mixedmethods.store.memos import memos
from mixedmethods.store.muted import muted
from mixedmethods.store.reads import read_turns
from mixedmethods.store.settings import Settings, change_settings
from mixedmethods.store.texts import read_source

START = 50  # of "🙂 We waited." in the source of the small project


@pytest.fixture
def project(empty, small):
    import_files(empty, [small.by["book.yaml"], small.by["FG.txt"]], "importer")
    return empty


@pytest.fixture
def shown(project):
    """The suggestions on the screen."""
    return {suggestion_id(s): s for s in suggestions(project, read_source(project, "FG"))}


@pytest.fixture
def send(project, shown):
    """Send requests as Ada, or as whom else."""

    def sent(*ops, coder="Ada"):
        return serve(project, "FG", ops, coder, shown, "book")

    return sent


def apply(id, start=START + 2, end=START + 4, *codes):
    selections = [{"start": start, "end": end, "quote": ""}]
    return {"id": id, "type": "apply", "selections": selections, "codes": [*(codes or ("WAIT",))]}


def op(id, type, span=None):
    return {"id": id, "type": type} | ({} if span is None else {"span": span})


def held(project):
    return [(row.code, row.quote, row.coder) for row in codings(project).itertuples()]


def test_the_place_of_the_first_turn_is_where_these_tests_think_it_is(project):
    assert read_source(project, "FG").text[START:].startswith("🙂 We waited.")


def test_an_applied_code_is_stored_on_exactly_these_characters(project, send):
    assert send(apply("1", START, START + 4)) == (["1"], {})
    assert held(project) == [("WAIT", "🙂 We", "Ada")]


def test_several_codes_on_several_selections_are_one_change(project, send):
    request = apply("1", START, START + 1, "WAIT", "HOURS")
    request["selections"].append({"start": START + 2, "end": START + 4})
    assert send(request) == (["1"], {})
    assert len(held(project)) == 4
    send(op("2", "undo"))
    assert held(project) == []


def test_a_request_is_served_once_however_often_it_comes(project, send):
    for _ in range(3):
        assert send(apply("1")) == (["1"], {})
    assert len(held(project)) == 1
    assert [entry.kind for entry in project.history(2)] == ["change", "change"]


def test_a_request_that_was_undone_is_not_served_again(project, send):
    send(apply("1"), op("2", "undo"))
    assert send(apply("1")) == (["1"], {})
    assert held(project) == []


def test_undo_and_redo_are_served_once(project, send):
    send(apply("1"), apply("2", START + 5, START + 11))
    for _ in range(3):
        send(op("3", "undo"))
    assert len(held(project)) == 1
    for _ in range(3):
        send(op("4", "redo"))
    assert len(held(project)) == 2


def test_an_undo_that_found_nothing_takes_nothing_back_when_it_comes_again(project, send):
    assert send(op("1", "undo")) == (["1"], {})
    assert send(op("1", "undo"), apply("2")) == (["1", "2"], {})
    assert send(op("1", "undo"), apply("2"), op("3", "redo")) == (["1", "2", "3"], {})
    assert len(held(project)) == 1


def test_a_request_that_was_refused_stays_refused_when_it_comes_again(project, send):
    send(apply("1"))
    (coding,) = codings(project)["id"]
    met, refused = send(op("2", "remove", coding), coder="Ben")
    assert (met, list(refused)) == ([], ["2"])
    assert "You can remove your own codings. Got one of Ada" in refused["2"]
    assert send(op("2", "remove", coding), coder="Ada") == (met, refused)
    assert len(held(project)) == 1


def test_requests_are_known_by_the_log_after_a_restart(project, send, shown):
    ops = [apply("1"), op("2", "undo"), op("3", "redo")]
    send(*ops)
    send(op("4", "undo"))
    with open_project(project.path) as again:
        assert serve(again, "FG", ops, "Ada", shown) == (["1", "2", "3"], {})
        assert held(again) == []


def test_undo_takes_back_ones_own_work_only(project, send):
    send(apply("1"))
    send(apply("2", START + 5, START + 11), coder="Ben")
    send(op("3", "undo"))
    assert held(project) == [("WAIT", "waited", "Ben")]


def test_requests_are_carried_out_in_their_order_and_a_refusal_stops_no_other(project, send):
    met, refused = send(apply("1", 0, 10**30), apply("2"), op("3", "undo"), apply("4", 0, 1))
    assert (met, list(refused)) == (["2", "3"], ["1", "4"])
    assert held(project) == []


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (apply("1", 0, 3), "must lie inside one turn of FG"),
        (apply("1", -1, 3), "must lie inside one turn"),
        (apply("1", START, START), "must lie inside one turn"),
        (apply("1", START, START + 50), "must lie inside one turn"),
        (apply("1", START, START + 1, "NONE"), "must use a code of the project. Got 'NONE'"),
        (op("1", "accept", "suggested:WAIT:1:2"), "A suggestion must still be open"),
        (op("1", "reject", "suggested:WAIT:1:2"), "A suggestion must still be open"),
        (op("1", "dance"), "Reload the page"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(project, send, request_, sentence):
    met, refused = send(request_)
    assert met == []
    assert sentence in refused["1"]
    assert held(project) == []


def test_one_bad_code_or_selection_keeps_the_whole_request_out(project, send):
    request = apply("1", START, START + 1, "WAIT", "NONE")
    assert send(request)[0] == []
    request = apply("2")
    request["selections"].append({"start": 0, "end": 1})
    assert send(request)[0] == []
    assert held(project) == []


def test_a_code_that_is_there_already_is_met_and_adds_nothing(project, send):
    assert send(apply("1"), apply("2")) == (["1", "2"], {})
    assert len(held(project)) == 1


def test_ones_own_coding_is_removed_and_one_that_is_gone_stays_gone(project, send):
    send(apply("1"))
    (coding,) = codings(project)["id"]
    assert send(op("2", "remove", coding), op("3", "remove", coding)) == (["2", "3"], {})
    assert held(project) == []
    send(op("4", "undo"))
    assert len(held(project)) == 1


def open_for(project, coder):
    found = suggestions(project, read_source(project, "FG"), coder=coder)
    return [(s.code, s.turn) for s in found]


def test_an_accepted_suggestion_becomes_a_coding_that_says_so(project, send, shown):
    (first,) = (id for id, s in shown.items() if (s.code, s.turn) == ("WAIT", 2))
    assert send(op("1", "accept", first)) == (["1"], {})
    frame = codings(project)
    assert frame[["code", "coder", "origin", "quote"]].to_numpy().tolist() == [
        ["WAIT", "Ada", "accepted suggestion", "🙂 We waited."]
    ]
    kept = decisions(project)
    assert kept[["code", "coder", "decision", "words"]].to_numpy().tolist() == [
        ["WAIT", "Ada", "accepted", "waited"]
    ]
    assert open_for(project, "Ada") == [("HOURS", 2), ("WAIT", 3)]


def test_a_rejected_suggestion_is_hidden_from_who_rejected_it_and_codes_nothing(
    project, send, shown
):
    (first,) = (id for id, s in shown.items() if (s.code, s.turn) == ("HOURS", 2))
    assert send(op("1", "reject", first)) == (["1"], {})
    assert held(project) == []
    assert open_for(project, "Ada") == [("WAIT", 2), ("WAIT", 3)]
    assert open_for(project, "Ben") == [("WAIT", 2), ("HOURS", 2), ("WAIT", 3)]


def test_undo_opens_a_decided_suggestion_again(project, send, shown):
    for k, decision in enumerate(("accept", "reject")):
        send(op(f"{k}a", decision, next(iter(shown))), op(f"{k}b", "undo"))
        assert held(project) == []
        assert open_for(project, "Ada") == [("WAIT", 2), ("HOURS", 2), ("WAIT", 3)]
        assert decisions(project).empty


def test_a_suggestion_that_was_served_is_met_though_it_is_no_longer_shown(project, send, shown):
    first = next(iter(shown))
    send(op("1", "accept", first))
    assert serve(project, "FG", [op("1", "accept", first)], "Ada", {}) == (["1"], {})


def test_a_suggestion_is_named_by_its_code_and_place():
    assert suggestion_id(Suggestion("FG", 1, 3, 9, "WAIT", ("wait",))) == "suggested:WAIT:3:9"


def test_a_source_that_is_not_there_is_refused(project, shown):
    met, refused = serve(project, "FG9", [apply("1")], "Ada", shown)
    assert (met, list(refused)) == ([], ["1"])


def resize(id, span, start=START + 5, end=START + 11, quote="waited"):
    return op(id, "resize", span) | {"start": start, "end": end, "quote": quote}


def label(id, span, stance="", elicitation=""):
    return op(id, "label", span) | {"stance": stance, "elicitation": elicitation}


def read(id, turns, is_read=True):
    return op(id, "read") | {"turns": turns, "read": is_read}


def memo(id, text, kind="source", target="FG", memo="", version=0):
    named = {"kind": kind, "target": target, "memo": memo, "version": version}
    return op(id, "memo") | named | {"text": text}


def in_vivo(id, name="Quick", start=START + 2, end=START + 4, quote="We"):
    selections = [{"start": start, "end": end, "quote": quote}]
    return op(id, "invivo") | {"selections": selections, "name": name}


@pytest.fixture
def coding(project, send):
    """A coding by Ada."""
    send(apply("first"))
    (id,) = codings(project)["id"]
    return id


def twice(send, project, *ops):
    """Send requests, again, and once more to the project opened anew: nothing may change."""
    first = send(*ops)
    state = (
        held(project),
        read_turns(project, "FG", "Ada"),
        len(memos(project)),
        len(codes(project)),
    )
    assert send(*ops) == first
    with open_project(project.path) as again:
        assert serve(again, "FG", ops, "Ada", {}, "book")[0] == first[0]
    assert state == (
        held(project), read_turns(project, "FG", "Ada"), len(memos(project)), len(codes(project)),
    )  # fmt: skip
    return first


def test_a_coding_gets_other_ends(project, send, coding):
    assert twice(send, project, resize("1", coding)) == (["1"], {})
    assert held(project) == [("WAIT", "waited", "Ada")]
    send(op("2", "undo"))
    assert held(project) == [("WAIT", "We", "Ada")]


@pytest.mark.parametrize(
    "request_",
    [
        {"start": START + 5, "end": START + 11, "quote": "another"},
        {"start": 0, "end": 3, "quote": ""},
        {"start": START, "end": START + 40, "quote": ""},
        {"start": START, "end": START, "quote": ""},
        {"start": "1", "end": 3, "quote": ""},
        {"end": 3},
    ],
    ids=repr,
)
def test_other_ends_that_are_no_words_of_the_turn_are_refused(project, send, coding, request_):
    met, refused = send(op("1", "resize", coding) | request_)
    assert (met, list(refused)) == ([], ["1"])
    assert held(project) == [("WAIT", "We", "Ada")]


def test_the_coding_of_another_coder_keeps_its_ends_and_labels(project, send, coding):
    met, refused = send(resize("1", coding), label("2", coding), coder="Ben")
    assert (met, sorted(refused)) == ([], ["1", "2"])
    assert held(project) == [("WAIT", "We", "Ada")]


def test_a_label_that_the_codebook_does_not_declare_is_refused(project, send, coding):
    met, refused = send(label("1", coding, "sideways"))
    assert (met, list(refused)) == ([], ["1"])
    assert send(label("2", coding)) == (["2"], {})
    assert codings(project)["stance"].tolist() == [""]


def test_a_suggestion_is_accepted_with_other_ends(project, send, shown):
    (first,) = (id for id, s in shown.items() if (s.code, s.turn) == ("WAIT", 2))
    narrow = {"start": START + 5, "end": START + 11, "quote": "waited"}
    assert twice(send, project, op("1", "accept", first) | narrow) == (["1"], {})
    assert held(project) == [("WAIT", "waited", "Ada")]
    assert codings(project)["origin"].tolist() == ["accepted suggestion"]
    assert decisions(project)[["start", "end"]].to_numpy().tolist() == [[START, START + 12]]
    assert ("WAIT", 2) not in open_for(project, "Ada")


@pytest.mark.parametrize(
    "ends",
    [
        {"start": START + 5, "end": START + 11, "quote": "another"},
        {"start": START + 13, "end": START + 20, "quote": "Evening"},  # none of its words
        {"start": 0, "end": START + 11, "quote": ""},
        {"start": None},
    ],
    ids=repr,
)
def test_a_suggestion_is_not_accepted_with_ends_elsewhere(project, send, shown, ends):
    (first,) = (id for id, s in shown.items() if (s.code, s.turn) == ("WAIT", 2))
    met, refused = send(op("1", "accept", first) | ends)
    assert (met, list(refused)) == ([], ["1"])
    assert held(project) == []


def test_a_muted_word_leads_this_coder_to_the_code_no_more(project, send, shown):
    (first,) = (id for id, s in shown.items() if (s.code, s.turn) == ("WAIT", 2))
    assert send(op("1", "mute", first) | {"word": "other"})[0] == []
    assert twice(send, project, op("2", "mute", first) | {"word": "waited"}) == (["2"], {})
    assert muted(project, "Ada") == {("WAIT", "waited")}
    assert muted(project, "Ben") == set()
    assert send(op("3", "mute", "suggested:WAIT:1:2"))[0] == []


def test_all_words_of_a_suggestion_are_muted_where_none_is_named(project, send, shown):
    assert send(*(op(f"{k}", "mute", id) for k, id in enumerate(shown)))[1] == {}
    assert {code for code, _ in muted(project, "Ada")} == {"WAIT", "HOURS"}


def test_turns_are_marked_as_read_and_as_unread(project, send):
    assert twice(send, project, read("1", [1, 2, 3])) == (["1"], {})
    assert twice(send, project, read("2", [2], False)) == (["2"], {})
    assert read_turns(project, "FG", "Ada") == {1, 3}
    assert read_turns(project, "FG", "Ben") == set()


@pytest.mark.parametrize("turns", [[9], [0], [True], ["1"], "12", None, [10**30]], ids=repr)
def test_turns_that_are_not_there_are_not_marked(project, send, turns):
    assert send(read("1", turns))[0] == []
    assert send(op("2", "read") | {"turns": [1], "read": "yes"})[0] == []
    assert read_turns(project, "FG", "Ada") == set()


def test_a_memo_is_written_edited_and_kept_once(project, send, coding):
    assert twice(send, project, memo("1", "A thought")) == (["1"], {})
    (kept,) = memos(project, "source", "FG")
    assert (kept.text, kept.author, kept.version) == ("A thought", "Ada", 1)
    send(memo("2", "Another thought", memo=kept.id, version=1))
    assert [m.text for m in memos(project, "source", "FG")] == ["Another thought"]
    met, refused = send(memo("3", "Too late", memo=kept.id, version=1))
    assert (met, list(refused)) == ([], ["3"])
    assert send(memo("4", "On it", "coding", coding), coder="Ben") == (["4"], {})
    assert [m.author for m in memos(project, "coding", coding)] == ["Ben"]


@pytest.mark.parametrize(
    "request_",
    [
        memo("1", "x", "source", "another"), memo("1", "x", "case", "FG"), memo("1", None),
        memo("1", "x", "coding", "none"), memo("1", "\ud800"), memo("1", "x", None, "FG"),
    ],
    ids=repr,
)  # fmt: skip
def test_a_memo_on_anything_else_is_refused(project, send, request_):
    assert send(request_)[0] == []
    assert memos(project) == ()


def test_a_coder_who_works_blind_writes_no_memo_on_what_they_do_not_see(project, send, coding):
    change_settings(project, Settings(lead="Ada", blind=True), "Ada")
    met, refused = send(memo("1", "x", "coding", coding), coder="Ben")
    assert (met, list(refused)) == ([], ["1"])
    assert send(memo("2", "x", "coding", coding)) == (["2"], {})


def test_a_code_is_made_from_words_and_put_on_them(project, send):
    assert twice(send, project, in_vivo("1", " Quick ")) == (["1"], {})
    (new,) = [code for code in codes(project) if code.name == "Quick"]
    assert (new.id, new.codebook) == ("OWN-1", "book")
    assert held(project) == [("OWN-1", "We", "Ada")]
    send(op("2", "undo"))
    assert held(project) == []
    assert "OWN-1" not in {code.id for code in codes(project)}


def test_a_name_that_the_codebook_has_already_is_that_code(project, send):
    assert send(in_vivo("1", "waiting")) == (["1"], {})
    assert held(project) == [("WAIT", "We", "Ada")]
    assert len(codes(project)) == 2


@pytest.mark.parametrize(
    "request_",
    [in_vivo("1", " "), in_vivo("1", quote="Us"), in_vivo("1", start=0), in_vivo("1", None)],
    ids=repr,
)
def test_a_code_from_words_that_do_not_stand_there_is_refused(project, send, request_):
    assert send(request_)[0] == []
    assert (held(project), len(codes(project))) == ([], 2)
    assert serve(project, "FG", [in_vivo("2")], "Ada", {}, "no such book")[0] == []


def test_no_refusal_repeats_what_somebody_said(project, send, coding, shown):
    ops = [
        apply("1") | {"selections": [{"start": START, "end": START + 9, "quote": "zebra"}]},
        resize("2", coding, quote="zebra"),
        in_vivo("3", "zebra", quote="zebra"),
        op("4", "mute", next(iter(shown))) | {"word": "zebra"},
        memo("5", "zebra", "coding", "none"),
    ]
    _, refused = send(*ops)
    assert len(refused) == 5
    assert not any("zebra" in sentence or "waited" in sentence for sentence in refused.values())


MALFORMED = [
    None, 7, "undo", [], {}, {"type": "undo"}, {"id": "", "type": "undo"},
    {"id": 7, "type": "undo"}, {"id": ["1"], "type": "undo"}, {"id": "\ud800", "type": "undo"},
    {"id": "1"}, {"id": "1", "type": None}, {"id": "1", "type": ["undo"]},
    {"id": "1", "type": "apply"}, {"id": "1", "type": "apply", "selections": [], "codes": None},
    {"id": "1", "type": "apply", "selections": None, "codes": ["WAIT"]},
    {"id": "1", "type": "apply", "selections": "ab", "codes": ["WAIT"]},
    {"id": "1", "type": "apply", "selections": [None], "codes": ["WAIT"]},
    {"id": "1", "type": "apply", "selections": [{"start": 1}], "codes": ["WAIT"]},
    {"id": "1", "type": "apply", "selections": [{"start": "1", "end": 2}], "codes": ["WAIT"]},
    {"id": "1", "type": "apply", "selections": [{"start": 1.5, "end": 2}], "codes": ["WAIT"]},
    {"id": "1", "type": "apply", "selections": [{"start": float("inf"), "end": 2}], "codes": ["A"]},
    {"id": "1", "type": "apply", "selections": [{"start": 50, "end": 52}], "codes": "WAIT"},
    {"id": "1", "type": "remove"}, {"id": "1", "type": "remove", "span": None},
    {"id": "1", "type": "remove", "span": "\udfff"}, {"id": "1", "type": "accept", "span": ["x"]},
    {"id": "1", "type": "reject", "span": {}},
    {"id": "1", "type": "resize"}, {"id": "1", "type": "label", "span": "x", "stance": 1},
    {"id": "1", "type": "mute", "span": ""}, {"id": "1", "type": "read", "turns": {}},
    {"id": "1", "type": "memo"}, {"id": "1", "type": "invivo", "name": "a", "selections": []},
    {"id": "1", "type": "invivo", "name": "a", "selections": [7]},
]  # fmt: skip


@pytest.mark.parametrize("request_", MALFORMED, ids=repr)
def test_a_request_that_cannot_be_read_is_refused_and_never_raises(project, send, request_):
    met, refused = send(request_, apply("good"))
    assert met == ["good"]
    assert "Reload the page." in next(iter(refused.values()))
    assert len(held(project)) == 1


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
ANYTHING = VALUES | st.fixed_dictionaries(
    {},
    optional={
        "id": st.text(max_size=2) | VALUES,
        "type": st.sampled_from(
            [
                "apply",
                "remove",
                "accept",
                "reject",
                "undo",
                "redo",
                "resize",
                "label",
                "mute",
                "read",
                "memo",
                "invivo",
            ]
        )
        | VALUES,
        "start": st.integers() | VALUES,
        "end": st.integers() | VALUES,
        "stance": st.text(max_size=2) | VALUES,
        "elicitation": st.text(max_size=2) | VALUES,
        "word": st.text(max_size=2) | VALUES,
        "turns": st.lists(st.integers(), max_size=2) | VALUES,
        "read": st.booleans() | VALUES,
        "kind": st.sampled_from(["source", "coding"]) | VALUES,
        "target": st.sampled_from(["FG"]) | VALUES,
        "memo": st.text(max_size=2) | VALUES,
        "version": st.integers() | VALUES,
        "text": st.text(max_size=2) | VALUES,
        "name": st.text(max_size=2) | VALUES,
        "span": st.text(max_size=2) | VALUES,
        "codes": st.lists(st.sampled_from(["WAIT", "NONE"]) | VALUES, max_size=2) | VALUES,
        "selections": st.lists(
            st.fixed_dictionaries({"start": st.integers() | VALUES, "end": VALUES}), max_size=2
        )
        | VALUES,
    },
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANYTHING, max_size=3))
def test_whatever_a_browser_sends_each_request_is_answered_and_none_raises(send, ops):
    met, refused = send(*ops)
    named = {op["id"] for op in ops if isinstance(op, dict) and isinstance(op.get("id"), str)}
    assert set(met) | (set(refused) - {""}) <= named
    assert all(sentence.endswith(".") for sentence in refused.values())


def test_the_same_code_or_selection_twice_in_one_request_counts_once(project, send):
    request = apply("1", START, START + 1, "WAIT", "WAIT")
    request["selections"] *= 2
    assert send(request) == (["1"], {})
    assert len(held(project)) == 1


def test_a_request_that_another_run_has_met_at_the_same_moment_is_met(project, send, monkeypatch):
    code = desk.code_selections

    def twice(*args):
        code(*args)
        raise ProjectError("Each request must come once.")

    monkeypatch.setattr(desk, "code_selections", twice)
    assert send(apply("1")) == (["1"], {})
    assert len(held(project)) == 1
