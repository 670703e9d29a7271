"""Captions: WebVTT (.vtt) of Zoom, Teams and others, and SubRip (.srt)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mixedmethods.errors import FileError
from mixedmethods.ingest.text import decode
from mixedmethods.ingest.transcripts.compose import Said, compose
from mixedmethods.ingest.transcripts.cues import Cue, cut
from mixedmethods.ingest.transcripts.labels import summed
from mixedmethods.ingest.transcripts.speaker import is_heading, sameness
from mixedmethods.ingest.transcripts.styles import TIME, named
from mixedmethods.model import Audit, Source

VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]+([^<>\n]{1,200})>")
TAG = re.compile(
    r"</?(?:c|i|b|u|v|lang|ruby|rt|font)(?:[.\s][^<>]{0,200})?>|<[\d:.]{5,14}>|\{\\an\d\}"
)
ENTITY = re.compile(r"&(amp|lt|gt|nbsp|quot|apos|lrm|rlm|#39);")
ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "quot": '"', "apos": "'", "#39": "'"}
DASH = re.compile(r"\A(?:-|–|>{2,3})[ \t]*")
LOOSE = re.compile(r"(?P<who>[^:<>\n]{1,80}?)[ ]?:(?=\s|$)")
CLOCKED = re.compile(rf"{TIME}|\d+")
MOST = 0.8  # share of captions with a name from which any words before a colon are one
PAUSE = 2.0  # seconds after which captions without names are another turn
LONG = 400  # characters after which they are, once a sentence has ended
SENTENCE = (".", "?", "!", "…", "。")


@dataclass(frozen=True, slots=True)
class _Piece:
    row: int
    who: str
    start: float
    end: float
    words: str


def read_captions(
    name: str, content: bytes, moderators: Collection[str], encoding: str = ""
) -> tuple[Source, Audit]:
    """Read captions; those of one speaker that follow each other become one turn.

    Names are those of voice tags, or stand before a colon: in nearly every caption, or where the
    speaker changes. Captions without any name become turns without a speaker, a new one after a
    pause of two seconds, or where a sentence ends after 400 characters.

    Raises
    ------
    FileError
        If it is no text, or holds no caption.
    """
    cues, remarks = cut(decode(name, content, encoding))
    if not cues:
        raise FileError(
            f"Captions must have times, as in `00:01:02.000 --> 00:01:04.000`. Got none in {name}. "
            "Choose another file, or save it as .txt with a speaker before each turn."
        )
    style, pieces = _pieces(cues, moderators)
    said = _joined(pieces, with_names=style != "unnamed")
    if not said:
        raise FileError(f"Captions must hold words. Got none in {name}. Choose another file.")
    return compose(name, said, moderators, summed(remarks, "lines stand outside a caption"))


def captions_style(text: str) -> str:
    """Return how captions name who speaks: ``voices``, ``each``, ``changes`` or ``unnamed``.

    Returns ``closed`` for voice tags that are closed, as Teams writes them.
    """
    cues, _ = cut(text)
    style = _pieces(cues, ())[0]
    return "closed" if style == "voices" and "</v>" in text else style


def _pieces(cues: Sequence[Cue], moderators: Collection[str]) -> tuple[str, list[_Piece]]:
    """Return how speakers are named, and the words of each with whose they are."""
    if any(VOICE.search(line) for cue in cues for line in cue.lines):
        return "voices", [piece for cue in cues for piece in _voices(cue)]
    plain = [Cue(c.row, c.start, c.end, tuple(_plain(x) for x in c.lines)) for c in cues]
    filled = [cue for cue in plain if cue.lines]
    loose = [who for cue in filled if (who := _loose(cue.lines[0]))]
    if filled and len(loose) >= MOST * len(filled):
        known = {sameness(who) for who in loose}
        return "each", [piece for cue in filled for piece in _each(cue, known)]
    strict = [_strict(line, moderators) for cue in filled for line in cue.lines]
    found = [who for who in strict if who]
    again = len(found) >= 3 and len({sameness(who) for who in found}) < len(found)
    if found and (again or _strict(filled[0].lines[0], moderators)):
        return "changes", _changes(filled, moderators)
    return "unnamed", [_Piece(c.row, "", c.start, c.end, " ".join(c.lines)) for c in filled]


def _voices(cue: Cue) -> list[_Piece]:
    parts = VOICE.split("\n".join(cue.lines))
    pairs = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return [
        _Piece(cue.row, _plain(who), cue.start, cue.end, _plain(words))
        for who, words in pairs
        if _plain(words)
    ]


def _each(cue: Cue, known: Collection[str]) -> list[_Piece]:
    """Cut a caption where a line starts with a name that captions start with."""
    parts: list[tuple[str, list[str]]] = []
    for line in cue.lines:
        who = _loose(line)
        if parts and (not who or sameness(who) not in known):
            parts[-1][1].append(line)
        else:
            parts.append((who, [_rest(line, who)]))
    return [_Piece(cue.row, who, cue.start, cue.end, " ".join(words)) for who, words in parts]


def _changes(cues: Sequence[Cue], moderators: Collection[str]) -> list[_Piece]:
    """Give words without a name to whoever was named last."""
    pieces: list[_Piece] = []
    speaking = ""
    for cue in cues:
        for line in cue.lines:
            who = _strict(line, moderators)
            speaking = who or speaking
            pieces.append(_Piece(cue.row, speaking, cue.start, cue.end, _rest(line, who)))
    return pieces


def _loose(line: str) -> str:
    match = LOOSE.match(DASH.sub("", line, count=1))
    if match is None or CLOCKED.fullmatch(match["who"].strip()) or is_heading(match["who"]):
        return ""
    return match["who"].strip() if len(match["who"].split()) <= 8 else ""


def _strict(line: str, moderators: Collection[str]) -> str:
    match = named(DASH.sub("", line, count=1), moderators)
    return match["who"].strip() if match else ""


def _rest(line: str, who: str) -> str:
    if not who:
        return line
    return DASH.sub("", line, count=1).partition(who)[2].lstrip(" *_").lstrip(":\uff1a*_ ")


def _joined(pieces: Sequence[_Piece], *, with_names: bool) -> list[Said]:
    """Join what one speaker says in captions that follow each other."""
    said: list[Said] = []
    words: list[str] = []
    size, ended = 0, 0.0
    for piece in pieces:
        given = " ".join(piece.words.split())
        same = bool(said) and sameness(said[-1].who) == sameness(piece.who)
        if same and not with_names:
            full = size > LONG and words[-1].endswith(SENTENCE)
            same = not full and piece.start - ended < PAUSE
        if not same:
            _close(said, words)
            said.append(Said(piece.row, piece.who, _time(piece.start), ""))
            words, size = [], 0
        words.append(given)
        size, ended = size + len(given) + 1, piece.end
    _close(said, words)
    return [each for each in said if each.words]


def _close(said: list[Said], words: Sequence[str]) -> None:
    if said:
        last = said[-1]
        said[-1] = Said(last.row, last.who, last.time, " ".join(word for word in words if word))


def _time(seconds: float) -> str:
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def _plain(words: str) -> str:
    bare = TAG.sub("", words)
    return ENTITY.sub(lambda match: ENTITIES.get(match[1], ""), bare).strip()
