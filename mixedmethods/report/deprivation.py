"""Deprivation: the rate of each decile as dots, the slope by period, and a sentence."""

import pandas as pd

from mixedmethods.report import labels

ENDS = {"10": "most deprived", "01": "least deprived"}


def decile_rows(rates: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    """Return the rates of deciles as `share_dots.share_dots` draws them, a group per period.

    Parameters
    ----------
    rates : DataFrame
        What `desk.outcomes.inequality` gave second: the most deprived decile first.
    periods : list of str
        Which, in the order in which they are drawn.
    """
    known = rates[rates["period"].isin(periods) & rates["estimate"].notna()]
    table = known.assign(
        name=[decile(name) for name in known["group"]],
        group=known["period"],
        share=known["estimate"],
        text=[labels.percent(each, 1) for each in known["estimate"]],
    )
    rank = {period: k for k, period in enumerate(periods)}
    return table.sort_values("group", key=lambda each: each.map(rank), kind="stable")


def decile(name: str) -> str:
    """Return how a decile is called here, 1 the most deprived.

    NHS files count the other way round: their decile 10 is the most deprived.

    Examples
    --------
    >>> decile("10 Most deprived"), decile("07 More deprived"), decile("01 Least deprived")
    ('1 (most deprived)', '4', '10 (least deprived)')
    """
    number = name[:2]
    said = f"{11 - int(number)}"
    return f"{said} ({ENDS[number]})" if number in ENDS else said


def slopes_table(indices: pd.DataFrame) -> pd.DataFrame:
    """Print the slope and the ratio of each period with their intervals.

    Returns
    -------
    DataFrame of str
        ``Period``, ``Slope, points``, ``Ratio``, ``People``.
    """
    rows = [
        {
            "Period": row["period"],
            "Slope, points": f"{labels.points(row['sii'])} "
            f"({labels.interval_points(row['sii_low'], row['sii_high'])})",
            "Ratio": f"{row['rii']:.2f} ({row['rii_low']:.2f} to {row['rii_high']:.2f})",
            "People": labels.whole(row["people"]),
        }
        for row in indices.to_dict("records")
    ]
    return pd.DataFrame(rows)


def slope_sentences(indices: pd.DataFrame, name: str) -> list[str]:
    """Say how far a rate rises over deprivation in the last period, and since the first."""
    first, last = indices.iloc[0], indices.iloc[-1]
    word = "higher" if last["sii"] >= 0 else "lower"
    said = [
        f"{name} in {last['period']}: {abs(last['sii']):.1f} points {word} at the least deprived "
        f"end than at the most deprived, along the line through all ten deciles (95% interval "
        f"{labels.interval_points(last['sii_low'], last['sii_high'])}; "
        f"ratio {last['rii']:.2f})."
    ]
    if len(indices) > 1:
        said.append(f"In {first['period']} the slope was {labels.points(first['sii'])} points.")
    return said
