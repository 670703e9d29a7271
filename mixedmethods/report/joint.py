"""The joint display and its quotes as people read them."""

import re
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mixedmethods.report import labels

QUOTED = 90  # characters of a quote that a list shows
MINUS = re.compile(r"(?<=[ ,])-(?=\d)")  # of a gap, not the hyphen of 2021-22
COLUMNS = ["Theme", "Measure", "Relation", "Reason", "Gap", "Said by", "By", "Evidence"]


def joint_table(table: pd.DataFrame, *, counts: bool = True) -> pd.DataFrame:
    """Print what `integration.joint_display` gave, one row per link.

    Returns
    -------
    DataFrame of str
        Theme, Measure, Relation, Reason, Gap, Said by, By, Evidence; without `counts` no Said by.
    """
    printed = pd.DataFrame([_row(row) for _, row in table.iterrows()], columns=COLUMNS)
    return printed if counts else printed.drop(columns="Said by")


def _row(row: pd.Series) -> dict[str, str]:
    return {
        "Theme": f"{row['name']} ({row['code']})" if row["code"] else "no theme",
        "Measure": _measure(row),
        "Relation": labels.readable(row["relation"]),
        "Reason": row["reason"],
        "Gap": _span(row),
        "Said by": labels.said_by(row) if row["code"] else labels.NOTHING,
        "By": f"{row['author']}, {row['changed'][:10]}",
        "Evidence": "as it was" if row["fresh"] else "has changed",
    }


def _measure(row: pd.Series) -> str:
    if not row["measure"]:
        return "no gap"
    period = f", {row['period']}" if row["period"] else ""
    return f"{labels.measure(row['measure'])}{period}"


def _span(row: pd.Series) -> str:
    """Say how many groups are below the reference, and the lowest and highest gap."""
    if not row["compared"]:
        return "no rates there any more" if row["measure"] and row["period"] else labels.NOTHING
    places = labels.places(row["decimals"])
    if row["compared"] == 1:
        gap = labels.points(row["lowest_gap"], places)
        return f"{row['lowest_group']}: {gap} to {row['reference']}"
    low, high = (labels.points(row[f"{end}_gap"], places) for end in ("lowest", "highest"))
    return (
        f"{row['below']} of {labels.count(row['compared'], 'group')} below {row['reference']}; "
        f"{low} ({row['lowest_group']}) to {high} ({row['highest_group']})"
    )


def quote_line(quote: pd.Series) -> str:
    """Say in one line who said what: source, speaker, turn and the first words."""
    text = " ".join(f"{quote['quote']}".split())
    short = text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"
    return f"{attribution(quote)}: {short}"


def attribution(quote: pd.Series) -> str:
    """Say where a quote comes from: speaker, source and turn."""
    return f"{quote['speaker']}, {quote['source']}, turn {quote['turn']}"


def reading_table(table: pd.DataFrame) -> pd.DataFrame:
    """Print what `integration.rebuild.rebuild` gave, with ``own`` where one's links stand in it.

    Returns
    -------
    DataFrame of str
        Row, Gap, Measure, Groups, Theme, Survey, Rates, Gap first, Gap last, Change, Relation,
        Conclusion, and Yours.
    """
    rows = table.to_dict("records")
    columns = {
        "Row": table["row"],
        "Relation": table["relation"].map(labels.readable),
        "Gap": table["gap"],
        "Measure": [labels.measure(id) if id else "" for id in table["measure"]],
        "Groups": table["groups"],
        "Rate, last year": [_ends(row, "rate_last", 100) for row in rows],
        "Gap, first year": [_ends(row, "gap_first") for row in rows],
        "Gap, last year": [_ends(row, "gap_last") for row in rows],
        "Change": [_ends(row, "change") for row in rows],
        "Theme": table["theme"],
        "Survey": table["survey"],
        "Conclusion": table["conclusion"],
    }
    if "own" in table:
        columns["Yours"] = table["own"].where(table["own"] != "", "not linked yet")
    return pd.DataFrame(columns).reset_index(drop=True)


def _ends(row: Mapping[Hashable, Any], name: str, scale: int = 1) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if pd.isna(low):
        return labels.NOTHING
    places = int(row["decimals"])
    if scale != 1:
        ends = [f"{scale * each:.{places}f}%" for each in (low, high)]
    else:
        ends = [labels.points(each, places) for each in (low, high)]
    return ends[0] if low == high else " to ".join(ends)


def display_table(table: pd.DataFrame) -> pd.DataFrame:
    """Print a joint display: columns and measures by their names, zeros kept."""
    shown = table.drop(columns=["link"], errors="ignore").copy()
    if {"code", "name", "inference"} <= set(shown):  # the name and the inference say it all
        shown = shown.drop(columns=["code", "relation"])
    if "measure" in shown:
        shown = shown.assign(
            measure=[labels.measure(id) if id else "no measure" for id in shown["measure"]]
        )
    for name in [each for each in ("outcomes", "numbers") if each in shown]:
        shown[name] = [MINUS.sub("\N{MINUS SIGN}", f"{cell}") for cell in shown[name]]
    known = {"groups": "Focus groups", "name": "Theme", "code": "Code"}
    titles = {f"{name}": known.get(f"{name}", labels.readable(f"{name}")) for name in shown}
    return shown.rename(columns=titles)
