"""Named sets of codes and sources in another program's file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mixedmethods.ingest.exchange import xml
from mixedmethods.ingest.exchange.found import Found
from mixedmethods.model.exchange import NamedSet

if TYPE_CHECKING:
    from lxml.etree import _Element

MEMBERS = {"MemberCode": "code", "MemberSource": "source"}


def read_sets(top: "_Element", found: Found) -> Iterator[NamedSet]:
    """Yield the sets; members that were not read, and notes as members, are left."""
    for element in xml.children(xml.child(top, "Sets"), "Set"):
        guid, members = xml.guid_at(element, "guid"), []
        for each in xml.children(element, *MEMBERS, "MemberNote"):
            kind = MEMBERS.get(xml.local(each), "note")
            id = found.thing(xml.guid_at(each, "targetGUID", "guid"), kind)
            if id:
                members.append((kind, id))
            else:
                found.say("dropped", "members of sets that were not read")
        name = xml.get(element, "name") or "Unnamed set"
        found.kept += 1
        yield NamedSet(
            found.name("set", guid or name, guid),
            name,
            xml.words(element, "Description").strip(),
            tuple(dict.fromkeys(members)),
        )
