"""Transcripts in plain text: ``P3 [12:45]: text`` or ``NAME: text``, one turn or more a line."""

import re
from collections.abc import Collection
from pathlib import PurePath

from mixedmethods.errors import FileError
from mixedmethods.ingest.text import decode
from mixedmethods.model import Audit, AuditEntry, Source, Turn

# With a time the label may be any words; without, each word must look like a name or number, so
# that "For example: ..." inside a turn does not become a speaker. Names are of any script, and
# P3 may be written p3.
TIMED = re.compile(r"(?P<who>[^\[\]:\n]{1,60}?)[ \t]*\[(?P<time>\d{1,2}(?::\d{2}){1,2})\][ \t]*:")
WORD = r"[^\W_][^\s:;,!?()\[\]\"“”]{0,29}"
NAMED = re.compile(rf"(?P<who>{WORD}(?:[ ]{WORD}){{0,3}}):(?=\s|$)")
NUMBERED = re.compile(r"[a-z]{1,3}\d{1,3}")
HEADER = re.compile(r"#[ \t]*(?P<name>[\w -]+):[ \t]*(?P<value>.*)")
UNLABELLED = "looks like a label; read as words of the turn above"
MODERATORS = ("m", "mod", "moderator", "facilitator", "interviewer", "researcher", "int")
ONE_OF_SEVERAL = re.compile(r"(?P<label>\D+?)[ .]?(?:\d{1,2}|(?<=[ .])[a-z])?")  # M1, Moderator B


def read_transcript(
    name: str, content: bytes, moderators: Collection[str] = MODERATORS
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

    Returns
    -------
    Source, Audit
        The source keeps the whole text; a turn encloses its spoken words only. The audit counts
        turns and flags words that stand before the first turn and belong to none, and lines that
        look like a speaker's but were read as words of the turn above.

    Raises
    ------
    FileError
        If no line starts a turn.
    """
    text = decode(name, content)
    timed = any(TIMED.match(line) for line in text.split("\n"))
    starts, header, flags, at = [], [], [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = TIMED.match(line) if timed else _named(line, moderators)
        if match:
            starts.append((at, match))
        elif not starts and line.startswith("#"):
            header.append(line)
        elif not starts and line.strip():
            flags.append(AuditEntry(number, "flagged", "stands before the first turn; in no turn"))
        elif NAMED.match(line):
            flags.append(AuditEntry(number, "flagged", UNLABELLED))
        at += len(line) + 1
    if not starts:
        raise FileError(
            f"Each turn must start with its speaker, as in `P3: ...` or `P3 [12:45]: ...`. "
            f"Got no such line in {name}. Add the speakers, and import the file again."
        )
    ends = [at for at, _ in starts[1:]] + [len(text)]
    turns = [
        _turn(n, text, at, end, match, moderators)
        for n, ((at, match), end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
    source = Source(PurePath(name).stem, text, tuple(turns), variables=_variables(header))
    return source, Audit(len(turns), 0, tuple(flags))


def _named(line: str, moderators: Collection[str]) -> re.Match[str] | None:
    match = NAMED.match(line)
    if match is None or _moderates(match["who"], moderators):
        return match
    words = match["who"].split()
    names = all(not word[0].islower() for word in words) or NUMBERED.fullmatch(match["who"])
    return match if names else None


def _turn(
    number: int, text: str, at: int, end: int, label: re.Match[str], moderators: Collection[str]
) -> Turn:
    spoken = text[at + label.end() : end]
    start = at + label.end() + len(spoken) - len(spoken.lstrip())
    end = max(start, at + label.end() + len(spoken.rstrip()))
    who = label["who"].strip()
    time = label.groupdict().get("time") or ""
    return Turn(number, start, end, who, time, _moderates(who, moderators))


def _moderates(who: str, moderators: Collection[str]) -> bool:
    match = ONE_OF_SEVERAL.fullmatch(who.casefold())
    return who.casefold() in moderators or (match is not None and match["label"] in moderators)


def _variables(header: list[str]) -> tuple[tuple[str, str], ...]:
    """Keep facts about the group; who took part is seen in the turns themselves."""
    found = (HEADER.fullmatch(line.strip()) for line in header)
    facts = {match["name"].strip().lower(): match["value"].strip() for match in found if match}
    return tuple((k, v) for k, v in facts.items() if k not in ("group", "participants") and v)
