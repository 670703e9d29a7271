"""How numbers and machine names are printed: the one place where shares become percentages.

Rounding is half up, as in the published report: 12.5 prints as 13. A share that comes from few
people is printed with its count first: at a base of 11 one person is 9 points.
"""

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from mixedmethods.model import Item, Measure

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
NO_ANSWERS = "no answers"
NO_COUNTS = "counts not supplied"
HIDDEN = "hidden"
SMALL = 20  # below this base a share is printed as people

COLUMNS = {
    "answered": "Answered",
    "aside": "Of these aside",
    "asked": "Asked",
    "base": "People",
    "below": "Groups below",
    "change": "Change, points",
    "ci_high": "Upper limit",
    "ci_low": "Lower limit",
    "code": "Theme",
    "decimals": "Decimals supplied",
    "estimate": "Rate",
    "gap": "Gap, points",
    "gap_first": "First gap, points",
    "gap_last": "Last gap, points",
    "group": "Group",
    "groups": "Groups",
    "item": "Item",
    "kind": "Kind of item",
    "measure": "Measure",
    "n": "Number",
    "no_answer": "No answer",
    "not_asked": "Not asked",
    "note": "Note",
    "off_route": "Answered unasked",
    "option": "Answer",
    "percent": "Whole per cent",
    "period": "Period",
    "prompts": "Prompts",
    "reference": "Reference",
    "reference_base": "People, reference",
    "reference_estimate": "Rate, reference",
    "reference_n": "Number, reference",
    "reference_share": "Share, reference",
    "segments": "Segments",
    "share": "Share",
    "source": "Source",
    "speakers": "Speakers",
    "state": "State",
    "topic": "Question",
    "verdict": "Reading",
    "what": "What is counted",
}

GROUPS = {
    "all": "Everyone",
    "clinical_lead": "Clinical leads",
    "commissioner": "Commissioners",
    "service_user": "Service users",
    "therapist": "Therapists",
}


def column(name: str) -> str:
    """Return the printed heading of a column; a name that is not known is made readable."""
    return COLUMNS.get(name, readable(name))


def group(name: str) -> str:
    """Return the printed name of a group or role; a group the user named stays as it is."""
    return GROUPS.get(name, readable(name) if "_" in name else name)


def block(name: str, items: Iterable[Item]) -> str:
    """Name a block of items: its first question, how many more there are, and its section."""
    first, *more = items
    section = f" ({name})" if name else ""
    return f"{first.wording}{f' and {len(more)} more' if more else ''}{section}"


