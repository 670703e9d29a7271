"""Tests of the pathway in print: bars add up to the gap, and sentences say what the table says."""

import pandas as pd
import pytest

from mixedmethods.desk.outcomes import pathway
from mixedmethods.errors import DataError
from mixedmethods.report import pathway_bars, save
from mixedmethods.report.pathway import (
    losses,
    pathway_sentences,
    pathway_table,
    ratios_table,
    shares_table,
)


@pytest.fixture(scope="module")
def parts(sample_study):
    return pathway(sample_study, "2021-22", "White British")


def test_the_pieces_of_a_bar_add_up_to_the_gap_and_do_not_overlap(parts):
    plot = losses(parts["decomposition"], parts["steps"])
    steps = parts["steps"]["name"]
    for y, row in enumerate(parts["decomposition"].iloc[1:].to_dict("records")):
        bars = plot.pieces[plot.pieces["y"] == y]
        assert bars["step"].tolist() == list(steps)
        lost = bars.loc[bars["start"] < 0, "width"].sum()
        won = bars.loc[bars["start"] >= 0, "width"].sum()
        assert won - lost == pytest.approx(row["gap"], abs=1e-9)
        ends = bars.assign(end=bars["start"] + bars["width"]).sort_values("start")
        assert (ends["end"].iloc[:-1].to_numpy() <= ends["start"].iloc[1:].to_numpy() + 1e-9).all()
    assert plot.ends[0] < plot.pieces["start"].min()


def test_the_group_that_loses_most_is_at_the_top(parts):
    plot = losses(parts["decomposition"], parts["steps"])
    assert plot.names[0] == "Bangladeshi"
    assert plot.totals["gap"].is_monotonic_increasing
    assert plot.totals["text"].iloc[0] == "−5.9"


def test_the_table_prints_the_published_split_of_2021_22(parts):
    table = pathway_table(parts["decomposition"], parts["steps"]).set_index("Group")
    assert table.loc["White British", "Recovered per 100 referred"] == "18.95"
    assert table.loc["Bangladeshi"].tolist() == [
        "13.07", "−5.88", "−1.36", "−2.43", "+0.19", "−2.29",
    ]  # fmt: skip
    assert table.loc["African", "Gap, points"] == "−2.36"


def test_the_first_sentence_is_about_the_group_that_loses_most(parts):
    said = list(pathway_sentences(parts["decomposition"], parts["steps"], "2021-22"))
    assert len(said) == len(parts["decomposition"]) - 1
    assert "Bangladeshi" in said[0]
    assert "2021-22" in said[0]
    assert "5.9" in said[0] or "5.88" in said[0]


def test_shares_say_what_they_are_out_of_and_ratios_have_intervals(parts):
    shares = shares_table(parts["shares"], parts["steps"])
    assert all(", of " in name for name in shares.columns[1:])
    assert shares.loc[shares["Group"] == "Bangladeshi"].iloc[0, -1] == "43.9%"
    ratios = ratios_table(parts["ratios"], parts["steps"])
    assert ratios.iloc[:, 1:].stack().str.fullmatch(r"\d\.\d{3} \(\d\.\d{3} to \d\.\d{3}\)").all()
    assert len(ratios) == len(shares) - 1


def test_a_group_alone_has_no_gap_to_draw(parts):
    with pytest.raises(DataError, match="beside the reference"):
        losses(parts["decomposition"].iloc[:1], parts["steps"])


def test_the_figure_draws_alike_each_time(parts):
    first, again = (
        save(pathway_bars(parts["decomposition"], parts["steps"]), "svg") for _ in range(2)
    )
    assert first == again
    assert first.startswith(b"<?xml")


def test_a_step_without_a_loss_is_not_called_one():
    steps = pd.DataFrame(
        {"step": ["course", "recovery"], "name": ["Course", "Recovery"], "of": ["a", "b"]}
    )
    table = pd.DataFrame(
        {"group": ["White British", "African"], "per_100": [20.0, 20.0], "gap": [0.0, 0.0],
         "course": [0.0, 0.0], "recovery": [0.0, 0.0]}
    )  # fmt: skip
    (said,) = pathway_sentences(table, steps, "2021-22")
    assert "lost" not in said
    assert "African" in said
