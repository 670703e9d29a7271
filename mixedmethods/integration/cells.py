"""What the cells of joint displays say, each from one strand."""

from typing import Any

import pandas as pd

from mixedmethods.integration.study import Study
from mixedmethods.model import Link
from mixedmethods.outcomes import gaps


def gaps_of(study: Study, measure: str, period: str, reference: str) -> pd.DataFrame:
    """Return the gaps that are known of a measure in a period, the lowest first.

    Empty, with ``group`` and ``gap``, where the reference has no rate.
    """
    rates = study.rates
    there = rates[(rates["measure"] == measure) & (rates["period"] == period)]
    if reference not in set(there["group"]):
        return pd.DataFrame(columns=["group", "gap"])
    return gaps(there, reference).dropna(subset="gap")


def three_counts(row: Any) -> str:  # a row of a frame, as a series or as a mapping
    """Say segments, speakers and groups, which always come together."""
    return (
        f"{row['segments']} segments, {row['speakers']} speakers, "
        f"{row['groups']} of {row['of']} groups"
    )


def pairs_of(study: Study) -> list[tuple[str, str, Link | None]]:
    """Return (theme, measure, link) of each link, then of what codebooks name and nobody linked.

    Two links of one theme and measure stand on their own periods, references and groups.
    """
    found: list[tuple[str, str, Link | None]] = [(k.code, k.measure, k) for k in study.links]
    linked = {(link.code, link.measure) for link in study.links}
    rated = set(study.rates["measure"])
    found += [
        (code.id, measure, None)
        for code in study.codes.values()
        for measure in code.measures
        if measure in rated and (code.id, measure) not in linked
    ]
    return found


def span_of(study: Study, measure: str, reference: str | None, link: Link | None) -> str:
    """Say what the gaps are that a link stands on; without a link, those of the last period."""
    if link is None or not link.period:
        return span(study, measure, reference)
    return span(study, measure, link.reference, link.period, link.groups)


def discordance_first(table: pd.DataFrame) -> pd.DataFrame:
    """Sort dissonance first, as the literature advises, and what nobody has judged last."""
    order = table["relation"].map({"dissonance": 0, "not assessed": 2}).fillna(1)
    return table.assign(order=order).sort_values("order", kind="stable", ignore_index=True)[
        list(table.columns)
    ]


def span(
    study: Study,
    measure: str,
    reference: str | None,
    period: str = "",
    groups: tuple[str, ...] = (),
) -> str:
    """Say how many groups are below the reference, and the ends of the gaps.

    By default in the last period and of every group.
    """
    rates = study.rates[study.rates["measure"] == measure]
    if rates.empty:
        return "no rates in the project"
    last = period or rates["period"].max()
    table = gaps_of(study, measure, last, reference or "")
    table = table[table["group"].isin(groups)] if groups else table
    if table.empty:
        return "no rates in the project"
    low, high = table.iloc[0], table.iloc[-1]
    below = int((table["gap"] < 0).sum())
    places = int(table["decimals"].min())
    if len(table) == 1:
        return f"{last}: {low['group']} {low['gap']:+.{places}f} points to {reference}"
    return (
        f"{last}: {below} of {len(table)} groups below {reference}, {low['gap']:+.{places}f} "
        f"({low['group']}) to {high['gap']:+.{places}f} points ({high['group']})"
    )


def asked(study: Study) -> list[str]:
    """Return the closed items that a codebook or link names and that were answered."""
    named = [i for code in study.codes.values() for i in code.items]
    named += [i for link in study.links for i in link.items]
    there = {i for s in study.surveys if len(s.responses) for i in s.responses}
    return [i for i in dict.fromkeys(named) if i in there and study.items[i].scale is not None]


def items_of(study: Study, code: str) -> tuple[str, ...]:
    """Return the survey items that the codebook ties to a code."""
    return study.codes[code].items if code in study.codes else ()


def raised_cell(study: Study, said: pd.DataFrame, code: str) -> str:
    """Say how often a theme was raised, by the three counts together; reflexively, that it was."""
    if not code:
        return "no theme"
    if code not in said.index:
        return "not a code of the focus groups"
    row = said.loc[code]
    if not row["segments"]:
        return "not raised"
    if study.reflexive:
        return "raised"
    return three_counts(row)


def literature_cell(study: Study, code: str, measure: str) -> str:
    """Say which way the published findings on a theme point."""
    directions: list[str] = []
    for work in study.literature:
        for finding in work["body"].get("findings") or ():
            if code in (finding.get("themes") or ()) or (
                not code and measure in (finding.get("measures") or ())
            ):
                directions.append(f"{finding.get('direction')}")
    counts = {name: directions.count(name) for name in dict.fromkeys(directions)}
    return ", ".join(f"{n} {name}" for name, n in counts.items()) or "none"


def parts_of(study: Study) -> list[tuple[str, str, list[str], list[str]]]:
    """Return each recommendation and sub-letter: id, text, themes and items that it names."""
    return [
        (
            f"{part['id']}",
            f"{part.get('heading') or part.get('text') or ''}",
            list(part.get("themes") or ()),
            list(part.get("survey_items") or ()),
        )
        for each in study.recommendations
        for part in [each["body"], *(each["body"].get("sub") or ())]
    ]