def readable(name: str) -> str:
    """Turn a machine name into words: ``reliable_recovery`` becomes ``Reliable recovery``."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def measure(id: str) -> str:
    """Return the name of a measure, which comes from its id; its label is the explanation."""
    return readable(id)


def explained(measure: Measure) -> str:
    """Say once what a measure is: its name and its label; nothing where the label says no more.

    Examples
    --------
    >>> explained(Measure("dropout", "Ended contact early")), explained(Measure("gp", "GP sent"))
    ('Dropout: ended contact early.', 'Gp: GP sent.')
    """
    name, label = readable(measure.id), measure.label.strip().rstrip(".")
    if not label or label.lower() == name.lower():
        return ""
    first = label.split()[0]
    plain = first[1:] == first[1:].lower()  # else an abbreviation, as PHQ-9, which stays
    return f"{name}: {label[0].lower() if plain else label[0]}{label[1:]}."


def wording(id: str, items: Iterable[Item] = ()) -> str:
    """Return the wording of an item, or its id where `items` does not have it."""
    return {item.id: item.wording for item in items}.get(id, id)


def percent(share: float, decimals: int = 0) -> str:
    """Print a share (0 to 1) as a percentage; NaN as a dash.

    Examples
    --------
    >>> percent(22 / 41), percent(0.125), percent(0.4207, 2)
    ('54%', '13%', '42.07%')
    """
    return NOTHING if _unknown(share) else f"{_round(share, decimals, 100)}%"


def points(gap: float, decimals: int = 1) -> str:
    """Print a difference in percentage points with its sign; 0 has none; NaN is a dash.

    Examples
    --------
    >>> points(53.88), points(-7.83, 2), points(-0.04)
    ('+53.9', '−7.83', '0.0')
    """
    if _unknown(gap):
        return NOTHING
    text = _signed(gap, decimals)
    return f"+{text}" if gap > 0 and text.strip("0.") else text


def of(n: float, base: float) -> str:
    """Print a count with its base, as ``6 of 11``; a base of 0 as ``no answers``."""
    if _unknown(n) or _unknown(base):
        return NOTHING
    return f"{whole(n)} of {whole(base)}" if base else NO_ANSWERS


def count(n: int, noun: str) -> str:
    """Print a number with its noun.

    Examples
    --------
    >>> count(1, "speaker"), count(2, "speaker")
    ('1 speaker', '2 speakers')
    """
    return f"{n} {noun}{'' if n == 1 else 's'}"


def said_by(row: pd.Series) -> str:
    """Print the three counts of a theme, as ``2 segments, 1 speaker, 1 of 4 groups``."""
    return ", ".join(
        (
            count(row["segments"], "segment"),
            count(row["speakers"], "speaker"),
            f"{row['groups']} of {count(row['of'], 'group')}",
        )
    )


def whole(n: float) -> str:
    """Print a count with commas between thousands; NaN as a dash."""
    return NOTHING if _unknown(n) else f"{int(n):,}"


def number(value: float, decimals: int = 2) -> str:
    """Print a number that is no count, without noughts at its end; NaN as a dash.

    Examples
    --------
    >>> number(3.456), number(4.0), number(-0.5)
    ('3.46', '4', '−0.5')
    """
    if _unknown(value):
        return NOTHING
    text = _signed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def interval(low: float, high: float, decimals: int = 0) -> str:
    """Print the limits of a share (0 to 1) in per cent, as ``28 to 79``; NaN as a dash."""
    if _unknown(low) or _unknown(high):
        return NOTHING
    return f"{_round(low, decimals, 100)} to {_round(high, decimals, 100)}"


def interval_points(low: float, high: float, decimals: int = 1, note: str = "") -> str:
    """Print the limits of a gap in points, as ``−26.9 to 31.6``.

    Where they are NaN: ``counts not supplied`` if that is what the gap's `note` says, else a dash.
    """
    if _unknown(low) or _unknown(high):
        return NO_COUNTS if NO_COUNTS in note else NOTHING
    return f"{_signed(low, decimals)} to {_signed(high, decimals)}"


def answer(n: float, base: float, low: float, high: float) -> str:
    """Print a count, its percentage and its interval.

    Examples
    --------
    >>> answer(6, 11, 0.2801, 0.7873)
    '6 of 11 (55%, 28.0 to 78.7)'
    """
    count = of(n, base)
    if _unknown(n) or not base:
        return count
    return f"{count} ({percent(n / base)}, {interval(low, high, 1)})"


def hidden(n: float, base: float) -> str:
    """Print what is left of a count that was hidden because it is small, or its base is.

    Examples
    --------
    >>> hidden(pd.NA, 41), hidden(0, pd.NA)
    ('hidden, of 41', '0, base hidden')
    """
    if _unknown(n):
        return HIDDEN if _unknown(base) else f"{HIDDEN}, of {whole(base)}"
    return f"{whole(n)}, base {HIDDEN}"


def p(value: float) -> str:
    """Print a p to two significant digits, and one that is tiny as a bound; NaN as a dash.

    Examples
    --------
    >>> p(0.0025569), p(0.867), p(1.0), p(0.00002)
    ('0.0026', '0.87', '1.0', 'below 0.0001')
    """
    if _unknown(value):
        return NOTHING
    if value < 0.0001:
        return "below 0.0001"
    return f"{value:.{1 - math.floor(math.log10(value))}f}"


def places(decimals: float) -> int:
    """Return how many decimals to print where the number supplied may be NA: then 1."""
    return 1 if _unknown(decimals) else int(decimals)


def bar(name: str, base: float) -> str:
    """Print the label of a bar: its group and its base."""
    return f"{group(name)} (n = {whole(base)})"


def _unknown(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _signed(value: float, decimals: int) -> str:
    text = _round(abs(value), decimals)
    return f"{MINUS}{text}" if value < 0 and text.strip("0.") else text


def _round(value: float, decimals: int, scale: int = 1) -> str:
    """Round half up what the float prints as: 0.285 is 28.5 per cent, not 28.499999999999996."""
    exact = Decimal(repr(float(value))) * scale
    return f"{exact.quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP):f}"
