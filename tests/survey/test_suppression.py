"""Tests of hidden counts: a reader who solves what is published must be left in doubt."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mixedmethods.errors import DataError
from mixedmethods.model import Item, Scale
from mixedmethods.survey import suppress, tabulate, top_two

SCALE = Scale("agree", "ordinal", ("no", "perhaps", "yes", "surely"), top=("yes", "surely"))
TRUST = Item("trust", "I trust the clinic.", "single", SCALE)
TOP = "yes + surely"


def people(**counts):
    """Make respondents: one count per option for each site."""
    rows = [
        (site or None, option)
        for site, row in counts.items()
        for option, n in zip(SCALE.options, row, strict=True)
        for _ in range(n)
    ]
    return pd.DataFrame(rows, columns=["site", "trust"])


def table(answers, by=None):
    options = tabulate(answers, TRUST, by)
    return pd.concat([options, top_two(options, [TRUST])], ignore_index=True)


def cells(shown):
    """Return what is printed of each count; NA where it is hidden."""
    found = dict(zip(zip(shown["group"], shown["option"], strict=True), shown["n"], strict=True))
    return found | {(g, "base"): b for g, b in zip(shown["group"], shown["base"], strict=True)}


def doubt(published, without_group, *, least, rounding=1, threshold=5):
    """Return the range that every hidden count has for a reader who solves all equations.

    `published` are frames that were shown; all but the first are split by site. Written without
    the module's own equations: from the printed cells alone.
    """
    printed = {
        (k, *name): n for k, frame in enumerate(published) for name, n in cells(frame).items()
    }
    place = {name: k for k, name in enumerate(printed)}
    equal, short = [], []  # sums of parts that are their whole, or fall short of it

    def tie(parts, whole, rows):
        row = np.zeros(len(place))
        row[[place[part] for part in parts]] = 1
        row[place[whole]] -= 1
        rows.append(row)

    for k, group in {name[:2] for name in place}:
        tie([(k, group, option) for option in SCALE.options], (k, group, "base"), equal)
        tie([(k, group, option) for option in SCALE.top], (k, group, TOP), equal)
    for k in range(1, len(published)):
        sites = {group for other, group, _ in place if other == k}
        for option in SCALE.options:
            over = [(k, site, option) for site in sites]
            tie(over, (0, "all", option), short if without_group else equal)
    limits = [
        (least, None)
        if pd.isna(n)
        else (0, 0)
        if n == 0
        else (max(n - rounding // 2, threshold), n + (rounding - 1) // 2)
        for n in printed.values()
    ]

    @cache
    def end(name, sign):
        goal = np.zeros(len(place))
        goal[place[name]] = sign
        found = linprog(
            goal,
            np.array(short) if short else None,
            np.zeros(len(short)) if short else None,
            np.array(equal),
            np.zeros(len(equal)),
            limits,
        )
        assert found.status in (0, 3)
        return sign * found.fun if found.status == 0 else np.inf

    hidden = [name for name, n in printed.items() if pd.isna(n)]
    return {name: (end(name, 1), end(name, -1)) for name in hidden}


counts = st.integers(0, 9)
answers = st.fixed_dictionaries(
    {site: st.tuples(counts, counts, counts, counts) for site in ("a", "b", "c")}
    | {"": st.sampled_from([(0, 0, 0, 0), (1, 0, 3, 0)])}
)


@settings(max_examples=150)
@given(answers, st.sampled_from([1, 5]), st.sampled_from([3, 5]))
def test_no_hidden_count_can_be_solved_from_the_margins_or_the_table_not_split(
    counts, rounding, threshold
):
    held = people(**counts)
    whole, split = table(held), table(held, "site")
    options = {"threshold": threshold, "rounding": rounding}
    both = [suppress(whole, [TRUST], **options)]
    both.append(suppress(split, [TRUST], **options, whole=whole))
    shown = [frame for frame, _ in both]
    zeros = any((told["n"] == 0).any() for _, told in both)
    least = 0 if zeros or shown[1]["n"].isna().all() else 1
    for low, high in doubt(shown, any(counts[""]), least=least, **options).values():
        assert high - low >= 1 - 1e-6 or high == 0  # that nobody said it may be known


@settings(max_examples=50)
@given(answers)
def test_small_counts_are_hidden_and_what_is_shown_is_true(counts):
    split = table(people(**counts), "site")
    shown, told = suppress(split, [TRUST])
    for name in ("n", "base"):
        seen = shown[name].notna()
        assert (shown.loc[seen, name] == split.loc[seen, name]).all()
        assert not split.loc[seen, name].between(1, 4).any()
    seen = shown["share"].notna()
    assert (seen == (shown["n"].notna() & shown["base"].notna() & (split["base"] > 0))).all()
    limits = ["share", "ci_low", "ci_high"]
    assert shown.loc[seen, limits].equals(split.loc[seen, limits])
    assert len(told[told["option"] != "(base)"]) == shown["n"].isna().sum()
    assert set(told.loc[told["reason"] == "fewer than 5", "n"]) <= {1, 2, 3, 4}


@settings(max_examples=25)
@given(answers, st.randoms(use_true_random=False))
def test_what_is_hidden_does_not_hang_on_the_order_of_respondents(counts, random):
    held = people(**counts)
    order = list(held.index)
    random.shuffle(order)
    split = [suppress(table(frame, "site"), [TRUST])[0] for frame in (held, held.loc[order])]
    pd.testing.assert_frame_equal(*split)


def test_one_small_count_takes_a_second_with_it_and_the_owner_is_told_why():
    shown, told = suppress(table(people(a=(2, 0, 20, 10))), [TRUST])
    assert shown["n"].tolist() == [pd.NA, 0, 20, pd.NA, pd.NA] or shown["n"].isna().sum() >= 2
    assert shown["note"].tolist() == ["hidden" if n else "" for n in shown["n"].isna()]
    assert told[["option", "n", "reason"]].to_numpy().tolist()[0] == ["no", 2, "fewer than 5"]
    assert set(told["reason"][1:]) == {"would give another away"}


def test_two_small_counts_that_hide_each_other_need_no_third():
    shown, told = suppress(table(people(a=(2, 3, 20, 10))), [TRUST])
    assert shown["n"].isna().tolist() == [True, True, False, False, False]
    assert told["n"].tolist() == [2, 3]


def test_two_ones_do_not_hide_each_other():
    _, told = suppress(table(people(a=(1, 1, 20, 10))), [TRUST])
    assert len(told) > 2


def test_a_group_smaller_than_the_threshold_keeps_neither_base_nor_shares():
    shown, told = suppress(table(people(a=(2, 2, 0, 0), b=(9, 9, 9, 9)), "site"), [TRUST])
    small = shown[shown["group"] == "a"]
    assert small["base"].isna().all()
    assert small["share"].isna().all()
    assert small["n"].dropna().tolist() == [0, 0, 0]
    assert ["a", "(base)", 4] in told[["group", "option", "n"]].to_numpy().tolist()


def test_rounded_counts_have_the_share_of_the_rounded():
    shown, _ = suppress(table(people(a=(12, 8, 20, 13))), [TRUST], rounding=5)
    assert shown["n"].tolist() == [10, 10, 20, 15, 35]
    assert set(shown["base"]) == {55}
    assert shown["share"][0] == pytest.approx(10 / 55)


def test_nothing_small_hides_nothing():
    whole = table(people(a=(0, 8, 20, 13)))
    shown, told = suppress(whole, [TRUST])
    assert told.empty
    assert shown["n"].tolist() == whole["n"].tolist()


def test_a_silent_table_stays_as_it_is():
    shown, told = suppress(table(people(a=(0, 0, 0, 0))), [TRUST])
    assert told.empty
    assert shown["n"].tolist() == [0] * 5
    assert shown["share"].isna().all()


@pytest.mark.parametrize(("threshold", "rounding"), [(1, 1), (5, 0), (5, 11)])
def test_thresholds_that_hide_nothing_and_rounding_to_nothing_are_refused(threshold, rounding):
    whole = table(people(a=(1, 2, 3, 4)))
    with pytest.raises(DataError, match="threshold"):
        suppress(whole, [TRUST], threshold=threshold, rounding=rounding)


def test_part_of_a_table_is_refused():
    whole = table(people(a=(1, 2, 3, 4)))
    with pytest.raises(DataError, match="whole tables"):
        suppress(whole[whole["option"] != "no"], [TRUST])
    with pytest.raises(DataError, match="none for trust"):
        suppress(whole, [])
