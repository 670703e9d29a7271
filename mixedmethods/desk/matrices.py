"""Tables of who says what, with the segments behind each count."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mixedmethods.coding.grid import grid
from mixedmethods.coding.matrix import case_table, matrix
from mixedmethods.desk.tables import refuse_counts
from mixedmethods.integration import Study
from mixedmethods.model import Code
from mixedmethods.store import Project
from mixedmethods.store.reads import reads
from mixedmethods.store.summaries import summaries
from mixedmethods.store.texts import cases

CELL = ("segments", "speakers", "groups")


def used_codes(study: Study, codebook: str) -> list[Code]:
    """Return the codes of a codebook that some segment of this study has, in their order."""
    used = set(study.codings.loc[~study.codings["moderator"].astype(bool), "code"])
    return [code for code in study.codes.values() if code.codebook == codebook and code.id in used]


def count_matrix(study: Study, codes: list[Code], columns: str, within: str) -> pd.DataFrame:
    """Count codes by column, as `coding.matrix.matrix` gives it.

    Raises
    ------
    DataError
        If the approach is reflexive, or no speaker has the variable.
    """
    refuse_counts(study)
    return matrix(study.group_codings, study.group_turns, codes, columns, within)


def printed(table: pd.DataFrame) -> pd.DataFrame:
    """Set a matrix out for reading: one row per code, each cell "segments / speakers / groups".

    Parameters
    ----------
    table : DataFrame
        As `count_matrix` gives it.

    Returns
    -------
    DataFrame
        ``Code`` and the columns of the matrix. A dot is no segment; "not coded" stands where
        nobody has coded anything of the column.
    """
    cells = table.assign(cell=[_cell(row) for row in table.to_dict("records")])
    wide = cells.pivot(index="code", columns="column", values="cell")
    wide = wide.reindex(index=cells["code"].unique(), columns=cells["column"].unique())
    names = dict(zip(table["code"], table["name"], strict=True))
    wide.insert(0, "Code", [f"{names[id]} ({id})" for id in wide.index])
    return wide.reset_index(drop=True).rename_axis(columns=None)


def zero_one(study: Study, codes: list[Code]) -> pd.DataFrame:
    """Return which case raised which code, for other statistics programs.

    Raises
    ------
    DataError
        If the approach is reflexive.
    """
    refuse_counts(study)
    return case_table(study.group_codings, study.group_turns, codes)


def framework(project: Project, study: Study, codes: list[Code]) -> pd.DataFrame:
    """Return the framework grid of everybody who speaks, as `coding.grid.grid` gives it.

    In reflexive thematic analysis the segments of a cell are not counted: no ``segments``.
    """
    spoken = study.turns[~study.turns["moderator"].astype(bool)]
    there = set(spoken["case"].dropna())
    people = [case for case in cases(project) if case.id in there]
    cells = grid(people, codes, study.codings, study.turns, reads(project), summaries(project))
    return cells.drop(columns="segments") if study.reflexive else cells


def segments_of(study: Study, case: str, code: str) -> pd.DataFrame:
    """Return the codings of a code that a case has: ``id source turn quote``, stretches once."""
    made = study.codings
    own = (made["case"] == case) & (made["code"] == code) & ~made["moderator"].astype(bool)
    once = made[own].drop_duplicates(["source", "start", "end"])
    return once[["id", "source", "turn", "quote"]].reset_index(drop=True)


def _cell(row: Mapping[Hashable, Any]) -> str:
    if not row["segments"]:
        return "·" if row["coded"] else "not coded"
    return " / ".join(f"{row[name]}" for name in CELL)
