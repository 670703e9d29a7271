"""Merge codes: what used the one uses the other, nothing is lost, and undo brings all back."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Lexicon
from mixedmethods.store import schema, tree
from mixedmethods.store.codes import lexicon_of, lexicon_row
from mixedmethods.store.log import Change, now
from mixedmethods.store.project import Project

PLACE = ("source", "start", "end", "coder")
CLAIM = ("measure", "period", "reference", "groups", "items", "author")  # linked once


def merge_codes(
    project: Project, ids: Iterable[str], into: str, author: str, op: str | None = None
) -> None:
    """Give everything that codes have to another code, and take them away: one change.

    Codings, decisions, muted words, memos, links, summaries, sets and summary rows follow. Where
    a coder has the same selection under `into` already, the second coding is dropped and what
    named it names the first. Texts of summaries of one case are joined with an empty line,
    lexicons are united. Codes below go below `into`, or where that cannot be to the parent of the
    code that goes.

    Parameters
    ----------
    project : Project
        The open project.
    ids : iterable of str
        The codes that go; of any codebook.
    into : str
        The code that stays.
    author : str
        Who merges them.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If a code is not there, `into` is among those that go or only groups others while codings
        would follow, or an author would have two links of one code and gap.
    """
    gone = list(dict.fromkeys(ids))
    with project.change(author, f"Merge {', '.join(gone)} into {into}", op) as change:
        rows = _checked(change, gone, into)
        _check_links(change.connection, gone, into)
        replaced = _follow(change, schema.codings, gone, into)
        _follow(change, schema.decisions, gone, into)
        _follow_muted(change, gone, into)
        _follow_memos(change, gone, into, replaced)
        _follow_links(change, gone, into, replaced)
        _follow_summaries(change, gone, into, replaced)
        _follow_adjudications(change, replaced)
        _rename_in_lists(change, rows, into)
        _unite_lexicons(change, [rows[id] for id in [into, *gone]])
        _follow_children(change, rows, into)
        for id in gone:
            change.delete(schema.codes, {"id": id})
        tree.mend(change)


def _checked(change: Change, gone: list[str], into: str) -> dict[str, dict[str, Any]]:
    rows = {id: change.row(schema.codes, {"id": id}) for id in [into, *gone]}
    absent = [id for id, row in rows.items() if row is None]
    if absent or not gone or into in gone:
        came = f"{absent[0]!r}, which is not there" if absent else "none, or the code that stays"
        raise ProjectError(
            f"Codes of the project are merged into another one of it. Got {came}. Choose codes "
            "that are there, and another that they go into."
        )
    there = {id: row for id, row in rows.items() if row is not None}
    goal = there[into]
    across = any(there[id]["codebook"] != goal["codebook"] for id in gone)
    if not goal["codable"] and (across or _using(change.connection, schema.codings, gone)):
        raise ProjectError(
            f"Codes must go into one that is for coding. Got {into}, which only groups others. "
            "Choose another, or open it to coding first."
        )
    return there


def _using(
    connection: sa.Connection, table: sa.Table, codes: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the rows that use codes, in the order of the codes and then of their keys."""
    order = list(codes)
    query = sa.select(table).where(table.c.code.in_(order)).order_by(*table.primary_key.columns)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(rows, key=lambda row: order.index(row["code"]))


def _check_links(connection: sa.Connection, gone: list[str], into: str) -> None:
    seen: set[tuple[str, ...]] = set()
    for row in _using(connection, schema.links, [into, *gone]):
        claim = tuple(f"{row[name]}" for name in CLAIM)
        if claim in seen and row["code"] != into:
            raise ProjectError(
                f"An author links a theme to a gap once. Got links of {row['author']} to "
                f"{row['measure']} ({row['period']}, {row['reference']}) under two of the codes. "
                "Withdraw one of the links first."
            )
        seen.add(claim)


def _follow(change: Change, table: sa.Table, gone: list[str], into: str) -> dict[str, str]:
    """Move rows of which a coder has one on a stretch; return those dropped, with what stays."""
    stays: dict[tuple[Any, ...], str] = {}
    replaced: dict[str, str] = {}
    for row in _using(change.connection, table, [into, *gone]):
        place = tuple(row[name] for name in PLACE)
        if place in stays:
            replaced[row["id"]] = stays[place]
            change.delete(table, row)
        else:
            stays[place] = row["id"]
            change.patch(table, {"id": row["id"], "code": into})
    return replaced


def _follow_muted(change: Change, gone: list[str], into: str) -> None:
    for row in _using(change.connection, schema.muted, gone):
        change.delete(schema.muted, row)
        if change.row(schema.muted, {**row, "code": into}) is None:
            change.insert(schema.muted, [{**row, "code": into}])


