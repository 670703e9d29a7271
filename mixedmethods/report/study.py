"""The report of a study: what each strand says, and the links between them."""

from collections.abc import Callable, Iterator

import pandas as pd

from mixedmethods.coding import quotes, summary_table, theme_table
from mixedmethods.errors import DataError
from mixedmethods.integration import Study, joint_display, reference_of, stale
from mixedmethods.model import Codebook
from mixedmethods.outcomes import change, gaps
from mixedmethods.report import labels
from mixedmethods.report.alt import alt_text
from mixedmethods.report.document import Figure, Quote, Section, Table, document
from mixedmethods.report.figures import gap_dots, save
from mixedmethods.report.joint import attribution, joint_table
from mixedmethods.report.survey_report import survey_sections
from mixedmethods.report.tables import (
    change_table,
    gap_table,
    themes_table,
    without_counts,
)
from mixedmethods.report.workbook import workbook
from mixedmethods.survey import block, completion, headline

QUOTES = 3  # for a theme that has a link but no pinned quote
Tell = Callable[[float, str], None]


def report_bytes(
    study: Study, ending: str, reference: str | None = None, progress: Tell | None = None
) -> bytes:
    """Write the report.

    Parameters
    ----------
    study : Study
        All strands; one that is empty is left out, and the report says so.
    ending : str
        ``.docx`` for the report, ``.xlsx`` for every table behind it.
    reference : str, optional
        The group that gaps are against; White British where it is among the groups.
    progress : callable, optional
        Told the share that is done (0 to 1) and what comes next.

    Raises
    ------
    DataError
        If the ending is another, or the reference is not among the groups.
    """
    tell = progress or (lambda share, what: None)
    reference = reference_of(study, reference)
    if ending.lower() == ".xlsx":
        tell(0.2, "Counting")
        return workbook(tables(study, reference), _about(study))
    if ending.lower() == ".docx":
        sections = []
        for share, what, make in _parts(study, reference):
            tell(share, what)
            sections += list(make())
        tell(0.95, "Writing the document")
        return document(study.title, "Survey, focus groups and outcomes", sections, study.label)
    raise DataError(
        f"A report must end in .docx or .xlsx. Got {ending or 'no ending'}. Name it so."
    )


def tables(study: Study, reference: str | None) -> dict[str, pd.DataFrame]:
    """Return every table behind the report, tidy, by name; empty strands have none."""
    found: dict[str, pd.DataFrame] = {}
    if study.surveys:
        every = _closed(study)
        found["Survey answers"] = every
        found["Survey top options"] = headline(every, study.items.values())
        found["Survey completion"] = pd.concat([completion(s) for s in study.surveys])
    if len(study.group_turns):
        codings, turns = study.group_codings, study.group_turns
        by = _by(study)
        found["Themes"] = theme_table(codings, turns, study.codes.values(), by)
        for book in study.codebooks:
            if book.summary and by:
                found["Themes together"] = summary_table(
                    codings, turns, book.summary, book.codes, by
                )
        columns = ["source", "turn", "speaker", "code", "coder", "origin", "stance", "quote"]
        found["Codings"] = study.codings[columns]
        if study.reflexive:
            found = {name: without_counts(table) for name, table in found.items()}
    if len(study.rates) and reference:
        found["Rates"] = study.rates
        found["Gaps"] = gaps(study.rates, reference)
    if study.links:
        changes = stale(study, study.links)
        shown = joint_display(study, changes)
        found["Links"] = without_counts(shown) if study.reflexive else shown
        found["Changed evidence"] = changes
    return found


def _parts(
    study: Study, reference: str | None
) -> Iterator[tuple[float, str, Callable[[], Iterator[Section]]]]:
    yield 0.0, "Describing the study", lambda: _study(study)
    yield 0.1, "Survey", lambda: survey_sections(study)
    yield 0.5, "Focus groups", lambda: _themes(study)
    yield 0.6, "Outcomes", lambda: _outcomes(study, reference)
    yield 0.9, "Links", lambda: _links(study)


def _study(study: Study) -> Iterator[Section]:
    people = [
        f"{len(s.responses)} respondents to “{s.instrument.title}”"
        for s in study.surveys
        if len(s.responses)
    ]
    groups = study.group_turns["source"].nunique()
    strands = [*people, *([f"{groups} focus groups"] if groups else [])]
    if len(study.rates):
        strands.append(f"rates of {study.rates['group'].nunique()} groups")
    yield Section(
        "What this report stands on",
        paragraphs=(
            f"It draws on {_listed(strands)}." if strands else "The project holds no data yet.",
            "Every share is given with its base and its Wilson 95% interval, every difference "
            "between roles with its Newcombe 95% interval. They speak of those who answered; an "
            "open survey says nothing of those who did not.",
            f"{_REFLEXIVE if study.reflexive else _COUNTED} “Not raised” "
            "means that no coding stands there, which is not the same as a silence that a person "
            "has read for.",
            "A gap is a group's rate less the reference group's, in percentage points. It "
            "describes what services gave, not the people who use them. Where a source gave no "
            "counts there is no interval: counts not supplied.",
        ),
    )


