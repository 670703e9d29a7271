"""A funnel in print: the curves of its limits, a table, and a sentence."""

import numpy as np
import pandas as pd

from mixedmethods.outcomes.funnel import ALARM, FURTHER, UNSURE, WARNING, WITHIN, funnel_limits
from mixedmethods.report import labels

ORDER = (*FURTHER.values(), WITHIN, UNSURE)


def curves(table: pd.DataFrame, average: float, points: int = 120) -> pd.DataFrame:
    """Return the limits from the smallest to the largest area.

    Returns
    -------
    DataFrame
        ``base`` and, for 95 and 99.8%, ``low_95 high_95 low_998 high_998`` (0 to 1).
    """
    base = np.geomspace(
        max(table["base_low"].min() * 0.9, 1), table["base_high"].max() * 1.1, points
    )
    made = {"base": base}
    for level, name in ((WARNING, "95"), (ALARM, "998")):
        made[f"low_{name}"], made[f"high_{name}"] = funnel_limits(average, base, level)
    return pd.DataFrame(made)


def funnel_sentence(table: pd.DataFrame, average: float) -> str:
    """Say how many areas are where."""
    places = table["place"].value_counts()
    said = [f"{places[place]} {place}" for place in ORDER[:-1] if place in places]
    said += [f"{places[UNSURE]} where rounding leaves it open"] if UNSURE in places else []
    return (
        f"Of {labels.count(len(table), 'area')}, against England’s {labels.percent(average, 1)}: "
        f"{', '.join(said)}."
    )


def funnel_table(table: pd.DataFrame) -> pd.DataFrame:
    """Print areas, the largest first: the rate or its span, the people it is of, the place."""
    rows = table[::-1]
    ends = zip(rows["low"], rows["high"], strict=True)
    spans = [labels.interval(low, high, 1) for low, high in ends]
    exact = rows["low"] == rows["high"]
    people = [
        labels.whole(low) if low == high else f"{labels.whole(low)} to {labels.whole(high)}"
        for low, high in zip(rows["base_low"], rows["base_high"], strict=True)
    ]
    rates = [
        labels.percent(low, 1) if same else f"{span}%"
        for low, span, same in zip(rows["low"], spans, exact, strict=True)
    ]
    return pd.DataFrame(
        {"Area": list(rows["area"]), "Rate": rates, "People": people, "Place": list(rows["place"])}
    )
