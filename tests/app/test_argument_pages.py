"""Tests of the pages of the argument: what is typed is stored, what cannot be is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mixedmethods.desk.reading import read_study, save_link
from mixedmethods.model import Link
from mixedmethods.store import open_project
from mixedmethods.store.findings import findings
from mixedmethods.store.links import assessments, links

Show = Callable[..., AppTest]


def fine(app: AppTest) -> AppTest:
    assert not app.exception, [each.value for each in app.exception]
    return app


def words(app: AppTest) -> str:
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error,
             app.text, app.toast)  # fmt: skip
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def press(app: AppTest, label: str) -> AppTest:
    return fine(next(each for each in app.button if each.label == label).click().run())


def area(app: AppTest, label: str) -> object:
    return next(each for each in app.text_area if each.label == label)


@pytest.fixture
def linked(home: Path) -> str:
    with open_project(home / "sample.mm") as project:
        link = Link("", "AC-INFO", "recovery", "2021-22", "White British", "complement", "Why.")
        return save_link(project, link, "ben")


def test_claims_that_are_typed_come_back_with_verdict_and_value(show: Show) -> None:
    app = show("claim_check")
    text = "Recovery of Bangladeshi in 2021-22 is 43.9%\n40% of 11\nRecovery of Black women was 1%"
    area(app, "Or write claims, one a line").set_value(text)
    fine(app.run())
    table = app.dataframe[-1].value
    assert [cell.split(" ", 1)[1] for cell in table["verdict"]] == [
        "holds", "needs another base", "cannot be checked",
    ]  # fmt: skip
    press(app, "Try the slips of a real report")
    assert app.metric[0].value == "4"
    assert area(app, "Or write claims, one a line").value == ""


def test_a_finding_is_stored_with_its_numbers_and_a_bad_token_is_told(
    show: Show, home: Path
) -> None:
    app = show("findings")
    area(app, "Text, with tokens for numbers").set_value("{gap:recovery:Nobody:2021-22}")
    press(app, "Save the finding")
    assert "must name what the project holds" in words(app)
    area(app, "Text, with tokens for numbers").set_value("{rate:recovery:Chinese:2021-22} did.")
    press(app, "Save the finding")
    assert r"55.0% did." in words(app).replace("\\", "")
    with open_project(home / "sample.mm") as project:
        (finding,) = findings(project)
    assert finding.evidence == (("rate:recovery:Chinese:2021-22", "55.0%"),)
    assert any(each.label == "What it rests on" for each in app.expander)


def test_the_token_builder_shows_what_a_token_reads(show: Show) -> None:
    app = show("findings")
    assert app.code[0].value == "{gap:access_rate:African:2021-22}"
    assert "It reads" in words(app)


def test_a_checklist_item_is_written_over_what_the_log_says(show: Show, home: Path) -> None:
    app = show("checklists")
    app.selectbox(key="check.coreq.item").set_value("24")
    fine(app.run())
    assert area(app, "What the report says of it").value.startswith("1: sample coder")
    area(app, "What the report says of it").set_value("Two of us.")
    press(app, "Save")
    with open_project(home / "sample.mm") as project:
        (row,) = read_study(project).answers
    assert (row["item"], row["text"], row["author"]) == ("24", "Two of us.", "ana")


def test_a_question_along_a_thread_is_kept_with_its_time(show: Show, home: Path) -> None:
    app = show("thread")
    label = "What does it raise that another strand might answer?"
    next(i for i in app.text_input if i.label == label).set_value("Do waits differ by group?")
    press(app, "Note the question")
    assert "Do waits differ by group" in words(app)
    with open_project(home / "sample.mm") as project:
        (step,) = read_study(project).steps
    assert step["thread"] == "theme:AC-INFO"


def test_a_colleague_assesses_a_link_and_disagreements_are_listed(
    show: Show, home: Path, linked: str
) -> None:
    app = show("links")
    app.selectbox(key="links.link").set_value(linked)
    fine(app.run())
    next(each for each in app.radio if each.label == "How you read it").set_value("silence")
    next(each for each in app.text_input if each.label == "Why").set_value("I read it all.")
    press(app, "Save the assessment")
    with open_project(home / "sample.mm") as project:
        (said,) = assessments(project)
        (link,) = links(project)
    assert (said.assessor, said.relation, link.relation) == ("ana", "silence", "complement")
    assert any("1 of 1 read it otherwise" in each.label for each in app.expander)


def test_coverage_leads_to_a_link_of_the_gap(show: Show) -> None:
    app = show("coverage")
    assert any(each.label == "Theme in one role only: 17" for each in app.expander)
    assert any(each.label == "Link this gap" for each in app.button)


def test_every_display_can_be_shown(show: Show, linked: str) -> None:
    app = show("joint_display")
    for name in app.selectbox(key="joint.name").options:
        app.selectbox(key="joint.name").set_value(name)
        fine(app.run())
        assert app.title[0].value == "Joint display"
        assert app.selectbox(key="joint.name").value == name
        assert app.dataframe or app.get("plotly_chart"), name


def test_a_project_comes_back_from_its_archive_on_the_page(show: Show, home: Path) -> None:
    from mixedmethods.store.archive import fingerprints, pack

    with open_project(home / "sample.mm") as project:
        content, marks = pack(project), fingerprints(project)
    app = show("project")
    app.get("file_uploader")[0].upload("a.zip", content, "application/zip")
    fine(app.run())
    name = next(i for i in app.text_input if i.label == "Name of the project that it becomes")
    name.set_value("back")
    press(app, "Bring it back")
    with open_project(home / "back.mm") as project:
        assert fingerprints(project) == marks
    app.get("file_uploader")[0].upload("a.zip", b"no archive", "application/zip")
    next(i for i in app.text_input if i.label == "Name of the project that it becomes").set_value(
        "again"
    )
    press(app, "Bring it back")
    assert "must be an archive" in words(app)


def test_of_two_who_answer_a_checklist_item_the_second_is_told(show: Show, home: Path) -> None:
    first, second = show("checklists"), show("checklists")
    area(first, "What the report says of it").set_value("Ann moderated.")
    press(first, "Save")
    area(second, "What the report says of it").set_value("Bob moderated.")
    press(second, "Save")
    assert "changed or" in words(second)
    assert area(second, "What the report says of it").value == "Bob moderated."
    with open_project(home / "sample.mm") as project:
        (row,) = read_study(project).answers
    assert row["text"] == "Ann moderated."


def test_a_finding_is_edited_twice_running(show: Show, home: Path) -> None:
    app = show("findings")
    area(app, "Text, with tokens for numbers").set_value("One.")
    press(app, "Save the finding")
    with open_project(home / "sample.mm") as project:
        (finding,) = findings(project)
    app.selectbox(key="findings.id").set_value(finding.id)
    fine(app.run())
    for text in ("Two.", "Three."):
        area(app, "Text, with tokens for numbers").set_value(text)
        press(app, "Save the finding")
    with open_project(home / "sample.mm") as project:
        assert [each.text for each in findings(project)] == ["Three."]


def test_a_measure_that_was_chosen_stays_when_the_theme_changes(show: Show, home: Path) -> None:
    app = show("links")
    app.selectbox(key="links.measure").set_value("course_rate")
    fine(app.run())
    app.selectbox(key="links.code").set_value("GE-STIGMA")
    fine(app.run())
    assert app.selectbox(key="links.measure").value == "course_rate"
    before = area(app, "Reason, in a sentence or two").id
    app.selectbox(key="links.reference").set_value("Chinese")
    fine(app.run())  # the same box: a browser keeps what was typed in it
    assert area(app, "Reason, in a sentence or two").id == before
    area(app, "Reason, in a sentence or two").set_value("About the course rate.")
    press(app, "Save the link")
    with open_project(home / "sample.mm") as project:
        (link,) = links(project)
    assert (link.measure, link.reference, link.reason) == (
        "course_rate", "Chinese", "About the course rate.",
    )  # fmt: skip
