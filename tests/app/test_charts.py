"""Tests of charts: the screen shows the same numbers as the printed figures."""

import subprocess
import sys

import pandas as pd
import pytest

from mixedmethods.app.area_parts import funnel_chart
from mixedmethods.app.charts import gap_chart, likert_chart, pathway_chart, share_chart
from mixedmethods.app.time_parts import time_chart
from mixedmethods.errors import DataError
from mixedmethods.model import Instrument, Item, Rate, Scale
from mixedmethods.outcomes import gaps, rates_frame
from mixedmethods.outcomes.funnel import funnel
from mixedmethods.outcomes.spc import xmr
from mixedmethods.survey import Survey, block, items_of

AGREEMENT = Scale("a5", "ordinal", ("very low", "low", "neither", "high", "very <high>"))
TICK = Scale("tick", "binary", ("ticked", "not ticked"))
ANSWERS = ["low"] * 2 + ["neither"] * 4 + ["high"] * 3 + ["very <high>"]


@pytest.fixture(scope="module")
def surveys():
    asked = [
        ("lead", Item("A", "How <good>?", "likert", AGREEMENT, comparable="B"), ANSWERS * 3),
        ("commissioner", Item("B", "How <good>?", "likert", AGREEMENT), ANSWERS),
        ("nurse", Item("C", "Groups", "multi", TICK, comparable="A"), ["ticked", "not ticked"]),
    ]
    return [
        Survey(Instrument(role, role, role, (item,)), pd.DataFrame({item.id: answers}))
        for role, item, answers in asked
    ]


@pytest.fixture(scope="module")
def chart(surveys):
    return likert_chart(block(surveys, ["A"]), items_of(surveys))


def table(*rows):
    rates = [Rate("White British", "recovery", period, 0.5, 1, 900) for period in "12"]
    rates += [Rate(group, "recovery", period, rate, 1, base) for group, period, rate, base in rows]
    return gaps(rates_frame(rates), "White British")


def traces(figure, name):
    return [trace for trace in figure.data if trace.type == "bar" and trace.name == name]


def test_the_neutral_option_is_two_half_bars_about_zero_with_one_entry_in_the_legend(chart):
    left, right = traces(chart, "neither")
    assert list(left.x) == pytest.approx([-0.2, -0.2])
    assert list(right.x) == pytest.approx([0.2, 0.2])
    assert [left.showlegend, right.showlegend] == [False, True]


def test_low_options_stack_to_the_left_the_inner_one_first(chart):
    names = [trace.name for trace in chart.data if trace.type == "bar"]
    assert names[:3] == ["neither", "low", "very low"]
    assert names[3:6] == ["neither", "high", "very &lt;high&gt;"]
    assert all(x <= 0 for trace in traces(chart, "low") for x in trace.x)
    assert chart.layout.barmode == "relative"


def test_the_legend_keeps_the_order_of_the_scale(chart):
    ranks = {trace.name: trace.legendrank for trace in chart.data if trace.type == "bar"}
    assert sorted(ranks, key=ranks.get)[:5] == [
        "very low",
        "ticked",
        "low",
        "not ticked",
        "neither",
    ]


def test_hover_shows_the_group_the_count_the_share_and_the_interval(chart):
    said = traces(chart, "high")[0].hovertext
    assert said[1] == "Commissioners (n = 10). high: 3 of 10 (30%, 10.8 to 60.3)"


def test_text_is_text_and_never_markup(chart):
    headings = [note.text for note in chart.layout.annotations]
    assert "<b>How &lt;good&gt;?</b>" in headings


def test_each_scale_has_its_panel_its_axes_and_its_legend(chart):
    ticked = traces(chart, "ticked")[0]
    assert (ticked.xaxis, ticked.legend) == ("x2", "legend2")
    assert list(ticked.x) == [0.5]
    first, second = chart.layout.yaxis.domain, chart.layout.yaxis2.domain
    assert first[0] > second[1]


def test_gaps_are_sorted_and_the_last_period_is_filled():
    figure = gap_chart(table(("A", "1", 0.4, None), ("A", "2", 0.6, None), ("B", "2", 0.3, None)))
    rings, filled = (trace for trace in figure.data if trace.mode == "markers")
    assert list(rings.x) == [-10]
    assert list(filled.x) == [-20, 10]
    assert (rings.marker.symbol, filled.marker.symbol) == ("circle-open", "circle")
    assert list(figure.layout.yaxis.ticktext) == ["B", "A"]


def test_only_known_intervals_are_drawn():
    figure = gap_chart(table(("A", "1", 0.4, 100), ("B", "1", 0.3, None)))
    lines = [trace for trace in figure.data if trace.mode == "lines" and trace.line.width > 2]
    assert len(lines) == 1
    low, high, lifted = lines[0].x
    assert low < -10 < high
    assert lifted is None or pd.isna(lifted)


