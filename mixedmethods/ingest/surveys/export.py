"""What each survey platform's file comes down to: columns with a role, rows kept or dropped."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mixedmethods.ingest.table import Grid

DROPPED = ("preview", "test", "spam", "unfinished", "rejected", "duplicate")  # may be kept
QUOTES = str.maketrans("‘’“”\u00a0", "''\"\" ")
NUMBER = re.compile(r"Q?\d+(?:\.\d+)*(?:\.[a-z])*\.?\s+", re.IGNORECASE)  # of a question
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export.

    `label` is what the file calls it, made unique; `question` the wording, `part` the row of a
    grid or the option of a list to tick, empty where there is none. `role` is ``answer``, ``id``
    (of the response), ``private`` (identifies a person), ``process`` (dates, status) or
    ``empty`` (the heading of a grid, which holds nothing).
    """

    label: str
    question: str
    part: str = ""
    role: str = "answer"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a response is kept, and the reason.

    `kind` is nothing where it is kept, else one of `DROPPED` or ``empty`` (no answers); `was` is
    the kind of a row that is kept because it was asked for.
    """

    kind: str = ""
    reason: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Platform:
    """How the files of one platform are told and read.

    `score` says from 0 to 1 how surely a grid is one of them; `columns` reads the header, which
    is `header` rows high; `judge` looks at one row by label; `joiner` stands between the options
    that were ticked where a list has one column; `clean` undoes the platform's own spelling.
    """

    name: str
    score: Callable[[Grid], float]
    columns: Callable[[Grid], list[Column]]
    judge: Callable[[Mapping[str, str]], Verdict] = lambda row: Verdict()
    header: int = 1
    joiner: str = ""
    clean: Callable[[str], str] = lambda cell: cell


@dataclass(frozen=True, slots=True)
class Response:
    """One row of an export: `number` as a spreadsheet counts it, `cells` by label."""

    number: int
    cells: dict[str, str]
    verdict: Verdict = Verdict()


@dataclass(frozen=True, slots=True)
class Export:
    """A file once it is recognised: every row is there, with its verdict."""

    platform: Platform
    score: float
    columns: tuple[Column, ...]
    responses: tuple[Response, ...]

    @property
    def answers(self) -> tuple[Column, ...]:
        """The columns that hold answers."""
        return tuple(column for column in self.columns if column.role == "answer")


def fold(text: str) -> str:
    """Compare as a person would: case, quotes and spaces do not count."""
    return re.sub(r"\s+", " ", text.translate(QUOTES)).strip().casefold()


def plain(text: str) -> str:
    """Return a wording without mark-up and line breaks."""
    return " ".join(html.unescape(TAG.sub(" ", text)).split())


def head(grid: Grid, row: int = 0) -> list[str]:
    """Return the headings of a row, without mark-up; none where there is no such row."""
    return [plain(cell) for cell in grid[row][1]] if row < len(grid) else []


def has(grid: Grid, *names: str, row: int = 0) -> float:
    """Return the share of names that a row of the grid holds, in any case."""
    held = {fold(cell) for cell in head(grid, row)}
    return sum(fold(name) in held for name in names) / len(names)


def about(
    headings: Iterable[str], id: str = "", private: Iterable[str] = (), process: Iterable[str] = ()
) -> list[str]:
    """Return the role of each heading, by the names that a platform gives its own columns."""
    roles = {fold(name): "process" for name in process} | {fold(n): "private" for n in private}
    roles[fold(id)] = "id"
    return [roles.get(fold(heading), "answer") for heading in headings]


def labelled(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Give columns of one label a number each, and unnamed ones their place."""
    met: Counter[str] = Counter()
    done: list[Column] = []
    for place, column in enumerate(columns, start=1):
        label = column.label or f"column {place}"
        met[label] += 1
        while met[label] > 1 and f"{label} ({met[label]})" in met:
            met[label] += 1
        name = f"{label} ({met[label]})" if met[label] > 1 else label
        met[name] += met[label] > 1
        done.append(Column(name, column.question or label, column.part, column.role))
    return tuple(done)
