"""Tests of summaries: the cells of the framework grid."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.store.summaries import save_summary, summaries


def cells(project):
    return summaries(project)[["case", "code", "text", "quotes", "version"]].to_numpy().tolist()


def test_a_cell_is_written_edited_and_taken_away(project):
    save_summary(project, "FG1/P1", "A", " Waited. ", ["q1"], "Ann")
    assert cells(project) == [["FG1/P1", "A", "Waited.", ["q1"], 1]]
    save_summary(project, "FG1/P1", "A", "Waited long.", [], "Ben", version=1)
    assert cells(project) == [["FG1/P1", "A", "Waited long.", [], 2]]
    save_summary(project, "FG1/P1", "A", "", [], "Ben", version=2)
    assert cells(project) == []
    project.undo("Ben")
    assert cells(project)[0][2] == "Waited long."


def test_a_cell_that_somebody_wrote_meanwhile_is_refused(project):
    save_summary(project, "FG1/P1", "A", "One", [], "Ann")
    for seen in (0, 2):
        with pytest.raises(ProjectError, match="written meanwhile"):
            save_summary(project, "FG1/P1", "A", "Two", [], "Ben", version=seen)
    assert cells(project)[0][2] == "One"


@pytest.mark.parametrize(("case", "code"), [("FG1/P9", "A"), ("FG1/P1", "Z")])
def test_a_cell_of_what_is_not_there_is_refused(project, case, code):
    with pytest.raises(ProjectError, match="not there"):
        save_summary(project, case, code, "x", [], "Ann")


def test_an_empty_cell_leaves_no_entry(project):
    before = project.revision()
    save_summary(project, "FG1/P1", "A", " ", [], "Ann")
    assert project.revision() == before
