"""The three jobs of the README, walked as a newcomer would; each leaves its pictures.

The pictures go to a temporary folder, or where MIXEDMETHODS_PICTURES says: `make pictures` lets
this test make those of the README.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mixedmethods.desk.reading import save_link
from mixedmethods.model import Link
from mixedmethods.sample import make_sample
from tests.browser import Served, open_browser, served

READY = 60_000
README = ("code", "links", "picture_of_links", "claim_check")
WIDE = {"width": 1280, "height": 900}
WHITE = "White British"
LINKS = (
    Link("", "AC-WAIT", "course_rate", "2021-22", WHITE, "dissonance",
         "People tell of leaving while they wait; adding the wait to the models changes nothing.",
         groups=("Bangladeshi", "Pakistani"), quotes=("sample coder/FG1-009",),
         recommendations=("1c",), meaning=False, examples=False, strategy="initiation",
         next_action="Ask services for waits by group."),
    Link("", "AC-WAIT", "recovery", "2021-22", WHITE, "convergence",
         "People tell of waits; gaps shrink once waits and sessions are in the model.",
         groups=("Indian", "Caribbean", "African"), items=("CO_BARRIER_STAFF",),
         recommendations=("1c", "6"), meaning=True, examples=False),
    Link("", "TD-CULT", "recovery", "2021-22", WHITE, "complement",
         "Culture was not measured, and may be why therapy does not fit.",
         mechanism="Therapy that does not fit is left early.", groups=("Bangladeshi",),
         recommendations=("5", "7")),
    Link("", "SV-FLEX", "course_rate", "2021-22", WHITE, "dissonance",
         "Leads say that lengths are flexible; commissioners and people do not.",
         items=("CL_ORG_LENGTHS",), strategy="bracketing", recommendations=("3",)),
    Link("", "AC-INFO", "access_rate", "2021-22", WHITE, "complement",
         "People did not know what was on offer.", recommendations=("4b", "5f")),
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jobs")
    with make_sample(folder / "sample.mm", second_coder=True) as project:
        for link in LINKS:
            save_link(project, link, "me")
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Served]:
    with served("app.py", env={"MIXEDMETHODS_HOME": str(home)}) as running:
        yield running


@pytest.fixture(scope="module")
def page(server: Served) -> Iterator[Page]:
    with open_browser() as browser:
        yield started(browser, server)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the pictures; those of the README are copied from it where they are wanted."""
    folder = tmp_path_factory.mktemp("pictures")
    yield folder
    wanted = os.environ.get("MIXEDMETHODS_PICTURES")
    for name in README if wanted else ():
        shutil.copy(folder / f"{name}.png", Path(wanted or "") / f"{name}.png")


def started(browser: Browser, server: Served) -> Page:
    page = browser.new_page(viewport=WIDE, accept_downloads=True)
    page.goto(f"{server.url}/?project=sample&coder=me")
    page.locator("h1").first.wait_for(timeout=READY)
    return page


def go(page: Page, name: str) -> None:
    page.locator('[data-testid="stSidebarNav"]').get_by_role("link", name=name, exact=True).click()
    page.locator("h1", has_text=name).wait_for(timeout=READY)
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_timeout(700)  # a choice that was just made starts the page again
    expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0, timeout=READY)


def picture(page: Page, folder: Path, name: str) -> None:
    """Leave a picture of what is on the screen: a page that is there, and no error on it."""
    settled(page)
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    page.mouse.move(5, 5)
    page.wait_for_timeout(800)  # charts come in
    path = folder / f"{name}.png"
    page.screenshot(path=path)
    assert path.stat().st_size > 20_000


def write_report(page: Page, template: str, ending: str, path: Path) -> bytes:
    go(page, "Report")
    box = page.locator('[data-testid="stMain"] [data-testid="stSelectbox"]', has_text="Template")
    box.locator("input").first.click()
    page.locator('[role="option"]', has_text=template).click(timeout=READY)
    settled(page)
    page.get_by_role("button", name="Write the report").click(timeout=READY)
    with page.expect_download(timeout=READY) as download:
        page.get_by_role("button", name=f"Report as {ending}").click(timeout=READY)
    download.value.save_as(path)
    return path.read_bytes()


def test_job_1_coding_transcripts(page: Page, pictures: Path) -> None:
    go(page, "Code")
    page.locator(".mmt-turn").first.wait_for(timeout=READY)
    expect(page.locator(".mmt-code").first).to_be_visible()
    picture(page, pictures, "code")
    go(page, "Suggestions")
    picture(page, pictures, "suggestions")
    go(page, "Agreement")
    expect(page.get_by_text("second coder").first).to_be_visible(timeout=READY)
    picture(page, pictures, "agreement")
    go(page, "Quotes")
    picture(page, pictures, "quotes")
    go(page, "Links")
    expect(page.get_by_text("There is no link yet")).to_have_count(0)
    picture(page, pictures, "links")
    go(page, "Joint display")
    picture(page, pictures, "joint_display")
    box = page.locator('[data-testid="stMain"] [data-testid="stSelectbox"]', has_text="Display")
    box.locator("input").first.click()
    page.keyboard.type("Picture")
    page.locator('[role="option"]', has_text="Picture of links").click(timeout=READY)
    page.locator(".js-plotly-plot").wait_for(timeout=READY)
    picture(page, pictures, "picture_of_links")
    go(page, "Coverage")
    picture(page, pictures, "coverage")


def test_job_2_review_of_the_guide(page: Page, pictures: Path, tmp_path: Path) -> None:
    go(page, "Survey")
    expect(page.get_by_text("37 of 41").first).to_be_attached(timeout=READY)
    picture(page, pictures, "survey")
    go(page, "Free text")
    picture(page, pictures, "free_text")
    go(page, "Outcomes")
    expect(page.get_by_text("11 of 15 groups", exact=True)).to_be_visible(timeout=READY)
    picture(page, pictures, "outcomes")
    written = write_report(page, "Review", ".html", tmp_path / "review.html").decode()
    picture(page, pictures, "report")
    for words in ("37 of 41", "From findings to recommendations", "COREQ", "CHERRIES"):
        assert words in written
    assert "Knowledge audit" not in written


def test_job_3_audit_of_what_commissioners_know(page: Page, pictures: Path, tmp_path: Path) -> None:
    go(page, "Knowledge audit")
    expect(page.get_by_text("0 of 10").first).to_be_attached(timeout=READY)
    picture(page, pictures, "knowledge")
    go(page, "Base audit")
    expect(page.get_by_text("8 of 62 need an explanation")).to_be_visible(timeout=READY)
    picture(page, pictures, "base_audit")
    go(page, "Claim check")
    page.get_by_role("button", name="Try the slips of a real report").click()
    expect(page.get_by_text("Needs another base", exact=True)).to_be_visible(timeout=READY)
    page.get_by_role("button", name="fails", exact=True).click()
    settled(page)
    page.locator('[data-testid="stDataFrame"]').last.scroll_into_view_if_needed()
    picture(page, pictures, "claim_check")
    written = write_report(page, "Audit", ".html", tmp_path / "audit.html").decode()
    for words in ("0 of 10", "21 of 38", "Published percentages and their bases"):
        assert words in written
    assert "Focus groups</h2>" not in written
