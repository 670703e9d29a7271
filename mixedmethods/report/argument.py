"""The argument as sections of the report: findings, displays, loose ends, limits, checklists."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from mixedmethods.integration import Study
from mixedmethods.integration.coverage import KINDS, coverage
from mixedmethods.integration.displays import recommendations, themes_by_gaps
from mixedmethods.integration.matrices import convergence_matrix, pillar
from mixedmethods.integration.tokens import current, stale_findings
from mixedmethods.outcomes import gaps
from mixedmethods.report import labels
from mixedmethods.report.checklist import checklist, filled
from mixedmethods.report.document import Section, Table
from mixedmethods.report.joint import display_table
from mixedmethods.report.prefill import PREFILL
from mixedmethods.report.strands import link_name, link_section, measure_section, pinned_quotes

SHOWN = 6  # themes of a recommendation
MOST = 25  # rows of one kind of loose end that the report prints; the workbook has them all


def finding_sections(study: Study) -> Iterator[Section]:
    """Yield the findings, their numbers filled in from the data as they are now."""
    if not study.findings:
        yield Section("Findings", paragraphs=("No finding has been written yet.",))
        return
    waiting = set(stale_findings(study)["finding"])
    yield Section("Findings")
    for number, finding in enumerate(study.findings, 1):
        links = [link for link in study.links if link.id in finding.links]
        stale = "Its evidence has changed; it waits to be affirmed."
        rests = "; ".join(f"{link_name(study, link)} ({link.relation})" for link in links)
        yield Section(
            f"Finding {number}",
            2,
            paragraphs=[
                current(study, finding),
                *([f"Rests on: {rests}."] if rests else []),
                *([stale] if finding.id in waiting else []),
            ],
            quotes=pinned_quotes(study, links)[:SHOWN],
        )


def display_sections(study: Study, reference: str | None) -> Iterator[Section]:
    """Yield the joint displays that are made of links; nothing without links."""
    if not study.links:
        return
    yield Section(
        "Joint displays",
        paragraphs=(
            "Each shows the same links. An inference is what a person wrote; where nobody has "
            "judged, the display says so.",
        ),
    )
    matrix = convergence_matrix(study)
    yield Section(
        "Convergence matrix",
        2,
        tables=[
            Table("Which strand speaks, which is silent", _named(study, matrix), _MATRIX, _WIDTHS)
        ],
    )
    linked = themes_by_gaps(study)
    kept = [c for c in linked if c in ("code", "name") or linked[c].isin(_judged(linked[c])).any()]
    mine = linked[kept]
    mine = mine[mine.drop(columns=["code", "name"]).isin(RELATED).any(axis=1)]
    if len(mine):
        known = {"code": "Code", "name": "Theme"}
        printed = mine.rename(columns=lambda name: known.get(name) or labels.measure(name))
        yield Section(
            "Themes by outcome gaps",
            2,
            tables=[Table("Which theme was linked to which measure", printed, _NAMED)],
        )
    built = pillar(study, reference)
    built = built[built["stage"] == "pillar building"]
    if len(built):
        printed = display_table(built.drop(columns="stage"))
        yield Section("Pillar", 2, tables=[Table("Numbers and themes joined", printed)])


def recommendation_sections(study: Study) -> Iterator[Section]:
    """Yield what stands behind each recommendation; nothing where there are none."""
    table = recommendations(study)
    if table.empty:
        return
    printed = table.rename(
        columns={"recommendation": "No.", "text": "Recommendation", "themes": "Themes",
                 "raised": "Raised", "links": "Links"}
    ).drop(columns="items")  # fmt: skip
    printed["Themes"] = [_first(cell) for cell in printed["Themes"]]
    widths = (1.1, 5.4, 4.9, 1.6, 4.0)
    yield Section(
        "From findings to recommendations",
        paragraphs=(
            "Raised: how many of its themes came up in the focus groups. Links: which argument "
            "leads to it.",
        ),
        tables=[Table("What stands behind each recommendation", printed, widths=widths)],
    )


def _first(cell: str) -> str:
    """Print the first themes of many: the workbook has them all."""
    codes = cell.split("; ")
    more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
    return "; ".join(codes[:SHOWN]) + more


def coverage_sections(study: Study, reference: str | None) -> Iterator[Section]:
    """Yield the loose ends, a table per kind."""
    table = coverage(study, reference)
    if table.empty:
        return
    yield Section(
        "What the argument leaves out",
        paragraphs=("Something that one strand says and nothing answers.",),
    )
    for kind, meaning in KINDS.items():
        rows = table[table["kind"] == kind]
        if rows.empty:
            continue
        shown = rows.head(MOST)[["what", "detail"]].set_axis(["What", "Detail"], axis=1)
        note = f"{len(rows) - MOST} more stand in the workbook." if len(rows) > MOST else ""
        caption = f"{labels.readable(kind)} ({len(rows)})"
        yield Section(labels.readable(kind), 2, (meaning,), [Table(caption, shown, note)])


def limit_sections(study: Study) -> Iterator[Section]:
    """Yield what the data cannot carry."""
    said = [PREFILL["limits"](study)] if PREFILL["limits"](study) else []
    yield Section(
        "Limits",
        paragraphs=(
            *said,
            "Answers to an open survey speak of those who answered. Focus groups show what can be "
            "said, not how common it is. Gaps describe what services gave; they say nothing of "
            "why, and nothing of any one person.",
        ),
    )


def checklist_sections(study: Study, guides: Sequence[str]) -> Iterator[Section]:
    """Yield the checklists as tables; an item that nobody answered reads "not recorded"."""
    yield Section("Reporting checklists")
    for id in guides:
        guide, table = checklist(id), filled(study, id)
        printed = table[["item", "text", "answer"]].set_axis(["No.", "Asks for", "Answer"], axis=1)
        note = f"Version: {guide.version}. {guide.source}."
        shown = Table(guide.title, printed, note, widths=(1.3, 5.2, 10.5))
        yield Section(guide.title, 2, tables=[shown])


def woven_sections(study: Study, reference: str | None) -> Iterator[Section]:
    """Yield measure after measure, each with the links that bear on it; then the other links."""
    yield Section(
        "Measure by measure",
        paragraphs=("Each measure stands with the themes and answers that were linked to it.",),
    )
    every = gaps(study.rates, reference) if reference and len(study.rates) else pd.DataFrame()
    for measure in study.measures:
        links = [link for link in study.links if link.measure == measure.id]
        table = every[every["measure"] == measure.id] if len(every) else every
        if len(table) and reference:
            yield measure_section(measure, table, reference)
        elif links:
            yield Section(labels.measure(measure.id), 2, ("The project holds no rates of it.",))
        for link in links:
            yield link_section(study, link, 3)
    for link in study.links:
        if not link.measure:
            yield link_section(study, link, 2)


def _named(study: Study, matrix: pd.DataFrame) -> pd.DataFrame:
    """Print the matrix with the strands that speak in one cell: nine columns do not fit a page."""
    rows = [
        {
            "Theme": study.codes[row["code"]].name if row["code"] in study.codes else "no theme",
            "Measure": labels.measure(row["measure"]) if row["measure"] else "no measure",
            "Speaks": _strands(row, "speaks"),
            "Silent": _strands(row, "silent"),
            "Category": row["category"],
            "Relation": row["relation"],
            "Strategy": row["strategy"] or labels.NOTHING,
        }
        for row in matrix.to_dict("records")
    ]
    return pd.DataFrame(rows)


def _strands(row: Mapping[Hashable, Any], state: str) -> str:
    names = {"outcomes": "outcomes", "survey": "survey", "groups": "focus groups",
             "literature": "literature"}  # fmt: skip
    said = [name for column, name in names.items() if row[column] == state]
    return ", ".join(said) or labels.NOTHING


RELATED = ("convergence", "complement", "dissonance", "silence", "not assessed")


def _judged(column: "pd.Series[str]") -> list[str]:
    return [cell for cell in column if cell and cell.split("; ")[0] in RELATED]


_WIDTHS = (2.9, 1.95, 2.9, 1.95, 2.2, 2.35, 2.75)  # cm
_MATRIX = (
    "A strand that neither speaks nor is silent is no part of the link. "
    "Category: what Farmer's two questions, same meaning and same examples, come to; or a strand "
    "that was looked at in full and is silent."
)
_NAMED = "Named: the codebook ties the theme to the measure, and nobody has judged it."
