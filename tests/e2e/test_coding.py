"""A researcher codes with the keyboard alone, and a second coder works blind."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from mixedmethods.sample import make_sample
from mixedmethods.store import open_project
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import codings
from mixedmethods.store.reads import read_turns
from mixedmethods.store.settings import change_settings, settings
from mixedmethods.store.texts import read_source
from tests.browser import WINDOW, Served, open_browser, open_page, served

READY = 60_000  # milliseconds: the first page waits for imports
GROUP = "FG2"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects")
    make_sample(folder / "sample.mm").close()
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Served]:
    with served("app.py", env={"MIXEDMETHODS_HOME": str(home)}) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=WINDOW) as tabs:
        yield tabs


def visit(page: Page, server: Served, coder: str, more: str = "") -> None:
    page.goto(f"{server.url}/code?project=sample&coder={coder}&source={GROUP}{more}")
    page.locator(".mmt-turn").first.wait_for(timeout=READY)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator(".mmt")).to_have_attribute("data-pending", "0")
    expect(page.locator(".mmt-alert")).to_be_empty()


def turn(page: Page, number: int) -> Locator:
    return page.locator(f'[data-turn="{number}"]')


def own(home: Path, coder: str) -> list[dict[str, object]]:
    with open_project(home / "sample.mm") as project:
        frame = codings(project)
        text = read_source(project, GROUP).text
    rows = frame[frame["coder"] == coder].to_dict("records")
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)
    return [{f"{name}": value for name, value in row.items()} for row in rows]


def names(home: Path) -> dict[str, str]:
    with open_project(home / "sample.mm") as project:
        return {code.id: code.name for code in codes(project)}


def test_a_page_of_a_focus_group_is_coded_with_the_keyboard_alone(
    context: BrowserContext, server: Served, home: Path
) -> None:
    with open_page(context, server.url) as page:
        visit(page, server, "kim")
        counter = page.locator(".mmt-count").filter(has_text="read")
        page.locator('[data-turn="1"]').focus()
        press(page, "ArrowDown", "Shift+R")  # 1 and 2 are read
        expect(counter).to_have_text("2 of 84 turns read")
        code_by_number_and_by_name(page, home)
        make_a_code_and_change_its_coding(page, home)
        undo_and_redo(page, home)
        expect(counter).to_have_text("8 of 84 turns read")
        visit(page, server, "kim")
        expect(counter).to_have_text("8 of 84 turns read")
        for row in own(home, "kim"):
            mark = turn(page, int(f"{row['turn']}")).locator(f'[data-codes~="{row["code"]}"]')
            expect(mark.first).to_be_attached()
    with open_project(home / "sample.mm") as project:
        assert read_turns(project, GROUP, "kim") == set(range(1, 9))


def code_by_number_and_by_name(page: Page, home: Path) -> None:
    """Turns 3 to 5."""
    press(page, "ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "1", "r")
    press(page, "ArrowDown", "a", "2", "r")
    press(page, "ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "/")
    page.keyboard.type("digital")
    press(page, "Enter", "Escape", "r")
    saved(page)
    quotes = {row["turn"]: row["quote"] for row in own(home, "kim")}
    assert (quotes[3], quotes[5]) == ("Erm, okay. I", "fixed my")


def make_a_code_and_change_its_coding(page: Page, home: Path) -> None:
    """Turn 6."""
    press(page, "ArrowDown", "ArrowRight", "Shift+ArrowRight", "i")
    page.keyboard.type("A name of my own")
    press(page, "Enter")
    saved(page)
    expect(turn(page, 6).locator(".mmt-chip", has_text="A name of my own")).to_be_visible()
    press(page, "r", "Tab", "Enter")  # the popup of the new coding
    page.get_by_role("button", name="Remove A name of my own").wait_for()
    press(page, "Tab", "Tab", "Tab")  # past Remove, Change ends and Memo, to the stance
    expect(page.get_by_label("Stance: A name of my own")).to_be_focused()
    press(page, "b")  # one letter: on a slow machine each of several would be a new search
    expect(page.get_by_label("Stance: A name of my own")).to_have_value("barrier")
    saved(page)
    press(page, "Escape", "e", "Shift+ArrowRight", "Enter")  # one word longer
    saved(page)
    (six,) = [row for row in own(home, "kim") if row["turn"] == 6]
    assert (len(f"{six['quote']}".split()), six["stance"]) == (3, "barrier")
    assert names(home)[f"{six['code']}"] == "A name of my own"
    turn(page, 6).focus()


def undo_and_redo(page: Page, home: Path) -> None:
    """Turns 7 and 8."""
    press(page, "ArrowDown", "a", "3", "r", "ArrowDown", "a", "4", "r")
    saved(page)
    press(page, "Control+z", "Control+z")  # the reading of 8, and its coding
    saved(page)
    assert [row["turn"] for row in own(home, "kim")] == [3, 4, 5, 6, 7]
    press(page, "Control+y", "Control+y")
    saved(page)
    assert [row["turn"] for row in own(home, "kim")] == [3, 4, 5, 6, 7, 8]


def test_suggestions_are_decided_with_the_keyboard_alone(
    context: BrowserContext, server: Served, home: Path
) -> None:
    with open_page(context, server.url) as page:
        visit(page, server, "lee")
        page.get_by_text("Suggest codes").click()  # Streamlit's own switch
        page.locator(".mmt-suggested").first.wait_for(state="attached", timeout=READY)
        turn(page, 1).focus()
        status = page.locator(".mmt-status")
        press(page, "s")
        expect(status).to_contain_text("Suggestion 1 of")
        total = int((status.text_content() or "").split(" of ")[1].split(":")[0])
        press(page, "y")
        saved(page)
        press(page, "s")
        expect(status).to_contain_text(f"Suggestion 1 of {total - 1}")
        press(page, "x")
        saved(page)
        press(page, "s", "e", "Shift+ArrowRight", "Enter")
        saved(page)
        press(page, "s")
        expect(status).to_contain_text(f"Suggestion 1 of {total - 3}")
        press(page, "w")
        popup = page.get_by_role("button", name="again").first
        if popup.is_visible():  # several words led to it: choose one
            popup.click()
        saved(page)
    first, second = own(home, "lee")
    assert {first["origin"], second["origin"]} == {"accepted suggestion"}


def test_a_second_coder_works_blind_until_the_lead_opens_the_codings(
    context: BrowserContext, server: Served, home: Path
) -> None:
    with open_project(home / "sample.mm") as project:
        before = settings(project)
        change_settings(project, replace(before, lead="lea", blind=True), before.lead or "lea")
    with open_page(context, server.url) as lead, open_page(context, server.url) as blind:
        visit(lead, server, "lea")
        turn(lead, 3).focus()
        press(lead, "a", "1", "m")
        lead.keyboard.type("The lead's own thought.")
        press(lead, "Control+Enter")
        saved(lead)
        received: list[str] = []
        blind.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda frame: received.append(str(frame))),
        )
        visit(blind, server, "bo")
        expect(blind.get_by_text("your own codings and memos only")).to_be_visible()
        expect(blind.locator(".mmt-mark")).to_have_count(0)
        turn(blind, 4).focus()
        press(blind, "a", "2")
        saved(blind)
        expect(blind.locator(".mmt-chip")).to_have_count(1)
        heard = "".join(received)
        assert "sample coder" not in heard
        assert "own thought" not in heard
        assert "Clear and timely information" in heard  # so that the other two mean something
        with open_project(home / "sample.mm") as project:
            change_settings(project, replace(settings(project), blind=False), "lea")
        visit(blind, server, "bo")
        expect(blind.locator('.mmt-chip[aria-label*="(lea)"]')).to_have_count(1)
        blind.get_by_label("Show coder").select_option("lea")
        expect(blind.locator(".mmt-turn:visible")).to_have_count(1)
        expect(blind.get_by_role("button", name="Memo (1)")).to_be_visible()


def test_an_address_with_a_turn_leads_to_it(context: BrowserContext, server: Served) -> None:
    with open_page(context, server.url) as page:
        visit(page, server, "kim", "&turn=40")
        expect(turn(page, 40)).to_be_focused()
        expect(turn(page, 40)).to_be_in_viewport()


def test_the_text_is_there_again_after_another_source_and_another_page(
    context: BrowserContext, server: Served, home: Path
) -> None:
    with open_page(context, server.url) as page:
        visit(page, server, "nia")
        turn(page, 10).focus()
        press(page, "a", "1")
        saved(page)
        for other, back in (("FG3", GROUP), ("FG1", GROUP)):
            for source in (other, back):
                page.get_by_role("combobox", name="Source").click()
                page.get_by_role("option", name=source).click()
                expect(page.locator(".mmt")).to_have_attribute(
                    "data-document", f"{home / 'sample.mm'}|{source}"
                )
        expect(page.locator(".mmt-turn")).to_have_count(84)
        expect(turn(page, 10).locator('.mmt-chip[aria-label*="(nia)"]')).to_be_attached()
        turn(page, 11).focus()
        press(page, "a", "1")
        saved(page)
        page.get_by_role("link", name="Codebook", exact=True).click()
        page.get_by_role("heading", name="Codebook", exact=True).wait_for(timeout=READY)
        page.get_by_role("link", name="Code", exact=True).click()
        page.locator(".mmt-turn").first.wait_for(timeout=READY)
        page.get_by_role("combobox", name="Source").click()
        page.get_by_role("option", name=GROUP).click()
        expect(page.locator(".mmt-turn")).to_have_count(84)
        expect(page.locator('.mmt-chip[aria-label*="(nia)"]')).to_have_count(2)


# Streamlit draws its list of pages without the list elements that their roles ask for.
NOT_OURS = {"include": [["body"]], "exclude": [["[data-testid='stSidebarNav']"]]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 760])
def test_the_code_page_has_no_serious_barrier(
    browser: Browser, server: Served, scheme: str, width: int
) -> None:
    window = {"width": width, "height": 800}
    with open_page(browser, server.url, color_scheme=scheme, viewport=window) as page:
        visit(page, server, "mia")
        page.get_by_text("Suggest codes").click()
        page.locator(".mmt-suggested").first.wait_for(state="attached", timeout=READY)
        turn(page, 3).focus()
        press(page, "a", "1")
        saved(page)
        assert barriers(page) == []
        press(page, "Escape", "Tab", "Enter")
        page.get_by_role("dialog", name="Codes on these words").wait_for()
        assert barriers(page) == []
        press(page, "Escape", "e")
        page.locator(".mmt-ends").wait_for()
        assert barriers(page) == []
        press(page, "Escape", "m")
        page.get_by_role("dialog", name="Memo on").wait_for()
        assert barriers(page) == []
        press(page, "Escape", "?")
        page.get_by_role("dialog", name="Keys").wait_for()
        assert barriers(page) == []


def barriers(page: Page) -> list[str]:
    """Return what axe finds serious or critical, with the place."""
    found = Axe().run(page, context=NOT_OURS).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
