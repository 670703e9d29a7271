"""Coded transcripts as one web page that stands alone: no script, nothing to load."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from mixedmethods.model import Code, Coding, Source, Turn
from mixedmethods.model.codebook import COLOUR, COLOURS
from mixedmethods.report.guard import printable

Events = dict[int, list[tuple[int, Coding]]]

STRIPES = 6  # more lines under one word could not be told apart
STYLE = """
:root{color-scheme:light}
body{font:16px/1.7 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:2rem auto;
max-width:72rem;padding:0 1rem}
h1,h2{line-height:1.25}
table{border-collapse:collapse;margin:0 0 1.5rem}
th,td{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid #8a8a8a;
vertical-align:top}
td.n,th.n{text-align:right}
.turn{display:grid;grid-template-columns:minmax(0,2fr) minmax(12rem,1fr);gap:0 1.5rem;
margin:0 0 1rem}
.turn h3{grid-column:1/-1;font-size:1rem;margin:0}
.turn p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.moderator p{font-style:italic}
.turn ol{list-style:none;margin:0;padding:0;font-size:.875rem;line-height:1.4}
mark{background-color:#f3f3f3;color:inherit;background-repeat:no-repeat}
sup{font-size:.7rem;line-height:0;user-select:none}
.s{display:inline-block;width:.8rem;height:.8rem;margin-right:.4rem}
@media print{.turn{break-inside:avoid}}
@media (max-width:40rem){.turn{grid-template-columns:1fr}}
""".strip()


@dataclass(frozen=True, slots=True)
class _Book:
    """The codes by id, and the class of style of each set of codes that stand on some words."""

    codes: dict[str, Code]
    looks: dict[tuple[str, ...], str] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.order.update((id, k) for k, id in enumerate(self.codes))

    def place(self, id: str) -> tuple[int, str]:
        return self.order.get(id, len(self.order)), id

    def look(self, of: Iterable[str]) -> str:
        return self.looks.setdefault(tuple(sorted(of, key=self.place)), f"k{len(self.looks)}")

    def name(self, id: str) -> str:
        return (self.codes[id].name if id in self.codes else "") or id

    def colour(self, id: str) -> str:
        colour = self.codes[id].colour if id in self.codes else ""
        return colour if COLOUR.fullmatch(colour) else COLOURS[-1]


def transcript_html(
    source: Source,
    codings: Iterable[Coding],
    codes: Iterable[Code],
    title: str = "",
    label: str = "",
) -> str:
    """Return one coded transcript as a web page.

    Parameters
    ----------
    source : Source
        The text and its turns. Each turn stands under its speaker, its codings beside it.
    codings : iterable of Coding
        Those of other sources are passed over.
    codes : iterable of Code
        Where the names and colours come from; a code that is not there is shown by its id.
    title, label : str, optional
        The heading of the page, else the name of the source, and a line below it.

    Returns
    -------
    str
        A whole HTML document. All text is escaped. The time it takes grows with the length of
        the text and the number of codings, not with their product.
    """
    return transcripts_html([source], codings, codes, title or source.id, label)


def transcripts_html(
    sources: Sequence[Source],
    codings: Iterable[Coding],
    codes: Iterable[Code],
    title: str,
    label: str = "",
) -> str:
    """Return several coded transcripts on one page; see `transcript_html`."""
    book = _Book({code.id: code for code in codes})
    by_source: dict[str, list[Coding]] = {source.id: [] for source in sources}
    for coding in codings:
        if coding.selection.source in by_source:
            by_source[coding.selection.source].append(coding)
    body: list[str] = []
    first = 1
    for source in sources:
        mine = sorted(by_source[source.id], key=_order)
        body += _source(source, mine, book, first)
        first += len(mine)
    styles = STYLE + "".join(_look(name, of, book) for of, name in book.looks.items())
    head = f"<title>{_safe(title)}</title><style>\n{styles}\n</style>"
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{head}</head><body>',
            f"<main><h1>{_safe(title)}</h1>",
            *([f"<p>{_safe(label)}</p>"] if label else []),
            *body,
            "</main></body></html>\n",
        ]
    )


def _source(source: Source, codings: list[Coding], book: _Book, first: int) -> Iterator[str]:
    turns = sorted(source.turns, key=lambda turn: turn.start)
    starts = [turn.start for turn in turns]
    inside: list[list[tuple[int, Coding]]] = [[] for _ in turns]
    for number, coding in enumerate(codings, start=first):
        at = bisect_right(starts, coding.selection.start) - 1
        if at >= 0 and coding.selection.end <= turns[at].end:
            inside[at].append((number, coding))
    yield f"<section><h2>{_safe(source.id)}</h2>"
    yield from _legend(turns, inside, book)
    for turn, numbered in zip(turns, inside, strict=True):
        yield from _turn(source.text, turn, numbered, book)
    yield "</section>"


def _legend(
    turns: list[Turn], inside: list[list[tuple[int, Coding]]], book: _Book
) -> Iterator[str]:
    """Count each code: segments and their speakers, prompts apart."""
    met: dict[str, tuple[list[str], list[str]]] = {}
    for turn, numbered in zip(turns, inside, strict=True):
        for _, coding in numbered:
            met.setdefault(coding.code, ([], []))[turn.moderator].append(turn.speaker)
    if not met:
        yield "<p>Nothing is coded.</p>"
        return
    yield (
        '<table><thead><tr><th scope="col">Code</th><th scope="col" class="n">Segments</th>'
        '<th scope="col" class="n">Speakers</th><th scope="col" class="n">Prompts</th></tr>'
        "</thead><tbody>"
    )
    for id in sorted(met, key=book.place):
        segments, prompts = met[id]
        counts = (len(segments), len(set(segments)), len(prompts))
        cells = "".join(f'<td class="n">{count}</td>' for count in counts)
        yield f'<tr><th scope="row">{_named(id, book)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _turn(text: str, turn: Turn, numbered: list[tuple[int, Coding]], book: _Book) -> Iterator[str]:
    kind = "turn moderator" if turn.moderator else "turn"
    who = " ".join(part for part in (turn.speaker, turn.time) if part) or f"Turn {turn.number}"
    said = ", moderator" if turn.moderator else ""
    yield f'<div class="{kind}"><h3>{_safe(who)}{said}</h3>'
    yield f'<p dir="auto">{"".join(_words(text, turn, numbered, book))}</p>'
    if numbered:
        yield f"<ol>{''.join(_beside(n, coding, book) for n, coding in numbered)}</ol>"
    yield "</div>"


def _words(text: str, turn: Turn, numbered: list[tuple[int, Coding]], book: _Book) -> Iterator[str]:
    """Walk along the words once and cut them wherever a coding starts or ends."""
    starts, ends = _events(numbered)
    cuts = sorted({turn.start, turn.end, *starts, *ends})
    active: Counter[str] = Counter()
    for start, end in pairwise(cuts):
        active.update(coding.code for _, coding in starts.get(start, ()))
        words = _safe(text[start:end])
        if active:
            words = f'<mark class="{book.look(active)}">{words}</mark>'
        yield words
        for number, coding in ends.get(end, ()):
            active[coding.code] -= 1
            if not active[coding.code]:
                del active[coding.code]
            yield f'<sup><a href="#c{number}">{number}</a></sup>'


def _events(numbered: list[tuple[int, Coding]]) -> tuple[Events, Events]:
    starts: Events = {}
    ends: Events = {}
    for number, coding in numbered:
        starts.setdefault(coding.selection.start, []).append((number, coding))
        ends.setdefault(coding.selection.end, []).append((number, coding))
    return starts, ends


def _beside(number: int, coding: Coding, book: _Book) -> str:
    facts = [coding.coder, coding.stance, coding.elicitation]
    said = ", ".join(_safe(fact) for fact in facts if fact)
    return f'<li id="c{number}">{number} {_named(coding.code, book)} <small>{said}</small></li>'


def _named(id: str, book: _Book) -> str:
    return f'<span class="s" style="background:{book.colour(id)}"></span>{_safe(book.name(id))}'


def _look(name: str, of: tuple[str, ...], book: _Book) -> str:
    """Return the style of words that bear these codes: one line below them for each."""
    shown = [book.colour(id) for id in of[:STRIPES]]
    images = ",".join(f"linear-gradient({colour},{colour})" for colour in shown)
    places = ",".join(f"0 calc(100% - {4 * k}px)" for k in range(len(shown)))
    return (
        f"\n.{name}{{background-image:{images};background-size:100% 3px;"
        f"background-position:{places};padding-bottom:{4 * len(shown)}px}}"
    )


def _order(coding: Coding) -> tuple[int, int, str, str, str]:
    place = coding.selection
    return place.start, place.end, coding.code, coding.coder, coding.id


def _safe(words: str) -> str:
    return escape(printable(words))
