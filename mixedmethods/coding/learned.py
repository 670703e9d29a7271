"""Learned suggestions: what the coded passages of a code have in common, and where it recurs.

For each code the mean of its coded passages and of its description, as TF-IDF vectors, minus the
mean of the passages that were read and not given the code. A passage that points the same way is
suggested. How this was chosen: docs/decisions/012-learned-suggestions.md.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mixedmethods.coding.match import WORD
from mixedmethods.coding.passages import overlaps, passages
from mixedmethods.coding.proposals import FUNCTION_WORDS
from mixedmethods.coding.queue import Proposal
from mixedmethods.coding.vectors import chances, curve_of, fit_words, parts_of, weights_of
from mixedmethods.model import Code, Source

NEEDED = 5  # segments of a code; see the decision for what more and fewer did
LEAST = 0.4  # chance of being accepted below which nothing is proposed
WORDS = 3  # of a suggestion's reasons
EVIDENCE = 160  # characters of the nearest segment
NEAREST = ["id", "source", "turn", "start", "end", "quote", "likeness"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What was learned from codings.

    `codes` are ids; `weights` has one row of unit length (or 0) per code and one column per part
    of a word that `words`, the fitted TF-IDF, knows; `curve` (slope, intercept) turns a score into
    a chance; `examples` (``id source turn start end code quote``) and their `vectors` are the
    segments.
    """

    codes: tuple[str, ...]
    words: Any
    weights: Floats
    curve: tuple[float, float]
    examples: pd.DataFrame
    vectors: Any


def readiness(codings: pd.DataFrame, codes: Iterable[Code], needed: int = NEEDED) -> pd.DataFrame:
    """Tell for which codes there are enough segments to learn from.

    Parameters
    ----------
    codings : DataFrame
        ``source start end code moderator``: prompts are left out, and a stretch that several
        coders gave the code counts once.
    codes : iterable of Code
        Codes that are not codable are left out.
    needed : int
        Segments that a code must have.

    Returns
    -------
    DataFrame
        ``code name examples needed ready``, in the order of `codes`; `needed` says how many more
        it takes, 0 for a code that is ready.
    """
    said = _segments(codings).drop_duplicates(["source", "start", "end", "code"])
    count = Counter(said["code"])
    rows = [
        (code.id, code.name, count[code.id], max(0, needed - count[code.id]))
        for code in codes
        if code.codable
    ]
    table = pd.DataFrame(rows, columns=["code", "name", "examples", "needed"])
    return table.assign(ready=table["needed"] == 0)


def learn(
    sources: Iterable[Source],
    codings: pd.DataFrame,
    codes: Iterable[Code],
    read: Collection[tuple[str, int]] = (),
    needed: int = NEEDED,
) -> Learned | None:
    """Learn the codes that have enough segments.

    Parameters
    ----------
    sources : iterable of Source
        The texts of the study, those to be looked through later included: what nobody has read
        teaches which words are rare and nothing else.
    codings : DataFrame
        ``id source turn start end code moderator quote``: what people coded or accepted. Prompts
        are left out.
    codes : iterable of Code
        Codes, of which the definition, example, name and `include` are examples too.
    read : collection of (source id, turn number)
        Turns that were read. They and the turns with a coding of any code show what a code is
        not: more of them make better suggestions.
    needed : int
        As in `readiness`.

    Returns
    -------
    Learned or None
        None where no code has enough segments, no read passage lacks a code, or the passages,
        each part scored by what the other parts teach, cannot be told apart.
    """
    codes = list(codes)
    ready = set(readiness(codings, codes, needed).query("ready")["code"])
    codes = [code for code in codes if code.id in ready]
    said = _segments(codings)
    every = passages(sources)
    pieces = _seen(every, said, set(read))
    labels = np.array(
        [overlaps(pieces, said[said["code"] == code.id]) for code in codes], dtype=bool
    ).reshape(len(codes), len(pieces))
    # Of unread passages too: a passage whose words are unknown would get too high a score.
    words = fit_words([*every["text"], *map(_described, codes)])
    if not codes or words is None or labels.all() or not labels.any():
        return None
    taught, described = words.transform(pieces["text"]), words.transform(map(_described, codes))
    curve = curve_of(taught, described, labels, parts_of(pieces))
    if curve is None:
        return None
    examples = said[said["code"].isin(ready)].drop_duplicates(["source", "start", "end", "code"])
    return Learned(
        tuple(code.id for code in codes),
        words,
        weights_of(taught, described, labels),
        curve,
        examples[["id", "source", "turn", "start", "end", "code", "quote"]].reset_index(drop=True),
        words.transform(examples["quote"]),
    )


