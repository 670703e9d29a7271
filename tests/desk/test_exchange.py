"""Projects out to other programs and in again: nothing lost, nothing twice."""

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings

from mixedmethods.desk.exchange import bring_in, read_all
from mixedmethods.desk.intake import File, import_files
from mixedmethods.errors import DataError
from mixedmethods.ingest.exchange import read_qdpx
from mixedmethods.model import Case, Code, Codebook, Coding, Memo, Selection, Source, Turn
from mixedmethods.model.exchange import Exchange, NamedSet
from mixedmethods.report.exchange import export_bytes, qdpx_bytes
from mixedmethods.store import new_project
from mixedmethods.store.codings import code_selections, remove_coding
from mixedmethods.store.texts import read_source, turns
from tests.ingest.exchanges import (
    CODES,
    USERS,
    coded,
    exchanges,
    foreign,
    guid,
    packed,
    small,
    text_source,
    unpacked,
)


def order(exchange):
    """The same parts in one order, less what a project has of its own."""
    own = {"guid": "", "guids": (), "title": "", "description": "", "users": (), "origin": ""}
    parts = {
        each.name: tuple(sorted(getattr(exchange, each.name), key=repr))
        for each in fields(Exchange)
        if each.name not in own
    }
    cases = [replace(c, variables=tuple(sorted(c.variables))) for c in parts["cases"]]
    return replace(exchange, **{**parts, **own, "cases": tuple(cases)})


@pytest.fixture
def other(tmp_path):
    with new_project(tmp_path / "other.mm", "Other") as project:
        yield project


def file(exchange, name="a.qdpx"):
    return File(name, qdpx_bytes(exchange))


def test_the_sample_study_comes_into_an_empty_project_as_it_was(sample_project, other):
    exchange = read_all(sample_project)
    [done] = import_files(other, [file(exchange)], "Ann")
    back = read_all(other)
    assert order(back) == order(exchange)
    assert done.audit.dropped == 0
    assert f"{len(exchange.codings)} codings" in done.summary
    assert qdpx_bytes(read_all(other)) == qdpx_bytes(back)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exchange=exchanges())
def test_any_project_comes_into_an_empty_one_as_it_was(tmp_path_factory, exchange):
    used = {coding.code for coding in exchange.codings}
    books = tuple(
        replace(b, codes=tuple(replace(c, codable=c.codable or c.id in used) for c in b.codes))
        for b in exchange.codebooks
    )
    memos = tuple(replace(m, kind=m.kind if m.target else "project") for m in exchange.memos)
    exchange = replace(exchange, codebooks=books, memos=memos)
    with new_project(tmp_path_factory.mktemp("any") / "a.mm", "Any") as project:
        bring_in(project, read_qdpx("a", qdpx_bytes(exchange))[0], "Ann")
        back = order(read_all(project))
        wanted = order(exchange)
        once = {}
        for coding in wanted.codings:
            once.setdefault((coding.selection, coding.code, coding.coder), coding.id)
        # Two codings of one code on one stretch by one coder are one in a project.
        assert {(c.selection, c.code, c.coder) for c in back.codings} == set(once)
        whole = len(once) == len(wanted.codings)
        for each in ("codebooks", "sources", "cases", "speaking", "reads"):
            assert getattr(back, each) == getattr(wanted, each)
        assert sorted(m.text for m in back.memos) == sorted(m.text for m in wanted.memos)
        if whole:
            assert back.codings == wanted.codings
            assert back.memos == wanted.memos
        revision = project.revision()
        bring_in(project, read_qdpx("a", qdpx_bytes(exchange))[0], "Ann")
        assert project.revision() == revision


def test_a_file_that_comes_twice_adds_nothing(other):
    first = read_qdpx("a.qdpx", qdpx_bytes(small()))
    bring_in(other, first[0], "Ann")
    revision, before = other.revision(), read_all(other)
    summary, audit = bring_in(other, *(read_qdpx("a.qdpx", qdpx_bytes(small()))[0], "Ann"))
    assert other.revision() == revision
    assert read_all(other) == before
    assert audit.kept == 0
    assert "left as they are" in audit.entries[0].reason
    assert "0 codings" in summary


def test_a_foreign_file_that_comes_twice_adds_nothing(other):
    body = USERS + CODES + text_source(coded(100, 0, 2) + coded(101, 3, 9, inside=""))
    content = foreign(body, {"a.txt": "We waited."})
    for _ in range(2):
        import_files(other, [File("a.qdpx", content)], "Ann")
    assert [coding.quote for coding in read_all(other).codings] == ["We", "waited"]


