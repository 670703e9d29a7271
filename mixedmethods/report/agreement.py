"""Agreement between coders as people read it."""

from collections.abc import Mapping

import pandas as pd

from mixedmethods.report import labels

KINDS = {
    "omitted": "Left out by {second}",
    "added": "Added by {second}",
    "different_boundary": "Same code, other words",
    "different_code": "Another code",
}


def agreement_table(
    table: pd.DataFrame, first: str = "first", second: str = "second"
) -> pd.DataFrame:
    """Print what `coding.agreement.agreement` gave, one row per code.

    Returns
    -------
    DataFrame of str
        Code, the four counts with their base, percent, kappa and alpha, each with its interval,
        and a note. With three coders or more the counts and kappa are dashes.
    """
    return pd.DataFrame(
        {
            "Code": table["name"],
            "Agree": [labels.percent(share) for share in table["percent"]],
            "Kappa": _figures(table, "kappa", "ci_low", "ci_high"),
            "Alpha": _figures(table, "alpha", "alpha_low", "alpha_high"),
            "Both": list(map(labels.whole, table["both"])),
            f"Only {first}": list(map(labels.whole, table["only_first"])),
            f"Only {second}": list(map(labels.whole, table["only_second"])),
            "Neither": list(map(labels.whole, table["neither"])),
            "Units": list(map(labels.whole, table["units"])),
            "Note": table["note"],
        }
    )


def differences_table(
    table: pd.DataFrame, names: Mapping[str, str], first: str, second: str
) -> pd.DataFrame:
    """Print where two coders differ, one row per difference.

    Parameters
    ----------
    table : DataFrame
        What `desk.agreement.list_differences` gave.
    names : mapping
        Code id to name.
    first, second : str
        The two coders.

    Returns
    -------
    DataFrame of str
        Source, Turn, Difference, the code and the words of each coder.
    """
    return pd.DataFrame(
        {
            "Source": table["source"],
            "Turn": table["turn"].astype(str),
            "Difference": [KINDS[kind].format(second=second) for kind in table["kind"]],
            f"Code of {first}": table["code"].map(names).fillna(labels.NOTHING),
            f"Code of {second}": table["code_second"].map(names).fillna(labels.NOTHING),
            f"Words of {first}": table["quote"].replace("", labels.NOTHING),
            f"Words of {second}": table["quote_second"].replace("", labels.NOTHING),
        }
    )


def _figures(table: pd.DataFrame, value: str, low: str, high: str) -> list[str]:
    columns = zip(table[value], table[low], table[high], strict=True)
    return [_figure(*row) for row in columns]


def _figure(value: float, low: float, high: float) -> str:
    """Print a coefficient, as ``0.81 (0.72 to 0.90)``; without an interval the value alone."""
    if pd.isna(value):
        return labels.NOTHING
    printed = f"{value:.2f}".replace("-", labels.MINUS)
    if pd.isna(low) or pd.isna(high):
        return printed
    return f"{printed} ({low:.2f} to {high:.2f})".replace("-", labels.MINUS)
