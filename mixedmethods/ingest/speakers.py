"""Who speaks in a transcript: told, renamed, merged and marked before anything is stored."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from mixedmethods.ingest.rewrite import Replacement, apart, rewrite
from mixedmethods.model import Source

WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as the importer found them: how much they say, and whether they moderate."""

    name: str
    turns: int
    words: int
    moderator: bool


def speakers(source: Source) -> list[Speaker]:
    """Return the speakers of a source, in the order in which they first speak."""
    found: dict[str, Speaker] = {}
    for turn in source.turns:
        held = found.get(turn.speaker, Speaker(turn.speaker, 0, 0, turn.moderator))
        said = len(WORD.findall(source.text, turn.start, turn.end))
        found[turn.speaker] = replace(held, turns=held.turns + 1, words=held.words + said)
    return list(found.values())


def recast(
    source: Source, names: Mapping[str, str], moderators: Collection[str] | None = None
) -> Source:
    """Rename speakers, merge those who get the same name, and say who moderates.

    Parameters
    ----------
    source : Source
        As an importer read it.
    names : mapping
        Name in the file to the name to use; who is not in it keeps theirs. The label in the text
        is changed too, where it stands before the turn.
    moderators : collection of str, optional
        Names in the file of those who moderate; without it, those whom the importer took for it.

    Returns
    -------
    Source
    """
    turns = [
        replace(t, moderator=t.moderator if moderators is None else t.speaker in moderators)
        for t in source.turns
    ]
    cast = rewrite(replace(source, turns=tuple(turns)), apart(source, labels(source, names)))
    renamed = tuple(replace(t, speaker=names.get(t.speaker, t.speaker)) for t in cast.turns)
    return replace(cast, turns=renamed)


def labels(source: Source, names: Mapping[str, str]) -> list[Replacement]:
    """Return where the labels of renamed speakers stand: between a turn and the one before.

    A label is found in any spelling that an importer takes for the same speaker: other capitals
    and other spaces.
    """
    found, before = [], 0
    for turn in source.turns:
        new = names.get(turn.speaker, turn.speaker)
        if turn.speaker and new != turn.speaker:
            spelt = list(_spelt(turn.speaker).finditer(source.text, before, turn.start))
            found += [Replacement(*match.span(), new) for match in spelt[-1:]]
        before = turn.end
    return found


@cache
def _spelt(name: str) -> re.Pattern[str]:
    letters = r"\s*".join(re.escape(each) for each in name if not each.isspace())
    return re.compile(letters, re.IGNORECASE)
