"""What is met while a file is read: ids, guids, and the account of what was read and left."""

from collections import Counter
from dataclasses import dataclass, field

from mixedmethods.model import Audit, AuditEntry, Selection
from mixedmethods.model.exchange import usual_guid

OURS = "mixedmethods"


@dataclass(frozen=True, slots=True)
class Ref:
    """A note that stands on a thing: its guid, the thing's kind and id, and the place in words."""

    note: str
    kind: str
    target: str
    where: str = ""


@dataclass(slots=True)
class Found:
    """The account of one file in the making.

    `ours` is whether this program wrote the file. `ids` holds the ids of each kind, `things` what
    a guid stands for (kind, id), `guids` the guid of each thing, `places` the selection of a guid
    and `bare` the guids of those that nothing has used yet. `refs` are references to notes, and
    `losses` counts what is worth saying, by outcome and words.
    """

    ours: bool = False
    kept: int = 0
    ids: set[tuple[str, str]] = field(default_factory=set)
    things: dict[str, tuple[str, str]] = field(default_factory=dict)
    guids: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[str, Selection] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)
    refs: list[Ref] = field(default_factory=list)
    losses: Counter[tuple[str, str]] = field(default_factory=Counter)

    def name(self, kind: str, wanted: str, guid: str) -> str:
        """Give a thing an id of its own and note its guid, which another may hold already."""
        id, number = wanted, 1
        while (kind, id) in self.ids:
            number += 1
            id = f"{wanted}-{number}"
        self.ids.add((kind, id))
        if not guid or guid in self.things:
            guid = usual_guid(guid, kind, id)
        self.things.setdefault(guid, (kind, id))
        self.guids[kind, id] = guid
        return id

    def thing(self, guid: str, kind: str) -> str:
        """Return the id of the thing of this kind that a guid stands for; empty where none is."""
        found = self.things.get(guid)
        return found[1] if found is not None and found[0] == kind else ""

    def say(self, outcome: str, what: str, count: int = 1) -> None:
        """Note that something was dropped or is worth a look, so many times."""
        if count:
            self.losses[outcome, what] += count

    def audit(self) -> Audit:
        """Return the account: how many things were read, how many left, and why."""
        entries = tuple(
            AuditEntry(0, outcome, f"{what}: {count}")
            for (outcome, what), count in sorted(self.losses.items())
        )
        dropped = sum(count for (outcome, _), count in self.losses.items() if outcome == "dropped")
        return Audit(self.kept, dropped, entries)
