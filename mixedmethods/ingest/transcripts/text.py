"""Transcripts in plain text: a label, then the words. The text stays as it is."""

import re
from collections.abc import Collection
from pathlib import PurePath

from mixedmethods.errors import FileError
from mixedmethods.ingest.text import decode
from mixedmethods.ingest.transcripts.doubts import doubts
from mixedmethods.ingest.transcripts.labels import Label, Labelled, find_labels
from mixedmethods.ingest.transcripts.speaker import MODERATORS as MODERATORS
from mixedmethods.ingest.transcripts.speaker import first_spellings, moderates
from mixedmethods.ingest.transcripts.styles import headed_by
from mixedmethods.model import Audit, Source, Turn

HEADER = re.compile(r"#[ \t]*(?P<name>[\w -]+):[ \t]*(?P<value>.*)")


def read_transcript(
    name: str, content: bytes, moderators: Collection[str] = MODERATORS, encoding: str = ""
) -> tuple[Source, Audit]:
    """Read a transcript in plain text.

    Parameters
    ----------
    name : str
        The file's name; without its ending it becomes the name of the source.
    content : bytes
        The file. Lines that start with ``#`` before the first turn are its header; of those,
        ``# name: value`` become variables of the source. If any line has a time in its label,
        only such lines start a turn. A line without a label goes on with the turn above it.
    moderators : collection of str
        Labels, in lower case, that mark the moderator; a number or letter may follow.
    encoding : str, optional
        The encoding of the file, where a person has chosen it.

    Returns
    -------
    Source, Audit
        The source keeps the whole text; a turn encloses its spoken words only. Spellings of one
        name that differ by case or white space are one speaker. The audit counts turns and flags
        words that stand before the first turn and belong to none, lines that look like a
        speaker's but were read as words of the turn above, and what is odd about the turns.

    Raises
    ------
    FileError
        If no line starts a turn.
    """
    text = decode(name, content, encoding)
    found = find_labels(text, moderators)
    if not found.labels:
        raise no_speaker(name, text)
    turns = _turns(text, found, moderators)
    source = Source(PurePath(name).stem, text, turns, variables=_variables(found.header))
    odd = doubts(text, turns, [label.row for label in found.labels])
    return source, Audit(len(turns), 0, (*found.doubts, *odd))


def no_speaker(name: str, text: str) -> FileError:
    """Return the refusal of a text in which nobody is said to speak."""
    headings = sum(1 for line in text.split("\n") if headed_by(line))
    found = f" ({headings} start with a heading, as `Question 1:` or `Note:`)" if headings else ""
    return FileError(
        f"Each turn must start with its speaker, as in `P3: ...` or `P3 [12:45]: ...`. "
        f"Got no such line in {name}{found}. Add the speakers, and import the file again."
    )


def spoken(found: Labelled) -> list[tuple[Label, int]]:
    """Return each label with the place where what was said after it ends."""
    ends = [label.start for label in found.labels[1:]] + [found.end]
    return list(zip(found.labels, ends, strict=True))


def _turns(text: str, found: Labelled, moderators: Collection[str]) -> tuple[Turn, ...]:
    names = first_spellings(label.who for label in found.labels)
    turns = []
    for number, ((label, until), who) in enumerate(zip(spoken(found), names, strict=True), start=1):
        words = text[label.end : until]
        start = label.end + len(words) - len(words.lstrip())
        end = max(start, label.end + len(words.rstrip()))
        turns.append(Turn(number, start, end, who, label.time, moderates(who, moderators)))
    return tuple(turns)


def _variables(header: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Keep facts about the group; who took part is seen in the turns themselves."""
    found = (HEADER.fullmatch(line.strip()) for line in header)
    facts = {match["name"].strip().lower(): match["value"].strip() for match in found if match}
    return tuple((k, v) for k, v in facts.items() if k not in ("group", "participants") and v)
