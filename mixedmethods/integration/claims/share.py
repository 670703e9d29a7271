"""Claims of a share of a base, and of numbers that should add up."""

import re
from collections.abc import Callable

from mixedmethods.integration.claims.read import FIGURE, SUM, Claim, Number
from mixedmethods.integration.claims.verdict import CANNOT, FAILS, HOLDS, OTHER_BASE, Verdict
from mixedmethods.survey.bases import bases_for, fitting

Counted = Callable[[str], list[tuple[str, int, int]]]
"""Gives an item's answers that stand side by side: (options, people, base)."""
OF = re.compile(r"\d of \d")  # 306,990 of 1,456,446
LISTED = 3
SMALL = 10_000  # above it every whole percentage is possible, and bases are a range


def check_share(claim: Claim, counted: Counted) -> Verdict:
    """Check whether a number of people out of the base can be printed as that percentage."""
    percent = next(number for number in claim.numbers if number.percent)
    others = [number for number in claim.numbers if not number.percent]
    if not others:
        return Verdict(CANNOT, "", "A percentage needs its base. Say of how many.")
    if len(others) > 1 and OF.search(claim.text):
        return _of_counts(percent, others[0], others[1])
    if len(others) > 1:
        return Verdict(CANNOT, "", "It is not clear which number is the base. Say 40% of 11.")
    if percent.value > 100:
        return Verdict(CANNOT, "", "A share is 100% or less.")
    base = int(others[0].value)
    if base > SMALL or base < 1:
        return Verdict(CANNOT, "", "On a base this large every such percentage is possible. "
                       "Give the count too: 21.3% is 306,990 of 1,456,446.")  # fmt: skip
    return _of_base(f"{percent.value:.{percent.decimals}f}", base, claim.item, counted)


def _of_base(printed: str, base: int, item: str, counted: Counted) -> Verdict:
    answers = counted(item) if item else []
    told = [(k, n, option) for option, k, n in answers if k in fitting(printed, n)]
    held = "; ".join(f"{k} of {n} ({option})" for k, n, option in told[:1])
    fits = fitting(printed, base)
    counts = " or ".join(f"{k} of {base}" for k in fits)
    if fits and (not answers or any(n == base for _, n, _ in told)):
        return Verdict(HOLDS, held or counts, f"{counts} is printed as {printed}%.")
    if fits and not told:
        option, k, n = answers[0]
        why = f"{printed}% of {base} would be {counts}; no answers to {item} come to {printed}%."
        return Verdict(FAILS, f"{k} of {n} ({option})", why)
    bases = bases_for(printed, base)[:LISTED]
    listed = ", ".join(f"{k} of {n}" for n, k in bases)
    why = (
        f"No number of people out of {base} is printed as {printed}%. "
        f"Bases below it that can: {listed or 'none'}."
        if not fits
        else f"{len(told)} answers to {item} come to {printed}%, on another base than {base}."
    )
    return Verdict(OTHER_BASE, held or listed, why + (f" The answers are {held}." if held else ""))


def _of_counts(percent: Number, part: Number, whole: Number) -> Verdict:
    share = 100 * part.value / whole.value if whole.value else float("nan")
    shown = f"{share:.{max(percent.decimals, 2)}f}"
    half = 0.5 * 10**-percent.decimals
    if abs(share - percent.value) <= half + 1e-9:
        return Verdict(HOLDS, shown, f"{part.value:,.0f} of {whole.value:,.0f} is {shown}%.")
    low, high = (100 * part.value / (percent.value + d) for d in (half, -half))
    return Verdict(
        OTHER_BASE, shown,
        f"{part.value:,.0f} of {whole.value:,.0f} is {shown}%. For {percent.value}% the base "
        f"would have to be {low:,.0f} to {high:,.0f}.",
    )  # fmt: skip


def check_total(claim: Claim) -> Verdict:
    """Check whether the numbers left of the equals sign add up to the one right of it."""
    if not SUM.fullmatch(claim.text):
        return Verdict(CANNOT, "", "A total is its parts and their sum alone: 18 + 4 = 22.")
    left = claim.text.partition("=")[0]
    count = left.count("+") + 1
    parts, rest = claim.numbers[:count], claim.numbers[count:]
    if len(parts) < count or not rest or len(FIGURE.findall(claim.text)) != len(claim.numbers):
        return Verdict(CANNOT, "", "A number could not be read. Write them as 1,234.5.")
    total, whole = sum(number.value for number in parts), rest[0]
    base = int(rest[1].value) if whole.percent and len(rest) > 1 else 0
    places = max(number.decimals for number in (*parts, whole))
    if abs(total - whole.value) < 0.5 * 10**-places:
        return Verdict(HOLDS, f"{total:,.{places}f}", "The parts add up.")
    if base:
        return _rounded_parts(parts, total, base)
    missing = whole.value - total
    share = f" ({100 * abs(missing) / whole.value:.1f}%)" if whole.value else ""
    return Verdict(
        FAILS, f"{missing:,.{places}f}",
        f"The parts come to {total:,.{places}f}: {abs(missing):,.{places}f}{share} "
        f"{'are missing' if missing > 0 else 'are too many'}.",
    )  # fmt: skip


def _rounded_parts(parts: tuple[Number, ...], total: float, base: int) -> Verdict:
    """Say what the parts are before rounding, where whole people on the base add up to it."""
    counts = [round(number.value * base / 100) for number in parts]
    exact = ", ".join(f"{k} of {base} is {100 * k / base:.1f}%" for k in counts)
    whole = sum(counts) == base
    return Verdict(
        FAILS, "; ".join(f"{100 * k / base:.1f}" for k in counts),
        f"The printed percentages add up to {total:g}. {exact}"
        + (": rounding the parts alone makes the difference." if whole else "."),
    )  # fmt: skip
