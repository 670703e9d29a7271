"""Claims of order: the lowest, all but one, year on year, along deprivation."""

from collections.abc import Iterable
from itertools import pairwise

from mixedmethods.integration.claims.known import REFERENCES, Known, Span, fine_of
from mixedmethods.integration.claims.read import (
    ABOVE,
    BAD,
    BELOW,
    FALL,
    GOOD,
    LOW,
    NARROW,
    RISE,
    TREND,
    WIDEN,
    Claim,
)
from mixedmethods.integration.claims.verdict import (
    CANNOT,
    FAILS,
    HOLDS,
    ONE_LEVEL,
    Verdict,
    lacking,
)
from mixedmethods.model.code_lists import ETHNIC_5, ETHNIC_16

CROWDED = Verdict(
    CANNOT, "", "It says several things, or gives numbers besides. Say one thing in a sentence."
)
WAYLESS = Verdict(CANNOT, "", "It is not clear which way. Say rose or fell, above or below.")


def way(claim: Claim, known: Known, up: Iterable[str], down: Iterable[str]) -> int:
    """Return 1 where the sentence says up, -1 where down, and 0 where that is not clear.

    Better and worse are up or down as the measure has it.
    """
    ways = {sign for words, sign in ((up, 1), (down, -1)) if claim.says(words)}
    better = {"higher": 1, "lower": -1}.get(known.better(claim.measures[0]), 0)
    ways |= {sign * better for words, sign in ((GOOD, 1), (BAD, -1)) if claim.says(words)}
    return ways.pop() if len(ways) == 1 else 0


def check_extreme(claim: Claim, known: Known) -> Verdict:
    """Check who is lowest or highest, or changed least or most; then at the finer level too."""
    if len(claim.groups) > 1 or len(claim.measures) > 1 or claim.numbers or len(claim.periods) > 2:
        return CROWDED
    if len(claim.periods) == 2 and claim.says(FALL) == claim.says(RISE):
        return WAYLESS
    group = claim.groups[0]
    level = known.level([group])
    ranked = _ranked(claim, known, level)
    if group not in ranked or len(ranked) < 2:
        return lacking(f"{claim.measures[0]} of {group} and others in the period")
    first = next(iter(ranked))
    listed = ", ".join(f"{name} {span.text()}" for name, span in ranked.items())
    source = ranked[group].source
    if not _clear(claim, ranked, group):
        if first == group or _touch(ranked[first], ranked[group]):
            return Verdict(CANNOT, listed, "The spans overlap: the data do not tell who is first.")
        return Verdict(FAILS, listed, f"It is {first}, from {source}.")
    if level != ETHNIC_5:
        return Verdict(HOLDS, listed, source)
    finer = _ranked(claim, known, ETHNIC_16)
    if finer and next(iter(finer)) not in fine_of(group):
        shown = ", ".join(f"{name} {span.text(2)}" for name, span in list(finer.items())[:6])
        return Verdict(
            ONE_LEVEL, listed,
            f"True of the five groups, false of the sixteen categories: there it is {shown}.",
        )  # fmt: skip
    return Verdict(HOLDS, listed, source)


def _ranked(claim: Claim, known: Known, level: str) -> dict[str, Span]:
    """Return the groups with what is compared, the one that the claim's word means first."""
    measure, found = claim.measures[0], {}
    lowest = claim.says(LOW)
    change, gap = len(claim.periods) > 1, claim.says(("gap",))
    for group in known.groups(level, measure, claim.periods[0] if claim.periods else ""):
        if change:
            span = known.change(level, measure, (claim.periods[0], claim.periods[-1]), group)
        elif not claim.periods:
            span = None
        elif gap:
            span = known.gap(level, measure, claim.periods[0], group)
            span = None if span is None or group == REFERENCES.get(level) else span.size()
        else:
            span = known.rate(level, measure, claim.periods[0], group)
        if span is not None:
            found[group] = span
    if change and claim.says(FALL):
        lowest = not lowest  # the smallest fall is the highest change
    return dict(sorted(found.items(), key=lambda pair: pair[1].low if lowest else -pair[1].high))


def _clear(claim: Claim, ranked: dict[str, Span], group: str) -> bool:
    """Return whether the group is first whatever the spans hold; a tie is not clear."""
    first = next(iter(ranked))
    return first == group and not any(
        _touch(ranked[group], span) for name, span in ranked.items() if name != group
    )


def _touch(one: Span, other: Span) -> bool:
    return not (one.below(other) or other.below(one))


def check_all(claim: Claim, known: Known) -> Verdict:
    """Check whether all groups but those named are below (or above) the reference."""
    fault = _unfit(claim, known)
    if fault is not None:
        return fault
    level = known.level([claim.reference])
    off, many = _exceptions(claim, known, level, claim.reference)
    if not many:
        return lacking(f"{claim.measures[0]} of {claim.reference} and others in the period")
    if off:
        return Verdict(FAILS, ", ".join(off), f"{len(off)} of {many} are not: {', '.join(off)}.")
    if level == ETHNIC_16 and not claim.except_:
        coarse, _ = _exceptions(claim, known, ETHNIC_5, REFERENCES[ETHNIC_5])
        if coarse:
            return Verdict(ONE_LEVEL, ", ".join(coarse), "False of the five groups.")
    if level == ETHNIC_5:
        fine, _ = _exceptions(claim, known, ETHNIC_16, REFERENCES[ETHNIC_16])
        if fine:
            return Verdict(
                ONE_LEVEL, ", ".join(fine),
                f"True of the five groups, false of {len(fine)} categories: {', '.join(fine)}.",
            )  # fmt: skip
    return Verdict(HOLDS, f"{many} of {many}")


