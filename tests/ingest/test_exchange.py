"""REFI-QDA files: what is read, what is left, and that nothing gets out of hand."""

import io
import json
import os
import random
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import DataError, FileError
from mixedmethods.ingest.exchange import dialect, read_qdc, read_qdpx
from mixedmethods.model import Code, Codebook
from mixedmethods.model.exchange import Exchange, check_exchange
from mixedmethods.report.exchange import qdc_bytes, qdpx_bytes
from tests.ingest.exchanges import (
    CODES,
    USERS,
    WORDS,
    coded,
    exchanges,
    foreign,
    guid,
    packed,
    project,
    small,
    text_source,
    unpacked,
)

REFI = Path(__file__).parents[3] / "shared" / "refi"
shared = pytest.mark.skipif(not REFI.is_dir(), reason="the samples lie outside the project")
MUTATIONS = int(os.environ.get("MIXEDMETHODS_MUTATIONS", "300"))
# Two speakers, an astral letter and a combining mark before the words that are coded.
SPOKEN = "M: Did you wait?\nP1: 🙂🙂 We waited e\u0301ver so long.\nP2: No waiting here.\nP1: Ja.\n"


def counts(audit, outcome="dropped"):
    pairs = [e.reason.rpartition(": ") for e in audit.entries if e.outcome == outcome]
    return {what: int(count) for what, _, count in pairs}


def words_of(exchange):
    return [coding.quote for coding in exchange.codings]


@settings(max_examples=60)
@given(exchanges())
def test_a_project_comes_back_from_its_file_as_it_was(exchange):
    content = qdpx_bytes(exchange)
    back, audit = read_qdpx("a.qdpx", content)
    for each in fields(Exchange):
        if each.name != "guids":
            assert getattr(back, each.name) == getattr(exchange, each.name)
    assert audit.dropped == 0
    assert qdpx_bytes(back) == content


@settings(max_examples=40)
@given(exchanges())
def test_a_project_without_its_supplement_is_read_by_the_standard_alone(exchange):
    parts = unpacked(qdpx_bytes(exchange))
    bare = packed([pair for pair in parts.items() if not pair[0].startswith("mixedmethods")])
    back, _ = read_qdpx("a.qdpx", bare)
    check_exchange(back)
    assert len(back.cases) == len(exchange.cases)
    assert len(back.codes) >= len(exchange.codes)


def seen(exchange):
    """What other programs would see of the codings."""
    names = {code.id: code.name for code in exchange.codes}
    return {
        (c.selection, names[c.code], c.coder, c.origin, c.stance, c.elicitation, c.quote)
        for c in exchange.codings
    }


def test_codings_memos_and_cases_are_kept_without_the_supplement():
    exchange = small()
    parts = unpacked(qdpx_bytes(exchange))
    bare = packed([pair for pair in parts.items() if not pair[0].startswith("mixedmethods")])
    back, audit = read_qdpx("a.qdpx", bare)
    assert seen(back) == seen(exchange)
    assert back.cases == exchange.cases
    assert back.speaking == exchange.speaking
    [source], [given] = back.sources, exchange.sources
    untimed = tuple(replace(turn, time="") for turn in given.turns)
    assert source == replace(given, turns=untimed)
    assert sorted(memo.text for memo in back.memos) == sorted(m.text for m in exchange.memos)
    assert sorted(memo.kind for memo in back.memos) == sorted(m.kind for m in exchange.memos)
    assert audit.dropped == 0


def test_a_changed_standard_part_goes_before_the_supplement():
    parts = unpacked(qdpx_bytes(small()))
    parts["project.qde"] = parts["project.qde"].replace(b"Waiting", b"Renamed elsewhere")
    back, audit = read_qdpx("a.qdpx", packed(parts.items()))
    assert "Renamed elsewhere" in [code.name for code in back.codes]
    assert any("changed by another program" in entry.reason for entry in audit.entries)


def units(text, of):
    """Count as a dialect does, from what its name says: an oracle beside the table."""
    text = text if of.mark else text.removeprefix(dialect.BOM)
    text = text.replace("\r\n", "\n") if of.joined else text
    return len(text.encode("utf-16-le")) // 2 if of.utf16 else len(text)


