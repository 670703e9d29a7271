"""Read a sentence that claims something of the numbers: what kind it is, and of what it speaks.

Sentences are plain English that names measures, groups and periods as the project does. What a
sentence is not understood to say is never guessed: a word that its kind does not know makes it one
that cannot be checked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

KINDS = {
    "share": "40% of 11 · 21.3% is 306,990 of 1,456,446 · CO_PPG_KNOW: 40% of 11",
    "rate": "Recovery of Bangladeshi in 2021-22 is 43.9%",
    "gap": "The gap of Asian in recovery and reliable recovery in 2021-22 is 3 to 3.5 points",
    "extreme": "White had the smallest fall in access rate from 2015-16 to 2021-22",
    "all": "All groups except Chinese were below White British in recovery in 2021-22",
    "trend": "The gap of Asian in recovery narrowed year on year from 2021-22 to 2024-25",
    "gradient": "Recovery fell with deprivation in 2022-23",
    "total": "18 + 4 = 22 · 54% + 47% = 100% of 41 · 1,570,994 = 2,125,501",
    "same": "Reliable improvement of White Irish in 2015-16 is 63.8% and 63.5%",
    "copied": "Vacancy 12 v 13.8 and sickness 12 v 13.8",
}
"""What can be checked, each with a sentence that shows how to say it."""
UNCOVERED = (
    "whether two statements contradict each other, or one rests on another that is missing",
    "what a word means, and whether it means the same throughout",
    "titles, numbering and cross-references",
    "assumptions that are told as findings",
)
FIGURE = re.compile(r"\d[\d,.]*")
NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?(\s*(?:%|per ?cent\b))?(?![\w-]|[.,]\d)"
)
RANGE = re.compile(r"(?<=\d)[-\N{EN DASH}](?=\d)")  # the hyphen of "4.3-6.9"
SIGNS = {
    "up": re.compile(r"(?<![\w.])\+\s*\d"),
    "down": re.compile(r"(?<![\w.])[-\N{MINUS SIGN}]\s*\d"),
}
PERIOD = re.compile(r"\b20\d\d[-/\N{EN DASH}]\d\d\b")
ITEM = re.compile(r"\b[A-Z]{2,}_[A-Z0-9_]+\b")
PAIR = re.compile(r"\d+(?:\.\d+)? v \d+(?:\.\d+)?")
SUM = re.compile(r"[\d,.]+\s*%?(\s*\+\s*[\d,.]+\s*%?)*\s*=\s*[\d,.]+\s*%?(\s+of\s+[\d,]+)?\.?")
VERBS = "were|was|are|is|had|have|has|fell|rose|saw"
SPARED = re.compile(rf"\b(?:except|but|apart from|other than)\b(.*?)(?=\b(?:{VERBS})\b|$)")
COMPARED = re.compile(r"\b(?:below|above|lower than|higher than|than)\b")
AGAINST = re.compile(r"\b(?:between|than|below|above|and|to)\b")
LOW, HIGH = ("lowest", "smallest"), ("highest", "largest", "greatest", "biggest")
FALL = ("fall", "fell", "reduction", "drop", "decrease", "decline")
RISE = ("rise", "rose", "increase", "growth", "grew")
BELOW, ABOVE = ("below", "lower"), ("above", "higher")
GOOD, BAD = ("improved", "better"), ("worsened", "worse")  # up or down, as the measure has it
TREND = ("year on year", "every year", "each year")
NARROW, WIDEN = ("narrow",), ("widen",)
COMMON = {
    "the", "a", "an", "of", "in", "for", "was", "were", "is", "are", "had", "has", "have", "and",
    "people", "group", "groups", "rate", "rates", "by", "at", "with", "from", "to", "that", "their",
    "per", "cent", "percent",
}  # fmt: skip
_CHANGE = {*FALL, *RISE, "decreased", "declined", "dropped", "increased", "improved", "worsened"}
WORDS: dict[str, set[str]] = {  # what a sentence of a kind may say beside names and numbers
    "share": {"respondents", "leads", "commissioners", "clinical", "answers"},
    "rate": _CHANGE,
    "same": set(),
    "gap": {"gap", "gaps", "point", "points", "percentage", "between", "than", "below", "above",
            "lower", "higher"},
    "extreme": {*LOW, *HIGH, *_CHANGE, "change", "gap"},
    "all": {"all", "every", "except", "but", "apart", "other", "than", *BELOW, *ABOVE,
            "better", "worse"},
    "trend": {*_CHANGE, "year", "on", "every", "each", "gap", "gaps", "narrowed", "widened", "all"},
    "gradient": {*_CHANGE, "deprivation"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was printed: its value, its decimals, and whether it is a percentage."""

    value: float
    decimals: int
    percent: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and what it speaks of; `kind` is empty where none was recognised.

    `plain` is the text without periods, items and names of measures: words are looked for there.
    `except_` are groups that an "all" leaves out, `reference` the one that others are compared
    with, empty for the usual one. `unread` are words that the kind does not know.
    """

    id: str
    text: str
    kind: str = ""
    measures: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    item: str = ""
    except_: tuple[str, ...] = ()
    reference: str = ""
    plain: str = ""
    unread: tuple[str, ...] = ()

    def says(self, words: Iterable[str]) -> bool:
        """Return whether the sentence has a word that begins so."""
        return any(re.search(rf"\b{word}", self.plain) for word in words)

    def signed(self, way: str) -> bool:
        """Return whether a number has the sign of this way, ``up`` or ``down``."""
        return bool(SIGNS[way].search(self.plain))

    @property
    def percents(self) -> list[Number]:
        """The numbers that are percentages."""
        return [number for number in self.numbers if number.percent]


def read_claim(id: str, text: str, measures: Mapping[str, str], groups: Iterable[str]) -> Claim:
    """Read one sentence.

    Parameters
    ----------
    id, text : str
        The claim.
    measures : mapping of str to str
        What a measure may be called, to its id.
    groups : iterable of str
        The groups of the project, at every granularity.
    """
    text, groups = " ".join(text.split()), list(groups)
    periods = tuple(f"{found[:4]}-{found[5:]}" for found in PERIOD.findall(text))
    items = ITEM.findall(text)
    rest = ITEM.sub(" ", PERIOD.sub(" ", text))
    named, rest = _measures(rest, measures)
    left, spared = _except(rest)
    claim = Claim(
        id, text, "", named, tuple(_groups(left, groups)), periods, tuple(_numbers(rest)),
        items[0] if items else "", tuple(_groups(spared, groups)), plain=rest.casefold(),
    )  # fmt: skip
    claim = replace(claim, kind=_kind(claim))
    if claim.kind in ("all", "gap"):
        claim = _compared(claim, left, groups)
    return replace(claim, unread=tuple(_unread(claim, rest, groups)))


def _compared(claim: Claim, text: str, groups: list[str]) -> Claim:
    """Part the group that others are compared with from the others, by where it stands."""
    match = COMPARED.search(text)
    if match is not None:
        before, after = (
            _groups(part, groups) for part in (text[: match.start()], text[match.end() :])
        )
        one = after[0] if len(after) == 1 else ""
        return replace(claim, groups=tuple(before), reference=one or "?")
    if claim.kind == "gap" and re.search(r"\bbetween\b", text) and len(claim.groups) == 2:
        return replace(claim, groups=claim.groups[:1], reference=claim.groups[1])
    return claim


def _kind(claim: Claim) -> str:
    percents, measured = claim.percents, bool(claim.measures)
    one_cell = len(claim.measures) == len(claim.groups) == len(claim.periods) == 1
    about_gap = claim.says(("gap", "point"))
    moves = claim.says((*TREND, *NARROW, *WIDEN))
    rules = (
        ("copied", len(PAIR.findall(claim.text)) >= 2),
        ("total", "=" in claim.text),
        ("gradient", measured and claim.says(("deprivation",))),
        ("trend", measured and moves),
        ("extreme", measured and claim.says((*LOW, *HIGH)) and bool(claim.groups)),
        ("all", measured and claim.says((r"all\b", r"every\b")) and bool(claim.groups)),
        ("gap", measured and about_gap and bool(claim.numbers and claim.groups)),
        ("same", one_cell and len(percents) == 2),
        ("rate", measured and bool(percents and claim.groups and claim.periods)),
        ("share", not measured and len(percents) == 1),
    )
    return next((kind for kind, met in rules if met), "")


def _unread(claim: Claim, rest: str, groups: list[str]) -> Iterable[str]:
    """Yield the words that a sentence of this kind may not hold: what they say is not checked."""
    known = WORDS.get(claim.kind)
    if known is None:
        return
    for name in sorted(groups, key=len, reverse=True):
        rest = _named(name).sub(" ", rest)
    for word in re.findall(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)?", rest):
        if word.casefold() not in COMMON | known:
            yield word
    if len(FIGURE.findall(RANGE.sub(" to ", rest))) != len(claim.numbers):
        yield "a number"


def _measures(text: str, measures: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the measures in the order in which they are named, and the text without them."""
    found = []
    for name in sorted(measures, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(text):
            found.append((match.start(), measures[name]))
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return tuple(dict.fromkeys(id for _, id in sorted(found))), text


def _named(group: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if " " in group else 0  # "other" and "white" are words too
    return re.compile(rf"(?<!\w){re.escape(group)}(?!\w)", flags)


def _groups(text: str, groups: Iterable[str]) -> list[str]:
    found = []
    for name in sorted(set(groups), key=len, reverse=True):
        pattern = _named(name)
        for match in pattern.finditer(text):
            found.append((match.start(), name))
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return list(dict.fromkeys(name for _, name in sorted(found)))


def _except(text: str) -> tuple[str, str]:
    """Part a sentence into what it says, and whom it spares: "all except Chinese were ..."."""
    match = SPARED.search(text)
    if match is None:
        return text, ""
    return text[: match.start()] + " " * len(match[0]) + text[match.end() :], match[1]


def _numbers(text: str) -> Iterable[Number]:
    for whole, decimals, percent in NUMBER.findall(RANGE.sub(" to ", text)):
        value = float(whole.replace(",", "") + decimals)
        yield Number(value, max(0, len(decimals) - 1), bool(percent))
