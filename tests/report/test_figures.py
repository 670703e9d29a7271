"""Tests of figures: they draw, alike each time, and everything is inside the page."""

import subprocess
import sys

import pandas as pd
import pytest

from mixedmethods.model import Item, Scale
from mixedmethods.report import gap_dots, likert, pathway_bars, save, share_plot
from mixedmethods.report.figures import _inches
from mixedmethods.survey import tabulate

DOLLARS = [r"a $\bad$ b", "$5 to $10", "$$", "costs in $ and $x^2$"]


SHARES = pd.DataFrame(
    [
        (f"{name}, a long name that needs some room", group, 3, base, 3 / base, 0.05, 0.7)
        for name in DOLLARS
        for group, base in (("clinical_lead", 37), ("commissioner", 11), ("A $1 group", 1400))
    ],
    columns=["name", "group", "n", "base", "share", "ci_low", "ci_high"],
)


STEPS = pd.DataFrame(
    {"step": ["access", "course", "eligible", "recovery"], "name": [*DOLLARS], "of": "people"}
)
SPLIT = pd.DataFrame(
    [
        (name, 18.0, gap, *(gap * part for part in (0.5, 0.7, -0.4, 0.2)))
        for name, gap in (("A $1 reference", 0.0), *zip(DOLLARS, (-6, -3, 0.1, 4), strict=True))
    ],
    columns=["group", "per_100", "gap", *STEPS["step"]],
)


@pytest.fixture(params=["answers", "gaps", "shares", "close", "pathway"])
def draw(request, made):
    if request.param == "pathway":
        return lambda: pathway_bars(SPLIT, STEPS)
    if request.param == "close":
        near = SHARES.assign(share=0.41, ci_low=0.405, ci_high=0.415, text="41.0%")
        return lambda: share_plot(near, close=True)
    if request.param == "shares":
        return lambda: share_plot(SHARES)
    if request.param == "answers":
        return lambda: likert(made.answers, made.items)
    table = made.gaps(
        ("Other ethnic background, not further described", "1", 40.0, 500),
        ("African", "1", 45),
        ("African", "2", 55),
        base=2000,
    )
    return lambda: gap_dots(table)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_figure_is_the_same_bytes_each_time(draw, kind):
    first = save(draw(), kind, dpi=60)
    assert first == save(draw(), kind, dpi=60)
    assert first.startswith(b"\x89PNG" if kind == "png" else b"<?xml")


def test_svg_has_no_date_and_its_text_is_paths(draw):
    drawn = save(draw(), "svg").decode("utf-8")
    assert "<dc:date>" not in drawn
    assert "<text" not in drawn


def test_every_text_lies_inside_the_figure(draw):
    figure = draw()
    save(figure, "png", dpi=60)  # lays the ticks out
    page = figure.bbox
    for axes in figure.axes:
        texts = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels(), axes.xaxis.label]
        for text in texts:
            box = text.get_window_extent()
            if text.get_text():
                assert box.x0 >= page.x0 - 1, text.get_text()
                assert box.x1 <= page.x1 + 1, text.get_text()
                assert box.y0 >= page.y0 - 1, text.get_text()
                assert box.y1 <= page.y1 + 1, text.get_text()


def test_every_text_is_drawn_as_text_and_never_as_a_formula(draw):
    from matplotlib.text import Text

    figure = draw()
    save(figure, "png", dpi=60)  # lays the ticks out
    drawn = [text for text in figure.findobj(Text) if text.get_text()]
    assert drawn
    assert not [text.get_text() for text in drawn if text.get_parse_math()]


@pytest.mark.parametrize("name", DOLLARS)
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_name_with_dollar_signs_is_drawn_as_it_stands(made, name, kind):
    scale = Scale("s", "ordinal", ("no", f"{name} option", "yes"), top=("yes",))
    item = Item("q", name, "likert", scale)
    answers = pd.DataFrame({"q": ["no", "yes"] * 9, "site": [name] * 18})
    bars = likert(tabulate(answers, item, by="site"), [item])
    dots = gap_dots(made.gaps((name, "$1$", 45), reference=f"{name} reference"))
    for figure in (bars, dots):
        assert save(figure, kind, dpi=40)
    ticks = [axes.get_yticklabels()[0].get_text() for axes in (*bars.axes, *dots.axes)]
    assert ticks == [f"{name} (n = 18)", name]
    assert dots.axes[0].xaxis.label.get_text().endswith(f"{name} reference")


def test_a_name_with_dollar_signs_is_as_wide_as_it_looks():
    assert _inches("$x$") > 1.5 * _inches("x")
    assert _inches(r"a $\bad$ b") > _inches("a bad b")


def test_bars_show_the_shares_and_dots_the_gaps(made):
    axes = likert(made.one, made.items).axes[0]
    widths = sorted(round(bar.get_width() * 41) for bar in axes.patches[:5])
    assert widths == [0, 2, 2, 17, 20]
    table = made.gaps(("African", "1", 45), ("Irish", "1", 52))
    dots = gap_dots(table).axes[0].collections[-1].get_offsets()
    assert dots.tolist() == [[-5, 0], [2, 1]]


def test_only_known_intervals_are_drawn(made):
    def lines(table):
        collections = gap_dots(table).axes[0].collections
        return sum(len(c.get_segments()) for c in collections[1:] if hasattr(c, "get_segments"))

    assert lines(made.gaps(("African", "1", 45))) == 0
    assert lines(made.gaps(("African", "1", 45.0, 200), ("Irish", "1", 52), base=900)) == 1


def test_importing_the_room_brings_no_drawing_and_drawing_no_pyplot(tmp_path):
    code = (
        "import sys, mixedmethods.report\n"
        "heavy = {'matplotlib', 'plotly', 'docx', 'openpyxl', 'scipy', 'statsmodels'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "import pandas as pd\n"
        "from mixedmethods.report.figures import gap_dots, save\n"
        "row = dict(measure='m', period='1', group='A', reference='R', estimate=.4,\n"
        "    reference_estimate=.5, gap=-10., ci_low=float('nan'), ci_high=float('nan'),\n"
        "    base=pd.NA, reference_base=pd.NA, decimals=1, note='counts not supplied')\n"
        "save(gap_dots(pd.DataFrame([row])), 'png', dpi=40)\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)  # noqa: S603  # our own code
    assert done.returncode == 0, done.stderr
