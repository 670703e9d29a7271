"""A codebook of another program: a .qdc file."""

from pathlib import PurePath

from mixedmethods.errors import FileError
from mixedmethods.ingest.exchange import xml
from mixedmethods.ingest.exchange.codes import read_codes
from mixedmethods.ingest.exchange.found import Found
from mixedmethods.ingest.exchange.sets import read_sets
from mixedmethods.model import Audit
from mixedmethods.model.exchange import Exchange

LIMIT = 50 * 1024 * 1024


def read_qdc(name: str, content: bytes) -> tuple[Exchange, Audit]:
    """Read a .qdc file: codes with their tree, colours and descriptions, and sets of codes.

    Parameters
    ----------
    name : str
        The file's name; without its ending it becomes the name of the codebook.
    content : bytes
        The file, in any of the namespaces that programs write.

    Returns
    -------
    Exchange, Audit
        One codebook, the sets, and what was read and left.

    Raises
    ------
    FileError
        If it is not XML, has declarations of its own, or holds no codes.
    """
    if len(content) > LIMIT:
        raise FileError(f"A codebook must be 50 MB or smaller. Got more in {name}. Split it.")
    top = xml.parse(name, content)
    place = xml.child(top, "Codes")
    if xml.local(top) != "CodeBook" or place is None:
        raise FileError(
            f"A .qdc file must hold a CodeBook with codes. Got something else in {name}. "
            "Export the codebook again."
        )
    found = Found()
    book = read_codes(place, PurePath(name).stem, found)
    if not book.codes:
        raise FileError(
            f"A codebook must have at least one code. Got none in {name}. Export it again."
        )
    sets = tuple(read_sets(top, found))
    guids = tuple((kind, id, guid) for (kind, id), guid in found.guids.items())
    origin = xml.get(top, "origin")
    exchange = Exchange(book.title, origin, codebooks=(book,), sets=sets, guids=guids)
    return exchange, found.audit()
