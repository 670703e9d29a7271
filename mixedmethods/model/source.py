"""Text that is coded, who speaks in it, and what was coded where.

Every offset is in Unicode code points of the source's own text, half open: ``text[start:end]``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at one go; `start` and `end` enclose the spoken words only."""

    number: int
    start: int
    end: int
    speaker: str = ""
    time: str = ""
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A text and its turns. The text never changes after import.

    `kind` is ``focus group``, ``case study``, ``free text`` (answers to a survey) or ``text``;
    `variables` are facts about the whole source (role, date, mode) as (name, value) pairs.
    """

    id: str
    text: str
    turns: tuple[Turn, ...]
    kind: str = "focus group"
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A unit of analysis (participant, respondent, organisation) and its variables."""

    id: str
    kind: str
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a source's text."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one selection by one coder.

    `origin` is ``manual``, ``accepted suggestion`` or ``import``. `quote` is the text between the
    offsets at the time of coding, so that damage would be seen.
    """

    id: str
    selection: Selection
    code: str
    coder: str
    origin: str = "manual"
    stance: str = ""
    elicitation: str = ""
    quote: str = field(default="", repr=False)  # a respondent's words stay out of messages


@dataclass(frozen=True, slots=True)
class Memo:
    """A researcher's note on something in the project.

    `kind` is ``project``, ``source``, ``case``, ``code`` or ``coding`` and `target` its id (empty
    for the project). `version` counts the edits.
    """

    id: str
    kind: str
    target: str
    text: str = field(repr=False)
    author: str = ""
    changed: str = ""
    version: int = 1


def split_by_turn(
    turns: Iterable[Turn], text: str, start: int, end: int
) -> Iterator[tuple[Turn, int, int]]:
    """Cut a stretch of text at the turns it touches, trimmed of white space.

    Parameters
    ----------
    turns : iterable of Turn
        The turns of the source.
    text : str
        The source's text.
    start, end : int
        The stretch, in code points, half open.

    Yields
    ------
    (Turn, int, int)
        The turn and the stretch inside it; turns with nothing but white space are left out.
    """
    for turn in turns:
        low, high = max(start, turn.start), min(end, turn.end)
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if low < high:
            yield turn, low, high
