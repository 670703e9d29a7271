"""The order of answers, told by their words: how much, how often, how good, agree or disagree.

It serves to draft an instrument from a file. A person checks the order, for words can mislead.
"""

from collections.abc import Iterable, Sequence

from mixedmethods.ingest.surveys.export import fold

STEPS = (  # of one direction, from none to all; words of one row say the same
    ("not", "not at all", "no", "none", "never"),
    ("little to no", "almost never", "hardly", "hardly ever", "hardly any", "very little"),
    ("minimal", "minimally", "rarely", "seldom", "a little", "slightly", "not very", "not so",
     "not much", "small", "few"),
    ("occasionally", "once in a while", "to some extent", "less often", "yearly", "once a year"),
    ("some", "somewhat", "sometimes", "partly", "partially", "rather", "tend to",
     "monthly"),
    ("fairly", "moderate", "moderately", "reasonably", "about half the time"),
    ("", "quite", "often", "frequently", "many", "quite a bit", "usually", "weekly"),
    ("mostly", "most", "much", "most of the time", "a lot", "largely", "to a large extent"),
    ("very", "very much", "highly", "strongly", "very often", "a great deal", "almost always",
     "daily"),
    ("extremely", "completely", "totally", "fully", "entirely", "always", "all", "definitely"),
)  # fmt: skip
LOW = (
    "disagree", "dissatisfied", "unlikely", "inconsistently", "unimportant", "difficult", "hard",
    "negative", "worse", "oppose", "ineffective", "unhelpful", "uncomfortable", "unprepared",
    "low", "poor", "bad", "poorly", "badly", "untrue", "false", "unsafe", "unfamiliar", "weak",
)  # fmt: skip
HIGH = (
    "agree", "satisfied", "likely", "consistently", "important", "easy", "positive", "better",
    "support", "effective", "helpful", "comfortable", "prepared", "high", "good", "well", "true",
    "safe", "familiar", "strong", "confident", "useful", "aware", "available",
    "involved", "clear", "adequate", "concerned",
)  # fmt: skip
MIDDLE = (
    "neutral",
    "neither",
    "undecided",
    "unsure",
    "not sure",
    "maybe",
    "mixed",
    "about the same",
)
QUALITY = ("fair", "acceptable", "average", "adequate", "ok", "okay")  # the middle of poor and good
BEST = {"excellent": 98.0, "outstanding": 99.0, "perfect": 100.0}
ENDS = {"no": 0.0, "yes": 100.0}
WORDS = {word: step for step, words in enumerate(STEPS) for word in words}
TAIL = " at all"
OPPOSITE = {"disagree": "agree", "dissatisfied": "satisfied", "unlikely": "likely"}
OPPOSITE |= {high: low for low, high in OPPOSITE.items()}


def ordered(options: Iterable[str]) -> list[str] | None:
    """Return options from the lowest to the highest, or None where their words do not tell.

    Examples
    --------
    >>> ordered(["Very well", "Not well at all", "Moderately well"])
    ['Not well at all', 'Moderately well', 'Very well']
    >>> ordered(["agree", "neither agree nor disagree", "strongly disagree"])
    ['strongly disagree', 'neither agree nor disagree', 'agree']
    >>> ordered(["North", "South"])
    """
    given = list(options)
    if len(given) < 2:
        return None
    folded = [fold(option) for option in given]
    ranks = _numbers(folded) or _ranks(folded)
    if ranks is None or len(set(ranks)) < len(given):
        return None
    return [option for _, option in sorted(zip(ranks, given, strict=True))]


def mirrored(options: Iterable[str]) -> list[str]:
    """Return options with those that must have been offered too: what one side has, so the other.

    Only for agreement, satisfaction and likelihood, whose two sides are always alike.

    Examples
    --------
    >>> mirrored(["Agree", "Strongly disagree", "Neither agree nor disagree"])
    ['Agree', 'Strongly disagree', 'Neither agree nor disagree', 'Disagree', 'Strongly agree']
    """
    found = list(options)
    for option in tuple(found):
        *before, stem = fold(option).split() or [""]
        if " ".join(before) in WORDS and stem in OPPOSITE:
            other = " ".join([*before, OPPOSITE[stem]])
            if other not in map(fold, found):
                found.append(other.capitalize() if option[:1].isupper() else other)
    return found


def _numbers(options: Sequence[str]) -> list[float] | None:
    """Return whole numbers as they are; a scale has no more than eleven."""
    if not all(option.isascii() and option.isdigit() for option in options):
        return None
    numbers = [float(option) for option in options]
    return numbers if max(numbers) <= 10 else None


def _ranks(options: Sequence[str]) -> list[float] | None:
    ranks = [_rank(option) for option in options]
    known = [rank for rank in ranks if rank is not None]
    if len(known) == len(options):
        return known
    stem = _common_end(options)  # what all of them are about: "... knowledge", "... of the time"
    if stem:
        shorter = [option.removesuffix(stem).strip() for option in options]
        again = [_rank(option) for option in shorter]
        found = [rank for rank in again if rank is not None]
        return found if len(found) == len(options) else None
    return None


def _rank(option: str) -> float | None:
    """Return a place from 0 to 100 that the words of an option give it; 50 is the middle."""
    words = option.replace(",", " ").split()
    if option in ENDS | BEST:
        return (ENDS | BEST)[option]
    if option in QUALITY or any(option == m or option.startswith(f"{m} ") for m in MIDDLE):
        return 50.0
    if option in WORDS and option:
        return 10.0 * WORDS[option]
    stem = words[-1] if words else ""
    if option.endswith(TAIL):  # "not well at all"
        words = option.removesuffix(TAIL).split()
        stem = words[-1] if words[1:] else stem
    before = " ".join(words[:-1]) if stem in words[-1:] else ""
    if before not in WORDS:
        return None
    step = WORDS[before]
    if stem in LOW:
        return 49.0 - 4.0 * step
    if stem in HIGH:
        return 51.0 + 4.0 * step if step else 0.0
    return 10.0 * step if before else None


def _common_end(options: Sequence[str]) -> str:
    """Return the words that all options end in."""
    split = [option.split() for option in options]
    end: list[str] = []
    for words in zip(*(reversed(words) for words in split), strict=False):
        if len(set(words)) > 1:
            break
        end.insert(0, words[0])
    return " ".join(end)
