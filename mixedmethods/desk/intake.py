"""Bring files into a project: read them, store them, all of them or none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from mixedmethods.desk.exchange import add_exchange
from mixedmethods.desk.survey_intake import Answers, add_survey
from mixedmethods.desk.transcripts import Cast, preview
from mixedmethods.desk.words import counted
from mixedmethods.errors import DataError, FileError
from mixedmethods.ingest import documents as read
from mixedmethods.ingest.codings import read_codings
from mixedmethods.ingest.detect import KINDS, detect
from mixedmethods.ingest.exchange import read_qdc, read_qdpx
from mixedmethods.ingest.outcomes.monthly import is_monthly, read_monthly
from mixedmethods.ingest.outcomes.nhs import ENGLAND, USUAL, read_annual
from mixedmethods.ingest.outcomes.rates import read_measures, read_rates
from mixedmethods.ingest.surveys.dictionary import read_dictionary
from mixedmethods.ingest.surveys.mapping import SurveyMap, read_map
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.ingest.table import headings
from mixedmethods.ingest.transcripts.text import MODERATORS
from mixedmethods.ingest.yaml_file import read_yaml
from mixedmethods.model import (
    Audit,
    AuditEntry,
    Case,
    Instrument,
    read_codebook,
    read_instrument,
)
from mixedmethods.outcomes.definitions import PERCENT
from mixedmethods.store import Project, digest
from mixedmethods.store import documents as kept
from mixedmethods.store.codes import add_codebook
from mixedmethods.store.codings import add_codings
from mixedmethods.store.log import Change
from mixedmethods.store.numbers import (
    add_counts,
    add_instrument,
    add_measures,
    add_rates,
)
from mixedmethods.store.texts import add_source, source_ids_in, source_in

# What others stand on comes first, whatever the order of the files.
ORDER = (
    "instrument",
    "dictionary",
    "survey_map",
    "codebook",
    "measures",
    "transcript",
    "cases",
    "qdc",
    "qdpx",
)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came: its name, its bytes, and its kind where the user has said it."""

    name: str
    content: bytes
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read files that leave a choice.

    `instrument` is the id of the instrument that a survey answers, or empty to choose the one
    whose items it holds. `coder` is whose codings a file of codings holds. By the name of a file,
    `casts` say of a transcript who speaks in it, `readings` of a survey which of its columns is
    which item, and `instruments` which instrument it answers. `maps` do both for every survey that
    has their columns; those that come as files join them. Of annual files of counts, `levels` and
    `characteristics` say which areas and groups come in.
    """

    instrument: str = ""
    coder: str = ""
    leave_out_unknown: bool = False
    moderators: tuple[str, ...] = MODERATORS
    casts: Mapping[str, Cast] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)
    maps: tuple[SurveyMap, ...] = ()
    levels: tuple[str, ...] = (ENGLAND,)
    characteristics: tuple[str, ...] = USUAL


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file: one sentence, and the row audit."""

    name: str
    kind: str
    summary: str
    audit: Audit


class _RehearsalOverError(Exception):
    """Ends a rehearsal, so that its transaction is rolled back."""


def import_files(
    project: Project,
    files: Sequence[File],
    author: str,
    options: Options = Options(),
    *,
    rehearse: bool = False,
) -> list[Imported]:
    """Read files and store what they hold, as one change.

    Parameters
    ----------
    project : Project
        The open project.
    files : sequence of File
        In any order: instruments, codebooks and transcripts are read before what refers to them.
    author : str
        Who imports.
    options : Options
        How to read files that leave a choice.
    rehearse : bool, default False
        Do all of it, then store nothing: the same checks and the same account.

    Returns
    -------
    list of Imported
        One for each file, in the order in which they were read.

    Raises
    ------
    DataError
        If any file cannot be read or stored; then none is.
    """
    if not files:
        raise FileError("An import needs at least one file. Got none. Choose a file.")
    kinds = [(_kind(file), file) for file in files]
    for kind, file in kinds:
        if kind not in KINDS:
            raise FileError(
                f"A file must be one of {', '.join(KINDS)}. Got {kind} ({file.name}). "
                "Name one of these, or leave the kind out."
            )
    ranks = {kind: rank for rank, kind in enumerate(ORDER)}
    kinds.sort(key=lambda pair: ranks.get(pair[0], len(ranks)))
    options = replace(options, maps=(*options.maps, *_maps(kinds)))
    done: list[Imported] = []
    try:
        with project.change(author, _what(files)) as change:
            for kind, file in kinds:
                done.append(_import(change, kind, file, options))
            if rehearse:
                raise _RehearsalOverError
    except _RehearsalOverError:
        pass
    return done


