"""Tests of reading surveys: every answer kept or accounted for, none of them quoted."""

import pytest

from mixedmethods.errors import DataError, FileError
from mixedmethods.ingest.surveys.answers import read_survey
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.model import AuditEntry, Case, Instrument, Item, Scale

HEAD = "respondent_id,role,TRUST,BOX,WHY\n"


def read(rows, instrument, head=HEAD, **options):
    return read_survey("a.csv", f"{head}{rows}".encode(), instrument, **options)


def answers(survey):
    return [dict(case.variables) for case in survey.respondents]


def remarks(survey):
    return [(e.row, e.outcome, e.column) for e in survey.audit.entries]


@pytest.mark.parametrize(
    ("file", "instrument", "rows", "regions"),
    [
        ("clinical_leads_demo.csv", "clinical_lead", 41, [2, 8, 4, 4, 14, 3, 6]),
        ("commissioners_demo.csv", "commissioner", 11, [1, 2, 1, 3, 2, 1, 1]),
    ],
)
def test_sample_surveys_are_read_whole(sample, sample_instrument, file, instrument, rows, regions):
    asked = sample_instrument(instrument)
    survey = read_survey(file, sample(file), asked)
    assert (survey.audit.kept, survey.audit.dropped, survey.unknown) == (rows, 0, ())
    assert len({case.id for case in survey.respondents}) == rows
    region = next(item for item in asked.items if item.wording == "NHS region")
    given = [row[region.id] for row in answers(survey)]
    assert [given.count(option) for option in region.scale.options] == regions


def test_sample_commissioner_who_answered_off_the_route_is_kept_and_flagged(
    sample, sample_instrument
):
    name = "commissioners_demo.csv"
    survey = read_survey(name, sample(name), sample_instrument("commissioner"))
    assert survey.audit.entries == (
        AuditEntry(1, "flagged", "column belongs to no item; not imported", "synthetic"),
        AuditEntry(
            8,
            "flagged",
            "answered, although the route from CO_RES leads past it; kept and counted",
            "CO_RES_NEED",
        ),
    )
    assert "CO_RES_NEED" in answers(survey)[6]


def test_answers_become_option_labels_and_free_text_stays_as_written(instrument):
    survey = read('L1,clinical_lead,Disagree ,ticked," Well, ""no"" "\n', instrument)
    assert survey.respondents == (
        Case(
            "L1",
            "respondent",
            (
                ("TRUST", "disagree"),
                ("BOX", "ticked"),
                ("WHY", ' Well, "no" '),
                ("role", "clinical_lead"),
            ),
        ),
    )
    assert survey.audit.entries == ()


@pytest.mark.parametrize("given", ["don’t know,  or AGREE", "don't know, or agree", "3", " 3 "])
def test_case_quotes_spaces_and_codes_do_not_change_an_answer(instrument, given):
    assert answers(read(f'L1,,"{given}",,\n', instrument))[0]["TRUST"] == "don't know, or agree"


def test_ones_and_noughts_are_ticks(instrument):
    found = answers(read("L1,,,1,\nL2,,,0,\nL3,,1,,\n", instrument))
    assert [row.get("BOX") for row in found] == ["ticked", "not ticked", None]


def test_columns_may_be_headed_by_wording(instrument):
    head = '"Response ID","DO YOU  TRUST IT?","leaflets, or films",Why?\n'
    found = answers(read("7,disagree,1,Because.\n", instrument, head))
    assert found == [
        {"TRUST": "disagree", "BOX": "ticked", "WHY": "Because.", "role": "clinical_lead"}
    ]


def test_unknown_answers_are_listed_by_place_and_never_quoted(instrument):
    with pytest.raises(FileError) as error:
        read("L1,,secret one,,\nL2,,neither,maybe secret,\n", instrument)
    assert "Got 2 in a.csv that are not (row 2, column TRUST; row 3, column BOX)" in str(
        error.value
    )
    assert "secret" not in str(error.value)


def test_a_long_list_of_unknown_answers_is_cut_and_counted(instrument):
    rows = "".join(f"L{k},,secret,,\n" for k in range(12))
    with pytest.raises(FileError, match=r"Got 12 .* row 11, column TRUST; and 2 more"):
        read(rows, instrument)


