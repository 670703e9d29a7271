"""The qualitative strand of a project, out to other programs and in from them."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any

from mixedmethods.desk.joining import Names, name_all
from mixedmethods.desk.words import counted
from mixedmethods.model import Audit, AuditEntry, Case, Code, Codebook, Coding, Selection, Source
from mixedmethods.model import split_by_turn as cut
from mixedmethods.model.exchange import Exchange, NamedSet, check_exchange
from mixedmethods.store import Project, schema
from mixedmethods.store.codes import add_codebook, codebooks, insert_code
from mixedmethods.store.codings import codings
from mixedmethods.store.log import Change
from mixedmethods.store.memos import add_memos, memos
from mixedmethods.store.placing import add_codings, coding_row, held
from mixedmethods.store.reads import add_reads, reads
from mixedmethods.store.sets import add_sets, guids, project_guid, remember_guids, sets
from mixedmethods.store.texts import (
    add_cases,
    add_source,
    cases,
    read_source,
    source_ids,
    source_in,
    turns,
)

RESPONDENT = "respondent"
NOTHING = Audit(0)


def read_all(project: Project, coder: str | None = None) -> Exchange:
    """Return the qualitative strand of a project: texts, codes, codings, cases, memos and sets.

    With a `coder` it holds the codings, memos and reading of that coder alone.

    Answers to surveys stay where they are: only respondents who speak in a text are cases of it.
    Links, summaries and decisions on suggestions have no place in other programs.
    """
    made, spoken, notes = codings(project), turns(project), memos(project)
    owned = spoken[spoken["case"].notna()]
    speaking = tuple(zip(owned["source"], owned["turn"], owned["case"], strict=True))
    speakers = {case for _, _, case in speaking}
    read = reads(project)
    if coder is not None:
        made, read = made[made["coder"] == coder], read[read["coder"] == coder]
        notes = tuple(memo for memo in notes if memo.author == coder)
    return Exchange(
        title=project.title,
        guid=project_guid(project),
        description=project.label,
        users=tuple(sorted(set(made["coder"]) - {""})),
        codebooks=codebooks(project),
        sources=tuple(read_source(project, id) for id in source_ids(project)),
        cases=tuple(c for c in cases(project) if c.kind != RESPONDENT or c.id in speakers),
        speaking=tuple((source, int(turn), case) for source, turn, case in speaking),
        codings=tuple(_coding(row) for row in made.to_dict("records")),
        memos=notes,
        sets=sets(project),
        reads=tuple(
            (source, int(turn), reader)
            for source, turn, reader in zip(
                read["source"], read["turn"], read["coder"], strict=True
            )
        ),
        guids=guids(project),
    )


def _coding(row: dict[Hashable, Any]) -> Coding:
    place = Selection(row["source"], row["start"], row["end"])
    facts = (row[name] for name in ("origin", "stance", "elicitation", "quote"))
    return Coding(row["id"], place, row["code"], row["coder"], *facts)


def bring_in(
    project: Project, exchange: Exchange, author: str, audit: Audit = NOTHING
) -> tuple[str, Audit]:
    """Bring an exchange into a project as one change.

    Parameters
    ----------
    project : Project
        The open project.
    exchange : Exchange
        What was read from a file, or from another project.
    author : str
        Who brings it in.
    audit : Audit, optional
        What the reader of the file had to say; the account goes on from there.

    Returns
    -------
    str, Audit
        As `add_exchange`.

    Raises
    ------
    DataError
        If its parts do not fit each other, or a code that only groups others bears codings.
    """
    with project.change(author, f"Bring in {exchange.title or 'an exchange file'}") as change:
        return add_exchange(change, exchange, audit)


def add_exchange(change: Change, exchange: Exchange, audit: Audit) -> tuple[str, Audit]:
    """Store an exchange inside an open change.

    What the project holds already, as `joining.name_all` tells it, stays as it is, so that a file
    that comes twice adds nothing the second time. An id that another thing has gets a number.

    Returns
    -------
    str, Audit
        One sentence, and the account: how many things came in, how many were left, and why.
    """
    check_exchange(exchange)
    exchange, opened = _codable(exchange)
    names = name_all(change, exchange)
    _add_codes(change, exchange, names)
    _add_sources(change, exchange, names)
    here = {s.id: source_in(change.connection, names.ids["source", s.id]) for s in exchange.sources}
    same = {s.id for s in exchange.sources if here[s.id].turns == s.turns}
    _add_people(change, exchange, names, same)
    came = _add_codings(change, exchange, names, here)
    _add_memos(change, exchange, names)
    add_sets(change, _sets(exchange, names))
    add_reads(change, _reads(exchange, names, same))
    remember_guids(change, names.known())
    return _account(exchange, names, came, opened, audit)


def _codable(exchange: Exchange) -> tuple[Exchange, int]:
    """Open the headings that bear codings, for a project puts codings on codes only."""
    used = {coding.code for coding in exchange.codings}
    wrong = {code.id for code in exchange.codes if code.id in used and not code.codable}
    if not wrong:
        return exchange, 0
    books = tuple(
        replace(
            book,
            codes=tuple(replace(c, codable=c.codable or c.id in wrong) for c in book.codes),
        )
        for book in exchange.codebooks
    )
    return replace(exchange, codebooks=books), len(wrong)


def _add_codes(change: Change, exchange: Exchange, names: Names) -> None:
    for book in exchange.codebooks:
        named = replace(book, id=names.ids["codebook", book.id])
        fresh = [_code(code, named.id, names) for code in book.codes if _is_new(code, names)]
        if ("codebook", book.id) in names.new:
            summary = tuple(
                replace(row, codes=tuple(names.ids.get(("code", id), id) for id in row.codes))
                for row in book.summary
            )
            add_codebook(change, replace(named, codes=tuple(fresh), summary=summary))
            continue
        for code in _parents_first(book, fresh, names):
            above = change.row(schema.codes, {"id": code.parent})
            fits = above is not None and above["codebook"] == named.id
            insert_code(change, code if fits else replace(code, parent=""))


def _is_new(code: Code, names: Names) -> bool:
    return ("code", code.id) in names.new


def _code(code: Code, book: str, names: Names) -> Code:
    parent = names.ids.get(("code", code.parent), "")
    return replace(code, id=names.ids["code", code.id], parent=parent, codebook=book)


def _parents_first(book: Codebook, fresh: list[Code], names: Names) -> list[Code]:
    above = {names.ids["code", c.id]: names.ids.get(("code", c.parent), "") for c in book.codes}

    def depth(id: str) -> int:
        steps = 0
        while above.get(id):
            id, steps = above[id], steps + 1
        return steps

    return sorted(fresh, key=lambda code: depth(code.id))


def _add_sources(change: Change, exchange: Exchange, names: Names) -> None:
    for source in exchange.sources:
        if ("source", source.id) in names.new:
            add_source(change, replace(source, id=names.ids["source", source.id]), {})


def _add_people(change: Change, exchange: Exchange, names: Names, same: set[str]) -> None:
    """Store the cases, and say whose turns are whose where nobody has them yet."""
    new = [case for case in exchange.cases if ("case", case.id) in names.new]
    add_cases(change, [Case(names.ids["case", c.id], c.kind, c.variables) for c in new])
    for source, turn, case in exchange.speaking:
        if source not in same:
            continue
        row = change.row(schema.turns, {"source": names.ids["source", source], "number": turn})
        if row is not None and row["case"] is None:
            change.update(schema.turns, {**row, "case": names.ids["case", case]})


def _add_codings(change: Change, exchange: Exchange, names: Names, here: dict[str, Source]) -> int:
    """Store the codings, cut at the turns that the project has; return how many came in.

    One that the project holds already, on the same words with the same code by the same coder,
    stands for the one that would have come.
    """
    sources = {source.id: source for source in here.values()}
    wanted: list[Coding] = []
    for coding in exchange.codings:
        if ("coding", coding.id) not in names.new:
            continue
        pieces = list(_pieces(coding, names, here[coding.selection.source]))
        if not pieces:
            del names.ids["coding", coding.id]
            continue
        row = coding_row(pieces[0], sources[pieces[0].selection.source])
        there = held(change.connection, row)
        if there is not None:
            names.ids["coding", coding.id] = f"{there['id']}"
            names.new.discard(("coding", coding.id))
        wanted += pieces
    return len(add_codings(change, wanted, sources))


def _pieces(coding: Coding, names: Names, source: Source) -> Iterator[Coding]:
    """Yield a coding as the project has it; white space at its ends stays where it fits a turn."""
    place, id = coding.selection, names.ids["coding", coding.id]
    code = names.ids["code", coding.code]
    if any(turn.start <= place.start and place.end <= turn.end for turn in source.turns):
        stretches = [(place.start, place.end)]
    else:
        near = cut(source.turns, source.text, place.start, place.end)
        stretches = [(start, end) for _, start, end in near]
    for k, (start, end) in enumerate(stretches):
        yield replace(
            coding,
            id=id if not k else f"{id}-{k + 1}",
            selection=Selection(source.id, start, end),
            code=code,
            quote=source.text[start:end],
        )


def _add_memos(change: Change, exchange: Exchange, names: Names) -> None:
    """Store the memos; one whose thing did not come in is the project's."""
    fresh = []
    for memo in exchange.memos:
        if ("memo", memo.id) in names.new:
            target = names.ids.get((memo.kind, memo.target), "")
            kind = memo.kind if target else "project"
            id = names.ids["memo", memo.id]
            fresh.append(replace(memo, id=id, kind=kind, target=target))
    add_memos(change, fresh)


