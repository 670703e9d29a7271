"""Learned suggestions in the sample: which method, from how many segments, how long it takes.

Each group is suggested by what the other three teach. A proposal is right where a segment of the
same code overlaps it.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.timing import Figure, median
from mixedmethods.coding import suggest
from mixedmethods.coding.learned import learn, learned_suggest
from mixedmethods.coding.passages import overlaps, passages
from mixedmethods.coding.queue import Proposal, from_lexicon, review_queue
from mixedmethods.model import Code, Source
from mixedmethods.sample import make_sample
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import codings
from mixedmethods.store.texts import read_source

TIMES = 5
OFTEN = 8  # segments of the codes from which the curve is drawn
GROUPS = ("FG1", "FG2", "FG3", "FG4")
BOOK = "nccmh_focus_groups"
ANALYSERS: dict[str, dict[str, Any]] = {
    "words and pairs": {"ngram_range": (1, 2), "max_df": 0.3},
    "parts of words": {"analyzer": "char_wb", "ngram_range": (3, 5), "max_df": 0.3},
}
Scores = Callable[[Any, np.ndarray, Any], np.ndarray]


@dataclass(frozen=True, slots=True)
class Sample:
    """The focus groups of the sample, their codes and segments, and every turn as read."""

    sources: Sequence[Source]
    codes: Sequence[Code]
    said: pd.DataFrame
    read: frozenset[tuple[str, int]]


def figures() -> Iterator[Figure | str]:
    """Yield the measurements of docs/decisions/012-learned-suggestions.md."""
    sample = _sample()
    for longest, unit in ((1, "sentences"), (800, "passages")):
        for words, options in ANALYSERS.items():
            for name, method in METHODS.items():
                yield f"{unit}, {words}, {name}: {_ranked(sample, longest, options, method)}"
    for needed in (3, 4, 5, 6, 8, 10):
        yield f"needing {needed}: {_out_of_group(sample, needed)}"
    for count in (0, 1, 2, 3, 4, 5, 6, 8):
        yield f"{count} segments of the frequent codes: {_curve(sample, count)}"
    found = [each for source in sample.sources for each in suggest(source, sample.codes)]
    proposals = from_lexicon(found)
    for name, order in (("text", proposals), ("queue", review_queue(proposals))):
        first = order[:20]
        right, codes_, groups = _right(sample, first), *map(len, _breadth(first))
        yield f"first 20 in the order of the {name}: {right} right, {codes_} codes, {groups} groups"
    yield Figure(
        "Learn and suggest in four groups", median(lambda: _all(sample), TIMES),
        "TF-IDF of the passages alone", median(lambda: _vectors(sample), TIMES), target=2,
    )  # fmt: skip


def _sample() -> Sample:
    with (
        tempfile.TemporaryDirectory() as folder,
        make_sample(Path(folder) / "sample.mm") as project,
    ):
        sources = [read_source(project, group) for group in GROUPS]
        wanted = [code for code in codes(project) if code.codebook == BOOK]
        made = codings(project)
    said = made[made["source"].isin(GROUPS) & ~made["moderator"].astype(bool)]
    read = frozenset((source.id, turn.number) for source in sources for turn in source.turns)
    return Sample(sources, wanted, said, read)


def _means(taught: Any, yes: np.ndarray, asked: Any) -> np.ndarray:
    apart = np.asarray(taught[yes].mean(axis=0) - taught[~yes].mean(axis=0)).ravel()
    return np.asarray(asked @ (apart / np.linalg.norm(apart)))


def _logistic(taught: Any, yes: np.ndarray, asked: Any) -> np.ndarray:
    model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear", random_state=0)
    return np.asarray(model.fit(taught, yes).decision_function(asked))


def _neighbours(taught: Any, yes: np.ndarray, asked: Any) -> np.ndarray:
    return np.asarray(np.sort((asked @ taught[yes].T).toarray(), axis=1)[:, -3:].mean(axis=1))


METHODS: dict[str, Scores] = {
    "difference of means": _means, "logistic regression": _logistic, "neighbours": _neighbours,
}  # fmt: skip


def _described(code: Code) -> str:
    return " ".join((code.name, code.definition, code.example, *code.include))


def _ranked(sample: Sample, longest: int, options: dict[str, Any], method: Scores) -> str:
    """Rank each held-out group by each code; descriptions are examples too."""
    pieces = passages(sample.sources, longest)
    labels = [overlaps(pieces, sample.said[sample.said["code"] == c.id]) for c in sample.codes]
    group, scores = pieces["source"].to_numpy(), np.zeros((len(labels), len(pieces)))
    first, exact, rest = [], 0, 0
    for held in GROUPS:
        out = group == held
        words = TfidfVectorizer(sublinear_tf=True, **options)
        words.fit([*pieces["text"][~out], *map(_described, sample.codes)])
        taught, asked = words.transform(pieces["text"][~out]), words.transform(pieces["text"][out])
        for k, code in enumerate(sample.codes):
            with_it = _stack(taught, words.transform([_described(code)]))
            scores[k, out] = method(with_it, np.append(labels[k][~out], True), asked)
            order = np.argsort(-scores[k, out], kind="stable")
            truth = labels[k][out][order]
            if truth.any():
                first.append(truth[0])
                exact, rest = exact + truth[: truth.sum()].sum(), rest + truth.sum()
    top = np.array(labels).ravel()[np.argsort(-scores.ravel(), kind="stable")]
    return (
        f"first right {np.mean(first):.2f}, right in as many as there are {exact / rest:.2f}, "
        f"of the likeliest 50 and 100 {top[:50].mean():.2f} and {top[:100].mean():.2f}"
    )


def _stack(taught: Any, described: Any) -> Any:
    from scipy.sparse import vstack

    return vstack([taught, described]).tocsr()


def _out_of_group(sample: Sample, needed: int) -> str:
    """Count what `learned_suggest` finds in each group from the other three."""
    proposed, right, found, coded, beyond, new = 0, 0, 0, 0, 0, 0
    for source in sample.sources:
        learned, own = _from_others(sample, source, sample.said, needed)
        if learned is None:
            continue
        made = learned_suggest(learned, source)
        lexicon = {(each.turn, each.code) for each in suggest(source, sample.codes)}
        added = [each for each in made if (each.turn, each.code) not in lexicon]
        own = own[own["code"].isin(learned.codes)]
        proposed, right = proposed + len(made), right + _right(sample, made)
        new, beyond = new + len(added), beyond + _right(sample, added)
        coded += len(own)
        found += sum(
            any(p.code == r.code and p.start < r.end and r.start < p.end for p in made)
            for r in own.itertuples()
        )
    if not proposed:
        return "nothing proposed"
    precision, recall = right / proposed, found / coded
    return (
        f"{right} of {proposed} right (P {precision:.2f}), {found} of {coded} segments found "
        f"(R {recall:.2f}), F1 {2 * precision * recall / (precision + recall):.2f}; "
        f"beyond the lexicon {beyond} of {new}"
    )


def _curve(sample: Sample, count: int) -> str:
    """Learn the codes with 8 segments or more from only some; three draws, the first proposal."""
    often = sample.said["code"].value_counts().loc[lambda n: n >= OFTEN].index
    chosen, right, of = [code for code in sample.codes if code.id in often], 0, 0
    pieces = passages(sample.sources)
    labels = {code.id: overlaps(pieces, sample.said[sample.said["code"] == code.id])
              for code in chosen}  # fmt: skip
    for held in GROUPS:
        out = (pieces["source"] == held).to_numpy()
        words = TfidfVectorizer(sublinear_tf=True, **ANALYSERS["parts of words"])
        taught = words.fit([*pieces["text"][~out], *map(_described, chosen)])
        for code, seed in ((code, seed) for code in chosen for seed in range(3)):
            yes = np.flatnonzero(labels[code.id] & ~out)
            if len(yes) < count or not labels[code.id][out].any():
                continue
            kept = np.random.default_rng(seed).permutation(yes)[:count]
            no = np.flatnonzero(~labels[code.id] & ~out)
            texts = [*pieces["text"].iloc[[*kept, *no]], _described(code)]
            mark = np.array([True] * count + [False] * len(no) + [True])
            asked = taught.transform(pieces["text"][out])
            scores = _means(taught.transform(texts), mark, asked)
            right, of = right + labels[code.id][out][np.argmax(scores)], of + 1
    return f"first proposal in a new group right {right} of {of} ({right / of:.2f})"


def _from_others(
    sample: Sample, source: Source, said: pd.DataFrame, needed: int
) -> tuple[Any, Any]:
    read = [place for place in sample.read if place[0] != source.id]
    others = said["source"] != source.id
    return learn(sample.sources, said[others], sample.codes, read, needed), said[~others]


def _right(sample: Sample, proposals: Sequence[Proposal]) -> int:
    places = list(sample.said[["source", "code", "start", "end"]].itertuples(index=False))
    return sum(
        any(s == p.source and c == p.code and low < p.end and p.start < high
            for s, c, low, high in places)
        for p in proposals
    )  # fmt: skip


def _breadth(proposals: Sequence[Proposal]) -> tuple[set[str], set[str]]:
    return {each.code for each in proposals}, {each.source for each in proposals}


def _all(sample: Sample) -> None:
    learned = learn(sample.sources, sample.said, sample.codes, sample.read)
    if learned is not None:
        for source in sample.sources:
            learned_suggest(learned, source)


def _vectors(sample: Sample) -> None:
    words = TfidfVectorizer(sublinear_tf=True, **ANALYSERS["parts of words"])
    words.fit_transform(passages(sample.sources)["text"])
