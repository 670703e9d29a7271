"""Bring in a transcript as its researcher wants it: who speaks, and under which name."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mixedmethods.ingest.pseudonyms import KeyRow, identifiers, pseudonymise
from mixedmethods.ingest.speakers import Speaker, recast, speakers
from mixedmethods.ingest.transcripts import read_transcript, transcript_format
from mixedmethods.ingest.transcripts.text import MODERATORS
from mixedmethods.model import Audit, Case, Source


@dataclass(frozen=True, slots=True)
class Cast:
    """What is said of one transcript before it is stored.

    `names`, `moderators` and `variables` go by the names in the file. `everywhere` replaces a name
    that is changed where others say it too. `pseudonyms` are further names, `kinds` the kinds of
    identifiers to replace. `encoding` is that of the file, where it cannot be told.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    moderators: Collection[str] | None = None
    variables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    everywhere: bool = True
    pseudonyms: Mapping[str, str] = field(default_factory=dict, repr=False)
    kinds: tuple[str, ...] = ()
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A transcript as it would come in.

    `found` are its speakers as the file names them, `cases` the participants by the names to use,
    `identifiers` how often each kind of identifier stands in the file, `key` what leads back from
    the pseudonyms.
    """

    format: str
    source: Source
    audit: Audit
    found: tuple[Speaker, ...]
    cases: Mapping[str, Case]
    identifiers: Mapping[str, int]
    key: tuple[KeyRow, ...]


def preview(
    name: str,
    content: bytes,
    cast: Cast = Cast(),
    moderators: Collection[str] = MODERATORS,
) -> Preview:
    """Read a transcript and do to it what the cast says; nothing is stored.

    Raises
    ------
    FileError
        If it cannot be read.
    DataError
        If a name has no pseudonym.
    """
    read, audit = read_transcript(name, content, moderators, cast.encoding)
    hidden, key = pseudonymise(read, _names(read, cast), cast.kinds)
    now = {old.speaker: new.speaker for old, new in zip(read.turns, hidden.turns, strict=True)}
    asked = cast.moderators
    if asked is None:
        asked = {turn.speaker for turn in read.turns if turn.moderator}
    left = {now[old]: new for old, new in _changed(read, cast).items() if now[old] != new}
    source = recast(hidden, left, {now[each] for each in asked if each in now})
    return Preview(
        transcript_format(name, content),
        source,
        audit,
        tuple(speakers(read)),
        _cases(read, source, cast),
        Counter(each.kind for each in identifiers(read.text)),
        tuple(key),
    )


def _changed(read: Source, cast: Cast) -> dict[str, str]:
    """Return the speakers who get another name."""
    here = {turn.speaker for turn in read.turns}
    named = ((old, new.strip()) for old, new in cast.names.items() if old in here)
    return {old: new for old, new in named if new not in ("", old)}


def _names(read: Source, cast: Cast) -> dict[str, str]:
    """Return the names to replace everywhere.

    A speaker who keeps the name keeps all of it, where another's name is a part of it, unless the
    user's list has that part.
    """
    changed = {old: new for old, new in _changed(read, cast).items() if old and cast.everywhere}
    listed = {name.casefold() for name in cast.pseudonyms}
    keeps = {
        turn.speaker: turn.speaker
        for turn in read.turns
        if changed and turn.speaker and not any(part in turn.speaker.casefold() for part in listed)
    }
    return keeps | changed | dict(cast.pseudonyms)


def _cases(read: Source, source: Source, cast: Cast) -> dict[str, Case]:
    """Return a case for each participant, with the variables of the group and their own."""
    facts: dict[str, dict[str, str]] = {}
    for old, new in zip(read.turns, source.turns, strict=True):
        if new.speaker and not new.moderator:
            own = cast.variables.get(old.speaker, {}).items()
            filled = {key: value.strip() for key, value in own if key and value.strip()}
            facts.setdefault(new.speaker, dict(source.variables)).update(filled)
    return {
        name: Case(f"{source.id}/{name}", "participant", tuple(held.items()))
        for name, held in facts.items()
    }
