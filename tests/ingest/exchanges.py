"""Exchange files built by hand, as other programs write them, and exchanges of every sort."""

import io
import zipfile

from hypothesis import strategies as st

from mixedmethods.model import Case, Code, Codebook, Coding, Lexicon, Memo, Selection, Source, Turn
from mixedmethods.model.exchange import Exchange, NamedSet

SPACE = "urn:QDA-XML:project:1.0"


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def packed(parts):
    """A zip of (name, bytes or text)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def project(body, origin="Other 1.0", name="Study", space=SPACE):
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{space}" name="{name}" '
        f'origin="{origin}">{body}</Project>'
    )


def foreign(body, texts, qde="project.qde", folder="sources", **root):
    """A .qdpx file: texts by file name."""
    parts = [(qde, project(body, **root))]
    return packed([*parts, *((f"{folder}/{name}", text) for name, text in texts.items())])


WAITING, ANN = guid(1), guid(9)


def coded(number, start, end, code=WAITING, name="", inside="", coder=ANN):
    """A selection with one coding."""
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}">{inside}<Coding guid="{guid(number + 1000)}" '
        f'creatingUser="{coder}"><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


USERS = f'<Users><User guid="{guid(9)}" name="Ann"/></Users>'
CODES = (
    f'<CodeBook><Codes><Code guid="{guid(1)}" name="Waiting" isCodable="true" color="#F08"/>'
    "</Codes></CodeBook>"
)


def text_source(selections, number=50, name="One.docx", file="a.txt", rest=""):
    return (
        f'<Sources><TextSource guid="{guid(number)}" name="{name}" '
        f'plainTextPath="internal://{file}">{selections}{rest}</TextSource></Sources>'
    )


# Astral letters, combining marks, right-to-left words, line ends of all kinds, a mark inside.
LETTERS = st.sampled_from(
    ["a", "é", "e\u0301", "🙂", "👩🏽‍⚕️", "שלום", "مرحبا", " ", "\n", "\r\n", "\r", "\t", "<", "&",
     '"', "]]>", "\x01", "\u2028", "\ufeff", "=", "x", "\U0001d518", ";", ":"]
)  # fmt: skip
WORDS = st.lists(LETTERS, max_size=12).map("".join)
NAMES = st.lists(LETTERS, min_size=1, max_size=6).map("".join)


def unique(names):
    return list(dict.fromkeys(names))


@st.composite
def sources(draw, id):
    text, turns = draw(WORDS), []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        said = draw(WORDS)
        start = len(text)
        text += said + draw(st.sampled_from(["", "\n", "P1: "]))
        turn = (draw(st.sampled_from(["", "P1", "מ", "M 2"])), draw(st.sampled_from(["", "01:02"])))
        turns.append(Turn(number, start, start + len(said), *turn, draw(st.booleans())))
    variables = tuple((name, draw(WORDS)) for name in unique(draw(st.lists(NAMES, max_size=2))))
    kind = draw(st.sampled_from(["focus group", "case study", "text"]))
    return Source(id, text, tuple(turns), kind, variables)


@st.composite
def codebooks(draw, ids, book):
    codes = []
    for k, id in enumerate(ids):
        parent = draw(st.sampled_from(["", *ids[:k]]))
        lexicon = Lexicon(("wait*", draw(NAMES)), (("a", "b", 3),), ("no",), ("go",))
        codes.append(
            Code(
                id, draw(NAMES), book, "t" if k % 2 else "", parent, draw(WORDS), (draw(WORDS),),
                (draw(WORDS),), lexicon, draw(WORDS), "#0072b2", ("m",), ("I",), ("R",),
                draw(WORDS), draw(st.booleans()), draw(st.integers(1, 5)),
            )
        )  # fmt: skip
    return Codebook(book, draw(NAMES), tuple(codes), (("t", "Topic"),), ("barrier",), ("asked",))


@st.composite
def exchanges(draw):
    """An exchange whose parts fit each other."""
    texts = [draw(sources(id)) for id in unique(draw(st.lists(NAMES, max_size=3)))]
    ids = unique(draw(st.lists(NAMES, min_size=1, max_size=5)))
    books = [draw(codebooks(ids[:3], "one"))]
    if ids[3:]:
        books.append(draw(codebooks(ids[3:], "two")))
    cases = tuple(
        Case(id, "participant", (("age", draw(st.sampled_from(["7", "007", "-3", "old", ""]))),))
        for id in unique(draw(st.lists(NAMES, max_size=3)))
    )
    turns = [(source, turn) for source in texts for turn in source.turns]
    speaking, codings, reads = [], [], []
    for source, turn in turns:
        if cases and draw(st.booleans()):
            speaking.append((source.id, turn.number, draw(st.sampled_from(cases)).id))
        if draw(st.booleans()):
            reads.append((source.id, turn.number, "Ann"))
        for _ in range(draw(st.integers(0, 3)) if turn.start < turn.end else 0):
            start = draw(st.integers(turn.start, turn.end - 1))
            end = draw(st.integers(start + 1, turn.end))
            quote = source.text[start:end]
            facts = [draw(st.sampled_from(["", "barrier", "a; b: c"])) for _ in range(2)]
            place, code = Selection(source.id, start, end), draw(st.sampled_from(ids))
            coder = draw(st.sampled_from(["Ann", "Bé <b>", ""]))
            codings.append(Coding(f"k{len(codings)}", place, code, coder, "manual", *facts, quote))
    targets = [("project", ""), *(("code", id) for id in ids), *(("case", c.id) for c in cases)]
    targets += [("source", source.id) for source in texts] + [("coding", c.id) for c in codings]
    memos = tuple(
        Memo(f"m{k}", *draw(st.sampled_from(targets)), draw(WORDS), "Ann", "2026-01-02T03:04:05Z")
        for k in range(draw(st.integers(0, 4)))
    )
    members = tuple(unique(draw(st.lists(st.sampled_from(targets), max_size=3))))
    return Exchange(
        title=draw(WORDS), guid=draw(st.sampled_from(["", guid(7), "no guid"])),
        description=draw(WORDS), codebooks=tuple(books), sources=tuple(texts), cases=cases,
        speaking=tuple(speaking), codings=tuple(codings), memos=memos,
        sets=(NamedSet("s", draw(NAMES), draw(WORDS), members),), reads=tuple(reads),
    )  # fmt: skip


def small():
    """One text with overlapping codings of two codebooks, two cases, memos and a set."""
    text = "M: Did you wait?\nP1: 🙂 We waited e\u0301ver so long.\nP2: =No waiting here.\n"
    turns, at = [], 0
    for number, line in enumerate(text.splitlines(), start=1):
        label = line.partition(": ")[0]
        start = at + len(label) + 2
        turns.append(Turn(number, start, at + len(line), label, f"00:0{number}", label == "M"))
        at += len(line) + 1
    source = Source("FG1", text, tuple(turns), "focus group", (("role", "user"), ("year", "2022")))

    def coding(id, words, code, coder="Ann", **facts):
        start = text.index(words)
        place = Selection("FG1", start, start + len(words))
        return Coding(id, place, code, coder, quote=words, **facts)

    codes = (
        Code("A", "Access", "one", definition="Getting in", codable=False),
        Code("B", "Waiting", "one", parent="A", include=("long",), lexicon=Lexicon(("wait*",))),
        Code("C", "Waiting", "one", colour="#d55e00"),
    )
    return Exchange(
        title="Small", guid=guid(7), users=("Ann", "Bo"),
        codebooks=(
            Codebook("one", "Book", codes, stances=("barrier",)),
            Codebook("two", "Other", (Code("D", "Mood", "two"),)),
        ),
        sources=(source,),
        cases=(Case("FG1/P1", "participant", (("age", "41"),)), Case("FG1/P2", "participant")),
        speaking=(("FG1", 2, "FG1/P1"), ("FG1", 3, "FG1/P2")),
        codings=(
            coding("k1", "We waited", "B", stance="barrier", origin="accepted suggestion"),
            coding("k2", "waited e\u0301ver", "C", "Bo", elicitation="spontaneous"),
            coding("k3", "=No waiting", "B", "Bo"),
            coding("k4", "Did you wait", "D"),
        ),
        memos=(
            Memo("m1", "coding", "k1", "Look <again>\nhere", "Bo", "2026-01-02T03:04:05+00:00"),
            Memo("m2", "case", "FG1/P1", "Came late", "Ann", "2026-01-02T03:04:05+00:00"),
            Memo("m3", "project", "", "Plan", "Ann"),
            Memo("m4", "code", "B", "Split it", "Ann"),
            Memo("m5", "source", "FG1", "Noisy", "Ann"),
        ),
        sets=(NamedSet("s1", "Late", "both", (("code", "B"), ("source", "FG1"))),),
        reads=(("FG1", 2, "Ann"),),
    )  # fmt: skip