def test_a_project_takes_nothing_from_its_own_file(sample_project):
    content = export_bytes(read_all(sample_project), "qdpx")
    revision = sample_project.revision()
    _, audit = bring_in(sample_project, read_qdpx("a.qdpx", content)[0], "Ann")
    assert (sample_project.revision(), audit.kept) == (revision, 0)


def test_what_was_taken_away_comes_back_under_its_id(other):
    exchange = small()
    bring_in(other, exchange, "Ann")
    remove_coding(other, "k1", "Ann")
    assert len(read_all(other).codings) == 3
    bring_in(other, exchange, "Ann")
    assert {coding.id for coding in read_all(other).codings} == {"k1", "k2", "k3", "k4"}


def test_guids_are_kept_so_that_the_next_file_speaks_of_the_same_things(other):
    exchange = small()
    first = qdpx_bytes(exchange)
    bring_in(other, read_qdpx("a.qdpx", first)[0], "Ann")
    second = read_qdpx("b.qdpx", qdpx_bytes(read_all(other)))[0]
    known = {(kind, id): guid for kind, id, guid in read_qdpx("a.qdpx", first)[0].guids}
    assert {(kind, id): guid for kind, id, guid in second.guids} == known


def test_another_thing_of_the_same_id_gets_a_number(other):
    bring_in(other, small(), "Ann")
    code = Code("B", "Another idea", "one")
    text = "Quite another text"
    source = Source("FG1", text, (Turn(1, 0, len(text), "P1"),))
    bring_in(
        other,
        Exchange(
            guid=guid(8),
            codebooks=(Codebook("one", "Theirs", (code, Code("E", "Below", "one", parent="B"))),),
            sources=(source,),
            cases=(Case("FG1/P1", "participant"),),
            speaking=(("FG1", 1, "FG1/P1"),),
            codings=(Coding("k1", Selection("FG1", 0, 5), "B", "Bo", quote="Quite"),),
            memos=(Memo("m1", "code", "B", "Theirs"),),
            sets=(NamedSet("s1", "Theirs", members=(("code", "B"),)),),
        ),
        "Bo",
    )
    held = read_all(other)
    [coding] = [c for c in held.codings if c.code == "B-2"]
    assert coding.selection == Selection("FG1-2", 0, 5)
    assert {c.id: c.parent for c in held.codes}["E"] == "B-2"
    assert ("FG1-2", 1, "FG1/P1-2") in held.speaking
    assert [memo.target for memo in held.memos if memo.text == "Theirs"] == ["B-2"]
    assert [s.members for s in held.sets if s.name == "Theirs"] == [(("code", "B-2"),)]
    assert {coding.id for coding in held.codings} == {"k1", "k2", "k3", "k4", "k1-2"}


def test_two_coders_who_started_from_the_same_files_meet_again(tmp_path, small_files, empty):
    import_files(empty, small_files, "Ann")
    theirs = read_all(empty)
    with new_project(tmp_path / "bo.mm", "Bo") as second:
        import_files(second, small_files[:2], "Bo")
        place = theirs.codings[0].selection
        mine = replace(theirs.codings[0], id="b1", coder="Bo", code="HOURS")
        other = replace(read_all(second), codings=(mine,))
        assert other.guid != theirs.guid
        bring_in(empty, other, "Ann")
    held = read_all(empty)
    assert len(held.sources) == len(theirs.sources)
    assert len(held.codes) == len(theirs.codes)
    assert len(held.cases) == len(theirs.cases)
    assert {(c.selection, c.code, c.coder) for c in held.codings} == {
        (place, "WAIT", "Ann"),
        (place, "HOURS", "Bo"),
    }


@pytest.fixture
def small_files():
    """A codebook, a transcript and one coding of it."""
    book = b"schema: codebook/1\nid: book\ntitle: Book\ncodes:\n- {id: WAIT, label: Waiting}\n"
    book += b"- {id: HOURS, label: Hours}\n"
    group = "M [00:00]: Did you wait?\nP1 [00:10]: 🙂 We waited.\n".encode()
    table = b"segment_id,source,turn,start,end,code\ns1,FG,2,2,11,WAIT\n"
    return [File("book.yaml", book), File("FG.txt", group), File("codings.csv", table)]