def test_unknown_answers_may_be_left_out_with_a_remark_on_each(instrument):
    survey = read(
        "L1,,secret,1,\nL2,,neither,1,\nL3,,secret,,\n", instrument, leave_out_unknown=True
    )
    assert [set(row) for row in answers(survey)] == [
        {"BOX", "role"},
        {"TRUST", "BOX", "role"},
        {"role"},
    ]
    assert survey.unknown == ((2, "TRUST"), (4, "TRUST"))
    places = [(1, "flagged", "BOX"), (2, "flagged", "TRUST"), (4, "flagged", "TRUST")]
    assert remarks(survey) == places
    assert "secret" not in f"{survey.audit}"


def test_blank_rows_repeated_respondents_and_other_roles_are_dropped_with_their_reason(instrument):
    survey = read(
        "L1,clinical_lead,disagree,,\n"
        "\n"
        "L1,clinical_lead,disagree,,\n"
        "L1,clinical_lead,neither,,\n"
        "L2,commissioner,neither,,\n"
        "L3,clinical_lead,,,  \n"
        "L4,,neither,,\n",
        instrument,
    )
    assert [case.id for case in survey.respondents] == ["L1", "L4"]
    assert (survey.audit.kept, survey.audit.dropped) == (2, 5)
    assert [(e.row, e.reason) for e in survey.audit.entries] == [
        (3, "no answer in the whole row"),
        (4, "respondent already in row 2, with the same answers"),
        (5, "respondent already in row 2, with other answers"),
        (6, "the role is not clinical_lead"),
        (7, "no answer in the whole row"),
    ]


def test_role_is_known_by_its_heading_in_any_case(instrument):
    head = "respondent_id,Role,TRUST\n"
    survey = read("L1,Clinical_Lead,neither\nC1,commissioner,neither\n", instrument, head)
    assert [case.id for case in survey.respondents] == ["L1"]


def test_rows_without_an_id_are_known_by_their_number_and_never_taken_for_one_another(instrument):
    survey = read(",,neither,,\n,,neither,,\nrow 3,,disagree,,\n", instrument)
    assert [case.id for case in survey.respondents] == ["row 2", "row 3"]
    assert [(e.row, e.outcome) for e in survey.audit.entries] == [
        (2, "flagged"),
        (3, "flagged"),
        (4, "dropped"),
    ]


def test_answers_off_the_route_are_kept_and_flagged(instrument):
    survey = read("L1,,disagree,,a\nL2,,neither,,b\nL3,,,,c\nL4,,neither,,\n", instrument)
    assert [row.get("WHY") for row in answers(survey)] == ["a", "b", "c", None]
    assert remarks(survey) == [(3, "flagged", "WHY"), (4, "flagged", "WHY")]


def test_columns_that_are_no_items_and_items_without_a_column_are_flagged(instrument):
    survey = read("1,neither,a@b.org\n", instrument, "ID,TRUST,email\n")
    assert [(e.row, e.reason, e.column) for e in survey.audit.entries] == [
        (1, "identifies people or places; not imported", "email"),
        (1, "the file has no column for this item", "BOX"),
        (1, "the file has no column for this item", "WHY"),
    ]
    assert "a@b.org" not in f"{survey}"


def test_an_item_that_has_two_columns_is_read_from_the_first(instrument):
    survey = read("1,neither,disagree\n", instrument, "id,TRUST,Do you trust it?\n")
    assert answers(survey)[0]["TRUST"] == "neither"
    assert (1, "flagged", "Do you trust it?") in remarks(survey)


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        ("1,x\n", "id,other\n", "must be items of the instrument lead. Got none in a.csv"),
        ("", HEAD, "Got 0 other rows in a.csv"),
        ("C1,commissioner,neither,,\n", HEAD, "of the role clinical_lead. Got 1 other rows"),
        (",,,,\n", HEAD, "at least one row of answers"),
    ],
)
def test_a_file_without_answers_to_the_instrument_is_refused(instrument, rows, head, message):
    with pytest.raises(FileError) as error:
        read(rows, instrument, head)
    assert message in str(error.value)


def test_a_survey_against_the_wrong_instrument_is_refused(sample, sample_instrument):
    with pytest.raises(FileError, match="must be items of the instrument commissioner"):
        read_survey("a.csv", sample("clinical_leads_demo.csv"), sample_instrument("commissioner"))


