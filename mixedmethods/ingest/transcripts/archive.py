"""Open the archive of a Word or OpenDocument file: bounded, and no XML that reaches outside it."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from mixedmethods.errors import FileError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FILE = 50 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PART = 50 * 1024 * 1024
MAX_RATIO = 200  # text packs to a tenth or so; a part that packs to less is made to harm
SMALL = 1024 * 1024  # parts below may be as repetitive as they like
OLE = b"\xd0\xcf\x11\xe0"  # an old .doc, or a .docx with a password

Reader = Callable[[str], bytes]


@contextmanager
def opened(name: str, content: bytes, kind: str) -> Iterator[Reader]:
    """Give a function that reads a part of an archive.

    Parameters
    ----------
    name, content : str, bytes
        The file.
    kind : str
        Its ending, for messages.

    Raises
    ------
    FileError
        If it is no archive, unpacks to more than 200 MB, has a part that is packed beyond belief,
        or whatever else fails while it is open.
    """
    if content.startswith(OLE):
        raise FileError(
            f"A .{kind} file must be unlocked. Got a file with a password, or of the older .doc "
            f"form ({name}). Open it and save it as .{kind} without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(name, archive, len(content))
            yield lambda part: archive.read(part)
    except FileError:
        raise
    except Exception as error:  # zipfile, its decompressors and XML parsers raise what they like
        raise FileError(
            f"The file must be a whole .{kind} document. Got a damaged one, {name}. Open it and "
            f"save it again as .{kind}."
        ) from error


def xml(name: str, content: bytes) -> "_Element":
    """Parse XML that declares nothing and reaches nowhere.

    Raises
    ------
    FileError
        If it has a DOCTYPE.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    # The bytes come from a file that a person chose; the parser above expands and fetches nothing.
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise FileError(f"A document must not declare a DOCTYPE. Got one in {name}. Save it again.")
    return root


def local(element: "_Element") -> str:
    """Return the tag of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _check(name: str, archive: zipfile.ZipFile, size: int) -> None:
    parts = archive.infolist()
    if size > MAX_FILE or sum(part.file_size for part in parts) > MAX_UNPACKED:
        _refuse(name, "more than 50 MB, or 200 MB unpacked,")
    for part in parts:
        packed = max(1, part.compress_size)
        if part.file_size > SMALL and part.file_size > MAX_RATIO * packed:
            _refuse(name, "a part that unpacks without bound")
        if part.filename.endswith(".xml") and part.file_size > MAX_PART:
            _refuse(name, "a text of more than 50 MB")


def _refuse(name: str, what: str) -> NoReturn:
    raise FileError(
        f"A document must unpack to 200 MB or less. Got {what} in {name}. "
        "Split it, or save it again without its pictures."
    )
