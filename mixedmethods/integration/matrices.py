"""Joint displays that are matrices: convergence, the pillar, cases, and the picture of links."""

import pandas as pd

from mixedmethods.integration.cells import (
    discordance_first,
    pairs_of,
    raised_cell,
    span,
    span_of,
)
from mixedmethods.integration.coverage import raised
from mixedmethods.integration.study import Study
from mixedmethods.model import Code, Link

STAGES = ("listing", "matching", "checking", "pillar building")
FACTS = 4
WHY_NOT = (
    "Those who spoke in focus groups are in no other strand: outcome rates are of whole groups, "
    "and no one knows who of them spoke. A matrix of their cases cannot be made."
)


def convergence_matrix(study: Study) -> pd.DataFrame:
    """Return Farmer's matrix: a row per link, a column per strand, and the category.

    Returns
    -------
    DataFrame
        ``link code measure outcomes survey groups literature category relation strategy``: a
        strand ``speaks``, is ``silent`` as its reader said, or is ``not in the link``.
    """
    rows = [
        {
            "link": link.id, "code": link.code, "measure": link.measure,
            "outcomes": _speaks(link, "outcomes", bool(link.measure)),
            "survey": _speaks(link, "survey", bool(link.items)),
            "groups": _speaks(link, "focus groups", bool(link.code)),
            "literature": _speaks(link, "literature", bool(link.literature)),
            "category": link.category, "relation": link.relation, "strategy": link.strategy,
        }
        for link in study.links
    ]  # fmt: skip
    columns = ["link", "code", "measure", "outcomes", "survey", "groups", "literature", "category",
               "relation", "strategy"]  # fmt: skip
    return discordance_first(pd.DataFrame(rows, columns=columns))


def pillar(study: Study, reference: str | None) -> pd.DataFrame:
    """Build the pillar: numbers on one side, themes on the other, what joins them between.

    Returns
    -------
    DataFrame
        ``stage numbers category pillar topic theme``: `stage` is the last of `STAGES` that the row
        has passed. Rows that are matched with nothing stay: they are of the first stage.
    """
    said = raised(study)
    stages = {measure.id: measure.stage.replace("_", " ") for measure in study.measures}
    spans = {id: span(study, id, reference) for id in stages}
    rows: list[tuple[str, ...]] = []
    pairs = pairs_of(study)
    for code, measure, link in pairs:
        stage, joined = STAGES[1], "matched only"
        if link is not None:
            stage = STAGES[2] if link.relation == "not assessed" else STAGES[3]
            joined = f"{link.relation}: {link.mechanism or link.reason}"
        numbers = spans.get(measure, "")
        if link is not None and measure:
            numbers = span_of(study, measure, reference, link)
        rows.append((stage, numbers, stages.get(measure, ""), joined, *_theme(study, said, code)))
    for code in map(str, said.index):
        if not any(code == theme for theme, _, _ in pairs):
            rows.append((STAGES[0], "", "", "unmatched", *_theme(study, said, code)))
    matched = {measure for _, measure, _ in pairs}
    for measure, category in stages.items():
        if measure not in matched:
            rows.append((STAGES[0], spans[measure], category, "unmatched", "", ""))
    columns = ["stage", "numbers", "category", "pillar", "topic", "theme"]
    table = pd.DataFrame(rows, columns=columns)
    order = table["stage"].map({stage: -place for place, stage in enumerate(STAGES)})
    return table.assign(order=order).sort_values("order", kind="stable", ignore_index=True)[columns]


def mixed_matrix(study: Study) -> tuple[pd.DataFrame, str]:
    """Return the matrix of cases that are in two strands, and why others are not in it.

    Returns
    -------
    tuple of (DataFrame, str)
        A row per respondent whose free text was coded: ``case role codes`` and the closed answers
        of up to `FACTS` items that the codes name; and a sentence on who is left out.
    """
    codings = study.answer_codings
    rows = []
    for survey in study.surveys:
        own = survey.instrument.id
        mine = codings[codings["case"].fillna("").str.startswith(f"{own}/")]
        for case, part in mine.groupby("case", sort=True):
            respondent = str(case).removeprefix(f"{own}/")
            if respondent not in survey.responses.index:
                continue
            codes = list(dict.fromkeys(part["code"]))
            answers = survey.responses.loc[respondent]
            known = [i for c in codes if c in study.codes for i in study.codes[c].items]
            closed = {item.id for item in survey.instrument.closed}
            facts = [i for i in dict.fromkeys(known) if i in closed][:FACTS]
            told = [f"{i}: {answers[i]}" for i in facts if pd.notna(answers[i])]
            rows.append((respondent, survey.instrument.role, "; ".join(codes), "; ".join(told)))
    table = pd.DataFrame(rows, columns=["case", "role", "codes", "answers"])
    return table, WHY_NOT if len(table) else f"No respondent's free text is coded yet. {WHY_NOT}"


def cross_case(study: Study, kind: str) -> pd.DataFrame:
    """Count what was said of each topic in each case: focus group, or organisation.

    Parameters
    ----------
    study : Study
        All strands.
    kind : str
        The kind of source, such as ``case study`` or ``focus group``.

    Returns
    -------
    DataFrame
        ``topic code name`` and a column of segments per source; codes that nobody raised stay,
        with zeros. Empty where there are no sources of the kind.
    """
    codings = study.codings[study.codings["kind"] == kind]
    turns = study.turns[study.turns["kind"] == kind]
    used = set(codings["code"])
    books = {code.codebook for code in study.codes.values() if code.id in used}
    codes = [code for code in study.codes.values() if code.codebook in books and code.codable]
    spoken = codings[~codings["moderator"].astype(bool)]
    once = spoken.drop_duplicates(["source", "start", "end", "code"])
    counts = once.groupby(["code", "source"]).size()
    sources = list(dict.fromkeys(turns["source"]))
    rows = [
        {"topic": code.topic, "code": code.id, "name": code.name,
         **{source: _cell(study, int(counts.get((code.id, source), 0))) for source in sources}}
        for code in codes
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["topic", "code", "name", *sources])


def _cell(study: Study, n: int) -> int | str:
    """Give the count, or reflexively a mark that there is something."""
    if study.reflexive:
        return "raised" if n else ""
    return n


def flows(study: Study) -> pd.DataFrame:
    """Return what the picture of links draws: theme to stage, and stage to recommendation.

    Returns
    -------
    DataFrame
        ``source target relation n``: of links, from the theme (or ``No theme``) to the measure's
        stage, and on to each recommendation.
    """
    stages = {measure.id: measure.stage or measure.label for measure in study.measures}
    rows = []
    for link in study.links:
        code = study.codes.get(link.code)
        theme = "No theme" if code is None else code.name
        stage = stages.get(link.measure, "survey answers").replace("_", " ")
        rows.append((theme, f"Stage: {stage}", link.relation))
        rows += [
            (f"Stage: {stage}", f"Recommendation {id}", link.relation)
            for id in link.recommendations
        ]
    table = pd.DataFrame(rows, columns=["source", "target", "relation"])
    grouped = table.groupby(["source", "target", "relation"], as_index=False, sort=False)
    return grouped.size().rename(columns={"size": "n"})


def _speaks(link: Link, strand: str, there: bool) -> str:
    if strand in link.silent:
        return "silent"
    return "speaks" if there else "not in the link"


def _theme(study: Study, said: pd.DataFrame, code: str) -> tuple[str, str]:
    known: Code | None = study.codes.get(code)
    if known is None:
        return "", "no theme"
    return known.topic, f"{known.name}: {raised_cell(study, said, code)}"
