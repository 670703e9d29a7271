"""Tests of codes against groups, speakers, variables and one another, by plain counts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.matrix import case_table, matrix, wide
from mixedmethods.errors import DataError
from mixedmethods.model import Code
from tests.coding.coded import frames, same_turn, segments, share, turns

CODES = [Code(id, f"Name {id}", "book") for id in "ABC"]
ROLE = {"FG2": "user", "FG10": "therapist"}
COLUMN = {
    "group": lambda s: s[0],
    "speaker": lambda s: s[5],
    "role": lambda s: ROLE[s[0]],
}


def three(found):
    return (len(found), len({s[5] for s in found}), len({s[0] for s in found}))


def told(table):
    return {
        (row.code, row.column): (row.segments, row.speakers, row.groups)
        for row in table.itertuples(index=False)
    }


@given(frames(), st.sampled_from(list(COLUMN)))
def test_each_cell_counts_its_segments_speakers_and_groups(frame, by):
    made = segments(frame)
    table = matrix(frame, turns(), CODES, by)
    for (code, column), counts in told(table).items():
        assert counts == three([s for s in made if s[4] == code and COLUMN[by](s) == column])
    assert table["segments"].sum() == len(made)
    assert len(table) == 3 * table["column"].nunique()


@given(frames(), st.sampled_from([("overlap", share), ("turn", same_turn)]))
def test_code_by_code_counts_segments_that_stand_together(frame, way):
    made = segments(frame)
    for (code, other), counts in told(matrix(frame, turns(), CODES, "code", way[0])).items():
        found = [
            s
            for s in made
            if s[4] == code and (other == code or any(t[4] == other and way[1](s, t) for t in made))
        ]
        assert counts == three(found)


def test_groups_run_by_their_numbers_and_a_silent_one_stays():
    table = matrix(turns().iloc[:0].assign(code=[], id=[]), turns(), CODES, "group")
    assert table["column"].tolist() == ["FG2", "FG10"] * 3
    assert not table["coded"].any()
    assert (table["segments"] == 0).all()
    assert (table["of"] == 1).all()


@given(frames())
def test_a_column_in_which_nobody_coded_says_so(frame):
    table = matrix(frame, turns(), CODES, "group")
    assert set(table.loc[table["coded"], "column"]) == set(frame["source"])


def test_a_variable_that_nobody_has_is_refused():
    with pytest.raises(DataError, match="'age'"):
        matrix(turns().assign(code="A"), turns(), CODES, "age")


@given(frames())
def test_the_wide_table_holds_what_the_long_one_holds(frame):
    table = matrix(frame, turns(), CODES, "group")
    set_out = wide(table, ["segments"])
    assert set_out.to_numpy().ravel().tolist() == table["segments"].tolist()
    assert wide(table).shape == (3, 6)


@given(frames())
def test_a_case_has_1_where_it_raised_a_code_and_none_where_nobody_looked(frame):
    made, coded = segments(frame), set(frame["source"])
    table = case_table(frame, turns(), CODES).set_index("case")
    assert table.index.tolist() == ["FG2/P1", "FG2/P2", "FG10/P1", "FG10/P2"]
    assert table["role"].tolist() == ["user"] * 2 + ["therapist"] * 2
    for case in table.index:
        for code in "ABC":
            value = table.loc[case, code]
            if case.split("/")[0] not in coded:
                assert value is pd.NA
            else:
                assert value == int(any(s[4] == code and s[5] == case for s in made))
