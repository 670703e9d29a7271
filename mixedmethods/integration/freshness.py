"""What a link stands on, and whether that still holds.

A link keeps its evidence as (what, value) pairs from the moment it was saved. The same pairs are
drawn from the study again, and where they differ the link is stale: it shows old and new, and
waits for a person to affirm or withdraw it.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from mixedmethods.coding import theme_table
from mixedmethods.integration.cells import gaps_of, three_counts
from mixedmethods.integration.study import Study
from mixedmethods.model import Code, Link
from mixedmethods.survey import block, headline

Pairs = tuple[tuple[str, str], ...]
GONE = "not there any more"
CODED = ("Theme ", "Quote ")  # evidence that a blind coder cannot judge: it is of all codings


def evidence(study: Study, links: Iterable[Link]) -> dict[str, Pairs]:
    """Return what each link stands on, as the study is now.

    Parameters
    ----------
    study : Study
        All strands.
    links : iterable of Link
        Links to look up; an unsaved one has an empty id.

    Returns
    -------
    dict
        Link id to pairs: the theme's three counts, definition and what it takes in, the gap of
        each group that the link names, each pinned quote, and the count of each survey item.
    """
    links = list(links)
    themes = theme_table(study.group_codings, study.group_turns, study.codes.values())
    said = themes.set_index("code")
    tables = {
        key: _gaps(study, *key)
        for key in {(k.measure, k.period, k.reference) for k in links if k.groups}
    }
    items = item_counts(study, [item for link in links for item in link.items])
    coded = dict(zip(study.codings["id"], study.codings["code"], strict=True))
    return {
        link.id: (
            *_theme(study, link, said),
            *_named_gaps(link, tables),
            *((f"Quote {id}", f"coded {coded[id]}" if id in coded else GONE) for id in _pins(link)),
            *((f"Survey item {item}", items[item]) for item in link.items),
        )
        for link in links
    }


def stale(study: Study, links: Iterable[Link]) -> pd.DataFrame:
    """Return what has changed under each link since it was saved.

    Returns
    -------
    DataFrame
        One row per changed piece: ``link code measure evidence old new``. Empty if all is fresh.
        In a partial study nothing is said of codings.
    """
    links = list(links)
    now = evidence(study, links)
    rows = [
        (link.id, link.code, link.measure, what, *_shown(study, what, old, new))
        for link in links
        for what, old, new in _differences(dict(link.evidence), dict(now[link.id]))
        if not (study.partial and what.startswith(CODED))
    ]
    return pd.DataFrame(rows, columns=["link", "code", "measure", "evidence", "old", "new"])


def _shown(study: Study, what: str, old: str, new: str) -> tuple[str, str]:
    """Say that codings have changed without their counts, where the approach is reflexive."""
    if study.reflexive and what.startswith("Theme "):
        return "its codings as they were", new if new == GONE else "other codings"
    return old, new


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Compare what the link was saved with; what an older program did not note is no change."""
    return [
        (what, was, new.get(what, GONE)) for what, was in old.items() if was != new.get(what, GONE)
    ]


def _theme(study: Study, link: Link, said: pd.DataFrame) -> Pairs:
    if not link.code:
        return ()
    if link.code not in said.index:
        counts = "0 segments" if link.code in study.codes else GONE
    else:
        counts = three_counts(said.loc[link.code])
    code = study.codes.get(link.code)
    limits = "" if code is None else _limits(code)
    return (
        (f"Theme {link.code}", counts),
        (f"Definition of {link.code}", GONE if code is None else code.definition),
        *([(f"Includes and excludes of {link.code}", limits)] if limits else []),
    )


def _limits(code: Code) -> str:
    return "; ".join([*code.include, *(f"not {each}" for each in code.exclude)])


def _named_gaps(link: Link, tables: Mapping[tuple[str, str, str], Mapping[str, str]]) -> Pairs:
    end = f"{link.measure} {link.period}, against {link.reference}"
    there = tables.get((link.measure, link.period, link.reference), {})
    return tuple((f"Gap of {group}, {end}", there.get(group, GONE)) for group in link.groups)


def _pins(link: Link) -> tuple[str, ...]:
    return (*link.quotes, link.counter) if link.counter else link.quotes


def _gaps(study: Study, measure: str, period: str, reference: str) -> dict[str, str]:
    """Return what stands for each group's gap; nothing where the reference has no rate."""
    table = gaps_of(study, measure, period, reference)
    return {row["group"]: _gap(row) for row in table.to_dict("records")}


def _gap(row: Mapping[Hashable, Any]) -> str:
    """Say a gap with both rates and their bases: a link stands on all of them."""
    places = row["decimals"]
    rates = [
        f"{100 * row[f'{side}estimate']:.{places}f}%"
        + ("" if pd.isna(row[f"{side}base"]) else f" of {row[f'{side}base']}")
        for side in ("", "reference_")
    ]
    return f"{row['gap']:+.{places}f} points, {rates[0]} against {rates[1]}"


def item_counts(study: Study, items: Iterable[str]) -> dict[str, str]:
    """Return each item's headline in each role; where it has none, the count of every option.

    Parameters
    ----------
    study : Study
        All strands.
    items : iterable of str
        Ids; of one that is not there it is said so.
    """
    ids = list(dict.fromkeys(items))
    closed = [id for id in ids if id in study.items and study.items[id].scale is not None]
    found = {id: _other(study, id) for id in ids if id not in closed}
    if not closed:
        return found
    table = block(study.surveys, closed)
    tops = headline(table, study.items.values())
    rest = table[~table["item"].isin(tops["item"])]
    topics = dict(zip(table["item"], table["topic"], strict=True))
    said: dict[str, list[str]] = {}
    for row in tops.to_dict("records"):
        said.setdefault(row["topic"], []).append(_of(row))
    for row in rest.to_dict("records"):
        said.setdefault(row["topic"], []).append(f"{_of(row)} {row['option']}")
    return found | {id: "; ".join(said.get(topics.get(id, id), [])) for id in closed}


def item_count(study: Study, item: str) -> str:
    """Return what `item_counts` says of one item."""
    return item_counts(study, [item])[item]


def _other(study: Study, item: str) -> str:
    if item not in study.items:
        return GONE
    given = (int(s.responses[item].count()) for s in study.surveys if item in s.responses)
    return f"free text, {sum(given)} answers"


def _of(row: Mapping[Hashable, Any]) -> str:
    return f"{_role(row['group'])} {row['n']} of {row['base']}"


def _role(name: object) -> str:
    return f"{name}".replace("_", " ")
