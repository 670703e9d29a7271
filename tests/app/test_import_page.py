"""The Import page where a transcript comes in: who speaks, under which name, in which letters."""

import json
from collections.abc import Callable
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from mixedmethods.desk.intake import File, import_files
from mixedmethods.desk.reading import read_study
from mixedmethods.store import open_project
from mixedmethods.store.texts import read_source, source_ids

Show = Callable[..., AppTest]
TEXT = b"M: Well, Christina?\nAnn: Ring 07700 900123.\nAnn: Bye."


def fine(app: AppTest) -> AppTest:
    assert not app.exception, [each.value for each in app.exception]
    return app


def opened(show: Show, name: str, content: bytes) -> AppTest:
    app = show("import_files", "empty")
    app.get("file_uploader")[0].upload(name, content, "text/plain")
    return fine(app.run())


def said(app: AppTest) -> str:
    kinds = (app.caption, app.text, app.warning, app.error, app.markdown, app.info)
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [each for each in app.button if each.label == label]
    return fine(button.click().run())


def test_speakers_and_identifiers_are_told_before_anything_is_stored(show: Show) -> None:
    app = opened(show, "FG.txt", TEXT)
    assert "3 turns, 2 speakers, of them 1 who takes part, 6 words." in said(app)
    assert "Found: phone number 1. Nothing is changed unless you choose it." in said(app)


def test_what_is_taken_out_leads_to_a_key_and_not_into_the_project(show: Show, home: Path) -> None:
    app = opened(show, "FG.txt", TEXT)
    app.text_area[0].set_value("Christina = P7")
    app.multiselect[0].select("phone number")
    fine(app.run())
    assert "2 places will be replaced" in said(app)
    assert [each.proto.label for each in app.get("download_button")][:1] == ["Save the key"]
    press(app, "Import")
    with open_project(home / "empty.mm") as project:
        text = read_source(project, "FG").text
    assert text == "M: Well, P7?\nAnn: Ring [phone number].\nAnn: Bye."


def test_a_name_without_a_pseudonym_is_refused_and_nothing_can_be_imported(show: Show) -> None:
    app = opened(show, "FG.txt", TEXT)
    app.text_area[0].set_value("Christina")
    fine(app.run())
    assert "needs a pseudonym" in said(app)
    assert not [each for each in app.button if each.label == "Import"]


def test_letters_that_cannot_be_told_are_shown_in_both_readings(show: Show, home: Path) -> None:
    app = opened(show, "FG.txt", "M: Café?\nAnn: Non, à côté.".encode("cp1252"))
    assert "M: Café?" in said(app)
    assert not [each for each in app.button if each.label == "Import"]
    press(press(app, "Read it so (cp1252)"), "Import")
    with open_project(home / "empty.mm") as project:
        assert read_source(project, "FG").text == "M: Café?\nAnn: Non, à côté."


INSTRUMENT = b"""schema: instrument/1
id: lead
title: Leads
scales:
  good: {kind: ordinal, options: [poor, fair, "tr\xc3\xa8s bien"]}
items:
  - {id: Q1, wording: "How good?", type: likert, scale: good}
"""
QUALTRICS = """ResponseId,Status,Finished,Q1
Response ID,Response Type,Finished,How good?
"{""ImportId"":""_recordId""}","{""ImportId"":""status""}","{""ImportId"":""finished""}",\
"{""ImportId"":""QID1""}"
R_1,IP Address,True,%s
R_2,Survey Preview,True,%s
R_3,IP Address,False,%s
"""


def with_instrument(show: Show, name: str, content: bytes) -> AppTest:
    app = show("import_files", "empty")
    uploader = app.get("file_uploader")[0]
    uploader.set_value([("lead.yaml", INSTRUMENT, "text/yaml"), (name, content, "text/csv")])
    return fine(app.run())


def test_rows_that_the_platform_marks_are_left_out_unless_they_are_kept(show: Show) -> None:
    app = with_instrument(show, "leads.csv", (QUALTRICS % ("poor", "fair", "fair")).encode())
    assert "3 rows, of them 2 left out by what the platform says" in said(app)
    (left,) = [each.value for each in app.dataframe if "Left out because" in each.value]
    assert left["Row"].tolist() == [5, 6]
    assert "Leads: 1 respondent. Kept 1, dropped 2." in said(app)
    app.multiselect(key=next(e.key for e in app.multiselect if "keep" in e.key)).select(
        "unfinished"
    )
    fine(app.run())
    assert "Leads: 2 respondents. Kept 2, dropped 1." in said(app)