def _unfit(claim: Claim, known: Known) -> Verdict | None:
    """Return why an "all" cannot be checked; None where it can."""
    if claim.numbers or len(claim.measures) > 1 or len(claim.periods) > 1:
        return CROWDED
    if not claim.periods or claim.reference in ("", "?"):
        return lacking("a period, and one group that the others are compared with")
    return None if way(claim, known, ABOVE, BELOW) else WAYLESS


def _exceptions(claim: Claim, known: Known, level: str, reference: str) -> tuple[list[str], int]:
    measure, period = claim.measures[0], claim.periods[0]
    theirs = known.rate(level, measure, period, reference)
    if theirs is None:
        return [], 0
    below = way(claim, known, ABOVE, BELOW) < 0
    spared = {*claim.except_, *(name for group in claim.except_ for name in fine_of(group))}
    off, many = [], 0
    meant = _meant(claim, level) or known.groups(level, measure, period)
    for group in sorted(meant - spared - {reference}):
        ours = known.rate(level, measure, period, group)
        if ours is None:
            continue
        many += 1
        if not (ours.below(theirs) if below else theirs.below(ours)):
            off.append(f"{group} {ours.text()} against {theirs.text()}")
    return off, many


def _meant(claim: Claim, level: str) -> set[str]:
    """Return the groups that an "all" is about: those it names, or the categories of them."""
    named = set(claim.groups)
    return {n for group in named for n in fine_of(group)} or named if level == ETHNIC_16 else named


def check_trend(claim: Claim, known: Known) -> Verdict:
    """Check whether a rate or gap went one way: each year, or between the ends that are named."""
    if claim.numbers or len(claim.measures) > 1 or len(claim.periods) > 2 or not claim.groups:
        return CROWDED
    gap = claim.says(("gap", *NARROW, *WIDEN))
    down, up = ((*NARROW, *FALL), (*WIDEN, *RISE)) if gap else (FALL, RISE)
    direction = 0 if gap and claim.says((*GOOD, *BAD)) else way(claim, known, up, down)
    if not direction:
        return WAYLESS
    level = known.level(claim.groups)
    off, told, few = [], [], []
    for group in claim.groups:
        series = _series(claim, known, level, group, gap)
        if len(series) < 2:
            few.append(group)
            continue
        told.append(f"{group} " + " -> ".join(f"{span.text()} ({p})" for p, span in series))
        off += [
            f"{group} {before.text()} to {after.text()} ({period})"
            for (_, before), (period, after) in pairwise(series)
            if not (after.below(before) if direction < 0 else before.below(after))
        ]
    if few:
        return lacking(f"two periods or more of {', '.join(few)}")
    if off:
        return Verdict(FAILS, "; ".join(off), "It went the other way, or stood still.")
    return Verdict(HOLDS, "; ".join(told))


def _series(
    claim: Claim, known: Known, level: str, group: str, gap: bool
) -> list[tuple[str, Span]]:
    """Return what is compared, period by period; without "year on year" only the ends."""
    measure = claim.measures[0]
    periods = known.periods(level, measure, group)
    if claim.periods:
        if not set(claim.periods) <= set(periods):
            return []
        periods = [p for p in periods if claim.periods[0] <= p <= claim.periods[-1]]
    exact: list[tuple[str, Span]] = []
    for period in periods:
        span = (known.gap if gap else known.rate)(level, measure, period, group)
        if span is not None and len(span.values) == 1:  # a pooled one is no link of a chain
            exact.append((period, span.size() if gap else span))
    return exact if claim.says(TREND) or len(exact) < 2 else [exact[0], exact[-1]]


def check_gradient(claim: Claim, known: Known) -> Verdict:
    """Check whether a rate falls (or rises) from each decile of deprivation to the next."""
    if claim.numbers or claim.groups or len(claim.measures) > 1 or len(claim.periods) > 1:
        return CROWDED
    if not claim.periods:
        return lacking("a period")
    direction = way(claim, known, RISE, FALL)
    if not direction:
        return WAYLESS
    spans = known.deciles(claim.measures[0], claim.periods[0])
    if not spans:
        return lacking(f"{claim.measures[0]} by deprivation decile in {claim.periods[0]}")
    listed = ", ".join(span.text() for span in spans)
    off = [
        f"{before.text()} to {after.text()} (decile {10 - place - 1})"
        for place, (before, after) in enumerate(pairwise(spans))
        if not (after.below(before) if direction < 0 else before.below(after))
    ]
    if off:
        return Verdict(FAILS, listed, f"Not from {'; '.join(off)}.")
    return Verdict(HOLDS, listed, "From the least to the most deprived decile.")
