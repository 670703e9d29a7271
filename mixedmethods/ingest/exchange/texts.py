"""The texts of another program's project: found, decoded, and their offsets understood."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from mixedmethods.ingest.exchange import dialect, xml
from mixedmethods.ingest.exchange.archive import Archive, read_part
from mixedmethods.ingest.exchange.found import Found
from mixedmethods.ingest.exchange.turns import turns_of
from mixedmethods.model import Turn

if TYPE_CHECKING:
    from lxml.etree import _Element

ENDINGS = (".txt", ".docx", ".doc", ".rtf", ".odt", ".pdf", ".md")
MEDIA = {
    "PictureSource": "pictures, which are not read",
    "AudioSource": "sound recordings, which are not read",
    "VideoSource": "films, which are not read",
    "PDFSource": "PDF files without a plain text in the file",
}
POOR = 0.8  # share of clean selections below which a reader should look


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was read: where its selections stand, and how to turn their offsets into ours.

    `kind` is what the file says it is, where this program wrote it. `positions` gives for each
    offset of the file the offset in `text`.
    """

    id: str
    element: "_Element"
    text: str = field(repr=False)
    positions: Sequence[int] = field(repr=False)
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class _Raw:
    name: str
    guid: str
    element: "_Element"
    raw: str = field(repr=False)


def read_texts(archive: Archive, top: "_Element", base: str, found: Found) -> list[Text]:
    """Read every source that has a plain text in the file.

    Parameters
    ----------
    archive : Archive
        The file.
    top : element
        The project.
    base : str
        The folder in which its sources stand.
    found : Found
        Takes up the guid of each source, and what was left.

    Returns
    -------
    list of Text
        In file order. How offsets count is decided for each text by where its selections fall,
        by those of all texts where that leaves a choice, and as the standard has it otherwise.
    """
    sources = list(xml.children(xml.child(top, "Sources")))
    raws = [raw for each in sources if (raw := _raw(archive, each, base, found))]
    places = [list(_places(raw.element)) for raw in raws]
    mine = [
        {dialect.STANDARD: 0} if found.ours else dialect.scores(raw.raw, of)
        for raw, of in zip(raws, places, strict=True)
    ]
    pooled: Counter[dialect.Dialect] = Counter()
    for each in mine:
        pooled.update(each)
    return [
        _text(raw, of, dialect.best(each, pooled), found)
        for raw, of, each in zip(raws, places, mine, strict=True)
    ]


def plain_text(archive: Archive, element: "_Element", base: str) -> str | None:
    """Return the plain text of a source or note as it stands, or None where the file has none."""
    path = xml.get(element, "plainTextPath")
    inline = xml.child(element, "PlainTextContent")
    if not path:
        return None if inline is None else xml.words(inline)
    name = path.partition("://")[2] or path
    if path.startswith(("relative:", "absolute:", "http")):
        return None
    content = read_part(archive, f"{base}sources/{name.lstrip('/')}")
    return None if content is None else _decoded(content)


def _decoded(content: bytes) -> str | None:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _raw(archive: Archive, source: "_Element", base: str, found: Found) -> _Raw | None:
    kind = xml.local(source)
    element = xml.child(source, "Representation") if kind == "PDFSource" else source
    name = _name(xml.get(source, "name"))
    _say_codings(source, element, kind, found)
    if kind not in ("TextSource", "PDFSource") or element is None:
        found.say("dropped", MEDIA.get(kind, "sources of an unknown kind"))
        return None
    raw = plain_text(archive, element, base)
    if raw is None or not dialect.normal(raw).strip():
        missing = raw is None and kind == "PDFSource"
        found.say("dropped", MEDIA[kind] if missing else _why(raw, element))
        codings, bare = _lost(element)
        found.say("dropped", "codings on texts that are not in the file", codings)
        found.say("dropped", "selections without a code on texts that are not in the file", bare)
        return None
    return _Raw(name, xml.guid_at(source, "guid"), element, raw)


def _why(raw: str | None, element: "_Element") -> str:
    if raw is not None:
        return "sources without words"
    if xml.get(element, "plainTextPath"):
        return "sources whose text is not in the file or is not UTF-8"
    return "sources without a plain text, only as a formatted document"


def _say_codings(source: "_Element", element: "_Element | None", kind: str, found: Found) -> None:
    """Say what stands on the recording, picture or page itself, or on the source as a whole."""
    whole = sum(1 for _ in xml.children(source, "Coding"))
    found.say("dropped", "codings on whole sources", whole)
    if kind == "TextSource":
        return
    read = {xml.guid_at(s, "guid") for s in xml.children(element, "PlainTextSelection")}
    selections = [each for each in xml.children(source) if xml.local(each).endswith("Selection")]
    for each in xml.children(source, "Transcript"):
        selections += xml.children(each, "TranscriptSelection")
        found.say("dropped", "transcripts that belong to a recording")
    lost = [each for each in selections if xml.guid_at(each, "guid") not in read]
    codings = sum(1 for each in lost for _ in xml.children(each, "Coding"))
    found.say("dropped", "codings on pictures, pages or recordings", codings)
    bare = sum(1 for each in lost if xml.child(each, "Coding") is None)
    found.say("dropped", "selections of pictures, pages or recordings without a code", bare)


def _lost(element: "_Element") -> tuple[int, int]:
    """Count the codings of a text, and its selections without one."""
    counts = [
        sum(1 for _ in xml.children(each, "Coding"))
        for each in xml.children(element, "PlainTextSelection")
    ]
    return sum(counts), counts.count(0)


def _places(element: "_Element") -> Iterator[dialect.Place]:
    for each in xml.children(element, "PlainTextSelection"):
        if stretch := stretch_of(each):
            yield dialect.Place(*stretch, xml.get(each, "name"))


def stretch_of(selection: "_Element") -> tuple[int, int] | None:
    """Return start and end as the file gives them, or None where they are no whole numbers."""
    try:
        start, end = (int(xml.get(selection, n)) for n in ("startPosition", "endPosition"))
    except ValueError:
        return None
    return (start, end) if 0 <= start < end < 2**40 else None


def _text(
    raw: _Raw, places: Sequence[dialect.Place], chosen: dialect.Dialect, found: Found
) -> Text:
    text = dialect.normal(raw.raw)
    same = dialect.told(raw.raw, chosen)
    positions = dialect.table(raw.raw, same)
    id = found.name("source", raw.name, raw.guid)
    if same != dialect.STANDARD:
        found.say("flagged", f"texts in which offsets count {chosen.name}, not as the standard")
    inside = [(positions[p.start], positions[p.end]) for p in places if p.end < len(positions)]
    if not found.ours and dialect.clean_share(text, inside) < POOR:
        found.say("flagged", "texts in which many selections start or end inside a word")
    found.kept += 1
    return Text(id, raw.element, text, positions, turns_of(id, text))


def _name(given: str) -> str:
    path = PurePosixPath(given.replace("/", "_") or "Text")
    return path.stem if path.suffix.casefold() in ENDINGS else path.name
