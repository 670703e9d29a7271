"""Make a code from selected words, and put it on them."""

from collections.abc import Iterable, Sequence

from mixedmethods.errors import ProjectError
from mixedmethods.model import Code, Selection
from mixedmethods.model.codebook import COLOURS
from mixedmethods.store import Project
from mixedmethods.store.codebook_edits import code_in_vivo
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import code_selections

PREFIX = "OWN"


def code_from_words(
    project: Project,
    selections: Sequence[Selection],
    quotes: Sequence[str],
    name: str,
    codebook: str,
    coder: str,
    op: str | None = None,
) -> None:
    """Add a code named by the coder and put it on the selections, as one change.

    Parameters
    ----------
    project : Project
        The open project.
    selections : sequence of Selection
        Each must lie inside one turn of its source.
    quotes : sequence of str
        What the coder saw selected, one for each selection.
    name : str
        Name of the code. Where the codebook has a code of that name already, it is used.
    codebook : str
        Id of the codebook that the code goes into.
    coder : str
        Who codes.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If there is no such codebook, or as `store.codings.code_selections`.
    """
    every = codes(project)
    if codebook not in {code.codebook for code in every}:
        raise ProjectError(
            f"A new code must go into a codebook of the project. Got {codebook!r}, which is not "
            "there. Choose a codebook."
        )
    same = [c for c in every if c.codebook == codebook and c.name.casefold() == name.casefold()]
    if same:
        code_selections(project, selections, [same[0].id], coder, op, quotes)
        return
    colour = COLOURS[len(every) % len(COLOURS)]
    code = Code(free_id(c.id for c in every), name, codebook, colour=colour)
    code_in_vivo(project, selections, quotes, code, coder, op)


def free_id(taken: Iterable[str]) -> str:
    """Return the first id of the form OWN-1 that is free.

    The words themselves make no id: ids stand in messages and in the log, where no participant is
    quoted.

    Examples
    --------
    >>> free_id(["AC-WAIT", "OWN-1"])
    'OWN-2'
    """
    known = set(taken)
    number = 1
    while f"{PREFIX}-{number}" in known:
        number += 1
    return f"{PREFIX}-{number}"
