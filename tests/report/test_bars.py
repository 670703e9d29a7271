"""Tests of bars: every piece where a reader expects it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.model import Instrument, Item, Scale
from mixedmethods.report import alt_text
from mixedmethods.report.bars import panels
from mixedmethods.survey import Survey, headline, tabulate, tabulate_roles
from mixedmethods.survey.aside import aside_rows, widened

SCALES = st.integers(2, 7).map(
    lambda count: Scale("s", "ordinal", tuple(f"option {k}" for k in range(count)))
)


def pieces_of(scale, counts):
    import pandas as pd

    item = Item("q", "A question", "likert", scale)
    answers = [option for option, k in zip(scale.options, counts, strict=True) for _ in range(k)]
    table = tabulate(pd.DataFrame({"q": pd.Series(answers, dtype=object)}), item)
    return panels(table, [item])[0]


@st.composite
def bars(draw):
    scale = draw(SCALES)
    counts = [draw(st.integers(0, 20)) for _ in scale.options]
    return scale, counts


@settings(deadline=None)
@given(bars())
def test_pieces_join_without_a_gap_and_their_widths_are_the_shares(given_bar):
    scale, counts = given_bar
    pieces = pieces_of(scale, counts).pieces
    ends = (pieces["start"] + pieces["width"]).tolist()
    assert pieces["start"].tolist()[1:] == pytest.approx(ends[:-1])
    total = sum(counts)
    assert pieces["width"].tolist() == pytest.approx([k / total if total else 0 for k in counts])


@settings(deadline=None)
@given(bars())
def test_the_bar_is_centred_on_the_neutral_option_or_between_the_halves(given_bar):
    scale, counts = given_bar
    panel = pieces_of(scale, counts)
    pieces = panel.pieces.set_index("option")
    half = len(scale.options) // 2
    if scale.neutral:
        row = pieces.loc[scale.neutral]
        assert row["start"] == pytest.approx(-row["width"] / 2)
    else:
        assert pieces.iloc[half]["start"] == pytest.approx(0)
    low, high = panel.ends
    assert low <= pieces["start"].min() + 1e-9
    assert high >= (pieces["start"] + pieces["width"]).max() - 1e-9


def test_each_bar_names_its_group_and_its_base(made):
    panel = panels(made.one, made.items)[0]
    names = panel.pieces["label"].unique().tolist()
    assert names == ["Clinical leads (n = 41)", "Commissioners (n = 11)"]
    assert [wording for _, wording in panel.headings] == ["Sessions of different lengths"]


def test_few_people_are_shown_as_people_and_many_as_per_cent(made):
    pieces = panels(made.one, made.items)[0].pieces.set_index(["label", "option"])
    assert pieces.loc[("Clinical leads (n = 41)", "agree"), "text"] == "49%"
    assert pieces.loc[("Commissioners (n = 11)", "agree"), "text"] == "4 of 11"
    assert pieces.loc[("Clinical leads (n = 41)", "strongly disagree"), "text"] == ""


def test_hover_gives_the_count_the_share_and_the_interval(made):
    pieces = panels(made.one, made.items)[0].pieces.set_index(["label", "option"])
    said = pieces.loc[("Commissioners (n = 11)", "agree"), "hover"]
    assert said == "agree: 4 of 11 (36%, 15.2 to 64.6)"


def test_a_weak_pair_comes_in_two_panels_each_with_its_own_scale(made):
    first, second = panels(made.answers, made.items)
    assert first.scale == made.AGREEMENT
    assert second.scale == made.TICK
    assert second.pieces["label"].unique().tolist() == ["Commissioners (n = 11)"]
    assert second.pieces["start"].tolist() == pytest.approx([0, 6 / 11])
    assert second.ends == (0, 1)


def test_a_bar_that_nobody_answered_is_there_and_marked(made):
    frame = made.surveys[0].responses.assign(site=["x"] * 40 + ["y"])
    frame.loc[frame["site"] == "y", "A"] = None
    panel = panels(tabulate(frame, made.items[0], by="site"), made.items)[0]
    bars = panel.pieces.drop_duplicates("y")
    assert bars["label"].tolist() == ["x (n = 40)", "y (n = 0)"]
    assert panel.silent == (bars["y"].iloc[1],)


def test_summed_shares_no_rows_and_unknown_items_are_refused(made):
    with pytest.raises(DataError, match=r"some options only of A, B.*before its top"):
        panels(headline(made.one, made.items), made.items)
    with pytest.raises(DataError, match="Got 0 rows"):
        panels(made.one.iloc[:0], made.items)
    with pytest.raises(DataError, match="no item for B"):
        panels(tabulate_roles(made.surveys, "A"), made.surveys[0].instrument.items)


def test_answers_aside_stand_beside_the_bar_and_take_nothing_of_it():
    import pandas as pd

    scale = Scale("s", "ordinal", ("no", "yes"), aside=("don't know", "not applicable"))
    item = Item("q", "A question", "likert", scale)
    responses = pd.DataFrame({"q": ["no", "yes", "yes", "don't know"]}, dtype=object)
    survey = Survey(Instrument("lead", "Leads", "lead", (item,)), responses)
    table = tabulate_roles([survey], "q")
    wide = aside_rows(tabulate_roles([widened(survey)], "q"), survey)
    panel, bare = panels(pd.concat([table, wide]), [item])[0], panels(table, [item])[0]
    pd.testing.assert_frame_equal(panel.pieces, bare.pieces)
    assert [text for _, text in panel.beside] == ["1 don't know"]
    assert panel.beside[0][0] == panel.pieces["y"].iloc[0]
    assert bare.beside == ()
    assert alt_text(pd.concat([table, wide]), [item]) == alt_text(table, [item])
