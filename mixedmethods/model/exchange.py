"""What a project shares with other programs for qualitative analysis, as one record."""

import uuid
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from mixedmethods.errors import FileError
from mixedmethods.model.codebook import Code, Codebook, check_parents
from mixedmethods.model.source import Case, Coding, Memo, Source

NOWHERE = uuid.uuid5(uuid.NAMESPACE_OID, "mixedmethods")


@dataclass(frozen=True, slots=True)
class NamedSet:
    """Codes, sources or cases under one name; `members` are (kind, id) pairs."""

    id: str
    name: str
    description: str = ""
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """The qualitative strand of a project, as it is read from and written to REFI-QDA files.

    `origin` is the program that wrote it, `guid` the project's own. `speaking` says whose turns
    are whose (source, number of the turn, case) and `reads` who has read which turn (source,
    number, coder). `guids` are the ids by which files know things, as (kind, id, guid); what has
    none gets one from the project's guid, its kind and its id.
    """

    title: str = ""
    origin: str = ""
    guid: str = ""
    description: str = ""
    users: tuple[str, ...] = ()
    codebooks: tuple[Codebook, ...] = ()
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()
    speaking: tuple[tuple[str, int, str], ...] = ()
    codings: tuple[Coding, ...] = ()
    memos: tuple[Memo, ...] = ()
    sets: tuple[NamedSet, ...] = ()
    reads: tuple[tuple[str, int, str], ...] = ()
    guids: tuple[tuple[str, str, str], ...] = ()

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of all codebooks, in their order."""
        return tuple(code for book in self.codebooks for code in book.codes)


def usual_guid(project: str, kind: str, id: str) -> str:
    """Return the guid of a thing that has none yet: the same for the same project, kind and id.

    Parameters
    ----------
    project : str
        The project's guid; any text, or empty for what belongs to no project.
    kind, id : str
        Such as ``code`` and its id.

    Examples
    --------
    >>> usual_guid("", "code", "WAIT")
    'b43f855d-05e8-5c01-a017-95d81f3c9335'
    """
    try:
        space = uuid.UUID(project)
    except ValueError:
        space = uuid.uuid5(NOWHERE, project)
    return str(uuid.uuid5(space, f"{kind}/{id}"))


def check_exchange(exchange: Exchange) -> None:
    """Refuse an exchange whose parts do not fit each other.

    Raises
    ------
    FileError
        If a turn lies outside its text, a coding outside the turns or on other words than its
        quote, an id stands twice, or something refers to what is not there.
    """
    for kind, ids in _ids(exchange).items():
        if len(ids) != len(set(ids)) or not all(ids):
            raise _broken(f"an id of a {kind} twice, or an empty one")
    for book in exchange.codebooks:
        check_parents({code.id: code.parent for code in book.codes})
        if any(code.codebook != book.id for code in book.codes):
            raise _broken("a code of another codebook")
    for source in exchange.sources:
        _check_turns(source)
    if any(len(case.variables) != len(dict(case.variables)) for case in exchange.cases):
        raise _broken("a variable of a case twice")
    _check_codings(exchange)
    _check_people(exchange)


def _ids(exchange: Exchange) -> dict[str, list[str]]:
    parts: dict[str, Iterable[Codebook | Code | Source | Case | Coding | Memo | NamedSet]] = {
        "codebook": exchange.codebooks,
        "code": exchange.codes,
        "source": exchange.sources,
        "case": exchange.cases,
        "coding": exchange.codings,
        "memo": exchange.memos,
        "set": exchange.sets,
    }
    return {kind: [each.id for each in part] for kind, part in parts.items()}


def _check_turns(source: Source) -> None:
    numbers = [turn.number for turn in source.turns]
    if len(numbers) != len(set(numbers)):
        raise _broken("the number of a turn twice")
    if any(not 0 <= turn.start <= turn.end <= len(source.text) for turn in source.turns):
        raise _broken("a turn outside its text")


def _check_codings(exchange: Exchange) -> None:
    sources, codes = {s.id: s for s in exchange.sources}, {code.id for code in exchange.codes}
    places = {id: sorted((t.start, t.end) for t in s.turns) for id, s in sources.items()}
    for coding in exchange.codings:
        if coding.selection.source not in sources or coding.code not in codes:
            raise _broken("a coding of a source or with a code that is not there")
        _check_coding(coding, sources[coding.selection.source], places[coding.selection.source])


def _check_people(exchange: Exchange) -> None:
    turns = {(source.id, turn.number) for source in exchange.sources for turn in source.turns}
    cases = {case.id for case in exchange.cases}
    if any((source, turn) not in turns for source, turn, _ in exchange.speaking + exchange.reads):
        raise _broken("a turn that is not there")
    if any(case not in cases for _, _, case in exchange.speaking):
        raise _broken("a case that is not there")


def _check_coding(coding: Coding, source: Source, places: list[tuple[int, int]]) -> None:
    start, end = coding.selection.start, coding.selection.end
    at = bisect_right(places, (start, len(source.text) + 1)) - 1
    if at < 0 or not places[at][0] <= start < end <= places[at][1]:
        raise _broken("a coding that lies inside no turn")
    if coding.quote and coding.quote != source.text[start:end]:
        raise _broken("a quote that is not the text it stands on")


def _broken(what: str) -> FileError:
    return FileError(
        f"The parts of an exchange file must fit each other. Got {what}. Export the file again."
    )
