"""Read a sentence that claims something of the numbers: what kind it is, and of what it speaks.

Sentences are plain English that names measures, groups and periods as the project does. What a
sentence is not understood to say is never guessed.
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
NUMBER = re.compile(
    r"(?<![\w.-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\s*(?:%|per ?cent))?(?![\w-]|\.\d)"
)
RANGE = re.compile(r"(?<=\d)[-\N{EN DASH}](?=\d)")  # the hyphen of "4.3-6.9"
VERBS = "were|was|are|is|had|have|fell|rose|saw"
SPARED = re.compile(rf"\b(?:except|but|apart from|other than)\b(.*?)(?=\b(?:{VERBS})\b|$)")
PERIOD = re.compile(r"\b20\d\d[-/\N{EN DASH}]\d\d\b")
ITEM = re.compile(r"\b[A-Z]{2,}_[A-Z0-9_]+\b")
PAIR = re.compile(r"\d+(?:\.\d+)? v \d+(?:\.\d+)?")
LOW = ("lowest", "least", "smallest")
HIGH = ("highest", "most likely", "largest", "greatest", "biggest")
FALL = ("fall", "fell", "reduction", "drop", "decrease", "decline")
RISE = ("rise", "rose", "increase", "improve", "growth")
BELOW = ("below", "lower", "worse", "less", "poorer")
ABOVE = ("above", "higher", "better", "more")
TREND = ("year on year", "every year", "each year")
NARROW, WIDEN = ("narrow", "closing", "closed"), ("widen",)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was printed: its value, its decimals, and whether it is a percentage."""

    value: float
    decimals: int
    percent: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and what it speaks of; `kind` is empty where none was recognised.

    `except_` are groups that an "all" leaves out, `reference` the one it compares with.
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

    def says(self, words: Iterable[str]) -> bool:
        """Return whether the sentence has one of these words."""
        folded = self.text.casefold()
        return any(word in folded for word in words)


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
    text = " ".join(text.split())
    periods = tuple(f"{found[:4]}-{found[5:]}" for found in PERIOD.findall(text))
    item = next(iter(ITEM.findall(text)), "")
    rest = ITEM.sub(" ", PERIOD.sub(" ", text))
    named, rest = _measures(rest, measures)
    left, spared = _except(rest)
    every = _groups(left, groups)
    claim = Claim(
        id, text, "", named, tuple(every), periods, tuple(_numbers(rest)), item,
        tuple(_groups(spared, groups)),
    )  # fmt: skip
    return _kinded(claim)


def _kinded(claim: Claim) -> Claim:
    kind = _kind(claim)
    reference = claim.groups[-1] if kind == "all" and claim.groups else ""
    return replace(claim, kind=kind, reference=reference)


def _kind(claim: Claim) -> str:
    percents = [number for number in claim.numbers if number.percent]
    measured, folded = bool(claim.measures), claim.text.casefold()
    extreme = claim.says((*LOW, *HIGH))
    about_gap = "gap" in folded or "point" in folded
    rules = (
        ("copied", len(PAIR.findall(claim.text)) >= 2),
        ("total", "=" in claim.text),
        ("gradient", measured and claim.says(("deprivation", "decile", "imd"))),
        ("trend", measured and claim.says((*TREND, *NARROW, *WIDEN))),
        ("extreme", measured and extreme and bool(claim.groups)),
        ("all", measured and bool(re.search(r"\b(all|every)\b", folded)) and bool(claim.groups)),
        ("gap", measured and about_gap and bool(claim.numbers and claim.groups)),
        ("same", measured and len(percents) == 2 and bool(claim.groups and claim.periods)),
        ("rate", measured and len(percents) == 1 and bool(claim.groups and claim.periods)),
        ("share", not measured and bool(percents)),
    )
    return next((kind for kind, met in rules if met), "")


def _measures(text: str, measures: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the measures in the order in which they are named, and the text without them."""
    found = []
    for name in sorted(measures, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(text):
            found.append((match.start(), measures[name]))
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return tuple(dict.fromkeys(id for _, id in sorted(found))), text


def _groups(text: str, groups: Iterable[str]) -> list[str]:
    found = []
    for name in sorted(set(groups), key=len, reverse=True):
        flags = re.IGNORECASE if " " in name else 0  # "other" and "white" are words too
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", flags)
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