@pytest.mark.parametrize("of", dialect.DIALECTS, ids=lambda each: each.name)
@given(st.booleans(), WORDS)
def test_offsets_of_every_dialect_become_code_points_of_the_kept_text(of, mark, words):
    raw = dialect.BOM * mark + words.lstrip(dialect.BOM)
    table = dialect.table(raw, of)
    for k in range(len(raw) + 1):
        if raw[k - 1 : k + 1] != "\r\n":
            assert table[units(raw[:k], of)] == len(dialect.normal(raw[:k]))
    assert len(table) == units(raw, of) + 1


@pytest.mark.parametrize("of", dialect.DIALECTS, ids=lambda each: each.name)
def test_the_dialect_of_a_file_is_told_by_where_its_selections_fall(of):
    raw = dialect.BOM + SPOKEN.replace("\n", "\r\n") * 3
    wanted = ["waited", "waiting", "here", "long"]
    selections, number = "", 100
    for word in wanted:
        at = raw.index(word, len(raw) // 3)
        start, end = units(raw[:at], of), units(raw[: at + len(word)], of)
        selections += coded(number, start, end)
        number += 1
    body = USERS + CODES + text_source(selections)
    back, audit = read_qdpx("a.qdpx", foreign(body, {"a.txt": raw}))
    assert words_of(back) == wanted
    assert back.sources[0].text == SPOKEN * 3
    flagged = [entry for entry in audit.entries if "offsets count" in entry.reason]
    assert bool(flagged) is (of != dialect.STANDARD)


def test_where_every_dialect_fits_alike_the_standard_holds():
    raw = "🙂 a b c d\n"
    back, audit = read_qdpx(
        "a.qdpx", foreign(USERS + CODES + text_source(coded(100, 2, 3)), {"a.txt": raw})
    )
    assert words_of(back) == ["a"]
    assert not audit.entries


def test_the_name_of_a_selection_decides_between_dialects():
    raw = "🙂 aa aa aa aa\n"
    body = USERS + CODES + text_source(coded(100, 3, 8, name="aa aa"))
    back, _ = read_qdpx("a.qdpx", foreign(body, {"a.txt": raw}))
    assert words_of(back) == ["aa aa"]


def test_a_coding_over_several_turns_is_cut_at_them_and_said():
    start, end = SPOKEN.index("waited"), SPOKEN.index("waiting")
    body = USERS + CODES + text_source(coded(100, start, end))
    back, audit = read_qdpx("a.qdpx", foreign(body, {"a.txt": SPOKEN}))
    assert len(back.codings) == 2
    assert [turn.speaker for turn in back.sources[0].turns] == ["M", "P1", "P2", "P1"]
    assert counts(audit, "flagged") == {"codings over several turns, cut at the turns": 1}
    assert len({coding.id for coding in back.codings}) == 2


def test_selections_without_a_code_become_memos_or_are_counted():
    remark = "<Description>Why so long?</Description>"
    annotation = (
        f'<PlainTextSelection guid="{guid(201)}" startPosition="0" endPosition="2">{remark}'
        "</PlainTextSelection>"
        f'<PlainTextSelection guid="{guid(202)}" startPosition="3" endPosition="6"/>'
        f'<PlainTextSelection guid="{guid(203)}" startPosition="3" endPosition="6">'
        f'<NoteRef targetGUID="{guid(300)}"/></PlainTextSelection>'
        f'<PlainTextSelection guid="{guid(204)}" startPosition="7" endPosition="9"/>'
    )
    notes = (
        f'<Notes><Note guid="{guid(300)}" name="Note"><PlainTextContent>Seen.</PlainTextContent>'
        f'</Note><Note guid="{guid(301)}" name="Plan"><PlainTextContent>Go on.'
        f'</PlainTextContent></Note><Note guid="{guid(302)}" name="Tie">'
        f"<PlainTextContent>Linked.</PlainTextContent></Note></Notes>"
        f'<Links><Link guid="{guid(303)}" originGUID="{guid(302)}" targetGUID="{guid(204)}"/>'
        f'<Link guid="{guid(304)}" originGUID="{guid(1)}" targetGUID="{guid(50)}"/></Links>'
    )
    body = USERS + CODES + text_source(annotation) + notes
    back, audit = read_qdpx("a.qdpx", foreign(body, {"a.txt": "We waited long."}))
    assert {(memo.kind, memo.target, memo.text) for memo in back.memos} == {
        ("source", "One", "Why so long?\n(characters 0 to 2)"),
        ("source", "One", "Note\n\nSeen.\n(characters 3 to 6)"),
        ("source", "One", "Tie\n\nLinked.\n(characters 7 to 9)"),
        ("project", "", "Plan\n\nGo on."),
    }
    assert counts(audit) == {
        "selections without a code or a note": 1,
        "links between things": 1,
    }


def test_codes_keep_their_tree_and_get_ids_of_their_own():
    braced = f"{{{guid(2).upper()}}}"
    codes = (
        f'<CodeBook><Codes><Code guid="{guid(1)}" name="Access" isCodable="false" '
        'color="#FF0072B2"><Description>Getting in</Description>'
        f'<Code guid="{braced}" name="Other" isCodable="true"/></Code>'
        f'<Code guid="{guid(3)}" name="other" isCodable="true" color="pink"/></Codes></CodeBook>'
    )
    selections = coded(100, 0, 2, guid(2)) + coded(101, 3, 9, guid(1)) + coded(102, 3, 9, guid(8))
    body = USERS + codes + text_source(selections)
    back, audit = read_qdpx("a.qdpx", foreign(body, {"a.txt": "We waited long."}))
    assert [(c.id, c.parent, c.codable) for c in back.codes] == [
        ("access", "", True),
        ("other", "access", True),
        ("other-2", "", True),
    ]
    assert back.codes[0].colour == "#0072b2"
    assert back.codes[0].definition == "Getting in"
    assert [coding.code for coding in back.codings] == ["other", "access"]
    assert counts(audit) == {"codings without a code of the file": 1}
    assert counts(audit, "flagged") == {
        "codes that share their name with another, told apart by their ids": 2,
        "headings that bear codings, made codes": 1,
    }


def test_cases_and_variables_come_in_with_their_turns():
    people = (
        f'<Variables><Variable guid="{guid(20)}" name="age" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{guid(30)}" name="P1"><Description>Came twice</Description>'
        f'<CodeRef targetGUID="{guid(1)}"/><VariableValue><VariableRef targetGUID="{guid(20)}"/>'
        f"<IntegerValue>41</IntegerValue></VariableValue>"
        f'<SelectionRef targetGUID="{guid(100)}"/></Case>'
        f'<Case guid="{guid(31)}" name="P1"><SourceRef targetGUID="{guid(50)}"/></Case></Cases>'
    )
    whole = SPOKEN.index("🙂"), SPOKEN.index("long.") + 5
    value = (
        f'<VariableValue><VariableRef targetGUID="{guid(20)}"/><TextValue>n</TextValue>'
        "</VariableValue>"
    )
    selection = (
        f'<PlainTextSelection guid="{guid(100)}" startPosition="{whole[0]}" '
        f'endPosition="{whole[1]}"/>'
    )
    body = USERS + CODES + people + text_source(selection, rest=value)
    back, audit = read_qdpx("a.qdpx", foreign(body, {"a.txt": SPOKEN}))
    assert [(case.id, case.variables) for case in back.cases] == [
        ("P1", (("age", "41"),)),
        ("P1-2", ()),
    ]
    assert back.speaking == (
        ("One", 2, "P1"),
        ("One", 1, "P1-2"),
        ("One", 3, "P1-2"),
        ("One", 4, "P1-2"),
    )
    assert back.sources[0].variables == (("age", "n"),)
    assert back.memos[0].text == "Came twice"
    assert counts(audit) == {"codes on whole cases": 1}
    assert counts(audit, "flagged") == {"turns that two cases claim, given to the first": 1}


@pytest.mark.parametrize(
    ("qde", "folder", "space"),
    [
        ("Project.qde", "Sources", "urn:QDA-XML:project:1.0"),
        ("My study.qde", "SOURCES", "urn:QDA-XML:project:1:0"),
        ("export/project.QDE", "export/sources", ""),
    ],
)
def test_names_and_namespaces_may_vary(qde, folder, space):
    text = dialect.BOM + project(USERS + CODES + text_source(coded(100, 0, 2)), space=space)
    content = packed([(qde, text.encode()), (f"{folder}/A.TXT", "We waited.")])
    back, _ = read_qdpx("a.qdpx", content)
    assert words_of(back) == ["We"]


def test_what_is_no_text_is_left_and_said():
    sources = (
        f'<Sources><TextSource guid="{guid(51)}" name="rich" richTextPath="internal://a.docx"/>'
        f'<TextSource guid="{guid(52)}" name="far" plainTextPath="relative:///x.txt">'
        f"{coded(100, 0, 2)}</TextSource>"
        f'<TextSource guid="{guid(53)}" name="none" plainTextPath="internal://e.txt"/>'
        f'<TextSource guid="{guid(54)}" name="inline"><PlainTextContent>We waited.'
        f'</PlainTextContent>{coded(101, 0, 2)}<Coding guid="{guid(60)}"><CodeRef '
        f'targetGUID="{guid(1)}"/></Coding></TextSource>'
        f'<PDFSource guid="{guid(55)}" name="Page.pdf"><PDFSelection guid="{guid(102)}" page="0" '
        f'firstX="0" firstY="0" secondX="1" secondY="1"><Coding guid="{guid(61)}"><CodeRef '
        f'targetGUID="{guid(1)}"/></Coding></PDFSelection><Representation guid="{guid(62)}" '
        f'plainTextPath="internal://p.txt">{coded(103, 0, 4)}</Representation></PDFSource>'
        f'<AudioSource guid="{guid(56)}" name="sound"/></Sources>'
    )
    content = foreign(USERS + CODES + sources, {"p.txt": "Page one", "e.txt": " \n"})
    back, audit = read_qdpx("a.qdpx", content)
    assert [source.id for source in back.sources] == ["inline", "Page"]
    assert words_of(back) == ["We", "Page"]
    assert counts(audit) == {
        "codings on pictures, pages or recordings": 1,
        "codings on texts that are not in the file": 1,
        "codings on whole sources": 1,
        "sound recordings, which are not read": 1,
        "sources whose text is not in the file or is not UTF-8": 1,
        "sources without a plain text, only as a formatted document": 1,
        "sources without words": 1,
    }


def test_guids_that_are_none_and_things_that_share_one_are_told_apart():
    selections = coded(100, 0, 2, code="my code") + coded(100, 3, 9, code="MY CODE ")
    codes = '<CodeBook><Codes><Code guid="My code" name="A" isCodable="1"/></Codes></CodeBook>'
    body = USERS + codes + text_source(selections)
    back, _ = read_qdpx("a.qdpx", foreign(body, {"a.txt": "We waited."}))
    assert words_of(back) == ["We", "waited"]
    guids = [guid for _, _, guid in back.guids]
    assert len(guids) == len(set(guids))


@given(st.lists(st.tuples(st.integers(-5, 20), st.integers(-5, 20)), max_size=6))
def test_selections_wherever_they_lie_give_codings_that_fit(stretches):
    selections = "".join(coded(100 + k, *stretch) for k, stretch in enumerate(stretches))
    content = foreign(USERS + CODES + text_source(selections), {"a.txt": "A: b\n\nc 🙂\r\nd"})
    back, audit = read_qdpx("a.qdpx", content)
    check_exchange(back)
    assert len(back.codings) + audit.dropped >= len(stretches)


def test_a_codebook_comes_back_with_its_tree():
    codes = (
        Code("A", "Access", "b", codable=False, definition="In\nand out", colour="#aabbcc"),
        Code("B", "Waiting", "b", parent="A", topic="t"),
        Code("C", "Cost <&>", "b", parent="B"),
    )
    book = Codebook("b", "Book", codes, topics=(("t", "Time"),))
    back, audit = read_qdc("Book.qdc", qdc_bytes(book))
    assert [(c.name, c.definition, c.codable) for c in back.codes] == [
        (c.name, c.definition, c.codable) for c in codes
    ]
    assert [code.parent for code in back.codes] == ["", "access", "waiting"]
    assert [(each.name, each.members) for each in back.sets] == [("Time", (("code", "waiting"),))]
    assert (audit.kept, audit.dropped) == (4, 0)


@pytest.mark.parametrize("space", ["urn:QDA-XML:codebook:1:0", "urn:QDA-XML:codebook:0:4", ""])
def test_codebooks_of_any_namespace_are_read(space):
    code = '<Code guid="x" name="A" isCodable="true"/>'
    xml = f'<CodeBook xmlns="{space}"><Codes>{code}</Codes></CodeBook>'
    assert [code.name for code in read_qdc("a.qdc", xml.encode())[0].codes] == ["A"]


@pytest.mark.parametrize("content", [b"", b"<CodeBook/>", b"<a>", b"<Codes/>", b"PK\x03\x04"])
def test_what_is_no_codebook_is_refused(content):
    with pytest.raises(FileError):
        read_qdc("a.qdc", content)


@shared
def test_the_project_of_nvivo_gives_its_codes_and_says_that_its_texts_are_empty():
    back, audit = read_qdpx("a.qdpx", (REFI / "qc_nvivo_project.qdpx").read_bytes())
    assert (len(back.codes), back.users, back.sources) == (262, ("chrisp", "cp"), ())
    assert back.title == "qc project"
    assert sum(1 for code in back.codes if not code.parent) < 20
    assert counts(audit) == {"sources without words": 2}
    assert (audit.kept, audit.dropped) == (262, 2)


@shared
def test_the_project_of_atlas_gives_what_it_holds_and_says_what_it_does_not():
    back, audit = read_qdpx("a.qdpx", (REFI / "skyloom_TestProject.qdpx").read_bytes())
    assert (len(back.codes), len(back.sets), len(back.memos)) == (14, 16, 2)
    assert len(back.users) == 3
    assert sum(len(each.members) for each in back.sets) == 19
    assert counts(audit) == {
        "PDF files without a plain text in the file": 2,
        "codings on pictures, pages or recordings": 5,
        "codings on texts that are not in the file": 9,
        "diagrams": 1,
        "films, which are not read": 2,
        "links between things": 1,
        "members of sets that were not read": 23,
        "pictures, which are not read": 1,
        "selections of pictures, pages or recordings without a code": 1,
        "selections without a code on texts that are not in the file": 1,
        "sound recordings, which are not read": 1,
        "sources whose text is not in the file or is not UTF-8": 6,
        "transcripts that belong to a recording": 3,
    }


@shared
def test_the_project_of_atlas_is_read_with_texts_of_the_length_it_speaks_of():
    parts = unpacked((REFI / "skyloom_TestProject.qdpx").read_bytes())
    xml = parts["Project.qde"].decode()
    names = [piece.partition('"')[0] for piece in xml.split('plainTextPath="internal://')[1:]]
    texts = [(f"Sources/{name}", "word " * 400) for name in dict.fromkeys(names)]
    back, audit = read_qdpx("a.qdpx", packed([("Project.qde", xml), *texts]))
    assert len(back.sources) == 8
    assert len(back.codings) == 9
    assert "codings on texts that are not in the file" not in counts(audit)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + ']><Project name="&i;"/>'
)
REACHING = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project>&x;</Project>'


