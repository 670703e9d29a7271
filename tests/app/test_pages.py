"""Every page: with the sample, with an empty project, with wrong input."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from mixedmethods.desk.intake import File, import_files
from mixedmethods.desk.reading import save_link
from mixedmethods.model import Link
from mixedmethods.store import open_project, schema
from mixedmethods.store.codes import change_code, codes
from mixedmethods.store.codings import codings, decisions
from mixedmethods.store.links import links
from mixedmethods.store.settings import change_settings, settings
from mixedmethods.store.texts import read_source, source_ids

Show = Callable[..., AppTest]
PAGES = (
    "overview", "import_files", "survey", "knowledge", "base_audit", "free_text", "code",
    "suggestions", "codebook", "matrices", "quotes", "agreement", "outcomes", "pathway",
    "deprivation", "models", "links", "joint_display", "thread", "coverage", "claim_check",
    "findings", "checklists", "report", "project",
)  # fmt: skip


def fine(app: AppTest) -> AppTest:
    assert not app.exception, [each.value for each in app.exception]
    return app


def words(app: AppTest) -> str:
    """Return all that a page says in sentences."""
    kinds = (
        app.title, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error,
        app.text, app.toast,
    )  # fmt: skip
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def component(app: AppTest) -> dict:
    (element,) = app.get("bidi_component")
    return json.loads(element.proto.json)


def send(app: AppTest, *ops: dict) -> AppTest:
    """Deliver what the transcript view would send (AppTest has no public way)."""
    (element,) = app.get("bidi_component")
    document = component(app)["document"]
    state = app._tree.get_widget_states()
    sent = [{"document": document, **op} for op in ops]
    state.widgets.append(WidgetState(id=element.proto.id, json_value=json.dumps({"ops": sent})))
    return fine(app._run(state))


def apply(id: str, start: int, end: int, *codes_: str) -> dict:
    selections = [{"start": start, "end": end, "quote": ""}]
    return {"id": id, "type": "apply", "selections": selections, "codes": list(codes_)}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_the_sample_without_an_error(show: Show, page: str) -> None:
    app = fine(show(page))
    assert app.title
    assert not app.error


@pytest.mark.parametrize("page", [page for page in PAGES if page != "project"])
def test_every_page_says_what_an_empty_project_lacks(show: Show, page: str) -> None:
    app = fine(show(page, "empty"))
    assert not app.error
    assert "yet" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_asks_for_a_project_where_none_is_there(
    show: Show, home: Path, page: str
) -> None:
    for file in home.glob("*.mm*"):
        file.unlink()
    assert "No project is open" in words(fine(show(page)))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_so_when_the_file_is_no_project(show: Show, home: Path, page: str) -> None:
    (home / "broken.mm").write_text("not a database")
    app = fine(show(page, "broken"))
    assert "must be a mixedmethods project" in words(app)


def test_the_overview_counts_the_four_strands_and_says_what_limits_them(show: Show) -> None:
    said = words(show("overview"))
    for part in (
        "Synthetic sample study",
        "41 + 11 respondents",
        "378 turns, 307 of them by 22 participants",
        "204 codings with 40 codes",
        "160 rates, none with counts",
        "no speaker's ethnic group is on record",
        "11 commissioners answered, so one person is 9.1 points",
    ):
        assert part in said


def test_undo_on_the_overview_takes_back_ones_own_last_change_only(show: Show) -> None:
    app = show("overview")
    (undo,) = [button for button in app.button if button.label == "Undo my last change"]
    assert "no change to take back" in words(fine(undo.click().run()))


def test_import_shows_an_account_and_stores_nothing_before_it_is_told_to(
    show: Show, home: Path
) -> None:
    app = show("import_files", "empty")
    app.get("file_uploader")[0].upload("FG9.txt", b"Ann: Hello\nBob: Good day", "text/plain")
    assert "FG9: 2 turns said by Ann 1, Bob 1; moderator: nobody" in words(fine(app.run()))
    with open_project(home / "empty.mm") as project:
        assert source_ids(project) == []
    (button,) = [each for each in app.button if each.label == "Import"]
    fine(button.click().run())
    with open_project(home / "empty.mm") as project:
        assert source_ids(project) == ["FG9"]


def test_a_wrong_file_gives_one_sentence_and_no_import_button(show: Show) -> None:
    app = show("import_files", "empty")
    app.get("file_uploader")[0].upload("notes.txt", b"no speaker here", "text/plain")
    fine(app.run())
    (error,) = app.error
    assert "Each turn must start with its speaker" in error.value
    assert not [button for button in app.button if button.label == "Import"]


def test_the_survey_page_prints_the_session_lengths_of_both_roles(show: Show) -> None:
    app = show("survey")
    tops = app.dataframe[0].value
    row = tops[tops["Question"] == "Sessions of different lengths"].iloc[0]
    assert row["Clinical leads"] == "37 of 41 (90%, 77.5 to 96.1)"
    assert row["Commissioners"] == "4 of 11 (36%, 15.2 to 64.6)"
    assert "Few answered: Commissioners 11. One person is up to 9.1 points" in words(app)


def test_the_survey_page_says_what_these_sizes_could_show_and_gives_p_last(show: Show) -> None:
    app = show("survey")
    sure = next(each.value for each in app.dataframe if "p" in each.value.columns)
    row = sure[sure["Question"] == "Sessions of different lengths"].iloc[0]
    assert row["Difference in points"] == "+53.9 (22.9 to 75.9)"
    assert row["Could be shown from"].endswith(" points")
    assert list(sure.columns)[-2:] == ["p", "p, adjusted"]
    assert "People who chose to answer do not stand for all of their role" in words(app)


def test_the_survey_page_hides_small_counts_and_lists_them_for_the_owner(show: Show) -> None:
    app = show("survey")
    app.selectbox(key="survey.hiding").set_value("Under 5 hidden").run()
    assert not app.exception
    every = app.dataframe[-1].value
    assert (every["Commissioners"] == "hidden, of 11").any()
    assert not every["Commissioners"].str.match("[1-4] of").any()
    listed = app.dataframe[0].value
    assert set(listed["Reason"]) <= {"fewer than 5", "would give another away"}
    assert (listed.loc[listed["Reason"] == "fewer than 5", "Number"] < 5).all()
    app.selectbox(key="survey.hiding").set_value("Under 5 hidden, rounded to 5").run()
    assert not app.exception
    assert "rounded" in " ".join(each.value for each in app.caption)


def test_the_survey_page_splits_by_region_and_by_nothing(show: Show) -> None:
    app = show("survey")
    for split in ("CL_REGION", ""):
        app.selectbox(key="survey.by").set_value(split)
        fine(app.run())
        assert not app.error


def test_the_knowledge_page_says_that_the_raters_cannot_be_those_named(show: Show) -> None:
    app = show("knowledge")
    assert "at most 7 can have said “minimal” or “fair” on knowledge" in words(app)
    assert "The totals alone rule out that all of them did" in words(app)
    named = "knowledge.Answers on knowledge that the statement names.CL_PPG_KNOW"
    app.multiselect(key=named).set_value(["little to no knowledge", "minimal", "fair"])
    fine(app.run())
    assert "Whether all of them did cannot be told" in words(app)
    app.multiselect(key=named).set_value([])
    fine(app.run())
    assert "needs at least one answer on each side" in words(app)


def test_the_knowledge_page_takes_any_ordered_questions_and_splits(show: Show) -> None:
    app = show("knowledge")
    for id in app.selectbox(key="knowledge.Knowledge").options[:4]:
        app.selectbox(key="knowledge.Knowledge").set_value(id)
        assert not fine(app.run()).error, id
    app.selectbox(key="knowledge.Group by group").set_value("")
    assert not fine(app.run()).error


def test_the_base_audit_page_lists_the_eight_and_what_fits_together(show: Show) -> None:
    app = show("base_audit")
    assert "8 of 62 need an explanation" in words(app)
    table = app.dataframe[-2].value
    assert table["Verdict"].tolist()[:2] == ["Not on this base", "Only as a sum of rounded shares"]
    together = app.dataframe[-1].value
    adapted = together[together["Question"] == "Availability of culturally adapted therapy"]
    assert adapted["Bases that fit"].item() == "41"


def test_the_base_audit_page_begins_with_an_empty_table_where_nothing_is_noted(show: Show) -> None:
    app = fine(show("base_audit", "empty"))
    assert "No line has a percentage and a base yet" in words(app)


@pytest.mark.parametrize("instrument", ["clinical_lead", "commissioner"])
def test_every_question_and_block_can_be_shown_by_role(show: Show, instrument: str) -> None:
    app = show("survey")
    app.selectbox(key="survey.instrument").set_value(instrument)
    fine(app.run())
    for choice in app.selectbox(key="survey.item").options:
        app.selectbox(key="survey.item").set_value(choice)
        assert not fine(app.run()).error, choice


def test_the_outcomes_page_counts_the_groups_below_and_says_why_there_is_no_interval(
    show: Show,
) -> None:
    app = show("outcomes")
    expected = {"access_rate": 11, "course_rate": 14, "recovery": 9,
                "reliable_improvement": 12, "reliable_recovery": 9}  # fmt: skip
    for measure, below in expected.items():
        app.selectbox(key="outcomes.measure").set_value(measure)
        fine(app.run())
        assert f"{below} of 15 groups" in words(app)
        assert "Counts not supplied" in words(app)


def test_the_codebook_page_saves_an_edit_and_refuses_an_empty_name(show: Show, home: Path) -> None:
    app = show("codebook")
    name = next(each for each in app.text_input if each.label == "Name")
    name.set_value("Information in time")
    save = next(each for each in app.button if each.label == "Save")
    fine(save.click().run())
    with open_project(home / "sample.mm") as project:
        held = {code.id: code for code in codes(project)}
    assert held["AC-INFO"].name == "Information in time"
    name = next(each for each in app.text_input if each.label == "Name")
    name.set_value(" ")
    save = next(each for each in app.button if each.label == "Save")
    assert "must have a name" in words(fine(save.click().run()))


def test_a_link_needs_a_reason_and_is_then_stored_with_its_evidence(show: Show, home: Path) -> None:
    app = show("links")
    relation = next(each for each in app.radio if each.label == "Relation")
    relation.set_value("complement")
    save = next(each for each in app.button if each.label == "Save the link")
    assert "must give its reason" in words(fine(save.click().run()))
    next(each for each in app.radio if each.label == "Relation").set_value("complement")
    app.text_area[0].set_value("People did not know what was on offer.")
    save = next(each for each in app.button if each.label == "Save the link")
    fine(save.click().run())
    with open_project(home / "sample.mm") as project:
        (link,) = links(project)
    assert (link.code, link.measure, link.relation) == ("AC-INFO", "access_rate", "complement")
    assert ("Theme AC-INFO", "12 segments, 12 speakers, 4 of 4 groups") in link.evidence
    assert link.author == "ana"


def test_a_coding_sent_twice_is_stored_once_and_acknowledged(show: Show, home: Path) -> None:
    app = show("code")
    turn = component(app)["turns"][2]
    op = apply("op-1", turn["start"], turn["start"] + 6, "AC-WAIT", "GE-NEG")
    send(app, op)
    send(app, op)
    assert "op-1" in component(app)["acked"]
    with open_project(home / "sample.mm") as project:
        frame = codings(project)
        source = read_source(project, component(app)["document"].rpartition("|")[2])
    own = frame[frame["coder"] == "ana"]
    assert sorted(own["code"]) == ["AC-WAIT", "GE-NEG"]
    assert set(own["quote"]) == {source.text[turn["start"] : turn["start"] + 6]}


def test_a_coding_outside_the_turns_is_refused_with_a_sentence(show: Show, home: Path) -> None:
    app = send(show("code"), apply("op-1", 0, 5, "AC-WAIT"))
    assert "must lie inside one turn" in component(app)["refused"]["op-1"]
    with open_project(home / "sample.mm") as project:
        assert not (codings(project)["coder"] == "ana").any()


def test_suggestions_come_on_request_and_are_decided_one_by_one(show: Show, home: Path) -> None:
    app = show("code")
    assert {span["status"] for span in component(app)["spans"]} == {"coding"}
    app.toggle(key="code.suggest").set_value(True)
    fine(app.run())
    first, second = [s for s in component(app)["spans"] if s["status"] == "suggested"][:2]
    send(
        app,
        {"id": "yes", "type": "accept", "span": first["id"]},
        {"id": "no", "type": "reject", "span": second["id"]},
    )
    left = {span["id"] for span in component(app)["spans"]}
    assert not left & {first["id"], second["id"]}
    with open_project(home / "sample.mm") as project:
        frame, decided = codings(project), decisions(project)
    assert frame[frame["coder"] == "ana"]["origin"].tolist() == ["accepted suggestion"]
    assert sorted(decided["decision"]) == ["accepted", "rejected"]


def test_the_report_page_writes_both_files(show: Show) -> None:
    app = show("report")
    button = next(each for each in app.button if each.label == "Write the report")
    fine(button.click().run())
    assert [each.label for each in app.get("download_button")] == [
        "Report as .docx",
        "Report as .html",
        "Every table as .xlsx",
        "REFI-QDA project (.qdpx)",
        "Codebook (.qdc)",
        "Highlighted texts (.html)",
        "Codings (.csv)",
        "Everything as an archive (.zip)",
    ]


def test_a_new_project_is_made_in_the_sidebar_and_a_bad_name_is_refused(
    show: Show, home: Path
) -> None:
    app = show("overview")
    app.selectbox(key="frame.project").set_value("New project ...")
    fine(app.run())
    app.text_input[0].set_value("../away")
    make = next(each for each in app.button if each.label == "Make it")
    assert "must be of letters" in words(fine(make.click().run()))
    app.text_input[0].set_value("My review")
    make = next(each for each in app.button if each.label == "Make it")
    fine(make.click().run())
    assert (home / "My review.mm").exists()
    assert "My review" in words(app)


def test_names_from_files_are_shown_as_they_stand_not_as_markup(show: Show, home: Path) -> None:
    app = show("import_files", "empty")
    name = "![x](http://a.example)<b>.txt"
    app.get("file_uploader")[0].upload(name, b"Ann: Hello", "text/plain")
    fine(app.run())
    shown = [each.value for each in app.markdown if "a.example" in each.value]
    assert shown == [r"**\!\[x\]\(http\://a.example\)\<b\>.txt** (transcript)"]


def test_an_edit_of_a_code_that_somebody_changed_meanwhile_is_refused_and_kept(
    show: Show, home: Path
) -> None:
    app = show("codebook")
    with open_project(home / "sample.mm") as project:
        (code,) = [each for each in codes(project) if each.id == "AC-INFO"]
        change_code(project, replace(code, name="Theirs"), "ben")
    name = next(each for each in app.text_input if each.label == "Name")
    name.set_value("Mine")
    save = next(each for each in app.button if each.label == "Save")
    fine(save.click().run())
    assert "changed or removed meanwhile" in words(app)
    assert next(each for each in app.text_input if each.label == "Name").value == "Mine"
    app.run()
    assert "Somebody has changed this" in words(app)
    renew = next(each for each in app.button if each.label == "Show the new version")
    fine(renew.click().run())
    assert next(each for each in app.text_input if each.label == "Name").value == "Theirs"


def test_a_link_whose_rates_are_gone_can_still_be_withdrawn(show: Show, home: Path) -> None:
    link = Link("", "AC-INFO", "recovery", "2021-22", "White British", "complement", "A reason.")
    with open_project(home / "sample.mm") as project:
        id = save_link(project, link, "ana")
        with project.change("ben", "Take the rates away") as change:
            rows = change.connection.execute(sa.select(schema.rates)).mappings().all()
            for row in rows:
                if row["period"] == "2021-22" and row["measure"] == "recovery":
                    change.delete(schema.rates, row)
    app = show("links")
    app.selectbox(key="links.link").set_value(id)
    fine(app.run())
    withdraw = next(each for each in app.button if each.label == "Withdraw this link")
    fine(withdraw.click().run())
    with open_project(home / "sample.mm") as project:
        assert links(project) == ()


def test_a_project_that_is_gone_is_not_replaced_by_another(show: Show) -> None:
    app = fine(show("overview", "gone"))
    assert "gone is not in the folder any more" in words(app)
    assert "No project is open" in words(app)


def test_nothing_is_stored_in_a_file_that_was_taken_away(show: Show, home: Path) -> None:
    app = show("code")
    turn = component(app)["turns"][2]
    (home / "sample.mm").rename(home / "moved.elsewhere")
    app = send(app, apply("op-1", turn["start"], turn["start"] + 6, "AC-WAIT"))
    assert "No project is open" in words(app)


def test_free_text_is_ranked_by_people_with_who_was_silent_and_their_words(show: Show) -> None:
    app = fine(show("free_text"))
    people, ranked, quotes = (each.value for each in app.dataframe)
    assert people["Left every box empty"].tolist() == [4, 0]
    assert ranked.iloc[0].tolist() == [
        "Rests on individuals", "10 of 37 (27%, 15.4 to 43.0)", "0 of 11 (0%, 0.0 to 25.9)",
    ]  # fmt: skip
    assert len(quotes) == 10


def test_nothing_in_free_text_is_counted_in_reflexive_analysis(show: Show, home: Path) -> None:
    with open_project(home / "sample.mm") as project:
        how = replace(settings(project), approach="reflexive")
        change_settings(project, how, how.lead or "me")
    app = fine(show("free_text"))
    assert "codings are not counted" in words(app)
    assert not app.dataframe


def test_answers_of_an_older_project_are_made_ready_on_the_page(show: Show, home: Path) -> None:
    with (
        open_project(home / "sample.mm") as project,
        project.change("me", "As it was") as change,
    ):
        free = schema.sources.c.kind == "free text"
        ids = list(change.connection.execute(sa.select(schema.sources.c.id).where(free)).scalars())
        for table, column in (("codings", "source"), ("turns", "source"), ("sources", "id")):
            rows = getattr(schema, table)
            change.connection.execute(sa.delete(rows).where(rows.c[column].in_(ids)))
    app = fine(show("free_text"))
    (button,) = [each for each in app.button if each.label == "Make them ready to code"]
    fine(button.click().run())
    with open_project(home / "sample.mm") as project:
        assert set(source_ids(project, "free text")) == set(ids)


STAFF = b"""\
schema: instrument/1
id: staff
title: Staff
scales:
  agree: {kind: ordinal, options: [very low, low, high, very high], aside: [don't know],
          scores: [1, 2, 3, 4]}
items:
  - {id: TRUST, wording: Trust, type: likert, scale: agree}
  - {id: DOUBT, wording: Doubt, type: likert, scale: agree, reverse: yes}
  - {id: YEARS, wording: Years in the post, type: numeric}
"""


def test_dont_know_stands_apart_and_means_are_shown_where_scores_are_declared(
    show: Show, home: Path
) -> None:
    answers = b"id,TRUST,DOUBT,YEARS\na,high,low,2\nb,don't know,very low,4.5\n"
    with open_project(home / "empty.mm") as project:
        import_files(project, [File("a.yaml", STAFF), File("a.csv", answers)], "me")
    app = fine(show("survey", "empty"))
    assert "Outside the base" in words(app)
    tables = [each.value for each in app.dataframe]
    (apart,) = [table for table in tables if "don't know" in set(table.get("Answer", ()))]
    assert "1 of 2" in apart[apart["Question"] == "Trust"]["staff"].iloc[0]
    (means,) = [table for table in tables if "Mean" in table]
    assert means["Mean"].tolist() == ["3", "3.5 (\u22122.85 to 9.85)"]
    (choice,) = [each for each in app.selectbox if each.label == "Question or block"]
    fine(choice.set_value("Years in the post (YEARS)").run())
    assert app.dataframe[0].value["Median"].tolist() == ["3.25 (2.63 to 3.88)"]


def test_percentages_come_from_a_file_too(show: Show) -> None:
    app = show("base_audit", "empty")
    fine(app.segmented_control(key="base_audit.source").set_value("file").run())
    assert "Table with the columns percent and base" in [
        each.proto.label for each in app.get("file_uploader")
    ]
    app.get("file_uploader")[0].upload("p.csv", b"percent,base,item\n55%,41,A\n56,41,B\n")
    assert "1 of 2 needs an explanation" in words(fine(app.run()))
    app.get("file_uploader")[0].upload("p.csv", b"percent,base\n55,some\n")
    assert "must hold whole numbers" in words(fine(app.run()))


def test_the_survey_page_draws_top_answers_as_dots_and_weighs_by_a_number(
    show: Show, home: Path
) -> None:
    answers = b"id,TRUST,DOUBT,YEARS\na,high,low,3\nb,low,very low,1\n"
    with open_project(home / "empty.mm") as project:
        import_files(project, [File("a.yaml", STAFF), File("a.csv", answers)], "me")
    app = show("survey", "empty")
    app.selectbox(key="survey.by").set_value("")
    app.segmented_control(key="survey.kind").set_value("Top answers, with intervals")
    assert "Share with the top answers" in words(fine(app.run()))
    fine(app.selectbox(key="survey.weights").set_value("YEARS").run())
    (table,) = [each.value for each in app.dataframe if "Effective base" in each.value]
    row = table[(table["Question"] == "Trust") & (table["Answer"] == "high")].iloc[0]
    assert row["People"] == "1 of 2"
    assert row["Weighted share"].startswith("75.0% (")
    assert row["Effective base"] == "1.6"
