"""The paths that people walk, in a real browser against the real app."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mixedmethods.desk.intake import File, import_files
from mixedmethods.outcomes.episodes.synthetic import synthetic_episodes
from mixedmethods.sample import codebook, make_sample
from mixedmethods.store import new_project, open_project
from mixedmethods.store.codings import codings
from mixedmethods.store.texts import read_source
from tests.browser import WINDOW, Served, open_browser, open_page, served

FG1 = Path(__file__).parents[2] / "mixedmethods/sample/data/focus_groups/FG1.txt"
APP = "app.py"
MARKED = "I waited 👩‍👩‍👧 four months at the café"  # what the test adds to FG1
READY = 60_000  # milliseconds: the first page waits for imports
SELECT = """([turn, start, end]) => {
  const text = document.querySelector(`.mmt-turn[data-turn="${turn}"] .mmt-text`);
  text.scrollIntoView({block: 'center'});
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let before = 0, started = false;
  while (walker.nextNode()) {
    const node = walker.currentNode, after = before + node.data.length;
    if (!started && start < after) { range.setStart(node, start - before); started = true; }
    if (started && end <= after) { range.setEnd(node, end - before); break; }
    before = after;
  }
  const all = [...range.getClientRects()], last = all[all.length - 1];
  return {x1: all[0].left, y1: all[0].top + all[0].height / 2,
          x2: last.right, y2: last.top + last.height / 2};
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects")
    make_sample(folder / "sample.mm").close()
    with new_project(folder / "marked.mm", "FG1 with an emoji and an accent") as project:
        text = FG1.read_text("utf-8").replace("So, erm, I waited about four months", MARKED)
        assert MARKED in text
        book = codebook("focus_groups.yaml")
        files = [File("FG1.txt", text.encode()), File(book.name, book.read_bytes())]
        import_files(project, files, "test")
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Served]:
    with served(APP, env={"MIXEDMETHODS_HOME": str(home)}) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=WINDOW, accept_downloads=True) as tabs:
        yield tabs


def code_page(page: Page, url: str, project: str, coder: str, source: str = "FG1") -> None:
    page.goto(f"{url}/code?project={project}&coder={coder}&source={source}")
    page.locator(".mmt-turn").first.wait_for(timeout=READY)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def select(page: Page, words: str) -> None:
    """Drag the mouse over words that stand in one turn."""
    turn = page.locator(".mmt-turn", has_text=words)
    spoken = turn.locator(".mmt-text").text_content() or ""  # inner_text skips what is off screen
    start = units(spoken.split(words)[0])
    place = [turn.get_attribute("data-turn"), start, start + units(words)]
    page.evaluate("document.getSelection().removeAllRanges()")
    page.evaluate(SELECT, place)
    page.wait_for_timeout(100)  # turns that come into view take their real height
    at = page.evaluate(SELECT, place)
    page.mouse.move(at["x1"] + 0.5, at["y1"])
    page.mouse.down()
    page.mouse.move(at["x2"] - 0.5, at["y2"], steps=5)
    page.mouse.up()


def press(page: Page, code: str) -> None:
    page.locator(f'.mmt-code[data-code="{code}"]').click()
    saved(page)


def saved(page: Page) -> None:
    expect(page.locator(".mmt")).to_have_attribute("data-pending", "0")
    expect(page.locator(".mmt-status")).to_contain_text("saved")


def own(home: Path, project: str, coder: str) -> list[dict[str, object]]:
    with open_project(home / f"{project}.mm") as opened:
        frame = codings(opened)
    return list(frame[frame["coder"] == coder].to_dict("records"))


def marked(page: Page, code: str) -> str:
    """Return the words that are highlighted with a code, as the page shows them."""
    marks = page.locator(f'.mmt-mark[data-codes~="{code}"]')
    marks.first.wait_for(state="attached")
    return "".join(marks.all_text_contents())


def test_a_coding_over_an_emoji_and_an_accent_survives_a_reload_exactly(
    context: BrowserContext, server: Served, home: Path
) -> None:
    words = "👩‍👩‍👧 four months at the café"  # joined by zero-width joiners
    with open_page(context, server.url) as page:
        code_page(page, server.url, "marked", "ana")
        select(page, words)
        press(page, "AC-WAIT")
        code_page(page, server.url, "marked", "ana")
        assert marked(page, "AC-WAIT") == words
    (coding,) = own(home, "marked", "ana")
    with open_project(home / "marked.mm") as project:
        text = read_source(project, "FG1").text
    assert text[coding["start"] : coding["end"]] == coding["quote"] == words
    assert coding["origin"] == "manual"