def _follow_memos(change: Change, gone: list[str], into: str, replaced: Mapping[str, str]) -> None:
    c = schema.memos.c
    for kind, renamed in (("code", dict.fromkeys(gone, into)), ("coding", replaced)):
        query = sa.select(c.id, c.target).where(c.kind == kind).order_by(c.id)
        for id, target in change.connection.execute(query).all():
            if target in renamed:
                change.patch(schema.memos, {"id": id, "target": renamed[target]})


def _follow_links(change: Change, gone: list[str], into: str, replaced: Mapping[str, str]) -> None:
    c = schema.links.c
    query = sa.select(c.id, c.code, c.quotes, c.counter)
    for id, code, quotes, counter in change.connection.execute(query).all():
        row = {"id": id, "code": into if code in gone else code}
        row["counter"] = replaced.get(counter, counter)
        change.patch(schema.links, {**row, "quotes": _renamed(quotes, replaced)})


def _follow_summaries(
    change: Change, gone: list[str], into: str, replaced: Mapping[str, str]
) -> None:
    for row in _using(change.connection, schema.summaries, gone):
        change.delete(schema.summaries, row)
        held = change.row(schema.summaries, {**row, "code": into})
        if held is None:
            change.insert(schema.summaries, [{**row, "code": into}])
            continue
        texts = [text for text in (held["text"], row["text"]) if text.strip()]
        joined = {
            "text": "\n\n".join(texts),
            "quotes": [*held["quotes"], *row["quotes"]],
            "author": change.author,
            "changed": now(),
        }
        change.update(schema.summaries, {**held, **joined})
    c = schema.summaries.c
    for case, code, quotes in change.connection.execute(sa.select(c.case, c.code, c.quotes)).all():
        key = {"case": case, "code": code}
        change.patch(schema.summaries, {**key, "quotes": _renamed(quotes, replaced)})


def _follow_adjudications(change: Change, replaced: Mapping[str, str]) -> None:
    table = schema.adjudications
    for row in [dict(row) for row in change.connection.execute(sa.select(table)).mappings()]:
        ends = {name: replaced.get(row[name], row[name]) for name in ("first", "second")}
        if {**row, **ends} != row:
            change.delete(table, row)
            if change.row(table, ends) is None:
                change.insert(table, [{**row, **ends}])


def _rename_in_lists(change: Change, rows: Mapping[str, Mapping[str, Any]], into: str) -> None:
    """Rename codes in sets, and in summary rows as far as these are of the same codebook."""
    c = schema.sets.c
    for id, members in change.connection.execute(sa.select(c.id, c.members)).all():
        named = [
            ["code", into] if kind == "code" and m in rows else [kind, m] for kind, m in members
        ]
        change.patch(schema.sets, {"id": id, "members": _once(named)})
    for book in sorted({row["codebook"] for row in rows.values()}):
        held = change.row(schema.codebooks, {"id": book}) or {}
        stays = [into] if rows[into]["codebook"] == book else []
        named = [
            [n, _once([new for id in codes for new in (stays if id in rows else [id])]), published]
            for n, codes, published in held["summary"]
        ]
        kept = [row for row in named if row[1]]
        change.patch(schema.codebooks, {"id": book, "summary": kept})


def _unite_lexicons(change: Change, rows: list[dict[str, Any]]) -> None:
    lexicons = [lexicon_of(row["lexicon"]) for row in rows]
    united = Lexicon(
        **{
            part.name: tuple(
                _once(entry for each in lexicons for entry in getattr(each, part.name))
            )
            for part in fields(Lexicon)
        }
    )
    if united != lexicons[0]:
        change.update(schema.codes, {"id": rows[0]["id"], "lexicon": lexicon_row(united)})


def _follow_children(change: Change, rows: Mapping[str, Mapping[str, Any]], into: str) -> None:
    book = rows[into]["codebook"]
    for codebook in sorted({row["codebook"] for row in rows.values()}):
        above = tree.parents(change.connection, codebook)
        lineage = {into, *tree.line(above, into)} if codebook == book else set()
        for id, parent in above.items():
            if parent not in rows or parent == into or (id in rows and id != into):
                continue
            if codebook == book and id not in lineage:
                change.update(schema.codes, {"id": id, "parent": into})
            else:
                left = [each for each in tree.line(above, id) if each not in rows]
                change.update(schema.codes, {"id": id, "parent": left[0] if left else ""})


def _renamed(ids: Iterable[str], names: Mapping[str, str]) -> list[str]:
    given = list(ids)
    return _once(names.get(id, id) for id in given) if names.keys() & set(given) else given


def _once(entries: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for entry in entries:
        if entry not in found:
            found.append(entry)
    return found
