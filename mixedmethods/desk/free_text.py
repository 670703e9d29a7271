"""Free-text answers of a survey as texts to code: one text per question, one turn per answer."""

from collections.abc import Collection, Iterable, Iterator

import pandas as pd

from mixedmethods.coding import answering, rank_codes, voices
from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model import Case, Code, Codebook, Instrument, Item, Source, Turn
from mixedmethods.store import Project
from mixedmethods.store.log import Change
from mixedmethods.store.numbers import RESPONDENT, instruments, instruments_in, responses_in
from mixedmethods.store.texts import FREE_TEXT, add_source, source_ids_in, who_spoke

BETWEEN = "\n\n"


def add_answers(change: Change, instrument: Instrument) -> list[Source]:
    """Make texts of the free-text answers that are in none yet.

    Parameters
    ----------
    change : Change
        The open change.
    instrument : Instrument
        Its answers are in the project.

    Returns
    -------
    list of Source
        One per question that has new answers, in the order asked. Its name is the item's id (with
        a number, where answers came before); each answer is a turn of its respondent's case. An
        empty answer is none; "N/A" is kept as it was written.
    """
    answers = responses_in(change.connection, instrument)
    spoken = who_spoke(change.connection, FREE_TEXT)
    made = []
    for item in _open(instrument):
        told = {row[1] for row in spoken if row[0] == item.id or _of(row[0], item.id)}
        new = {
            f"{id}": f"{words}"
            for id, words in answers[item.id].dropna().items()
            if f"{words}".strip() and f"{instrument.id}/{id}" not in told
        }
        if new:
            source = _source(_free(change, item.id), instrument, item, new.items())
            cases = {id: Case(f"{instrument.id}/{id}", RESPONDENT) for id in new}
            add_source(change, source, cases, known=True)
            made.append(source)
    return made


def waiting(project: Project) -> bool:
    """Say whether there are free-text answers that no text holds, as in projects of old."""
    asked = any(True for each in instruments(project) for _ in _open(each))
    if not asked:
        return False
    with project.reading() as connection:
        there = set(source_ids_in(connection, FREE_TEXT))
        return any(
            item.id not in there and responses_in(connection, each)[item.id].notna().any()
            for each in instruments_in(connection)
            for item in _open(each)
        )


def make_ready(project: Project, author: str) -> list[Source]:
    """Make texts of all free-text answers that are in none yet."""
    with project.change(author, "Make free-text answers ready to code") as change:
        return [
            source
            for each in instruments_in(change.connection)
            for source in add_answers(change, each)
        ]


def open_items(study: Study) -> dict[str, Item]:
    """Return the questions that somebody answered in their own words, by id."""
    return {
        item.id: item
        for survey in study.surveys
        for item in _open(survey.instrument)
        if survey.responses[item.id].notna().any()
    }


def rankings(
    study: Study, codebook: str = "", topic: str = "", items: Collection[str] = ()
) -> dict[str, pd.DataFrame]:
    """Rank codes by the people who gave them in free text, role by role.

    Parameters
    ----------
    study : Study
        All strands.
    codebook : str, optional
        Id of a codebook; by default the one that most free-text codings are of.
    topic : str, optional
        A topic of it, such as barrier; by default all its codes.
    items : collection of str, optional
        Free-text items; all by default.

    Returns
    -------
    dict of str to DataFrame
        ``ranking`` as `coding.rank_codes`, without codes that nobody gave; ``people`` as
        `coding.answering`; ``quotes`` as `coding.voices`.

    Raises
    ------
    DataError
        If there are no free-text answers, none is coded, or an item, codebook or topic is not
        there; if the study is reflexive, where codings are not counted.
    """
    if study.reflexive:
        raise DataError(
            "A ranking counts codings, which reflexive thematic analysis does not. Got a study "
            "of that approach. Read the quotes instead, or change the approach."
        )
    asked = open_items(study)
    chosen = list(items) or list(asked)
    if not asked or not set(chosen) <= set(asked):
        raise DataError(
            "A ranking needs free-text items that were answered. "
            f"Got {', '.join(sorted(set(chosen) - set(asked))) or 'none in the project'}. "
            f"Choose among {', '.join(asked) or 'the items of a survey that has some'}."
        )
    codes = _codes(study, codebook, topic)
    held = study.answer_codings
    texts = {
        source for source in held["source"] for id in chosen if source == id or _of(source, id)
    }
    made = held[held["source"].isin(texts) & held["code"].isin([code.id for code in codes])]
    answers, people = _answers(study, chosen)
    ranking = rank_codes(made, answers, codes)
    given = ranking.groupby("code")["n"].transform("max") > 0
    return {
        "ranking": ranking[given].reset_index(drop=True),
        "people": answering(answers, people),
        "quotes": voices(made, codes),
    }


