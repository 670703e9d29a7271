"""Check claims against the loaded data, one verdict each, with the value that the data give."""

from collections.abc import Callable, Iterable

import pandas as pd

from mixedmethods.integration.claims import order, share
from mixedmethods.integration.claims.known import REFERENCES, Known, Span
from mixedmethods.integration.claims.read import (
    ABOVE,
    BELOW,
    FALL,
    PAIR,
    RISE,
    Claim,
    Number,
)
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
    if claim.unread:
        words = ", ".join(dict.fromkeys(claim.unread))
        return Verdict(CANNOT, "", f"It says more than can be checked: {words}. Say it without.")
    if claim.kind == "share":
        return share.check_share(claim, counted)
    check = CHECKS.get(claim.kind)
    return UNREAD if check is None else check(claim, known)


def _check_same(claim: Claim, known: Known) -> Verdict:
    """Compare two values that are printed for one cell with what the cell holds."""
    group, measure, period = claim.groups[0], claim.measures[0], claim.periods[0]
    held = known.rate(known.level([group]), measure, period, group)
    if held is None:
        return lacking(f"no {measure} of {group} in {period}")
    off = [n for n in claim.percents if not held.prints_as(n.value, n.decimals)]
    if not off:
        return Verdict(HOLDS, held.text(), held.source)
    why = f"Two values are printed for one cell. The data hold {held.text()}% ({held.source})."
    return Verdict(FAILS, held.text(), why)


def _check_rate(claim: Claim, known: Known) -> Verdict:
    """Compare printed percentages with the rates that they should be, in the order they come."""
    cells = _paired(claim)
    if not cells:
        return Verdict(
            CANNOT,
            "",
            "It is not clear which percentage is of what. Say one a sentence, or as many groups, "
            "measures or periods as percentages.",
        )
    told, off = [], []
    for number, (measure, group, period) in zip(claim.percents, cells, strict=True):
        held = known.rate(known.level([group]), measure, period, group)
        if held is None:
            return lacking(f"no {measure} of {group} in {period}")
        name = "" if len(cells) == 1 else f"{group} {measure.replace('_', ' ')} {period}: "
        told.append(f"{name}{held.text()}")
        if not held.prints_as(number.value, number.decimals):
            off.append(f"The data hold {name}{held.text()}% ({held.source}).")
    if len(claim.periods) > 1 and not off:
        direction = order.way(claim, known, RISE, FALL)
        first, last = (known.rate(known.level([g]), m, p, g) for m, g, p in (cells[0], cells[-1]))
        if direction and first is not None and last is not None:
            met = first.below(last) if direction > 0 else last.below(first)
            off += [] if met else ["It went the other way."]
    return Verdict(FAILS if off else HOLDS, "; ".join(told), " ".join(off) or "As the data say.")


def _paired(claim: Claim) -> list[tuple[str, str, str]]:
    """Return what each percentage is of; empty where that is not clear."""
    many = len(claim.percents)
    parts = (claim.measures, claim.groups, claim.periods)
    if any(len(part) not in (1, many) for part in parts):
        return []
    if many > 1 and sum(len(part) == many for part in parts) != 1:
        return []
    wide = [part if len(part) == many else part * many for part in parts]
    return list(zip(*wide, strict=True))


def _check_gap(claim: Claim, known: Known) -> Verdict:
    """Compare a gap, or the range of several, with the gaps that the data give."""
    if claim.reference == "?" or len(claim.numbers) > 2 or len(claim.periods) > 1:
        return order.CROWDED
    reference = claim.reference or REFERENCES.get(known.level(claim.groups), "")
    named = _named_gaps(claim, known, reference)
    wanted = len(claim.periods) * len(claim.measures) * len(claim.groups)
    if not wanted or len(named) < wanted:
        return lacking("a gap of each group, measure and period that is named")
    recomputed = "; ".join(f"{name}: {span.text()}" for name, span in named)
    source = "; ".join(dict.fromkeys(span.source for _, span in named))
    against = f"Against {reference}, from {source}."
    if _turned(claim, [span for _, span in named]):
        return Verdict(FAILS, recomputed, f"It points the other way. {against}")
    numbers = [number for number in claim.numbers if not number.percent] or list(claim.numbers)
    sizes = [span.size() for _, span in named]
    least, most = min(sizes, key=_middle), max(sizes, key=_middle)
    if _ends(numbers, least, most):
        return Verdict(HOLDS, recomputed, against)
    ends = least.text() if least == most else f"{least.text()} at the least, {most.text()} at most"
    return Verdict(FAILS, recomputed, f"The data give {ends}, in points. {against}")


def _named_gaps(claim: Claim, known: Known, reference: str) -> list[tuple[str, Span]]:
    level = known.level([*claim.groups, reference])
    found = [
        (f"{group} {measure.replace('_', ' ')} {period}",
         known.gap(level, measure, period, group, reference))
        for period in claim.periods
        for measure in claim.measures
        for group in claim.groups
    ]  # fmt: skip
    return [(name, span) for name, span in found if span is not None]


def _turned(claim: Claim, spans: list[Span]) -> bool:
    """Return whether the sentence says above where the data say below, or the other way."""
    up = claim.says(ABOVE) or claim.signed("up")
    down = claim.says(BELOW) or claim.signed("down")
    return up != down and any(span.high < 0 if up else span.low > 0 for span in spans)


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
        return Verdict(
            CANNOT, "", "Each pair of numbers is printed once, and the project holds neither."
        )
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
    "same": _check_same,
    "gap": _check_gap,
    "extreme": order.check_extreme,
    "all": order.check_all,
    "trend": order.check_trend,
    "gradient": order.check_gradient,
}