def _maps(kinds: Sequence[tuple[str, File]]) -> Iterator[SurveyMap]:
    for kind, file in kinds:
        if kind == "survey_map":
            with _naming(file):
                yield read_map(read_yaml(file.name, file.content))


def kind_of(file: File) -> str:
    """Return what a file would be read as; empty where it cannot be told."""
    try:
        return _kind(file)
    except DataError:
        return ""


def instruments_among(files: Iterable[File]) -> list[Instrument]:
    """Return the instruments among files; one that is faulty is none yet."""
    found = []
    for file in files:
        kind = kind_of(file)
        with suppress(DataError):
            if kind == "instrument":
                found.append(read_instrument(read_yaml(file.name, file.content)))
            elif kind == "dictionary":
                found.append(read_instrument(read_dictionary(file.name, file.content)[0]))
    return found


def _import(change: Change, kind: str, file: File, options: Options) -> Imported:
    with _naming(file):
        summary, audit = READERS[kind](change, file, options)
    kept.add_file(change, file.name, kind, digest(file.content), audit)
    return Imported(file.name, kind, summary, audit)


def _kind(file: File) -> str:
    with _naming(file):
        return file.kind or detect(file.name, file.content)


@contextmanager
def _naming(file: File) -> Iterator[None]:
    """See to it that an error says which file it is about."""
    try:
        yield
    except DataError as error:
        if file.name in f"{error}":
            raise
        raise type(error)(f"{file.name}: {error}") from error


