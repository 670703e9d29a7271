"""How lines of a text say who speaks: the styles of labels, and which of them a file is in."""

import re
from collections.abc import Callable, Collection, Sequence

from mixedmethods.ingest.transcripts.speaker import is_heading, moderates

TIME = r"\d{1,2}(?::\d{2}){1,2}"
# With a time the label may be any words; without, each word must look like a name or number, so
# that "For example: ..." inside a turn does not become a speaker. Names are of any script, and
# P3 may be written p3.
TIMED = re.compile(rf"(?P<who>[^\[\]:\n]{{1,60}}?)[ \t]*\[(?P<time>{TIME})\][ \t]*:")
ROUND = re.compile(rf"(?P<who>[^()\[\]:\n]{{1,60}}?)[ \t]*\((?P<time>{TIME})\)[ \t]*:(?=\s|$)")
WORD = r"[^\W_][^\s:;,!?()\[\]\"“”]{0,29}"
BESIDE = r"(?:[ ]\([^()\n:]{1,30}\))?"  # Ann (P3), Ann (she/her)
COLON = r"[ \u00a0\u202f]?(?::(?=\s|$)|\uff1a)"
NAMED = re.compile(
    rf"(?:[\[(]?(?P<time>{TIME})[\])]?[ \t]+(?:[-–][ \t]+)?)?"
    rf"(?P<who>{WORD}(?:[ ]{WORD}){{0,3}}{BESIDE}){COLON}"
)
BOLD = re.compile(
    rf"(?P<mark>\*\*|__)(?P<who>[^*\n:]{{1,60}}?)[ ]*(?:[\[(](?P<time>{TIME})[\])])?[ ]*"
    r"(?::[ ]*(?P=mark)|(?P=mark)[ ]*:)"
)
HEADED = re.compile(
    r"(?P<who>[^\W\d_][^:\[\]\n\t]{0,59}?)(?:[ \u00a0]{2,}|[ ]?\t[ \t]*|[ ](?=[(\[]))"
    rf"[\[(]?(?P<time>{TIME})[\])]?[ \t]*"
)
BRACKETED = re.compile(r"\[(?P<who>[^\[\]:\n]{1,40})\](?:[ \t]*:)?(?=\s|$)")
CHAT = re.compile(
    r"(?P<time>\d{1,2}:\d{2}:\d{2})(?:\t(?P<who>[^\t\n]{1,80}?):(?:\t|$)"
    r"|[ \t]+From[ \t]+(?P<sender>[^\t\n]{1,80}?)(?:[ \t]+to[ \t]+[^\t\n]{1,80}?)?[ \t]*:(?=\s|$))",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"[a-z]{1,3}\d{1,3}")
ALONE = re.compile(rf"[\[(]?(?P<time>{TIME})[\])]?")
NOISE = re.compile(
    r"(?:in|un)?(?:audible|clear|intelligible)|cross ?talk|laugh|pause|silence|music|applause|"
    r"cough|sigh|nod|noise|overlap|phone|door|cry|whisper|break|end|start|sic|redacted|name\b",
    re.IGNORECASE,
)
SHARE = 3  # of the lines, one in so many must start with a bracketed name

Style = Callable[[str], re.Match[str] | None]


def style_of(
    lines: Sequence[str], rows: range, moderators: Collection[str]
) -> tuple[str, dict[int, re.Match[str]]]:
    """Return the style that most lines fit, and its matches by line; without any, no matches.

    Parameters
    ----------
    lines : sequence of str
        The lines of a text.
    rows : range
        Those of them that can be speech.
    moderators : collection of str
        Labels, in lower case, that mark a moderator.

    Returns
    -------
    str, dict
        ``chat``, ``timed``, ``headed``, ``round``, ``named`` or ``bracketed``. A line of the first
        two is never anything else, so that one of them settles it.
    """
    styles: dict[str, Style] = {
        "chat": CHAT.match,
        "timed": lambda line: None if BOLD.match(line) else TIMED.match(line),
        "headed": headed,
        "round": ROUND.match,
        "named": lambda line: named(line, moderators),
        "bracketed": _bracketed,
    }
    found = {
        style: {row: match for row in rows if (match := fits(lines[row]))}
        for style, fits in styles.items()
    }
    filled = sum(1 for row in rows if lines[row].strip())
    if len(found["bracketed"]) * SHARE < filled:
        found["bracketed"] = {}
    for certain in ("chat", "timed"):
        if found[certain]:
            return certain, found[certain]
    best = max(found, key=lambda style: len(found[style]))
    return best, found[best]


def named(line: str, moderators: Collection[str]) -> re.Match[str] | None:
    """Return the match of a line that starts with a name and a colon, as ``Ann B: words``."""
    match = BOLD.match(line) or NAMED.match(line)
    if match is None or match.re is BOLD or moderates(match["who"], moderators):
        return match if match is None or not is_heading(match["who"]) else None
    words = match["who"].partition(" (")[0].split()
    names = all(not word[0].islower() for word in words) or NUMBERED.fullmatch(match["who"])
    return match if names and not is_heading(match["who"]) else None


def headed(line: str) -> re.Match[str] | None:
    """Return the match of a line that holds a name and a time, as ``Ann B  12:45``, alone."""
    match = HEADED.fullmatch(line.rstrip()) if len(line) < 100 else None
    if match is None or match["who"][-1] in ",;?!" or len(match["who"].split()) > 6:
        return None
    sentence = match["who"].endswith(".") and len(match["who"].split()[-1]) > 3
    return None if sentence or is_heading(match["who"]) else match


def _bracketed(line: str) -> re.Match[str] | None:
    match = BRACKETED.match(line)
    if match is None or NOISE.search(match["who"]) or not match["who"][:1].isalnum():
        return None
    return match if len(match["who"].split()) <= 4 else None


def like_a_label(line: str) -> bool:
    """Return whether a line starts like a label, whosever it is."""
    return (NAMED.match(line) or BOLD.match(line)) is not None


def headed_by(line: str) -> bool:
    """Return whether a line starts like a label that is a heading or a remark."""
    match = NAMED.match(line) or BOLD.match(line)
    return match is not None and is_heading(match["who"])