def test_the_page_rules_the_background_and_the_colour_of_the_text(chart):
    for figure in (chart, gap_chart(table(("A", "1", 0.4, None)))):
        assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.font.color is None
        assert figure.layout.yaxis.automargin is True


def test_a_long_group_name_gets_its_room():
    short = gap_chart(table(("A", "1", 0.4, None))).layout.margin.l
    name = "Any other ethnic background, not further described"
    assert gap_chart(table((name, "1", 0.4, None))).layout.margin.l > short + 250


def test_nothing_to_draw_is_refused(surveys):
    with pytest.raises(DataError, match="must have rows"):
        gap_chart(table(("A", "1", 0.4, None)).iloc[:0])
    with pytest.raises(DataError, match="must have rows"):
        likert_chart(block(surveys, ["A"]).iloc[:0], items_of(surveys))


def test_importing_the_module_does_not_import_plotly():
    code = "import sys, mixedmethods.app.charts; assert 'plotly' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)  # noqa: S603  # our own code
    assert done.returncode == 0, done.stderr


def test_shares_are_one_trace_of_dots_a_group_with_the_interval_as_a_line():
    rows = [("<Time>", "user", 2, 8, 0.25, 0.07, 0.59), ("Money", "lead", 1, 4, 0.25, 0.05, 0.7)]
    columns = ["name", "group", "n", "base", "share", "ci_low", "ci_high"]
    figure = share_chart(pd.DataFrame(rows, columns=columns))
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert [(trace.name, list(trace.x)) for trace in dots] == [
        ("user (n = 8)", [0.25]), ("lead (n = 4)", [0.25]),
    ]  # fmt: skip
    assert dots[0].hovertext[0] == "&lt;Time&gt;. user: 2 of 8 (25%, 7.0 to 59.0)"
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert [list(trace.x)[:2] for trace in lines] == [[0.07, 0.59], [0.05, 0.7]]


def test_a_pathway_is_one_trace_of_bars_a_step_and_a_diamond_for_the_whole():
    steps = pd.DataFrame({"step": ["course", "recovery"], "name": ["Course", "<b>"], "of": "all"})
    split = pd.DataFrame(
        [("White British", 20.0, 0.0, 0.0, 0.0), ("<i>", 17.0, -3.0, -4.0, 1.0)],
        columns=["group", "per_100", "gap", "course", "recovery"],
    )
    figure = pathway_chart(split, steps)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [(trace.name, list(trace.base), list(trace.x)) for trace in bars] == [
        ("Course", [-4.0], [4.0]), ("&lt;b&gt;", [0.0], [1.0]),
    ]  # fmt: skip
    assert bars[0].hovertext[0] == "&lt;i&gt;. Course: −4.00 per 100 referred"
    (diamond,) = [trace for trace in figure.data if trace.type == "scatter"]
    assert list(diamond.x) == [-3.0]
    assert figure.layout.xaxis.range[0] < -4.0


def test_periods_and_areas_of_a_file_are_drawn_as_text_and_never_as_markup():
    over_time = xmr(pd.Series([0.5, 0.6, 0.5], index=["<b>1</b>", "2", "3"]))
    line = time_chart(over_time).data[0]
    assert line.x[0] == "&lt;b&gt;1&lt;/b&gt;"
    assert line.hovertext[0].startswith("&lt;b&gt;1")
    columns = ["area", "low", "high", "base_low", "base_high"]
    areas = pd.DataFrame([("<i>A</i>", 0.5, 0.5, 90, 90), ("B", 0.1, 0.2, 80, 84)], columns=columns)
    dots = [t for t in funnel_chart(funnel(areas, 0.5), 0.5).data if t.mode == "markers"]
    assert [(trace.name, len(trace.x)) for trace in dots] == [
        ("Below the 99.8% limit", 1), ("Within both limits", 1),
    ]  # fmt: skip
    assert dots[1].hovertext[0].startswith("&lt;i&gt;A&lt;/i&gt;: 50.0% of 90 people")


def test_the_picture_of_links_names_relations_and_draws_no_markup():
    import pandas as pd

    from mixedmethods.app.flow_chart import flow_chart

    flows = pd.DataFrame(
        [("<b>Waiting</b>", "Stage: outcome", "dissonance", 2),
         ("Stage: outcome", "Recommendation 1c", "dissonance", 1)],
        columns=["source", "target", "relation", "n"],
    )  # fmt: skip
    figure = flow_chart(flows)
    assert list(figure.data[0].node.label) == [
        "&lt;b&gt;Waiting&lt;/b&gt;", "Outcome", "Recommendation 1c",
    ]  # fmt: skip
    assert [trace.name for trace in figure.data[1:]] == ["Dissonance"]
