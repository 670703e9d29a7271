"""Tests of differences: each kind by example, the planted ones of the sample, nothing lost."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.differences import ALSO, COLUMNS, agreed, differences
from mixedmethods.errors import DataError
from mixedmethods.sample import make_sample
from mixedmethods.store.codings import codings as codings_of
from mixedmethods.store.texts import read_source

PLANTED = Path(__file__).parents[1] / "planted"


def frame(me, you, source="A"):
    """Codings such as ``"10-20 WAIT"`` of both coders; a turn has 100 characters."""
    rows = []
    for coder, texts in (("me", me), ("you", you)):
        for k, text in enumerate(texts):
            ends, code = text.split()
            start, end = map(int, ends.split("-"))
            rows.append(
                (f"{source}-{coder}{k}", source, start // 100 + 1, start, end, code, coder, False)
            )
    names = ["id", "source", "turn", "start", "end", "code", "coder", "moderator"]
    return pd.DataFrame(rows, columns=names)


def listed(me, you):
    """Each row as kind and, short, the codings of both, such as ``omitted me0``."""
    table = differences(frame(me, you), "me", "you").fillna({"first": "", "second": ""})
    rows = table[["kind", "first", "second"]].to_numpy()
    return [" ".join(part.removeprefix("A-") for part in row if part) for row in rows]


def test_the_same_code_with_the_same_ends_is_agreed_and_not_listed():
    made = frame(["0-10 X", "20-30 Y"], ["20-30 Y", "0-10 X"])
    assert agreed(made, "me", "you") == [("A-me0", "A-you1"), ("A-me1", "A-you0")]
    table = differences(made, "me", "you")
    assert (len(table), table.columns.tolist()) == (0, COLUMNS)


@pytest.mark.parametrize(
    ("me", "you", "kinds"),
    [
        (["0-10 X", "50-60 Y"], ["50-60 Y"], ["omitted me0"]),
        (["0-10 X"], ["0-10 X", "50-60 X"], ["added you1"]),
        (["0-10 X"], ["0-8 X"], ["different_boundary me0 you0"]),
        (["0-10 X"], ["5-30 X"], ["different_boundary me0 you0"]),
        (["0-10 X"], ["0-10 Y"], ["different_code me0 you0"]),
        (["0-10 X"], ["5-30 Y"], ["different_code me0 you0"]),
        (["0-10 X"], ["10-20 X"], ["omitted me0", "added you0"]),  # ends are half open
        (["0-10 X"], ["110-120 X"], ["omitted me0", "added you0"]),  # in another turn
    ],
)
def test_each_kind_is_what_it_says(me, you, kinds):
    assert listed(me, you) == kinds


def test_a_row_holds_both_stretches_and_codes():
    table = differences(frame(["0-10 X", "200-220 X"], ["5-30 Y"]), "me", "you")
    assert table.iloc[0].tolist() == [
        "different_code", "A", 1, "X", "Y", 0, 10, 5, 30, "A-me0", "A-you0", "",
    ]  # fmt: skip
    assert table.iloc[1][["turn", "code", "start", "end", "first"]].tolist() == [
        3, "X", 200, 220, "A-me1",
    ]  # fmt: skip
    assert table.iloc[1][["code_second", "start_second", "end_second", "second"]].isna().all()


def test_where_one_coder_has_both_codes_nobody_chose_one_for_the_other():
    assert listed(["0-10 X", "0-10 Y"], ["0-10 Y"]) == ["omitted me0"]
    assert listed(["0-10 X"], ["0-12 X", "0-10 Y"]) == ["different_boundary me0 you0", "added you1"]
    # The long X of the second coder covers both of the first: the short one is no other code.
    rows = listed(["0-8 X", "10-14 X"], ["0-14 X", "10-14 Y"])
    assert rows == ["different_boundary me0 you0", "omitted me1", "added you1"]


def test_what_overlaps_the_same_code_in_another_row_says_so():
    table = differences(frame(["0-8 X", "10-14 X", "50-60 Z"], ["0-14 X"]), "me", "you")
    assert table["kind"].tolist() == ["different_boundary", "omitted", "omitted"]
    assert table["note"].tolist() == ["", ALSO, ""]


def test_the_same_ends_come_before_a_larger_overlap_and_a_boundary_before_a_code():
    assert listed(["0-10 X", "0-9 X"], ["0-10 X"]) == ["omitted me1"]
    assert listed(["0-10 X"], ["0-10 Y", "9-20 X"]) == [
        "different_boundary me0 you1", "added you0",
    ]  # fmt: skip


def test_the_pair_that_shares_the_largest_part_of_its_stretch_comes_first():
    # 10 of 12 characters, against 10 of 40.
    assert listed(["10-20 X"], ["0-40 X", "9-21 X"]) == [
        "added you0", "different_boundary me0 you1",
    ]  # fmt: skip


def test_a_coding_is_paired_once():
    assert listed(["0-10 X", "0-10 Y"], ["0-10 Z"]) == ["different_code me0 you0", "omitted me1"]


def test_prompts_are_compared_when_asked_for():
    made = frame(["0-10 X"], ["0-10 X", "100-110 Y"])
    made["moderator"] = made["turn"] == 2
    assert len(differences(made, "me", "you")) == 0
    assert differences(made, "me", "you", moderators=True)["kind"].tolist() == ["added"]


def test_sources_that_both_have_coded_are_compared_in_order():
    made = pd.concat([
        frame(["0-10 X"], ["0-10 Y"], "B"), frame(["0-10 X"], ["0-8 X"], "A"),
        frame(["0-10 X"], [], "C"),
    ])  # fmt: skip
    table = differences(made, "me", "you")
    assert table[["source", "kind"]].to_numpy().tolist() == [
        ["A", "different_boundary"], ["B", "different_code"],
    ]  # fmt: skip
    assert differences(made, "me", "you", "B")["source"].tolist() == ["B"]
    read = [("C", "you")]
    assert differences(made, "me", "you", "C", read=read)["kind"].tolist() == ["omitted"]
    assert differences(made, "me", "you", read=read)["source"].tolist() == ["A", "B", "C"]


def test_a_coder_without_a_coding_in_the_source_is_refused():
    for source in (None, "A"):
        with pytest.raises(DataError, match="without a coding by you"):
            differences(frame(["0-10 X"], []), "me", "you", source)
    with pytest.raises(DataError, match="Name at least one source"):
        agreed(frame([], []), "me", "you")
    with pytest.raises(DataError, match="At least two coders"):
        differences(frame(["0-10 X"], ["0-10 X"]), "me", "me")


MADE = st.lists(
    st.builds(
        lambda turn, low, many, code: f"{100 * turn + low}-{100 * turn + low + many} {code}",
        st.integers(0, 1), st.integers(0, 8), st.integers(1, 6), st.sampled_from("XYZ"),
    ),
    min_size=1, max_size=8, unique=True,
)  # fmt: skip


def overlap(row):
    return row.start < row.end_second and row.start_second < row.end


@given(MADE, MADE)
def test_every_coding_is_agreed_or_listed_and_that_once(me, you):
    made = frame(me, you)
    table = differences(made, "me", "you")
    pairs = agreed(made, "me", "you")
    found = [*table["first"].dropna(), *table["second"].dropna(), *(id for p in pairs for id in p)]
    assert sorted(found) == sorted(made["id"])


@given(MADE, MADE)
def test_every_row_is_what_its_kind_says(me, you):
    made = frame(me, you)
    by_id = made.set_index("id")
    for one, other in agreed(made, "me", "you"):
        stretch = ["start", "end", "code"]
        assert by_id.loc[one, stretch].tolist() == by_id.loc[other, stretch].tolist()
    for row in differences(made, "me", "you").itertuples():
        if row.kind in ("omitted", "added"):
            assert pd.isna(row.second if row.kind == "omitted" else row.first)
            continue
        assert overlap(row)
        assert (row.code == row.code_second) == (row.kind == "different_boundary")
        if row.kind == "different_code":
            mine, yours = made[made["coder"] == "me"], made[made["coder"] == "you"]
            for own, code, low, high in (
                (mine, row.code_second, row.start_second, row.end_second),
                (yours, row.code, row.start, row.end),
            ):
                assert not (
                    (own["code"] == code) & (own["start"] < high) & (own["end"] > low)
                ).any()


@given(MADE, MADE, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_who_is_first_changes_the_pairs(me, you, random):
    made = frame(me, you)
    order = list(range(len(made)))
    random.shuffle(order)
    names = {"omitted": "added", "added": "omitted"}
    mirrored = differences(made.iloc[order], "you", "me").fillna({"first": "", "second": ""})
    table = differences(made, "me", "you").fillna({"first": "", "second": ""})
    pairs = set(zip(table["kind"], table["first"], table["second"], strict=True))
    back = zip(mirrored["kind"].replace(names), mirrored["second"], mirrored["first"], strict=True)
    assert set(back) == pairs
    assert {p[::-1] for p in agreed(made, "you", "me")} == set(agreed(made, "me", "you"))


@given(MADE)
def test_a_coder_who_does_the_same_differs_nowhere(me):
    made = frame(me, me)
    assert len(differences(made, "me", "you")) == 0
    assert len(agreed(made, "me", "you")) == len(me)


# Turns and stretches of the first sample group around its planted differences, copied by hand.
ME = [
    "1435-1763 AC-REFERRAL", "1764-1960 AC-INFO", "3000-3099 AC-OUTREACH", "4200-4216 TD-CHAR",
    "4200-4216 TD-PREF", "4700-4707 TD-PREF", "5600-5643 AC-EXPECT", "7127-7190 SV-RESOURCE",
    "8941-8992 GE-NEG",
]  # fmt: skip
YOU = [
    "1435-1763 AC-REFERRAL", "3035-3099 AC-OUTREACH", "4200-4216 TD-CHAR", "4200-4216 TD-PREF",
    "4700-4707 TD-CHAR", "5600-5643 AC-INFO", "8941-8999 GE-NEG",
]  # fmt: skip


def test_the_planted_kinds_are_found_in_their_order():
    assert [row.split()[0] for row in listed(ME, YOU)] == [
        "omitted", "different_boundary", "different_code", "different_code", "omitted",
        "different_boundary",
    ]  # fmt: skip


def planted(group, starts):
    """Read the planted differences as ``(kind, turn, code, code, first start, second start)``."""
    with (PLANTED / f"{group}_coder2_differences.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = starts[int(row["turn"])]
            yield (
                row["kind"], int(row["turn"]), row["gold_code"], row["coder2_code"],
                *(at + int(row[name]) if row[name] else None
                  for name in ("gold_start", "gold_end", "coder2_start", "coder2_end")),
            )  # fmt: skip


@pytest.fixture
def coded_twice(tmp_path):
    with make_sample(tmp_path / "sample.mm", second_coder=True) as project:
        yield project


def test_exactly_the_planted_differences_of_the_sample_are_listed(coded_twice):
    made = codings_of(coded_twice)
    table = differences(made, "sample coder", "second coder").astype(object)
    table = table.astype(object).where(table.notna(), None)
    for group in ("FG1", "FG3"):
        source = read_source(coded_twice, group)
        starts = {turn.number: turn.start for turn in source.turns}
        here = table[table["source"] == group]
        columns = ["kind", "turn", "code", "code_second", "start", "end"]
        rows = here[[*columns, "start_second", "end_second"]].to_numpy().tolist()
        found = [tuple("" if k == 3 and v is None else v for k, v in enumerate(r)) for r in rows]
        assert found == list(planted(group, starts))
    assert len(table) == 12
    # 53 + 63 codings of the first coder, of which 12 are listed.
    assert len(agreed(made, "sample coder", "second coder")) == 53 + 63 - 12
