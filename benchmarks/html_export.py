"""A coded transcript as a web page, beside putting the marks in one after the other."""

import random
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

from benchmarks.timing import Figure, median, seconds
from mixedmethods.model import Code, Coding, Selection, Source, Turn
from mixedmethods.report.exchange import transcript_html

WORDS = "We waited a long time and heard nothing, then somebody rang in the evening. "
LONG = 1_000_000
CODINGS = 2_000
FEW = 20  # of the reference, which takes a walk through the page for each; scaled up below


def figures() -> Iterator[Figure]:
    """Yield the seconds of 1 MB with 2,000 codings, and with a tenth of both."""
    for size, count in ((LONG // 10, CODINGS // 10), (LONG, CODINGS)):
        source, codings, codes = _study(size, count)
        ours = median(lambda s=source, c=codings, k=codes: transcript_html(s, c, k), 3)  # type: ignore[misc]  # bound now
        each = seconds(lambda s=source, c=codings: _one_by_one(s, c[:FEW])) / FEW  # type: ignore[misc]  # bound now
        what = f"Page of {size // 1000:,} KB with {count:,} codings"
        yield Figure(what, ours, "one walk for each mark", each * count, target=1.0)


def _study(size: int, count: int) -> tuple[Source, list[Coding], list[Code]]:
    rng = random.Random(5)  # noqa: S311  # the same study each time
    text, turns = "", []
    parts: list[str] = []
    at = 0
    for number in range(1, size // (8 * len(WORDS)) + 1):
        label = f"P{number % 6}: "
        parts.append(f"{label}{WORDS * 8}\n")
        turns.append(Turn(number, at + len(label), at + len(parts[-1]) - 1, label[:2]))
        at += len(parts[-1])
    text = "".join(parts)
    codes = [Code(f"C{k}", f"Code {k}", "book") for k in range(40)]
    codings = []
    for k in range(count):
        turn = rng.choice(turns)
        start = rng.randrange(turn.start, turn.end - 60)
        place = Selection("LONG", start, start + rng.randrange(10, 60))
        codings.append(Coding(f"{k}", place, rng.choice(codes).id, "Ann"))
    return Source("LONG", text, tuple(turns)), codings, codes


class _Marker(HTMLParser):
    """Walk through a page and put one mark around a stretch of its text."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(convert_charrefs=True)
        self.start, self.end, self.at = start, end, 0
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        low, high = self.start - self.at, self.end - self.at
        self.at += len(data)
        if high <= 0 or low >= len(data):
            self.out.append(escape(data))
            return
        low, high = max(low, 0), min(high, len(data))
        inside = f"<mark>{escape(data[low:high])}</mark>"
        self.out.append(f"{escape(data[:low])}{inside}{escape(data[high:])}")


def _one_by_one(source: Source, codings: list[Coding]) -> str:
    page = "".join(f"<p>{escape(line)}</p>" for line in source.text.splitlines(keepends=True))
    for coding in codings:
        marker = _Marker(coding.selection.start, coding.selection.end)
        marker.feed(page)
        marker.close()
        page = "".join(marker.out)
    return page
