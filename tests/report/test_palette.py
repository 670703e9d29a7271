"""Tests of palette: every label can be read, and every dot seen, on light and on dark."""

import pytest

from mixedmethods.model import Scale
from mixedmethods.report.palette import BELOW, DARK, GROUPS, LIGHT, RULE, colours, contrast, ink

DARK_PAGE = "#0e1117"  # Streamlit's dark background


def scale(count, kind="ordinal"):
    return Scale("s", kind, tuple(f"option {k}" for k in range(count)))


@pytest.mark.parametrize("kind", ["ordinal", "nominal", "binary"])
@pytest.mark.parametrize("count", range(2, 11))
def test_text_in_a_bar_has_the_contrast_that_small_text_needs(kind, count):
    for colour in colours(scale(count, kind)):
        assert contrast(ink(colour), colour) >= 4.5


@pytest.mark.parametrize("kind", ["ordinal", "nominal"])
@pytest.mark.parametrize("count", range(2, 11))
def test_options_have_colours_of_their_own(kind, count):
    assert len(set(colours(scale(count, kind)))) == count


def test_a_scale_runs_from_orange_through_grey_to_blue():
    low, _, middle, _, high = colours(scale(5))
    red, green, blue = (int(low[k : k + 2], 16) for k in (1, 3, 5))
    assert red > green > blue
    assert len({middle[1:3], middle[3:5], middle[5:7]}) == 1
    assert int(high[5:7], 16) > int(high[1:3], 16)


def test_a_scale_without_a_middle_has_no_grey():
    assert not any(len({c[1:3], c[3:5], c[5:7]}) == 1 for c in colours(scale(4)))


@pytest.mark.parametrize("colour", [BELOW, RULE, *GROUPS])
@pytest.mark.parametrize("page", [LIGHT, DARK_PAGE])
def test_dots_and_lines_are_seen_on_light_and_on_dark(colour, page):
    assert contrast(colour, page) >= 3


def test_contrast_runs_from_1_to_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast(DARK, DARK) == 1
