"""Tests of the table of agreement: arithmetic written out, an oracle, and what is not defined."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from mixedmethods.coding.agreement import (
    CONSTANT,
    CONSTANT_KAPPA,
    NO_UNITS,
    NOTHING,
    PERFECT,
    RARE,
    UNIFORM,
    UNUSED,
    agreement,
)
from mixedmethods.errors import DataError
from mixedmethods.model import Code, Source, Turn
from mixedmethods.sample import make_sample
from mixedmethods.store.codes import codes as codes_of
from mixedmethods.store.codings import codings as codings_of
from mixedmethods.store.texts import read_source

DATA = Path(__file__).parents[2] / "mixedmethods" / "sample" / "data"
FOLDERS = {"gold": "focus_groups", "coder2": "second_coder"}
WAIT, LIST = Code("WAIT", "Waiting", "book"), Code("LIST", "The list", "book")
BOTH = ["me", "you"]
COLUMNS = [
    "code", "name", "units", "both", "only_first", "only_second", "neither", "percent", "kappa",
    "alpha", "prevalence_first", "prevalence_second", "ci_low", "ci_high", "alpha_low",
    "alpha_high", "resamples", "note",
]  # fmt: skip


def source(turns, id="A", size=10):
    """A source of so many turns of `size` characters, a space between them."""
    text = " ".join(["Word. Some"[:size].ljust(size, "x")] * turns)
    step = size + 1
    return Source(id, text, tuple(Turn(k + 1, k * step, k * step + size) for k in range(turns)))


def on(turns, code="WAIT", coder="me", id="A"):
    """Codings of whole turns, by their numbers."""
    return [(id, 11 * (k - 1), 11 * (k - 1) + 10, code, coder) for k in turns]


def frame(*rows):
    made = pd.DataFrame(rows, columns=["source", "start", "end", "code", "coder"])
    return made.astype({"start": int, "end": int})


def compared(rows, turns=20, codes=(WAIT,), **more):
    return agreement(frame(*rows), [source(turns)], BOTH, codes, **more)


def counts(row):
    return row[["units", "both", "only_first", "only_second", "neither"]].tolist()


def test_kappa_and_alpha_are_those_of_the_arithmetic():
    # 20 turns: both 4, only the first 2, only the second 1, neither 13.
    # Observed (4 + 13) / 20 = 0.85; expected 6/20 * 5/20 + 14/20 * 15/20 = 0.6.
    # kappa = 0.25 / 0.4 = 0.625. Of 40 values 11 are yes and 29 no:
    # alpha = 1 - 39 * 3 / (11 * 29) = 1 - 117 / 319.
    table = compared([*on([1, 2, 3, 4, 5, 6]), *on([1, 2, 3, 4, 9], coder="you")])
    assert table.columns.tolist() == COLUMNS
    row = table.iloc[0]
    assert counts(row) == [20, 4, 2, 1, 13]
    assert row["percent"] == pytest.approx(0.85)
    assert row["kappa"] == pytest.approx(0.625)
    assert row["alpha"] == pytest.approx(1 - 117 / 319)
    assert (row["prevalence_first"], row["prevalence_second"]) == (0.3, 0.25)


def test_all_codes_add_up_their_tables_and_pool_kappa():
    # WAIT as above: observed 0.85, expected 0.6. LIST: both 1, only the second 1, neither 18:
    # observed 0.95, expected 1/20 * 2/20 + 19/20 * 18/20 = 0.86. Means 0.9 and 0.73.
    rows = [
        *on([1, 2, 3, 4, 5, 6]), *on([1, 2, 3, 4, 9], coder="you"),
        *on([7], "LIST"), *on([7, 8], "LIST", "you"),
    ]  # fmt: skip
    table = compared(rows, codes=[WAIT, LIST])
    assert table["code"].tolist() == ["WAIT", "LIST", "all codes"]
    last = table.iloc[-1]
    assert counts(last) == [40, 5, 2, 2, 31]
    assert last["percent"] == pytest.approx(0.9)
    assert last["kappa"] == pytest.approx((0.9 - 0.73) / (1 - 0.73))
    # Alpha: observed 6/40 and 2/40; expected 2 * 11 * 29 / (40 * 39) and 2 * 3 * 37 / (40 * 39).
    assert last["alpha"] == pytest.approx(1 - (8 / 40) / ((638 + 222) / 1560))
    assert last["prevalence_first"] == pytest.approx(7 / 40)


def test_a_code_that_no_coder_used_has_no_kappa_and_a_note():
    table = compared([*on([1, 2]), *on([1, 3], coder="you")], codes=[WAIT, LIST])
    row = table.iloc[1]
    assert row[["kappa", "alpha", "ci_low", "ci_high"]].isna().all()
    assert (row["percent"], row["note"]) == (1, UNUSED)
    assert table["kappa"].iloc[2] == table["kappa"].iloc[0]


def test_a_code_on_every_unit_from_both_has_no_kappa_and_a_note():
    table = compared([*on([1, 2]), *on([1, 2], coder="you")], turns=2, codes=[WAIT, LIST])
    assert table[["kappa", "alpha"]].isna().all(axis=None)
    assert table["note"].tolist() == [UNIFORM, UNUSED, NOTHING]
    assert table["percent"].tolist() == [1, 1, 1]


def test_no_unit_is_said_so():
    asked = Source("A", "Hello you", (Turn(1, 0, 9, moderator=True),))
    rows = frame(("A", 0, 5, "WAIT", "me"), ("A", 0, 5, "WAIT", "you"))
    table = agreement(rows, [asked], BOTH, [WAIT])
    assert table["note"].tolist() == [NO_UNITS] * 2
    assert table["units"].tolist() == [0, 0]
    assert table[["percent", "kappa", "alpha", "prevalence_first"]].isna().all(axis=None)
    assert agreement(rows, [asked], BOTH, [WAIT], moderators=True)["units"].iloc[0] == 1


def test_perfect_agreement_has_a_kappa_of_1_and_no_interval():
    row = compared([*on(range(1, 9)), *on(range(1, 9), coder="you")]).iloc[0]
    assert (row["kappa"], row["alpha"], row["note"]) == (1, 1, PERFECT)
    assert row[["ci_low", "ci_high", "alpha_low", "alpha_high"]].isna().all()


def test_a_code_in_few_turns_has_no_interval():
    row = compared([*on([1, 2]), *on([1], coder="you")]).iloc[0]
    assert 0 < row["resamples"] < 950
    assert (row["note"], np.isnan(row["ci_low"])) == (RARE, True)


def test_one_coder_alone_gives_kappa_0_and_no_interval_of_kappa():
    row = compared([*on(range(1, 9)), *on([1], "LIST", "you")]).iloc[0]
    assert (row["kappa"], row["note"]) == (0, CONSTANT_KAPPA)
    assert np.isnan(row["ci_low"])
    assert row["alpha_low"] < row["alpha"] < 0


def test_one_turn_in_each_source_leaves_nothing_to_resample():
    # By character: of 10, both 5, only the first 5 more. The sole turn is drawn every time.
    rows = frame(("A", 0, 7, "WAIT", "me"), ("A", 0, 5, "WAIT", "you"))
    row = agreement(rows, [source(1)], BOTH, [WAIT], "character").iloc[0]
    assert counts(row) == [10, 5, 2, 0, 3]
    assert row["kappa"] == pytest.approx((0.8 - 0.5) / 0.5)
    assert (row["resamples"], row["note"]) == (1000, CONSTANT)


def test_the_unit_decides_what_is_counted():
    rows = frame(("A", 0, 5, "WAIT", "me"), ("A", 6, 10, "WAIT", "you"))
    by = {
        unit: counts(agreement(rows, [source(2)], BOTH, [WAIT], unit).iloc[0])
        for unit in ("turn", "sentence", "character")
    }
    assert by == {
        "turn": [2, 1, 0, 0, 1],
        "sentence": [4, 0, 1, 1, 2],  # "Word." and "Some" of each turn
        "character": [20, 0, 5, 4, 11],
    }


def test_coded_units_alone_are_those_with_any_code_from_either():
    rows = [*on([1, 2]), *on([1], coder="you"), *on([5], "LIST", "you")]
    row = compared(rows, coded_only=True).iloc[0]
    assert counts(row) == [3, 1, 1, 0, 1]


def test_overlapping_codings_of_one_coder_are_not_agreement():
    rows = [("A", 0, 6, "WAIT", "me"), ("A", 4, 10, "WAIT", "me"), *on([3], "LIST", "you")]
    for unit in ("turn", "sentence", "character"):
        assert compared(rows, unit=unit)["both"].iloc[0] == 0


def test_other_coders_and_sources_do_not_count():
    rows = [*on([1, 2]), *on([1], coder="you")]
    more = [*rows, *on([7], coder="third"), *on([7], id="B"), *on([7], "OTHER")]
    pd.testing.assert_frame_equal(compared(rows), compared(more))


def test_three_coders_have_alpha_alone():
    # Ten units rated by three: unit 1 yes from all, unit 2 from two, unit 3 from one, 7 from none.
    # Pairs of unlike values / (3 - 1): 4 / 2 in unit 2 and in unit 3. Of 30 values 6 are yes.
    # Observed 4 / 30; expected 2 * 6 * 24 / (30 * 29); alpha = 1 - 4 * 29 / 288.
    rows = [*on([1, 2, 3]), *on([1, 2], coder="you"), *on([1], coder="third")]
    table = agreement(frame(*rows), [source(10)], [*BOTH, "third"], [WAIT])
    row = table.iloc[0]
    assert row["alpha"] == pytest.approx(1 - 4 * 29 / 288)
    assert row["percent"] == pytest.approx(1 - 4 / 30)
    assert row["units"] == 10
    gone = ["both", "only_first", "only_second", "neither", "kappa", "ci_low", "ci_high"]
    assert table[[*gone, "prevalence_first", "prevalence_second"]].isna().all(axis=None)
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]


def test_units_of_a_source_that_a_coder_did_not_code_are_missing_for_them():
    # The third coder coded B alone. A: 2 coders, 5 turns, both on 1. B: 3 coders, 5 turns: turn 1
    # from all three, turn 2 from the third alone: 2 * 1 * 2 / (3 - 1) = 2 unlike pairs.
    # Values: 10 + 15 = 25, yes: 2 + 4 = 6, so alpha = 1 - 24 * 2 / (2 * 6 * 19).
    rows = [
        *on([1]), *on([1], coder="you"), *on([1], id="B"), *on([1], coder="you", id="B"),
        *on([1, 2], coder="third", id="B"),
    ]  # fmt: skip
    table = agreement(frame(*rows), [source(5), source(5, "B")], [*BOTH, "third"], [WAIT])
    assert table["alpha"].iloc[0] == pytest.approx(1 - 24 * 2 / (2 * 6 * 19))
    with pytest.raises(DataError, match="Got A, without a coding by third"):
        agreement(frame(*rows), [source(5), source(5, "B")], ["me", "third"], [WAIT])


def test_a_coder_who_read_a_source_and_coded_nothing_says_that_nothing_applies():
    table = agreement(
        frame(*on([1, 2])), [source(5)], BOTH, [WAIT], read=[("A", "you")], resamples=0
    )
    assert counts(table.iloc[0]) == [5, 0, 2, 0, 3]


def test_no_code_is_refused():
    with pytest.raises(DataError, match="compared on codes"):
        compared([*on([1]), *on([1], coder="you")], codes=[])


def test_the_seed_decides_the_interval_and_nothing_else():
    rows = [*on(range(1, 9)), *on(range(3, 11), coder="you")]
    one, same, other = (compared(rows, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    limits = ["ci_low", "ci_high", "alpha_low", "alpha_high"]
    assert (one[limits] != other[limits]).any(axis=None)
    pd.testing.assert_frame_equal(one[COLUMNS[:12]], other[COLUMNS[:12]])


def test_without_resamples_there_is_no_interval_and_no_note():
    row = compared([*on([1, 2, 3]), *on([1, 2], coder="you")], resamples=0).iloc[0]
    assert (row["resamples"], row["note"]) == (0, "")
    assert np.isnan(row["ci_low"])


def test_turns_are_drawn_whole_so_that_many_characters_of_one_turn_are_no_more_evidence():
    rows = [*on(range(1, 9)), *on(range(3, 11), coder="you")]
    by_turn, by_character = (compared(rows, unit=unit).iloc[0] for unit in ("turn", "character"))
    for name in ("kappa", "ci_low", "ci_high"):  # the same shares, the same draws
        assert by_character[name] == pytest.approx(by_turn[name])


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    # Turns are independent here: each coder errs on one in ten of a code with prevalence 0.3.
    # Both yes: 0.3 * 0.81 + 0.7 * 0.01 = 0.25; agree: 0.82; each yes: 0.3 * 0.9 + 0.7 * 0.1 = 0.34.
    truth = (0.82 - (0.34**2 + 0.66**2)) / (1 - (0.34**2 + 0.66**2))
    drawn = np.random.default_rng(3)
    covered = 0
    for _ in range(100):
        real = drawn.random(150) < 0.3
        said = [np.flatnonzero(real ^ (drawn.random(150) < 0.1)) + 1 for _ in BOTH]
        table = compared([*on(said[0]), *on(said[1], coder="you")], turns=150, resamples=200)
        covered += table["ci_low"].iloc[0] <= truth <= table["ci_high"].iloc[0]
    assert 88 <= covered <= 99


MADE = st.lists(
    st.builds(
        lambda turn, low, many, code, coder: (
            "A", 11 * turn + low, 11 * turn + min(low + many, 10), code, coder,
        ),
        st.integers(0, 4), st.integers(0, 9), st.integers(1, 10),
        st.sampled_from(["WAIT", "LIST"]), st.sampled_from(["me", "you", "third"]),
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=50)
@given(MADE, st.booleans())
def test_every_row_is_that_of_nltk_on_a_mark_for_each_character(rows, three):
    coders = [*BOTH, "third"] if three else BOTH
    talk = source(5)
    table = agreement(
        frame(*rows), [talk], coders, [WAIT, LIST], "character", resamples=0,
        read=[("A", coder) for coder in coders],
    )  # fmt: skip
    places = [k for turn in talk.turns for k in range(turn.start, turn.end)]
    for code, row in zip(("WAIT", "LIST"), table.itertuples(), strict=False):
        data = [
            (who, k, any(r[1] <= k < r[2] and r[3:] == (code, who) for r in rows))
            for who in coders
            for k in places
        ]
        task = AnnotationTask(data=data)
        assert row.units == len(places)
        assert row.percent == pytest.approx(task.avg_Ao())
        if len(task.K) < 2:
            assert np.isnan(row.alpha)
            continue
        assert row.alpha == pytest.approx(task.alpha(), abs=1e-12)
        if three:
            assert np.isnan(row.kappa)
        else:
            assert row.kappa == pytest.approx(task.kappa(), abs=1e-12)


@settings(max_examples=50)
@given(MADE, st.sampled_from(["turn", "sentence", "character"]), st.booleans())
def test_cells_add_up_and_the_other_order_of_coders_mirrors_them(rows, unit, coded_only):
    more = {"coded_only": coded_only, "resamples": 0, "read": [("A", "me"), ("A", "you")]}
    one = agreement(frame(*rows), [source(5)], BOTH, [WAIT, LIST], unit, **more)
    cells = one[["both", "only_first", "only_second", "neither"]]
    assert (cells.sum(axis=1) == one["units"]).all()
    assert (cells >= 0).all(axis=None)
    other = agreement(frame(*rows[::-1]), [source(5)], BOTH[::-1], [WAIT, LIST], unit, **more)
    swapped = {"only_first": "only_second", "prevalence_first": "prevalence_second"}
    swapped |= {there: here for here, there in swapped.items()}
    pd.testing.assert_frame_equal(one, other.rename(columns=swapped)[COLUMNS])


# Turns that the two coders of the first sample group gave a code, copied by hand from its files.
FIRST = {"AC-INFO": [10, 14, 15, 22], "TD-CHAR": [42, 43, 44], "TD-PREF": [42, 47]}
SECOND = {"AC-INFO": [10, 15, 22, 56], "TD-CHAR": [42, 43, 44, 47], "TD-PREF": [42]}
HAND = {
    # 78 turns of participants.
    # AC-INFO: both 3, one each 1 and 1, neither 73: observed 76 / 78, expected
    # (4 * 4 + 74 * 74) / 78^2. Of 156 values 8 are yes.
    "AC-INFO": (76 / 78, (4 * 4 + 74 * 74) / 78**2, 1 - 155 * 2 / (8 * 148)),
    # TD-CHAR: both 3, only the second 1, neither 74. Yes: 3 + 4.
    "TD-CHAR": (77 / 78, (3 * 4 + 75 * 74) / 78**2, 1 - 155 * 1 / (7 * 149)),
    # TD-PREF: both 1, only the first 1, neither 76. Yes: 2 + 1.
    "TD-PREF": (77 / 78, (2 * 1 + 76 * 77) / 78**2, 1 - 155 * 1 / (3 * 153)),
}


def check_hand(table):
    rows = table.set_index("code")
    for code, (observed, expected, alpha) in HAND.items():
        assert rows.loc[code, "units"] == 78
        assert rows.loc[code, "percent"] == pytest.approx(observed)
        assert rows.loc[code, "kappa"] == pytest.approx((observed - expected) / (1 - expected))
        assert rows.loc[code, "alpha"] == pytest.approx(alpha)


def test_the_second_coder_of_the_sample_agrees_as_far_as_the_hand_calculation_says():
    rows = [
        row
        for coder, said in (("me", FIRST), ("you", SECOND))
        for code, turns in said.items()
        for row in on(turns, code, coder)
    ]
    codes = [Code(code, code, "book") for code in FIRST]
    check_hand(agreement(frame(*rows), [source(78)], BOTH, codes))


@pytest.fixture(scope="module")
def second_coder(tmp_path_factory):
    path = tmp_path_factory.mktemp("twice") / "sample.mm"
    with make_sample(path, second_coder=True) as project:
        yield project


def used(whose):
    """Count the turns in which a coder used each code, straight from the files."""
    rows = []
    for group in ("FG1", "FG3"):
        with (DATA / FOLDERS[whose] / f"{group}_{whose}.csv").open(encoding="utf-8") as file:
            rows += csv.DictReader(file)
    return Counter(code for _, _, code in {(r["source"], r["turn"], r["code"]) for r in rows})


def test_the_second_coder_of_the_sample_files_agrees_as_the_hand_calculation_says(second_coder):
    coders = ["sample coder", "second coder"]
    book = [code for code in codes_of(second_coder) if code.codebook == "nccmh_focus_groups"]
    made = codings_of(second_coder)
    one, three = (read_source(second_coder, group) for group in ("FG1", "FG3"))
    check_hand(agreement(made, [one], coders, book, resamples=0))
    both = agreement(made, [one, three], coders, book)
    # 78 + 88 turns and 42 codes. Of the 12 planted differences 4 move an end inside the same
    # turn, 4 leave a code out and 4 choose another: 8 codes of the first coder alone and 4 of the
    # second. The first has 53 + 63 codings, each in a turn and code of its own: 116 - 8 = 108.
    assert len(book) == 42
    assert counts(both.iloc[-1]) == [166 * 42, 108, 8, 4, 166 * 42 - 120]
    # A code with first marginal f and second s of 166 expects (f s + (166 - f)(166 - s)) / 166^2.
    # Summed over codes: 42 * 166^2 - 166 * (sum of f + sum of s) + 2 * (sum of f s).
    first, second = used("gold"), used("coder2")
    product = sum(first[code] * second[code] for code in first)
    expected = (42 * 166**2 - 166 * (116 + 112) + 2 * product) / (42 * 166**2)
    observed = 1 - 12 / (166 * 42)
    assert both["kappa"].iloc[-1] == pytest.approx((observed - expected) / (1 - expected))
    assert both["ci_low"].iloc[-1] < both["kappa"].iloc[-1] < both["ci_high"].iloc[-1]
    with pytest.raises(DataError, match="Got FG2, without a coding by second coder"):
        agreement(made, [one, read_source(second_coder, "FG2")], coders, book)