def test_codings_of_a_text_that_is_here_are_cut_at_its_turns(other, small_files):
    import_files(other, small_files, "Ann")
    text = read_all(other).sources[0].text
    whole = Source("theirs", text, (Turn(1, 0, len(text)),))
    exchange = Exchange(
        guid=guid(8),
        codebooks=(Codebook("b", "B", (Code("X", "Both", "b"),)),),
        sources=(whole,),
        codings=(Coding("k", Selection("theirs", 0, len(text)), "X", "Bo"),),
        reads=(("theirs", 1, "Bo"),),
    )
    bring_in(other, exchange, "Bo")
    held = read_all(other)
    assert [s.id for s in held.sources] == ["FG"]
    quotes = [c.quote for c in held.codings if c.code == "X"]
    assert quotes == ["Did you wait?", "🙂 We waited."]
    assert held.reads == ()


def test_new_codes_of_a_codebook_that_is_here_join_it(other):
    bring_in(other, small(), "Ann")
    book, two = small().codebooks
    more = (Code("F", "Lower", "one", parent="E"), Code("E", "New", "one", parent="A"))
    bring_in(
        other, replace(small(), codebooks=(replace(book, codes=(*book.codes, *more)), two)), "Ann"
    )
    held = {code.id: code for code in read_all(other).codes}
    assert (held["E"].codebook, held["E"].parent, held["F"].parent) == ("one", "A", "E")
    assert len(read_all(other).codebooks) == 2


def test_headings_that_bear_codings_become_codes_and_this_is_said(other):
    codings = tuple(replace(c, code="A") if c.id == "k1" else c for c in small().codings)
    _, audit = bring_in(other, replace(small(), codings=codings), "Ann")
    assert {code.id: code.codable for code in read_all(other).codes}["A"]
    assert any("headings that bear codings" in entry.reason for entry in audit.entries)


def test_what_does_not_fit_changes_nothing(other):
    broken = replace(small(), codings=(replace(small().codings[0], quote="other words"),))
    revision = other.revision()
    with pytest.raises(DataError):
        bring_in(other, broken, "Ann")
    assert other.revision() == revision


def test_bringing_in_can_be_taken_back_whole(other):
    before = read_all(other)
    bring_in(other, small(), "Ann")
    other.undo("Ann")
    assert read_all(other) == before
    other.redo("Ann")
    assert order(read_all(other)) == order(small())


def test_survey_respondents_stay_out_unless_they_wrote_free_text(sample_project):
    cases = read_all(sample_project).cases
    assert {case.kind for case in cases} == {"participant", "organisation", "respondent"}
    wrote = {case.id for case in cases if case.kind == "respondent"}
    answered = set(turns(sample_project).query("kind == 'free text'")["case"])
    assert wrote == answered
    assert len(wrote) < 52


def test_a_changed_file_of_another_program_still_joins_the_same_things(other):
    bring_in(other, read_qdpx("a", qdpx_bytes(small()))[0], "Ann")
    parts = unpacked(qdpx_bytes(small()))
    parts["project.qde"] = parts["project.qde"].replace(b'origin="mixed', b'origin="Other mixed')
    _, audit = bring_in(other, *(read_qdpx("a", packed(parts.items()))[0], "Ann"))
    held = read_all(other)
    assert len(held.codings) == 4
    assert len(held.sources) == 1
    assert audit.kept == 2  # the headings under which the codebooks stand in the file


def test_codebook_files_come_in_through_the_import(other):
    content = export_bytes(small(), "qdc")
    [done] = import_files(other, [File("Book.qdc", content)], "Ann")
    assert done.kind == "qdc"
    assert [code.name for code in read_all(other).codes] == [
        "Book", "Access", "Waiting", "Waiting", "Other", "Mood",
    ]  # fmt: skip
    import_files(other, [File("Book.qdc", content)], "Ann")
    assert len(read_all(other).codes) == 6


def test_a_rehearsal_says_the_same_and_stores_nothing(other):
    files = [file(small())]
    said = import_files(other, files, "Ann", rehearse=True)
    assert read_all(other).sources == ()
    assert import_files(other, files, "Ann") == said


def test_what_one_coder_takes_out_holds_their_own_work_alone(sample_project):
    turn = read_source(sample_project, "FG1").turns[10]
    code_selections(sample_project, [Selection("FG1", turn.start, turn.end)], ["AC-WAIT"], "ben")
    taken = read_all(sample_project, "ben")
    assert [(each.coder, each.code) for each in taken.codings] == [("ben", "AC-WAIT")]
    assert taken.users == ("ben",)
    assert len(taken.sources) == len(read_all(sample_project).sources)
