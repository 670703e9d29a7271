"""Who coded, who spoke, and what is known about them, in the words of the exchange standard."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mixedmethods.model import Source, Turn
from mixedmethods.model.exchange import Exchange, usual_guid
from mixedmethods.report.exchange import parts
from mixedmethods.report.guard import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
Pairs = Iterable[tuple[str, str]]


def users(top: "_Element", exchange: Exchange) -> None:
    """Write everyone who coded, read or wrote a memo."""
    names = set(exchange.users)
    names |= {coding.coder for coding in exchange.codings}
    names |= {memo.author for memo in exchange.memos} | {coder for _, _, coder in exchange.reads}
    names -= {""}
    if names:
        place = parts.element(top, "Users")
        for name in sorted(names):
            parts.element(place, "User", guid=usual_guid(exchange.guid, "user", name), name=name)


def variable_kinds(exchange: Exchange) -> dict[str, str]:
    """Return Integer for each variable whose values are all whole numbers, Text for the others."""
    values: dict[str, list[str]] = {}
    pairs = [pair for source in exchange.sources for pair in source.variables]
    pairs += (pair for case in exchange.cases for pair in case.variables)
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {
        name: "Integer" if all(WHOLE.fullmatch(value) for value in given) else "Text"
        for name, given in values.items()
    }


def variables(top: "_Element", exchange: Exchange, kinds: dict[str, str]) -> None:
    """Write every variable of a source or a case."""
    if kinds:
        place = parts.element(top, "Variables")
        for name, kind in sorted(kinds.items()):
            guid = usual_guid(exchange.guid, "variable", name)
            made = parts.element(place, "Variable", guid=guid, typeOfVariable=kind)
            made.set("name", printable(name))  # may be empty, yet must be there


def variable_values(
    place: "_Element", given: Pairs, exchange: Exchange, kinds: dict[str, str]
) -> None:
    """Write the values of one source or case; a name that stands twice has its last value."""
    for name, value in dict(given).items():
        made = parts.element(place, "VariableValue")
        guid = usual_guid(exchange.guid, "variable", name)
        parts.element(made, "VariableRef", targetGUID=guid)
        parts.text(made, f"{kinds[name]}Value", value)


def voices(exchange: Exchange, source: Source) -> list[tuple[str, str, Turn]]:
    """Return who speaks in a source: (case, speaker, turn) for each turn that has one of them.

    Turns without words are left out, for a selection must hold something.
    """
    owners = {turn: case for id, turn, case in exchange.speaking if id == source.id}
    return [
        (owners.get(turn.number, ""), turn.speaker, turn)
        for turn in source.turns
        if turn.start < turn.end and (turn.speaker or turn.number in owners)
    ]


def cases(
    top: "_Element",
    exchange: Exchange,
    guids: dict[tuple[str, str], str],
    kinds: dict[str, str],
) -> None:
    """Write the cases with their variables and turns, then the speakers who are no case."""
    spoken: dict[str, list[str]] = {}
    others: dict[tuple[str, str, bool], list[str]] = {}
    for source in exchange.sources:
        for case, speaker, turn in voices(exchange, source):
            guid = usual_guid(exchange.guid, "turn", f"{source.id}/{turn.number}")
            if case:
                spoken.setdefault(case, []).append(guid)
            else:
                others.setdefault((source.id, speaker, turn.moderator), []).append(guid)
    if not exchange.cases and not others:
        return
    place = parts.element(top, "Cases")
    for each in exchange.cases:
        made = parts.element(place, "Case", guid=guids["case", each.id], name=each.id)
        parts.text(made, "Description", each.kind)
        variable_values(made, each.variables, exchange, kinds)
        _refer(made, spoken.get(each.id, []))
    for (id, speaker, moderator), turns in others.items():
        role = "moderator" if moderator else "speaker"
        guid = usual_guid(exchange.guid, role, f"{id}/{speaker}")
        made = parts.element(place, "Case", guid=guid, name=f"{id}/{speaker}")
        parts.text(made, "Description", role)
        _refer(made, turns)


def _refer(case: "_Element", turns: list[str]) -> None:
    for turn in turns:
        parts.element(case, "SelectionRef", targetGUID=turn)
