"""Tell what of an exchange a project holds already, and give the rest ids that are free."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mixedmethods.model import Case, Code, Source
from mixedmethods.model.exchange import Exchange, usual_guid
from mixedmethods.store import digest, schema
from mixedmethods.store.log import Change

TABLES = {
    "codebook": schema.codebooks,
    "code": schema.codes,
    "source": schema.sources,
    "case": schema.cases,
    "coding": schema.codings,
    "memo": schema.memos,
    "set": schema.sets,
}
Thing = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """What each thing of an exchange is called in the project.

    `ids` gives its id there by kind and id, `new` those that are still to come in, `guids` the
    guid by which its file knows it; `project` is the project's own.
    """

    project: str = ""
    ids: dict[Thing, str] = field(default_factory=dict)
    new: set[Thing] = field(default_factory=set)
    guids: dict[Thing, str] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        """Return how many new things there are of a kind."""
        return sum(1 for each, _ in self.new if each == kind)

    def known(self) -> Iterator[tuple[str, str, str]]:
        """Yield (kind, id in the project, guid) of everything whose guid must be remembered."""
        for thing, guid in self.guids.items():
            kind, id = thing[0], self.ids.get(thing, "")
            if id and guid != usual_guid(self.project, kind, id):
                yield kind, id, guid


def name_all(change: Change, exchange: Exchange) -> Names:
    """Find what the project holds already, and name the rest.

    A thing is the same where a file gave it the same guid. So are texts of the same words, and
    codes of the same codebook, id, name and definition: two people who started from the same
    files meet again. A case is the same where it speaks in a text that is, under the same id.
    Codebooks follow their codes.
    """
    there = _held(change)
    names = Names(there.project, guids=_guids(exchange))
    for source in exchange.sources:
        _name(names, there, "source", source.id, _same_text(change, source))
    for code in exchange.codes:
        _name(names, there, "code", code.id, _same_code(change, code))
    for case in exchange.cases:
        _name(names, there, "case", case.id, _same_case(change, exchange, names, case))
    for coding in exchange.codings:
        _name(names, there, "coding", coding.id)
    for memo in exchange.memos:
        _name(names, there, "memo", memo.id)
    for each in exchange.sets:
        _name(names, there, "set", each.id)
    for book in exchange.codebooks:
        held = [c for c in book.codes if ("code", c.id) not in names.new]
        row = change.row(schema.codes, {"id": names.ids["code", held[0].id]}) if held else None
        _name(names, there, "codebook", book.id, "" if row is None else f"{row['codebook']}")
    return names


@dataclass(frozen=True, slots=True)
class _Held:
    """What the project knows by guid, its own guid, and which ids are given away meanwhile."""

    change: Change
    by_guid: dict[str, Thing]
    project: str
    taken: set[Thing] = field(default_factory=set)

    def find(self, kind: str, id: str, guid: str) -> str:
        """Return the id under which a guid is remembered, or would be written; else nothing."""
        held = self.by_guid.get(guid)
        if held is not None and held[0] == kind:
            return held[1]
        return id if guid == usual_guid(self.project, kind, id) else ""

    def there(self, kind: str, id: str) -> bool:
        return self.change.row(TABLES[kind], {"id": id}) is not None

    def free(self, kind: str, wanted: str) -> str:
        id, number = wanted, 1
        while (kind, id) in self.taken or self.there(kind, id):
            number += 1
            id = f"{wanted}-{number}"
        self.taken.add((kind, id))
        return id


def _held(change: Change) -> _Held:
    rows = change.connection.execute(schema.guids.select()).mappings()
    by_guid = {f"{row['guid']}": (f"{row['kind']}", f"{row['id']}") for row in rows}
    return _Held(change, by_guid, f"{(change.row(schema.project, {'id': 1}) or {})['guid']}")


def _guids(exchange: Exchange) -> dict[Thing, str]:
    """Return the guid of everything that has one, be it given or made of the project's own."""
    guids = {(kind, id): guid for kind, id, guid in exchange.guids}
    if exchange.guid:
        for kind, id in _things(exchange):
            guids.setdefault((kind, id), usual_guid(exchange.guid, kind, id))
    return guids


def _things(exchange: Exchange) -> Iterator[Thing]:
    yield from (("codebook", book.id) for book in exchange.codebooks)
    yield from (("code", code.id) for code in exchange.codes)
    yield from (("source", source.id) for source in exchange.sources)
    yield from (("case", case.id) for case in exchange.cases)
    yield from (("coding", coding.id) for coding in exchange.codings)
    yield from (("memo", memo.id) for memo in exchange.memos)
    yield from (("set", each.id) for each in exchange.sets)


def _name(names: Names, there: _Held, kind: str, id: str, same: str = "") -> None:
    guid = names.guids.get((kind, id), "")
    found = there.find(kind, id, guid) if guid else ""
    if found and there.there(kind, found):
        names.ids[kind, id] = found
    elif same:
        names.ids[kind, id] = same
    else:  # what was taken away since comes back under the id that it had
        names.ids[kind, id] = there.free(kind, found or id)
        names.new.add((kind, id))


def _same_text(change: Change, source: Source) -> str:
    c = schema.sources.c
    query = schema.sources.select().where(c.sha256 == digest(source.text.encode()))
    rows = sorted(f"{row['id']}" for row in change.connection.execute(query).mappings())
    return source.id if source.id in rows else next(iter(rows), "")


def _same_code(change: Change, code: Code) -> str:
    row = change.row(schema.codes, {"id": code.id})
    facts = (code.codebook, code.name, code.definition)
    same = row is not None and (row["codebook"], row["name"], row["definition"]) == facts
    return code.id if same else ""


def _same_case(change: Change, exchange: Exchange, names: Names, case: Case) -> str:
    row = change.row(schema.cases, {"id": case.id})
    texts = {source for source, _, owner in exchange.speaking if owner == case.id}
    met = any(("source", id) not in names.new for id in texts)
    return case.id if met and row is not None and row["kind"] == case.kind else ""