def test_overlapping_codes_are_both_visible_and_undo_removes_the_last(
    context: BrowserContext, server: Served, home: Path
) -> None:
    with open_page(context, server.url) as page:
        code_page(page, server.url, "marked", "ben")
        select(page, "Mine was, ooh, last autumn")
        press(page, "AC-EXPECT")
        select(page, "last autumn? It was dark")
        press(page, "GE-NEG")
        assert marked(page, "AC-EXPECT") == "Mine was, ooh, last autumn"
        assert marked(page, "GE-NEG") == "last autumn? It was dark"
        both = page.locator('.mmt-mark[data-codes~="AC-EXPECT"][data-codes~="GE-NEG"]')
        assert both.inner_text() == "last autumn"
        page.locator(".mmt").get_by_role("button", name="Undo").click()
        expect(page.locator('.mmt-mark[data-codes~="GE-NEG"]')).to_have_count(0)
        assert marked(page, "AC-EXPECT") == "Mine was, ooh, last autumn"
    assert [coding["code"] for coding in own(home, "marked", "ben")] == ["AC-EXPECT"]


def test_an_accepted_suggestion_becomes_a_coding_that_says_so(
    context: BrowserContext, server: Served, home: Path
) -> None:
    with open_page(context, server.url) as page:
        code_page(page, server.url, "marked", "cy")
        assert page.locator('.mmt-chip[data-status="suggested"]').count() == 0
        page.get_by_text("Suggest codes").click()
        chip = page.locator('.mmt-chip[data-status="suggested"][data-code="AC-INFO"]').first
        chip.click(timeout=READY)
        page.get_by_role("button", name="Accept").first.click()
        saved(page)
    (coding,) = own(home, "marked", "cy")
    assert (coding["code"], coding["origin"]) == ("AC-INFO", "accepted suggestion")
    assert "didn't know what" in str(coding["quote"])


def test_a_coding_shown_as_saved_is_there_after_the_server_was_killed(
    browser: Browser, home: Path
) -> None:
    environment = {"MIXEDMETHODS_HOME": str(home)}
    with (
        browser.new_context(viewport=WINDOW) as context,
        served(APP, env=environment) as server,
    ):
        page = context.new_page()
        code_page(page, server.url, "marked", "dee")
        select(page, "nineteen years in September")
        press(page, "GE-POS")
        server.process.kill()
        server.process.wait(10)
        with served(APP, env=environment, port=server.port) as again:
            code_page(page, again.url, "marked", "dee")
            assert marked(page, "GE-POS") == "nineteen years in September"


def test_two_tabs_of_two_coders_see_each_others_codings_and_undo_only_their_own(
    context: BrowserContext, server: Served, home: Path
) -> None:
    with open_page(context, server.url) as eve, open_page(context, server.url) as fay:
        code_page(eve, server.url, "marked", "eve")
        select(eve, "Too many tomatoes")
        press(eve, "GE-OTHER")
        code_page(fay, server.url, "marked", "fay")
        assert marked(fay, "GE-OTHER") == "Too many tomatoes"
        fay.locator(".mmt").get_by_role("button", name="Undo").click()
        saved(fay)
    assert len(own(home, "marked", "eve")) == 1


def test_a_newcomer_walks_from_the_overview_to_a_link_and_the_report(
    browser: Browser, server: Served, tmp_path: Path
) -> None:
    requests: list[str] = []
    with browser.new_context(viewport=WINDOW, accept_downloads=True) as context:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{server.url}/?project=sample")
        title = page.get_by_role("heading", name="Ethnic inequalities in talking therapies")
        title.wait_for(timeout=READY)
        for words in ("41 + 11 respondents", "4 groups", "5 measures", "Synthetic sample study"):
            expect(page.get_by_text(words).first).to_be_visible()
        page.get_by_role("link", name="Survey").click()
        expect(page.get_by_text("37 of 41").first).to_be_attached(timeout=READY)
        page.get_by_role("link", name="Outcomes").click()
        expect(page.get_by_text("11 of 15 groups", exact=True)).to_be_visible(timeout=READY)
        page.get_by_role("link", name="Links").click()
        page.get_by_text("complement", exact=True).click(timeout=READY)
        page.get_by_label("Reason, in a sentence or two").fill("People did not know of it.")
        page.get_by_role("button", name="Save the link").click()
        expect(page.get_by_text("The link is saved")).to_be_visible(timeout=READY)
        page.get_by_role("link", name="Report").click()
        page.get_by_role("button", name="Write the report").click(timeout=READY)
        with page.expect_download(timeout=READY) as download:
            page.get_by_role("button", name="Report as .docx").click(timeout=READY)
        download.value.save_as(tmp_path / "report.docx")
    assert (tmp_path / "report.docx").read_bytes().startswith(b"PK")
    outside = [url for url in requests if not url.startswith((server.url, "data:", "blob:"))]
    assert outside == []