def directory(name):
    return packed([("project.qde", project("")), (name, "out")])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip",
        packed([("a.txt", "no project")]),
        packed([("project.qde", "")]),
        packed([("project.qde", "<Project")]),
        packed([("project.qde", "<Other/>")]),
        packed([("project.qde", ENTITIES)]),
        packed([("project.qde", ENTITIES.encode("utf-16"))]),
        packed([("project.qde", REACHING)]),
        packed([("project.qde", project("<CodeBook><Codes>" + "<Code>" * 5000))]),
        directory("../out.txt"),
        directory("sources/../../out.txt"),
        directory("/out.txt"),
        directory("..\\out.txt"),
        directory("C:/out.txt"),
        packed([("project.qde", project("") + " " * 40_000_000)]),
        foreign(USERS + CODES + text_source(""), {"a.txt": "a" * 30_000_000}),
    ],
    ids=range(17),
)
def test_hostile_files_are_refused(content):
    with pytest.raises(DataError):
        read_qdpx("a.qdpx", content)


def test_a_file_cut_anywhere_is_refused():
    content = foreign(USERS + CODES + text_source(coded(100, 0, 2)), {"a.txt": "We waited."})
    for end in range(0, len(content), 7):
        with pytest.raises(DataError):
            read_qdpx("a.qdpx", content[:end])


