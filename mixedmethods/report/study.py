"""The report of a study: what each strand says, and the links between them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from mixedmethods.coding import summary_table, theme_table
from mixedmethods.errors import DataError
from mixedmethods.integration import Study, joint_display, reference_of, stale
from mixedmethods.integration.coverage import coverage
from mixedmethods.integration.displays import recommendations, side_by_side
from mixedmethods.integration.matrices import convergence_matrix
from mixedmethods.integration.tokens import current, watermark
from mixedmethods.outcomes import gaps
from mixedmethods.report import argument, strands
from mixedmethods.report.audits import audit_sections
from mixedmethods.report.checklist import NAMES, filled
from mixedmethods.report.document import Section, document
from mixedmethods.report.html import page
from mixedmethods.report.plan import GUIDES, SECTIONS, WEAVE, Plan, check
from mixedmethods.report.survey_report import survey_sections
from mixedmethods.report.tables import without_counts
from mixedmethods.report.workbook import workbook
from mixedmethods.survey import block, completion, headline

ENDINGS = (".docx", ".html", ".xlsx")
Tell = Callable[[float, str], object]
Extras = Mapping[str, Mapping[str, Any]]
Maker = Callable[[], Iterator[Section]]


def report_bytes(
    study: Study,
    ending: str,
    plan: Plan | None = None,
    extras: Extras | None = None,
    progress: Tell | None = None,
) -> bytes:
    """Write the report as one file; parameters and errors are those of `report_files`."""
    return report_files(study, (ending,), plan, extras, progress)[ending]


def report_files(
    study: Study,
    endings: Sequence[str] = ENDINGS,
    plan: Plan | None = None,
    extras: Extras | None = None,
    progress: Tell | None = None,
) -> dict[str, bytes]:
    """Write the report as several files, its sections worked out once.

    Parameters
    ----------
    study : Study
        All strands; one that is empty is left out, and the report says so.
    endings : sequence of str
        ``.docx`` and ``.html`` for the report, ``.xlsx`` for every table behind it.
    plan : Plan, optional
        What it holds and in which order; by default everything.
    extras : mapping, optional
        What `desk.reporting.extras` gave: frames of the knowledge audit, the published
        percentages and the ranking of free text.
    progress : callable, optional
        Told the share that is done (0 to 1) and what comes next.

    Raises
    ------
    DataError
        If an ending or the plan names what there is not, or the reference is not a group.
    """
    plan, tell = plan or Plan(), progress or (lambda share, what: None)
    check(plan)
    unknown = [ending for ending in endings if ending.lower() not in ENDINGS]
    if unknown:
        raise DataError(
            f"A report must end in .docx, .html or .xlsx. Got {unknown[0] or 'no ending'}. "
            "Name it so."
        )
    reference, draft = reference_of(study, plan.reference), watermark(study)
    sections = []
    if {ending.lower() for ending in endings} & {".docx", ".html"}:
        parts = list(_parts(study, plan, reference, extras or {}))
        for place, (name, make) in enumerate(parts):
            tell(0.8 * place / len(parts), SECTIONS.get(name, name))
            sections += list(make())
    tell(0.8, "Writing the files")
    label = " · ".join(text for text in (draft, study.label) if text)
    writers: dict[str, Callable[[], bytes]] = {
        ".docx": lambda: document(study.title, plan.subtitle, sections, label, contents=True),
        ".html": lambda: page(study.title, plan.subtitle, sections, study.label, draft),
        ".xlsx": lambda: workbook(tables(study, reference), _about(study, draft)),
    }
    return {ending: writers[ending.lower()]() for ending in endings}


def tables(study: Study, reference: str | None) -> dict[str, pd.DataFrame]:
    """Return every table behind the report, tidy, by name; empty strands have none."""
    found: dict[str, pd.DataFrame] = {}
    if study.surveys:
        every = _closed(study)
        found["Survey answers"] = every
        found["Survey top options"] = headline(every, study.items.values())
        found["Survey completion"] = pd.concat([completion(s) for s in study.surveys])
    found |= _theme_tables(study)
    if len(study.rates) and reference:
        found["Rates"] = study.rates
        found["Gaps"] = gaps(study.rates, reference)
    found |= _argument_tables(study, reference)
    return found


def _parts(
    study: Study, plan: Plan, reference: str | None, extras: Extras
) -> Iterator[tuple[str, Maker]]:
    """Yield the sections that are wanted; woven, one stands in for the strands and their links."""
    makers: dict[str, Maker] = {
        "about": lambda: strands.about_section(study),
        "findings": lambda: argument.finding_sections(study),
        "survey": lambda: survey_sections(study),
        "groups": lambda: strands.group_sections(study),
        "outcomes": lambda: strands.outcome_sections(study, reference),
        "links": lambda: strands.link_sections(study),
        "displays": lambda: argument.display_sections(study, reference),
        "recommendations": lambda: argument.recommendation_sections(study),
        "coverage": lambda: argument.coverage_sections(study, reference),
        "limits": lambda: argument.limit_sections(study),
        "checklists": lambda: argument.checklist_sections(study, GUIDES[plan.template]),
    }
    woven: dict[str, Maker] = {"links": lambda: argument.woven_sections(study, reference)}
    chosen = list(plan.chosen)
    if plan.order == WEAVE and "links" in chosen:
        chosen = [name for name in chosen if name != "outcomes"]
        chosen.remove("links")
        chosen.insert(chosen.index("findings") + 1 if "findings" in chosen else 0, "links")
        makers |= woven
    for name in chosen:
        yield name, makers.get(name, _audit(study, name, extras))


def _audit(study: Study, name: str, extras: Extras) -> Maker:
    return lambda: audit_sections(study, name, extras.get(name, {}))


def _theme_tables(study: Study) -> dict[str, pd.DataFrame]:
    if study.group_turns.empty:
        return {}
    found: dict[str, pd.DataFrame] = {}
    codings, turns = study.group_codings, study.group_turns
    by = strands.speaker_variable(study)
    found["Themes"] = theme_table(codings, turns, study.codes.values(), by)
    for book in study.codebooks:
        if book.summary and by:
            found["Themes together"] = summary_table(codings, turns, book.summary, book.codes, by)
    columns = ["source", "turn", "speaker", "code", "coder", "origin", "stance", "quote"]
    found["Codings"] = study.codings[columns]
    if study.reflexive:
        found = {name: without_counts(table) for name, table in found.items()}
    return found


def _argument_tables(study: Study, reference: str | None) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = {}
    if study.findings:
        rows = [(f.text, current(study, f), f.author, f.changed) for f in study.findings]
        found["Findings"] = pd.DataFrame(rows, columns=["text", "reads", "author", "changed"])
    if study.links:
        changes = stale(study, study.links)
        shown = joint_display(study, changes)
        found["Links"] = without_counts(shown) if study.reflexive else shown
        found["Changed evidence"] = changes
        found["Convergence matrix"] = convergence_matrix(study)
        if not study.reflexive:
            found["Side by side"] = side_by_side(study, reference)
    if len(study.recommendations):
        found["Recommendations"] = recommendations(study)
    loose = coverage(study, reference)
    if len(loose) and not study.reflexive:
        found["Coverage"] = loose
    if found or study.surveys or len(study.turns):
        guides = [filled(study, name).assign(checklist=name) for name in NAMES]
        found["Checklists"] = pd.concat(guides, ignore_index=True)
    return found


def _closed(study: Study) -> pd.DataFrame:
    ids = [item.id for survey in study.surveys for item in survey.instrument.closed]
    return block(study.surveys, ids)


def _about(study: Study, draft: str) -> dict[str, str]:
    more = {"Draft": draft, "Label": study.label}
    return {"title": study.title, **{name: text for name, text in more.items() if text}}
