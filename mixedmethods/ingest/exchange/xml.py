"""QDA-XML as elements: no entities, no declarations, names without their namespace."""

import re
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.parsers import expat

from mixedmethods.errors import FileError
from mixedmethods.model.exchange import usual_guid

if TYPE_CHECKING:
    from lxml.etree import _Element

MARKS = re.compile(rb"\A(?:\xef\xbb\xbf|\s)*(?=<\?xml)")


def parse(name: str, content: bytes) -> "_Element":
    """Return the root of an XML document.

    Raises
    ------
    FileError
        If it is not well formed, is nested too deep, or has a DOCTYPE.
    """
    from lxml import etree

    content = MARKS.sub(b"", content)  # a mark before the declaration, as some programs write it
    if _has_doctype(content):
        raise _bad(name, "a DOCTYPE")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        top: _Element = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise _bad(name, "something that is none") from error
    if top.getroottree().docinfo.internalDTD is not None:
        raise _bad(name, "a DOCTYPE")
    return top


def local(element: "_Element") -> str:
    """Return the name of an element without its namespace, which programs write variously."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: "_Element | None", *names: str) -> "Iterator[_Element]":
    """Yield the children of these names, or all; nothing where there is no element."""
    if element is not None:
        yield from (each for each in element if local(each) and (not names or local(each) in names))


def child(element: "_Element | None", *names: str) -> "_Element | None":
    """Return the first child that is reached along these names, or None."""
    for name in names:
        element = next(children(element, name), None)
    return element


def words(element: "_Element | None", name: str = "") -> str:
    """Return the text of an element, or of its child of that name; empty where there is none."""
    place = child(element, name) if name else element
    return "" if place is None else "".join(f"{each}" for each in place.itertext())


def get(element: "_Element", *names: str) -> str:
    """Return the first of these attributes that is there, stripped; empty where none is."""
    for name in names:
        value = element.get(name)
        if value:
            return f"{value}".strip()
    return ""


def guid(given: str) -> str:
    """Return a guid in one form: lower case, no braces; what is no guid gets one of its own.

    Examples
    --------
    >>> guid("{AD68FBE7-E1EE-4A82-A279-23CC698C89EB}")
    'ad68fbe7-e1ee-4a82-a279-23cc698c89eb'
    >>> guid("node 5") == guid(" NODE 5 ")
    True
    """
    plain = given.strip().strip("{}").lower()
    try:
        return str(uuid.UUID(plain))
    except ValueError:
        return usual_guid("", "foreign", plain) if plain else ""


def guid_at(element: "_Element", *names: str) -> str:
    """Return the guid in the first of these attributes that is there; empty where none is."""
    return guid(get(element, *names))


def _has_doctype(content: bytes) -> bool:
    """Read up to the first element; a DOCTYPE can only stand before it."""
    met: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: met.append("doctype")
    parser.StartElementHandler = lambda *_: met.append("element")
    try:
        for at in range(0, len(content), 512):
            parser.Parse(content[at : at + 512])
            if met:
                break
    except (expat.ExpatError, ValueError, LookupError):
        pass  # whatever came after; a document that is not well formed is refused by the parser
    return met[:1] == ["doctype"]


def _bad(name: str, what: str) -> FileError:
    return FileError(
        f"The file must hold XML without declarations of its own. Got {what}, in {name}. "
        "Export it again from the program it comes from."
    )
