"""What the argument leaves out: both ways round, a row for each loose end."""

from collections.abc import Iterable, Iterator

import pandas as pd

from mixedmethods.coding import theme_table
from mixedmethods.integration.cells import parts_of
from mixedmethods.integration.rules import read_turns
from mixedmethods.integration.study import Study
from mixedmethods.outcomes import gaps

KINDS = {
    "gap without a theme": "The group fares worse than the reference; no theme is linked to it.",
    "theme without a gap": "People raised it; neither a link nor its codebook names a measure.",
    "theme in one role only": "Only one of the roles raised it.",
    "theme never raised": "No coding of it in any focus group. Silence, once every turn is read.",
    "asked on one side only": "One role's survey asks about it, the other's does not.",
    "recommendation without evidence": "No theme, item or link is behind it.",
    "evidence without a recommendation": "A theme that people raised leads to no recommendation.",
    "dissonance without a strategy": "It is not said what is done with it.",
}
COLUMNS = ["kind", "id", "what", "detail"]


def coverage(study: Study, reference: str | None = None) -> pd.DataFrame:
    """Return the loose ends of the argument.

    Parameters
    ----------
    study : Study
        All strands.
    reference : str, optional
        The group that gaps are against; without it there are no gaps.

    Returns
    -------
    DataFrame
        One row per loose end: ``kind`` (of `KINDS`, in that order), ``id``, ``what`` it is, and a
        ``detail`` with its numbers. Empty, with these columns, where nothing is loose.
    """
    rows = [
        *_gaps(study, reference),
        *_themes(study),
        *_one_side(study),
        *_recommendations(study),
        *(
            ("dissonance without a strategy", link.id, link.code or link.measure, link.reason)
            for link in study.links
            if link.relation == "dissonance" and not link.strategy
        ),
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = table["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    return table.assign(order=order).sort_values("order", kind="stable", ignore_index=True)[COLUMNS]


def raised(study: Study) -> pd.DataFrame:
    """Return each code of a codebook in use in the focus groups, with where it was raised.

    Returns
    -------
    DataFrame, indexed by code
        ``name segments speakers groups of roles`` (the roles that raised it, parted by ``; ``).
    """
    codings, turns = study.group_codings, study.group_turns
    used = set(codings["code"])
    books = {code.codebook for code in study.codes.values() if code.id in used}
    codes = [c for c in study.codes.values() if c.codebook in books and c.codable]
    table = theme_table(codings, turns, codes).set_index("code")
    roles: dict[str, list[str]] = {code.id: [] for code in codes}
    if "role" in turns and codes:
        by = theme_table(codings, turns, codes, "role")
        for row in by[by["segments"] > 0].to_dict("records"):
            roles[row["code"]].append(row["group"])
    columns = ["name", "segments", "speakers", "groups", "of"]
    return table[columns].assign(roles=[("; ".join(roles[code])) for code in table.index])


def _gaps(study: Study, reference: str | None) -> Iterator[tuple[str, ...]]:
    if reference is None or reference not in set(study.rates["group"]):
        return
    lower = {measure.id: measure.better == "lower" for measure in study.measures}
    last = study.rates.groupby("measure")["period"].max()
    current = study.rates[study.rates["period"] == study.rates["measure"].map(last)]
    told = {
        (link.measure, link.period, group) for link in study.links if link.code
        for group in link.groups
    }  # fmt: skip
    for row in gaps(current, reference).to_dict("records"):
        worse = row["gap"] > 0 if lower.get(row["measure"]) else row["gap"] < 0
        if worse and (row["measure"], row["period"], row["group"]) not in told:
            id = f"{row['measure']}:{row['group']}:{row['period']}"
            detail = f"{row['gap']:+.{row['decimals']}f} points to {reference}"
            what = f"{row['group']}, {study.measure_labels.get(row['measure'], row['measure'])}"
            yield "gap without a theme", id, what, detail


def _themes(study: Study) -> Iterator[tuple[str, ...]]:
    if study.group_codings.empty:
        return
    table = raised(study)
    linked = {link.code for link in study.links if link.measure}
    roles = {role for each in table["roles"] for role in each.split("; ") if role}
    read, turns = read_turns(study)
    for id, row in table.iterrows():
        code = study.codes[str(id)]
        counts = f"{row['segments']} segments, {row['groups']} of {row['of']} groups"
        counts = "raised" if study.reflexive else counts
        if not row["segments"]:
            yield "theme never raised", code.id, code.name, (
                f"no segment; {_studies(study, code.id)}; "
                f"{_listed(code.recommendations)}; {read} of {turns} turns read"
            )  # fmt: skip
            continue
        if not code.measures and code.id not in linked:
            yield "theme without a gap", code.id, code.name, counts
        if len(roles) > 1 and row["roles"] and "; " not in row["roles"]:
            yield "theme in one role only", code.id, code.name, f"{row['roles']}: {counts}"
        if not code.recommendations:
            yield "evidence without a recommendation", code.id, code.name, counts


def _studies(study: Study, code: str) -> str:
    many = sum(_names(work["body"].get("findings") or (), code) for work in study.literature)
    return f"{many} {'study' if many == 1 else 'studies'}"


def _names(findings: Iterable[object], code: str) -> bool:
    return any(isinstance(each, dict) and code in (each.get("themes") or ()) for each in findings)


def _listed(recommendations: Iterable[str]) -> str:
    listed = ", ".join(recommendations)
    return f"recommendation {listed}" if listed else "no recommendation"


def _one_side(study: Study) -> Iterator[tuple[str, ...]]:
    asked = {item.id for s in study.surveys if len(s.responses) for item in s.instrument.items}
    sides = {s.instrument.role for s in study.surveys if len(s.responses)}
    if len(sides) < 2:
        return
    pairs = {item.comparable for item in study.items.values()}
    for survey in study.surveys:
        for item in survey.instrument.items:
            if item.scale is None or item.id not in asked or item.scale.kind == "nominal":
                continue
            if item.comparable not in asked and item.id not in pairs:
                role = survey.instrument.role.replace("_", " ")
                yield "asked on one side only", item.id, item.wording, f"asked of {role}s"


def _recommendations(study: Study) -> Iterator[tuple[str, ...]]:
    cited = {
        *(id for code in study.codes.values() for id in code.recommendations),
        *(id for link in study.links for id in link.recommendations),
    }
    for id, text, themes, items in parts_of(study):
        if not themes and not items and id not in cited:
            yield "recommendation without evidence", id, text or id, "no theme, item or link"
