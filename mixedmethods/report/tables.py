"""Tidy frames turned into tables of text that can be printed as they stand.

Columns keep the order of the frame that came; a cell without a value says why or holds a dash.
"""

from collections.abc import Iterable

import pandas as pd

from mixedmethods.coding.themes import COUNTS
from mixedmethods.model import Item
from mixedmethods.report import labels
from mixedmethods.report.bars import topics
from mixedmethods.survey import compare


def survey_table(table: pd.DataFrame, items: Iterable[Item]) -> pd.DataFrame:
    """Print answers wide: one row per question and option, one column per group.

    Parameters
    ----------
    table : DataFrame
        What `survey.tabulate`, `tabulate_roles`, `block`, `top_two` or `headline` gave.
    items : iterable of Item
        They bring the wording.

    Returns
    -------
    DataFrame of str
        ``Question``, ``Answer`` and one column per group: ``6 of 11 (55%, 28.0 to 78.7)``, the
        share and its interval in per cent. A dash where the group was not offered the answer,
        ``no answers`` where nobody answered, and ``hidden`` where `survey.suppress` hid a count.
    """
    items = tuple(items)
    question = topics(table)
    if pd.DataFrame({"q": question, "g": table["group"], "o": table["option"]}).duplicated().any():
        question = table["item"]  # a role has two items under one topic: each is its own question
    printed = _answers(table)
    if "note" in table:
        hid = table["note"] != ""
        small = map(labels.hidden, table["n"], table["base"])
        printed = [one if h else all for one, all, h in zip(small, printed, hid, strict=True)]
    cells = pd.Series(
        printed,
        pd.MultiIndex.from_arrays([question, table["option"], table["group"].astype(object)]),
    )
    wide = cells.unstack()[list(table["group"].unique())]
    wide = wide.reindex(_rows(question, table["option"])).fillna(labels.NOTHING)
    wide.columns = pd.Index([labels.group(name) for name in wide.columns])
    asked = [labels.wording(id, items) for id, _ in wide.index]
    options = [option for _, option in wide.index]
    wide = wide.reset_index(drop=True)
    wide.insert(0, "Question", asked)
    wide.insert(1, "Answer", options)
    return wide


def weighted_table(table: pd.DataFrame, items: Iterable[Item]) -> pd.DataFrame:
    """Print weighted shares: a row per question, answer and group.

    Parameters
    ----------
    table : DataFrame
        What `survey.weigh` gave.
    items : iterable of Item
        They bring the wording.

    Returns
    -------
    DataFrame of str
        ``Question``, ``Answer``, ``Group``, ``People`` (who answered, unweighted), ``Weighted
        share`` with its interval in per cent, and ``Effective base``.
    """
    items = tuple(items)
    rows = [
        {
            "Question": labels.wording(row["item"], items),
            "Answer": row["option"],
            "Group": labels.group(row["group"]),
            "People": labels.of(row["n"], row["base"]),
            "Weighted share": f"{labels.percent(row['share'], 1)} "
            f"({labels.interval(row['ci_low'], row['ci_high'], 1)})",
            "Effective base": labels.number(row["effective"], 1),
        }
        for row in table.to_dict("records")
    ]
    return pd.DataFrame(rows)


def comparison_table(table: pd.DataFrame, items: Iterable[Item]) -> pd.DataFrame:
    """Print two groups side by side with their difference and what may be said of it.

    Parameters
    ----------
    table : DataFrame
        What `survey.top_two` or `headline` gave for two groups. The second is the reference.
    items : iterable of Item
        They bring the wording.

    Returns
    -------
    DataFrame of str
        ``Question``, a column per group, ``Difference in points`` (with its 95% interval) and
        ``Reading``.

    Raises
    ------
    DataError
        If the table does not have two groups.
    """
    items = tuple(items)
    compared = compare(table)
    ours, theirs = table["group"].unique()
    spans = (compared[name] for name in ("gap", "ci_low", "ci_high"))
    gaps = [_gap(*span) for span in zip(*spans, strict=True)]
    keys = topics(table)
    cells = pd.Series(_answers(table), index=pd.MultiIndex.from_arrays([keys, table["group"]]))
    wide = cells.unstack().reindex(compared["topic"]).fillna("not asked")
    return pd.DataFrame(
        {
            "Question": [labels.wording(id, items) for id in compared["topic"]],
            labels.group(ours): wide[ours].to_numpy(),
            labels.group(theirs): wide[theirs].to_numpy(),
            "Difference in points": gaps,
            "Reading": [labels.readable(verdict) for verdict in compared["verdict"]],
        }
    )