def test_a_part_that_claims_to_be_small_is_read_no_further_than_the_bound(monkeypatch):
    monkeypatch.setattr("mixedmethods.ingest.exchange.archive.MAX_PART", 50)
    with pytest.raises(FileError, match="100 MB"):
        read_qdpx("a.qdpx", foreign(USERS, {}))


def test_codes_nested_deep_are_read_or_refused_and_no_stack_overflows():
    for depth in (50, 200):
        nested = "".join(f'<Code guid="{guid(k)}" name="c" isCodable="true">' for k in range(depth))
        body = f"<CodeBook><Codes>{nested}{'</Code>' * depth}</Codes></CodeBook>"
        assert len(read_qdpx("a.qdpx", foreign(body, {}))[0].codes) == depth


def changed(content, rng):
    """Change, cut or repeat a few stretches of the bytes."""
    out = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(out) + 1), rng.choice((0, 1, 1, 2, 8))
        piece = rng.choice((b"", bytes([rng.randrange(256)]), b'"', b"<", b"&a;", b"-1", b"9" * 20))
        out[at : at + length] = piece
    return bytes(out)


def repacked(content, rng):
    """Change one part and pack it again, the supplement in step with the project."""
    parts = unpacked(content)
    name = rng.choice(list(parts))
    parts[name] = changed(parts[name], rng)
    return packed(parts.items())


