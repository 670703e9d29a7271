"""The cells that a claim is checked against: rates and gaps, each within the span it is known to.

Levels are granularities: the sixteen ethnic categories (fine), the five groups (coarse), others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from mixedmethods.model.code_lists import DECILE, DECILES, ETHNIC_5, ETHNIC_16, MEMBERS

REFERENCES = {ETHNIC_16: "White British", ETHNIC_5: "White"}


@dataclass(frozen=True, slots=True)
class Span:
    """A number in per cent or points, once for each way of weighting it: as a rule once.

    `decimals` are those that it was supplied with.
    """

    values: tuple[float, ...]
    source: str = ""
    decimals: int = 1

    @property
    def low(self) -> float:
        """The least that it may be."""
        return min(self.values)

    @property
    def high(self) -> float:
        """The most that it may be."""
        return max(self.values)

    def __sub__(self, other: "Span") -> "Span":
        """Subtract under the same weights, where both are weighted."""
        ours, theirs = self.values, other.values
        if len(ours) == len(theirs):
            pairs = list(zip(ours, theirs, strict=True))
        else:
            pairs = [(one, two) for one in ours for two in theirs]
        source = " and ".join(dict.fromkeys((self.source, other.source)))
        less = tuple(round(one - two, 9) for one, two in pairs)
        return Span(less, source, min(self.decimals, other.decimals))

    def below(self, other: "Span") -> bool:
        """Return whether it is the lower of the two, whatever the weights."""
        return bool((self - other).high < 0)

    def prints_as(self, value: float, decimals: int) -> bool:
        """Return whether it would be printed so under some weights."""
        half = 0.5 * 10**-decimals + 1e-9
        return bool(self.low - half <= value <= self.high + half)

    def size(self) -> "Span":
        """Return how large it is, whichever way it points."""
        return Span(tuple(abs(value) for value in self.values), self.source, self.decimals)

    def text(self, decimals: int | None = None) -> str:
        """Print the number, or the span where its ends are printed differently."""
        places = self.decimals if decimals is None else decimals
        low, high = f"{self.low:.{places}f}", f"{self.high:.{places}f}"
        return low if low == high else f"{low} to {high}"


class Known:
    """Every rate there is, by level, measure, period and group."""

    def __init__(self, rates: pd.DataFrame, better: Mapping[str, str] | None = None) -> None:
        """Take ``level measure period group year estimate decimals source``, best source first.

        Estimates are shares (0 to 1). A cell of one source may come once for each `year` of
        weights. `better` says of measures whether ``higher`` or ``lower`` is.
        """
        self._better = dict(better or {})
        self._cells: dict[tuple[str, str, str, str], Span] = {}
        for _, part in rates.groupby(["level", "measure", "period", "group"], sort=False):
            mine = part[part["source"] == part["source"].iloc[0]].sort_values("year")
            values = tuple(100 * share for share in mine["estimate"])
            span = Span(values, mine["source"].iloc[0], int(mine["decimals"].iloc[0]))
            first = mine.iloc[0]
            self._cells[first["level"], first["measure"], first["period"], first["group"]] = span

    def better(self, measure: str) -> str:
        """Return which direction is better: ``higher``, ``lower``, or nothing."""
        return self._better.get(measure, "")

    def level(self, groups: Iterable[str]) -> str:
        """Return the level that holds all of these groups; empty where none does."""
        wanted = set(groups)
        levels = dict.fromkeys(level for level, *_ in self._cells)
        return next((each for each in levels if wanted <= self.groups(each)), "")

    def groups(self, level: str, measure: str = "", period: str = "") -> set[str]:
        """Return the groups of a level, of those with a rate of the measure and period."""
        return {
            group
            for each, m, p, group in self._cells
            if each == level and measure in ("", m) and period in ("", p)
        }

    def periods(self, level: str, measure: str, group: str) -> list[str]:
        """Return the periods of a rate, the first one first."""
        return sorted(p for at, m, p, g in self._cells if (at, m, g) == (level, measure, group))

    def rate(self, level: str, measure: str, period: str, group: str) -> Span | None:
        """Return a rate in per cent, or None."""
        return self._cells.get((level, measure, period, group))

    def gap(
        self, level: str, measure: str, period: str, group: str, reference: str = ""
    ) -> Span | None:
        """Return the gap to a reference, by default the level's usual one, in points, or None."""
        ours = self.rate(level, measure, period, group)
        theirs = self.rate(level, measure, period, reference or REFERENCES.get(level, ""))
        if ours is None or theirs is None:
            return None
        return ours - theirs

    def change(self, level: str, measure: str, periods: tuple[str, str], group: str) -> Span | None:
        """Return how a rate changed between two periods in points, or None."""
        first, last = (self.rate(level, measure, period, group) for period in periods)
        if first is None or last is None:
            return None
        return last - first

    def deciles(self, measure: str, period: str) -> list[Span]:
        """Return a rate from the least to the most deprived decile; empty if one is missing."""
        found = [self.rate(DECILE, measure, period, name) for name in reversed(DECILES)]
        return [span for span in found if span is not None] if None not in found else []


def fine_of(group: str) -> tuple[str, ...]:
    """Return the categories of one of the five groups."""
    return MEMBERS.get(group, ())
