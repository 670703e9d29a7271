"""Which codes stand together in a long transcript, beside a comparison of all pairs in Python."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from benchmarks.timing import Figure, median
from mixedmethods.coding.cooccur import cooccurrence

TIMES = 3
TEXT = 1_000_000  # characters
TURN = 400
CODES = 50
MANY, FEW = 100_000, 2_000
COLUMNS = ["source", "turn", "start", "end", "code", "coder", "case", "moderator"]


def figures() -> Iterator[Figure]:
    """Yield the seconds over few and over many codings; all pairs are only tried on the few."""
    few, many = _codings(FEW), _codings(MANY)
    if cooccurrence(few).set_index(["code", "other"])["n"].to_dict() != dict(_all_pairs(few)):
        raise AssertionError("the two ways to count differ")
    naive = median(lambda: _all_pairs(few), TIMES)
    for codings, target in ((few, None), (many, 1.0)):
        yield Figure(
            f"Co-occurrence of {len(codings):,} codings",
            median(lambda codings=codings: cooccurrence(codings), TIMES),
            f"all pairs of {FEW:,} in Python",
            naive,
            target,
        )


def _codings(count: int) -> pd.DataFrame:
    """Code sentences of a long transcript, 20 to 200 characters, inside its turns."""
    random.seed(1)
    rows = []
    for _ in range(count):
        turn, length = random.randrange(TEXT // TURN), random.randint(20, 200)  # noqa: S311  # no secret
        start = turn * TURN + random.randint(0, TURN - length)  # noqa: S311
        code = f"CODE{random.randrange(CODES):02}"  # noqa: S311
        rows.append(("LONG", turn, start, start + length, code, "me", f"P{turn % 8}", False))
    return pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(["start", "end", "code"])


def _all_pairs(codings: pd.DataFrame) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    segments = list(zip(codings["start"], codings["end"], codings["code"], strict=True))
    for (start, end, code), (low, high, other) in itertools.combinations(segments, 2):
        if code != other and start < high and low < end:
            found[min(code, other), max(code, other)] += 1
    return found