def _sets(exchange: Exchange, names: Names) -> Iterator[NamedSet]:
    for each in exchange.sets:
        if ("set", each.id) in names.new:
            members = tuple(
                (kind, names.ids[kind, id]) for kind, id in each.members if (kind, id) in names.ids
            )
            yield replace(each, id=names.ids["set", each.id], members=members)


def _reads(exchange: Exchange, names: Names, same: set[str]) -> list[tuple[str, int, str]]:
    """Return who has read what, of the texts whose turns are those of the project."""
    return [
        (names.ids["source", source], turn, coder)
        for source, turn, coder in exchange.reads
        if source in same
    ]


def _account(
    exchange: Exchange, names: Names, came: int, opened: int, audit: Audit
) -> tuple[str, Audit]:
    counts = {kind: names.count(kind) for kind in ("code", "source", "case", "memo", "set")}
    parts = [
        counted(counts["source"], "text"),
        counted(counts["code"], "code"),
        counted(came, "coding"),
        counted(counts["case"], "case"),
        counted(counts["memo"], "memo"),
        counted(counts["set"], "set"),
    ]
    kinds = ("code", "source", "case", "coding", "memo", "set")
    there = sum(1 for kind, id in names.ids if kind in kinds and (kind, id) not in names.new)
    said = []
    if there:
        said.append(f"held by the project already and left as they are: {there}")
    if opened:
        said.append(f"headings that bear codings, made codes: {opened}")
    entries = tuple(AuditEntry(0, "flagged", each) for each in said)
    whole = f"{exchange.title}: {', '.join(parts)}" if exchange.title else ", ".join(parts)
    return whole, Audit(sum(counts.values()) + came, audit.dropped, (*audit.entries, *entries))