def swapped(value, rng):
    """Put another value in the place of one inside."""
    if isinstance(value, dict | list) and value and rng.random() < 0.9:
        key = rng.choice(list(value) if isinstance(value, dict) else range(len(value)))
        value[key] = swapped(value[key], rng)
        return value
    return rng.choice(
        (None, True, -1, 10**30, 0.5, "", "x", "\0", "\ud800", [], {}, [["a", 1, "b"]])
    )


def other_supplement(content, rng):
    parts = unpacked(content)
    held = json.loads(parts["mixedmethods/exchange.json"])
    held["exchange"] = swapped(held["exchange"], rng)
    parts["mixedmethods/exchange.json"] = json.dumps(held).encode()
    return packed(parts.items())


@pytest.mark.parametrize("way", [changed, repacked, other_supplement])
def test_changed_files_are_read_or_refused_and_raise_nothing_else(way):
    rng = random.Random(7)  # noqa: S311  # the same changes each time
    body = USERS + CODES + text_source(coded(100, 0, 2)) + "<Sets><Set name='s'/></Sets>"
    files = [qdpx_bytes(small())]
    if way is not other_supplement:
        files.append(foreign(body, {"a.txt": SPOKEN}))
    for _ in range(MUTATIONS):
        try:
            back, _ = read_qdpx("a.qdpx", way(rng.choice(files), rng))
        except DataError:
            continue
        check_exchange(back)


