"""The Codebook page: the tree is kept in order, and every change can be taken back."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from mixedmethods.store import open_project
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import codings

Show = Callable[..., AppTest]


def fine(app: AppTest) -> AppTest:
    assert not app.exception, [each.value for each in app.exception]
    return app


def press(app: AppTest, key: str) -> AppTest:
    return fine(app.button(key=key).click().run())


def tree_of(home: Path) -> dict[str, str]:
    with open_project(home / "sample.mm") as project:
        return {code.id: code.parent for code in codes(project)}


def uses_of(home: Path) -> dict[str, int]:
    with open_project(home / "sample.mm") as project:
        return codings(project)["code"].value_counts().to_dict()


def test_a_code_is_moved_below_another_and_undo_puts_it_back(show: Show, home: Path) -> None:
    app = fine(show("codebook"))
    app.selectbox(key="move.parent.AC-INFO").set_value("AC-WAIT")
    press(fine(app.run()), "move.AC-INFO")
    assert tree_of(home)["AC-INFO"] == "AC-WAIT"
    assert any(name.startswith("\u2003") for name in app.dataframe[0].value["Code"])
    press(app, "codebook.Undo")
    assert tree_of(home)["AC-INFO"] == ""
    press(app, "codebook.Redo")
    assert tree_of(home)["AC-INFO"] == "AC-WAIT"


def test_merged_codes_give_what_they_have_and_undo_brings_all_back(show: Show, home: Path) -> None:
    before = uses_of(home)
    app = fine(show("codebook"))
    app.multiselect(key="merge.codes.AC-INFO").select("AC-WAIT")
    fine(app.run())
    assert f"{before['AC-WAIT']} codings" in "\n".join(each.value for each in app.text)
    press(app, "merge.AC-INFO")
    after = uses_of(home)
    assert "AC-WAIT" not in after
    assert "AC-WAIT" not in tree_of(home)
    assert before["AC-INFO"] < after["AC-INFO"] <= before["AC-INFO"] + before["AC-WAIT"]
    press(app, "codebook.Undo")
    assert uses_of(home) == before


def test_a_code_is_split_by_the_words_of_its_quotes(show: Show, home: Path) -> None:
    before = uses_of(home)
    app = fine(show("codebook"))
    app.text_area(key="split.words.AC-INFO").set_value("leaflet*")
    fine(app.run())
    some = len(app.dataframe[1].value)
    assert 0 < some < before["AC-INFO"]
    app.text_input(key="split.id.AC-INFO").set_value("AC-LEAFLET")
    app.text_input(key="split.name.AC-INFO").set_value("Leaflets")
    press(app, "split.AC-INFO")
    after = uses_of(home)
    assert after["AC-LEAFLET"] == some
    assert after["AC-INFO"] == before["AC-INFO"] - some


def test_an_earlier_form_of_a_code_is_put_back(show: Show, home: Path) -> None:
    app = fine(show("codebook"))
    name = next(each for each in app.text_input if each.label == "Name")
    first = name.value
    name.set_value("Something else")
    fine(next(each for each in app.button if each.label == "Save").click().run())
    told = [frame.value for frame in app.dataframe if "What changed" in frame.value]
    assert told[0]["What changed"].iloc[0] == f"Name: {first} → Something else"
    press(app, "history.back.AC-INFO")
    with open_project(home / "sample.mm") as project:
        held = {code.id: code.name for code in codes(project)}
    assert held["AC-INFO"] == first


def test_a_code_in_use_is_not_deleted(show: Show, home: Path) -> None:
    app = press(fine(show("codebook")), "delete.AC-INFO")
    assert "Merge it into another code instead" in app.error[0].value
    assert "AC-INFO" in tree_of(home)


def test_an_empty_project_starts_a_codebook(show: Show, home: Path) -> None:
    app = fine(show("codebook", "empty"))
    labels = {
        "Id of the codebook": "mine", "Title": "My codebook", "Its first code": "Waiting",
        "Id of its first code": "W",
    }  # fmt: skip
    for each in app.text_input:
        if each.label in labels:
            each.set_value(labels[each.label])
    fine(next(each for each in app.button if each.label == "Start the codebook").click().run())
    with open_project(home / "empty.mm") as project:
        assert [(code.id, code.name, code.codebook) for code in codes(project)] == [
            ("W", "Waiting", "mine")
        ]
