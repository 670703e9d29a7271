"""The audits of a survey as sections of the report: knowledge, bases, free text."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from mixedmethods.integration import Study
from mixedmethods.report import labels
from mixedmethods.report.bases import bases_table, distributions_table
from mixedmethods.report.document import Quote, Section, Table
from mixedmethods.report.knowledge import knowledge_sections
from mixedmethods.report.ranking import BASE, people_table, ranking_table
from mixedmethods.survey.bases import POSSIBLE

VOICES = 8  # quotes of free text


def audit_sections(study: Study, name: str, parts: Mapping[str, Any]) -> Iterator[Section]:
    """Yield the sections of one audit; nothing where its frames were not given.

    Parameters
    ----------
    study : Study
        All strands.
    name : str
        ``knowledge``, ``bases`` or ``free text``.
    parts : mapping
        What `desk.reporting.extras` gave under that name.
    """
    if not parts:
        return
    if name == "knowledge":
        yield Section("Knowledge audit", paragraphs=(_AUDIT,))
        given = parts["named"], parts["rated"]
        for section in knowledge_sections(parts, study.items.values(), *given):
            yield Section(section.heading, 2, section.paragraphs, section.tables)
    elif name == "bases":
        yield from _bases(study, parts)
    elif name == "free text":
        yield from _free_text(study, parts)


def _bases(study: Study, parts: Mapping[str, pd.DataFrame]) -> Iterator[Section]:
    audit, together = parts["each"], parts["together"]
    flagged = audit[audit["verdict"] != POSSIBLE]
    tables = []
    if len(flagged):
        printed = bases_table(flagged, study.items.values())
        tables.append(Table("Percentages that their base does not give", printed))
    if len(together):
        printed = distributions_table(together, study.items.values())
        tables.append(Table("Percentages of one question together", printed))
    said = (
        f"{len(audit)} published percentages were held against their base; "
        f"{len(audit) - len(flagged)} can be a share of it as printed."
    )
    yield Section("Published percentages and their bases", paragraphs=(said,), tables=tables)


def _free_text(study: Study, parts: Mapping[str, pd.DataFrame]) -> Iterator[Section]:
    ranked = Table("Codes of free text, by people", ranking_table(parts["ranking"]), BASE)
    wrote = Table("Who wrote something", people_table(parts["people"]))
    names = {code.id: code.name for code in study.codes.values()}
    voices = parts["quotes"].drop_duplicates("code").head(VOICES)
    quotes = [
        Quote(f"{row['quote']}", f"{labels.group(row['group'])}; {names.get(row['code'], '')}")
        for row in voices.to_dict("records")
    ]
    yield Section("Free text", tables=[wrote, ranked], quotes=quotes)


_AUDIT = (
    "What each role says it knows of the guide, beside how it rates the putting into practice. "
    "Read the counts first: with few people one answer moves a share by many points."
)
