"""Tests of what gaps come to, in words."""

import pandas as pd

from mixedmethods.model import Measure
from mixedmethods.report.toll import opposite_sentences, ratio_table, toll_sentences

ROW = pd.Series(
    {"reference": "White British", "period": "2021-22", "groups": 15, "below": 9, "apart": 12,
     "apart_all": 10, "extra": 3120.9, "extra_low": 2875.8, "extra_high": 3366.0, "variance": 3.2}
)  # fmt: skip


def test_people_are_spoken_of_with_an_interval_and_only_where_more_is_better():
    people, many, spread = toll_sentences(ROW, Measure("recovery", "Recovery"))
    assert "9 groups below White British" in people
    assert "3,121 more people" in people
    assert "(95% interval 2,876 to 3,366)" in people
    assert many.startswith("12 of 15 gaps have an interval that leaves out 0. 10 still do")
    assert "1.8 points" in spread
    assert len(toll_sentences(ROW, Measure("worse", "Worse", "", "lower"))) == 2


def test_a_category_is_set_beside_its_group_with_both_references():
    row = {"group": "Asian", "gap": -3.52, "reference": "White", "category": "Indian",
           "category_gap": 0.74, "category_reference": "White British"}  # fmt: skip
    assert opposite_sentences(pd.DataFrame([row])) == [
        "Asian as one of five groups: −3.5 points against White. Indian, which is part of it: "
        "+0.7 points against White British."
    ]


def test_a_ratio_without_counts_has_a_dash_for_an_interval():
    rows = [("African", 0.9, 0.8, 1.0), ("Chinese", 1.1, float("nan"), float("nan"))]
    table = ratio_table(pd.DataFrame(rows, columns=["group", "ratio", "ci_low", "ci_high"]))
    assert table.to_numpy().tolist()[0] == ["African", "0.90", "0.80 to 1.00"]
    assert table["95% interval"].iloc[1] not in ("", "nan to nan")