def test_numbers_are_places_on_the_scale_where_a_person_says_so(show: Show) -> None:
    app = with_instrument(show, "leads.csv", (QUALTRICS % ("1", "2", "2")).encode())
    assert "must be an option of its scale" in said(app)
    app.checkbox(key=next(e.key for e in app.checkbox if "numbered" in e.key)).check()
    fine(app.run())
    assert "Leads: 1 respondent. Kept 1, dropped 2." in said(app)


def test_letters_of_a_survey_are_chosen_on_the_page(show: Show) -> None:
    answers = (QUALTRICS % ("très bien", "fair", "fair")).encode("cp1252")
    app = with_instrument(show, "leads.csv", answers)
    assert not [each for each in app.button if each.label == "Import"]
    app = press(app, "Read it so (cp1252)")
    assert "Leads: 1 respondent. Kept 1, dropped 2." in said(app)


def test_facts_about_speakers_become_columns_to_fill_in(show: Show) -> None:
    app = opened(show, "FG.txt", TEXT)
    app.text_input(key=next(e.key for e in app.text_input if "variables" in e.key)).set_value(
        "role, , role, age group"
    )
    fine(app.run())
    assert facts_of(app) == ["role", "age group"]


def facts_of(app: AppTest) -> list[str]:
    """Return the columns that the speakers' table has for facts."""
    frames = [each.value for each in app.dataframe]
    columns = [c for frame in frames for c in frame.columns if str(c).startswith("variable ")]
    return [str(c).removeprefix("variable ") for c in columns]


def test_two_files_of_which_one_cannot_be_read_are_not_imported(show: Show, home: Path) -> None:
    app = opened(show, "FG.txt", TEXT)
    app.get("file_uploader")[0].upload("bad.txt", b"nobody speaks", "text/plain")
    fine(app.run())
    assert not [each for each in app.button if each.label == "Import"]
    with open_project(home / "empty.mm") as project:
        assert source_ids(project) == []


def test_two_files_of_one_name_are_no_fault_of_the_page(show: Show) -> None:
    app = show("import_files")
    answers = b"id,CL_COPROD\na,Yes\n"
    files = [("leads.csv", answers, "text/csv"), ("leads.csv", answers, "text/csv")]
    app.get("file_uploader")[0].set_value(files)
    fine(app.run())
    files = [("FG.txt", TEXT, "text/plain"), ("FG.txt", TEXT, "text/plain")]
    app.get("file_uploader")[0].set_value(files)
    fine(app.run())


ODD = b"Who,Out of hours?,Where\na,yes,north\nb,no,south\nc,yes,south\n"
ASKED = b"""\
schema: instrument/1
id: lead
title: Leads
scales:
  yesno: {kind: nominal, options: ['yes', 'no']}
  site: {kind: nominal, options: [north, south]}
items:
  - {id: EVENING, wording: Evening appointments, type: single, scale: yesno}
  - {id: SITE, wording: Site, type: single, scale: site}
"""


def edit(app: AppTest, key: str, rows: dict) -> AppTest:
    """Do what a person does in an editable table (AppTest has no way of its own)."""
    (table,) = [each for each in app.dataframe if each.proto.id.endswith(key)]
    state = app._tree.get_widget_states()
    change = json.dumps({"edited_rows": rows, "added_rows": [], "deleted_rows": []})
    state.widgets.append(WidgetState(id=table.proto.id, string_value=change))
    return fine(app._run(state))


def labels_of(app: AppTest, kind: str) -> list[str]:
    return [each.proto.label for each in app.get(kind)]


def test_without_an_instrument_one_is_drafted_from_the_answers(show: Show, home: Path) -> None:
    app = opened(show, "odd.csv", ODD)
    assert "Only answers that somebody chose can be seen" in said(app)
    assert "Save the draft" in labels_of(app, "download_button")
    press(app, "Import")
    with open_project(home / "empty.mm") as project:
        (survey,) = read_study(project).surveys
    assert (survey.instrument.id, survey.role) == ("odd", "respondent")
    assert [item.kind for item in survey.instrument.items] == ["free_text", "single", "single"]
    assert len(survey.responses) == 3


def test_columns_that_no_question_resembles_are_given_by_hand(show: Show, home: Path) -> None:
    with open_project(home / "empty.mm") as project:
        import_files(project, [File("lead.yaml", ASKED)], "me")
    app = opened(show, "odd.csv", ODD)
    assert "0 of 2 questions of Leads are found" in said(app)
    assert "No column is read yet" in said(app)
    rows = {"1": {"take": True, "item": "Evening appointments (EVENING)"}}
    edit(app, ".columns", rows)
    assert "Save this map" in labels_of(app, "download_button")
    press(app, "Import")
    with open_project(home / "empty.mm") as project:
        (survey,) = read_study(project).surveys
    assert survey.responses["EVENING"].tolist() == ["yes", "no", "yes"]
    assert survey.responses["SITE"].isna().all()


