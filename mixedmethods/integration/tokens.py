"""Numbers in prose: tokens that are filled in from the data, so that no number is typed by hand.

A token is ``{kind:argument:...}``, such as ``{gap:recovery:Bangladeshi:2021-22}``. The idea is that
of StatTag (Welty and others, J Open Res Softw 2020).
"""

import re
from collections.abc import Callable, Sequence

import pandas as pd

from mixedmethods.coding import theme_table
from mixedmethods.errors import DataError
from mixedmethods.integration.cells import gaps_of, three_counts
from mixedmethods.integration.freshness import stale
from mixedmethods.integration.rules import read_turns
from mixedmethods.integration.study import Study, reference_of
from mixedmethods.model import RELATIONS, Finding
from mixedmethods.survey import headline, tabulate_roles

TOKEN = re.compile(r"\{([^{}]*)\}")
KINDS = {
    "gap": "{gap:MEASURE:GROUP:PERIOD}, and :REFERENCE where it is not the usual one",
    "rate": "{rate:MEASURE:GROUP:PERIOD}",
    "change": "{change:MEASURE:GROUP:FIRST:LAST}, of the gap",
    "below": "{below:MEASURE:PERIOD}, how many groups are below the reference",
    "item": "{item:ITEM}, the answers of the role whose item it is",
    "theme": "{theme:CODE}, the three counts",
    "read": "{read}, the turns that a person has read",
    "links": "{links:RELATION}, how many there are",
}
"""What can be filled in, each with its form."""
STALE = ["finding", "evidence", "old", "new"]


