"""The group that a page offers first as reference."""

from mixedmethods.outcomes import usual_reference


def test_white_british_is_offered_first_where_it_is_there_and_else_the_first_by_name():
    assert usual_reference(["Indian", "White British", "African"]) == "White British"
    assert usual_reference(["Indian", "African"]) == "African"
    assert usual_reference([]) is None