def _instrument(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    body = read_yaml(file.name, file.content)
    instrument = read_instrument(body)
    add_instrument(change, body)
    return f"{instrument.title}: {counted(len(instrument.items), 'item')}", Audit(
        len(instrument.items)
    )


def _dictionary(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    body, audit = read_dictionary(file.name, file.content)
    instrument = read_instrument(body)
    add_instrument(change, body)
    told = f"{instrument.title}: {counted(len(instrument.items), 'item')} of a REDCap dictionary"
    return f"{told}, for the role {instrument.role}", audit


def _codebook(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    codebook = read_codebook(read_yaml(file.name, file.content))
    add_codebook(change, codebook)
    return f"{codebook.title}: {counted(len(codebook.codes), 'code')}", Audit(len(codebook.codes))


def _measures(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    measures = read_measures(file.name, file.content)
    add_measures(change, measures)
    return f"{counted(len(measures), 'measure')} along the pathway", Audit(len(measures))


def _transcript(change: Change, file: File, options: Options) -> tuple[str, Audit]:
    cast = options.casts.get(file.name, Cast())
    read = preview(file.name, file.content, cast, options.moderators)
    source, audit = read.source, read.audit
    add_source(change, source, dict(read.cases))
    spoken = Counter(turn.speaker for turn in source.turns if not turn.moderator)
    asked = Counter(turn.speaker for turn in source.turns if turn.moderator)
    return f"{source.id}: {_turns(spoken, 'said')}; moderator: {_turns(asked, 'asked')}", audit


def _turns(by: Counter[str], what: str) -> str:
    """Say who has how many turns, so that a wrong speaker or moderator is seen at import."""
    if not by:
        return "nobody"
    who = ", ".join(f"{name or 'unnamed'} {count}" for name, count in by.items())
    return f"{counted(by.total(), 'turn')} {what} by {who}"


def _cases(change: Change, file: File, options: Options) -> tuple[str, Audit]:
    body = read_yaml(file.name, file.content)
    sources, codings = read.read_cases(body, options.coder or change.author)
    for source in sources:
        case = Case(source.id, "organisation", source.variables)
        add_source(change, source, {turn.speaker: case for turn in source.turns})
    add_codings(change, codings, {source.id: source for source in sources})
    return (
        f"{counted(len(sources), 'case study', 'case studies')}, {counted(len(codings), 'coding')}",
        Audit(len(sources)),
    )


def _codings(change: Change, file: File, options: Options) -> tuple[str, Audit]:
    ids = source_ids_in(change.connection)
    sources = {id: source_in(change.connection, id) for id in ids}
    codings = read_codings(file.name, file.content, sources, options.coder or change.author)
    new = add_codings(change, list(codings), sources)
    return counted(len(new), "coding"), Audit(len(new), len(codings) - len(new))


def _map(_: Change, file: File, options: Options) -> tuple[str, Audit]:
    told = read_map(read_yaml(file.name, file.content))
    return f"a map of {counted(len(told.matches), 'item')} of {told.instrument}", Audit(
        len(told.matches)
    )


def _survey(change: Change, file: File, options: Options) -> tuple[str, Audit]:
    how = Answers(
        options.readings.get(file.name, Reading()),
        options.instruments.get(file.name, options.instrument),
        options.maps,
        options.leave_out_unknown,
    )  # fmt: skip
    return add_survey(change, file.name, file.content, how)


def _outcomes(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    rates, audit = read_rates(file.name, file.content)
    replaced = add_rates(change, rates)
    groups = len({rate.group for rate in rates})
    periods = len({rate.period for rate in rates})
    flags = tuple(
        AuditEntry(0, "flagged", f"replaced another value: {r.group}, {r.measure}, {r.period}")
        for r in replaced
    )
    summary = (
        f"{counted(len(rates), 'rate')} of {counted(groups, 'group')} "
        f"in {counted(periods, 'period')}"
    )
    return summary, Audit(audit.kept, audit.dropped, audit.entries + flags)


def _counts(change: Change, file: File, options: Options) -> tuple[str, Audit]:
    if file.name.lower().endswith((".csv", ".xlsx")) and is_monthly(
        headings(file.name, file.content)
    ):
        counts, audit = read_monthly(file.name, file.content, levels=options.levels)
    else:
        counts, audit = read_annual(
            file.name, file.content, levels=options.levels, characteristics=options.characteristics
        )
    replaced = add_counts(change, counts)
    people = sum(not each.step.endswith(PERCENT) for each in counts)
    groups, areas, periods = (
        len({getattr(each, name) for each in counts}) for name in ("group", "area", "period")
    )
    told = (
        f"{counted(people, 'count')} of {counted(groups, 'group')} in {counted(areas, 'area')}"
        f" and {counted(periods, 'period')}"
    )
    return f"{told}, {replaced} of them replaced" if replaced else told, audit


def _literature(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    found = read.read_literature(read_yaml(file.name, file.content))
    kept.add_documents(change, "literature", found)
    return counted(len(found), "publication"), Audit(len(found))


def _recommendations(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    found = read.read_recommendations(read_yaml(file.name, file.content))
    kept.add_documents(change, "recommendation", found)
    return counted(len(found), "recommendation"), Audit(len(found))


def _reading(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    rows, audit = read.read_reading(file.name, file.content)
    kept.add_reading(change, file.name.rpartition(".")[0], rows)
    return f"a published reading of {len(rows)} rows, to compare with", audit


def _qdpx(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    return add_exchange(change, *read_qdpx(file.name, file.content))


def _qdc(change: Change, file: File, _: Options) -> tuple[str, Audit]:
    return add_exchange(change, *read_qdc(file.name, file.content))


READERS = {
    "qdpx": _qdpx,
    "qdc": _qdc,
    "instrument": _instrument,
    "dictionary": _dictionary,
    "codebook": _codebook,
    "measures": _measures,
    "transcript": _transcript,
    "cases": _cases,
    "codings": _codings,
    "survey_map": _map,
    "survey": _survey,
    "outcomes": _outcomes,
    "counts": _counts,
    "literature": _literature,
    "recommendations": _recommendations,
    "reading": _reading,
}


def _what(files: Sequence[File]) -> str:
    return f"Import {files[0].name}" if len(files) == 1 else f"Import {len(files)} files"