def render(study: Study, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Fill in the tokens of a text.

    Parameters
    ----------
    study : Study
        All strands.
    text : str
        Prose; what stands in braces is a token.

    Returns
    -------
    tuple of (str, tuple)
        The text with values for tokens, and (token, value) pairs, each token once.

    Raises
    ------
    DataError
        If a token is of no kind, lacks an argument, or names what the project does not hold.
    """
    values = {token: fill(study, token) for token in dict.fromkeys(TOKEN.findall(text))}
    return TOKEN.sub(lambda match: values[match[1]], text), tuple(values.items())


def fill(study: Study, token: str) -> str:
    """Return what stands for one token, without its braces.

    Raises
    ------
    DataError
        As `render`.
    """
    kind, *given = (part.strip() for part in token.split(":"))
    made = _FILLS.get(kind)
    if made is None:
        raise DataError(
            f"A token must be of the kinds {', '.join(KINDS)}. Got {{{token[:60]}}}. "
            "Mend it, or take the braces away."
        )
    least, most, give = made
    if not least <= len(given) <= most:
        raise DataError(f"A token of this kind is {KINDS[kind]}. Got {{{token[:60]}}}. Mend it.")
    value = give(study, given)
    if not value:
        raise DataError(
            f"A token must name what the project holds. Got {{{token[:60]}}}, which it does not. "
            f"The form is {KINDS[kind]}. Mend it."
        )
    return value


def stale_findings(study: Study, changes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what has changed under each finding since it was saved or affirmed.

    Parameters
    ----------
    study : Study
        All strands.
    changes : DataFrame, optional
        What `stale` gave for the study's links, where the caller has asked for it already.

    Returns
    -------
    DataFrame
        One row per changed piece: ``finding evidence old new``. A finding is stale when a value of
        its own has changed, or a link that it rests on is stale or withdrawn.
    """
    changes = stale(study, study.links) if changes is None else changes
    changed = set(changes["link"])
    there = {link.id: link for link in study.links}
    rows = []
    for finding in study.findings:
        for token, old in finding.evidence:
            new = _now(study, token)
            if new != old:
                rows.append((finding.id, f"{{{token}}}", old, new))
        for id in finding.links:
            if id not in there:
                rows.append((finding.id, "a link", "there", "withdrawn"))
            elif id in changed:
                name = f"the link of {there[id].code or 'no theme'} to {there[id].measure}"
                rows.append((finding.id, name, "fresh", "stale"))
    return pd.DataFrame(rows, columns=STALE)


def waiting(study: Study) -> pd.DataFrame:
    """Return every change that waits to be affirmed, under links and findings.

    Returns
    -------
    DataFrame
        ``what`` (link or finding) ``id code measure evidence old new``.
    """
    changes = stale(study, study.links)
    links = changes.rename(columns={"link": "id"}).assign(what="link")
    findings = stale_findings(study, changes).rename(columns={"finding": "id"})
    findings = findings.assign(what="finding", code="", measure="")
    columns = ["what", "id", "code", "measure", "evidence", "old", "new"]
    both = [table[columns] for table in (links, findings) if len(table)]
    return pd.concat(both, ignore_index=True) if both else pd.DataFrame(columns=columns)


def current(study: Study, finding: Finding) -> str:
    """Return a finding's text as the data give it now; what is gone is said to be."""
    return TOKEN.sub(lambda match: _now(study, match[1]), finding.text)


def watermark(study: Study) -> str:
    """Say what waits to be affirmed; empty where nothing does.

    Everything that is exported meanwhile carries it.
    """
    changes = stale(study, study.links)
    links = changes["link"].nunique()
    findings = stale_findings(study, changes)["finding"].nunique()
    parts = [
        f"{n} {one if n == 1 else many}"
        for n, one, many in ((links, "link", "links"), (findings, "finding", "findings"))
        if n
    ]
    if not parts:
        return ""
    waits = "waits" if links + findings == 1 else "wait"
    return f"DRAFT: the evidence of {' and '.join(parts)} has changed; {waits} to be affirmed"


def _now(study: Study, token: str) -> str:
    try:
        return fill(study, token)
    except DataError:
        return "not there any more"


def _gap(study: Study, given: Sequence[str]) -> str:
    measure, group, period, *reference = given
    row = _gap_row(study, measure, group, period, *reference)
    return "" if row is None else _points(row["gap"], int(row["decimals"]))


def _gap_row(
    study: Study, measure: str, group: str, period: str, reference: str = ""
) -> "pd.Series | None":
    table = gaps_of(study, measure, period, reference or reference_of(study) or "")
    mine = table[table["group"] == group]
    return mine.iloc[0] if len(mine) else None


def _rate(study: Study, given: Sequence[str]) -> str:
    measure, group, period = given
    rates = study.rates
    there = rates[
        (rates["measure"] == measure) & (rates["period"] == period) & (rates["group"] == group)
    ]
    if there.empty:
        return ""
    row = there.iloc[0]
    base = "" if pd.isna(row["base"]) else f" of {row['base']:,}"
    return f"{100 * row['estimate']:.{int(row['decimals'])}f}%{base}"


def _change(study: Study, given: Sequence[str]) -> str:
    measure, group, first, last = given
    rows = [_gap_row(study, measure, group, period) for period in (first, last)]
    if any(row is None for row in rows):
        return ""
    before, after = (row for row in rows if row is not None)
    places = int(min(before["decimals"], after["decimals"]))
    return _points(after["gap"] - before["gap"], places)


def _below(study: Study, given: Sequence[str]) -> str:
    measure, period = given
    table = gaps_of(study, measure, period, reference_of(study) or "")
    return f"{int((table['gap'] < 0).sum())} of {len(table)} groups" if len(table) else ""


def _item(study: Study, given: Sequence[str]) -> str:
    (id,) = given
    item = study.items.get(id)
    if item is None or item.scale is None:
        return ""
    table = headline(tabulate_roles(study.surveys, id), study.items.values())
    mine = table[table["item"] == id]
    if mine.empty or not mine["base"].iloc[0]:
        return ""
    n, base = int(mine["n"].iloc[0]), int(mine["base"].iloc[0])
    return f"{n} of {base} ({(200 * n + base) // (2 * base)}%)"  # half up, as the tables print


def _theme(study: Study, given: Sequence[str]) -> str:
    (id,) = given
    code = study.codes.get(id)
    if code is None or study.reflexive:
        return ""
    row = theme_table(study.group_codings, study.group_turns, [code]).iloc[0]
    return three_counts(row)


def _read(study: Study, given: Sequence[str]) -> str:
    read, turns = read_turns(study)
    return f"{read:,} of {turns:,} turns" if turns else ""


def _links(study: Study, given: Sequence[str]) -> str:
    (relation,) = given
    if relation not in RELATIONS:
        return ""
    return f"{sum(link.relation == relation for link in study.links)}"


def _points(gap: float, places: int) -> str:
    text = f"{abs(gap):.{places}f}"
    sign = "" if float(text) == 0 else "\N{MINUS SIGN}" if gap < 0 else "+"
    return f"{sign}{text} points"


_FILLS: dict[str, tuple[int, int, Callable[[Study, Sequence[str]], str]]] = {
    "gap": (3, 4, _gap),
    "rate": (3, 3, _rate),
    "change": (4, 4, _change),
    "below": (2, 2, _below),
    "item": (1, 1, _item),
    "theme": (1, 1, _theme),
    "read": (0, 0, _read),
    "links": (1, 1, _links),
}
