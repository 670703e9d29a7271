"""Tests of storing surveys and rates: the numbers that come out are those that went in."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.model import Case, Measure, Rate, Source, Turn, read_instrument
from mixedmethods.store.numbers import (
    add_instrument,
    add_measures,
    add_rates,
    add_responses,
    instruments,
    measures,
    rates,
    responses,
)
from mixedmethods.store.texts import add_source


def body(id, *items):
    return {
        "schema": "instrument/1",
        "id": id,
        "title": id.title(),
        "scales": {"yn": {"kind": "nominal", "options": ["Yes", "No"]}},
        "items": [{"id": i, "wording": i, "type": "single", "scale": "yn"} for i in items],
    }


def people(role, **answers):
    return [
        Case(id, "respondent", (*given.items(), ("role", role))) for id, given in answers.items()
    ]


def bring_in(project, id, *respondents, items=("Q2", "Q1")):
    with project.change("importer", "Import") as change:
        add_instrument(change, body(id, *items))
        add_responses(change, id, list(respondents))


def frame(project, id):
    instrument = next(each for each in instruments(project) if each.id == id)
    return responses(project, instrument)


def test_answers_come_out_by_respondent_in_the_order_of_the_instrument(empty):
    bring_in(empty, "lead", *people("lead", b={"Q1": "Yes"}, a={"Q1": "No", "Q2": "Yes"}))
    found = frame(empty, "lead")
    assert found.columns.tolist() == ["Q2", "Q1", "role"]
    assert found.index.tolist() == ["a", "b"]
    assert found.fillna("-").to_numpy().tolist() == [["Yes", "No", "lead"], ["-", "Yes", "lead"]]
    assert found.isna().to_numpy().tolist() == [[False] * 3, [True, False, False]]


def test_no_answers_are_no_rows(empty):
    bring_in(empty, "lead")
    found = frame(empty, "lead")
    assert (len(found), found.columns.tolist()) == (0, ["Q2", "Q1", "role"])


def test_words_that_others_take_for_missing_stay_answers(empty):
    bring_in(empty, "lead", *people("lead", a={"Q1": "None", "Q2": "N/A"}, NA={"Q1": "nan"}))
    found = frame(empty, "lead")
    assert found.notna().to_numpy().tolist() == [[False, True, True], [True, True, True]]
    assert found.index.tolist() == ["NA", "a"]


def test_answers_to_one_instrument_never_mix_with_those_to_another(empty):
    names = ["lead", "LEAD", "lea_", "lea%", "leads"]
    for number, name in enumerate(names):
        given = {f"R{k}": {"Q1": "Yes"} for k in range(number + 1)}
        bring_in(empty, name, *people(name, **given))
    assert [len(frame(empty, name)) for name in names] == [1, 2, 3, 4, 5]
    assert [frame(empty, name)["role"].unique().tolist() for name in names] == [[n] for n in names]


def test_speakers_of_a_transcript_with_the_name_of_an_instrument_are_no_respondents(empty):
    bring_in(empty, "lead", *people("lead", R1={"Q1": "Yes"}))
    source = Source("lead", "P1: Yes", (Turn(1, 4, 7, "P1"),))
    person = Case("lead/P1", "participant", (("role", "therapist"),))
    with empty.change("importer", "Import") as change:
        add_source(change, source, {"P1": person})
    assert frame(empty, "lead").index.tolist() == ["R1"]


def test_respondents_come_in_once_and_none_of_a_second_file_that_repeats_one(empty):
    bring_in(empty, "lead", *people("lead", R1={"Q1": "Yes"}))
    with pytest.raises(ProjectError, match="Got 1 respondents whose answers"):
        bring_in(empty, "lead", *people("lead", R2={"Q1": "No"}, R1={"Q1": "No"}))
    assert frame(empty, "lead")["Q1"].to_dict() == {"R1": "Yes"}
    bring_in(empty, "lead", *people("lead", R2={"Q1": "No"}))
    assert frame(empty, "lead")["Q1"].to_dict() == {"R1": "Yes", "R2": "No"}


def test_an_instrument_may_come_twice_but_not_in_two_forms(empty):
    bring_in(empty, "lead")
    revision = empty.revision()
    bring_in(empty, "lead")
    assert empty.revision() == revision
    with pytest.raises(ProjectError, match="Got lead, which the project holds with other items"):
        bring_in(empty, "lead", items=("Q1", "Q2"))
    assert instruments(empty) == (read_instrument(body("lead", "Q2", "Q1")),)


def test_instruments_keep_the_order_in_which_they_came(empty):
    for name in ("b", "a", "c"):
        bring_in(empty, name)
    assert [each.id for each in instruments(empty)] == ["b", "a", "c"]


def change_rates(project, *given):
    with project.change("importer", "Import rates") as change:
        return add_rates(change, given)


def test_rates_come_out_as_shares_with_a_base_or_none(project):
    change_rates(project, Rate("African", "m", "2021-22", 0.764, 2, None, "Table 4"))
    found = rates(project)
    assert found.columns.tolist() == [
        "measure", "period", "group", "estimate", "decimals", "base", "source",
    ]  # fmt: skip
    assert found.astype(object).fillna("-").to_numpy().tolist() == [
        ["m", "2021-22", "African", 0.764, 2, "-", "Table 4"],
        ["m", "2021-22", "White British", 0.5, 1, 100, ""],
    ]
    assert str(found["base"].dtype) == "Int64"


def test_no_rates_are_no_rows(empty):
    assert len(rates(empty)) == 0
    assert str(rates(empty)["base"].dtype) == "Int64"


def test_a_rate_that_comes_again_is_replaced_and_named_if_it_differs(project):
    same = Rate("White British", "m", "2021-22", 0.5, 1, 100)
    assert change_rates(project, same) == []
    other = Rate("White British", "m", "2021-22", 0.6, 1, None)
    assert change_rates(project, other, Rate("African", "m", "2021-22", 0.5)) == [other]
    assert rates(project)["estimate"].tolist() == [0.5, 0.6]
    assert rates(project)["base"].isna().tolist() == [True, True]


def test_a_rate_of_an_unknown_measure_makes_one(project):
    change_rates(project, Rate("African", "course_rate", "2021", 0.5))
    assert measures(project)[-1] == Measure("course_rate", "Course rate")


def test_measures_are_brought_up_to_date_and_keep_their_rates(project):
    with project.change("importer", "Import") as change:
        add_measures(
            change, [Measure("n", "New", "access", "lower"), Measure("m", "Course", "course")]
        )
    assert measures(project) == (
        Measure("n", "New", "access", "lower"),
        Measure("m", "Course", "course"),
    )
    assert rates(project)["measure"].tolist() == ["m"]
    project.undo("importer")
    assert measures(project) == (Measure("m", "Course rate", "course"),)
