"""The joint display and its quotes as people read them."""

import pandas as pd

from mixedmethods.report import labels

QUOTED = 90  # characters of a quote that a list shows


def joint_table(table: pd.DataFrame) -> pd.DataFrame:
    """Print what `integration.joint_display` gave, one row per link.

    Returns
    -------
    DataFrame of str
        Theme, Said by, Measure, Gap, Relation, Reason, By, Evidence.
    """
    columns = ["Theme", "Said by", "Measure", "Gap", "Relation", "Reason", "By", "Evidence"]
    return pd.DataFrame([_row(row) for _, row in table.iterrows()], columns=columns)


def _row(row: pd.Series) -> dict[str, str]:
    said = f"{row['segments']} segments, {row['speakers']} speakers"
    return {
        "Theme": f"{row['name']} ({row['code']})",
        "Said by": f"{said}, {row['groups']} of {row['of']} groups",
        "Measure": f"{row['label']}, {row['period']}",
        "Gap": _span(row),
        "Relation": labels.readable(row["relation"]),
        "Reason": row["reason"],
        "By": f"{row['author']}, {row['changed'][:10]}",
        "Evidence": "as it was" if row["fresh"] else "has changed",
    }


def _span(row: pd.Series) -> str:
    """Say how many groups are below the reference, and the lowest and highest gap."""
    if not row["compared"]:
        return "no rates there any more"
    low, high = labels.points(row["lowest_gap"]), labels.points(row["highest_gap"])
    return (
        f"{row['below']} of {row['compared']} groups below {row['reference']}; "
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