def test_changed_codebooks_are_read_or_refused_and_raise_nothing_else():
    rng, content = random.Random(8), qdc_bytes(small().codebooks[0])  # noqa: S311  # same
    for _ in range(MUTATIONS):
        try:
            read_qdc("a.qdc", changed(content, rng))
        except DataError:
            continue


def test_an_encrypted_part_is_refused():
    content = bytearray(packed([("project.qde", project(""))]))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        at = content.rindex(b"PK\x01\x02")
        assert archive.infolist()
    content[at + 8] |= 1  # the flag in the directory
    content[6] |= 1  # and before the part
    with pytest.raises(FileError, match="encrypted"):
        read_qdpx("a.qdpx", bytes(content))


def test_messages_quote_no_words():
    parts = unpacked(qdpx_bytes(small()))
    held = json.loads(parts["mixedmethods/exchange.json"])
    held["exchange"]["codings"][0]["quote"] = "my secret"
    parts["mixedmethods/exchange.json"] = json.dumps(held).encode()
    with pytest.raises(FileError) as caught:
        read_qdpx("a.qdpx", packed(parts.items()))
    assert "secret" not in f"{caught.value}"


def test_an_exchange_whose_parts_do_not_fit_is_refused():
    small_exchange = small()
    coding, source = small_exchange.codings[0], small_exchange.sources[0]
    broken = [
        replace(small_exchange, codings=(replace(coding, code="none"),)),
        replace(small_exchange, codings=(replace(coding, quote="other"),)),
        replace(small_exchange, codings=(coding, coding)),
        replace(small_exchange, sources=(source, source)),
        replace(small_exchange, sources=(replace(source, text="a"),)),
        replace(small_exchange, speaking=((source.id, 1, "nobody"),)),
        replace(small_exchange, reads=((source.id, 99, "Ann"),)),
    ]
    for exchange in broken:
        with pytest.raises(FileError):
            check_exchange(exchange)
    check_exchange(small_exchange)
