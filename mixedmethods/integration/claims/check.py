"""Check claims against the loaded data, one verdict each, with the value that the data give."""

from collections.abc import Callable, Iterable

import pandas as pd

from mixedmethods.integration.claims import order, share
from mixedmethods.integration.claims.known import REFERENCES, Known, Span
from mixedmethods.integration.claims.read import PAIR, Claim, Number
from mixedmethods.integration.claims.share import Counted
from mixedmethods.integration.claims.verdict import (
    CANNOT,
    FAILS,
    HOLDS,
    VERDICTS,
    Verdict,
    lacking,
)

__all__ = ["VERDICTS", "check_claims"]
COLUMNS = ["id", "claim", "kind", "verdict", "recomputed", "why"]


def check_claims(
    claims: Iterable[Claim], known: Known, counted: Counted | None = None
) -> pd.DataFrame:
    """Check claims.

    Parameters
    ----------
    claims : iterable of Claim
        What `read_claim` made of each sentence.
    known : Known
        Every rate there is.
    counted : callable, optional
        Gives the answers to a survey item, as `share.Counted` says; empty where there is none.

    Returns
    -------
    DataFrame
        One row per claim, in order: ``id claim kind verdict recomputed why``. `verdict` is one of
        `VERDICTS`; `recomputed` is what the data give, in the units of the claim.
    """
    rows = [
        (c.id, c.text, c.kind, v.verdict, v.recomputed, v.why)
        for c in claims
        for v in [_check(c, known, counted or (lambda item: []))]
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _check(claim: Claim, known: Known, counted: Counted) -> Verdict:
    if claim.kind == "share":
        return share.check_share(claim, counted)
    check = CHECKS.get(claim.kind)
    return UNREAD if check is None else check(claim, known)


def _check_rate(claim: Claim, known: Known) -> Verdict:
    """Compare each printed percentage with the one rate that it should be."""
    group, measure, period = claim.groups[0], claim.measures[0], claim.periods[0]
    held = known.rate(known.level([group]), measure, period, group)
    if held is None:
        return lacking(f"no {measure} of {group} in {period}")
    percents = [number for number in claim.numbers if number.percent]
    off = [n for n in percents if not held.prints_as(n.value, n.decimals)]
    places = max([held.decimals, *(number.decimals for number in percents)])
    if not off:
        return Verdict(HOLDS, held.text(places), held.source)
    why = f"The data hold {held.text(places)}% ({held.source})."
    if len(percents) > 1:
        why = f"Two values are printed for one cell. {why}"
    return Verdict(FAILS, held.text(places), why)


def _check_gap(claim: Claim, known: Known) -> Verdict:
    """Compare a gap, or the range of several, with the gaps that the data give."""
    level = known.level(claim.groups)
    spans, named = [], []
    for period in claim.periods:
        for measure in claim.measures:
            for group in claim.groups:
                span = known.gap(level, measure, period, group)
                if span is not None:
                    spans.append(span.size())
                    named.append(f"{group} {measure.replace('_', ' ')} {period}: {span.text()}")
    wanted = len(claim.periods) * len(claim.measures) * len(claim.groups)
    if not claim.periods or len(spans) < wanted:
        return lacking("a gap of each group, measure and period that is named")
    numbers = [number for number in claim.numbers if not number.percent] or list(claim.numbers)
    least, most = min(spans, key=_middle), max(spans, key=_middle)
    met = _ends(numbers, least, most)
    source = "; ".join(dict.fromkeys(span.source for span in spans)).capitalize()
    recomputed = "; ".join(named)
    if met:
        return Verdict(HOLDS, recomputed, f"Against {REFERENCES.get(level)}. {source}.")
    ends = least.text() if least == most else f"{least.text()} at the least, {most.text()} at most"
    return Verdict(FAILS, recomputed, f"The data give {ends} (points). {source}")


def _middle(span: Span) -> float:
    return sum(span.values) / len(span.values)


def _ends(numbers: list[Number], least: Span, most: Span) -> bool:
    low, high = min(numbers, key=_value), max(numbers, key=_value)
    return least.prints_as(low.value, low.decimals) and most.prints_as(high.value, high.decimals)


def _value(number: Number) -> float:
    return number.value


def _check_copied(claim: Claim) -> Verdict:
    pairs = PAIR.findall(claim.text)
    if len(set(pairs)) == len(pairs):
        return Verdict(HOLDS, "", "Each pair of numbers is printed once.")
    return Verdict(
        CANNOT, pairs[0],
        "The same pair of numbers stands for two different things: one may be a copy of the "
        "other. The project holds neither; look both up in their source.",
    )  # fmt: skip


UNREAD = Verdict(
    CANNOT, "",
    "No kind of claim that can be checked was recognised. Say it in one of the ways listed, with "
    "the project's names of measures and groups.",
)  # fmt: skip
CHECKS: dict[str, Callable[[Claim, Known], Verdict]] = {
    "total": lambda claim, _: share.check_total(claim),
    "copied": lambda claim, _: _check_copied(claim),
    "rate": _check_rate,
    "same": _check_rate,
    "gap": _check_gap,
    "extreme": order.check_extreme,
    "all": order.check_all,
    "trend": order.check_trend,
    "gradient": order.check_gradient,
}