def test_a_file_that_fits_two_questionnaires_alike_asks_which(show: Show, home: Path) -> None:
    other = ASKED.replace(b"id: lead", b"id: other").replace(b"Leads", b"Others")
    with open_project(home / "empty.mm") as project:
        files = [File("a.yaml", ASKED), File("b.yaml", other)]
        import_files(project, files, "me")
    app = opened(show, "odd.csv", ODD)
    assert "Several questionnaires fit alike, or none" in said(app)
    assert not [each for each in app.button if each.label == "Import"]


COUNTS = (
    "ReportingPeriod,OrgType,OrgCode,VariableType,VariableA,VariableB,"
    "Count_FinishedCourseTreatment,Count_NotAtCaseness,Count_Recovery\n"
    "2021-22,England,all,Ethnic Group,White,British,1203,103,550\n"
    "2021-22,Provider,RX1,Ethnic Group,White,British,105,5,50\n"
    "2021-22,Provider,RX1,Ethnic Group,White,Irish,35,*,15\n"
)


def test_areas_of_annual_counts_are_chosen_and_give_spans(show: Show, home: Path) -> None:
    app = opened(show, "annual.csv", COUNTS.encode())
    assert "3 counts of 1 group in 1 area" in said(app)
    app = fine(app.multiselect(key="import.levels").set_value(["England", "Provider"]).run())
    assert "9 counts of 2 groups in 2 areas" in said(app)
    press(app, "Import")
    with open_project(home / "empty.mm") as project:
        assert set(read_study(project).counts["area"]) == {"England", "RX1"}
    app = fine(show("outcomes", "empty"))
    assert list(app.selectbox(key="outcomes.numbers").options) == ["Counts of RX1"]
    table = app.dataframe[0].value.set_index("Group")
    assert " to " in table.loc["White Irish", "95% interval"]
    assert table.loc["White Irish", "Rate"] == "35.1 to 58.6%"  # 13 of 37 to 17 of 29
    assert not app.error
    assert "span" in table.loc["White Irish", "Note"]
    assert list(app.selectbox(key="outcomes.measure").options) == ["Recovery"]
    assert "rounded to 5" in said(app)


def test_areas_that_came_in_stand_beside_each_other_in_a_funnel(show: Show) -> None:
    head, *_ = COUNTS.splitlines()
    rows = ["2021-22,England,all,Total,NULL,NULL,12000,1000,5500"]
    rows += [
        f"2021-22,ICB,Q{k},Total,NULL,NULL,{400 + 100 * k},50,{150 + 50 * k}" for k in range(4)
    ]
    rows += ["2021-22,England,all,Ethnic Group,White,British,9000,800,4400"]
    rows += ["2021-22,England,all,Ethnic Group,White,Irish,300,30,120"]
    app = opened(show, "annual.csv", "\n".join([head, *rows]).encode())
    app = fine(app.multiselect(key="import.levels").set_value(["England", "ICB"]).run())
    press(app, "Import")
    app = fine(show("outcomes", "empty"))
    assert "Of 4 areas, against England’s 50.0%" in said(app)
    assert not app.error


def test_months_of_everyone_make_a_chart_over_time(show: Show) -> None:
    head = (
        "REPORTING_PERIOD_START,GROUP_TYPE,ORG_CODE1,ORG_CODE2,MEASURE_NAME,"
        "MEASURE_VALUE_SUPPRESSED"
    )
    rows = [
        f"01/{k:02}/2024,England,all,all,{name},{value + k % 3}"
        for k in range(1, 13)
        for name, value in (("Count_FinishedCourseTreatment", 900), ("Count_NotAtCaseness", 90),
                            ("Count_Recovery", 400))
    ]  # fmt: skip
    app = opened(show, "months.csv", "\n".join([head, *rows]).encode())
    press(app, "Import")
    app = fine(show("outcomes", "empty"))
    assert "No period is more than noise" in said(app)
    assert "no gap yet" in said(app)
    assert not app.error


def test_counts_of_one_step_alone_are_said_to_give_no_rate(show: Show) -> None:
    head = "ReportingPeriod,OrgType,OrgCode,VariableType,VariableA,VariableB,Count_Recovery"
    rows = [f"2021-22,England,all,Ethnic Group,White,{name},50" for name in ("British", "Irish")]
    app = opened(show, "annual.csv", "\n".join([head, *rows]).encode())
    press(app, "Import")
    app = fine(show("outcomes", "empty"))
    assert "No numerator comes with its denominator" in said(app)
