"""Tests of tables: what is printed can be read without the frame it came from."""

import pandas as pd

from mixedmethods.outcomes import change
from mixedmethods.report import (
    change_table,
    comparison_table,
    gap_table,
    survey_table,
    themes_table,
)
from mixedmethods.survey import headline, tabulate

MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"


def test_answers_are_wide_with_one_column_per_role(made):
    printed = survey_table(made.one, made.items)
    assert list(printed.columns) == ["Question", "Answer", "Clinical leads", "Commissioners"]
    assert printed["Answer"].tolist() == list(made.AGREEMENT.options)
    assert printed.iloc[3].tolist() == [
        "Sessions of different lengths",
        "agree",
        "20 of 41 (49%, 34.3 to 63.5)",
        "4 of 11 (36%, 15.2 to 64.6)",
    ]


def test_a_weak_pair_keeps_its_rows_together_and_shows_what_was_not_offered(made):
    printed = survey_table(made.answers, made.items)
    weak = printed[printed["Question"] == "Groups that reflect people"]
    assert weak.index.tolist() == list(range(5, 12))
    assert weak["Answer"].tolist() == [*made.AGREEMENT.options, *made.TICK.options]
    assert weak["Commissioners"].tolist()[:5] == [DASH] * 5
    assert weak["Commissioners"].tolist()[5] == "6 of 11 (55%, 28.0 to 78.7)"


def test_two_items_with_the_same_wording_stay_two_questions(made):
    frame = made.surveys[0].responses
    items = [
        type(item)(item.id, "Same words", item.kind, item.scale)
        for item in made.surveys[0].instrument.items
    ]
    table = pd.concat([tabulate(frame, item) for item in items], ignore_index=True)
    printed = survey_table(table, items)
    assert len(printed) == 10


def test_a_role_with_two_items_under_one_topic_loses_neither(made):
    twice = made.one.assign(group="clinical_lead")
    printed = survey_table(twice, made.items)
    assert len(printed) == 10
    assert printed["Clinical leads"].tolist()[8] == "4 of 11 (36%, 15.2 to 64.6)"


def test_silence_is_said(made):
    frame = made.surveys[0].responses.assign(site="x")
    frame["A"] = None
    printed = survey_table(tabulate(frame, made.items[0], by="site"), made.items)
    assert printed["x"].unique().tolist() == ["no answers"]


def test_a_comparison_gives_the_difference_its_interval_and_its_reading(made):
    printed = comparison_table(headline(made.answers, made.items), made.items)
    assert printed.iloc[0].tolist() == [
        "Sessions of different lengths",
        "37 of 41 (90%, 77.5 to 96.1)",
        "4 of 11 (36%, 15.2 to 64.6)",
        "+53.9 (22.9 to 75.9)",
        "Difference established among respondents",
    ]
    assert printed.iloc[1, 3:].tolist() == [
        DASH,
        "Not compared: the groups had different answer options",
    ]


def test_gaps_print_signs_and_say_that_counts_are_absent(made):
    printed = gap_table(made.gaps(("African", "1", 45), ("Irish", "1", 52)))
    assert printed.to_dict("list") == {
        "Group": ["African", "Irish"],
        "Rate": ["45.0%", "52.0%"],
        "White British": ["50.0%", "50.0%"],
        "Gap, points": [f"{MINUS}5.0", "+2.0"],
        "95% interval": ["counts not supplied"] * 2,
    }


def test_an_impossible_rate_is_not_called_a_missing_count(made):
    printed = gap_table(made.gaps(("African", "1", 33.4, 3), base=2000))
    assert printed["Note"].tolist() == ["rate does not fit its base"]
    assert printed["95% interval"].tolist() == [DASH]


def test_several_periods_bring_their_columns_and_known_bases_theirs(made):
    table = made.gaps(("African", "1", 45.0, 200), ("African", "2", 45.0, 15), base=900)
    printed = gap_table(table)
    assert printed["Measure"].tolist() == ["Recovery", "Recovery"]
    assert printed["Period"].tolist() == ["1", "2"]
    assert printed["People"].tolist() == ["200", "15"]
    assert printed["Note"].tolist()[0] == ""


def test_change_stands_under_the_names_of_its_periods(made):
    table = change(made.gaps(("African", "1", 42), ("African", "2", 51)), "1", "2")
    assert change_table(table).to_dict("list") == {
        "Measure": ["Recovery"],
        "Group": ["African"],
        "Gap 1": [f"{MINUS}8.0"],
        "Gap 2": ["+1.0"],
        "Change, points": ["+9.0"],
    }


def test_themes_are_wide_with_a_tick_and_the_three_counts_where_they_were_raised():
    themes = pd.DataFrame(
        {
            "code": ["W", "P", "W", "P"],
            "name": ["Waiting", "Preference", "Waiting", "Preference"],
            "group": ["service_user", "service_user", "therapist", "therapist"],
            "segments": [6, 2, 1, 0],
            "speakers": [5, 1, 1, 0],
            "groups": [2, 1, 1, 0],
            "of": [2, 2, 2, 2],
            "prompts": [0, 0, 0, 1],
            "state": ["raised", "disagreed", "raised", "not raised (prompted once)"],
        }
    )
    assert themes_table(themes).to_dict("list") == {
        "Theme": ["Waiting", "Preference"],
        "Service users": [
            "✓ 6 segments, 5 speakers, 2 of 2 groups",
            "Disagreed: 2 segments, 1 speaker, 1 of 2 groups",
        ],
        "Therapists": ["✓ 1 segment, 1 speaker, 1 of 2 groups", "Not raised (prompted once)"],
    }