def free_text_books(study: Study) -> dict[str, Codebook]:
    """Return the codebooks that free text is coded with, the most used first; else all."""
    used = study.answer_codings["code"]
    counts = {
        book.id: int(used.isin([code.id for code in book.codes]).sum()) for book in study.codebooks
    }
    order = sorted(study.codebooks, key=lambda book: -counts[book.id])
    return {book.id: book for book in order if counts[book.id] or not sum(counts.values())}


def _codes(study: Study, codebook: str, topic: str) -> list[Code]:
    books = free_text_books(study)
    if study.answer_codings.empty:
        raise DataError(
            "A ranking needs codings of free-text answers. Got none yet. Code some on the Code "
            "page, or import a file of codings."
        )
    if codebook and codebook not in books:
        raise DataError(
            f"The codebook must be one that free text is coded with: {', '.join(books)}. "
            f"Got {codebook!r}. Choose one of them."
        )
    book = books[codebook] if codebook else next(iter(books.values()))
    codes = [code for code in book.codes if code.codable and topic in ("", code.topic)]
    if not codes:
        raise DataError(
            f"The topic must be one of {', '.join(id for id, _ in book.topics) or 'none'}. "
            f"Got {topic!r}. Choose one of them, or leave it out."
        )
    return codes


def _answers(study: Study, items: Collection[str]) -> "tuple[pd.DataFrame, pd.Series[int]]":
    """Return one row per answer to the items, and how many people were asked any, by role."""
    frames, people = [], {}
    for survey in study.surveys:
        own = [item.id for item in _open(survey.instrument) if item.id in items]
        if own and len(survey.responses):
            people[survey.role] = len(survey.responses)
            long = survey.responses[own].reset_index(names="respondent").melt("respondent")
            long = long[long["value"].astype("string").str.strip().fillna("") != ""]
            case = survey.instrument.id + "/" + long["respondent"].astype(str)
            frames.append(pd.DataFrame({"case": case, "words": long["value"], "role": survey.role}))
    return pd.concat(frames, ignore_index=True), pd.Series(people, dtype="int64")


def _open(instrument: Instrument) -> Iterator[Item]:
    return (item for item in instrument.items if item.kind == "free_text")


def _of(source: str, item: str) -> bool:
    name, _, number = source.rpartition("-")
    return name == item and number.isdigit()


def _free(change: Change, wanted: str) -> str:
    taken = set(source_ids_in(change.connection))
    names = (wanted if k == 1 else f"{wanted}-{k}" for k in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _source(
    name: str, instrument: Instrument, item: Item, answers: Iterable[tuple[str, str]]
) -> Source:
    turns, parts, place = [], [], 0
    for number, (respondent, words) in enumerate(answers, 1):
        turns.append(Turn(number, place, place + len(words), respondent))
        parts.append(words)
        place += len(words) + len(BETWEEN)
    about = (("role", instrument.role), ("question", item.wording))
    return Source(name, BETWEEN.join(parts), tuple(turns), FREE_TEXT, about)
