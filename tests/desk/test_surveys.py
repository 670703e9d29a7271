"""Tests of tables of published percentages that come as a file."""

import pytest

from mixedmethods.desk.surveys import percentages_in
from mixedmethods.errors import FileError
from mixedmethods.survey import audit_bases


def test_a_table_of_percentages_is_read_and_audited():
    content = b"Percent,Base,Item,Parts\n55%,41,A,\n 56 ,41,B,2\n,41,C,\n"
    table = percentages_in("p.csv", content)
    assert table[["item", "percent", "base", "parts"]].to_numpy().tolist() == [
        ["A", "55", 41, 1], ["B", "56", 41, 2],
    ]  # fmt: skip
    assert table["asked"].isna().all()
    assert audit_bases(table)["verdict"].tolist()[0] != "possible"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"share,base\n55,41\n", "columns percent and base"),
        (b"percent,base\n55,\n", "column base must hold whole numbers.*row 2"),
        (b"percent,base,asked\n55,41,ten\n", "column asked must hold whole numbers"),
        (b"percent,base\n55,0\n", "above 0"),
        (b"percent,base\n55,41.5\n", "whole numbers"),
    ],
)
def test_a_table_that_is_none_is_refused(content, sentence):
    with pytest.raises(FileError, match=sentence):
        percentages_in("p.csv", content)
