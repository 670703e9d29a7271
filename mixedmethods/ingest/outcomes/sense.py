"""What published counts cannot be, whoever printed them: another year, or parts above the whole.

Checked against every count of NHS Talking Therapies, 2017-18 to 2024-25, at every level: none of
the parts below is above its whole. Finished courses are not of those referred in the same year, so
they may be more than the referrals.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from mixedmethods.errors import FileError
from mixedmethods.model import Count

YEAR = re.compile(r"(20\d\d)[-_/](?:20)?(\d\d)(?!\d)")
PARTS = (  # a step, and what it is part of: the first less the others
    ("not_at_caseness", ("course",)),
    ("at_caseness", ("course",)),
    ("recovered", ("course",)),
    ("recovered", ("course", "not_at_caseness")),
    ("recovered", ("at_caseness",)),
    ("improved", ("course",)),
    ("deteriorated", ("course",)),
    ("unchanged", ("course",)),
    ("reliably_recovered", ("recovered",)),
    ("reliably_recovered", ("improved",)),
)
NAMES = {
    "course": "finished courses",
    "not_at_caseness": "people not at caseness",
    "at_caseness": "people at caseness",
    "recovered": "recoveries",
    "improved": "reliable improvements",
    "deteriorated": "reliable deteriorations",
    "unchanged": "people without a reliable change",
    "reliably_recovered": "reliable recoveries",
}


@lru_cache(maxsize=1000)
def financial_year(text: str) -> str:
    """Return the first year from April to March in a text, as ``2021-22``; empty if there is none.

    Examples
    --------
    >>> financial_year("measures_2021_2022.csv"), financial_year("2021-25"), financial_year("2021")
    ('2021-22', '', '')
    """
    years = _years(text)
    return years[0] if years else ""


def check_year(name: str, periods: Collection[str]) -> None:
    """Refuse rows of another year than the file is named after.

    Raises
    ------
    FileError
        If the name says one year, and no row is of it.
    """
    named = set(_years(name))
    if len(named) == 1 and periods and not named & {*periods}:
        raise FileError(
            f"Rows must be of the year that the file is named after. Got rows of "
            f"{', '.join(sorted(periods))} in {name}. Choose the other file, or rename this one."
        )


def check_parts(name: str, counts: Iterable[Count]) -> None:
    """Refuse counts of which a part is above its whole, however they were rounded.

    Raises
    ------
    FileError
        If there is one. The message names the first.
    """
    held: dict[tuple[str, ...], dict[str, Count]] = {}
    for count in counts:
        key = count.area, count.characteristic, count.group, count.period
        held.setdefault(key, {})[count.step] = count
    for (area, _, group, period), steps in held.items():
        for part, whole in PARTS:
            if {part, *whole} <= steps.keys():
                most = steps[whole[0]].high - sum(steps[each].low for each in whole[1:])
                if steps[part].low > most:
                    raise FileError(
                        f"There cannot be more {NAMES[part]} than "
                        f"{' less '.join(NAMES[each] for each in whole)}. Got {steps[part].low} "
                        f"and at most {most} for {group}, {area}, {period}, in {name}. Check that "
                        "the columns are not swapped."
                    )


def _years(text: str) -> list[str]:
    found = YEAR.findall(text)
    return [f"{one}-{two}" for one, two in found if (int(one) + 1) % 100 == int(two)]
