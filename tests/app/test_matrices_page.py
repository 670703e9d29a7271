"""The Matrices page: counts with what they rest on, and the framework grid."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from mixedmethods.store import open_project
from mixedmethods.store.settings import Settings, change_settings, settings
from mixedmethods.store.summaries import save_summary, summaries

Show = Callable[..., AppTest]


def fine(app: AppTest) -> AppTest:
    assert not app.exception, [each.value for each in app.exception]
    return app


def turn_to(show: Show, way: str) -> AppTest:
    app = show("matrices")
    app.segmented_control(key="matrices.way").set_value(way)
    return fine(app.run())


def test_each_cell_says_segments_speakers_and_groups(show: Show) -> None:
    frame = fine(show("matrices")).dataframe[0].value
    assert frame.columns.tolist() == ["Code", "FG1", "FG2", "FG3", "FG4"]
    cells = frame.drop(columns="Code").to_numpy().ravel().tolist()
    assert all(cell == "·" or len(cell.split(" / ")) == 3 for cell in cells)
    assert any(cell.endswith(" / 1") for cell in cells)


def test_a_code_meets_itself_as_often_as_it_is_used(show: Show) -> None:
    frame = turn_to(show, "Codes that meet").dataframe[0].value
    ids = frame["Code"].str.extract(r"\(([^)]*)\)$")[0].tolist()
    assert frame.columns[1:].tolist() == ids
    assert all("/" in frame[id].iloc[k] for k, id in enumerate(ids))


def test_the_table_for_statistics_programs_has_a_row_for_each_speaker(show: Show) -> None:
    frame = turn_to(show, "Table for statistics programs").dataframe[0].value
    assert frame["case"].is_unique
    assert set(frame["AC-WAIT"].dropna()) == {0, 1}


def test_a_cell_of_the_grid_is_written_and_read_again(show: Show, home: Path) -> None:
    app = turn_to(show, "Framework grid")
    app.text_area[0].set_value("Waits, and is not told how long.")
    fine(next(each for each in app.button if each.label == "Save the cell").click().run())
    with open_project(home / "sample.mm") as project:
        (cell,) = summaries(project).to_dict("records")
    assert (cell["text"], cell["author"]) == ("Waits, and is not told how long.", "ana")
    grid = app.dataframe[0].value
    assert "Waits, and is not told how long." in grid.to_numpy()


def test_a_cell_written_by_another_meanwhile_is_not_replaced(show: Show, home: Path) -> None:
    app = turn_to(show, "Framework grid")
    case, code = (str(app.selectbox(key=f"grid.{name}").value) for name in ("case", "code"))
    with open_project(home / "sample.mm") as project:
        save_summary(project, case, code, "Theirs", [], "ben")
    app.text_area[0].set_value("Mine")
    fine(next(each for each in app.button if each.label == "Save the cell").click().run())
    assert "written meanwhile" in app.error[0].value
    with open_project(home / "sample.mm") as project:
        assert summaries(project)["text"].tolist() == ["Theirs"]


def test_reflexive_analysis_has_the_grid_and_no_counts(show: Show, home: Path) -> None:
    with open_project(home / "sample.mm") as project:
        how = settings(project)
        change_settings(project, Settings("reflexive", how.lead, how.blind), how.lead or "ana")
    app = fine(show("matrices"))
    assert not app.dataframe
    assert "codings are not counted" in app.info[0].value
    app.segmented_control(key="matrices.way").set_value("Framework grid")
    (grid,) = [each.value for each in fine(app.run()).dataframe]
    assert "No summary yet" in grid.to_numpy()
    assert not grid.map(lambda cell: "coded" in cell).to_numpy().any()