def tests_table(differences: pd.DataFrame, items: Iterable[Item]) -> pd.DataFrame:
    """Print how sure each comparison is: what could be shown, the effect over all answers, p last.

    Parameters
    ----------
    differences : DataFrame
        What `survey.differences` gave.
    items : iterable of Item
        They bring the wording.

    Returns
    -------
    DataFrame of str
        ``Question``, ``Difference in points`` (with its interval), ``Could be shown from``
        (points), ``Cliff's delta`` (with its interval), ``p`` and ``p, adjusted``; rows that were
        not compared are left out.
    """
    items = tuple(items)
    rows = [
        {
            "Question": labels.wording(row["topic"], items),
            "Difference in points": _gap(row["difference"], row["ci_low"], row["ci_high"]),
            "Could be shown from": "none would be"
            if pd.isna(row["detectable"])
            else f"{row['detectable']:.0f} points",
            "Cliff's delta": _gap(row["delta"], row["delta_low"], row["delta_high"], 2),
            "p": labels.p(row["p_fisher"] if pd.isna(row["p_wmw"]) else row["p_wmw"]),
            "p, adjusted": labels.p(row["p_holm"]),
        }
        for row in differences.to_dict("records")
        if pd.notna(row["difference"])
    ]
    return pd.DataFrame(rows)


def _gap(gap: float, low: float, high: float, decimals: int = 1) -> str:
    if pd.isna(gap):
        return labels.NOTHING
    return f"{labels.points(gap, decimals)} ({labels.interval_points(low, high, decimals)})"


def gap_table(gaps_table: pd.DataFrame) -> pd.DataFrame:
    """Print gaps, one row each, in the order of the frame.

    Parameters
    ----------
    gaps_table : DataFrame
        What `outcomes.gaps` gave, against one reference.

    Returns
    -------
    DataFrame of str
        ``Measure`` and ``Period`` (left out where there is one of each), ``Group``, ``Rate``, the
        reference's rate under its name, ``Gap, points``, ``95% interval`` (``counts not
        supplied`` where they were not), ``People`` where any base is known, and ``Note``.
    """
    places = [labels.places(given) for given in gaps_table["decimals"]]
    reference = labels.group(gaps_table["reference"].iloc[0]) if len(gaps_table) else "Reference"
    limits = gaps_table["ci_low"], gaps_table["ci_high"]
    columns = {
        "Measure": list(map(labels.measure, gaps_table["measure"])),
        "Period": list(gaps_table["period"]),
        "Group": [labels.group(name) for name in gaps_table["group"]],
        "Rate": _rates(gaps_table, "", places),
        reference: _rates(gaps_table, "reference_", places),
        "Gap, points": list(map(labels.points, gaps_table["gap"], places)),
        "95% interval": list(map(labels.interval_points, *limits, places, gaps_table["note"])),
        "People": [labels.whole(base) for base in gaps_table["base"]],
        "Note": [_beside_interval(note) for note in gaps_table["note"]],
    }
    if gaps_table[["measure", "period"]].drop_duplicates().shape[0] == 1:
        columns = {name: cells for name, cells in columns.items() if name not in _ONCE}
    dull = {"People": labels.NOTHING, "Note": ""}
    kept = {k: v for k, v in columns.items() if not (k in dull and set(v) <= {dull[k]})}
    return pd.DataFrame(kept)


