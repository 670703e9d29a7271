"""What the gaps of a period come to, in sentences, and ratios in a table."""

import pandas as pd

from mixedmethods.model import Measure
from mixedmethods.report import labels


def toll_sentences(row: "pd.Series[float]", measure: Measure) -> list[str]:
    """Say how many people the gaps of a period are, and how many gaps stand up to being many.

    Parameters
    ----------
    row : Series
        A row of `outcomes.toll.toll`.
    measure : Measure
        Of people who would have had the outcome it is said only where more of it is better.
    """
    said = []
    reference = labels.group(str(row["reference"]))
    if measure.better == "higher" and row["below"]:
        low, high = labels.whole(round(row["extra_low"])), labels.whole(round(row["extra_high"]))
        said.append(
            f"If the {labels.count(int(row['below']), 'group')} below {reference} had had its "
            f"rate, {labels.whole(round(row['extra']))} more people would have been counted under "
            f"“{labels.measure(measure.id)}” in {row['period']} (95% interval {low} to {high})."
        )
    said.append(
        f"{row['apart']} of {labels.count(int(row['groups']), 'gap')} have an interval that leaves "
        f"out 0. {row['apart_all']} still do when every interval is widened because there are "
        f"{row['groups']} of them (Bonferroni): among many gaps some leave out 0 by chance."
    )
    said.append(
        f"Spread between the groups: a standard deviation of {row['variance'] ** 0.5:.1f} points, "
        "weighted by people."
    )
    return said


def opposite_sentences(table: pd.DataFrame) -> list[str]:
    """Say of which group of the five a category points the other way."""
    return [
        f"{row['group']} as one of five groups: {labels.points(row['gap'])} points against "
        f"{row['reference']}. {row['category']}, which is part of it: "
        f"{labels.points(row['category_gap'])} points against {row['category_reference']}."
        for row in table.to_dict("records")
    ]


def ratio_table(ratios: pd.DataFrame) -> pd.DataFrame:
    """Print ratios with their intervals, in the order of the frame.

    Returns
    -------
    DataFrame of str
        ``Group``, ``Ratio``, ``95% interval``.
    """
    limits = [
        labels.NOTHING if pd.isna(low) else f"{low:.2f} to {high:.2f}"
        for low, high in zip(ratios["ci_low"], ratios["ci_high"], strict=True)
    ]
    return pd.DataFrame(
        {
            "Group": [labels.group(name) for name in ratios["group"]],
            "Ratio": [labels.NOTHING if pd.isna(r) else f"{r:.2f}" for r in ratios["ratio"]],
            "95% interval": limits,
        }
    )
