"""The cells of the framework grid: what a researcher makes of one case under one code."""

from collections.abc import Iterable

import pandas as pd
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store import schema
from mixedmethods.store.log import now
from mixedmethods.store.project import Project

COLUMNS = ("case", "code", "text", "quotes", "author", "changed", "version")


def save_summary(
    project: Project,
    case: str,
    code: str,
    text: str,
    quotes: Iterable[str],
    author: str,
    version: int = 0,
    op: str | None = None,
) -> None:
    """Write one cell; without a text and quotes it is taken away.

    Parameters
    ----------
    project : Project
        The open project.
    case, code : str
        Ids.
    text : str
        The summary.
    quotes : iterable of str
        Ids of the codings that are pinned to it.
    author : str
        Who writes.
    version : int, default 0
        The version that the author saw; 0 where the cell was empty.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If the case or code is not there, or somebody has written the cell meanwhile.
    """
    row = {
        "case": case, "code": code, "text": text.strip(), "quotes": list(quotes),
        "author": author, "changed": now(),
    }  # fmt: skip
    with project.change(author, f"Summarise {code} for {case}", op) as change:
        for table, id in ((schema.cases, case), (schema.codes, code)):
            if change.row(table, {"id": id}) is None:
                raise ProjectError(
                    f"A summary must be of a case and a code of the project. Got {id!r}, which is "
                    "not there. Choose another."
                )
        there = change.row(schema.summaries, row)
        if (0 if there is None else there["version"]) != version:
            raise ProjectError(
                "The cell must be as it was when you opened it. Got one that was written "
                "meanwhile. Reload the page to see it, then make your change again."
            )
        if there is None:
            if row["text"] or row["quotes"]:
                change.insert(schema.summaries, [{**row, "version": 1}])
        elif row["text"] or row["quotes"]:
            change.update(schema.summaries, row, version=version)
        else:
            change.delete(schema.summaries, row)


def summaries(project: Project) -> pd.DataFrame:
    """Return the cells that are written: ``case code text quotes author changed version``."""
    columns = [schema.summaries.c[name] for name in COLUMNS]
    with project.reading() as connection:
        rows = connection.execute(sa.select(*columns).order_by("case", "code")).mappings().all()
    return pd.DataFrame(rows, columns=list(COLUMNS))
