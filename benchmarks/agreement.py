"""Agreement of two coders with 50 codes on a long text, beside a mark per character and code."""

import random
from collections.abc import Iterator

import pandas as pd

from benchmarks.timing import Figure, median, seconds
from mixedmethods.coding.agreement import agreement
from mixedmethods.model import Code, Source, Turn

TIMES = 5
TURNS, WORDS = 2_500, 80  # about a million characters
CODINGS = 2_000  # of each coder
CODES = [Code(f"C{k}", f"Code {k}", "book") for k in range(50)]
CODERS = ("first", "second")


def figures() -> Iterator[Figure]:
    """Yield the seconds by character, by turn and by sentence; the first two have a target.

    The reference gives kappa alone, without an interval.
    """
    source = _source()
    codings = _codings(source)
    _cells(source, codings.iloc[:1], CODES[:1])
    cells = seconds(lambda: _cells(source, codings, CODES))
    for unit, target in (("character", 1.0), ("turn", 1.0), ("sentence", None)):
        yield Figure(
            f"Agreement on 50 codes by {unit}, {len(source.text) / 1e6:.1f} million characters, "
            "1,000 resamples",
            median(lambda unit=unit: agreement(codings, [source], CODERS, CODES, unit), TIMES),
            "a list cell per character and code, without intervals", cells, target,
        )  # fmt: skip
    yield Figure(
        "The same by character without intervals",
        median(
            lambda: agreement(codings, [source], CODERS, CODES, "character", resamples=0), TIMES
        ),
        "a list cell per character and code", cells,
    )  # fmt: skip


def _source() -> Source:
    drawn = random.Random(1)  # noqa: S311  # no secret
    words = ("we", "waited", "for", "months", "and", "nobody", "rang", "back.", "Then")
    turns, parts, at = [], [], 0
    for number in range(TURNS):
        text = " ".join(drawn.choices(words, k=WORDS))
        turns.append(Turn(number + 1, at, at + len(text), f"P{number % 8}"))
        parts.append(text)
        at += len(text) + 1
    return Source("long", "\n".join(parts), tuple(turns))


def _codings(source: Source) -> pd.DataFrame:
    """Return codings of whole turns and parts; the second coder follows in nine of ten."""
    drawn = random.Random(2)  # noqa: S311  # no secret
    rows = []
    for _ in range(CODINGS):
        turn, code = drawn.choice(source.turns), drawn.choice(CODES).id
        start = turn.start + drawn.choice([0, 0, 40])
        rows.append((source.id, start, turn.end, code, CODERS[0]))
        other = code if drawn.random() < 0.9 else drawn.choice(CODES).id
        rows.append((source.id, turn.start, turn.end, other, CODERS[1]))
    return pd.DataFrame(rows, columns=["source", "start", "end", "code", "coder"])


def _cells(source: Source, codings: pd.DataFrame, codes: list[Code]) -> list[float]:
    """Return kappa of each code from one mark for each character and coder."""
    kappas = []
    stretches = list(codings.itertuples())
    for code in codes:
        marks = {coder: [0] * len(source.text) for coder in CODERS}
        for coding in stretches:
            if coding.code == code.id:
                for k in range(coding.start, coding.end):
                    marks[coding.coder][k] = 1
        cells = [0] * 4
        for turn in source.turns:
            for k in range(turn.start, turn.end):
                cells[2 * marks["first"][k] + marks["second"][k]] += 1
        neither, second, first, both = cells
        n = sum(cells)
        chance = (both + first) * (both + second) + (neither + first) * (neither + second)
        kappas.append(
            (n * (both + neither) - chance) / (n**2 - chance) if n**2 > chance else float("nan")
        )
    return kappas
