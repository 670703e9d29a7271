"""Hand the evidence of an open project to the analysis."""

from dataclasses import replace

import pandas as pd

from mixedmethods.coding import Suggestion, suggest
from mixedmethods.errors import DataError, ProjectError
from mixedmethods.integration import Study, evidence
from mixedmethods.integration.rules import check
from mixedmethods.integration.tokens import render
from mixedmethods.model import Finding, Link, Source
from mixedmethods.store import (
    Project,
    checklist,
    codes,
    codings,
    documents,
    findings,
    links,
    numbers,
    reads,
    texts,
    threads,
)
from mixedmethods.store.decisions import settled
from mixedmethods.store.settings import settings
from mixedmethods.survey import Survey


def read_study(project: Project, coder: str | None = None) -> Study:
    """Return all strands of a project as they stand.

    Parameters
    ----------
    project : Project
        The open project.
    coder : str, optional
        Who asks: while coders work blind, they get their own codings only. None gets all.
    """
    how = settings(project)
    made = codings.codings(project)
    blind = coder is not None and not how.sees_all(coder)
    if coder is not None and blind:
        made = seen_by(project, coder, made).reset_index(drop=True)
    return Study(
        title=project.title,
        label=project.label,
        surveys=tuple(
            Survey(instrument, numbers.responses(project, instrument))
            for instrument in numbers.instruments(project)
        ),
        codebooks=codes.codebooks(project),
        turns=texts.turns(project),
        codings=made,
        measures=numbers.measures(project),
        rates=numbers.rates(project),
        counts=numbers.counts(project),
        links=links.links(project),
        literature=tuple(documents.documents(project, "literature")),
        recommendations=tuple(documents.documents(project, "recommendation")),
        readings=documents.readings(project),
        approach=how.approach,
        reads=reads.reads(project),
        assessments=links.assessments(project),
        files=tuple(documents.files(project)),
        steps=tuple(threads.steps(project)),
        findings=findings.findings(project),
        answers=tuple(checklist.answers(project)),
        partial=blind,
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
    used = set(made.loc[made["kind"] == source.kind, "code"])
    usual = {code.codebook for code in every if code.id in used} or set(books)
    chosen = usual if codebook is None else {codebook}
    wanted = [code for code in every if code.codebook in chosen]
    taken = set() if coder is None else settled(project, source.id, coder)
    return suggest(source, wanted, taken)


def seen_by(project: Project, coder: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a frame with a ``coder`` that a coder may see: while blind, their own."""
    return frame if settings(project).sees_all(coder) else frame[frame["coder"] == coder]


def save_link(project: Project, link: Link, author: str) -> str:
    """Store a link together with the evidence it stands on now; return its id.

    Raises
    ------
    ProjectError
        If it names groups and there is no rate of that measure, period and reference, the
        approach is reflexive and the theme has no statement, and as `store.links.save_link`.
    DataError
        If the evidence does not carry it, as `integration.rules.check`.
    """
    study = read_study(project)
    link = replace(link, groups=tuple(sorted(set(link.groups))))
    rates = study.rates[["measure", "period", "group"]].to_numpy().tolist()
    if link.groups and [link.measure, link.period, link.reference] not in rates:
        raise ProjectError(
            f"A link needs the rate that its gaps are against. Got {link.measure!r}, which has "
            f"none of {link.reference} in {link.period}. Choose another, or import it."
        )
    check(study, link)
    code = study.codes.get(link.code)
    if study.reflexive and code is not None and not code.statement.strip():
        raise ProjectError(
            "In reflexive thematic analysis a theme needs a statement, what it claims in a "
            f"sentence, before it is linked. Got none for {link.code}. Write it on the Codebook "
            "page."
        )
    pairs = evidence(study, [link])[link.id]
    return links.save_link(project, replace(link, evidence=pairs), author)


def affirm_link(project: Project, link: Link, author: str) -> None:
    """Affirm a stale link on the evidence as it is now.

    Raises
    ------
    DataError
        If the evidence does not carry its relation any more.
    ProjectError
        If someone changed or withdrew it meanwhile.
    """
    study = read_study(project)
    check(study, link)
    links.affirm(project, link, evidence(study, [link])[link.id], author)


def save_finding(project: Project, finding: Finding, author: str) -> str:
    """Store a finding with the values of its tokens as they are now; return its id.

    Raises
    ------
    DataError
        If a token cannot be filled in, as `integration.tokens.render`.
    ProjectError
        As `store.findings.save_finding`.
    """
    _, pairs = render(read_study(project), finding.text)
    return findings.save_finding(project, replace(finding, evidence=pairs), author)
