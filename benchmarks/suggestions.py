"""Suggestions over the four focus groups, beside a naive search word by word and turn by turn."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.timing import Figure, median
from mixedmethods.coding import suggest
from mixedmethods.model import Code, Source
from mixedmethods.sample import make_sample
from mixedmethods.store.codes import codes
from mixedmethods.store.texts import read_source

TIMES = 5
GROUPS = ("FG1", "FG2", "FG3", "FG4")
BOOK = "nccmh_focus_groups"


def figures() -> Iterator[Figure]:
    """Yield the seconds of all suggestions of one codebook, the splitter already loaded."""
    with (
        tempfile.TemporaryDirectory() as folder,
        make_sample(Path(folder) / "sample.mm") as project,
    ):
        sources = [read_source(project, group) for group in GROUPS]
        wanted = [code for code in codes(project) if code.codebook == BOOK]
    ours, naive = lambda: _suggest(sources, wanted), lambda: _search(sources, wanted)
    ours()
    naive()
    yield Figure(
        "Suggestions in four groups", median(ours, TIMES), "re.findall of each word in each turn",
        median(naive, TIMES),
    )  # fmt: skip


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
