"""The knowledge audit in print: tables, sentences, and one page as a Word document."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.report import labels
from mixedmethods.report.document import Section, Table, document
from mixedmethods.report.tables import comparison_table, survey_table

BASE = "People of those who answered, share and Wilson 95% interval."
GAP = (
    "Difference in points with its Newcombe 95% interval. It speaks of those who answered: a "
    "survey that people chose to answer does not stand for all of their role."
)
RATED = "Of the people who gave this answer on knowledge, those who rated; Wilson 95% interval."
GROUPS = "Share with the top answers of those who answered, and Wilson 95% interval."
VERDICTS = {
    "cannot hold": "The totals alone rule out that all of them did.",
    "does not hold": "The answers contradict that all of them did.",
    "cannot be told": "Whether all of them did cannot be told.",
    "holds": "All of them did.",
}


def cross_table(cross: pd.DataFrame, role: str) -> pd.DataFrame:
    """Print one role's crosstab wide: a row per answer on knowledge, a column per rating.

    Parameters
    ----------
    cross : DataFrame
        What `survey.crosstab` gave.
    role : str
        The role to print.

    Returns
    -------
    DataFrame
        ``Knowledge``, one column of counts per rating, ``Everyone``; the last row is everyone.
    """
    here = cross[cross["role"] == role]
    rows, columns = here["row"].unique(), here["column"].unique()
    wide = here.pivot(index="row", columns="column", values="n").loc[rows, columns]
    wide = wide.rename(index=_capital, columns=_capital)
    wide["Everyone"] = wide.sum(axis=1)
    wide.loc["Everyone"] = wide.sum()
    return wide.rename_axis(index="Knowledge", columns=None).reset_index()


def raters_table(raters: pd.DataFrame) -> pd.DataFrame:
    """Print who rated: a row per answer on knowledge, a column per role."""
    cells = [
        labels.answer(n, base, low, high)
        for n, base, low, high in zip(
            raters["n"], raters["base"], raters["ci_low"], raters["ci_high"], strict=True
        )
    ]
    cells = [cell if base else "nobody" for cell, base in zip(cells, raters["base"], strict=True)]
    wide = raters.assign(cell=cells).pivot(index="knowledge", columns="role", values="cell")
    wide = wide.loc[raters["knowledge"].unique(), raters["role"].unique()].fillna(labels.NOTHING)
    wide = wide.rename(index=_capital, columns=labels.group)
    return wide.rename_axis(index="Knowledge", columns=None).reset_index()


def routing_table(routing: pd.DataFrame, items: Collection[Item]) -> pd.DataFrame:
    """Print who was led to a question and who answered it all the same."""
    frame = pd.DataFrame(
        {
            "Role": routing["role"].map(labels.group),
            "Question": [labels.wording(id, items) for id in routing["item"]],
            "Asked": routing["asked"].map(labels.whole),
            "Answered": routing["answered"].map(labels.whole),
            "Asked, no answer": routing["no_answer"].map(labels.whole),
            "Answered without being asked": routing["off_route"].map(labels.whole),
        }
    )
    return frame.reset_index(drop=True)


def groups_table(groups: pd.DataFrame) -> pd.DataFrame:
    """Print the top options by group, one column per role; small groups have their base only."""
    cells = [
        f"{labels.whole(row['base'])} answered: too few" if row["note"] else _answer(row)
        for row in groups.to_dict("records")
    ]
    wide = groups.assign(cell=cells).pivot(index="group", columns="role", values="cell")
    wide = wide.loc[groups["group"].unique(), groups["role"].unique()].fillna(labels.NOTHING)
    wide = wide.rename(columns=labels.group)
    return wide.rename_axis(index="Group", columns=None).reset_index()


def statement_sentences(
    statement: pd.DataFrame, named: Collection[str], rated: Collection[str]
) -> list[str]:
    """Say of each role whether all who rated can be those with the knowledge that is named."""
    return [_sentence(row, _either(named), _either(rated)) for row in statement.to_dict("records")]


def knowledge_document(
    title: str,
    parts: Mapping[str, pd.DataFrame],
    items: Collection[Item],
    named: Collection[str],
    rated: Collection[str],
    label: str = "",
) -> bytes:
    """Write the audit as a .docx file to print.

    Parameters
    ----------
    title : str
        Of the study.
    parts : mapping of str to DataFrame
        What `desk.knowledge.knowledge_audit` gave.
    items : collection of Item
        Of all instruments.
    named, rated : collection of str
        The options that the statement is about.
    label : str, optional
        What every page must say.
    """
    sections = list(knowledge_sections(parts, items, named, rated))
    return document("Knowledge audit", title, sections, label)


def knowledge_sections(
    parts: Mapping[str, pd.DataFrame],
    items: Collection[Item],
    named: Collection[str],
    rated: Collection[str],
) -> Iterator[Section]:
    """Yield the sections of the audit; parameters are those of `knowledge_document`."""
    knowledge = parts["knowledge"]
    options = knowledge[knowledge["kind"] == "option"].drop(columns="kind")
    tops = knowledge[knowledge["kind"] == "top two"].drop(columns="kind")
    printed = [Table("What each role says it knows", survey_table(options, items), BASE)]
    if len(tops) and tops["group"].nunique() == 2:
        printed.insert(0, Table("Top answers by role", comparison_table(tops, items), GAP))
    yield Section("Knowledge by role", tables=printed)
    cross = [
        Table(f"{labels.group(role)}: knowledge by rating", cross_table(parts["cross"], role))
        for role in parts["cross"]["role"].unique()
    ]
    yield Section("Knowledge beside ratings", tables=cross)
    told = statement_sentences(parts["statement"], named, rated)
    tested = Table(f"Who rated it {_either(rated)}", raters_table(parts["raters"]), RATED)
    yield Section("Who rates what they say they do not know", 1, told, [tested])
    if len(parts["groups"]):
        spread = Table("Top answers by group", groups_table(parts["groups"]), GROUPS)
        yield Section("Group by group", tables=[spread])
    if len(parts["routing"]):
        asked = routing_table(parts["routing"], items)
        routed = Table("Questions that not everyone was asked", asked)
        yield Section("Routing", tables=[routed])


def _sentence(row: Mapping[Any, Any], named: str, rated: str) -> str:
    silent = f" and {row['unknown']} gave no answer" if row["unknown"] else ""
    return (
        f"{labels.group(row['role'])}: of the {row['raters']} who rated it {rated}, at most "
        f"{row['at_most']} can have said {named} on knowledge, for only {row['named']} of all did"
        f"{silent}. Looking at each person, {row['inside']} of them said so, {row['outside']} said "
        f"otherwise and {row['unsure']} gave no answer. {VERDICTS[row['verdict']]}"
    )


def _answer(row: Mapping[Any, Any]) -> str:
    return labels.answer(*(row[name] for name in ("n", "base", "ci_low", "ci_high")))


def _either(options: Collection[str]) -> str:
    *first, last = [f"“{option}”" for option in options]
    return f"{', '.join(first)} or {last}" if first else last


def _capital(option: str) -> str:
    return f"{option[:1].upper()}{option[1:]}"
