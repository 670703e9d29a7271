"""Bring a file of answers into a project: find its instrument, read it, keep its free text too."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mixedmethods.desk.free_text import add_answers
from mixedmethods.desk.words import counted
from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.answers import AS_IT_COMES, answers_in
from mixedmethods.ingest.surveys.export import Export
from mixedmethods.ingest.surveys.mapping import SurveyMap, fits, reading_by
from mixedmethods.ingest.surveys.matching import DOUBTFUL, match
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.model import Audit, Instrument
from mixedmethods.store.log import Change
from mixedmethods.store.numbers import add_responses, instruments_in


@dataclass(frozen=True, slots=True)
class Answers:
    """How a file of answers is to be read.

    `instrument` is the id of the one it answers, or empty to find it. A map that fits the file is
    used, unless `reading` says already which column is which item.
    """

    reading: Reading = AS_IT_COMES
    instrument: str = ""
    maps: tuple[SurveyMap, ...] = ()
    leave_out_unknown: bool = False


def add_survey(change: Change, name: str, content: bytes, how: Answers) -> tuple[str, Audit]:
    """Read a file of answers and store it.

    Returns
    -------
    (str, Audit)
        One sentence on what came, and the row audit.

    Raises
    ------
    FileError
        If no instrument fits or two fit alike, and as `answers_in`.
    ProjectError
        If the project holds one of its respondents.
    """
    reading = how.reading
    export = read_export(name, content, encoding=reading.encoding, keep=reading.keep)
    told = _map_of(export, how)
    if told is not None:
        reading = reading_by(told, reading)
        how = replace(how, reading=reading, instrument=told.instrument)
    instrument = _instrument_of(instruments_in(change.connection), name, export, how)
    survey = answers_in(name, export, instrument, reading, leave_out_unknown=how.leave_out_unknown)
    add_responses(change, instrument.id, list(survey.respondents))
    answers = sum(len(source.turns) for source in add_answers(change, instrument))
    people = counted(survey.audit.kept, "respondent")
    what = f"{people}, {counted(answers, 'free-text answer')}" if answers else people
    return f"{instrument.title}: {what}", survey.audit


def fitting(export: Export, instruments: Iterable[Instrument], *, numbered: bool) -> list[str]:
    """Return the ids of the instruments whose items a file holds most of; all of them if none."""
    fits = {each.id: _fit(export, each, numbered) for each in instruments}
    return [id for id, items in fits.items() if items == max(fits.values())]


def _map_of(export: Export, how: Answers) -> SurveyMap | None:
    if how.reading.matches is not None:
        return None
    mine = (told for told in how.maps if how.instrument in ("", told.instrument))
    return next((told for told in mine if fits(told, export)), None)


def _instrument_of(
    instruments: Iterable[Instrument], name: str, export: Export, how: Answers
) -> Instrument:
    """Return the instrument a survey answers: the named one, or the one whose items it holds."""
    held = {each.id: each for each in instruments}
    if not held:
        raise FileError(
            f"A survey is read against its instrument. Got {name} and no instrument. Import the "
            "instrument file (YAML) first or with it, or draft one from the answers."
        )
    if how.instrument:
        if how.instrument not in held:
            raise FileError(
                f"The instrument must be one of {', '.join(held)}. Got {how.instrument!r}. "
                "Choose one of them, or import it first."
            )
        return held[how.instrument]
    best = fitting(export, held.values(), numbered=how.reading.numbered)
    if len(best) > 1 and _fit(export, held[best[0]], how.reading.numbered):
        raise FileError(
            f"A survey must fit one instrument better than the others. Got {name}, whose "
            f"columns fit {' and '.join(best)} alike. Say which of them it answers."
        )
    return held[best[0]]


def _fit(export: Export, instrument: Instrument, numbered: bool) -> float:
    """Return how many items a file holds; a similar wording counts for less than the same."""
    matches = match(export, instrument, numbered=numbered)
    return sum(each.score for each in matches if each.how != DOUBTFUL)
