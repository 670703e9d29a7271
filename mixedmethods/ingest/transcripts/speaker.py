"""What the label before a turn says: whose it is, whether they moderate, or that it is nobody."""

import re
import unicodedata
from collections.abc import Collection, Iterable

MODERATORS = ("m", "mod", "moderator", "facilitator", "interviewer", "researcher", "int")
ONE_OF_SEVERAL = re.compile(r"(?P<label>\D+?)[ .-]?(?:\d{1,2}|(?<=[ .-])[a-z])?")  # M1, Moderator B
SPACE = re.compile(r"\s+")
NUMBER = re.compile(r"[ .#]*\d{1,3}[a-z]?$")

# Words that end with a colon at the start of a line and are nobody's name: remarks, and what
# stands at the head of a transcript. English, and what the forms of other languages start with.
REMARKS = frozenset({
    "note", "notes", "nb", "n.b", "n.b.", "nota", "notas", "anmerkung", "remarque", "example",
    "for example", "for instance", "e.g", "e.g.", "i.e", "i.e.", "that is", "also", "ps", "p.s",
    "p.s.", "re", "http", "https", "warning", "comment", "comments", "end", "start", "date",
    "datum", "fecha", "data", "time", "start time", "end time", "uhrzeit", "heure", "hora",
    "place", "location", "venue", "ort", "lieu", "lugar", "duration", "dauer", "duración",
    "length", "title", "titel", "titre", "título", "subject", "project", "study", "projekt",
    "projet", "proyecto", "file", "file name", "filename", "recording", "recorded",
    "recording date", "interview date", "date of interview", "transcript", "transcription",
    "transcriber", "transcribed", "transcribed by", "participants", "attendees", "teilnehmer",
    "teilnehmende", "participantes", "present", "apologies", "speakers", "speaker key", "key",
    "legend", "agenda", "summary", "keywords", "summary keywords", "version", "language",
    "status", "attachments", "invited", "meeting records",
})  # fmt: skip
# Words that are a heading only where a number follows; "Question:" alone may be an interviewer.
NUMBERED = frozenset({
    "question", "pergunta", "pregunta", "frage", "domanda", "vraag", "spørgsmål", "fråga",
    "pytanie", "topic", "thema", "tema", "thème", "section", "part", "teil", "parte", "partie",
    "chapter", "item", "step", "task", "theme", "activity", "exercise", "interview",
    "focus group", "session", "page", "figure", "table", "line", "option", "day", "week",
    "appendix",
})  # fmt: skip


def is_heading(label: str) -> bool:
    """Return whether a label is the heading of a passage or a remark, and no speaker."""
    words = SPACE.sub(" ", label).strip().casefold()
    bare = NUMBER.sub("", words) if words[-1:].isalnum() else words
    return words in REMARKS or (bare != words and bare in NUMBERED)


def moderates(who: str, moderators: Collection[str]) -> bool:
    """Return whether a label marks a moderator; a number or letter may follow."""
    match = ONE_OF_SEVERAL.fullmatch(who.casefold())
    return who.casefold() in moderators or (match is not None and match["label"] in moderators)


def sameness(who: str) -> str:
    """Return what the spellings of one name share: letters without case, and no white space."""
    return SPACE.sub("", unicodedata.normalize("NFKC", who).casefold())


def first_spellings(names: Iterable[str]) -> list[str]:
    """Return each name in the spelling in which it came first."""
    first: dict[str, str] = {}
    return [first.setdefault(sameness(who), who) for who in names]
