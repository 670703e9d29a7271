"""Suggestions in transcripts, beside a naive search word by word and turn by turn."""

import itertools
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.timing import Figure, median
from mixedmethods.coding import suggest
from mixedmethods.model import Code, Source
from mixedmethods.sample import make_sample
from mixedmethods.store.codes import codes
from mixedmethods.store.texts import read_source

TIMES = 5
LONG = 1_000_000
GROUPS = ("FG1", "FG2", "FG3", "FG4")
BOOK = "nccmh_focus_groups"


def figures() -> Iterator[Figure]:
    """Yield the seconds of all suggestions of one codebook, the splitter already loaded.

    Once in the four focus groups, once in as many words as make a transcript of 1 MB.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        make_sample(Path(folder) / "sample.mm") as project,
    ):
        sources = [read_source(project, group) for group in GROUPS]
        wanted = [code for code in codes(project) if code.codebook == BOOK]
    long = [_long(sources)]
    for what, texts in (("four groups", sources), ("a transcript of 1 MB", long)):
        ours, naive = partial(_suggest, texts, wanted), partial(_search, texts, wanted)
        ours()
        naive()
        yield Figure(
            f"Suggestions in {what}", median(ours, TIMES), "re.findall of each word in each turn",
            median(naive, TIMES),
        )  # fmt: skip


def _long(sources: Sequence[Source]) -> Source:
    """Return one source with the turns of all, over and over."""
    text, turns = "", []
    every = [(source, turn) for source in sources for turn in source.turns]
    for number, (source, turn) in enumerate(itertools.cycle(every), start=1):
        if len(text) > LONG:
            break
        start = len(text)
        text += source.text[turn.start : turn.end]
        turns.append(replace(turn, number=number, start=start, end=len(text)))
        text += "\n"
    return Source("LONG", text, tuple(turns))


def _suggest(sources: Sequence[Source], wanted: Sequence[Code]) -> int:
    return sum(len(suggest(source, wanted)) for source in sources)


def _search(sources: Sequence[Source], wanted: Sequence[Code]) -> int:
    patterns = [
        re.compile(r"\b" + re.escape(entry).replace(r"\*", r"\w*") + r"\b", re.IGNORECASE)
        for code in wanted
        for entry in code.lexicon.any
    ]
    return sum(
        len(pattern.findall(source.text[turn.start : turn.end]))
        for source in sources
        for turn in source.turns
        if not turn.moderator
        for pattern in patterns
    )
