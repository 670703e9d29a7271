"""The joint display: themes beside outcome gaps, and what a person has concluded."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from mixedmethods.coding import theme_table
from mixedmethods.integration.cells import gaps_of
from mixedmethods.integration.freshness import stale
from mixedmethods.integration.study import Study
from mixedmethods.model import Link

LINK_COLUMNS = [
    "link", "code", "name", "segments", "speakers", "groups", "of", "measure", "label", "period",
    "reference", "below", "compared", "lowest_group", "lowest_gap", "highest_group", "highest_gap",
    "decimals", "relation", "reason", "strategy", "items", "recommendations", "quotes", "author",
    "changed", "fresh",
]  # fmt: skip


def joint_display(study: Study, changes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per link: the theme, the gap, and the conclusion that joins them.

    Parameters
    ----------
    study : Study
        All strands.
    changes : DataFrame, optional
        What `stale` gave for the study's links, where the caller has asked for it already.

    Returns
    -------
    DataFrame
        ``link`` (id), the theme's ``code name segments speakers groups of``, the outcome's
        ``measure label period reference`` with ``below`` of ``compared`` groups and the lowest and
        highest gap with their groups (points, known to so many ``decimals``; of the groups that
        the link names, or of all where it names none), then ``relation reason strategy items
        recommendations quotes author changed`` and ``fresh`` (False where the evidence has
        changed). Dissonance comes first, as the literature advises; then by code. Empty, with
        these columns, where there are no links.
    """
    if not study.links:
        return pd.DataFrame(columns=LINK_COLUMNS)
    themes = theme_table(study.group_codings, study.group_turns, study.codes.values())
    said = themes.set_index("code")[["segments", "speakers", "groups", "of"]].to_dict("index")
    changes = stale(study, study.links) if changes is None else changes
    changed = set(changes["link"])
    tables = {key: gaps_of(study, *key) for key in dict.fromkeys(map(_key, study.links))}
    rows = [
        _row(study, link, said, tables[_key(link)], link.id not in changed) for link in study.links
    ]
    table = pd.DataFrame(rows, columns=LINK_COLUMNS)
    order = table["relation"].ne("dissonance")
    return table.assign(order=order).sort_values(
        ["order", "code", "measure"], kind="stable", ignore_index=True
    )[LINK_COLUMNS]


def candidates(study: Study) -> pd.DataFrame:
    """Return what the codebooks say may be linked and no one has linked yet.

    Returns
    -------
    DataFrame
        ``code name measure label``, for measures that have rates, by code. They are places to
        look, not findings.
    """
    there = set(study.rates["measure"])
    linked = {(link.code, link.measure) for link in study.links}
    labels = study.measure_labels
    rows = [
        (code.id, code.name, measure, labels[measure])
        for code in study.codes.values()
        for measure in code.measures
        if measure in there and (code.id, measure) not in linked
    ]
    return pd.DataFrame(rows, columns=["code", "name", "measure", "label"])


def beside_reading(links: Iterable[Link], reading: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Set one's own links beside someone else's reading of the same evidence.

    Parameters
    ----------
    links : iterable of Link
        One's own.
    reading : sequence of mappings
        Rows with ``row_id``, ``theme_id``, ``measure``, ``relation`` and ``author_conclusion``.

    Returns
    -------
    DataFrame
        One row per row of the reading: ``row code measure published conclusion own``; `own` is
        empty where there is no link of one of its codes to that measure.
    """
    own: dict[tuple[str, str], list[str]] = {}
    for link in links:
        own.setdefault((link.code, link.measure), []).append(link.relation)

    def found(row: Mapping[str, str]) -> str:
        codes = [code.strip() for code in row["theme_id"].split(";")]
        relations = [own.get((code, row["measure"]), ()) for code in codes]
        return "; ".join(dict.fromkeys(relation for each in relations for relation in each))

    rows = [
        (
            row["row_id"],
            row["theme_id"],
            row["measure"],
            row["relation"],
            row.get("author_conclusion", ""),
            found(row),
        )
        for row in reading
    ]
    return pd.DataFrame(rows, columns=["row", "code", "measure", "published", "conclusion", "own"])


def _row(
    study: Study,
    link: Link,
    said: Mapping[Hashable, Mapping[Hashable, Any]],
    table: pd.DataFrame,
    fresh: bool,
) -> dict[str, object]:
    code = study.codes.get(link.code)
    none = {"segments": 0, "speakers": 0, "groups": 0, "of": 0}
    return {
        "link": link.id,
        "code": link.code,
        "name": link.code if code is None else code.name,  # no code, no name
        **{str(key): value for key, value in said.get(link.code, none).items()},
        "measure": link.measure,
        "label": study.measure_labels.get(link.measure, link.measure),
        "period": link.period,
        "reference": link.reference,
        **_span(table, link),
        "relation": link.relation,
        "reason": link.reason,
        "strategy": link.strategy,
        "items": "; ".join(link.items),
        "recommendations": "; ".join(link.recommendations),
        "quotes": len(link.quotes),
        "author": link.author,
        "changed": link.changed,
        "fresh": fresh,
    }


def _key(link: Link) -> tuple[str, str, str]:
    return link.measure, link.period, link.reference


def _span(table: pd.DataFrame, link: Link) -> dict[str, object]:
    """Return how many groups are below the reference, and the lowest and highest gap."""
    if link.groups:
        table = table[table["group"].isin(link.groups)]
    if table.empty:
        return {"below": 0, "compared": 0}
    low, high = table.iloc[0], table.iloc[-1]
    return {
        "below": int((table["gap"] < 0).sum()),
        "compared": len(table),
        "lowest_group": low["group"],
        "lowest_gap": low["gap"],
        "highest_group": high["group"],
        "highest_gap": high["gap"],
        "decimals": int(table["decimals"].min()),
    }
