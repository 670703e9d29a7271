"""The argument in a real browser: two verdicts, silence, staleness, and the report."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from mixedmethods.desk.intake import File, import_files
from mixedmethods.desk.reading import read_study, save_finding, save_link
from mixedmethods.model import Finding, Link
from mixedmethods.sample import make_sample
from mixedmethods.store import open_project
from mixedmethods.store.links import links
from mixedmethods.store.reads import mark_read
from tests.browser import WINDOW, Served, open_browser, served

READY = 60_000
TALL = {"width": WINDOW["width"], "height": 1600}
WHITE = "White British"
STAYS = "A verdict stays with its measure"
NEW_RATE = b"group,measure,year,rate_pct,n\nBangladeshi,recovery,2021-22,49.9,\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("argued")
    for name in ("verdicts", "silence", "stale"):
        make_sample(folder / f"{name}.mm").close()
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Served]:
    with served("app.py", env={"MIXEDMETHODS_HOME": str(home)}) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as chromium:
        yield chromium


def opened(browser: Browser, server: Served, page_name: str, project: str) -> Page:
    page = browser.new_page(viewport=TALL)
    page.goto(f"{server.url}/{page_name}?project={project}&coder=me")
    page.locator("h1").first.wait_for(timeout=READY)
    settled(page)
    return page


def settled(page: Page) -> None:
    page.wait_for_timeout(500)  # a choice that was just made starts the page again
    expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0, timeout=READY)


def go(page: Page, name: str) -> None:
    page.locator('[data-testid="stSidebarNav"]').get_by_role("link", name=name, exact=True).click()
    page.locator("h1", has_text=name).wait_for(timeout=READY)
    settled(page)


def pick(page: Page, label: str, words: str) -> None:
    """Choose an option of a list by what it says; lists draw only what is in view."""
    box = page.locator('[data-testid="stMain"] [data-testid="stSelectbox"]', has_text=label)
    choose(page, box.first, words)


def choose(page: Page, box: Locator, words: str) -> None:
    """Open a list, type, and take the option; a page that starts again closes it meanwhile."""
    option = page.locator('[role="option"]', has_text=words).first
    for _ in range(4):
        box.locator("input").first.click(timeout=READY)
        page.keyboard.type(words)
        try:
            option.click(timeout=5_000)
        except TimeoutError:
            page.keyboard.press("Escape")
            settled(page)
            continue
        settled(page)
        return
    option.click(timeout=READY)


def save(page: Page, relation: str, reason: str) -> None:
    group = page.get_by_role("radiogroup", name="Relation")
    group.get_by_text(relation, exact=True).click(timeout=READY)
    page.get_by_label("Reason, in a sentence or two").fill(reason)
    page.get_by_role("button", name="Save the link").click()
    expect(page.get_by_text(STAYS)).to_be_visible(timeout=READY)  # the saved link is open now
    settled(page)


def test_one_theme_has_two_verdicts_and_neither_goes_over_to_the_other(
    browser: Browser, server: Served, home: Path
) -> None:
    page = opened(browser, server, "links", "verdicts")
    for measure, relation in (("Course rate", "dissonance"), ("Recovery", "convergence")):
        pick(page, "Link", "A new link")
        pick(page, "Theme", "Waiting and drop-out")
        pick(page, "Measure", measure)
        save(page, relation, f"A {relation}.")
    with open_project(home / "verdicts.mm") as project:
        held = {link.measure: link.relation for link in links(project)}
    assert held == {"course_rate": "dissonance", "recovery": "convergence"}
    # Language was not measured: neither agreeing nor disagreeing is offered.
    pick(page, "Link", "A new link")
    pick(page, "Theme", "(TD-LANG)")
    pick(page, "Measure", "Recovery")
    group = page.get_by_role("radiogroup", name="Relation")
    expect(group.get_by_text("complement", exact=True)).to_be_visible()
    for refused in ("convergence", "dissonance"):
        expect(group.get_by_text(refused, exact=True)).to_have_count(0)
    expect(
        page.get_by_text("did not measure this: preferred language is not in the dataset")
    ).to_be_visible()
    # Both verdicts stand in one thread.
    go(page, "Thread")
    pick(page, "Which", "Waiting and drop-out")
    expect(page.get_by_text("Links (2)")).to_be_visible(timeout=READY)
    page.close()


def test_silence_waits_for_the_last_turn_to_be_read(
    browser: Browser, server: Served, home: Path
) -> None:
    with open_project(home / "silence.mm") as project:
        turns = read_study(project).group_turns
        spoken = turns[~turns["moderator"].astype(bool)]
        last = spoken.iloc[-1]
        for source, part in spoken.iloc[:-1].groupby("source"):
            mark_read(project, str(source), [int(n) for n in part["turn"]], "me")
    page = opened(browser, server, "links", "silence")
    pick(page, "Theme", "(GE-STIGMA)")
    expect(page.get_by_text("cannot be called silent: 306 of 307 turns read")).to_be_visible()
    with open_project(home / "silence.mm") as project:
        mark_read(project, str(last["source"]), [int(last["turn"])], "me")
    page.reload()
    pick(page, "Theme", "(GE-STIGMA)")
    expect(page.get_by_text("306 of 307")).to_have_count(0, timeout=READY)
    strands = page.locator('[data-testid="stMultiSelect"]', has_text="say nothing")
    choose(page, strands, "focus groups")
    page.keyboard.press("Escape")
    settled(page)
    save(page, "silence", "Nobody spoke of stigma.")
    # A theme is not tied to one group while no speaker's group is on record.
    pick(page, "Link", "A new link")
    pick(page, "Of whom the theme speaks", "Bangladeshi")
    expect(page.get_by_text("Refused. Got Bangladeshi only").first).to_be_visible(timeout=READY)
    go(page, "Coverage")
    page.get_by_text("Theme never raised: 2").wait_for(timeout=READY)
    expect(page.get_by_text("A theme that nobody raised is a silence.")).to_be_visible()
    expect(page.get_by_text("Theme in one role only: 17")).to_be_visible()
    page.close()


def test_a_changed_rate_makes_its_links_and_sentences_wait_until_affirmed(
    browser: Browser, server: Served, home: Path, tmp_path: Path
) -> None:
    with open_project(home / "stale.mm") as project:
        for group in ("Bangladeshi", "Pakistani"):
            save_link(
                project,
                Link("", "TD-CULT", "recovery", "2021-22", WHITE, "complement", "It fits badly.",
                     groups=(group,)),
                "me",
            )  # fmt: skip
        text = "The gap was {gap:recovery:Bangladeshi:2021-22}."
        save_finding(project, Finding("", text), "me")
        import_files(project, [File("new.csv", NEW_RATE)], "me")
    page = opened(browser, server, "links", "stale")
    expect(page.get_by_text("The evidence under 1 of 2 links has changed")).to_be_visible()
    go(page, "Findings")
    expect(page.get_by_text("The gap was \N{MINUS SIGN}0.8 points.")).to_be_visible(timeout=READY)
    go(page, "Report")
    expect(page.get_by_text("DRAFT: the evidence of 1 link and 1 finding")).to_be_visible(
        timeout=READY
    )
    go(page, "Findings")
    page.get_by_role("button", name="It still holds: affirm").click(timeout=READY)
    expect(page.get_by_text("The finding is affirmed").first).to_be_visible(timeout=READY)
    go(page, "Links")
    page.get_by_role("button", name="It still holds: affirm").click(timeout=READY)
    expect(page.get_by_text("The link is affirmed").first).to_be_visible(timeout=READY)
    go(page, "Report")
    page.get_by_role("button", name="Write the report").wait_for(timeout=READY)
    expect(page.get_by_text("DRAFT")).to_have_count(0)
    page.get_by_role("button", name="Write the report").click()
    for label in ("Report as .html", "Everything as an archive (.zip)"):
        with page.expect_download(timeout=READY) as download:
            page.get_by_role("button", name=label).click(timeout=READY)
        download.value.save_as(tmp_path / label[-5:])
        assert (tmp_path / label[-5:]).stat().st_size > 10_000
    page.close()
