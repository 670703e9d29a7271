"""The transcript view in a real browser, over the page in `transcript_harness.py`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect

from mixedmethods.app.components.transcript import pending_ops, script
from tests.app.transcript_harness import CAFE, FAMILY, TURNS
from tests.browser import WINDOW, open_browser, open_page, served

Point = tuple[float, float]

HARNESS = Path(__file__).with_name("transcript_harness.py")

# The rectangles of units a to b of a turn: where to press and where to let go. Turns have guessed
# heights until they are drawn, so measure after that.
RECTANGLES = """async ([turn, a, b]) => {
  const text = document.querySelectorAll('.mmt-text')[turn];
  for (let frame = 0; frame < 3; frame += 1) {
    text.scrollIntoView({ block: 'nearest' });
    await new Promise(requestAnimationFrame);
  }
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let before = 0, started = false;
  while (walker.nextNode()) {
    const node = walker.currentNode, after = before + node.data.length;
    if (!started && a < after) { range.setStart(node, a - before); started = true; }
    if (started && b <= after) { range.setEnd(node, b - before); break; }
    before = after;
  }
  const all = [...range.getClientRects()], first = all[0], last = all[all.length - 1];
  return { x1: first.left, y1: first.top + first.height / 2,
           x2: last.right, y2: last.top + last.height / 2 };
}"""

# Select units a to b of a turn as a script would, exactly, even inside a character.
SELECT = """([turn, a, b]) => {
  const node = document.querySelectorAll('.mmt-text')[turn].firstChild;
  document.getSelection().setBaseAndExtent(node, a, node, b);
}"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(HARNESS) as server:
        yield server.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=WINDOW) as context:
        yield context


@contextmanager
def opened(context: BrowserContext, url: str) -> Iterator[Page]:
    with open_page(context, url) as page:
        page.locator(".mmt-turn").first.wait_for(timeout=60_000)
        yield page


@pytest.fixture(scope="module")
def tab(context: BrowserContext, url: str) -> Iterator[Page]:
    with opened(context, url) as page:
        yield page


@pytest.fixture
def page(tab: Page) -> Page:
    return start_again(tab, "No spans")


@pytest.fixture
def page_with_spans(tab: Page) -> Page:
    return start_again(tab, "First spans")


def start_again(page: Page, button: str) -> Page:
    page.set_viewport_size(WINDOW)
    page.locator(".mmt-filter").fill("")
    before = page.locator(".mmt").get_attribute("data-document") or ""
    page.get_by_role("button", name=button).click()
    expect(page.locator(".mmt")).not_to_have_attribute("data-document", before)
    return page


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def drag(page: Page, turn: int, quote: str) -> None:
    text = TURNS[turn][2]
    before = units(text[: text.index(quote)])
    drag_units(page, turn, before, before + units(quote))


def drag_units(page: Page, turn: int, a: int, b: int) -> None:
    at = page.evaluate(RECTANGLES, [turn, a, b])
    page.mouse.move(at["x1"] + 0.5, at["y1"])
    page.mouse.down()
    page.mouse.move(at["x2"] - 0.5, at["y2"], steps=4)
    page.mouse.up()


def edges(page: Page, turn: int, quote: str) -> tuple[Point, Point]:
    """Middle of the left and of the right edge of some words."""
    text = TURNS[turn][2]
    before = units(text[: text.index(quote)])
    at = page.evaluate(RECTANGLES, [turn, before, before + units(quote)])
    return (at["x1"], at["y1"]), (at["x2"], at["y2"])