def test_a_workbook_gives_the_same_survey_as_the_text_file(instrument, xlsx):
    rows = [["id", "TRUST", "BOX", "WHY"], [1, 3, 1, "a"], [2, "neither", 0, None]]
    text = "id,TRUST,BOX,WHY\n1,3,1,a\n2,neither,0,\n"
    assert read_survey("a.xlsx", xlsx(rows), instrument) == read_survey(
        "a.csv", text.encode(), instrument
    )


MONKEY = (
    "Respondent ID,In place?,,Why?,In place?,\n,leaflets,films,Open-Ended Response,doors,ramps\n"
)


def listed(ids):
    """Return an instrument of two lists to tick whose question has one wording."""
    tick = Scale("tick", "binary", ("ticked", "not ticked"), ("1", "0"))
    items = tuple(Item(id.upper(), id, "multi", tick) for id in ids)
    return Instrument("lead", "Leads", "clinical_lead", items)


def test_an_empty_list_is_told_although_another_of_the_same_wording_is_ticked():
    asked = listed(("leaflets", "films", "doors", "ramps"))
    survey = read("1,,,so,doors,\n2,leaflets,,so,,ramps\n", asked, MONKEY)
    assert [row["LEAFLETS"] + ", " + row["DOORS"] for row in answers(survey)] == [
        "not ticked, ticked",
        "ticked, not ticked",
    ]
    told = [e.column for e in survey.audit.entries if "ticked nothing" in e.reason]
    assert told == ["In place?: leaflets"]


def test_an_empty_list_that_was_skipped_is_no_answer():
    asked = listed(("leaflets", "films", "doors", "ramps"))
    skipped = Reading(skipped=("In place?: leaflets",))
    survey = read("1,,,so,doors,\n", asked, MONKEY, reading=skipped)
    assert answers(survey) == [{"DOORS": "ticked", "RAMPS": "not ticked", "role": "clinical_lead"}]


def test_rows_to_keep_are_of_known_kinds(instrument):
    with pytest.raises(DataError, match="Got 'previews'"):
        read("1,,neither,,\n", instrument, reading=Reading(keep=("previews",)))


def test_a_row_without_answers_does_not_stand_for_its_respondent(instrument):
    survey = read("1,,,,\n1,,neither,,\n", instrument)
    assert [row["TRUST"] for row in answers(survey)] == ["neither"]


PLACE = Scale("place", "ordinal", ("1", "2", "3"))
RANKED = Instrument(
    "staff", "Staff", "staff",
    (
        *(Item(name, name, "rank", PLACE) for name in ("Time", "Money, or pay", "Rooms")),
        Item("YEARS", "Years in the post", "numeric", limits=(0, 60)),
    ),
)  # fmt: skip


def test_a_ranking_that_one_column_joins_gives_each_option_its_place():
    head = "ID,Start time,Completion time,Email,Name,What matters most?,Years in the post\n"
    rows = '1,a,b,,,"Money, or pay;Time;Rooms;",2\n2,a,b,,,"Rooms;Money, or pay;",1.5\n3,a,b,,,,7\n'
    survey = read(rows, RANKED, head)
    assert answers(survey) == [
        {"Time": "2", "Money, or pay": "1", "Rooms": "3", "YEARS": "2", "role": "staff"},
        {"Rooms": "1", "Money, or pay": "2", "YEARS": "1.5", "role": "staff"},
        {"YEARS": "7", "role": "staff"},
    ]


def test_a_ranking_with_a_column_per_option_holds_places():
    survey = read("a,2,1,,3\n", RANKED, 'respondent_id,Time,"Money, or pay",Rooms,YEARS\n')
    assert answers(survey)[0] == {"Time": "2", "Money, or pay": "1", "YEARS": "3", "role": "staff"}


@pytest.mark.parametrize("given", ["many", "61", "-1", "1 2", "1e9", "nan"])
def test_a_number_that_is_none_or_off_its_limits_is_off_the_scale(given):
    with pytest.raises(FileError, match="row 2, column YEARS"):
        read(f"a,{given}\n", RANKED, "respondent_id,YEARS\n")
    survey = read(f"a,{given}\nb,3\n", RANKED, "respondent_id,YEARS\n", leave_out_unknown=True)
    assert [row.get("YEARS") for row in answers(survey)] == [None, "3"]
