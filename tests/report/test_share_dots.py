"""Tests of plots of shares: every dot has its count, its base and its interval."""

import pandas as pd
import pytest

from mixedmethods.errors import DataError
from mixedmethods.report.ranking import people_table, ranking_table
from mixedmethods.report.share_dots import share_dots


def ranking(*rows):
    columns = ["name", "group", "n", "base", "share", "ci_low", "ci_high"]
    frame = pd.DataFrame(
        [(*row, row[2] / max(row[3], 1), 0.1, 0.9) for row in rows], columns=columns
    )
    return frame.assign(code=frame["name"].str.upper())


ROWS = (("Time", "clinical_lead", 6, 37), ("Money", "clinical_lead", 8, 37),
        ("Time", "commissioner", 1, 11), ("Money", "commissioner", 0, 11))  # fmt: skip


def test_the_groups_of_a_row_stand_one_below_the_other_in_their_colours():
    plot = share_dots(ranking(*ROWS))
    assert plot.names == ("Time", "Money")
    assert [name for name, _ in plot.groups] == [
        "Clinical leads (n = 37)",
        "Commissioners (n = 11)",
    ]
    assert plot.dots["y"].tolist() == pytest.approx([-0.155, 0.845, 0.155, 1.155])
    assert plot.dots["text"].tolist() == ["6 of 37", "8 of 37", "1 of 11", "0 of 11"]
    assert plot.dots["hover"].iloc[2] == "Commissioners: 1 of 11 (9%, 10.0 to 90.0)"
    assert plot.dots.groupby("group")["colour"].nunique().eq(1).all()


def test_a_row_without_a_base_is_not_drawn_and_none_at_all_is_refused():
    plot = share_dots(ranking(ROWS[0], ("Money", "commissioner", 0, 0)))
    assert plot.names == ("Time",)
    with pytest.raises(DataError, match="with a base"):
        share_dots(ranking(("Money", "commissioner", 0, 0)))


def test_a_ranking_is_printed_one_row_per_code_and_one_column_per_role():
    table = ranking_table(ranking(*ROWS))
    assert table.to_numpy().tolist() == [
        ["Time", "6 of 37 (16%, 10.0 to 90.0)", "1 of 11 (9%, 10.0 to 90.0)"],
        ["Money", "8 of 37 (22%, 10.0 to 90.0)", "0 of 11 (0%, 10.0 to 90.0)"],
    ]
    people = pd.DataFrame([["clinical_lead", 41, 37, 0, 4]],
                          columns=["group", "people", "wrote", "nothing", "silent"])  # fmt: skip
    assert people_table(people).iloc[0].tolist() == ["Clinical leads", 41, 37, 0, 4]
