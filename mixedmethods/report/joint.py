"""The joint display and its quotes as people read them."""

import pandas as pd

from mixedmethods.report import labels

QUOTED = 90  # characters of a quote that a list shows
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
        "Said by": labels.said_by(row),
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
    low, high = labels.points(row["lowest_gap"]), labels.points(row["highest_gap"])
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
