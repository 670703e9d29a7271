"""What a figure shows, in words, for those who do not see it."""

from collections.abc import Iterable

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.report import labels
from mixedmethods.report.bars import topics
from mixedmethods.survey import headline

LONGEST = 1500  # characters: beyond this a screen reader is no help, and the table says it better


def alt_text(table: pd.DataFrame, items: Iterable[Item] = ()) -> str:
    """Describe the figure of a table: what kind it is, and its main values.

    Parameters
    ----------
    table : DataFrame
        A table of answers (`survey.tabulate`, `block`) or of gaps (`outcomes.gaps`).
    items : iterable of Item
        For answers: they bring the wording, as for the figure.

    Returns
    -------
    str
        One paragraph. Of each bar it gives the top answers, or the commonest one; of each measure
        the lowest and highest gap and how many groups are below.
    """
    if table.empty:
        return "An empty figure: the table has no rows."
    said = _gaps(table) if "gap" in table else _answers(table, tuple(items))
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(";", 1)[0] + "; and more."


def _answers(table: pd.DataFrame, items: tuple[Item, ...]) -> str:
    questions = topics(table)
    wordings = {id: labels.wording(id, items) for id in questions.unique()}
    known = {item.id: item.scale.aside for item in items if item.scale is not None}
    pairs = zip(table["item"], table["option"], strict=True)
    table = table.assign(topic=questions)[[o not in known.get(id, ()) for id, o in pairs]]
    tops = headline(table, items)
    order = list(dict.fromkeys(zip(table["item"], table["group"], strict=True)))
    common = table.sort_values("n", ascending=False, kind="stable")
    best = {(row["item"], row["group"]): row for row in common[::-1].to_dict("records")}
    best |= {(row["item"], row["group"]): row for row in tops.to_dict("records")}
    said = [
        f"{wordings[row['topic']]}, {labels.group(row['group'])}: {row['option']} "
        f"{labels.of(row['n'], row['base'])}"
        if row["base"]
        else f"{wordings[row['topic']]}, {labels.group(row['group'])}: {labels.NO_ANSWERS}"
        for row in (best[pair] for pair in order)
    ]
    return f"Stacked bars of answers to {_number(len(wordings), 'question')}. {'; '.join(said)}."


def _gaps(table: pd.DataFrame) -> str:
    said = []
    for (id, period), part in table.groupby(["measure", "period"], sort=False):
        known = part.dropna(subset="gap").sort_values("gap", kind="stable")
        if known.empty:
            said.append(f"{labels.measure(str(id))}, {period}: no gap is known")
            continue
        low, high = (
            labels.group(row["group"])
            + " "
            + labels.points(row["gap"], labels.places(row["decimals"]))
            for row in (known.iloc[0], known.iloc[-1])
        )
        below = int((known["gap"] < 0).sum())
        said.append(
            f"{labels.measure(str(id))}, {period}: lowest {low}, highest {high}, "
            f"{below} of {_number(len(known), 'group')} below"
        )
    reference = labels.group(table["reference"].iloc[0])
    return f"Dots of gaps to {reference} in percentage points. {'; '.join(said)}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
