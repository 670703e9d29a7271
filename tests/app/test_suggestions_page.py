"""The Suggestions page: one at a time, decided or left, and the words made better."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from mixedmethods.store import open_project
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import codings
from mixedmethods.store.decisions import decisions
from mixedmethods.store.muted import muted
from mixedmethods.store.settings import Settings, change_settings

Show = Callable[..., AppTest]


def fine(app: AppTest) -> AppTest:
    assert not app.exception, [each.value for each in app.exception]
    return app


def start(app: AppTest, key: str) -> AppTest:
    """Press the button whose key starts so."""
    found = next(each for each in app.button if each.key and each.key.startswith(key))
    return fine(found.click().run())


def left(app: AppTest) -> int:
    return int(next(m.value for m in app.markdown if "to review" in m.value).split()[0].strip("*"))


def decided(home: Path) -> pd.DataFrame:
    with open_project(home / "sample.mm") as project:
        return decisions(project)


def made(home: Path) -> pd.DataFrame:
    with open_project(home / "sample.mm") as project:
        frame = codings(project)
        return frame[frame["coder"] == "ana"]


def suggested(app: AppTest) -> str:
    return next(m.value for m in app.markdown if m.value.startswith(":primary-background["))


def test_an_accepted_suggestion_becomes_a_coding_and_the_next_is_shown(
    show: Show, home: Path
) -> None:
    app = fine(show("suggestions"))
    before, first = left(app), suggested(app)
    start(app, "accept.")
    assert decided(home)["decision"].tolist() == ["accepted"]
    assert made(home)["origin"].tolist() == ["accepted suggestion"]
    assert left(app) == before - 1
    assert suggested(app) != first


def test_undo_brings_a_decision_back_to_be_made(show: Show, home: Path) -> None:
    app = fine(show("suggestions"))
    before = left(app)
    start(app, "accept.")
    start(app, "suggest.undo")
    assert left(app) == before
    assert decided(home).empty
    assert made(home).empty


def test_a_rejected_suggestion_leaves_no_coding_and_does_not_come_back(
    show: Show, home: Path
) -> None:
    app = fine(show("suggestions"))
    before = left(app)
    start(app, "reject.")
    assert decided(home)["decision"].tolist() == ["rejected"]
    assert made(home).empty
    assert left(app) == before - 1


def test_a_skipped_suggestion_waits_and_can_be_brought_back(show: Show, home: Path) -> None:
    app = fine(show("suggestions"))
    before, first = left(app), suggested(app)
    start(app, "skip.")
    assert left(app) == before - 1
    assert decided(home).empty
    start(app, "suggest.back")
    assert left(app) == before
    assert suggested(app) == first


def test_a_word_that_is_not_wanted_again_takes_its_suggestions_away(show: Show, home: Path) -> None:
    app = fine(show("suggestions"))
    before = left(app)
    start(app, "mute.")
    with open_project(home / "sample.mm") as project:
        assert len(muted(project, "ana")) == 1
        assert not muted(project, "someone else")
    assert left(app) < before


def test_a_suggestion_is_accepted_on_other_words_of_its_turn(show: Show, home: Path) -> None:
    app = fine(show("suggestions"))
    box = next(each for each in app.selectbox if each.key.startswith("suggest.span."))
    fine(box.set_value("Other words of the turn").run())
    field = next(each for each in app.text_area if each.key.startswith("suggest.words."))
    wanted = " ".join(field.value.split()[:3])
    fine(field.set_value(wanted).run())
    start(app, "accept.")
    assert made(home)["quote"].tolist() == [wanted]


def test_words_that_the_turn_does_not_hold_are_refused(show: Show, home: Path) -> None:
    app = fine(show("suggestions"))
    box = next(each for each in app.selectbox if each.key.startswith("suggest.span."))
    fine(box.set_value("Other words of the turn").run())
    field = next(each for each in app.text_area if each.key.startswith("suggest.words."))
    fine(field.set_value("words that nobody said").run())
    start(app, "accept.")
    assert "Copy them from the turn" in app.error[0].value
    assert made(home).empty


def test_what_was_coded_suggests_more_where_a_code_has_enough(show: Show, home: Path) -> None:
    app = fine(show("suggestions"))
    fine(app.pills(key="suggest.kinds").set_value(["learned"]).run())
    assert left(app) > 0
    assert any("resembles what" in each.value for each in app.caption)
    assert any("like “" in each.value and ", turn " in each.value for each in app.text)
    assert any("can be learned from" in each.label for each in app.expander)
    start(app, "reject.")
    assert decided(home)["origin"].tolist() == ["learned"]
    again = next(each for each in app.button if each.label.startswith("Learn from what you did"))
    fine(again.click().run())
    assert not any(each.label.startswith("Learn from") for each in app.button)


def test_suggestions_by_meaning_say_what_to_install_where_the_model_is_absent(
    show: Show, monkeypatch
) -> None:
    from importlib import util

    real = util.find_spec
    monkeypatch.setattr(
        util, "find_spec", lambda name, *more: None if "minilm" in name.lower() else real(name)
    )
    app = fine(show("suggestions"))
    fine(app.pills(key="suggest.kinds").set_value(["semantic"]).run())
    assert "pip install" in app.error[0].value.replace("\\", "")


def test_the_words_show_what_came_of_them(show: Show) -> None:
    app = fine(show("suggestions"))
    start(app, "accept.")
    fine(app.segmented_control(key="suggest.way").set_value("How good the words are").run())
    codes_table, words = (each.value for each in app.dataframe)
    assert "1 of 1 (100%, 20.7 to 100.0)" in set(codes_table["Accepted of decided"])
    assert "nothing decided yet" in set(codes_table["Accepted of decided"])
    assert set(words["Accepted of decided"]) == {"1 of 1 (100%, 20.7 to 100.0)"}


def test_words_are_added_to_a_code(show: Show, home: Path) -> None:
    app = fine(show("suggestions"))
    fine(app.segmented_control(key="suggest.way").set_value("Words to add").run())
    proposed = app.dataframe[0].value
    assert {"Word", "For example"} <= set(proposed)
    assert all(
        word.split()[0] in example.lower()
        for word, example in zip(proposed["Word"], proposed["For example"], strict=True)
    )
    with open_project(home / "sample.mm") as project:
        assert proposed["Word"].iloc[0] not in codes(project)[0].lexicon.any


def test_a_reflexive_study_has_no_suggestions_unless_they_are_asked_for(
    show: Show, home: Path
) -> None:
    with open_project(home / "sample.mm") as project:
        change_settings(project, Settings(approach="reflexive"), "ana")
    app = fine(show("suggestions"))
    assert "your own reading" in app.info[0].value
    assert not app.segmented_control
    fine(app.toggle(key="suggest.anyway").set_value(True).run())
    assert left(app) > 0
    assert "How good" not in str(app.segmented_control(key="suggest.way").options)


def test_another_coders_decision_changes_nothing_here(show: Show, home: Path) -> None:
    app = fine(show("suggestions"))
    before, first = left(app), suggested(app)
    from mixedmethods.model import Selection
    from mixedmethods.store.decisions import decide

    with open_project(home / "sample.mm") as project:
        source, code, start_, end = next(
            each.key for each in app.button if each.key and each.key.startswith("reject.")
        )[7:].rsplit(":", 3)
        decide(project, Selection(source, int(start_), int(end)), code, False, "ben")
    fine(app.run())
    assert (left(app), suggested(app)) == (before, first)
