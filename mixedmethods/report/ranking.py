"""Codes of free text ranked by people, printed: one row per code, one column per role."""

import pandas as pd

from mixedmethods.report import labels

BASE = (
    "Each cell: people who gave it, of those who wrote something that says something; share and "
    "Wilson 95% interval. One person counts once for a code. Who did not mention it may still "
    "have met it: free text asks nobody in particular."
)
PEOPLE = {
    "group": "Role",
    "people": "People",
    "wrote": "Wrote something",
    "nothing": "Wrote only “N/A” or the like",
    "silent": "Left every box empty",
}


def ranking_table(ranking: pd.DataFrame) -> pd.DataFrame:
    """Print a ranking wide, the codes by the rank that the first role gives them.

    Parameters
    ----------
    ranking : DataFrame
        What `coding.rank_codes` gave.

    Returns
    -------
    DataFrame of str
        ``Code`` and one column per role: ``10 of 37 (27%, 15.4 to 43.0)``.
    """
    printed = [
        labels.answer(row["n"], row["base"], row["ci_low"], row["ci_high"])
        for row in ranking.to_dict("records")
    ]
    names = ranking.drop_duplicates("code")[["code", "name"]]
    table = pd.DataFrame({"Code": names["name"].to_numpy()})
    for role in ranking["group"].unique():
        here = ranking["group"] == role
        cells = pd.Series(printed, index=ranking["code"])[here.to_numpy()]
        table[labels.group(role)] = cells.reindex(names["code"]).to_numpy()
    return table


def people_table(people: pd.DataFrame) -> pd.DataFrame:
    """Print who wrote something, role by role, as counts."""
    shown = people.assign(group=people["group"].map(labels.group))
    return shown.rename(columns=PEOPLE)[list(PEOPLE.values())]