def test_a_published_percentage_that_is_mended_in_the_table_is_checked_anew(
    browser: Browser, server: Served
) -> None:
    with browser.new_context(viewport=WINDOW) as context:
        page = context.new_page()
        page.goto(f"{server.url}/base_audit?project=sample")
        expect(page.get_by_text("8 of 62 need an explanation")).to_be_visible(timeout=READY)
        grid = page.locator(".stDataFrameGlideDataEditor").first
        grid.click(position={"x": 430, "y": 52})  # the first percentage: 55% of 41
        page.keyboard.type("56", delay=150)
        page.keyboard.press("Enter")
        expect(page.get_by_text("7 of 62 need an explanation")).to_be_visible(timeout=READY)


def test_after_a_restart_of_the_server_an_open_page_goes_on_saving(
    browser: Browser, home: Path
) -> None:
    environment = {"MIXEDMETHODS_HOME": str(home)}
    with (
        browser.new_context(viewport=WINDOW) as context,
        served(APP, env=environment) as server,
    ):
        page = context.new_page()
        code_page(page, server.url, "marked", "gus")
        server.process.kill()
        server.process.wait(10)
        with served(APP, env=environment, port=server.port):
            select(page, "I grow tomatoes")
            page.locator('.mmt-code[data-code="GE-POS"]').click()
            expect(page.locator(".mmt-status")).to_contain_text("saved", timeout=READY)
            page.get_by_role("link", name="Survey").click()
            working = page.get_by_role("textbox", name="Working as")
            expect(working).to_have_value("gus", timeout=READY)
            assert "project=marked" in page.url
    assert [coding["quote"] for coding in own(home, "marked", "gus")] == ["I grow tomatoes"]


def test_names_that_hold_markup_load_nothing_and_show_as_they_stand(
    browser: Browser, home: Path, server: Served
) -> None:
    hostile = "![x](http://a.example/x.png) <img src=http://b.example/y.png> $x$ **b**"
    make_hostile(home / "hostile.mm", hostile)
    requests: list[str] = []
    with browser.new_context(viewport=WINDOW) as context:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        for name in ("overview", "import_files", "survey", "code", "codebook", "outcomes",
                     "links", "joint_display", "report"):  # fmt: skip
            path = "" if name == "overview" else name
            page.goto(f"{server.url}/{path}?project=hostile&coder=ana")
            page.locator("h1").first.wait_for(timeout=READY)
            expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0, timeout=READY)
            assert page.locator("main img, section a[href*='example']").count() == 0, name
    assert [url for url in requests if "example" in url] == []


def make_hostile(path: Path, name: str) -> None:
    quoted = json.dumps(name)
    instrument = f"""schema: instrument/1
id: lead
title: {quoted}
scales: {{agree: {{kind: ordinal, options: [no, rather no, rather yes, {quoted}]}}}}
items:
  - {{id: A, wording: {quoted}, type: likert, scale: agree, section: {quoted}}}
  - {{id: B, wording: Other, type: likert, scale: agree, section: {quoted}}}
"""
    book = f"""schema: codebook/1
id: book
title: {quoted}
topics: {{t: {{label: {quoted}}}}}
codes: [{{id: C, label: {quoted}, topic: t, definition: {quoted}, links: {{outcomes: [rate]}}}}]
"""
    rates = f'group,measure,period,rate,n\nRef,rate,{"2022"},50,\n"{name}",rate,2022,40,\n'
    with new_project(path, name, name) as project:
        files = [
            File("lead.yaml", instrument.encode()),
            File("book.yaml", book.encode()),
            File(f"{name.replace('/', '_')}.csv", b"id,A,B\n1,no,rather yes\n2,rather no,no\n"),
            File("rates.csv", rates.encode()),
            File("FG.txt", f"# role: user\nAnn: {name}\n".encode()),
        ]
        import_files(project, files, "ana")


def test_an_episode_file_is_modelled_on_the_page_and_not_stored(
    context: BrowserContext, home: Path, server: Served, tmp_path: Path
) -> None:
    frame = synthetic_episodes(6_000, seed=3, services=12)
    frame.attrs.clear()
    path = tmp_path / "episodes.parquet"
    frame.to_parquet(path)
    before = (home / "sample.mm").read_bytes()
    page = context.new_page()
    page.goto(f"{server.url}/models?project=sample&coder=ana")
    page.get_by_text("No episode file is chosen yet").wait_for(timeout=READY)
    page.set_input_files("input[type=file]", str(path))
    page.get_by_text("6,000 episodes").wait_for(timeout=READY)
    page.locator(".js-plotly-plot").wait_for(timeout=READY)
    expect(page.get_by_role("heading", name="Odds ratios")).to_be_visible(timeout=READY)
    page.get_by_text("How much services differ").click()
    page.get_by_text("lie between services").wait_for(timeout=READY)
    assert (home / "sample.mm").read_bytes() == before
    page.close()
