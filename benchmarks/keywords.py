"""Keywords in long texts, beside one regular expression for each keyword."""

import re
import sys
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.timing import Figure, median, seconds
from mixedmethods.coding.find import find
from mixedmethods.model import Code, Lexicon
from mixedmethods.sample import make_sample
from mixedmethods.store.texts import read_source

GROUPS = ("FG1", "FG2", "FG3", "FG4")
LETTERS = list("etaoinshrdlucmfwypvbgk")
VOCABULARY = 30_000
TIMES = 3
SHORT, LONG = 1_200_000, 10_000_000
PART, FEW = 10, 10  # the reference takes minutes, so a tenth of the text and of the keywords


def figures() -> Iterator[Figure | str]:
    """Yield the seconds of 50 and of 1,000 keywords, and the memory of the second search."""
    text, words = _text(LONG)
    yield _fifty(text[:SHORT], words)
    codes = _codes(_mixed(words))
    reference = PART * FEW * _regexes(text[: LONG // PART], _mixed(words)[::FEW])[0]
    yield Figure(
        f"1,000 keywords in {LONG / 1e6:.0f} MB", median(lambda: find({"A": text}, codes), TIMES),
        "a regular expression for each (from a hundredth)", reference, 2.0,
    )  # fmt: skip
    peak = _peak(text, codes) / sys.getsizeof(text)
    yield f"  at most {peak:.1f} times the text in memory; target 5{' MISSED' if peak >= 5 else ''}"


def _fifty(text: str, words: Sequence[str]) -> Figure:
    """Measure frequent words, of which both ways find the same."""
    wanted = words[200:250]
    codes = _codes(wanted)
    reference, expected = _regexes(text, wanted)
    if len(find({"A": text}, codes)) != expected:
        raise AssertionError(expected)
    return Figure(
        f"50 keywords in {len(text) / 1e6:.1f} MB", median(lambda: find({"A": text}, codes), TIMES),
        "a regular expression for each", reference, 0.1,
    )  # fmt: skip


def _regexes(text: str, wanted: Sequence[str]) -> tuple[float, int]:
    """Return the seconds and the number of matches of one regular expression after the other."""
    written = (re.escape(entry).replace(r"\*", r"\w*") for entry in wanted)
    patterns = [re.compile(rf"\b{entry}\b", re.IGNORECASE) for entry in written]
    found: list[tuple[int, int]] = []

    def search() -> None:
        for pattern in patterns:
            found.extend(match.span() for match in pattern.finditer(text))

    return seconds(search), len(found)


def _peak(text: str, codes: Sequence[Code]) -> int:
    tracemalloc.start()
    try:
        find({"A": text}, codes)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _codes(entries: Sequence[str]) -> list[Code]:
    return [Code(f"K{k}", entry, "", lexicon=Lexicon((entry,))) for k, entry in enumerate(entries)]


def _mixed(words: Sequence[str]) -> list[str]:
    """Return a thousand keywords: of ten, eight words, a phrase, and one with any ending."""
    plain = words[100:1100]
    others = [f"{word} {words[k % 40]}" if k % 2 else f"{word}*" for k, word in enumerate(plain)]
    return [others[k] if k % 10 in (0, 3) else word for k, word in enumerate(plain)]


def _text(length: int) -> tuple[str, list[str]]:
    """Return a text and its words by frequency: those of the sample, then made-up ones."""
    rng = np.random.default_rng(1)
    sizes = rng.integers(4, 12, VOCABULARY)
    made_up = ("".join(rng.choice(LETTERS, size)) for size in sizes)
    words = list(dict.fromkeys((*_sample_words(), *made_up)))[:VOCABULARY]
    shares = 1 / np.arange(3, len(words) + 3)  # Zipf
    drawn = rng.choice(len(words), length // 5, p=shares / shares.sum())
    ends = rng.choice([" ", " ", " ", " ", ", ", ". ", "\n"], len(drawn))
    text = "".join(f"{words[k]}{end}" for k, end in zip(drawn, ends, strict=True))
    return text[:length], words


def _sample_words() -> list[str]:
    with (
        tempfile.TemporaryDirectory() as folder,
        make_sample(Path(folder) / "sample.mm") as project,
    ):
        texts = [read_source(project, group).text for group in GROUPS]
    counts = Counter(word for text in texts for word in re.findall(r"[a-z]+", text.lower()))
    return [word for word, _ in counts.most_common()]
