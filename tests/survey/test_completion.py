"""Tests of completion: who was asked, who answered, who answered unasked."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.model import Instrument, Item, Scale
from mixedmethods.survey import Survey, completion

YES_NO = Scale("yesno", "nominal", ("Yes", "No"))
ITEMS = (
    Item("enough", "Is there enough?", "single", YES_NO),
    Item("need", "Is more needed?", "single", YES_NO, asked_if=("enough", ("No",))),
    Item("why", "Why?", "free_text"),
)


def counts(**columns):
    frame = pd.DataFrame(columns, dtype=object)
    return completion(Survey(Instrument("lead", "Leads", "lead", ITEMS), frame)).set_index("item")


def test_a_routed_item_counts_the_asked_the_silent_and_the_off_route():
    table = counts(
        enough=["No", "No", "Yes", "Yes", None],
        need=["Yes", None, "Yes", None, None],
        why=[None] * 5,
    )
    row = table.loc["need", ["asked", "answered", "no_answer", "not_asked", "off_route"]]
    assert row.tolist() == [2, 2, 1, 2, 1]


def test_an_item_asked_of_all_has_everyone_for_a_base():
    table = counts(enough=["No", None], need=[None, None], why=["Because", " "])
    assert table.loc["enough", ["asked", "answered", "no_answer"]].tolist() == [2, 1, 1]
    assert table.loc["why", "answered"] == 1


def test_a_column_that_is_missing_is_said_and_not_counted_as_silence():
    table = counts(need=["Yes"], why=[None])
    assert table.loc["enough", ["asked", "answered", "no_answer"]].isna().all()
    assert "enough is not in the responses" in table.loc["enough", "note"]
    assert table.loc["need", "answered"] == 1
    assert table.loc["need", ["asked", "off_route"]].isna().all()
    assert "which routes it" in table.loc["need", "note"]


def test_an_answer_aside_is_an_answer_and_counted_apart():
    scale = Scale("s", "ordinal", ("low", "high"), aside=("don't know",))
    item = Item("trust", "Trust?", "likert", scale)
    frame = pd.DataFrame({"trust": ["low", "don't know", None]}, dtype=object)
    row = completion(Survey(Instrument("lead", "Leads", "lead", (item,)), frame)).iloc[0]
    assert row[["asked", "answered", "aside", "no_answer"]].tolist() == [3, 2, 1, 1]


ANSWER = st.sampled_from(["Yes", "No", None])


@settings(deadline=None)
@given(st.lists(st.tuples(ANSWER, ANSWER), min_size=1, max_size=30))
def test_the_counts_add_up_to_everyone(rows):
    enough, need = zip(*rows, strict=True)
    row = counts(enough=enough, need=need, why=[None] * len(rows)).loc["need"]
    assert row["asked"] + row["not_asked"] + row["off_route"] == len(rows)
    assert row["answered"] == row["asked"] - row["no_answer"] + row["off_route"]