def drawn(page: Page, start: Point, end: Point) -> str:
    """Drag from one point to another; give what is selected then, without blanks at its ends."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()
    return selected(page)


def selected(page: Page) -> str:
    return str(page.evaluate("document.getSelection().toString()")).strip()


def code(page: Page, key: str) -> Locator:
    return page.locator(f'.mmt-code[data-code="{key}"]')


def marks(page: Page, turn: int) -> Locator:
    return page.locator(".mmt-text").nth(turn).locator(".mmt-mark")


def status(page: Page) -> Locator:
    return page.locator(".mmt-status")


def answered(page: Page, count: int) -> list[dict[str, Any]]:
    """Wait until Python has answered so many operations; give the spans that it holds."""
    expect(page.locator(".mmt")).to_have_attribute("data-pending", "0")
    expect(page.locator('[data-testid="stCode"]')).to_contain_text(f'"answered": {count}' + "}")
    report = json.loads(page.locator('[data-testid="stCode"] code').inner_text())
    return list(report["spans"])


def words(spans: list[dict[str, Any]]) -> list[str]:
    assert all(span["quote"] == span["words"] for span in spans)
    return [span["words"] for span in spans]


def test_dragging_over_emoji_gives_python_the_exact_words(page: Page) -> None:
    quote = f"\N{GRINNING FACE}{FAMILY} fine, they said \U0001d4b3yz"
    drag(page, 1, quote)
    code(page, "AC-WAIT").click()
    assert words(answered(page, 1)) == [quote]


def test_two_codes_on_one_selection_and_a_third_that_overlaps_are_all_visible(page: Page) -> None:
    drag(page, 2, f"went to the {CAFE} and waited")
    code(page, "AC-WAIT").click()
    code(page, "AC-COST").click()
    drag(page, 2, "and waited for seven weeks")
    code(page, "AC-TRUST").click()
    assert len(answered(page, 3)) == 3
    lanes = [mark.get_attribute("data-lanes") for mark in marks(page, 2).all()]
    assert lanes == ["0 1", "0 1 2", "2"]
    background = marks(page, 2).nth(1).evaluate("mark => mark.style.background")
    assert background.count("100% 3px") == 3
    chips = page.locator(".mmt-turn").nth(2).locator(".mmt-chip")
    assert chips.all_inner_texts() == ["Waiting time", "Cost", "Trust"]


def test_a_coding_is_removed_from_the_popup_and_the_focus_returns(page: Page) -> None:
    drag(page, 2, "seven weeks")
    code(page, "AC-WAIT").click()
    answered(page, 1)
    marks(page, 2).click()
    popup = page.get_by_role("dialog")
    expect(popup).to_contain_text("Me (you)")
    page.keyboard.press("Escape")
    expect(popup).to_be_hidden()
    expect(marks(page, 2)).to_be_focused()
    page.locator(".mmt-chip").click()
    page.get_by_role("button", name="Remove Waiting time").click()
    expect(marks(page, 2)).to_have_count(0)
    assert answered(page, 2) == []
    expect(page.locator('[data-turn="3"]')).to_be_focused()


def test_another_coders_coding_is_shown_with_its_coder_and_offers_no_removal(
    page_with_spans: Page,
) -> None:
    page_with_spans.locator('.mmt-chip[data-status="coding"]').first.click()
    popup = page_with_spans.get_by_role("dialog")
    expect(popup).to_be_visible()
    expect(popup.locator('.mmt-button[data-type="remove"]')).to_have_count(0)


def test_the_keyboard_is_enough(page: Page) -> None:
    page.locator('[data-turn="1"]').focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "4"):
        page.keyboard.press(key)
    assert words(answered(page, 1)) == ["went to"]
    page.keyboard.press("Tab")
    expect(marks(page, 2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove Online care")).to_be_focused()
    page.keyboard.press("Enter")
    assert answered(page, 2) == []
    for key in ("a", "5"):
        page.keyboard.press(key)
    assert words(answered(page, 3)) == [TURNS[2][2]]
    page.keyboard.press("Control+z")
    assert answered(page, 4) == []
    page.keyboard.press("Control+Shift+Z")
    assert words(answered(page, 5)) == [TURNS[2][2]]


def test_the_filter_finds_a_code_and_enter_applies_it(page: Page) -> None:
    drag(page, 2, "seven weeks")
    page.keyboard.press("/")
    page.keyboard.type("lang")
    assert page.locator(".mmt-code").all_inner_texts() == ["Language\n1"]
    page.keyboard.press("Enter")
    page.keyboard.type("se-bus")
    page.keyboard.press("Enter")
    assert [(span["code"], span["words"]) for span in answered(page, 2)] == [
        ("TR-LANG", "seven weeks"),
        ("SE-BUS", "seven weeks"),
    ]
    page.keyboard.press("Escape")
    expect(page.locator('[data-turn="3"]')).to_be_focused()
    assert page.evaluate("document.getSelection().toString()") == "seven weeks"


def test_a_triple_click_takes_just_the_turn(page: Page) -> None:
    for turn in (2, len(TURNS) - 1):
        page.locator(".mmt-text").nth(turn).click(click_count=3)
        code(page, "AC-COST").click()
    assert words(answered(page, 2)) == [TURNS[2][2], TURNS[-1][2]]


def test_a_double_click_takes_a_word_even_inside_a_coding(page: Page) -> None:
    drag(page, 2, "waited for seven weeks")
    code(page, "AC-WAIT").click()
    answered(page, 1)
    at = page.evaluate(RECTANGLES, [2, units(f"I went to the {CAFE} and w"), 30])
    page.mouse.dblclick(at["x1"], at["y1"])
    code(page, "AC-COST").click()
    assert words(answered(page, 2))[1] == "waited"
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_selection_across_turns_is_split_and_has_no_labels(page: Page) -> None:
    a = units(TURNS[2][2]) - len("on and off.")
    page.evaluate(RECTANGLES, [2, a, a + 2])  # scrolls; the rectangles are right after that
    end = page.evaluate(RECTANGLES, [5, 0, units("  It cost")])
    start = page.evaluate(RECTANGLES, [2, a, a + 2])
    page.mouse.move(start["x1"] + 0.5, start["y1"])
    page.mouse.down()
    page.mouse.move(end["x2"] - 0.5, end["y2"], steps=4)
    page.mouse.up()
    code(page, "AC-WAIT").click()
    spans = answered(page, 1)
    assert words(spans) == ["on and off.", TURNS[3][2], TURNS[4][2], "It cost"]


def test_a_drag_that_overshoots_the_text_ends_at_the_nearest_character(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 800})  # the turn takes two lines or more
    at = page.evaluate(RECTANGLES, [4, 0, 4])
    page.mouse.move(at["x1"] + 0.5, at["y1"])
    page.mouse.down()
    for x in (600, 700, 795):
        page.mouse.move(x, at["y1"], steps=4)
    page.mouse.up()
    code(page, "AC-WAIT").click()
    (taken,) = words(answered(page, 1))
    assert TURNS[4][2].startswith(taken)
    assert 10 < len(taken) < len(TURNS[4][2])


@pytest.mark.parametrize("offset", [-1, 0, 1, 2, 3])
def test_a_drag_can_begin_and_end_at_either_edge_of_a_coding(page: Page, offset: int) -> None:
    drag(page, 2, "waited")
    code(page, "AC-WAIT").click()
    answered(page, 1)
    before, after = f"went to the {CAFE} and", "for seven weeks"
    first, last = edges(page, 2, before)[0], edges(page, 2, after)[1]
    (left, y), (right, _) = edges(page, 2, "waited")
    for x, to_the_left, to_the_right in (
        (left + offset, before, f"waited {after}"),
        (right + offset, f"{before} waited", after),
    ):
        for start, end, quote in (
            ((x, y), last, to_the_right),
            ((x, y), first, to_the_left),
            (last, (x, y), to_the_right),
            (first, (x, y), to_the_left),
        ):
            assert drawn(page, start, end) == quote
    assert drawn(page, (left + offset, y), (right, y)) == "waited"
    code(page, "AC-COST").click()
    assert words(answered(page, 2)) == ["waited", "waited"]


@pytest.mark.parametrize("offset", [-1, 0, 1, 2, 3])
def test_a_drag_can_begin_at_and_in_a_suggestion(page_with_spans: Page, offset: int) -> None:
    page = page_with_spans
    end = edges(page, 2, "on and off")[1]
    for quote in ("seven weeks, on and off", "weeks, on and off"):
        x, y = edges(page, 2, quote)[0]
        assert drawn(page, (x + offset, y), end) == quote


def test_clicks_at_the_edge_of_a_coding_do_what_they_do_elsewhere(page: Page) -> None:
    drag(page, 2, "waited")
    code(page, "AC-WAIT").click()
    answered(page, 1)
    x, y = edges(page, 2, "waited")[0]
    page.mouse.click(x + 1, y)
    expect(page.get_by_role("dialog")).to_contain_text("Waiting time")
    page.keyboard.press("Escape")
    page.mouse.dblclick(x + 1, y)
    assert selected(page) == "waited"
    page.mouse.click(x + 1, y, click_count=3)
    assert selected(page) == TURNS[2][2]
    page.mouse.click(*edges(page, 2, "went")[0])
    page.keyboard.down("Shift")
    page.mouse.click(x, y)
    page.keyboard.up("Shift")
    assert selected(page) == f"went to the {CAFE} and"
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_right_to_left_words_are_taken_exactly(page: Page) -> None:
    at = page.evaluate(RECTANGLES, [3, 0, units("שלום")])
    page.mouse.dblclick((at["x1"] + at["x2"]) / 2, at["y1"])
    code(page, "AC-WAIT").click()
    assert words(answered(page, 1)) == ["שלום"]


def test_a_burst_of_six_clicks_loses_nothing(page: Page) -> None:
    drag(page, 2, "seven weeks")
    page.evaluate("[...document.querySelectorAll('.mmt-code')].slice(0, 6).forEach(b => b.click())")
    expect(status(page)).to_have_text("Saving 6 changes …")
    assert len({span["code"] for span in answered(page, 6)}) == 6
    expect(status(page)).to_have_text("All changes saved.")


def test_the_same_code_twice_on_the_same_words_is_one_coding(page: Page) -> None:
    drag(page, 2, "seven weeks")
    code(page, "AC-WAIT").dblclick()
    assert len(answered(page, 1)) == 1


def test_a_suggestion_is_accepted_or_rejected(page_with_spans: Page) -> None:
    page = page_with_spans
    marks(page, 2).nth(0).click()
    expect(page.get_by_role("dialog")).to_contain_text("matched: seven weeks")
    page.get_by_role("button", name="Accept Waiting time").click()
    page.locator('.mmt-chip[data-status="suggested"]').click()
    page.get_by_role("button", name="Reject Trust").click()
    spans = answered(page, 2)
    assert [(span["status"], span["words"]) for span in spans] == [
        ("coding", "seven weeks"),
        ("coding", "The bus"),
    ]
    expect(page.locator(".mmt-suggested")).to_have_count(0)


def test_a_refused_operation_says_why_and_is_unpainted(page: Page) -> None:
    drag(page, 2, "seven weeks")
    code(page, "SE-ROOM").click()
    expect(page.locator(".mmt").get_by_role("alert")).to_have_text("This code is closed.")
    assert answered(page, 1) == []
    expect(marks(page, 2)).to_have_count(0)
    expect(status(page)).not_to_contain_text("saved")


def test_nothing_is_called_saved_before_python_has_answered(
    context: BrowserContext, url: str
) -> None:
    with opened(context, f"{url}/?deaf=always") as page:
        drag(page, 2, "seven weeks")
        code(page, "AC-WAIT").click()
        expect(marks(page, 2)).to_have_class("mmt-mark mmt-unsaved")
        expect(status(page)).to_have_text("Saving 1 change …")
        marks(page, 2).click()
        expect(page.get_by_role("dialog")).to_contain_text("Saving …")


def test_an_unanswered_operation_is_sent_again_after_a_reload(
    context: BrowserContext, url: str
) -> None:
    with opened(context, f"{url}/?deaf=always") as page:
        drag(page, 2, "seven weeks")
        code(page, "AC-WAIT").click()
        expect(page.locator(".mmt")).to_have_attribute("data-pending", "1")
        page.goto(url)  # the same tab, and now Python listens
        page.locator(".mmt-turn").first.wait_for()
        assert words(answered(page, 1)) == ["seven weeks"]
        assert page.evaluate("sessionStorage.length") == 0


def test_an_unanswered_operation_is_sent_again_after_a_while(
    context: BrowserContext, url: str
) -> None:
    with opened(context, f"{url}/?deaf=once") as page:
        drag(page, 2, "seven weeks")
        code(page, "AC-WAIT").click()
        expect(status(page)).to_have_text("Saving 1 change …")
        expect(page.locator(".mmt")).to_have_attribute("data-saved", "1", timeout=20_000)
        assert words(answered(page, 1)) == ["seven weeks"]


def pass_time(page: Page) -> None:
    """Let more time go by than the view waits before it says that nothing answers."""
    page.evaluate(
        "() => { const now = performance.now.bind(performance);"
        " performance.now = () => now() + 21_000; }"
    )


def questions(page: Page) -> list[str]:
    """Write down what the browser asks from now on, and say yes."""
    asked = []

    def on_dialog(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", on_dialog)
    return asked


def test_an_app_that_does_not_answer_is_reported_and_a_reload_loses_nothing(
    context: BrowserContext, url: str
) -> None:
    with opened(context, f"{url}/?deaf=always") as page:
        asked = questions(page)
        alert, again = page.locator(".mmt-alert"), page.get_by_role("button", name="Reload")
        drag(page, 2, "seven weeks")
        code(page, "AC-WAIT").click()
        expect(status(page)).to_contain_text("No answer yet, trying again.", timeout=20_000)
        expect(again).to_be_hidden()
        pass_time(page)
        code(page, "AC-COST").click()
        expect(alert).to_have_text(
            "The app does not answer. Your 2 changes are kept in this tab; reload the page."
        )
        again.click()
        expect(status(page)).to_have_text("Saving 2 changes …", timeout=20_000)
        expect(alert).to_be_empty()
        assert asked == []
        pass_time(page)
        expect(again).to_be_visible(timeout=20_000)  # by itself, when it sends again
        page.evaluate("history.replaceState(null, '', '/')")  # and now Python listens
        again.click()
        assert words(answered(page, 2)) == ["seven weeks"] * 2
        expect(again).to_be_hidden()


def test_leaving_the_page_asks_only_while_something_is_not_saved(
    context: BrowserContext, url: str
) -> None:
    with opened(context, f"{url}/?deaf=always") as page:
        asked = questions(page)
        drag(page, 2, "seven weeks")
        code(page, "AC-WAIT").click()
        page.goto(url)
        assert asked == ["beforeunload"]
        answered(page, 1)
        marks(page, 2).click()  # a browser never asks where nothing was pressed
        expect(page.get_by_role("dialog")).to_be_visible()
        page.reload()
        assert asked == ["beforeunload"]


def test_without_storage_a_reload_is_not_offered(context: BrowserContext, url: str) -> None:
    with opened(context, f"{url}/?deaf=always") as page:
        page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
        drag(page, 2, "seven weeks")
        code(page, "AC-WAIT").click()
        pass_time(page)
        expect(page.locator(".mmt-alert")).to_have_text(
            "The app does not answer. Your 1 change is not saved; keep this page open.",
            timeout=20_000,
        )
        expect(page.get_by_role("button", name="Reload")).to_be_hidden()


def test_the_first_and_the_last_character_can_be_coded(page: Page) -> None:
    for turn, a, b in ((0, 0, 1), (6, len(TURNS[6][2]) - 1, len(TURNS[6][2]))):
        page.evaluate(SELECT, [turn, a, b])
        code(page, "AC-WAIT").click()
    assert words(answered(page, 2)) == ["W", "."]


def test_white_space_at_the_edges_is_left_out_and_blank_selections_do_nothing(page: Page) -> None:
    page.evaluate(SELECT, [5, 0, 2])
    code(page, "AC-COST").click()
    expect(status(page)).to_contain_text("Nothing is selected.")
    page.evaluate(SELECT, [5, 0, units(TURNS[5][2])])
    code(page, "AC-COST").click()
    assert words(answered(page, 1)) == [TURNS[5][2].strip()]


@pytest.mark.parametrize(
    ("turn", "character"),
    [(1, FAMILY), (1, "\N{GRINNING FACE}"), (2, "e\N{COMBINING ACUTE ACCENT}")],
    ids=["family", "emoji", "accent"],
)
def test_a_character_is_never_cut(page: Page, turn: int, character: str) -> None:
    text = TURNS[turn][2]
    a = units(text[: text.index(character)])
    page.evaluate(SELECT, [turn, a + 1, a + units(character)])
    code(page, "AC-WAIT").click()
    assert words(answered(page, 1)) == [character]


def test_nothing_in_the_data_is_taken_for_html(page: Page) -> None:
    drag(page, 4, "<b>not bold</b>")
    code(page, "SE-BUS").click()
    assert words(answered(page, 1)) == ["<b>not bold</b>"]
    page.locator(".mmt-chip").click()
    expect(page.get_by_role("dialog")).to_contain_text("Travel <b>by bus</b>")
    expect(page.locator(".mmt img, .mmt b")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def test_a_turn_is_shown_and_focused_on_demand(context: BrowserContext, url: str) -> None:
    with opened(context, f"{url}/?focus=6") as page:
        expect(page.locator('[data-turn="6"]')).to_be_focused()


def test_a_narrow_window_puts_the_codes_below_the_text(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    text = page.locator(".mmt-transcript").bounding_box()
    palette = page.locator(".mmt-palette").bounding_box()
    assert text is not None
    assert palette is not None
    assert palette["x"] == pytest.approx(text["x"], abs=1)
    drag(page, 2, "seven weeks")
    code(page, "AC-WAIT").click()
    assert words(answered(page, 1)) == ["seven weeks"]


def report(page: Page) -> dict[str, Any]:
    return dict(json.loads(page.locator('[data-testid="stCode"] code').inner_text()))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_turns_are_marked_as_read_one_by_one_or_up_to_here(page: Page) -> None:
    counter = page.locator(".mmt-count").filter(has_text="read")
    expect(counter).to_have_text("0 of 7 turns read")
    page.locator('[data-turn="1"]').focus()
    press(page, "ArrowDown", "r")
    expect(counter).to_have_text("1 of 7 turns read")
    answered(page, 1)
    press(page, "ArrowDown", "ArrowDown", "Shift+R")
    answered(page, 2)
    assert report(page)["read"] == [1, 2, 3, 4]
    page.locator('[data-turn="2"] .mmt-read').click()
    answered(page, 3)
    assert report(page)["read"] == [1, 3, 4]
    expect(page.locator('[data-turn="3"] .mmt-read')).to_have_text("✓ read")
    expect(page.locator('[data-turn="2"] .mmt-read')).to_have_text("unread")


def test_suggestions_are_walked_and_decided_by_key(page_with_spans: Page) -> None:
    page = page_with_spans
    page.locator('[data-turn="1"]').focus()
    press(page, "s")
    expect(status(page)).to_contain_text("Suggestion 1 of 2: Waiting time.")
    press(page, "s")
    expect(status(page)).to_contain_text("Suggestion 2 of 2: Trust.")
    press(page, "Shift+S", "y")
    first, *_ = answered(page, 1)
    assert (first["code"], first["status"]) == ("AC-WAIT", "coding")
    press(page, "s")
    expect(status(page)).to_contain_text("Suggestion 1 of 1: Trust.")
    press(page, "w")
    answered(page, 2)
    assert report(page)["muted"] == [["s2", "on and off"]]
    press(page, "s")
    expect(status(page)).to_have_text("No suggestion is open here.")


def test_a_suggestion_is_widened_by_key_before_it_is_accepted(page_with_spans: Page) -> None:
    page = page_with_spans
    page.locator('[data-turn="1"]').focus()
    press(page, "s", "e", "Tab", "Shift+ArrowLeft", "Tab", "Shift+ArrowRight", "Enter")
    first = answered(page, 1)[0]
    assert (first["status"], first["words"]) == ("coding", first["quote"])
    assert first["words"] in ("for seven weeks, on", "for seven weeks,")


def test_a_coding_gets_other_ends_by_key_and_escape_leaves_it(page: Page) -> None:
    drag(page, 2, "seven weeks")
    code(page, "AC-WAIT").click()
    answered(page, 1)
    page.locator('[data-turn="3"]').focus()
    press(page, "Escape", "Tab", "e", "Shift+ArrowLeft", "Escape")
    expect(page.locator(".mmt-ends")).to_be_hidden()
    assert words(answered(page, 1)) == ["seven weeks"]
    press(page, "Tab", "e", "Shift+ArrowLeft", "Enter")
    assert words(answered(page, 2)) == ["seven"]


@pytest.mark.parametrize(
    ("end", "to", "left"), [("to", "seven", "seven"), ("from", "weeks", "weeks")]
)
def test_a_coding_gets_other_ends_by_its_handles(page: Page, end: str, to: str, left: str) -> None:
    drag(page, 2, "seven weeks")
    code(page, "AC-WAIT").click()
    answered(page, 1)
    marks(page, 2).click()
    page.get_by_role("button", name="Change ends Waiting time").click()
    grip = page.locator(f".mmt-grip-{end}").bounding_box()
    assert grip is not None
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(*edges(page, 2, to)[1 if end == "to" else 0], steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Save", exact=True).click()
    assert words(answered(page, 2)) == [left]


def test_stance_and_elicitation_are_chosen_in_the_popup(page: Page) -> None:
    drag(page, 2, "seven weeks")
    code(page, "AC-WAIT").click()
    answered(page, 1)
    marks(page, 2).click()
    page.get_by_label("Stance: Waiting time").select_option("barrier")
    answered(page, 2)
    expect(page.get_by_label("Stance: Waiting time")).to_have_value("barrier")
    page.get_by_label("Raised: Waiting time").select_option("spontaneous")
    answered(page, 3)
    expect(page.get_by_label("Stance: Waiting time")).to_have_value("barrier")


def test_a_new_code_is_named_with_the_selected_words(page: Page) -> None:
    drag(page, 2, "seven weeks")
    press(page, "i")
    box = page.get_by_label("Name of the new code")
    expect(box).to_have_value("seven weeks")
    page.keyboard.type("Seven long weeks")
    press(page, "Enter")
    (span,) = answered(page, 1)
    assert (span["code"], span["words"]) == ("Seven long weeks", "seven weeks")
    expect(page.locator('[data-turn="3"]')).to_be_focused()


def test_memos_are_written_on_the_source_and_on_a_coding(page: Page) -> None:
    page.locator('[data-turn="1"]').focus()
    press(page, "m")
    page.keyboard.type("A quiet group.")
    press(page, "Control+Enter")
    answered(page, 1)
    drag(page, 2, "seven weeks")
    code(page, "AC-WAIT").click()
    answered(page, 2)
    marks(page, 2).click()
    page.get_by_role("button", name="Memo Waiting time").click()
    page.get_by_role("dialog", name="Memo on Waiting time").get_by_label("Memo").fill("Long.")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    answered(page, 3)
    page.get_by_role("button", name="Memo (1)").first.click()
    page.get_by_label("Memo", exact=True).fill("A loud group.")
    press(page, "Control+Enter")
    answered(page, 4)
    memos = {(m["kind"], m["text"], m["version"]) for m in report(page)["memos"]}
    assert memos == {("coding", "Long.", 1), ("source", "A loud group.", 2)}


def test_the_filter_says_how_many_turns_it_shows(page_with_spans: Page) -> None:
    page = page_with_spans
    page.get_by_label("Show speaker").select_option("P1")
    expect(page.locator(".mmt-count").filter(has_text="shown")).to_have_text("2 of 7 turns shown")
    assert page.locator(".mmt-gap").all_inner_texts() == [
        "1 turn not shown", "2 turns not shown", "2 turns not shown",
    ]  # fmt: skip
    page.locator('[data-turn="2"]').focus()
    press(page, "ArrowDown")
    expect(page.locator('[data-turn="5"]')).to_be_focused()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".mmt-turn:visible")).to_have_count(7)
    page.get_by_label("Show code", exact=True).select_option("AC-TRUST")
    expect(page.locator(".mmt-turn:visible")).to_have_count(1)
    expect(page.locator(".mmt-mark")).to_have_count(1)
    page.get_by_role("button", name="Show all").click()


def test_a_code_that_only_groups_others_is_a_heading_with_no_number(page: Page) -> None:
    heading = page.locator(".mmt-code-heading")
    expect(heading).to_have_text("The building")
    assert page.get_by_role("button", name="The building").count() == 0
    drag(page, 2, "seven weeks")
    press(page, "7")
    assert [span["code"] for span in answered(page, 1)] == ["SE-BUS"]
    page.locator(".mmt-filter").fill("building")
    expect(page.locator(".mmt-codes")).to_have_text("No code fits.")


def test_ones_own_coding_is_removed_by_key_and_another_coders_is_not(page_with_spans: Page) -> None:
    page = page_with_spans
    page.locator('[data-turn="6"]').focus()
    press(page, "Tab", "Delete")
    expect(status(page)).to_contain_text("No coding of yours has the focus.")
    drag(page, 2, "on and off")
    code(page, "AC-WAIT").click()
    assert len(answered(page, 1)) == 4
    press(page, "Escape", "Tab", "Tab", "Delete")
    assert len(answered(page, 2)) == 3


def test_several_words_that_led_to_a_suggestion_are_offered_one_by_one(page: Page) -> None:
    start_again(page, "Two words")
    page.locator('[data-turn="1"]').focus()
    press(page, "s", "w")
    page.get_by_role("button", name="Not “weeks” again").click()
    answered(page, 1)
    assert report(page)["muted"] == [["s1", "weeks"]]


def test_all_keys_are_shown_on_demand(page: Page) -> None:
    page.locator('[data-turn="1"]').focus()
    press(page, "?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Mark the turn as read")
    press(page, "Escape")
    expect(keys).to_be_hidden()
    expect(page.locator('[data-turn="1"]')).to_be_focused()


def test_a_view_that_lacks_the_text_asks_for_it(context: BrowserContext, url: str) -> None:
    with open_page(context, f"{url}/?forget=once") as page:
        expect(page.locator(".mmt-turn")).to_have_count(7, timeout=60_000)
        drag(page, 2, "seven weeks")
        code(page, "AC-WAIT").click()
        code(page, "AC-COST").click()
        assert words(answered(page, 2)) == ["seven weeks"] * 2
        expect(marks(page, 2)).to_have_attribute("data-codes", "AC-WAIT AC-COST")


# Mount the view in an element of its own, with `count` turns and as many spans.
MOUNT = """async ([script, count]) => {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const { default: mount } = await import(url);
  const text = 'They said it would take seven weeks and so it did. '.repeat(8);
  const turns = [], spans = [];
  for (let i = 0; i < count; i += 1) {
    const start = i * 1000;
    turns.push({ number: i + 1, who: 'P1', time: '', start, text, moderator: false });
    const place = { id: `s${i}`, start: start + 5, end: start + 90, code: 'c' };
    spans.push({ ...place, status: 'coding', coder: '', mine: true, why: '' });
  }
  const code = { id: 'c', name: 'Code', color: '#0072b2', group: 'G', definition: '' };
  const parentElement = document.body.appendChild(document.createElement('div'));
  const data = { document: 'big', turns, spans, codes: [code], acked: [], refused: {} };
  const draw = () => {
    const began = performance.now();
    const unmount = mount({ parentElement, data, setStateValue() {} });
    parentElement.getBoundingClientRect();
    const took = performance.now() - began;
    return { unmount, took, marks: parentElement.querySelectorAll('mark').length };
  };
  const first = draw(), again = draw();
  again.unmount();
  const left = parentElement.childElementCount;
  const remounted = draw();
  remounted.unmount();
  parentElement.remove();
  return { first, again, left, remounted };
}"""


def test_a_thousand_turns_are_drawn_in_well_under_a_second(page: Page) -> None:
    seen = page.evaluate(MOUNT, [script(), 1000])
    assert seen["first"]["marks"] == 1000
    assert seen["first"]["took"] < 1000


def test_a_rerun_draws_nothing_twice_and_a_remount_draws_everything(page: Page) -> None:
    seen = page.evaluate(MOUNT, [script(), 3])
    marks = [seen[name]["marks"] for name in ("first", "again", "remounted")]
    assert marks == [3, 3, 3]
    assert seen["left"] == 0


def apply_op(selection: dict[str, Any]) -> dict[str, Any]:
    return {"id": "1", "type": "apply", "selections": [selection], "codes": ["c"]}


@pytest.mark.parametrize(
    "ops",
    [
        None,
        "text",
        [None, 1, "op", {}, {"id": "", "type": "undo"}, {"id": "1", "type": "explode"}],
        [{"id": "1", "type": "remove"}, {"id": "1", "type": "accept", "span": 3}],
        [{"id": "1", "type": "apply", "selections": [], "codes": ["c"]}],
        [apply_op({"start": 4, "end": 4, "quote": ""})],
        [apply_op({"start": 0, "end": True, "quote": "a"})],
        [apply_op({"start": 0, "end": 1})],
        [{"id": "1", "type": "accept", "span": "s", "start": 4}],
        [{"id": "1", "type": "resize", "span": "s", "start": 4, "end": 2, "quote": ""}],
        [{"id": "1", "type": "resize", "start": 1, "end": 2, "quote": "a"}],
        [{"id": "1", "type": "label", "span": "s", "stance": None, "elicitation": ""}],
        [{"id": "1", "type": "mute", "span": "s", "word": ""}, {"id": "1", "type": "mute"}],
        [{"id": "1", "type": "read", "turns": [True], "read": True}],
        [{"id": "1", "type": "read", "turns": [1], "read": 1}],
        [{"id": "1", "type": "invivo", "selections": [], "name": "a"}],
        [{"id": "1", "type": "memo", "kind": "case", "target": "", "text": "", "memo": ""}],
        [{"id": "1", "type": ["undo"]}],
    ],
)
def test_malformed_operations_are_left_out(ops: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    good = {"id": "2", "type": "undo"}
    monkeypatch.setattr("streamlit.session_state", {"view": {"ops": ops}})
    assert pending_ops("view") == []
    assert pending_ops("never mounted") == []
    monkeypatch.setattr("streamlit.session_state", {"view": {"ops": [*(ops or []), good]}})
    assert pending_ops("view") == [good]
