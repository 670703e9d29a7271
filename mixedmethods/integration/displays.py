"""Joint displays, each from the same store: what stands beside what, and what a person made of it.

The kinds are those of Guetterman, Fetters and Creswell (Ann Fam Med 2015;13:554), the convergence
matrix of Farmer and others (Qual Health Res 2006;16:377), the pillar of Johnson, Grove and Clarke
(J Mix Methods Res 2019;13:301) and the mixed methods matrix of O'Cathain, Murphy and Nicholl (BMJ
2010;341:c4587). No display invents an inference: where nobody has judged it says so.
"""

import pandas as pd

from mixedmethods.coding import theme_table
from mixedmethods.integration.cells import (
    asked,
    discordance_first,
    items_of,
    literature_cell,
    pairs_of,
    parts_of,
    raised_cell,
    span,
    span_of,
)
from mixedmethods.integration.coverage import raised
from mixedmethods.integration.freshness import item_counts
from mixedmethods.integration.study import Study

NO_INFERENCE = "not assessed: nobody has judged it yet"


def side_by_side(study: Study, reference: str | None) -> pd.DataFrame:
    """Set the strands side by side, a row per construct, that is per theme and measure.

    Returns
    -------
    DataFrame
        ``code name measure outcomes survey groups literature inference relation``: a row for each
        link and for each theme whose codebook names a measure or item. Dissonance comes first,
        then what is not assessed.
    """
    said = raised(study)
    counted = item_counts(study, asked(study))
    spans: dict[str, str] = {}
    rows = []
    for code, measure, link in pairs_of(study):
        items = dict.fromkeys([*(link.items if link else ()), *items_of(study, code)])
        if link is None and measure not in spans:
            spans[measure] = span(study, measure, reference)
        outcomes = spans[measure] if link is None else span_of(study, measure, reference, link)
        rows.append(
            {
                "code": code,
                "name": study.codes[code].name if code in study.codes else "no theme",
                "measure": measure,
                "outcomes": outcomes if measure else "no measure",
                "survey": "; ".join(f"{i}: {counted[i]}" for i in items if i in counted)
                or "not asked",
                "groups": raised_cell(study, said, code),
                "literature": literature_cell(study, code, measure),
                "inference": f"{link.relation}: {link.reason}" if link else NO_INFERENCE,
                "relation": link.relation if link else "not assessed",
            }
        )
    columns = ["code", "name", "measure", "outcomes", "survey", "groups", "literature", "inference",
               "relation"]  # fmt: skip
    return discordance_first(pd.DataFrame(rows, columns=columns))


def statistics_by_themes(study: Study) -> pd.DataFrame:
    """Set what the roles said beside what they answered: a row per theme that has survey items.

    Returns
    -------
    DataFrame
        ``code name``, a column per role of the focus groups (segments and speakers), and ``item
        wording answers`` of each survey item that the codebook ties to the theme.
    """
    codes = [code for code in study.codes.values() if code.items and code.codable]
    spoken = study.group_turns
    roles: dict[str, dict[str, str]] = {code.id: {} for code in codes}
    if "role" in spoken and codes:
        for row in theme_table(study.group_codings, spoken, codes, "role").to_dict("records"):
            counts = f"{row['segments']} segments, {row['speakers']} speakers"
            said = "raised" if study.reflexive else counts
            roles[row["code"]][row["group"]] = said if row["segments"] else row["state"]
    counted = item_counts(study, asked(study))
    rows = [
        {"code": code.id, "name": code.name, **roles[code.id], "item": item,
         "wording": study.items[item].wording, "answers": counted[item]}
        for code in codes
        for item in code.items
        if item in counted
    ]  # fmt: skip
    names = list(dict.fromkeys(name for each in roles.values() for name in each))
    return pd.DataFrame(rows, columns=["code", "name", *names, "item", "wording", "answers"])


def themes_by_gaps(study: Study) -> pd.DataFrame:
    """Cross themes with measures: the relation where a link was made, else what is only named.

    Returns
    -------
    DataFrame
        ``code name`` and a column per measure that is linked or named; a cell holds the relations,
        ``named`` where only the codebook names the pair, or nothing.
    """
    pairs: dict[tuple[str, str], list[str]] = {}
    for code, measure, link in pairs_of(study):
        if code and measure:
            pairs.setdefault((code, measure), []).extend([link.relation] if link else [])
    measures = [m for m in study.measure_labels if m in {measure for _, measure in pairs}]
    codes = [c for c in study.codes if c in {code for code, _ in pairs}]

    def cell(code: str, measure: str) -> str:
        relations = pairs.get((code, measure))
        return "" if relations is None else "; ".join(relations) or "named"

    rows = [
        {"code": code, "name": study.codes[code].name, **{m: cell(code, m) for m in measures}}
        for code in codes
    ]
    return pd.DataFrame(rows, columns=["code", "name", *measures])


def recommendations(study: Study) -> pd.DataFrame:
    """Lead from findings to recommendations: what is behind each of them.

    Returns
    -------
    DataFrame
        ``recommendation text themes raised items links``: the themes that name it and how many of
        them were raised, the survey items, and the links that lead to it with their relations.
    """
    said = raised(study)
    there = set(said.index[said["segments"] > 0])
    rows = []
    for id, text, named, items in parts_of(study):
        codes = [c.id for c in study.codes.values() if id in c.recommendations]
        codes = list(dict.fromkeys([*named, *codes]))
        links = [link for link in study.links if id in link.recommendations]
        rows.append(
            {
                "recommendation": id,
                "text": text,
                "themes": "; ".join(codes) or "none",
                "raised": f"{len(there & set(codes))} of {len(codes)}",
                "items": "; ".join(items) or "none",
                "links": "; ".join(f"{k.code or k.measure}: {k.relation}" for k in links)
                or "none yet",
            }
        )
    columns = ["recommendation", "text", "themes", "raised", "items", "links"]
    return pd.DataFrame(rows, columns=columns)
