"""Tests of the questionnaire: what a researcher's instrument file means."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.model import Scale, read_instrument

FOUR = ["no", "rather no", "rather yes", "yes"]


def scales(**changes):
    return {"agree": {"kind": "ordinal", "options": FOUR, **changes}}


def scale_of(body):
    return read_instrument(body).items[0].scale


def only(scale):
    return {
        "scales": {"s": scale},
        "items": [{"id": "X", "wording": "X?", "type": "single", "scale": "s"}],
    }


def test_items_keep_the_order_of_the_file_and_their_scales(instrument_body):
    instrument = read_instrument(instrument_body())
    assert [item.id for item in instrument.items] == ["TRUST", "BOX", "WHY"]
    assert [item.id for item in instrument.closed] == ["TRUST", "BOX"]
    assert instrument.item("TRUST").scale == Scale(
        "agree", "ordinal", tuple(FOUR), (), tuple(FOUR[2:])
    )
    assert instrument.item("WHY").scale is None


def test_role_is_the_id_unless_the_file_names_one(instrument_body):
    assert read_instrument(instrument_body()).role == "lead"
    assert read_instrument(instrument_body(role="clinical lead")).role == "clinical lead"


@pytest.mark.parametrize(
    ("kind", "options", "neutral"),
    [
        ("ordinal", ("low", "middle", "high"), "middle"),
        ("ordinal", ("1", "2", "3", "4", "5"), "3"),
        ("ordinal", ("low", "high"), None),
        ("nominal", ("north", "middle", "south"), None),
        ("binary", ("ticked", "not ticked"), None),
    ],
)
def test_neutral_is_the_middle_of_an_odd_ordinal_scale(kind, options, neutral):
    assert Scale("s", kind, options).neutral == neutral


@pytest.mark.parametrize(
    ("scale", "top"),
    [
        ({"kind": "ordinal", "options": FOUR}, ("rather yes", "yes")),
        ({"kind": "ordinal", "options": FOUR, "top2": ["yes"]}, ("yes",)),
        ({"kind": "ordinal", "options": ["no", "perhaps", "yes"]}, ()),
        ({"kind": "nominal", "options": FOUR}, ()),
        ({"kind": "binary", "options": ["ticked", "not ticked"]}, ()),
        ({"kind": "binary", "options": ["No", "Yes"]}, ("Yes",)),
    ],
)
def test_top_is_what_counts_as_a_clear_yes(instrument_body, scale, top):
    assert scale_of(instrument_body(**only(scale))).top == top


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (["ticked", "not ticked"], ("1", "0")),
        (["not ticked", "ticked"], ("0", "1")),
        (["No", "Yes"], ("0", "1")),
        ([True, False], ("1", "0")),
        (["selected", "unselected"], ("1", "0")),
        (["left", "right"], ()),
        (["North", "Nottingham"], ()),
    ],
)
def test_a_tick_of_1_stands_for_the_option_that_affirms(instrument_body, options, codes):
    scale = scale_of(instrument_body(**only({"kind": "binary", "options": options})))
    assert scale.codes == codes


def test_yes_and_no_of_other_yaml_parsers_are_words_again(instrument_body):
    scale = scale_of(instrument_body(**only({"kind": "nominal", "options": [True, False, "?"]})))
    assert scale.options == ("Yes", "No", "?")


def test_numbers_as_options_and_codes_become_text(instrument_body):
    given = {"kind": "ordinal", "options": [1, 2, 3], "codes": [10, 20, 30]}
    scale = scale_of(instrument_body(**only(given)))
    assert (scale.options, scale.codes) == (("1", "2", "3"), ("10", "20", "30"))


def test_answers_aside_have_codes_and_are_no_top(instrument_body):
    given = scales(aside=["don't know"], codes=[1, 2, 3, 4, -1], scores=[0, "0.5", 1, 2])
    scale = scale_of(instrument_body(scales={**instrument_body()["scales"], **given}))
    assert (scale.aside, scale.offered) == (("don't know",), (*FOUR, "don't know"))
    assert scale.codes == ("1", "2", "3", "4", "-1")
    assert scale.top == tuple(FOUR[2:])
    assert scale.scores == (0, 0.5, 1, 2)


def test_unsure_in_the_middle_of_a_scale_has_its_place():
    scale = scale_of({"schema": "instrument/1", "id": "a", "title": "A",
                      **only({"kind": "ordinal", "options": ["no", "unsure", "yes"]})})  # fmt: skip
    assert scale.neutral == "unsure"


def test_numbers_have_limits_and_items_may_be_reverse(instrument_body):
    body = instrument_body()
    body["items"][0]["reverse"] = True
    body["items"].append({"id": "N", "wording": "N?", "type": "numeric", "limits": [0, "99.5"]})
    instrument = read_instrument(body)
    assert instrument.item("TRUST").reverse
    assert not instrument.item("BOX").reverse
    assert [(item.id, item.limits) for item in instrument.numeric] == [("N", (0, 99.5))]


def test_route_is_read_up_to_its_bracket(instrument_body):
    body = instrument_body()
    body["items"][2]["asked_if"] = "TRUST in [no, rather no]  (asked of those who do not)"
    assert read_instrument(body).item("WHY").asked_if == ("TRUST", ("no", "rather no"))


def test_comparable_item_and_its_quality_are_kept(instrument_body):
    body = instrument_body()
    body["items"][0]["comparable_with"] = {"item": "CO_TRUST", "quality": "near"}
    item = read_instrument(body).item("TRUST")
    assert (item.comparable, item.comparability) == ("CO_TRUST", "near")


def test_an_item_that_is_not_there_is_a_programmers_error(instrument_body):
    with pytest.raises(KeyError):
        read_instrument(instrument_body()).item("NOTHING")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"schema": "codebook/1"}, "must start with `schema: instrument/1`. Got 'codebook/1'"),
        ({"title": " "}, "lead must have `title`"),
        ({"id": None}, "The instrument must have `id`"),
        ({"id": "a/b"}, "must have no `/` in its id"),
        ({"items": []}, "at least one item"),
        ({"items": 5}, "`items` must be a list. Got int"),
        ({"items": ["TRUST"]}, "Each item must be a mapping"),
        ({"scales": ["agree"]}, "`scales` must be a mapping"),
        ({"scales": {"agree": FOUR}}, "Scale agree must be a mapping"),
        ({"scales": scales(kind="interval")}, "Got interval with 4"),
        ({"scales": scales(options=["yes"])}, "two options"),
        ({"scales": scales(kind="binary")}, "more if it is not binary"),
        ({"scales": scales(options="yes")}, "Got ordinal with 1"),
        ({"scales": scales(options=["yes", None, "no"])}, "Got an empty one"),
        ({"scales": scales(options=["yes", {"no": "never"}])}, "texts with a colon in quotes"),
        ({"scales": scales(options=["Yes", "yes"])}, "option of scale agree must have its own"),
        ({"scales": scales(codes=[1, 2])}, "Got 2 codes and 4 options"),
        ({"scales": scales(codes=[1, 2, 2, 3])}, "code of scale agree must have its own"),
        ({"scales": scales(top2=["Yes"])}, "`top2` of scale agree must name options"),
        ({"scales": scales(aside=["YES"])}, "option of scale agree must have its own"),
        ({"scales": scales(options=["no", "yes", "Don't know"])}, "Put it under `aside`"),
        ({"scales": scales(options=["N/A", "no", "yes"])}, "on no place of an order"),
        ({"scales": scales(scores=[1, 2])}, "Got 2 scores and 4 options"),
        ({"scales": scales(scores=[1, 2, 3, "lots"])}, "must hold numbers only"),
        ({"scales": {}}, "must name a declared scale. Got 'agree'"),
    ],
)
def test_a_faulty_instrument_is_refused_in_one_sentence(instrument_body, changes, message):
    with pytest.raises(FileError) as error:
        read_instrument(instrument_body(**changes))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"id": "trust"}, "Every item must have its own id. Got trust more than once"),
        ({"id": "Role"}, "no item of the id `role`"),
        ({"id": True}, "Each item must have `id`"),
        ({"wording": ""}, "Item NEW must have `wording`"),
        ({"type": "slider"}, "Item NEW must have a type of"),
        ({"type": "likert"}, "Item NEW must have `scale`"),
        ({"asked_if": "TRUST = no"}, "must read `ITEM in"),
        ({"asked_if": "NOBODY in [no]"}, "must name a closed item"),
        ({"asked_if": "WHY in [no]"}, "must name a closed item"),
        ({"asked_if": "TRUST in [No]"}, "options of its scale"),
        ({"comparable_with": ["CO_TRUST"]}, "`comparable_with` of NEW must be a mapping"),
        ({"reverse": "perhaps"}, "`reverse` of NEW must be yes or no"),
        ({"reverse": "yes"}, "on an ordinal scale to be `reverse`"),
        ({"type": "numeric", "limits": [5, 5]}, "the least and the most"),
        ({"type": "numeric", "limits": [0, "many"]}, "must hold numbers only"),
        ({"linked_themes": {"A": 1}}, "`linked_themes` of NEW must be a list"),
    ],
)
def test_a_faulty_item_is_refused_in_one_sentence(instrument_body, item, message):
    body = instrument_body()
    body["items"].append({"id": "NEW", "wording": "New?", "type": "free_text", **item})
    with pytest.raises(FileError) as error:
        read_instrument(body)
    assert message in str(error.value)


@pytest.mark.parametrize("body", [None, "text", 5, [], ["schema"], {}, {"schema": None}])
def test_what_is_no_instrument_at_all_is_refused(body):
    with pytest.raises(FileError, match="must start with `schema: instrument/1`"):
        read_instrument(body)
