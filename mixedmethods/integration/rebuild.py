"""Someone else's reading, rebuilt from one's own data: their words, our numbers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mixedmethods.coding import theme_table
from mixedmethods.integration.freshness import item_counts
from mixedmethods.integration.study import Study
from mixedmethods.outcomes import gaps

ITEM = re.compile(r"\b[A-Z]{2,}_[A-Z0-9_]+\b")
ENDS = ("low", "high")
COLUMNS = ["row", "gap", "measure", "groups", "relation", "conclusion", "theme", "survey",
           "decimals"]  # fmt: skip


def rebuild(
    study: Study, reading: Sequence[Mapping[str, str]], periods: tuple[str, str], reference: str
) -> pd.DataFrame:
    """Fill the gap, theme and survey columns of a reading from the study.

    Parameters
    ----------
    study : Study
        All strands.
    reading : sequence of mappings
        Rows with ``row_id gap measure groups theme_id survey_item_id relation
        author_conclusion``; several groups, themes or items are parted by ``;``.
    periods : tuple of str
        The first and the last.
    reference : str
        The group that gaps are against.

    Returns
    -------
    DataFrame
        One row per row of the reading: ``row gap measure groups relation conclusion``, ``theme``
        (code and three counts), ``survey`` (item, k of n per role), ``decimals`` as supplied, and
        for each of ``rate_first rate_last gap_first gap_last change`` the lowest and highest over
        the groups (``_low``, ``_high``; rates 0 to 1, gaps in points). A row whose groups are not
        all among the rates (all, staff) has no numbers.
    """
    there = study.rates["period"].isin(periods)
    known = {
        (row["measure"], row["period"], row["group"]): row
        for row in _gaps(study.rates[there], reference).to_dict("records")
    }
    themes = theme_table(study.group_codings, study.group_turns, study.codes.values())
    said = themes.set_index("code")
    items = item_counts(study, [id for row in reading for id in _items(study, row)])
    rows = [
        {
            "row": row["row_id"],
            "gap": row.get("gap", ""),
            "measure": row["measure"],
            "groups": row.get("groups", ""),
            "relation": row["relation"],
            "conclusion": row.get("author_conclusion", ""),
            "theme": "; ".join(_said(study, said, code) for code in parts(row["theme_id"])),
            "survey": "; ".join(f"{id}: {items[id]}" for id in _items(study, row)),
            **_numbers(known, row, periods),
        }
        for row in reading
    ]
    numbers = [f"{name}_{end}" for name in NUMBERS for end in ENDS]
    return pd.DataFrame(rows, columns=[*COLUMNS, *numbers])


NUMBERS = ("rate_first", "rate_last", "gap_first", "gap_last", "change")


def parts(cell: str | None) -> list[str]:
    """Return the parts of a cell that a semicolon parts."""
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def _gaps(rates: pd.DataFrame, reference: str) -> pd.DataFrame:
    if reference not in set(rates["group"]):
        return pd.DataFrame()
    return gaps(rates, reference)


def _items(study: Study, row: Mapping[str, str]) -> list[str]:
    named = ITEM.findall(row.get("survey_item_id") or "")
    return [id for id in dict.fromkeys(named) if id in study.items]


def _said(study: Study, said: pd.DataFrame, code: str) -> str:
    if code not in study.codes:
        return f"{code}: not in the codebooks"
    if code not in said.index or not said.loc[code, "segments"]:
        return f"{code}: not raised"
    if study.reflexive:
        return f"{code}: raised"
    row = said.loc[code]
    return f"{code}: {row['segments']} segments, {row['groups']} of {row['of']} groups"


def _numbers(
    known: Mapping[tuple[str, str, str], Mapping[Any, Any]],
    row: Mapping[str, str],
    periods: tuple[str, str],
) -> dict[str, float]:
    cells = [
        [known.get((row["measure"], period, group)) for period in periods]
        for group in parts(row.get("groups"))
    ]
    if not cells or any(cell is None for pair in cells for cell in pair):
        return {}
    pairs = [(first, last) for first, last in cells if first is not None and last is not None]
    values = {
        "rate_first": [first["estimate"] for first, _ in pairs],
        "rate_last": [last["estimate"] for _, last in pairs],
        "gap_first": [first["gap"] for first, _ in pairs],
        "gap_last": [last["gap"] for _, last in pairs],
        "change": [round(last["gap"] - first["gap"], 9) for first, last in pairs],
    }
    ends = {
        f"{name}_{end}": pick(given)
        for name, given in values.items()
        for end, pick in zip(ENDS, (min, max), strict=True)
    }
    return {**ends, "decimals": min(last["decimals"] for _, last in pairs)}
