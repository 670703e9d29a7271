"""Small parts that every file of the exchange standard is made of."""

from typing import TYPE_CHECKING

from mixedmethods.model import Code, Codebook
from mixedmethods.model.codebook import COLOUR
from mixedmethods.model.exchange import Exchange, usual_guid
from mixedmethods.report.guard import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

ORIGIN = "mixedmethods"
NAME = 80  # characters of a quote that name its selection


def guids_of(exchange: Exchange) -> dict[tuple[str, str], str]:
    """Return the guid of everything in an exchange, by kind and id.

    What files have known under a guid before keeps it. The kinds are ``codebook code source case
    coding memo set``.
    """
    held = {(kind, id): guid for kind, id, guid in exchange.guids}
    things: list[tuple[str, str]] = [("codebook", book.id) for book in exchange.codebooks]
    things += (("code", code.id) for code in exchange.codes)
    things += (("source", source.id) for source in exchange.sources)
    things += (("case", case.id) for case in exchange.cases)
    things += (("coding", coding.id) for coding in exchange.codings)
    things += (("memo", memo.id) for memo in exchange.memos)
    things += (("set", each.id) for each in exchange.sets)
    for kind, id in things:
        held.setdefault((kind, id), usual_guid(exchange.guid, kind, id))
    return held


def element(parent: "_Element", tag: str, **attributes: str) -> "_Element":
    """Append an element; empty attributes are left out, the others cleaned for XML."""
    from lxml import etree

    space = etree.QName(parent).namespace
    filled = {key: printable(value) for key, value in attributes.items() if value}
    return etree.SubElement(parent, f"{{{space}}}{tag}", filled)


def text(parent: "_Element", tag: str, content: str) -> None:
    """Append an element that holds text; nothing where there is none."""
    if content:
        element(parent, tag).text = printable(content)


def root(tag: str, space: str, **attributes: str) -> "_Element":
    """Start a document in a namespace."""
    from lxml import etree

    top: _Element = etree.Element(f"{{{space}}}{tag}", nsmap={None: space})
    for key, value in attributes.items():
        if value:
            top.set(key, printable(value))
    return top


def document(top: "_Element") -> bytes:
    """Return a document as UTF-8, with its declaration."""
    from lxml import etree

    written: bytes = etree.tostring(
        top, encoding="utf-8", xml_declaration=True, standalone=True, pretty_print=False
    )
    return written


def codes(
    parent: "_Element",
    book: Codebook,
    guids: dict[tuple[str, str], str],
    notes: dict[tuple[str, str], list[str]],
) -> None:
    """Append the codes of a codebook as a tree, in their order.

    Parameters
    ----------
    parent : element
        What the codes at the top stand in.
    book : Codebook
        The codes; one whose parent is not among them stands at the top.
    guids : dict
        (kind, id) to guid.
    notes : dict
        (kind, id) to the guids of its memos; empty for a file that has no place for them.
    """
    below: dict[str, list[Code]] = {}
    known = {code.id for code in book.codes}
    for code in book.codes:
        below.setdefault(code.parent if code.parent in known else "", []).append(code)
    waiting = [(parent, code) for code in reversed(below.get("", []))]
    while waiting:
        above, code = waiting.pop()
        made = _code(above, code, guids, notes.get(("code", code.id), []))
        waiting += ((made, child) for child in reversed(below.get(code.id, [])))


def short(words: str) -> str:
    r"""Return the beginning of a text, as a name of one line.

    Examples
    --------
    >>> short("We  waited\nlong")
    'We waited long'
    """
    line = " ".join(words[: 2 * NAME].split())
    return line if len(line) <= NAME else f"{line[: NAME - 1]}…"


def _code(
    parent: "_Element", code: Code, guids: dict[tuple[str, str], str], notes: list[str]
) -> "_Element":
    colour = code.colour if COLOUR.fullmatch(code.colour) else ""
    made = element(
        parent,
        "Code",
        guid=guids["code", code.id],
        name=code.name or code.id,
        isCodable=f"{code.codable}".lower(),
        color=colour,
    )
    text(made, "Description", described(code))
    for note in notes:
        element(made, "NoteRef", targetGUID=note)
    return made


def described(code: Code) -> str:
    """Return what other programs show of a code: its definition, then what else bounds it."""
    lines = [code.definition]
    lines += [f"Include: {'; '.join(code.include)}"] if code.include else []
    lines += [f"Exclude: {'; '.join(code.exclude)}"] if code.exclude else []
    lines += [f"Example: {code.example}"] if code.example else []
    lines += [f"Statement: {code.statement}"] if code.statement else []
    return "\n".join(line for line in lines if line)