def _rates(gaps_table: pd.DataFrame, whose: str, places: list[int]) -> list[str]:
    """Print rates, and the span of those that are known within bounds only."""
    printed = list(map(labels.percent, gaps_table[f"{whose}estimate"], places))
    if f"{whose}low" not in gaps_table:
        return printed
    ends = zip(gaps_table[f"{whose}low"], gaps_table[f"{whose}high"], strict=True)
    spans = [labels.interval(low, high, 1) for low, high in ends]
    unknown = gaps_table[f"{whose}estimate"].isna()
    return [
        f"{span}%" if hidden and span != labels.NOTHING else cell
        for cell, span, hidden in zip(printed, spans, unknown, strict=True)
    ]


def change_table(change: pd.DataFrame) -> pd.DataFrame:
    """Print the change of gaps, one row per measure and group, under the names of the periods.

    Parameters
    ----------
    change : DataFrame
        What `outcomes.change` gave.

    Returns
    -------
    DataFrame of str
        ``Measure``, ``Group``, ``Gap <first period>``, ``Gap <last period>``, ``Change, points``.
    """
    places = [labels.places(given) for given in change["decimals"]]
    first, last = (change[name].iloc[0] if len(change) else name for name in ("first", "last"))
    return pd.DataFrame(
        {
            "Measure": list(map(labels.measure, change["measure"])),
            "Group": [labels.group(name) for name in change["group"]],
            f"Gap {first}": list(map(labels.points, change["gap_first"], places)),
            f"Gap {last}": list(map(labels.points, change["gap_last"], places)),
            "Change, points": list(map(labels.points, change["change"], places)),
        }
    )


def themes_table(themes: pd.DataFrame, *, counts: bool = True) -> pd.DataFrame:
    """Print where themes were raised: one row per theme, one column per group.

    Parameters
    ----------
    themes : DataFrame
        What `coding.theme_table` or `coding.summary_table` gave.
    counts : bool, default True
        False prints the tick alone, as reflexive thematic analysis asks.

    Returns
    -------
    DataFrame of str
        ``Theme`` and one column per group: a tick and the three counts where the theme was
        raised, the state in words where it was not.
    """
    key = "code" if "code" in themes else "row"
    wide = themes.assign(
        cell=themes.apply(_theme_cell, axis=1, counts=counts),
        group=themes["group"].map(labels.group),
    )
    printed = wide.pivot(index=key, columns="group", values="cell").reindex(themes[key].unique())
    names = themes.drop_duplicates(key).set_index(key)["name"]
    printed.insert(0, "Theme", names.reindex(printed.index))
    return printed.reset_index(drop=True).rename_axis(columns=None)


def without_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out how often a theme was raised, as reflexive thematic analysis asks."""
    return table.drop(columns=[column for column in COUNTS if column in table])


def _beside_interval(note: str) -> str:
    """Return what is left of a note once its interval has said that there are no counts."""
    return note.removeprefix(labels.NO_COUNTS).removeprefix("; ")


_ONCE = ("Measure", "Period")


def _theme_cell(row: pd.Series, counts: bool) -> str:
    if row["state"] not in ("raised", "disagreed"):
        return labels.readable(row["state"])
    if not counts:
        return "✓" if row["state"] == "raised" else "Disagreed"
    mark = "✓" if row["state"] == "raised" else "Disagreed:"
    return f"{mark} {labels.said_by(row)}"


def _answers(table: pd.DataFrame) -> list[str]:
    return list(map(labels.answer, table["n"], table["base"], table["ci_low"], table["ci_high"]))


def _rows(question: pd.Series, option: pd.Series) -> list[tuple[str, str]]:
    """Return each question with its options, a question's rows together, in the order they come."""
    pairs = list(dict.fromkeys(zip(question, option, strict=True)))
    place = {each: k for k, each in enumerate(question.unique())}
    return sorted(pairs, key=lambda pair: place[pair[0]])
