"""Follow a thread: from any piece of evidence to all that bears on it, with when it came in.

The name is O'Cathain, Murphy and Nicholl's (BMJ 2010;341:c4587): a question that one strand raises
is followed into the others.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from mixedmethods.integration.freshness import item_counts
from mixedmethods.integration.study import Study
from mixedmethods.model import Link

COLUMNS = ["strand", "kind", "id", "what", "detail", "at", "by"]
STARTS = ("theme", "gap", "item", "quote", "recommendation", "literature")


def starts(study: Study, kind: str) -> dict[str, str]:
    """Return the pieces of a kind that a thread can start from: id and name.

    A gap's id is its measure.
    """
    match kind:
        case "theme":
            return {code.id: code.name for code in study.codes.values()}
        case "gap":
            return dict(study.measure_labels)
        case "item":
            return {item.id: item.wording for item in study.items.values()}
        case "quote":
            frame = study.codings
            return dict(zip(frame["id"], frame["quote"], strict=True))
        case "recommendation":
            return {f"{each['id']}": each["title"] for each in study.recommendations}
        case _:
            return {f"{each['id']}": each["title"] for each in study.literature}


def thread(study: Study, kind: str, id: str) -> pd.DataFrame:
    """Return the chain of evidence that a piece belongs to.

    Parameters
    ----------
    study : Study
        All strands.
    kind : str
        One of `STARTS`.
    id : str
        As `starts` gives it.

    Returns
    -------
    DataFrame
        ``strand kind id what detail at by``: the links that the piece is part of, then themes,
        quotes, items, gaps, literature and recommendations that they, or the codebook, join to
        it. `at` is when a piece came into the project (UTC), empty where that is not on record.
    """
    links = [link for link in study.links if id in _ends(kind, link)]
    codes = dict.fromkeys([*_codes(study, kind, id), *(link.code for link in links if link.code)])
    rows: list[tuple[str, ...]] = [
        ("links", "link", link.id, f"{link.code or 'no theme'} and {link.measure or 'no gap'}",
         f"{link.relation}: {link.reason}", link.changed, link.author)
        for link in links
    ]  # fmt: skip
    rows += [row for code in codes for row in _theme(study, code)]
    pinned = {quote for link in links for quote in (*link.quotes, link.counter) if quote}
    pinned |= {id} if kind == "quote" else set()
    rows += _quotes(study, pinned, codes)
    known = [study.codes[code] for code in codes if code in study.codes]
    items = [*([id] if kind == "item" else []), *(i for link in links for i in link.items),
             *(i for code in known for i in code.items)]  # fmt: skip
    rows += _items(study, [id for id in dict.fromkeys(items) if id in study.items])
    measures = [*([id] if kind == "gap" else []), *(link.measure for link in links if link.measure),
                *(m for code in known for m in code.measures)]  # fmt: skip
    rows += [row for measure in dict.fromkeys(measures) for row in _measure(study, measure)]
    rows += _literature(study, kind, id, list(codes))
    led = [*([id] if kind == "recommendation" else []),
           *(r for link in links for r in link.recommendations),
           *(r for code in known for r in code.recommendations)]  # fmt: skip
    rows += _recommended(study, list(dict.fromkeys(led)))
    return pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(["kind", "id"], ignore_index=True)


def _ends(kind: str, link: Link) -> tuple[str, ...]:
    match kind:
        case "theme":
            return (link.code,)
        case "gap":
            return (link.measure,)
        case "item":
            return link.items
        case "quote":
            return (*link.quotes, link.counter)
        case "recommendation":
            return link.recommendations
        case _:
            return link.literature


def _codes(study: Study, kind: str, id: str) -> list[str]:
    """Return the codes that a codebook, a coding or a publication ties to a piece."""
    match kind:
        case "theme":
            return [id]
        case "gap":
            return [code.id for code in study.codes.values() if id in code.measures]
        case "item":
            return [code.id for code in study.codes.values() if id in code.items]
        case "quote":
            return list(study.codings.loc[study.codings["id"] == id, "code"].unique())
        case "recommendation":
            return [code.id for code in study.codes.values() if id in code.recommendations]
        case _:
            return [
                code
                for work in study.literature
                if f"{work['id']}" == id
                for finding in work["body"].get("findings") or ()
                for code in finding.get("themes") or ()
            ]


def _theme(study: Study, id: str) -> Iterator[tuple[str, ...]]:
    code = study.codes.get(id)
    if code is None:
        return
    mine = study.group_codings[study.group_codings["code"] == id]
    spoken = mine[~mine["moderator"].astype(bool)]
    detail = (
        "raised"
        if study.reflexive and len(spoken)
        else (
            f"{len(spoken.drop_duplicates(['source', 'start', 'end']))} segments in "
            f"{spoken['source'].nunique()} of {study.group_turns['source'].nunique()} groups"
        )
    )
    first = f"{mine['created'].min()}" if "created" in mine and len(mine) else ""
    coders = "; ".join(sorted(mine["coder"].unique())) if len(mine) else ""
    yield "focus groups", "theme", id, code.name, detail, first, coders


def _quotes(study: Study, pinned: set[str], codes: dict[str, None]) -> list[tuple[str, ...]]:
    frame = study.codings
    wanted = frame[frame["id"].isin(pinned)] if pinned else frame[frame["code"].isin(codes)].head(3)
    return [
        (row["kind"], "quote", row["id"], f"{row['quote']}",
         f"{row['speaker']}, {row['source']}, turn {row['turn']}; coded {row['code']}",
         row.get("created", ""), row["coder"])
        for row in wanted.to_dict("records")
    ]  # fmt: skip


def _items(study: Study, ids: list[str]) -> list[tuple[str, ...]]:
    counted, (at, by) = item_counts(study, ids), _file(study, "survey")
    return [("survey", "item", id, study.items[id].wording, counted[id], at, by) for id in ids]


def _measure(study: Study, id: str) -> Iterator[tuple[str, ...]]:
    rates = study.rates[study.rates["measure"] == id]
    label = study.measure_labels.get(id, id)
    if rates.empty:
        yield "outcomes", "gap", id, label, "no rates in the project", "", ""
        return
    last = rates[rates["period"] == rates["period"].max()]
    low, high = 100 * last["estimate"].min(), 100 * last["estimate"].max()
    places = int(last["decimals"].min())
    source = "; ".join(sorted(set(last["source"]) - {""}))
    detail = (
        f"{low:.{places}f}% to {high:.{places}f}% over {len(last)} groups in "
        f"{last['period'].iloc[0]}" + (f" ({source})" if source else "")
    )
    yield "outcomes", "gap", id, label, detail, *_file(study, "outcomes")


def _literature(study: Study, kind: str, id: str, codes: list[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for work in study.literature:
        findings = work["body"].get("findings") or ()
        mine = [finding for finding in findings if _bears(finding, kind, id, codes)]
        if mine or (kind == "literature" and f"{work['id']}" == id):
            shown = mine or findings
            detail = "; ".join(f"{f.get('direction')}: {f.get('statement')}" for f in shown)
            at, by = _file(study, "literature")
            row = ("literature", "literature", f"{work['id']}", work["title"], detail, at, by)
            found.append(row)
    return found


def _bears(finding: Mapping[str, Any], kind: str, id: str, codes: list[str]) -> bool:
    named = set(finding.get("themes") or ()) & set(codes)
    return bool(named) or (kind == "gap" and id in (finding.get("measures") or ()))


def _recommended(study: Study, ids: list[str]) -> list[tuple[str, ...]]:
    at, by = _file(study, "recommendations")
    found: list[tuple[str, ...]] = []
    for each in study.recommendations:
        for part in [each["body"], *(each["body"].get("sub") or ())]:
            if f"{part['id']}" in ids:
                text = f"{part.get('heading') or part.get('text')}"
                row = ("documents", "recommendation", f"{part['id']}", text, each["title"], at, by)
                found.append(row)
    return found


def _file(study: Study, kind: str) -> tuple[str, str]:
    """Return when the latest file of a kind came in, and who brought it."""
    mine = [file for file in study.files if file["kind"] == kind]
    return (mine[-1]["at"], mine[-1]["author"]) if mine else ("", "")
