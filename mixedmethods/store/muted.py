"""Words that no longer lead a coder to suggestions of a code: in and out of the project."""

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store import schema
from mixedmethods.store.log import now
from mixedmethods.store.project import Project


def mute(project: Project, code: str, word: str, coder: str, op: str | None = None) -> None:
    """Let a word lead this coder to suggestions of the code no more.

    Parameters
    ----------
    project : Project
        The open project.
    code : str
        Id of the code.
    word : str
        The word as it was matched; kept casefolded, so that its case makes no difference.
    coder : str
        For whom.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If the code is absent, or the word empty.
    """
    with project.change(coder, f"Mute a word for {code}", op) as change:
        row = _row(code, word, coder)
        if change.row(schema.codes, {"id": code}) is None:
            raise ProjectError(
                f"A word is muted for a code of the project. Got {code!r}, which is not there. "
                "Reload the page."
            )
        if change.row(schema.muted, row) is None:
            change.insert(schema.muted, [row])


def unmute(project: Project, code: str, word: str, coder: str, op: str | None = None) -> None:
    """Let a word lead this coder to suggestions of the code again.

    Raises
    ------
    ProjectError
        If the word is empty.
    """
    with project.change(coder, f"Unmute a word for {code}", op) as change:
        change.delete(schema.muted, _row(code, word, coder))


def muted(project: Project, coder: str) -> frozenset[tuple[str, str]]:
    """Return what a coder has muted: (code, casefolded word)."""
    c = schema.muted.c
    query = sa.select(c.code, c.word).where(c.coder == coder)
    with project.reading() as connection:
        return frozenset((code, word) for code, word in connection.execute(query))


def _row(code: str, word: str, coder: str) -> dict[str, str]:
    folded = " ".join(word.split()).casefold()
    if not folded:
        raise ProjectError("A word to mute must have letters. Got none. Choose a word.")
    return {"code": code, "word": folded, "coder": coder, "created": now()}
