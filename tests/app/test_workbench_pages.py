"""The pages round the Code page: quotes, agreement, project."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from mixedmethods.model import Selection
from mixedmethods.store import open_project
from mixedmethods.store.codings import code_selections
from mixedmethods.store.settings import Settings, change_settings, settings
from mixedmethods.store.texts import read_source

Show = Callable[..., AppTest]


def fine(app: AppTest) -> AppTest:
    assert not app.exception, [each.value for each in app.exception]
    return app


def said(app: AppTest) -> str:
    kinds = (app.caption, app.text, app.warning, app.error, app.markdown, app.info)
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def code_by_ben(home: Path) -> None:
    with open_project(home / "sample.mm") as project:
        turn = read_source(project, "FG1").turns[10]
        code_selections(project, [Selection("FG1", turn.start, turn.end)], ["AC-WAIT"], "ben")


def test_quotes_are_counted_by_segments_speakers_and_sources(show: Show) -> None:
    app = fine(show("quotes"))
    app.multiselect(key="quotes.with").select("AC-WAIT")
    fine(app.run())
    frame = app.dataframe[0].value
    assert set(frame["Code"]) == {"Waiting and drop-out"}
    assert f"**{len(frame)} segments**" in said(app)
    app.text_input(key="quotes.text").set_value("no such words anywhere")
    assert "Nothing fits" in said(fine(app.run()))


def test_a_word_is_shown_with_the_words_around_it(show: Show) -> None:
    app = show("quotes")
    app.segmented_control(key="quotes.way").set_value("By word")
    fine(app.run()).text_input(key="quotes.word").set_value("wait*")
    fine(app.run())
    assert app.dataframe[0].value["Word"].str.lower().str.startswith("wait").all()
    app.segmented_control(key="quotes.way").set_value("Frequent words")
    fine(app.run())
    assert {"Word", "Times", "Speakers", "Sources"} <= set(app.dataframe[0].value)


def test_a_link_from_the_codebook_leads_to_the_quotes_of_a_code(show: Show) -> None:
    app = fine(show("quotes"))
    app.query_params["code"] = "AC-WAIT"
    fine(app.run())
    assert app.multiselect(key="quotes.with").value == ["AC-WAIT"]
    assert set(app.dataframe[0].value["Code"]) == {"Waiting and drop-out"}
    assert "code" not in app.query_params


def test_agreement_waits_for_a_second_coder(show: Show, home: Path) -> None:
    assert "Two coders are compared" in said(show("agreement"))
    code_by_ben(home)
    app = fine(show("agreement"))
    assert app.dataframe[0].value["Code"].iloc[0] == "all codes"
    assert "They agree on" in said(app)


def test_reflexive_analysis_has_no_agreement_and_says_why(show: Show, home: Path) -> None:
    code_by_ben(home)
    app = show("project")
    app.radio[0].set_value("reflexive")
    fine(app.run())
    with open_project(home / "sample.mm") as project:
        assert settings(project).reflexive
    assert "two readings need not agree" in said(show("agreement"))


def test_a_blind_coder_sees_only_own_quotes_and_no_comparison(show: Show, home: Path) -> None:
    code_by_ben(home)
    with open_project(home / "sample.mm") as project:
        change_settings(project, Settings(lead="sample coder"), "sample coder")
        turn = read_source(project, "FG1").turns[11]
        code_selections(project, [Selection("FG1", turn.start, turn.end)], ["AC-WAIT"], "ana")
    app = fine(show("quotes"))
    assert set(app.dataframe[0].value["Coder"]) == {"ana"}
    assert "The lead compares the coders" in said(show("agreement"))


def test_a_note_on_the_study_is_kept_and_can_be_changed(show: Show) -> None:
    app = show("project")
    for text in ("First thoughts", "Second thoughts"):
        app.text_area[0].set_value(text)
        (save,) = [each for each in app.button if each.label == "Save the memo"]
        app = fine(save.click().run())
        assert app.text_area[0].value == text


def test_the_lead_alone_opens_the_codings(show: Show, home: Path) -> None:
    with open_project(home / "sample.mm") as project:
        change_settings(project, Settings(lead="ben"), "ben")
    app = fine(show("project"))
    assert "ben leads the coding" in said(app)
    assert app.toggle[0].disabled