def learned_suggest(
    learned: Learned,
    source: Source,
    settled: Collection[tuple[int, int, str]] = (),
    least: float = LEAST,
) -> list[Proposal]:
    """Propose the sentences of a source that are most like what was coded.

    Parameters
    ----------
    learned : Learned
        What `learn` returned.
    source : Source
        What to look through; the moderator's turns are left out.
    settled : collection of (start, end, code id)
        As in `suggest`: passages that overlap one of them are left out for that code.
    least : float
        The chance of being accepted below which nothing is proposed.

    Returns
    -------
    list of Proposal
        By place, then code; for a passage and code one sentence, the likest. `why` are up to three
        words with the largest weights, and the nearest segment with its place.
    """
    pieces, lines = passages([source]), passages([source], longest=1)
    if pieces.empty:
        return []
    vectors, of_lines = (
        learned.words.transform(pieces["text"]),
        learned.words.transform(lines["text"]),
    )
    likely = chances(vectors @ learned.weights.T, learned.curve)
    found = []
    for row, k in np.argwhere(likely >= least):
        piece, code = pieces.iloc[row], learned.codes[k]
        if any(c == code and s < piece["end"] and piece["start"] < e for s, e, c in settled):
            continue
        inside = np.flatnonzero((lines["start"] >= piece["start"]) & (lines["end"] <= piece["end"]))
        best = lines.iloc[inside[np.argmax(of_lines[inside] @ learned.weights[k])]]
        why = (*_largest(learned, piece["text"], k), *_like(learned, code, piece["text"]))
        found.append(
            Proposal(
                source.id, int(best["turn"]), int(best["start"]), int(best["end"]), code,
                "learned", why, float(likely[row, k]),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.start, each.end, each.code))


def nearest(learned: Learned, code: str, text: str, count: int = 3) -> pd.DataFrame:
    """Return the segments of a code that share most with a text: the evidence of a suggestion.

    Returns
    -------
    DataFrame
        ``id source turn start end quote likeness``, likest first; `likeness` is the cosine of the
        TF-IDF vectors, 0 to 1. Segments that share no word are left out.
    """
    of_code = np.flatnonzero(learned.examples["code"] == code)
    likeness = (learned.vectors[of_code] @ learned.words.transform([text]).T).toarray().ravel()
    order = np.argsort(-likeness, kind="stable")[:count]
    found = learned.examples.iloc[of_code[order]].assign(likeness=likeness[order])
    return found.loc[found["likeness"] > 0, NEAREST].reset_index(drop=True)


def _segments(codings: pd.DataFrame) -> pd.DataFrame:
    return codings[~codings["moderator"].astype(bool)]


def _seen(pieces: pd.DataFrame, said: pd.DataFrame, read: set[tuple[str, int]]) -> pd.DataFrame:
    """Keep the passages of turns that were read or coded."""
    turns = read | set(zip(said["source"], said["turn"], strict=True))
    seen = [place in turns for place in zip(pieces["source"], pieces["turn"], strict=True)]
    return pieces[np.array(seen, dtype=bool)].reset_index(drop=True)


def _described(code: Code) -> str:
    return " ".join((code.name, code.definition, code.example, *code.include))


def _largest(learned: Learned, text: str, k: int) -> list[str]:
    """Return the words of a passage that speak most for a code, each by all of its parts."""
    analyse, column = learned.words.build_analyzer(), learned.words.vocabulary_
    weight = learned.weights[k] * learned.words.idf_
    pulls = {
        word: sum(weight[column[part]] for part in analyse(word) if part in column)
        for word in dict.fromkeys(match[0].lower() for match in WORD.finditer(text))
        if word not in FUNCTION_WORDS
    }
    order = sorted(pulls, key=lambda word: -pulls[word])[:WORDS]
    return [word for word in order if pulls[word] > 0]


def _like(learned: Learned, code: str, text: str) -> list[str]:
    found = nearest(learned, code, text, 1)
    return [
        f"like “{_short(row.quote)}” ({row.source}, turn {row.turn})" for row in found.itertuples()
    ]


def _short(quote: object) -> str:
    return shorten(f"{quote}", EVIDENCE, placeholder=" …")
