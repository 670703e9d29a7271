"""The tree of codes of another program, as a codebook."""

import re
from collections import Counter
from typing import TYPE_CHECKING

from mixedmethods.ingest.exchange import xml
from mixedmethods.ingest.exchange.found import Found
from mixedmethods.model import Code, Codebook
from mixedmethods.model.codebook import COLOURS

if TYPE_CHECKING:
    from lxml.etree import _Element

HEX = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
LONGEST = 40


def read_codes(place: "_Element | None", title: str, found: Found) -> Codebook:
    """Read the codes below an element, each with those that stand below it.

    Parameters
    ----------
    place : element or None
        What holds ``Code`` elements.
    title : str
        Of the codebook; its id is made of it.
    found : Found
        Takes up the guid of each code, and what is worth saying.

    Returns
    -------
    Codebook
        Ids are made of the names, with a number where one stands more than once. A heading that
        no selection may bear (``isCodable`` false) is not codable. Without a colour a code gets
        one by its position.
    """
    book = slug(title) or "codes"
    codes: list[Code] = []
    waiting = [(each, "") for each in reversed(list(xml.children(place, "Code")))]
    while waiting:
        element, parent = waiting.pop()
        name = xml.get(element, "name") or "Unnamed code"
        id = found.name("code", slug(name) or "code", xml.guid_at(element, "guid"))
        codes.append(
            Code(
                id=id,
                name=name,
                codebook=book,
                parent=parent,
                definition=xml.words(element, "Description").strip(),
                colour=colour(xml.get(element, "color")) or COLOURS[len(codes) % len(COLOURS)],
                codable=xml.get(element, "isCodable").casefold() not in ("false", "0"),
            )
        )
        waiting += ((each, id) for each in reversed(list(xml.children(element, "Code"))))
    names = Counter(code.name.casefold() for code in codes)
    twice = sum(count for count in names.values() if count > 1)
    found.say("flagged", "codes that share their name with another, told apart by their ids", twice)
    found.kept += len(codes)
    return Codebook(book, title or "Codes", tuple(codes))


def slug(name: str) -> str:
    """Return an id made of a name.

    Examples
    --------
    >>> slug("Waiting, 2nd time!")
    'waiting-2nd-time'
    """
    return re.sub(r"\W+", "-", name.casefold()).strip("-_")[:LONGEST].strip("-_")


def colour(given: str) -> str:
    """Return a colour as #rrggbb, its opacity left out; empty where it is none.

    Eight digits start with the opacity where that is full (ff), and end with it otherwise.

    Examples
    --------
    >>> colour("#F08"), colour("#FF0072B2"), colour("0072b280"), colour("red")
    ('#ff0088', '#0072b2', '#0072b2', '')
    """
    if HEX.fullmatch(given) is None:
        return ""
    digits = given.removeprefix("#").lower()
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if len(digits) == 8:
        digits = digits[2:] if digits.startswith("ff") else digits[:6]
    return f"#{digits}"
