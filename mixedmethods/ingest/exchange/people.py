"""Who coded and who spoke: users, variables and cases of another program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mixedmethods.ingest.exchange import xml
from mixedmethods.ingest.exchange.found import Found, Ref
from mixedmethods.ingest.exchange.texts import Text
from mixedmethods.model import Case, Selection

if TYPE_CHECKING:
    from lxml.etree import _Element

# What this program says of a case, and of a speaker who is none, where it has no better place.
KINDS = ("participant", "organisation", "respondent", "group")
ROLES = ("moderator", "speaker")
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class People:
    """The cases, whose turns are whose (source and number of the turn to case), and moderators."""

    cases: list[Case] = field(default_factory=list)
    speaking: dict[tuple[str, int], str] = field(default_factory=dict)
    moderated: set[tuple[str, int]] = field(default_factory=set)


def read_users(top: "_Element") -> dict[str, str]:
    """Return the name of each user by guid; two of one name are told apart by a number."""
    names: dict[str, str] = {}
    for each in xml.children(xml.child(top, "Users"), "User"):
        name = wanted = xml.get(each, "name", "id") or "Unnamed coder"
        number = 1
        while name in names.values():
            number += 1
            name = f"{wanted} {number}"
        names.setdefault(xml.guid_at(each, "guid"), name)
    return names


def read_variables(top: "_Element") -> dict[str, str]:
    """Return the name of each variable by guid."""
    place = xml.child(top, "Variables")
    return {
        xml.guid_at(each, "guid"): xml.get(each, "name") for each in xml.children(place, "Variable")
    }


def values_of(element: "_Element", variables: Mapping[str, str], found: Found) -> Pairs:
    """Return the variables of a source or case; several values of one are joined."""
    values: dict[str, str] = {}
    for each in xml.children(element, "VariableValue"):
        ref = xml.child(each, "VariableRef")
        name = "" if ref is None else variables.get(xml.guid_at(ref, "targetGUID"), "")
        value = next(
            (xml.words(v) for v in xml.children(each) if xml.local(v) != "VariableRef"), ""
        )
        if not name:
            found.say("dropped", "values of variables that the file does not name")
        elif name in values:
            values[name] = f"{values[name]}; {value}"
        else:
            values[name] = value
    return tuple(values.items())


def read_cases(
    top: "_Element", texts: Sequence[Text], variables: Mapping[str, str], found: Found
) -> People:
    """Read the cases and their turns.

    A case has the turns that it refers to by their source, or by a selection that holds more than
    half of the turn. A turn that two cases claim goes to the first.
    """
    people, known = People(), {text.id: text for text in texts}
    for element in xml.children(xml.child(top, "Cases"), "Case"):
        said = xml.words(element, "Description").strip()
        turns = _turns(element, known, found)
        if said in ROLES:
            people.moderated.update(turns if said == ROLES[0] else ())
            continue
        name = xml.get(element, "name") or "Unnamed case"
        id = found.name("case", name, xml.guid_at(element, "guid"))
        own = said in KINDS or (found.ours and said)
        kind = said if own else "participant"
        people.cases.append(Case(id, kind, values_of(element, variables, found)))
        found.kept += 1
        if said and not own:
            found.refs.append(Ref(f"={said}", "case", id))
        codes = sum(1 for _ in xml.children(element, "CodeRef"))
        found.say("dropped", "codes on whole cases", codes)
        for turn in turns:
            if people.speaking.setdefault(turn, id) != id:
                found.say("flagged", "turns that two cases claim, given to the first")
    return people


def _turns(element: "_Element", known: Mapping[str, Text], found: Found) -> list[tuple[str, int]]:
    turns: list[tuple[str, int]] = []
    for ref in xml.children(element, "SourceRef", "SelectionRef"):
        guid = xml.guid_at(ref, "targetGUID")
        source, place = found.thing(guid, "source"), found.places.get(guid)
        if source:
            place = Selection(source, 0, len(known[source].text))
        if place is None:
            found.say("dropped", "references of cases to what was not read")
            continue
        found.bare.discard(guid)
        turns += ((place.source, n) for n in _covered(known[place.source], place))
    return turns


def _covered(text: Text, place: Selection) -> list[int]:
    """Return the turns of which a selection holds more than half."""
    return [
        turn.number
        for turn in text.turns
        if 2 * (min(turn.end, place.end) - max(turn.start, place.start)) > turn.end - turn.start
    ]
