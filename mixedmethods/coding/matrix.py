"""Codes against groups, speakers, variables or one another; and one row per case for statistics.

Three counts always come together: segments, speakers and groups. They count as in `themes`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from mixedmethods.coding.cooccur import overlapping, stretches
from mixedmethods.coding.themes import STRETCH
from mixedmethods.errors import DataError
from mixedmethods.model import Code

COUNTS = ("segments", "speakers", "groups")
COLUMNS = ["code", "name", "column", *COUNTS, "of", "coded"]
COLUMN_OF = ("group", "source", "speaker")  # columns that are no variables
OF_TURNS = {"source", "kind", "turn", "start", "end", "speaker", "case", "moderator"}


def matrix(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    codes: Iterable[Code],
    columns: str,
    within: str = "overlap",
) -> pd.DataFrame:
    """Count each code in each column.

    Parameters
    ----------
    codings : DataFrame
        One row per coding: ``source turn start end code case moderator`` and the variable.
        Prompts are left out of every count.
    turns : DataFrame
        Every turn that could have been coded: ``source speaker case moderator`` and the variable.
    codes : iterable of Code
        The rows, in this order.
    columns : str
        ``group``: one column per source (``source`` says the same, also where a variable is named
        group). ``speaker``: one per case. ``code``: one per code, where a cell counts the segments
        of the row's code that stand together with the column's; with itself, all of them. Else a
        variable: one column per value; who has none is left out.
    within : {"overlap", "turn"}
        What standing together is, for ``code``: sharing a character, or being in the same turn.

    Returns
    -------
    DataFrame, shape (n_codes * n_columns, 8)
        ``code name column segments speakers groups of coded``, by code, then column (numbers in
        names run in their order: FG2 before FG10). A silent column stays, with zeros. `groups`
        counts sources, `of` those in which the column spoke at all (for ``code``: in which anybody
        did). `coded` is false where the column has no coding of any code, so that its zeros say
        nothing. A stretch that several coders gave the same code counts once.

    Raises
    ------
    DataError
        If no turn has the variable, or `within` is neither.
    """
    codes = list(codes)
    ids = [code.id for code in codes]
    spoke = turns[~turns["moderator"].astype(bool)]
    said = codings[~codings["moderator"].astype(bool)]
    if columns == "code":
        of = dict.fromkeys(ids, spoke["source"].nunique())
        coded = set(ids) if len(codings) else set()
        long = _together(said[said["code"].isin(ids)], within)
    else:
        check_variable(spoke, columns)
        heard = spoke["source"].groupby(_column(spoke, columns)).nunique()
        of = {column: int(heard[column]) for column in sorted(heard.index, key=_natural)}
        coded = set(_column(codings, columns).dropna())
        long = said.assign(column=_column(said, columns)).drop_duplicates(STRETCH)
    return _counts(long, codes, of, coded)


def wide(table: pd.DataFrame, counts: Sequence[str] = COUNTS) -> pd.DataFrame:
    """Set a matrix out with one row per code.

    Parameters
    ----------
    table : DataFrame
        As `matrix` gives it.
    counts : sequence of str
        Which of ``segments speakers groups``.

    Returns
    -------
    DataFrame
        Indexed by ``code name``; for each column of the matrix one column per count, headed
        ``FG1, segments``, or ``FG1`` where there is one count only. Rows and columns keep their
        order.
    """
    index = pd.MultiIndex.from_frame(table[["code", "name"]].drop_duplicates())
    parts = {
        column if len(counts) == 1 else f"{column}, {count}": cells[count].to_numpy()
        for column, cells in table.groupby("column", sort=False)
        for count in counts
    }
    return pd.DataFrame(parts, index=index)


def case_table(codings: pd.DataFrame, turns: pd.DataFrame, codes: Iterable[Code]) -> pd.DataFrame:
    """Say of each case which codes it raised, for other statistics programs.

    Parameters
    ----------
    codings, turns
        As in `matrix`, with any variables.
    codes : iterable of Code
        One column each, headed by the code's id.

    Returns
    -------
    DataFrame
        ``case``, the variables, then the codes; one row per case that speaks in `turns`. 1 where
        the case has a segment of the code, 0 where it spoke in a coded source and has none, NA
        where nobody has coded any source in which it spoke. Values of a variable that differ
        between the sources of a case are joined by a semicolon. A variable with the name of a
        column here has ``(variable)`` added.
    """
    ids = [code.id for code in codes]
    spoke = turns[~turns["moderator"].astype(bool) & turns["case"].notna()]
    cases = sorted(spoke["case"].unique(), key=_natural)
    said = codings[~codings["moderator"].astype(bool)]
    raised = set(zip(said["case"], said["code"], strict=True))
    looked_at = set(spoke.loc[spoke["source"].isin(codings["source"].unique()), "case"])
    flags = {
        id: pd.array(
            [int((case, id) in raised) if case in looked_at else pd.NA for case in cases], "Int64"
        )
        for id in ids
    }
    facts = {
        f"{name} (variable)" if name in {"case", *ids} else name: _values(spoke, name, cases)
        for name in turns.columns
        if name not in OF_TURNS
    }
    return pd.DataFrame({"case": cases, **facts, **flags})


def check_variable(frame: pd.DataFrame, name: str) -> None:
    """Refuse a variable that no speaker has; a frame without rows has nothing to refuse.

    Raises
    ------
    DataError
        If no row has a value of it.
    """
    if len(frame) and name not in COLUMN_OF and (name not in frame or frame[name].isna().all()):
        raise DataError(
            f"The speakers must have the variable {name!r}. Got none that has it. "
            "Give it in the header of the transcripts (`# role: ...`)."
        )


def _column(frame: pd.DataFrame, by: str) -> pd.Series:
    """Return in which column of the matrix each row of a frame counts, missing for none."""
    if by == "speaker":  # a label such as P1 is somebody else in another source
        return frame["case"].where(frame["case"].notna(), frame["source"] + "/" + frame["speaker"])
    if by == "group" and "group" not in frame:
        return frame["source"]
    return frame[by] if by in frame else pd.Series(None, index=frame.index, dtype=object)


def _together(said: pd.DataFrame, within: str) -> pd.DataFrame:
    """Return each segment once for itself and once for every other code that it stands with."""
    code, ids = pd.factorize(said["code"])
    count = max(len(ids), 1)
    found = [np.arange(len(said)) * count + code]
    for one, other in overlapping(stretches(said, within)):
        both = np.concatenate([one * count + code[other], other * count + code[one]])
        found.append(np.unique(both))
    row, column = np.divmod(np.unique(np.concatenate(found)), count)
    return said.iloc[row].assign(column=ids[column]).drop_duplicates([*STRETCH, "column"])


def _counts(
    long: pd.DataFrame, codes: list[Code], of: Mapping[str, int], coded: set[str]
) -> pd.DataFrame:
    """Count the segments of a long frame by code and column."""
    by = long.groupby(["code", "column"])
    counted = pd.DataFrame(
        {"segments": by.size(), "speakers": by["case"].nunique(), "groups": by["source"].nunique()}
    )
    cells = counted.to_dict("index")
    nothing = dict.fromkeys(COUNTS, 0)
    rows = [
        {
            "code": code.id, "name": code.name, "column": column,
            **cells.get((code.id, column), nothing), "of": number, "coded": column in coded,
        }
        for code in codes
        for column, number in of.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def _values(spoke: pd.DataFrame, name: str, cases: list[str]) -> list[object]:
    """Return a variable's values by case, missing where a case has none."""
    known = spoke.loc[spoke[name].notna(), ["case", name]].drop_duplicates()
    found = known.groupby("case")[name].agg(lambda values: "; ".join(map(str, values)))
    return list(found.reindex(cases))


def _natural(text: str) -> list[tuple[bool, int, str]]:
    """Order numbers inside a text by their size."""
    parts = re.split(r"(\d+)", f"{text}")
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