def _themes(study: Study) -> Iterator[Section]:
    if study.group_turns.empty:
        return
    yield Section("Focus groups")
    by, codings, turns = _by(study), study.group_codings, study.group_turns
    for book in study.codebooks:
        if not set(study.group_codings["code"]) & {code.id for code in book.codes}:
            continue
        if book.summary and by:
            together = summary_table(codings, turns, book.summary, book.codes, by)
            shown = Table(book.title, themes_table(together, counts=not study.reflexive), _THEMES)
            yield Section("Themes together", 2, tables=[shown])
        if study.reflexive:
            yield from _statements(book)
        counts = theme_table(codings, turns, book.codes, by)
        printed = themes_table(counts, counts=not study.reflexive)
        yield Section("Every code", 2, tables=[Table(book.title, printed, _THEMES)])


def _statements(book: Codebook) -> Iterator[Section]:
    """Yield what the themes claim; a code without a statement is not yet a theme."""
    said = [f"{code.name}. {code.statement}" for code in book.codes if code.statement.strip()]
    yield Section("What the themes say", 2, said or ["No theme has a statement yet."])


def _outcomes(study: Study, reference: str | None) -> Iterator[Section]:
    if study.rates.empty or reference is None:
        return
    yield Section("Outcomes")
    every = gaps(study.rates, reference)
    for measure in study.measures:
        table = every[every["measure"] == measure.id]
        if table.empty:
            continue
        periods = sorted(table["period"].unique())
        last = table[table["period"] == periods[-1]].reset_index(drop=True)
        name = labels.measure(measure.id)
        caption = f"{name}, {periods[-1]}: gap to {reference}"
        printed = [Table(caption, gap_table(last))]
        if len(periods) > 1:
            moved = change_table(change(table, periods[0], periods[-1]))
            caption_ = f"{name}: change of the gap to {reference}"
            printed.append(Table(caption_, moved.drop(columns="Measure", errors="ignore")))
        picture = Figure(caption, save(gap_dots(last)), alt_text(last))
        said = [text for text in [labels.explained(measure)] if text]
        yield Section(name, 2, said, printed, (picture,))


def _links(study: Study) -> Iterator[Section]:
    if not study.links:
        yield Section("Links", paragraphs=("No link between a theme and a gap has been made yet.",))
        return
    table = joint_display(study)
    warning = (
        "The evidence under some links has changed since they were saved; they wait to be "
        "affirmed or withdrawn, and are marked “has changed”.",
    )
    yield Section(
        "Links between themes and gaps",
        paragraphs=(
            "A link is an argument that a theme and a gap bear on each other. It is no "
            "correlation: those who spoke are not those who are counted.",
            *(() if table["fresh"].all() else warning),
        ),
        tables=[_joint(study, table)],
    )
    for link in study.links:
        said = quotes(study.codings, link.code)
        pinned = said[said["id"].isin(link.quotes)]
        chosen = pinned if len(pinned) else said.head(QUOTES)
        code = study.codes.get(link.code)
        name = link.code if code is None else code.name
        yield Section(
            f"{name} and {labels.measure(link.measure)}",
            2,
            paragraphs=(
                f"{labels.readable(link.relation)}. {link.reason}",
                f"Linked by {link.author}, {link.changed[:10]}.",
            ),
            quotes=[Quote(q["quote"], attribution(q)) for _, q in chosen.iterrows()],
        )


def _joint(study: Study, table: pd.DataFrame) -> Table:
    printed = joint_table(table, counts=not study.reflexive).drop(columns="By")
    widths = [width for column, width in _JOINT.items() if column in printed]
    return Table("Joint display", printed, widths=widths)


_JOINT = {  # cm: most to the reason, the longest text
    "Theme": 2.3, "Measure": 2.4, "Relation": 2.25, "Reason": 3.35, "Gap": 2.65, "Said by": 2.2,
    "Evidence": 1.85,
}  # fmt: skip
_COUNTED = "Focus groups are reported by segments, speakers and groups together."
_REFLEXIVE = (
    "Focus groups were read by reflexive thematic analysis: themes are what the researcher made of "
    "the talk, so no counts of codings and no agreement between coders are given."
)
_THEMES = "A moderator's question that was coded is a prompt and is never a segment."


def _closed(study: Study) -> pd.DataFrame:
    ids = [item.id for survey in study.surveys for item in survey.instrument.closed]
    return block(study.surveys, ids)


def _by(study: Study) -> str | None:
    return "role" if "role" in study.group_turns else None


def _about(study: Study) -> dict[str, str]:
    return {"title": study.title, **({"Label": study.label} if study.label else {})}


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
