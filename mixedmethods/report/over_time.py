"""A rate over time in print: a sentence, and a table."""

import pandas as pd

from mixedmethods.outcomes.spc import FEW
from mixedmethods.report import labels


def time_sentences(table: pd.DataFrame, group: str) -> list[str]:
    """Say which periods are more than noise, and that few periods give provisional limits."""
    marked = table[table["signal"] != ""]
    told = ", ".join(f"{row.period} ({row.signal})" for row in marked.itertuples(index=False))
    first = table.iloc[0]
    limits = labels.interval(first["low"], first["high"], 1)
    said = [
        f"{labels.group(group)}: mean {labels.percent(first['mean'], 1)}, limits {limits}. "
        + (f"More than noise: {told}." if told else "No period is more than noise.")
    ]
    if len(table) < FEW:
        said.append(
            f"There are {len(table)} periods: with fewer than {FEW} the limits are provisional."
        )
    return said


def time_table(table: pd.DataFrame) -> pd.DataFrame:
    """Print a rate per period and what it was marked as."""
    return pd.DataFrame(
        {
            "Period": list(table["period"]),
            "Rate": [labels.percent(value, 1) for value in table["value"]],
            "Signal": list(table["signal"]),
        }
    )
