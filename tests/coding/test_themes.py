"""Tests of themes: three counts that come together, and what an empty cell means."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding import quotes, summary_table, theme_table
from mixedmethods.errors import DataError
from mixedmethods.model import Code, SummaryRow

WAIT, LIST = Code("WAIT", "Waiting", "book"), Code("LIST", "The list", "book")
ROLES = {"A": "user", "B": "user", "C": "therapist"}


def turns(*sources, **more):
    """A participant's and a moderator's turn in each source."""
    rows = [
        {"source": source, "moderator": moderator, "role": ROLES[source[0]], **more}
        for source in sources
        for moderator in (False, True)
    ]
    return pd.DataFrame(rows, columns=["source", "moderator", "role", *more])


def coding(place, code="WAIT", coder="me", stance="", moderator=False):
    """A coding at a place such as ``A/P1/3``: source, speaker, start."""
    source, speaker, start = place.split("/")
    case = None if moderator else f"{source}/{speaker}"
    return (source, int(start), int(start) + 2, code, coder, stance, case, moderator)


def codings(*rows):
    columns = ["source", "start", "end", "code", "coder", "stance", "case", "moderator"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(role=frame["source"].map(ROLES))


def cells(table, *columns):
    return table[list(columns)].to_numpy().tolist()


def test_segments_speakers_and_groups_come_together():
    made = codings(coding("A/P1/1"), coding("A/P1/5"), coding("A/P2/9"), coding("B/P1/1"))
    table = theme_table(made, turns("A", "B", "C"), [WAIT])
    assert table.to_dict("records") == [
        {
            "code": "WAIT", "name": "Waiting", "group": "all", "segments": 4, "speakers": 3,
            "groups": 2, "of": 3, "prompts": 0, "state": "raised",
        }
    ]  # fmt: skip


def test_a_stretch_that_several_coders_gave_the_same_code_counts_once():
    made = codings(
        coding("A/P1/1"), coding("A/P1/1", coder="you"), coding("A/P1/1", code="LIST"),
        coding("B/P1/1"),
    )  # fmt: skip
    table = theme_table(made, turns("A", "B"), [WAIT, LIST])
    assert cells(table, "code", "segments", "speakers") == [["WAIT", 2, 2], ["LIST", 1, 1]]


def test_groups_run_in_order_and_codes_within_them_as_given():
    made = codings(coding("A/P1/1"), coding("C/P1/1", "LIST"))
    table = theme_table(made, turns("A", "B", "C"), [WAIT, LIST], by="role")
    assert cells(table, "group", "code", "segments", "groups", "of", "state") == [
        ["therapist", "WAIT", 0, 0, 1, "not raised"],
        ["therapist", "LIST", 1, 1, 1, "raised"],
        ["user", "WAIT", 1, 1, 2, "raised"],
        ["user", "LIST", 0, 0, 2, "not raised"],
    ]


def test_a_group_that_nobody_has_coded_stays_and_is_not_called_silent():
    table = theme_table(codings(coding("A/P1/1")), turns("A", "C"), [WAIT], by="role")
    assert cells(table, "group", "segments", "state") == [
        ["therapist", 0, "not coded"],
        ["user", 1, "raised"],
    ]


def test_without_any_coding_every_state_is_not_coded():
    table = theme_table(codings(), turns("A", "C"), [WAIT, LIST], by="role")
    assert table["state"].tolist() == ["not coded"] * 4
    assert (table[["segments", "speakers", "groups", "prompts"]] == 0).all(axis=None)


@pytest.mark.parametrize(("prompts", "times"), [(1, "once"), (2, "twice"), (3, "3 times")])
def test_a_prompt_is_counted_apart_and_never_as_a_segment(prompts, times):
    asked = [coding(f"A/M/{k}", moderator=True) for k in range(prompts)]
    table = theme_table(codings(*asked), turns("A"), [WAIT])
    assert cells(table, "segments", "speakers", "groups", "prompts", "state") == [
        [0, 0, 0, prompts, f"not raised (prompted {times})"]
    ]


def test_a_code_that_was_prompted_and_raised_is_raised():
    made = codings(coding("A/M/1", moderator=True), coding("A/P1/5"))
    assert cells(theme_table(made, turns("A"), [WAIT]), "segments", "prompts", "state") == [
        [1, 1, "raised"]
    ]


def test_only_where_every_coding_disagrees_is_a_code_disagreed():
    no = coding("A/P1/1", stance="disagreement")
    for others, state in [
        ([], "disagreed"),
        ([coding("A/P1/5", stance="barrier")], "raised"),
        ([coding("A/P1/1", coder="you", stance="barrier")], "raised"),
        ([coding("A/M/5", moderator=True)], "disagreed"),
    ]:
        for made in (codings(no, *others), codings(*others, no)):
            assert theme_table(made, turns("A"), [WAIT])["state"].tolist() == [state]


def test_a_variable_that_no_speaker_has_is_refused():
    with pytest.raises(DataError, match="variable 'age'"):
        theme_table(codings(coding("A/P1/1")), turns("A"), [WAIT], by="age")
    with pytest.raises(DataError, match="variable 'age'"):
        theme_table(codings(), turns("A", age=None), [WAIT], by="age")


def test_who_has_no_value_of_the_variable_is_left_out():
    two = turns("A", "C")
    two.loc[two["source"] == "C", "role"] = None
    made = codings(coding("A/P1/1"), coding("C/P1/1")).assign(role=["user", None])
    assert cells(theme_table(made, two, [WAIT], by="role"), "group", "segments") == [["user", 1]]


def test_no_turns_give_an_empty_table_with_its_columns():
    for by in (None, "role"):
        table = theme_table(codings(), turns(), [WAIT], by)
        assert (len(table), table.columns[0], table.columns[-1]) == (0, "code", "state")


def test_a_summary_row_joins_its_codes_and_shows_what_was_published():
    made = codings(coding("A/P1/1"), coding("A/P1/1", "LIST"), coding("A/P2/5", "LIST"))
    rows = [
        SummaryRow(1, ("WAIT", "LIST"), (("user", "tick"), ("therapist", "cross"))),
        SummaryRow(2, ("WAIT",), (("therapist", "tick"),)),
    ]
    table = summary_table(made, turns("A", "C"), rows, [WAIT, LIST], "role")
    assert cells(table, "row", "name", "group", "segments", "speakers", "published") == [
        [1, "Waiting; The list", "therapist", 0, 0, "cross"],
        [2, "Waiting", "therapist", 0, 0, "tick"],
        [1, "Waiting; The list", "user", 3, 2, "tick"],
        [2, "Waiting", "user", 1, 1, ""],
    ]


def test_summary_rows_of_the_same_number_keep_their_own_published_reading():
    rows = [
        SummaryRow(0, ("WAIT",), (("user", "tick"),)),
        SummaryRow(0, ("LIST",), (("user", "cross"),)),
    ]
    table = summary_table(codings(coding("A/P1/1")), turns("A"), rows, [WAIT, LIST], "role")
    assert cells(table, "name", "published") == [["Waiting", "tick"], ["The list", "cross"]]


def test_quotes_are_what_participants_said_under_the_code():
    made = codings(coding("A/P1/1"), coding("A/M/5", moderator=True), coding("A/P2/9", "LIST"))
    made = made.assign(id=["a", "b", "c"], turn=1, speaker="P", quote=["one", "two", "three"])
    assert quotes(made, "WAIT").to_dict("records") == [
        {
            "id": "a", "source": "A", "turn": 1, "speaker": "P", "coder": "me", "stance": "",
            "quote": "one",
        }
    ]  # fmt: skip
    assert quotes(made, "NONE").empty


CODINGS = st.lists(
    st.builds(
        lambda source, speaker, start, code, coder, stance: coding(
            f"{source}/{speaker}/{start}", code, coder, stance, speaker == "M"
        ),
        st.sampled_from("ABC"),
        st.sampled_from(["P1", "P2", "M"]),
        st.integers(0, 2),
        st.sampled_from(["WAIT", "LIST"]),
        st.sampled_from(["me", "you"]),
        st.sampled_from(["", "disagreement"]),
    ),
    max_size=8,
)
EVERYONE = turns("A", "B", "C")


@given(CODINGS, st.randoms(use_true_random=False))
def test_neither_the_order_of_codings_nor_a_second_coder_changes_a_count(rows, random):
    table = theme_table(codings(*rows), EVERYONE, [WAIT, LIST], by="role")
    more = rows + [(*row[:4], "third", *row[5:]) for row in rows]
    random.shuffle(more)
    pd.testing.assert_frame_equal(
        theme_table(codings(*more), EVERYONE, [WAIT, LIST], by="role"), table
    )


@given(CODINGS)
def test_segments_are_the_distinct_stretches_of_participants_and_bound_the_other_counts(rows):
    table = theme_table(codings(*rows), EVERYONE, [WAIT, LIST], by="role")
    said = {row[:4] for row in rows if not row[7]}
    assert table["segments"].sum() == len(said)
    assert table["prompts"].sum() == len({row[:4] for row in rows if row[7]})
    assert (table["groups"] <= table[["segments", "of"]].min(axis=1)).all()
    assert (table["groups"] <= table["speakers"]).all()
    assert ((table["segments"] > 0) == table["state"].isin(["raised", "disagreed"])).all()


TABLE_7 = {  # segments of each row, from the plan of the synthetic groups
    "service_user": [10, 4, 3, 6, 10, 4, 9, 7],
    "therapist": [8, 5, 4, 4, 8, 0, 9, 10],
}


@pytest.fixture(scope="module")
def book(sample_study):
    return next(b for b in sample_study.codebooks if b.id == "nccmh_focus_groups")


def table_7(study, book, codings):
    return summary_table(codings, study.group_turns, book.summary, book.codes, "role")


def test_table_7_has_15_ticks_and_one_not_raised_prompted_once(sample_study, book):
    table = table_7(sample_study, book, sample_study.group_codings)
    states = {"raised": 15, "not raised (prompted once)": 1}
    assert table["state"].value_counts().to_dict() == states
    assert table.groupby("group")["segments"].agg(list).to_dict() == TABLE_7
    groups = table.groupby("group")["groups"].agg(list)
    assert groups["service_user"] == [2] * 8
    assert groups["therapist"] == [2, 2, 2, 2, 2, 0, 2, 2]
    assert table["of"].tolist() == [2] * 16


def test_table_7_agrees_with_what_was_published(sample_study, book):
    table = table_7(sample_study, book, sample_study.group_codings)
    ticks = table["published"].map({"tick": True, "cross": False})
    assert ((table["state"] == "raised") == ticks).all()


def test_table_7_has_no_tick_while_nothing_but_suggestions_is_there(sample_study, book):
    table = table_7(sample_study, book, sample_study.group_codings.iloc[:0])
    assert table["state"].tolist() == ["not coded"] * 16


def test_without_the_preference_segments_row_6_turns_for_service_users_too(sample_study, book):
    frame = sample_study.group_codings
    preference = (frame["code"] == "TD-PREF") & ~frame["moderator"].astype(bool)
    assert preference.sum() == 4
    table = table_7(sample_study, book, frame[~preference])
    row = table[table["row"] == 6].set_index("group")["state"]
    assert row.to_dict() == {
        "service_user": "not raised",
        "therapist": "not raised (prompted once)",
    }
    assert (table["state"] == "raised").sum() == 14
