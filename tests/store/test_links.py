"""Tests of storing links, documents and readings."""

from dataclasses import replace

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.model import RELATIONS, Audit, AuditEntry, Link
from mixedmethods.store.links import (
    add_documents,
    add_file,
    add_reading,
    documents,
    files,
    links,
    readings,
    remove_link,
    save_link,
)

LINK = Link("", "A", "m", "2021-22", "White British", "complement", "They waited.")


def test_a_link_comes_out_as_it_went_in_with_its_author_and_date(project):
    full = replace(
        LINK, quotes=("1", "2"), items=("Q",), literature=("X",), recommendations=("4",),
        evidence=(("rate", "50.0"), ("rate", "gap")), author="nobody", changed="never", version=9,
    )  # fmt: skip
    id = save_link(project, full, "Ann")
    (kept,) = links(project)
    assert kept == replace(full, id=id, author="Ann", changed=kept.changed, version=1)
    assert kept.changed > "2020-01-01T00:00:00+00:00"


def test_of_two_editors_the_second_is_told(project):
    id = save_link(project, LINK, "Ann")
    (seen_by_both,) = links(project)
    save_link(project, replace(seen_by_both, reason="Better."), "Ann")
    with pytest.raises(ProjectError, match="must be as it was when you opened it"):
        save_link(project, replace(seen_by_both, reason="Mine."), "Bo")
    with pytest.raises(ProjectError, match="must be as it was when you opened it"):
        remove_link(project, seen_by_both, "Bo")
    (kept,) = links(project)
    assert (kept.id, kept.reason, kept.version, kept.author) == (id, "Better.", 2, "Ann")


def test_a_link_is_withdrawn_once_and_comes_back_by_undo(project):
    save_link(project, LINK, "Ann")
    (kept,) = links(project)
    remove_link(project, kept, "Bo")
    with pytest.raises(ProjectError, match="withdrawn meanwhile"):
        remove_link(project, kept, "Ann")
    with pytest.raises(ProjectError, match="removed meanwhile"):
        save_link(project, kept, "Ann")
    assert links(project) == ()
    project.undo("Bo")
    assert links(project) == (kept,)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_judgement_needs_a_reason(project, relation):
    link = replace(LINK, relation=relation, reason=" ")
    if relation == "not assessed":
        assert save_link(project, link, "Ann")
    else:
        with pytest.raises(ProjectError, match=f"A judgement of {relation} must give its reason"):
            save_link(project, link, "Ann")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"relation": "proof"}, "Got 'proof'"),
        ({"code": "Z"}, "Got 'Z', which is not there"),
        ({"measure": "z"}, "Got 'z', which is not there"),
        ({"id": "gone"}, "changed or removed meanwhile"),
    ],
)
def test_a_faulty_link_is_refused(project, changes, message):
    with pytest.raises(ProjectError, match=message):
        save_link(project, replace(LINK, **changes), "Ann")
    assert links(project) == ()


def test_documents_come_out_in_order_and_once(empty):
    works = [{"id": "B/2", "title": "B", "body": {"n": 1}}, {"id": "A", "title": "A", "body": {}}]
    with empty.change("Ann", "Import") as change:
        add_documents(change, "literature", works)
        add_documents(change, "recommendation", works[1:])
    assert documents(empty, "literature") == works
    assert documents(empty, "recommendation") == works[1:]
    with pytest.raises(ProjectError, match="Got 1 that"), empty.change("Ann", "Again") as change:
        add_documents(change, "literature", [{"id": "new", "title": "N", "body": {}}, works[1]])
    assert documents(empty, "literature") == works


def test_readings_come_out_as_they_came_and_once(empty):
    rows = [{"row_id": f"L{k}", "relation": "silence"} for k in range(12)]
    with empty.change("Ann", "Import") as change:
        add_reading(change, "ledger", rows)
    assert readings(empty) == {"ledger": rows}
    with pytest.raises(ProjectError, match="Got 'ledger'"), empty.change("Ann", "Again") as change:
        add_reading(change, "ledger", rows)


def test_files_are_listed_with_their_audit(empty):
    audit = Audit(2, 1, (AuditEntry(3, "dropped", "no answer", "Q1"),))
    with empty.change("Ann", "Import") as change:
        add_file(change, "a.csv", "survey", "abc", audit)
    (file,) = files(empty)
    assert [file[name] for name in ("name", "kind", "author", "kept", "dropped", "audit")] == [
        "a.csv",
        "survey",
        "Ann",
        2,
        1,
        [[3, "dropped", "no answer", "Q1"]],
    ]
