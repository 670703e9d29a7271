"""What to ask of the codings: which codes, what stands with them, and who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from mixedmethods.coding.cooccur import WAYS
from mixedmethods.errors import DataError
from mixedmethods.model import Code

UNITS = ("turns", "characters")


@dataclass(frozen=True, slots=True)
class Near:
    """Segments of `first` with another of `second` in the same source at most `apart` away.

    `unit` is ``turns`` (0 is the same turn) or ``characters`` (between the two stretches; 0 is
    touching or overlapping).
    """

    first: str
    second: str
    apart: int = 1
    unit: str = "turns"


@dataclass(frozen=True, slots=True)
class Query:
    """Which segments to find; whatever is left empty asks for nothing.

    Codes, by id. `all_of`: segments of the first that stand together with each of the others.
    `near` and `overlap` (first, second): segments of the first that stand near, or share a
    character with, another segment of the second. `any_of`: segments of any of them or, where one
    of the above names the code whose segments are wanted, such segments that stand together with
    any of them. `none_of`: segments that stand together with none of them. `within` says what
    standing together is: ``overlap`` (sharing a character) or ``turn`` (in the same turn). A
    segment stands together with its own code. `with_children` counts the codes below a code as
    that code.

    `coders` and `prompts` (whether prompts are looked at too) hold for every coding. `speakers`
    (labels or cases), `sources`, `variables` (name, values), `stances`, `elicitations` and
    `text` (what the quote contains, upper or lower case) hold for the segments that come back.
    """

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    overlap: tuple[tuple[str, str], ...] = ()
    within: str = "overlap"
    with_children: bool = False
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    variables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    coders: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    elicitations: tuple[str, ...] = ()
    text: str = ""
    prompts: bool = False


def subject_of(query: Query) -> tuple[str, ...]:
    """Return the codes whose segments are wanted; none for all.

    Raises
    ------
    DataError
        If `all_of`, `near` and `overlap` do not agree on one.
    """
    firsts = [*query.all_of[:1], *(pair.first for pair in query.near)]
    firsts += [first for first, _ in query.overlap]
    subject = tuple(dict.fromkeys(firsts))
    if len(subject) > 1:
        raise DataError(
            f"A query must ask for the segments of one code. Got {' and '.join(subject)}. "
            "Put the same code first everywhere."
        )
    return subject or query.any_of


def families_of(query: Query, codes: Sequence[Code]) -> dict[str, list[str]]:
    """Return each code of the query with the codes below it, if they are asked for.

    Raises
    ------
    DataError
        If a code is not there, or a way, unit or distance is not known.
    """
    if query.within not in WAYS:
        raise DataError(f"`within` must be overlap or turn. Got {query.within!r}. Choose one.")
    for pair in query.near:
        if pair.unit not in UNITS or pair.apart < 0:
            raise DataError(
                "Near must be a number of turns or characters, 0 or more. Got "
                f"{pair.apart} {pair.unit}. Change it."
            )
    named = [*query.all_of, *query.any_of, *query.none_of]
    named += [id for pair in query.near for id in (pair.first, pair.second)]
    named += [id for pair in query.overlap for id in pair]
    known = {code.id for code in codes}
    absent = [id for id in named if id not in known]
    if absent and (known or query.with_children):
        raise DataError(
            f"A query must use codes of the project. Got {absent[0]!r}, which is not there. "
            "Choose another."
        )
    return {id: _below(id, codes) if query.with_children else [id] for id in named}


def _below(id: str, codes: Sequence[Code]) -> list[str]:
    """Return a code and every code below it, each once."""
    found = [id]
    for above in found:  # it grows while it is walked
        found += [code.id for code in codes if code.parent == above and code.id not in found]
    return found
