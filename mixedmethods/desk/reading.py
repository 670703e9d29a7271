"""Hand the evidence of an open project to the analysis."""

from dataclasses import replace

from mixedmethods.coding import Suggestion, suggest
from mixedmethods.errors import DataError
from mixedmethods.integration import Study, evidence
from mixedmethods.model import Link, Source
from mixedmethods.store import Project, codes, codings, links, numbers, texts
from mixedmethods.survey import Survey


def read_study(project: Project) -> Study:
    """Return all strands of a project as they stand."""
    return Study(
        title=project.title,
        label=project.label,
        surveys=tuple(
            Survey(instrument, numbers.responses(project, instrument))
            for instrument in numbers.instruments(project)
        ),
        codebooks=codes.codebooks(project),
        turns=texts.turns(project),
        codings=codings.codings(project),
        measures=numbers.measures(project),
        rates=numbers.rates(project),
        links=links.links(project),
        literature=tuple(links.documents(project, "literature")),
        recommendations=tuple(links.documents(project, "recommendation")),
        readings=links.readings(project),
    )


def suggestions(
    project: Project, source: Source, codebook: str | None = None, coder: str | None = None
) -> list[Suggestion]:
    """Suggest codes for a source.

    Parameters
    ----------
    project : Project
        The open project.
    source : Source
        A source of the project.
    codebook : str, optional
        Id of the codebook to suggest from; by default those that sources of this kind are coded
        with, or all where none is coded yet.
    coder : str, optional
        Leave out what this coder has coded or decided already. What others did makes no
        difference, so that two coders do not lead each other.

    Raises
    ------
    DataError
        If there is no such codebook.
    """
    every = codes.codes(project)
    books = dict.fromkeys(code.codebook for code in every)
    if codebook is not None and codebook not in books:
        raise DataError(
            f"The codebook must be one of {', '.join(books) or 'none yet'}. Got {codebook!r}. "
            "Choose one of them, or import it first."
        )
    made = codings.codings(project)
    settled: set[tuple[int, int, str]] = set()
    for frame in (made, codings.decisions(project)):
        own = frame[(frame["source"] == source.id) & (frame["coder"] == coder)]
        settled |= set(zip(own["start"], own["end"], own["code"], strict=True))
    used = set(made.loc[made["kind"] == source.kind, "code"])
    usual = {code.codebook for code in every if code.id in used} or set(books)
    chosen = usual if codebook is None else {codebook}
    return suggest(source, [code for code in every if code.codebook in chosen], settled)


def save_link(project: Project, link: Link, author: str) -> str:
    """Store a link together with the evidence it stands on now; return its id.

    Raises
    ------
    ProjectError
        As `store.links.save_link`.
    """
    pairs = evidence(read_study(project), [link])[link.id]
    return links.save_link(project, replace(link, evidence=pairs), author)
