"""The survey on its own: a section per block for Word, a sheet per block for Excel."""

from collections.abc import Iterator

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.report import labels
from mixedmethods.report.alt import alt_text
from mixedmethods.report.document import Figure, Section, Table, document
from mixedmethods.report.figures import likert, save
from mixedmethods.report.means import MEAN, means_table
from mixedmethods.report.sentences import survey_sentences
from mixedmethods.report.tables import comparison_table, survey_table
from mixedmethods.report.workbook import workbook
from mixedmethods.survey import block, blocks, completion, headline, means
from mixedmethods.survey.aside import aside_table
from mixedmethods.survey.means import has_mean
from mixedmethods.survey.rounding import HALF_UP, LARGEST, whole_percentages

BASE = "People of the base, share and Wilson 95% interval. Base: those who answered the item."
DIFFERENCE = (
    "Difference in points with its Newcombe 95% interval, of those who answered. The more "
    "questions are compared, the more of them differ by chance alone."
)
ASIDE = "Of everyone who replied, with an option or one of these; outside the base elsewhere."
ALONE = ", so that the answers to a question add up to 100; sums and answers aside half up"
NOTES = {
    "Base": "Shares are of those who answered the item with an option. An answer aside, such as "
    "don't know, is outside that base and is given of everyone who replied.",
    "Intervals": "Wilson 95% intervals of shares, Newcombe 95% intervals of differences.",
    "Whom it speaks of": "The numbers speak of those who answered. People who chose to answer do "
    "not stand for all of their role. Below a base of 20 one person is more than 5 points: read "
    "the counts first.",
}


def survey_bytes(study: Study, ending: str, rule: str = HALF_UP) -> bytes:
    """Write all blocks of all surveys, by role.

    Parameters
    ----------
    study : Study
        All strands; only surveys are used.
    ending : str
        ``.docx``, or ``.xlsx`` for a sheet per block and one each of sentences, means and who
        answered.
    rule : str, default "half up"
        How whole percentages of the .xlsx are rounded; as `survey.rounding.whole_percentages`.

    Raises
    ------
    DataError
        If there is no survey with answers, or the ending is another.
    """
    if not any(len(survey.responses) for survey in study.surveys):
        raise DataError("A report of surveys needs answers. Got none. Import a survey first.")
    if ending.lower() == ".docx":
        sections = list(survey_sections(study))
        return document(study.title, "Survey, every question by role", sections, study.label)
    if ending.lower() == ".xlsx":
        return _workbook(study, rule)
    raise DataError(f"A report must end in .docx or .xlsx. Got {ending or 'no ending'}.")


def survey_sections(study: Study) -> Iterator[Section]:
    """Yield a section per block: sentences, tables and the figure; nothing without answers."""
    if not any(len(survey.responses) for survey in study.surveys):
        return
    yield Section("Survey")
    for title, ids in all_blocks(study).items():
        yield _section(title, ids, study)
    numbers = _means(study)
    if len(numbers):
        printed = means_table(numbers, study.items.values())
        yield Section("Means", 2, tables=[Table("Means and quartiles", printed, MEAN)])


def all_blocks(study: Study) -> dict[str, list[str]]:
    """Return the ids of closed items by the title of their block; a pair comes once."""
    found: dict[str, list[str]] = {}
    met: set[str] = set()
    for survey in study.surveys:
        for name, ids in blocks(survey.instrument).items():
            fresh = [id for id in ids if id not in met]
            if fresh:
                title = labels.block(name, [study.items[id] for id in fresh])
                found.setdefault(title, []).extend(fresh)
            met |= {*fresh, *(study.items[id].comparable for id in fresh)}
    return found


def _section(title: str, ids: list[str], study: Study) -> Section:
    known = study.items.values()
    table = block(study.surveys, ids)
    tops = headline(table, known)
    printed = [Table(f"{title}: every answer", survey_table(table, known), BASE)]
    if len(tops) and tops["group"].nunique() == 2:
        both = Table(f"{title}: top answers by role", comparison_table(tops, known), DIFFERENCE)
        printed.insert(0, both)
    aside = aside_table(study.surveys, ids)
    if len(aside):
        printed.append(Table(f"{title}: outside the base", survey_table(aside, known), ASIDE))
    drawn = pd.concat([table, aside]) if len(aside) else table
    picture = Figure(title, save(likert(drawn, known)), alt_text(table, items=known))
    return Section(title, 2, survey_sentences(tops, known), printed, (picture,))


def _workbook(study: Study, rule: str) -> bytes:
    known = study.items.values()
    sheets: dict[str, pd.DataFrame] = {}
    about = {"title": f"{study.title}: survey", "Label": study.label, **NOTES}
    about["Whole per cent"] = f"Rounded by the rule: {rule}{ALONE if rule == LARGEST else ''}."
    said: list[tuple[str, str]] = []
    figures: dict[str, tuple[bytes, str]] = {}
    for number, (title, ids) in enumerate(all_blocks(study).items(), 1):
        table, aside = block(study.surveys, ids), aside_table(study.surveys, ids)
        tops = headline(table, known)
        parts = [table.assign(percent=whole_percentages(table, rule), what="answer")]
        for rows, what in ((tops, "together"), (aside, "outside the base")):
            if len(rows):
                whole = whole_percentages(rows, HALF_UP if rule == LARGEST else rule)
                parts.append(rows.assign(percent=whole, what=what))
        name = f"{number} {title}"
        sheets[name] = _sheet(pd.concat(parts, ignore_index=True), study)
        about[name] = title
        drawn = pd.concat([table, aside]) if len(aside) else table
        figures[name] = (save(likert(drawn, known)), alt_text(table, items=known))
        said += [(title, sentence) for sentence in survey_sentences(tops, known)]
    sheets["Sentences"] = pd.DataFrame(said, columns=["Block", "Sentence"])
    numbers = _means(study)
    if len(numbers):
        sheets["Means"] = _worded(numbers, study)
    asked = pd.concat([completion(s).assign(group=s.role) for s in study.surveys])
    sheets["Who answered"] = _worded(asked, study)
    return workbook(sheets, {name: text for name, text in about.items() if text}, figures)


def _sheet(table: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return a block for a sheet: question by question as asked, its kinds below each other."""
    order = {topic: k for k, topic in enumerate(table["topic"].unique())}
    table = table.sort_values("topic", key=lambda ids: ids.map(order), kind="stable")
    columns = ["item", "group", "what", "option", "n", "base", "percent", "share"]
    return _worded(table, study)[[*columns, "ci_low", "ci_high"]]


def _worded(table: pd.DataFrame, study: Study) -> pd.DataFrame:
    wordings = [labels.wording(id, study.items.values()) for id in table["item"]]
    return table.assign(item=wordings, group=table["group"].map(labels.group))


def _means(study: Study) -> pd.DataFrame:
    tables = [
        means(survey.responses, having).assign(group=survey.role)
        for survey in study.surveys
        if (having := [item for item in survey.instrument.items if has_mean(item)])
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
